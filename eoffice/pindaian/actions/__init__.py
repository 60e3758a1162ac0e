"""Use cases of what waits for registration: arrive, be looked into, be read page by page, be cut, be set aside."""

from eoffice.pindaian.actions.baca import kerjakan, lihat_lagi_ocr
from eoffice.pindaian.actions.gabung import gabung, putar
from eoffice.pindaian.actions.pecah import pecah, usul_potongan
from eoffice.pindaian.actions.periksa import Tampak, periksa, tampak
from eoffice.pindaian.actions.tata import daftarkan, kembalikan, sisihkan, tercatat
from eoffice.pindaian.actions.tiba import Tiba, tiba

__all__ = [
    "Tampak",
    "Tiba",
    "daftarkan",
    "gabung",
    "kembalikan",
    "kerjakan",
    "lihat_lagi_ocr",
    "pecah",
    "periksa",
    "putar",
    "sisihkan",
    "tampak",
    "tercatat",
    "tiba",
    "usul_potongan",
]
