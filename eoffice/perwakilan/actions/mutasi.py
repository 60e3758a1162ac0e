"""Moving people: the dated assignments are written at once and take effect by themselves; what hangs on persons follows."""

import secrets
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from eoffice import clock, outbox
from eoffice.akses.actor import SISTEM, Actor
from eoffice.akses.verdict import require
from eoffice.audit import actions as audit
from eoffice.errors import Conflict, Invalid, NotFound
from eoffice.naskah import actions as naskah
from eoffice.naskah.models import Naskah
from eoffice.naskah.queries import BERJALAN
from eoffice.notifikasi import actions as notifikasi
from eoffice.notifikasi.states import Kabar
from eoffice.organisasi.baris import PenugasanBaru, Susunan
from eoffice.organisasi.models import Jabatan, Pegawai, Penugasan
from eoffice.organisasi.states import JenisPenugasan, StatusMutasi
from eoffice.organisasi.wakil import MandatOperator, Mutasi
from eoffice.pdf import kata
from eoffice.pengguna import actions as pengguna
from eoffice.perwakilan import policy
from eoffice.perwakilan.actions.alih import akhiri_pengalihan
from eoffice.perwakilan.actions.mandat import akhiri_mandat
from eoffice.perwakilan.actions.penunjukan import midnight
from eoffice.perwakilan.rencana import Gerak, Isian, redirects_left, susun

S = StatusMutasi


def mutasikan(session: Session, actor: Actor, isian: Isian, *, sidik: str) -> list[Mutasi]:
    """Move everybody of one SK, all of them or nobody.

    Args:
        sidik: the fingerprint of the plan that the actor looked at.
    Raises:
        NotAllowed: the actor does not keep the organisation.
        Invalid: the plan has faults. Conflict: it changed since it was looked at, or nobody could administer afterwards.
    """
    require(policy.may_move(actor))
    touched = sorted({b.ke_jabatan_id for b in isian.baris if b.ke_jabatan_id})
    session.execute(
        select(Jabatan.id).where(Jabatan.id.in_(touched)).order_by(Jabatan.id).with_for_update(key_share=True)
    )
    plan = susun(session, isian)
    if plan.galat:
        raise Invalid("Belum dapat disimpan. " + " ".join(plan.galat[:3]))
    if plan.sidik != sidik:
        raise Conflict("Keadaan berubah sejak pratinjau dibuat. Periksa sekali lagi sebelum menyimpan.")
    basis = f"{isian.nomor_sk}, {kata.tanggal(isian.tanggal_sk)}"[:200]
    rows = [row for g in plan.gerak for row in _assignments(g, isian, basis)]
    before = {g.dari.id: g.dari.selesai for g in plan.gerak if g.dari is not None}
    pengguna.muat(session, actor, Susunan(penugasan=tuple(rows)))
    group = secrets.token_hex(8)
    made = [_write(session, actor, g, isian, group, before) for g in plan.gerak]
    session.flush()
    for row in made:
        said = f"{row.dari_nama or '–'} → {row.ke_nama or '–'}, berlaku {kata.tanggal(row.berlaku)}, {row.nomor_sk}"
        _record(session, actor, "mutasi", row, said)
        _tell(session, row, f"mutasi dicatat, {said}")
    if isian.berlaku <= clock.today():
        for row in made:
            _apply(session, actor, row)
    else:
        outbox.enqueue(session, "perwakilan.mutasi", delay=midnight(isian.berlaku), kelompok=group)
    return made


def _kunci(person: Pegawai) -> str:
    return person.nip or person.nama


def _assignments(g: Gerak, isian: Isian, basis: str) -> list[PenugasanBaru]:
    found = []
    if g.dari is not None:
        ended = isian.berlaku - timedelta(days=1)
        found.append(_ending(g.pegawai, g.dari, ended))
    if g.ke is not None:
        bentuk = JenisPenugasan.DEFINITIF
        found.append(PenugasanBaru(_kunci(g.pegawai), g.ke.kode, bentuk, isian.berlaku, None, basis))
    return found


def _ending(person: Pegawai, held: Penugasan, until: object) -> PenugasanBaru:
    given = frozenset({"pegawai", "jabatan_kode", "mulai", "selesai"})
    kept = (_kunci(person), held.jabatan.kode, held.bentuk, held.mulai, until)
    return PenugasanBaru(*kept, diberi=given)  # type: ignore[arg-type]


def _write(
    session: Session, actor: Actor, g: Gerak, isian: Isian, group: str, before: dict[int, date | None]
) -> Mutasi:
    """The plan as it was done; `before` is until when each assignment would have lasted, for the undo."""
    until = before[g.dari.id] if g.dari is not None else None
    made = Mutasi(
        kelompok=group,
        pegawai_id=g.pegawai.id,
        dari_jabatan_id=g.dari.jabatan_id if g.dari else None,
        ke_jabatan_id=g.ke.id if g.ke else None,
        dari_nama=g.dari.jabatan.nama if g.dari else "",
        ke_nama=g.ke.nama if g.ke else "",
        konsep_ke_id=g.konsep_ke.id if g.konsep_ke else None,
        berlaku=isian.berlaku,
        nomor_sk=isian.nomor_sk,
        tanggal_sk=isian.tanggal_sk,
        status=S.DIRENCANAKAN,
        rincian={
            "penugasan_id": g.dari.id if g.dari else None,
            "selesai_lama": until.isoformat() if until is not None else None,
            "konsep": g.konsep,
            "konsep_jabatan_id": g.konsep_jabatan_id,
            "mandat": [m.id for m in g.mandat],
            "kerja": g.kerja,
        },
        catatan="",
        dibuat_oleh_id=actor.pegawai_id,
        dibuat_at=clock.now(),
    )
    session.add(made)
    return made


def terapkan(session: Session, kelompok: str) -> None:
    """What follows on the date itself: konsep change hands, mandates end, everybody is told. Undone ones do nothing."""
    rows = _of(session, kelompok)
    for row in rows:
        if row.status is S.DIRENCANAKAN and row.berlaku <= clock.today():
            _apply(session, SISTEM, row)


def _apply(session: Session, actor: Actor, row: Mutasi) -> None:
    handed = 0
    if row.konsep_ke_id is not None and row.dari_jabatan_id is not None:
        wanted = select(Naskah).where(
            Naskah.konseptor_id == row.pegawai_id,
            Naskah.konseptor_jabatan_id == row.dari_jabatan_id,
            Naskah.status.in_(BERJALAN),
        )
        to = int(row.rincian["konsep_jabatan_id"] or row.dari_jabatan_id)
        for one in session.scalars(wanted.options(joinedload(Naskah.konseptor)).order_by(Naskah.id)):
            handed += naskah.serahkan(session, actor, one, pegawai_id=row.konsep_ke_id, jabatan_id=to)
    for mandate in session.scalars(select(MandatOperator).where(MandatOperator.id.in_(row.rincian["mandat"]))):
        if mandate.dicabut_at is None:
            akhiri_mandat(session, actor, mandate, f"mutasi {row.pegawai.nama}")
    if row.dari_jabatan_id is not None:
        for redirect in session.scalars(redirects_left(row.dari_jabatan_id, row.berlaku)):
            akhiri_pengalihan(session, actor, redirect, f"mutasi {row.pegawai.nama}")
    row.status, row.diterapkan_at = S.BERLAKU, clock.now()
    session.flush()
    said = f"{row.dari_nama or '–'} → {row.ke_nama or '–'}; {handed} konsep diserahkan"
    _record(session, actor, "mutasi_berlaku", row, said)
    _tell(session, row, f"mutasi berlaku hari ini, {said}")


def batalkan(session: Session, actor: Actor, kelompok: str) -> None:
    """Undo all of one SK before its date: every assignment is as it was.

    Raises:
        NotAllowed, NotFound. Conflict: it took effect, or was undone.
    """
    require(policy.may_move(actor))
    rows = _of(session, kelompok)
    if not rows:
        raise NotFound("Mutasi itu tidak ditemukan.")
    if any(row.status is not S.DIRENCANAKAN or row.berlaku <= clock.today() for row in rows):
        raise Conflict("Mutasi ini sudah berlaku atau sudah dibatalkan. Catat mutasi baru untuk mengubahnya.")
    back = []
    for row in rows:
        made = select(Penugasan).where(
            Penugasan.pegawai_id == row.pegawai_id,
            Penugasan.jabatan_id == row.ke_jabatan_id,
            Penugasan.mulai == row.berlaku,
        )
        for never in session.scalars(made):  # it never took effect; the mutation and the trail keep that it was planned
            session.delete(never)
        held = session.get(Penugasan, row.rincian["penugasan_id"] or 0)
        if held is not None:
            before = row.rincian["selesai_lama"]
            back.append(_ending(row.pegawai, held, date.fromisoformat(before) if before else None))
    session.flush()
    pengguna.muat(session, actor, Susunan(penugasan=tuple(back)))
    for row in rows:
        row.status, row.dibatalkan_at = S.DIBATALKAN, clock.now()
        session.flush()
        _record(session, actor, "batal_mutasi", row, f"{row.dari_nama or '–'} → {row.ke_nama or '–'} dibatalkan")
        _tell(session, row, f"mutasi dibatalkan: {row.dari_nama or '–'} → {row.ke_nama or '–'}")


def _of(session: Session, kelompok: str) -> list[Mutasi]:
    rows = select(Mutasi).where(Mutasi.kelompok == kelompok).options(joinedload(Mutasi.pegawai))
    return list(session.scalars(rows.order_by(Mutasi.id).with_for_update(of=Mutasi)))


def _record(session: Session, actor: Actor, verb: str, row: Mutasi, said: str) -> None:
    audit.record(session, actor, f"perwakilan.{verb}", "mutasi", row.id, ke=row.status, catatan=said)
    audit.record(session, actor, f"perwakilan.{verb}", "pegawai", row.pegawai_id, catatan=said)


def _tell(session: Session, row: Mutasi, alasan: str) -> None:
    """The person, and whoever goes on with the konsep."""
    notifikasi.kabari(
        session,
        Kabar.MUTASI,
        objek="",
        objek_id=row.id,
        pegawai=(row.pegawai_id, row.konsep_ke_id),
        alasan=alasan,
    )
