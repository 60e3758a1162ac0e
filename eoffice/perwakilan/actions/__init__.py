"""Use cases: appoint, end an appointment, give and revoke a mandate, redirect, move people."""

from eoffice.perwakilan.actions.alih import Pindahan, alihkan, hentikan
from eoffice.perwakilan.actions.mandat import Pemberian, beri, cabut
from eoffice.perwakilan.actions.mutasi import batalkan, mutasikan, terapkan
from eoffice.perwakilan.actions.penunjukan import Berkas, Sk, akhiri, kabarkan, tunjuk

__all__ = [
    "Berkas",
    "Pemberian",
    "Pindahan",
    "Sk",
    "akhiri",
    "alihkan",
    "batalkan",
    "beri",
    "cabut",
    "hentikan",
    "kabarkan",
    "mutasikan",
    "terapkan",
    "tunjuk",
]
