"""Tables of a naskah and of what belongs to it."""

from eoffice.naskah.models.bagian import Koreksi, Lampiran, NaskahVersi, Paraf, PenandaLain, Penerima
from eoffice.naskah.models.halaman import NaskahHalaman
from eoffice.naskah.models.naskah import SIGNING_LEASE, Naskah
from eoffice.naskah.models.suntingan import Frasa, Komentar, Sewa, Simpanan, Templat

__all__ = [
    "SIGNING_LEASE",
    "Frasa",
    "Komentar",
    "Koreksi",
    "Lampiran",
    "Naskah",
    "NaskahHalaman",
    "NaskahVersi",
    "Paraf",
    "PenandaLain",
    "Penerima",
    "Sewa",
    "Simpanan",
    "Templat",
]
