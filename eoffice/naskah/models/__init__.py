"""Tables of a naskah and of what belongs to it."""

from eoffice.naskah.models.bagian import Koreksi, Lampiran, NaskahVersi, Paraf, PenandaLain, Penerima
from eoffice.naskah.models.naskah import SIGNING_LEASE, Naskah

__all__ = ["SIGNING_LEASE", "Koreksi", "Lampiran", "Naskah", "NaskahVersi", "Paraf", "PenandaLain", "Penerima"]
