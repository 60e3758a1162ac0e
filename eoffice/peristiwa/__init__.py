"""The append-only log of countable events that adoption and saved paper are computed from; it knows no names and no titles."""
