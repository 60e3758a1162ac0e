"""A naskah as pages: values in, bytes out."""

from eoffice.naskah.document.render import render
from eoffice.naskah.document.values import (
    CATATAN_BSRE,
    CATATAN_BSRE_UJI,
    CATATAN_LOKAL,
    PIHAK_PERTAMA,
    TANDA_CONTOH,
    Acara,
    Halaman,
    Lampiran,
    Penanda,
    Petugas,
    Pihak,
    Rendered,
    Tugas,
    Tujuan,
)
from eoffice.pdf.kop import Kop

__all__ = [
    "CATATAN_BSRE",
    "CATATAN_BSRE_UJI",
    "CATATAN_LOKAL",
    "PIHAK_PERTAMA",
    "TANDA_CONTOH",
    "Acara",
    "Halaman",
    "Kop",
    "Lampiran",
    "Penanda",
    "Petugas",
    "Pihak",
    "Rendered",
    "Tugas",
    "Tujuan",
    "render",
]
