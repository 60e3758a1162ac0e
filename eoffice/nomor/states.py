"""What became of a number."""

import enum


class StatusNomor(enum.StrEnum):
    """A number is in use or was voided; it never returns to the pool."""

    TERPAKAI = "terpakai"
    BATAL = "batal"
