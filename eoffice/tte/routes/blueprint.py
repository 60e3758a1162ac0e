"""The blueprint, and the words that several pages share."""

from typing import Final

from flask import Blueprint

from eoffice.tte.states import AlasanCabut
from eoffice.web.session import services

routes = Blueprint("tte", __name__)

ALASAN: Final = {
    AlasanCabut.KUNCI_BOCOR: "kunci atau frasa sandi diketahui orang lain",
    AlasanCabut.PINDAH_TUGAS: "pindah tugas",
    AlasanCabut.DIGANTI: "diganti yang baru",
    AlasanCabut.BERHENTI: "berhenti atau pensiun",
}


def versi_bsre() -> int:
    """Which version of BSrE's service is connected here; 0 for none."""
    esign = services().settings.esign
    return esign.versi if esign is not None else 0
