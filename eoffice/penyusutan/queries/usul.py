"""What another version of the JRA proposes, and how many berkas a schedule would touch."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from eoffice.akses.actor import Actor
from eoffice.arsip import queries as arsip
from eoffice.arsip.models import Berkas
from eoffice.db import count, within
from eoffice.penyusutan.models import UsulRetensi
from eoffice.penyusutan.retensi import Arah, StatusUsul

PAGE: Final = 50


def terlihat(actor: Actor) -> Select[tuple[UsulRetensi]]:
    """Proposals for berkas that the actor keeps as arsiparis."""
    mine = arsip.visible(actor).where(within(Berkas.opd_id, actor.arsip_opd_ids)).with_only_columns(Berkas.id)
    return select(UsulRetensi).where(UsulRetensi.berkas_id.in_(mine))


def usul(session: Session, actor: Actor, ids: Sequence[int]) -> list[UsulRetensi]:
    """These proposals, as far as they are the actor's to decide, in the order of their berkas."""
    asked = terlihat(actor).where(UsulRetensi.id.in_(ids))
    loaded = asked.options(joinedload(UsulRetensi.berkas), joinedload(UsulRetensi.versi))
    return list(session.scalars(loaded.order_by(UsulRetensi.berkas_id, UsulRetensi.id)))


def daftar_usul(
    session: Session,
    actor: Actor,
    *,
    arah: Arah | None = None,
    status: StatusUsul = StatusUsul.USUL,
    setelah: int = 0,
    limit: int = PAGE + 1,
) -> list[UsulRetensi]:
    """Proposals in the order in which they were made."""
    asked = terlihat(actor).where(UsulRetensi.status == status, UsulRetensi.id > setelah)
    if arah is not None:
        asked = asked.where(UsulRetensi.arah == arah)
    loaded = asked.join(UsulRetensi.berkas).options(
        contains_eager(UsulRetensi.berkas).joinedload(Berkas.unit), joinedload(UsulRetensi.versi)
    )
    return list(session.scalars(loaded.order_by(UsulRetensi.id).limit(limit)))


def banyak_usul(session: Session, actor: Actor) -> dict[Arah, int]:
    """How many wait, by what they would do."""
    rows = (
        terlihat(actor)
        .where(UsulRetensi.status == StatusUsul.USUL)
        .with_only_columns(UsulRetensi.arah, func.count())
        .group_by(UsulRetensi.arah)
    )
    return dict(session.execute(rows).tuples().all())


def tersentuh(session: Session, kodes: Collection[str]) -> Mapping[str, int]:
    """How many living berkas of the city take their retention from each of these codes."""
    rows = (
        select(Berkas.kode_retensi, func.count())
        .where(Berkas.akhir.is_(None), Berkas.kode_retensi.in_(list(kodes)))
        .group_by(Berkas.kode_retensi)
    )
    return dict(session.execute(rows).tuples().all()) if kodes else {}


def pemakai(session: Session, versi_id: int) -> int:
    """How many berkas have their retention from a version."""
    return count(session, select(Berkas).where(Berkas.jra_versi_id == versi_id))
