"""What the holder of an agenda says to an appointment: coming, not coming, or represented by somebody."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.agenda import policy
from eoffice.agenda.actions.peserta import kabari, record, tambah
from eoffice.agenda.models import Peserta
from eoffice.agenda.states import LABEL, Kehadiran, Sebab
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.disposisi import hierarki
from eoffice.errors import Invalid


def jawab(session: Session, actor: Actor, peserta: Peserta, kehadiran: Kehadiran, alasan: str = "") -> None:
    """Say that the holder comes (HADIR), has not decided (MENUNGGU), or does not come (TIDAK_HADIR, with a reason).

    Raises:
        Invalid: declined without a reason.
    """
    require(policy.may(actor, Action.UBAH_AGENDA, peserta))
    if kehadiran is Kehadiran.TIDAK_HADIR and len(alasan.strip()) < 5:
        raise Invalid("Alasan belum diisi.", {"alasan": "Tulis mengapa tidak hadir."})
    _say(session, actor, peserta, kehadiran, alasan, None)


def wakilkan(session: Session, actor: Actor, peserta: Peserta, wakil_id: int, alasan: str = "") -> Peserta:
    """Send somebody below in one's place; the event goes into that agenda. Whoever may get a disposisi may be sent.

    Raises:
        Invalid: nobody of one's own line, and why.
    """
    require(policy.may(actor, Action.UBAH_AGENDA, peserta))
    verdict = hierarki.may_give(session, peserta.jabatan_id, wakil_id, peserta.acara.surat)
    if not verdict:
        raise Invalid("Yang mewakili belum benar.", {"wakil": verdict.alasan})
    _say(session, actor, peserta, Kehadiran.DIWAKILI, alasan, wakil_id)
    known = session.scalar(select(Peserta).where(Peserta.acara_id == peserta.acara_id, Peserta.jabatan_id == wakil_id))
    if known is None:
        return tambah(session, actor, peserta.acara, wakil_id, Sebab.WAKILI)
    if known.kehadiran not in (Kehadiran.MENUNGGU, Kehadiran.HADIR):
        known.say(Kehadiran.MENUNGGU, clock.now())
        kabari(session, known, "Anda diminta mewakili", oleh=actor.pegawai_id)
    return known


def _say(
    session: Session, actor: Actor, peserta: Peserta, kehadiran: Kehadiran, alasan: str, wakil_id: int | None
) -> None:
    before = peserta.kehadiran
    peserta.say(kehadiran, clock.now(), alasan=alasan, wakil_id=wakil_id)
    peserta.diputus_at, peserta.diputus_oleh = clock.now(), actor.pegawai_id
    session.flush()
    record(session, actor, "agenda.jawab", peserta, dari=LABEL[before], ke=LABEL[kehadiran], catatan=alasan)
