"""The plan of the sample year: deterministic, pure data, played later through the product's own actions."""

from eoffice.contoh.rencana.bentuk import Aksi, Alamat, Langkah, MasukRencana, NaskahRencana, Rencana
from eoffice.contoh.rencana.susun import AKHIR, AWAL, BERHENTI, actors, rencana, signers

__all__ = [
    "AKHIR",
    "AWAL",
    "BERHENTI",
    "Aksi",
    "Alamat",
    "Langkah",
    "MasukRencana",
    "NaskahRencana",
    "Rencana",
    "actors",
    "rencana",
    "signers",
]
