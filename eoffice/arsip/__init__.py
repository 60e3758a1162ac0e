"""Berkas: where a finished record is kept, for how long counted from what, and how it is found again."""
