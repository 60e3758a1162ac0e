"""A naskah that is opened, and copies that leave the screen: audited, and counted for the paper account."""

from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.errors import Invalid
from eoffice.naskah import policy
from eoffice.naskah.actions.step import measure, record
from eoffice.naskah.models import Naskah
from eoffice.web.cetakan import PALING_BANYAK, Cetakan


def catat_buka(session: Session, actor: Actor, naskah: Naskah, event: str = "naskah.buka", catatan: str = "") -> None:
    """An open of something above Biasa, for the trail (AUD-01)."""
    require(policy.may(actor, Action.BACA, naskah))
    if policy.dicatat(actor, naskah):
        record(session, actor, event, naskah, dari=naskah.status, catatan=catatan)


def catat_unduh(session: Session, actor: Actor, naskah: Naskah) -> None:
    """A plain download."""
    require(policy.may(actor, Action.BACA, naskah))
    require(policy.may_take_copy(actor, naskah))
    record(session, actor, "naskah.unduh", naskah)
    if naskah.nomor is not None:
        measure(session, actor, "naskah.diunduh", naskah, _sheets(naskah), opd_id=actor.opd_id)


def catat_unduh_lampiran(session: Session, actor: Actor, naskah: Naskah, halaman: int) -> None:
    """A plain download of one lampiran of an issued naskah: only its own pages could be printed."""
    require(policy.may(actor, Action.BACA, naskah))
    require(policy.may_take_copy(actor, naskah))
    if naskah.nomor is not None and halaman:
        pages = {"halaman": 0, "lampiran": halaman}
        measure(session, actor, "naskah.diunduh", naskah, pages, opd_id=actor.opd_id)


def catat_cetak(session: Session, actor: Actor, naskah: Naskah, cetakan: Cetakan) -> None:
    """A print, or a download that is meant for printing; booked to the office of the one who prints.

    Raises:
        Invalid: not between 1 and 500 copies.
    """
    require(policy.may_print(actor, naskah))
    if not 1 <= cetakan.salinan <= PALING_BANYAK:
        raise Invalid("Banyaknya salinan tidak wajar.", {"salinan": "Isi 1 sampai 500 salinan."})
    record(session, actor, "naskah.cetak", naskah, catatan=cetakan.catatan)
    rincian = {**_sheets(naskah), **cetakan.rincian}
    measure(session, actor, cetakan.jenis, naskah, rincian, opd_id=actor.opd_id)


def _sheets(naskah: Naskah) -> dict[str, int]:
    return {"halaman": naskah.halaman, "lampiran": naskah.lampiran_halaman}
