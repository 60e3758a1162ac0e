"""One function per use case of a disposisi; each is permitted, changed, recorded, told, or did not happen."""

from eoffice.disposisi.actions.aturan import (
    AturanIsian,
    atur,
    hapus_tetap,
    kepala,
    may_lay_down,
    tambah_tetap,
)
from eoffice.disposisi.actions.baca import baca, buka
from eoffice.disposisi.actions.balas import balas, tautkan
from eoffice.disposisi.actions.banyak import (
    PALING_BANYAK_SURAT,
    HasilBanyak,
    dapat_bersama,
    disposisikan_banyak,
)
from eoffice.disposisi.actions.beri import Isian, disposisikan, faults, lanjutkan
from eoffice.disposisi.actions.jawaban import terjawab
from eoffice.disposisi.actions.lampiran import simpan_lampiran
from eoffice.disposisi.actions.laporan import PALING_BANYAK as PALING_BANYAK_BERKAS
from eoffice.disposisi.actions.laporan import SELESAI as LAPORAN_PENUH
from eoffice.disposisi.actions.laporan import Berkas, laporkan
from eoffice.disposisi.actions.lembar import lembar
from eoffice.disposisi.actions.otomatis import cari as cari_terlambat
from eoffice.disposisi.actions.otomatis import jadwalkan, terima_otomatis
from eoffice.disposisi.actions.putusan import kembalikan, rolls_up, selesaikan, terima, terima_dan_tutup
from eoffice.disposisi.actions.siapkan import (
    arahkan,
    arahkan_lanjutan,
    batalkan_arahan,
    batalkan_arahan_lanjutan,
    isian_of,
    konfirmasi,
    konfirmasi_lanjutan,
    may_send_on,
    siapan,
    siapan_lanjutan,
    teruskan_tetap,
)
from eoffice.disposisi.actions.tarik import tarik
from eoffice.disposisi.actions.tolak import alihkan, tolak
from eoffice.disposisi.actions.ubah import Ubahan, ubah
from eoffice.disposisi.actions.versi import same_version

__all__ = [
    "LAPORAN_PENUH",
    "PALING_BANYAK_BERKAS",
    "PALING_BANYAK_SURAT",
    "AturanIsian",
    "Berkas",
    "HasilBanyak",
    "Isian",
    "Ubahan",
    "alihkan",
    "arahkan",
    "arahkan_lanjutan",
    "atur",
    "baca",
    "balas",
    "batalkan_arahan",
    "batalkan_arahan_lanjutan",
    "buka",
    "cari_terlambat",
    "dapat_bersama",
    "disposisikan",
    "disposisikan_banyak",
    "faults",
    "hapus_tetap",
    "isian_of",
    "jadwalkan",
    "kembalikan",
    "kepala",
    "konfirmasi",
    "konfirmasi_lanjutan",
    "lanjutkan",
    "laporkan",
    "lembar",
    "may_lay_down",
    "may_send_on",
    "rolls_up",
    "same_version",
    "selesaikan",
    "siapan",
    "siapan_lanjutan",
    "simpan_lampiran",
    "tambah_tetap",
    "tarik",
    "tautkan",
    "terima",
    "terima_dan_tutup",
    "terima_otomatis",
    "terjawab",
    "teruskan_tetap",
    "tolak",
    "ubah",
]
