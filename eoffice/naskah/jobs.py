"""What the worker does for naskah: deliver what was signed, and pick up signings that never reported back."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy.orm import Session

from eoffice import outbox
from eoffice.akses.actor import SISTEM
from eoffice.naskah import actions
from eoffice.naskah.actions import massal
from eoffice.naskah.massal import Massal
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import PeranMassal
from eoffice.web.services import Services


def kirim(session: Session, services: Services, naskah_id: int) -> None:
    """Deliver a signed naskah inside the city."""
    actions.kirim(session, session.get_one(Naskah, naskah_id), SISTEM)


def pulihkan(session: Session, services: Services, naskah_id: int) -> None:
    """Look whether a signing finished."""
    actions.pulihkan(session, session.get_one(Naskah, naskah_id))


def susun_massal(session: Session, services: Services, massal_id: int, susun: str, sesudah: int) -> None:
    """Try out the next letters of a surat massal."""
    massal.susun(session, services, massal_id, susun, sesudah)


def massal_berubah(session: Session, services: Services, naskah_id: int) -> None:
    """The text of a surat massal went a step on: its letters are tried out as they are now."""
    naskah = session.get_one(Naskah, naskah_id)
    found = session.get(Massal, naskah.massal_id) if naskah.peran_massal is PeranMassal.INDUK else None
    if found is not None and found.jumlah:
        massal.minta_susun(session, services, SISTEM, found, naskah)


HANDLERS: Final[Mapping[str, outbox.Handler]] = {
    "naskah.baca_lampiran": outbox.Lama(actions.baca_lampiran),
    "naskah.ditandatangani": kirim,
    "naskah.ttd_tertunda": pulihkan,
    "naskah.massal_berubah": massal_berubah,
    "naskah.massal_susun": susun_massal,
}
