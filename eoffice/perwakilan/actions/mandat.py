"""Giving an operator a mandate, and taking it away: effective with the next click (OTR-11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import SIFAT_MANDAT, Actor, HakOperator
from eoffice.akses.rights import Action, Sifat
from eoffice.akses.verdict import require
from eoffice.audit import actions as audit
from eoffice.errors import Conflict, Invalid
from eoffice.notifikasi import actions as notifikasi
from eoffice.notifikasi.states import Kabar
from eoffice.organisasi.models import Pegawai
from eoffice.organisasi.wakil import MandatOperator
from eoffice.perwakilan import policy
from eoffice.perwakilan.actions.penunjukan import TERLAMA, holds_something, lock, span


@dataclass(frozen=True)
class Pemberian:
    """What a leader lets an operator do, up to which sifat, from when to when (WIB dates, both included).

    Attributes:
        tegas: the leader named this person for Rahasia on purpose (5.6).
    """

    jabatan_id: int
    pegawai_id: int
    hak: Sequence[HakOperator]
    sifat_maks: Sifat
    mulai: date
    selesai: date
    tegas: bool = False


def beri(session: Session, actor: Actor, isian: Pemberian) -> MandatOperator:
    """Give a mandate.

    Raises:
        NotAllowed: only the definitive leader gives a mandate for his jabatan.
        Invalid: with every field that is wrong. Conflict: this person has one for this jabatan.
    """
    jabatan = lock(session, isian.jabatan_id)
    require(policy.may(actor, Action.BERI_MANDAT, jabatan))
    if wrong := _faults(session, actor, isian):
        raise Invalid("Mandat belum dapat disimpan. " + " ".join(wrong.values()), wrong)
    same = select(MandatOperator).where(
        MandatOperator.jabatan_id == jabatan.id,
        MandatOperator.pegawai_id == isian.pegawai_id,
        MandatOperator.dicabut_at.is_(None),
        MandatOperator.mulai <= isian.selesai,
        MandatOperator.selesai >= isian.mulai,
    )
    if session.scalar(same.limit(1)) is not None:
        raise Conflict("Orang ini sudah mempunyai mandat untuk jabatan ini pada masa itu. Cabut dahulu yang lama.")
    made = MandatOperator(
        jabatan_id=jabatan.id,
        pegawai_id=isian.pegawai_id,
        hak=[str(hak) for hak in dict.fromkeys(isian.hak)],
        sifat_maks=isian.sifat_maks,
        mulai=isian.mulai,
        selesai=isian.selesai,
        diberi_oleh_id=actor.pegawai_id,
        diberi_at=clock.now(),
    )
    session.add(made)
    session.flush()
    said = (
        f"operator {jabatan.nama}: {', '.join(made.hak)}; sampai {isian.sifat_maks}; {span(made.mulai, made.selesai)}"
    )
    _record(session, actor, "beri_mandat", made, said)
    _tell(session, actor, made, f"{actor.nama} memberi Anda mandat operator {jabatan.nama}")
    return made


def _faults(session: Session, actor: Actor, isian: Pemberian) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if not isian.hak:
        wrong["hak"] = "Pilih paling sedikit satu hak."
    if isian.sifat_maks not in SIFAT_MANDAT:
        wrong["sifat_maks"] = "Surat Sangat Rahasia tidak dibuka operator."
    elif isian.sifat_maks is Sifat.RAHASIA and not isian.tegas:
        wrong["tegas"] = "Surat Rahasia hanya dibuka operator yang Anda tunjuk dengan tegas; centang pernyataannya."
    if isian.mulai < clock.today():
        wrong["mulai"] = "Mulai paling awal hari ini."
    if isian.selesai < isian.mulai:
        wrong["selesai"] = "Tanggal terakhir mendahului tanggal mulai."
    elif isian.selesai - isian.mulai > TERLAMA:
        wrong["selesai"] = "Paling lama satu tahun; sesudah itu beri mandat baru."
    person = session.get(Pegawai, isian.pegawai_id)
    if person is None or not person.aktif:
        wrong["pegawai_id"] = "Pilih orangnya dari daftar."
    elif person.id == actor.pegawai_id:
        wrong["pegawai_id"] = "Anda sendiri tidak memerlukan mandat."
    elif said := holds_something(session, person.id, isian.mulai):
        wrong["pegawai_id"] = said
    return wrong


def cabut(session: Session, actor: Actor, row: MandatOperator) -> None:
    """Take a mandate away, or give it back. Raises NotAllowed, Conflict: it is over."""
    lock(session, row.jabatan_id)
    session.refresh(row)
    if not row.keadaan.hidup:
        raise Conflict("Mandat ini sudah berakhir.")
    require(policy.may_end_mandate(actor, row))
    akhiri_mandat(session, actor, row, "dicabut")


def akhiri_mandat(session: Session, actor: Actor, row: MandatOperator, why: str) -> None:
    """End it now; whether that is allowed was decided before."""
    row.dicabut_at = clock.now()
    session.flush()
    _record(session, actor, "cabut_mandat", row, f"operator {row.jabatan.nama}: {why}")
    _tell(session, actor, row, f"mandat operator {row.jabatan.nama} berakhir: {why}")


def _record(session: Session, actor: Actor, verb: str, row: MandatOperator, said: str) -> None:
    audit.record(session, actor, f"perwakilan.{verb}", "mandat", row.id, ke=row.keadaan, catatan=said)
    audit.record(session, actor, f"perwakilan.{verb}", "pegawai", row.pegawai_id, catatan=said)


def _tell(session: Session, actor: Actor, row: MandatOperator, alasan: str) -> None:
    notifikasi.kabari(
        session,
        Kabar.MANDAT,
        objek="",
        objek_id=row.id,
        pegawai=(row.pegawai_id,),
        jabatan=(row.jabatan_id,),
        alasan=alasan,
        oleh=actor.pegawai_id,
    )
