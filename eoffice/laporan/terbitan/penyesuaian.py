"""A correction of an earlier report in words."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from eoffice.laporan.adopsi import DEFINISI
from eoffice.laporan.adopsi.kalimat import jam
from eoffice.laporan.kertas import UKURAN, angka
from eoffice.laporan.terbitan.isi import KERTAS_TETAP, WAKTU

_BAGIAN: Final = {
    "pembilang": "pembilang",
    "penyebut": "penyebut",
    "n": "banyaknya surat",
    "median": "separuh surat",
    "p90": "sembilan dari sepuluh",
    "surat": "surat lewat batas",
    "disposisi": "disposisi lewat batas",
    "selesai_terlambat": "selesai terlambat",
    "disposisi_pertama_terlambat": "disposisi pertama terlambat",
    "terbuka": "surat terbuka",
    "dicatat": "surat dicatat",
}


def nama(baris: Mapping[str, str]) -> str:
    """Which measure, and which part of it."""
    if baris["ukuran"] in KERTAS_TETAP:
        return f"{UKURAN[baris['ukuran']][0]}, {baris['bagian']}"
    return f"{DEFINISI[baris['ukuran']].nama}, {_BAGIAN[baris['bagian']]}"


def kata(baris: Mapping[str, str], kapan: str) -> str:
    """The value before (`semula`) or now (`kini`) as people read it."""
    value = baris[kapan]
    if not value or value == "belum":
        return value or "tidak ditampilkan"
    if baris["ukuran"] in WAKTU and baris["bagian"] != "n":
        return jam(int(value))
    return angka(Fraction(value), 3)
