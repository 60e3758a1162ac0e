"""Who is away, until when, who acts meanwhile, and who may do what `a.n.` somebody today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload

from eoffice import clock
from eoffice.akses.actor import HakOperator
from eoffice.organisasi import mandat, queries
from eoffice.organisasi.models import Penugasan
from eoffice.organisasi.states import BENTUK, SEBAB, CaraAlih, JenisPenugasan
from eoffice.organisasi.wakil import MandatOperator, Pengalihan, Penunjukan
from eoffice.pdf import kata


def operators(session: Session, jabatan_id: int, hak: HakOperator, on: date | None = None) -> list[MandatOperator]:
    """The mandates in force for a jabatan that contain a hak; whom to tell when something is to be prepared."""
    day = on or clock.today()
    rows = session.scalars(
        mandat.mandates_in_force(day)
        .where(MandatOperator.jabatan_id == jabatan_id)
        .options(joinedload(MandatOperator.pegawai))
        .order_by(MandatOperator.id)
    )
    return [row for row in rows if hak is HakOperator.BACA or str(hak) in row.hak]


@dataclass(frozen=True)
class Pergi:
    """Somebody who is addressed is away; what a sender is told before sending.

    Attributes:
        sebab: why, as words within a sentence; for the one who is away himself, never for a sender.
        sampai: last day (WIB), None when not known.
        bertindak: who acts or gets it instead, as words; "" when nobody does.
        ke_jabatan_id: where a redirect moves new work to; None for a copy, a Plh. or nobody.
    """

    jabatan_id: int
    jabatan: str
    nama: str
    sebab: str
    sampai: date | None
    bertindak: str
    ke_jabatan_id: int | None = None

    @property
    def kalimat(self) -> str:
        """One sentence for whoever is about to send: who is away, until when, and who acts; never why (`sebab`)."""
        who = f"{self.nama} sedang tidak di tempat" if self.nama else "Jabatan ini sedang kosong"
        until = f" sampai {kata.tanggal(self.sampai)}" if self.sampai else ""
        return f"{who}{until}; {'digantikan ' if self.diwakili else ''}{self.bertindak.rstrip('.')}."

    @property
    def diwakili(self) -> bool:
        """Whether a Plh., Plt. or Pj. acts, and not a redirect."""
        return self.bertindak.startswith(tuple(word for word in BENTUK.values() if word))


def redirects(on: date) -> Select[tuple[Pengalihan]]:
    """Redirects in force on a WIB date."""
    return select(Pengalihan).where(Pengalihan.mulai <= on, Pengalihan.selesai >= on, Pengalihan.dicabut_at.is_(None))


def redirect_of(session: Session, jabatan_id: int, on: date | None = None) -> Pengalihan | None:
    """The redirect in force for a jabatan; none while a Plh., Plt. or Pj. acts for it, for then the work is done there."""
    day = on or clock.today()
    held = queries.holder(session, jabatan_id, day)
    if held is not None and held.bentuk is not JenisPenugasan.DEFINITIF:
        return None
    found = redirects(day).where(Pengalihan.jabatan_id == jabatan_id).order_by(Pengalihan.id.desc()).limit(1)
    return session.scalar(found)


def away(session: Session, jabatan_ids: Iterable[int], on: date | None = None) -> dict[int, Pergi]:
    """Which of these jabatan have their holder away today, in three statements however many there are.

    A jabatan that a Plt. or Pj. holds because it is vacant is told as well: the sender should know who will read.
    """
    ids, day = list(dict.fromkeys(jabatan_ids)), on or clock.today()
    if not ids:
        return {}
    rows = session.scalars(
        queries.in_force(day)
        .where(Penugasan.jabatan_id.in_(ids))
        .options(joinedload(Penugasan.pegawai), joinedload(Penugasan.jabatan))
        .order_by(Penugasan.id)
    ).all()
    own = {p.jabatan_id: p for p in reversed(rows) if p.bentuk is JenisPenugasan.DEFINITIF}
    standing = {p.jabatan_id: p for p in rows if p.bentuk is not JenisPenugasan.DEFINITIF}
    reasons = _reasons(session, [p.id for p in standing.values()])
    found: dict[int, Pergi] = {}
    for jabatan_id, held in standing.items():
        absent = own.get(jabatan_id)
        known = reasons.get(held.id)
        sebab = SEBAB[known.sebab] if known else ("berhalangan" if absent else "lowong")
        found[jabatan_id] = Pergi(
            jabatan_id,
            held.jabatan.nama,
            absent.pegawai.nama_lengkap if absent else "",
            sebab,
            held.selesai,
            f"{BENTUK[held.bentuk]} {held.pegawai.nama_lengkap}",
        )
    moved = session.scalars(
        redirects(day)
        .where(Pengalihan.jabatan_id.in_([i for i in ids if i not in found]))
        .options(joinedload(Pengalihan.ke_jabatan), joinedload(Pengalihan.jabatan))
        .order_by(Pengalihan.id)
    ).all()
    takers = queries.holders(session, [r.ke_jabatan_id for r in moved], day) if moved else {}
    for r in moved:
        absent, taker = own.get(r.jabatan_id), takers.get(r.ke_jabatan_id)
        whom = f"{r.ke_jabatan.nama} ({taker.pegawai.nama_lengkap})" if taker else r.ke_jabatan.nama
        moves = r.cara is CaraAlih.PINDAH
        found[r.jabatan_id] = Pergi(
            r.jabatan_id,
            r.jabatan.nama,
            absent.pegawai.nama_lengkap if absent else "",
            SEBAB[r.sebab],
            r.selesai,
            f"dialihkan ke {whom}" if moves else f"{whom} ikut membaca",
            r.ke_jabatan_id if moves else None,
        )
    return {i: found[i] for i in ids if i in found}


def _reasons(session: Session, penugasan_ids: list[int]) -> dict[int, Penunjukan]:
    if not penugasan_ids:
        return {}
    rows = session.scalars(select(Penunjukan).where(Penunjukan.penugasan_id.in_(penugasan_ids)))
    return {row.penugasan_id: row for row in rows if row.penugasan_id is not None}


def overlapping(session: Session, jabatan_id: int, mulai: date, selesai: date | None) -> Penugasan | None:
    """Somebody who acts for the jabatan at any time within these days (WIB, both included)."""
    return session.scalar(
        select(Penugasan)
        .where(
            Penugasan.jabatan_id == jabatan_id,
            Penugasan.bentuk != JenisPenugasan.DEFINITIF,
            Penugasan.mulai <= (selesai or date.max),
            or_(Penugasan.selesai.is_(None), Penugasan.selesai >= mulai),
        )
        .options(joinedload(Penugasan.pegawai))
        .order_by(Penugasan.mulai)
        .limit(1)
    )
