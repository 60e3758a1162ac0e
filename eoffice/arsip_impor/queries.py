"""Lists of imported records; every one starts at `visible`, the twin of policy.may for BACA_IMPOR (OTR-01, OTR-03)."""

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload, undefer

from eoffice.akses import sementara
from eoffice.akses.actor import Actor
from eoffice.akses.rights import REACH, Relation
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.db import tetap, within
from eoffice.errors import NotFound


def visible(actor: Actor) -> Select[tuple[ArsipImpor]]:
    """Imported records that the actor may read."""

    def wide(relation: Relation, condition: ColumnElement[bool]) -> ColumnElement[bool]:
        return and_(condition, tetap(ArsipImpor.sifat, REACH[relation]))

    return select(ArsipImpor).where(
        or_(
            wide(Relation.UNIT, within(ArsipImpor.unit_id, actor.unit_ids)),
            wide(Relation.TU, within(ArsipImpor.opd_id, actor.tu_opd_ids)),
            wide(Relation.ARSIPARIS, within(ArsipImpor.opd_id, actor.arsip_opd_ids)),
            wide(Relation.ARSIPARIS, within(ArsipImpor.kustodi_unit_id, actor.arsip_opd_ids)),
            wide(Relation.KUSTODI, within(ArsipImpor.kustodi_unit_id, actor.unit_ids)),
            within(ArsipImpor.pejabat_id, actor.jabatan_ids),
            *sementara.terbuka(actor, "arsip_impor", ArsipImpor),
        )
    )


def get(session: Session, actor: Actor, arsip_id: int) -> ArsipImpor:
    """One imported record with its files. Raises NotFound, also when the actor may not know of it (OTR-04)."""
    found = session.scalar(
        visible(actor)
        .where(ArsipImpor.id == arsip_id)
        .options(
            selectinload(ArsipImpor.lampiran),
            joinedload(ArsipImpor.unit),
            joinedload(ArsipImpor.opd),
            joinedload(ArsipImpor.pejabat),
            undefer(ArsipImpor.perkara_id),
        )
    )
    if found is None:
        raise NotFound("Arsip tidak ditemukan.")
    return found
