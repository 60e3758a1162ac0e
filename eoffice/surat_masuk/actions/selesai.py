"""The end of a surat: closed without a disposisi, closed by the addressed leader, filed."""

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.errors import Invalid
from eoffice.peristiwa import queries as peristiwa
from eoffice.peristiwa.states import Jenis
from eoffice.surat_masuk.actions.step import measure, step
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import Status


def baca_saja(session: Session, actor: Actor, surat: SuratMasuk, alasan: str) -> None:
    """Close without a disposisi, with the reason.

    Raises:
        Invalid: no reason.
    """
    if len(alasan.strip()) < 5:
        raise Invalid("Alasan belum diisi.", {"alasan": "Tulis mengapa surat ini tidak perlu disposisi."})
    with step(session, actor, Action.BACA_SAJA, surat, alasan):
        surat.close(Action.BACA_SAJA, clock.now(), alasan)
        measure(session, actor, "surat.selesai", surat, {})


def selesaikan(session: Session, actor: Actor, surat: SuratMasuk, catatan: str = "") -> None:
    """The addressed leader closes it."""
    with step(session, actor, Action.SELESAIKAN, surat, catatan):
        surat.close(Action.SELESAIKAN, clock.now(), catatan)
        measure(session, actor, "surat.selesai", surat, {})


def buka_lagi(session: Session, actor: Actor, surat: SuratMasuk, ke: Status) -> None:
    """Take a closing back that nobody acted on, to the status from which it was closed.

    Raises:
        Conflict: it is not closed any more, or was closed from another status.
    """
    with step(session, actor, Action.BUKA_LAGI, surat, "penutupan diurungkan"):
        surat.move(Action.BUKA_LAGI, ke)
        surat.selesai_at, surat.alasan_selesai = None, ""
        noted = [e for e in peristiwa.of_naskah(session, [f"surat:{surat.id}"]) if e.jenis is Jenis.SURAT_SELESAI]
        if noted:  # the metric log forgets it
            measure(session, actor, "koreksi.batal", surat, {"rujukan": noted[-1].id_peristiwa})


def berkaskan(session: Session, actor: Actor, surat: SuratMasuk, berkas: str) -> None:
    """Mark it as filed; the arsip capability keeps the place."""
    with step(session, actor, Action.BERKASKAN_SURAT, surat, berkas):
        surat.move(Action.BERKASKAN_SURAT, Status.DIBERKASKAN)


def keluarkan(session: Session, actor: Actor, surat: SuratMasuk, ke: Status, alasan: str) -> None:
    """It waits for a berkas again, as what it was before; the arsip capability has given up the place."""
    with step(session, actor, Action.KELUARKAN, surat, alasan):
        surat.move(Action.KELUARKAN, ke)
