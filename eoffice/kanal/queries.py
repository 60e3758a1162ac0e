"""Lists of channels and of what came; the latter start at `visible`, the SQL twin of policy.may_read (OTR-01)."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, joinedload

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.db import count, within
from eoffice.errors import NotFound
from eoffice.kanal.models import Kanal, Kiriman
from eoffice.kanal.states import LABEL, PERLU_DILIHAT, Jenis

PAGE: Final = 30
#: How long nothing may have worked before people are told: one failure is no trouble yet.
SABAR: Final = timedelta(minutes=10)


def visible(actor: Actor) -> Select[tuple[Kiriman]]:
    """What came to the offices that the actor serves as TU."""
    return select(Kiriman).where(within(Kiriman.opd_id, actor.tu_opd_ids))


def get(session: Session, actor: Actor, kiriman_id: int) -> Kiriman:
    """One of them. Raises NotFound (OTR-04)."""
    found = session.scalar(visible(actor).where(Kiriman.id == kiriman_id).options(joinedload(Kiriman.kanal)))
    if found is None:
        raise NotFound("Kiriman tidak ditemukan.")
    return found


def _perlu() -> tuple[ColumnElement[bool], ...]:
    return Kiriman.status.in_(PERLU_DILIHAT), Kiriman.diurus_at.is_(None)


def perlu(session: Session, actor: Actor) -> int:
    """How many were not taken and wait for somebody to look: the first tab, and the number beside the menu entry."""
    return count(session, visible(actor).where(*_perlu()))


def datang(session: Session, actor: Actor, *, perlu: bool = False, before: int | None = None) -> list[Kiriman]:
    """One page of what came, latest first; with `perlu` only what was not taken and nobody looked after."""
    statement = visible(actor).options(joinedload(Kiriman.kanal))
    if perlu:
        statement = statement.where(*_perlu())
    if before is not None:
        statement = statement.where(Kiriman.id < before)
    return list(session.scalars(statement.order_by(Kiriman.id.desc()).limit(PAGE)))


def semua(session: Session) -> Sequence[Kanal]:
    """Every channel, by perangkat daerah."""
    return session.scalars(select(Kanal).options(joinedload(Kanal.opd)).order_by(Kanal.opd_id, Kanal.jenis)).all()


def satu(session: Session, kanal_id: int) -> Kanal:
    """One channel. Raises NotFound."""
    found = session.get(Kanal, kanal_id)
    if found is None:
        raise NotFound("Kanal tidak ditemukan.")
    return found


def gangguan(session: Session) -> list[str]:
    """What is wrong with channels, one sentence each; empty when all work or the trouble is younger than SABAR."""
    since = clock.now() - SABAR
    found = []
    for kanal in semua(session):
        if kanal.aktif and kanal.gagal_sejak is not None and kanal.gagal_sejak < since:
            found.append(f"{LABEL[kanal.jenis]} {kanal.opd.nama}: {kanal.galat}")
        elif kanal.aktif and kanal.periksa_at < since - SABAR and (kanal.sewa_at or since) <= since:
            found.append(
                f"{LABEL[kanal.jenis]} {kanal.opd.nama}: tidak diperiksa lagi; jalankan pekerja (eoffice kerja)."
            )
    return found


def punya(session: Session, opd_id: int, jenis: Jenis) -> bool:
    """Whether a perangkat daerah has such a channel already."""
    return session.scalar(select(Kanal.id).where(Kanal.opd_id == opd_id, Kanal.jenis == jenis)) is not None
