"""Redirecting what arrives during a leave without Plh., by date."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import YES, Verdict, no, require
from eoffice.audit import actions as audit
from eoffice.errors import Conflict, Invalid
from eoffice.notifikasi import actions as notifikasi
from eoffice.notifikasi.states import Kabar
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan
from eoffice.organisasi.states import SEBAB, CaraAlih, SebabPergi
from eoffice.organisasi.wakil import Pengalihan
from eoffice.perwakilan import policy
from eoffice.perwakilan.actions.penunjukan import TERLAMA, lock, span

#: Nobody opens the letters of another for himself, as with `tunjuk`.
SENDIRI: Final = "Anda tidak dapat mengalihkan surat pejabat lain kepada diri sendiri; minta pejabatnya atau administrator mencatatnya."


@dataclass(frozen=True)
class Pindahan:
    """What arrives for a jabatan goes to another one as well (salin) or instead (pindah); WIB dates, both included."""

    jabatan_id: int
    ke_jabatan_id: int
    sebab: SebabPergi
    cara: CaraAlih
    mulai: date
    selesai: date
    catatan: str = ""


def may_take(session: Session, dari: Jabatan, ke_jabatan_id: int) -> Verdict:
    """Whether work may go there: the same line, in the same perangkat daerah, and somebody holds it."""
    ke = organisasi.jabatan_by_id(session, ke_jabatan_id)
    if ke is None or ke.hanya_mengelola:
        return no("Pilih jabatannya dari daftar.")
    if ke.id == dari.id:
        return no("Pilih jabatan lain.")
    if ke.unit.opd_id != dari.unit.opd_id:
        return no(f"{ke.nama} berada di perangkat daerah lain; pilih jabatan di garis yang sama.")
    line = {j.id for j in organisasi.superiors(session, dari.id)} | set(organisasi.beneath(session, [dari.id]))
    if ke.id not in line and (ke.atasan_id is None or ke.atasan_id != dari.atasan_id):
        return no(f"{ke.nama} tidak segaris dengan {dari.nama}; pilih atasan, bawahan, atau yang setingkat dengannya.")
    if organisasi.holder(session, ke.id) is None:
        return no(f"{ke.nama} sedang kosong; pilih jabatan lain.")
    return YES


def alihkan(session: Session, actor: Actor, isian: Pindahan) -> Pengalihan:
    """Redirect what will arrive for a jabatan; what lies there already stays.

    Raises:
        NotAllowed, Invalid: as `tunjuk`. Conflict: there is a redirect for that time.
    """
    jabatan = lock(session, isian.jabatan_id)
    require(policy.may(actor, Action.ALIHKAN_SURAT, jabatan))
    if wrong := _faults(session, actor, jabatan, isian):
        raise Invalid("Pengalihan belum dapat disimpan. " + " ".join(wrong.values()), wrong)
    same = select(Pengalihan).where(
        Pengalihan.jabatan_id == jabatan.id,
        Pengalihan.dicabut_at.is_(None),
        Pengalihan.mulai <= isian.selesai,
        Pengalihan.selesai >= isian.mulai,
    )
    found = session.scalar(same.limit(1))
    if found is not None:
        raise Conflict(f"Sudah ada pengalihan {span(found.mulai, found.selesai)}. Hentikan dahulu yang itu.")
    made = Pengalihan(
        jabatan_id=jabatan.id,
        ke_jabatan_id=isian.ke_jabatan_id,
        sebab=isian.sebab,
        cara=isian.cara,
        mulai=isian.mulai,
        selesai=isian.selesai,
        catatan=isian.catatan,
        dibuat_oleh_id=actor.pegawai_id,
        dibuat_at=clock.now(),
    )
    session.add(made)
    session.flush()
    said = f"{jabatan.nama} → {made.ke_jabatan.nama}, {span(made.mulai, made.selesai)}"
    _record(session, actor, "alihkan", made, said, sebab=f"{SEBAB[made.sebab]}: ")
    return made


def _faults(session: Session, actor: Actor, jabatan: Jabatan, isian: Pindahan) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if isian.mulai < clock.today():
        wrong["mulai"] = "Mulai paling awal hari ini."
    if isian.selesai < isian.mulai:
        wrong["selesai"] = "Tanggal terakhir mendahului tanggal mulai."
    elif isian.selesai - isian.mulai > TERLAMA:
        wrong["selesai"] = "Paling lama satu tahun."
    if isian.sebab is SebabPergi.LOWONG:
        wrong["sebab"] = "Untuk jabatan lowong tunjuk Plt."
    taken = may_take(session, jabatan, isian.ke_jabatan_id)
    if not taken:
        wrong["ke_jabatan_id"] = taken.alasan
    elif jabatan.id not in actor.definitif_ids and actor.holds(isian.ke_jabatan_id):
        wrong["ke_jabatan_id"] = SENDIRI
    return wrong


def hentikan(session: Session, actor: Actor, row: Pengalihan) -> None:
    """End a redirect now: what arrives from now on goes to the jabatan itself again. Raises NotAllowed, Conflict."""
    lock(session, row.jabatan_id)
    session.refresh(row)
    if not row.keadaan.hidup:
        raise Conflict("Pengalihan ini sudah berakhir.")
    require(policy.may_end(actor, row))
    akhiri_pengalihan(session, actor, row, "dihentikan")


def akhiri_pengalihan(session: Session, actor: Actor, row: Pengalihan, why: str) -> None:
    """End it now; whether that is allowed was decided before."""
    row.dicabut_at = clock.now()
    session.flush()
    _record(session, actor, "hentikan_pengalihan", row, f"{row.jabatan.nama} → {row.ke_jabatan.nama}: {why}")


def _record(session: Session, actor: Actor, verb: str, row: Pengalihan, said: str, *, sebab: str = "") -> None:
    """Into the trail with why somebody is away, and as news without it."""
    audit.record(session, actor, f"perwakilan.{verb}", "pengalihan", row.id, ke=row.keadaan, catatan=f"{sebab}{said}")
    notifikasi.kabari(
        session,
        Kabar.MANDAT,
        objek="",
        objek_id=row.id,
        jabatan=(row.jabatan_id, row.ke_jabatan_id),
        alasan=f"pengalihan surat berubah, {said}",
        oleh=actor.pegawai_id,
    )
