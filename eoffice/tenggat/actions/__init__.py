"""One function per use case of a deadline."""

from eoffice.tenggat.actions.aturan import Usul, susun_ulang, tetapkan
from eoffice.tenggat.actions.henti import Isian, batalkan, hentikan, lanjutkan, minta, putuskan, terbuka
from eoffice.tenggat.actions.ingatkan import ingatkan
from eoffice.tenggat.actions.jadwalkan import SELANG, berikut, jadwalkan
from eoffice.tenggat.actions.pasang import pasang
from eoffice.tenggat.actions.sapu import SEKALIGUS, keliling, tegur

__all__ = [
    "SEKALIGUS",
    "SELANG",
    "Isian",
    "Usul",
    "batalkan",
    "berikut",
    "hentikan",
    "ingatkan",
    "jadwalkan",
    "keliling",
    "lanjutkan",
    "minta",
    "pasang",
    "putuskan",
    "susun_ulang",
    "tegur",
    "terbuka",
    "tetapkan",
]
