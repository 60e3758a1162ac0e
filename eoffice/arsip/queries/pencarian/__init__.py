"""Searching everything one may read: understanding what was asked, finding it, counting it, and proposing what was meant."""

from eoffice.arsip.queries.pencarian.hasil import (
    PAGE,
    SURAT_MASUK,
    Hasil,
    Permintaan,
    Urutan,
    cari,
    query_of,
    semua,
    terkait_kata,
)
from eoffice.arsip.queries.pencarian.kamus import KamusBasis, Keping, keping
from eoffice.arsip.queries.pencarian.maksud import Maksud
from eoffice.arsip.queries.pencarian.saran import Saran, saran
from eoffice.arsip.queries.pencarian.segi import NilaiSegi, Segi
from eoffice.arsip.queries.pencarian.temuan import Temuan, readable

__all__ = [
    "PAGE",
    "SURAT_MASUK",
    "Hasil",
    "KamusBasis",
    "Keping",
    "Maksud",
    "NilaiSegi",
    "Permintaan",
    "Saran",
    "Segi",
    "Temuan",
    "Urutan",
    "cari",
    "keping",
    "query_of",
    "readable",
    "saran",
    "semua",
    "terkait_kata",
]
