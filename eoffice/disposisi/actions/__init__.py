"""One function per use case of a disposisi; each is permitted, changed, recorded, told, or did not happen."""

from eoffice.disposisi.actions.baca import baca, buka
from eoffice.disposisi.actions.balas import balas
from eoffice.disposisi.actions.beri import Isian, disposisikan, faults, lanjutkan, tarik
from eoffice.disposisi.actions.laporan import Berkas, kembalikan, laporkan, rolls_up, selesaikan, terima
from eoffice.disposisi.actions.lembar import lembar
from eoffice.disposisi.actions.versi import same_version

__all__ = [
    "Berkas",
    "Isian",
    "baca",
    "balas",
    "buka",
    "disposisikan",
    "faults",
    "kembalikan",
    "lanjutkan",
    "laporkan",
    "lembar",
    "rolls_up",
    "same_version",
    "selesaikan",
    "tarik",
    "terima",
]
