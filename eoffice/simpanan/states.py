"""How an object fares in the store, and how often it is looked at."""

import enum
from datetime import timedelta
from typing import Final


class Kelas(enum.StrEnum):
    """How often an object is read and compared."""

    BIASA = "biasa"
    PENTING = "penting"  # of Rahasia and above, or of what is kept for ever


class Keadaan(enum.StrEnum):
    """What the last look at an object found."""

    BELUM = "belum"
    BAIK = "baik"
    HILANG = "hilang"
    RUSAK = "rusak"


class Gembok(enum.StrEnum):
    """What the store itself keeps from being deleted (object lock)."""

    TANPA = "tanpa"
    RETENSI = "retensi"  # until a date
    TAHAN = "tahan"  # until somebody lifts it


#: An object is read again after this long; the promise is 90 and 30 days (OBJ-05), the rest is room for a bad week.
SELANG: Final = {Kelas.BIASA: timedelta(days=75), Kelas.PENTING: timedelta(days=24)}
#: What is missing or changed is looked at again after this long: it may have been put back from a backup.
SELANG_SAKIT: Final = timedelta(days=1)
JANJI: Final = {Kelas.BIASA: timedelta(days=90), Kelas.PENTING: timedelta(days=30)}
LABEL_KEADAAN: Final = {
    Keadaan.BELUM: "Belum diperiksa",
    Keadaan.BAIK: "Utuh",
    Keadaan.HILANG: "Hilang",
    Keadaan.RUSAK: "Rusak",
}
