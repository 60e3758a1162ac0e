"""The only decision about an imported record."""

from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action, Relation, decide
from eoffice.akses.verdict import Verdict
from eoffice.arsip_impor.models import ArsipImpor


def relations(actor: Actor, arsip: ArsipImpor) -> frozenset[Relation]:
    """How the actor stands to it. `queries.visible` says the same in SQL (OTR-01)."""
    found = set()
    if arsip.unit_id in actor.unit_ids:
        found.add(Relation.UNIT)
    if arsip.opd_id in actor.tu_opd_ids:
        found.add(Relation.TU)
    if arsip.opd_id in actor.arsip_opd_ids:
        found.add(Relation.ARSIPARIS)
    if actor.holds(arsip.pejabat_id):
        found.add(Relation.ALAMAT)
    if arsip.id in actor.diberi_ids("arsip_impor", arsip.sifat):
        found.add(Relation.DIBERI_AKSES)
    return frozenset(found)


def may(actor: Actor, action: Action, arsip: ArsipImpor) -> Verdict:
    """Whether the actor may do this to the record now; reading is all that anybody may."""
    return decide(action, relations(actor, arsip), arsip.sifat)
