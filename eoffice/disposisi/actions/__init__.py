"""One function per use case of a disposisi; each is permitted, changed, recorded, told, or did not happen."""

from eoffice.disposisi.actions.baca import baca, buka
from eoffice.disposisi.actions.balas import balas
from eoffice.disposisi.actions.beri import Isian, disposisikan, faults, lanjutkan, tarik
from eoffice.disposisi.actions.jawaban import terjawab
from eoffice.disposisi.actions.laporan import PALING_BANYAK as PALING_BANYAK_BERKAS
from eoffice.disposisi.actions.laporan import SELESAI as LAPORAN_PENUH
from eoffice.disposisi.actions.laporan import Berkas, laporkan
from eoffice.disposisi.actions.lembar import lembar
from eoffice.disposisi.actions.otomatis import cari as cari_terlambat
from eoffice.disposisi.actions.otomatis import jadwalkan, terima_otomatis
from eoffice.disposisi.actions.putusan import kembalikan, rolls_up, selesaikan, terima, terima_dan_tutup
from eoffice.disposisi.actions.versi import same_version

__all__ = [
    "LAPORAN_PENUH",
    "PALING_BANYAK_BERKAS",
    "Berkas",
    "Isian",
    "baca",
    "balas",
    "buka",
    "cari_terlambat",
    "disposisikan",
    "faults",
    "jadwalkan",
    "kembalikan",
    "lanjutkan",
    "laporkan",
    "lembar",
    "rolls_up",
    "same_version",
    "selesaikan",
    "tarik",
    "terima",
    "terima_dan_tutup",
    "terima_otomatis",
    "terjawab",
]
