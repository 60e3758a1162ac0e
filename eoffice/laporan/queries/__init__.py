"""Reading the log for the fold, and the rollup for the pages."""

from eoffice.laporan.queries.angka import (
    Butir,
    Jumlah,
    Keadaan,
    hasil_opd,
    hasil_per_opd,
    jumlah_per_opd,
    keadaan,
    per_bulan,
    per_naskah,
)
from eoffice.laporan.queries.catatan import (
    beda,
    chunks,
    derivasi_naskah,
    derivasi_surat,
    harian,
    hitung,
    kontribusi_of,
    lipatan,
    touched,
)

__all__ = [
    "Butir",
    "Jumlah",
    "Keadaan",
    "beda",
    "chunks",
    "derivasi_naskah",
    "derivasi_surat",
    "harian",
    "hasil_opd",
    "hasil_per_opd",
    "hitung",
    "jumlah_per_opd",
    "keadaan",
    "kontribusi_of",
    "lipatan",
    "per_bulan",
    "per_naskah",
    "touched",
]
