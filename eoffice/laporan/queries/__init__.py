"""Reading the log for the fold, and the rollup for the pages."""

from eoffice.laporan.queries.angka import (
    Bayangan,
    Butir,
    Keadaan,
    bayangan,
    hasil_opd,
    hasil_per_opd,
    keadaan,
    per_bulan,
    per_naskah,
    rekap_opd,
)
from eoffice.laporan.queries.catatan import (
    beda,
    chunks,
    derivasi_naskah,
    derivasi_surat,
    harian,
    kontribusi_of,
    lipatan,
    rujukan_koreksi,
    touched,
)
from eoffice.laporan.queries.gudang import konfirmasi, konfirmasi_per_opd, rim_per_triwulan
from eoffice.laporan.queries.jejak import asal, dicetak_penerima, harian_adopsi, of_keys
from eoffice.laporan.queries.ketentuan import ketentuan, riwayat, tahun_dasar, usulan
from eoffice.laporan.queries.kota import KeadaanKota, keadaan_kota
from eoffice.laporan.queries.staf import Kepegawaian, Sertifikasi, kepegawaian, sertifikasi

__all__ = [
    "Bayangan",
    "Butir",
    "Keadaan",
    "KeadaanKota",
    "Kepegawaian",
    "Sertifikasi",
    "asal",
    "bayangan",
    "beda",
    "chunks",
    "derivasi_naskah",
    "derivasi_surat",
    "dicetak_penerima",
    "harian",
    "harian_adopsi",
    "hasil_opd",
    "hasil_per_opd",
    "keadaan",
    "keadaan_kota",
    "kepegawaian",
    "ketentuan",
    "konfirmasi",
    "konfirmasi_per_opd",
    "kontribusi_of",
    "lipatan",
    "of_keys",
    "per_bulan",
    "per_naskah",
    "rekap_opd",
    "rim_per_triwulan",
    "riwayat",
    "rujukan_koreksi",
    "sertifikasi",
    "tahun_dasar",
    "touched",
    "usulan",
]
