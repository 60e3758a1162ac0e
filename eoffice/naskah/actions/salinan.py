"""A naskah that is opened, and copies that leave the screen: audited, and counted for the paper account."""

from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action, Sifat
from eoffice.akses.verdict import require
from eoffice.errors import Invalid
from eoffice.naskah import policy
from eoffice.naskah.actions.step import measure, record
from eoffice.naskah.models import Naskah


def catat_buka(session: Session, actor: Actor, naskah: Naskah, event: str = "naskah.buka", catatan: str = "") -> None:
    """An open of something above Biasa, for the trail (AUD-01)."""
    require(policy.may(actor, Action.BACA, naskah))
    if naskah.sifat is not Sifat.BIASA:
        record(session, actor, event, naskah, dari=naskah.status, catatan=catatan)


def catat_unduh(session: Session, actor: Actor, naskah: Naskah) -> None:
    """A plain download."""
    require(policy.may(actor, Action.BACA, naskah))
    record(session, actor, "naskah.unduh", naskah)
    if naskah.nomor is not None:
        measure(session, actor, "naskah.diunduh", naskah, _sheets(naskah), opd_id=actor.opd_id)


def catat_cetak(session: Session, actor: Actor, naskah: Naskah, *, salinan: int, dari_unduhan: bool = False) -> None:
    """A print, or a download that is meant for printing; `salinan` copies.

    Raises:
        Invalid: not between 1 and 500 copies.
    """
    require(policy.may(actor, Action.BACA, naskah))
    if not 1 <= salinan <= 500:
        raise Invalid("Banyaknya salinan tidak wajar.", {"salinan": "Isi 1 sampai 500 salinan."})
    record(session, actor, "naskah.cetak", naskah, catatan=f"{salinan} salinan")
    jenis = "naskah.diunduh_cetak" if dari_unduhan else "naskah.dicetak"
    measure(session, actor, jenis, naskah, {**_sheets(naskah), "salinan": salinan}, opd_id=actor.opd_id)


def _sheets(naskah: Naskah) -> dict[str, int]:
    return {"halaman": naskah.halaman, "lampiran": naskah.lampiran_halaman}
