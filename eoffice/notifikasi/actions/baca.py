"""Reading notices: their count goes down with them."""

from collections.abc import Collection

from sqlalchemy import update
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.notifikasi.actions.sebar import hitung
from eoffice.notifikasi.models import Pemberitahuan


def baca(session: Session, pegawai_id: int, ids: Collection[int] | None = None) -> int:
    """Mark these notices of a person as read, all of them when None; how many were not yet."""
    hitung(session, pegawai_id, 0)
    unread = update(Pemberitahuan).where(Pemberitahuan.pegawai_id == pegawai_id, Pemberitahuan.dibaca_at.is_(None))
    if ids is not None:
        unread = unread.where(Pemberitahuan.id.in_(list(ids)))
    marked = unread.values(dibaca_at=clock.now(), ringkas=False).returning(Pemberitahuan.id)
    done = list(session.scalars(marked.execution_options(synchronize_session=False)))
    if done:
        hitung(session, pegawai_id, -len(done))
    return len(done)


def baca_semua(session: Session, actor: Actor) -> int:
    """Mark everything that the actor was told as read; how much that was."""
    return baca(session, actor.pegawai_id)
