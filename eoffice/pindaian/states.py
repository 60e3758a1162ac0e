"""States of what arrived, of each of its pages, and where it came from."""

import enum
from typing import Final


class Sumber(enum.StrEnum):
    """How the file reached the office."""

    UNGGAH = "unggah"
    KAMERA = "kamera"
    FOLDER = "folder"
    SUREL = "surel"
    PECAHAN = "pecahan"  # a part of a batch scan
    GABUNGAN = "gabungan"  # several photos or files joined into one letter


class Status(enum.StrEnum):
    """Where an arrival stands between its first byte and its agenda number."""

    DITERIMA = "diterima"  # stored, not looked into yet
    MENUNGGU = "menunggu"  # found clean, waits for registration
    DITOLAK = "ditolak"  # cannot be used; `alasan` says why
    TERDAFTAR = "terdaftar"
    DIPECAH = "dipecah"  # its parts wait in its place
    DIGABUNG = "digabung"  # a letter of which it is a part waits in its place
    DISISIHKAN = "disisihkan"  # a person decided that it is no letter


class Baca(enum.StrEnum):
    """How far the reading of one page is."""

    MENUNGGU = "menunggu"
    TERBACA = "terbaca"
    GAGAL = "gagal"
    TANPA_OCR = "tanpa_ocr"  # a picture of text, and no OCR program is installed


class Cara(enum.StrEnum):
    """Where the text of a page came from."""

    LAPISAN = "lapisan"  # the text layer of the PDF
    OCR = "ocr"


S = Status
MOVES: Final[dict[Status, frozenset[Status]]] = {
    S.DITERIMA: frozenset({S.MENUNGGU, S.DITOLAK, S.DISISIHKAN}),
    S.MENUNGGU: frozenset({S.TERDAFTAR, S.DIPECAH, S.DIGABUNG, S.DISISIHKAN}),
    S.DITOLAK: frozenset({S.DISISIHKAN}),
    S.DISISIHKAN: frozenset({S.DITERIMA}),  # looked into again
}
#: What the TU still has to deal with.
OPEN: Final = frozenset({S.DITERIMA, S.MENUNGGU, S.DITOLAK})

LABEL: Final[dict[Status, str]] = {
    S.DITERIMA: "Sedang diperiksa",
    S.MENUNGGU: "Menunggu registrasi",
    S.DITOLAK: "Tidak dapat dipakai",
    S.TERDAFTAR: "Sudah dicatat",
    S.DIPECAH: "Sudah dipecah",
    S.DIGABUNG: "Sudah digabung",
    S.DISISIHKAN: "Disisihkan",
}
LABEL_SUMBER: Final[dict[Sumber, str]] = {
    Sumber.UNGGAH: "Unggahan",
    Sumber.KAMERA: "Kamera",
    Sumber.FOLDER: "Folder pemindai",
    Sumber.SUREL: "Surel",
    Sumber.PECAHAN: "Bagian pindaian",
    Sumber.GABUNGAN: "Gabungan",
}
