"""Saved searches that somebody may use; every list starts at `visible`, the SQL twin of `policy.may_use`."""

from typing import Final

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from eoffice.akses.actor import Actor
from eoffice.errors import NotFound
from eoffice.organisasi.models import Unit
from eoffice.pencarian.models import Pencarian, PencarianBagi, PencarianPakai

#: What a page of a saved search says of it.
_WHOLE: Final = (
    joinedload(Pencarian.pemilik),
    selectinload(Pencarian.bagi).joinedload(PencarianBagi.unit),
    selectinload(Pencarian.bagi).joinedload(PencarianBagi.pegawai),
)


def garis(session: Session, actor: Actor) -> frozenset[int]:
    """The unit in which the actor sits and all above it up to the perangkat daerah: what is shared with one of them reaches him."""
    found: set[int] = {actor.opd_id} - {0}
    unit = session.get(Unit, actor.unit_id) if actor.unit_id else None
    while unit is not None and unit.id not in found:
        found.add(unit.id)
        unit = unit.induk
    return frozenset(found)


def _reaches(actor: Actor, units: frozenset[int]) -> ColumnElement[bool]:
    b = PencarianBagi
    to = or_(b.pegawai_id == actor.pegawai_id, b.unit_id.in_(sorted(units)))
    return exists(select(b.id).where(b.pencarian_id == Pencarian.id, to))


def visible(actor: Actor, units: frozenset[int]) -> Select[tuple[Pencarian]]:
    """The own ones and those that were shared with the actor or with the units of the own line (`garis`)."""
    return select(Pencarian).where(or_(Pencarian.pegawai_id == actor.pegawai_id, _reaches(actor, units)))


def daftar(session: Session, actor: Actor) -> list[tuple[Pencarian, PencarianPakai | None]]:
    """All that the actor may use, pinned ones first, then by name; with how the actor uses each."""
    found = session.scalars(
        visible(actor, garis(session, actor)).options(*_WHOLE).order_by(Pencarian.nama, Pencarian.id)
    )
    rows = found.all()
    used = select(PencarianPakai).where(
        PencarianPakai.pegawai_id == actor.pegawai_id, PencarianPakai.pencarian_id.in_([p.id for p in rows])
    )
    pakai = {u.pencarian_id: u for u in session.scalars(used)} if rows else {}
    listed = [(p, pakai.get(p.id)) for p in rows]
    return sorted(listed, key=lambda each: not (each[1] is not None and each[1].sematkan))


def get(session: Session, actor: Actor, pencarian_id: int) -> Pencarian:
    """One that the actor may use. Raises NotFound, as if there were none (OTR-04)."""
    asked = visible(actor, garis(session, actor)).where(Pencarian.id == pencarian_id)
    found = session.scalar(asked.options(*_WHOLE))
    if found is None:
        raise NotFound("Pencarian tersimpan tidak ditemukan.")
    return found


def pakai(session: Session, actor: Actor, pencarian: Pencarian) -> PencarianPakai | None:
    """How the actor uses it."""
    return session.get(PencarianPakai, (pencarian.id, actor.pegawai_id))
