"""A naskah as pages: values in, bytes out."""

from eoffice.naskah.document.render import render
from eoffice.naskah.document.values import (
    CATATAN_BSRE,
    CATATAN_BSRE_UJI,
    CATATAN_LOKAL,
    PIHAK_PERTAMA,
    TANDA_CONTOH,
    Halaman,
    Lampiran,
    Penanda,
    Pihak,
    Rendered,
    Tujuan,
)
from eoffice.pdf.kop import Kop

__all__ = [
    "CATATAN_BSRE",
    "CATATAN_BSRE_UJI",
    "CATATAN_LOKAL",
    "PIHAK_PERTAMA",
    "TANDA_CONTOH",
    "Halaman",
    "Kop",
    "Lampiran",
    "Penanda",
    "Pihak",
    "Rendered",
    "Tujuan",
    "render",
]
