"""Enumerations of accounts."""

import enum
from datetime import timedelta
from typing import Final


class JenisToken(enum.StrEnum):
    """What a single-use link is for."""

    AKTIVASI = "aktivasi"
    SETEL_ULANG = "setel_ulang"


#: How long each kind of link works (AUT-04, AUT-11).
MASA_TOKEN: Final = {JenisToken.AKTIVASI: timedelta(hours=24), JenisToken.SETEL_ULANG: timedelta(minutes=30)}
#: The same in words.
MASA_KATA: Final = {JenisToken.AKTIVASI: "24 jam", JenisToken.SETEL_ULANG: "30 menit"}


class Tema(enum.StrEnum):
    """How the screen looks."""

    LIGHT = "light"
    DARK = "dark"
