"""Periksa naskah: what Bagian Organisasi or an arsiparis would reject, found before it is submitted.

The rules are functions of plain values (`Bahan`, `Fakta`); no database, no clock. Source: naskah-dinas.md 9.
"""

from collections.abc import Mapping

from eoffice.naskah.periksa import angka, ejaan, hukum, huruf, kaitan, kepala, orang, susunan, waktu
from eoffice.naskah.periksa.nilai import (
    ATURAN,
    PEMERIKSA,
    Aturan,
    Bahan,
    Dicabut,
    Fakta,
    Masa,
    Penanda,
    Penerima,
    Perkara,
    Temuan,
    Tingkat,
    Ubah,
)
from eoffice.naskah.periksa.orang import Orang
from eoffice.naskah.periksa.teks import LABEL, kumpulkan, terapkan

PERATURAN_DICABUT = hukum.BAWAAN

__all__ = [
    "ATURAN",
    "LABEL",
    "PERATURAN_DICABUT",
    "Aturan",
    "Bahan",
    "Dicabut",
    "Fakta",
    "Masa",
    "Orang",
    "Penanda",
    "Penerima",
    "Temuan",
    "Tingkat",
    "Ubah",
    "daftar_orang",
    "kumpulkan",
    "periksa",
    "terapkan",
]

#: Every sheet of rules; of two findings at the same words the one of the earlier sheet stays.
LEMBAR = (susunan, waktu, angka, hukum, orang, kaitan, kepala, ejaan, huruf)
daftar_orang = orang.orang


def periksa(bahan: Bahan, fakta: Fakta, tingkat: Mapping[str, Tingkat] | None = None) -> tuple[Temuan, ...]:
    """Everything found, in the order of the page; one finding for one mistake.

    Args:
        tingkat: how strict the city is with single rules; the others stay as they are defined.
    """
    case = Perkara(bahan, fakta, kumpulkan(bahan))
    order = {t.jalur: n for n, t in enumerate(case.teks)}
    strict = tingkat or {}
    found: list[Temuan] = []
    taken: dict[tuple[str | int, ...], list[tuple[int, int]]] = {}
    for check in PEMERIKSA:
        for each in check(case):
            if strict.get(each.aturan.kode, each.aturan.tingkat) is Tingkat.MATI:
                continue
            spans = taken.setdefault(each.jalur, [])
            if each.akhir > each.awal:
                if any(each.awal < end and start < each.akhir for start, end in spans):
                    continue
                spans.append((each.awal, each.akhir))
            found.append(each)
    return tuple(sorted(found, key=lambda f: (order.get(f.jalur, -1), f.awal)))
