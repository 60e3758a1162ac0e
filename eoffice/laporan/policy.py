"""Who reads which report: the own perangkat daerah for its leader, TU and arsiparis; every one for a pemantau."""

from eoffice.akses.actor import Actor, Peran
from eoffice.akses.rights import Action, Relation, decide
from eoffice.akses.verdict import Verdict


def relations(actor: Actor, opd_id: int | None) -> frozenset[Relation]:
    """How the actor stands to a perangkat daerah, or to the whole city for None."""
    found = set()
    if Peran.PEMANTAU in actor.peran:
        found.add(Relation.PEMANTAU)
    if Peran.ADMIN_SISTEM in actor.peran:
        found.add(Relation.ADMIN_SISTEM)
    if opd_id in actor.pimpinan_opd_ids:
        found.add(Relation.PIMPINAN_OPD)
    if opd_id in actor.sekretaris_opd_ids:
        found.add(Relation.SEKRETARIS_OPD)
    if opd_id in actor.tu_opd_ids:
        found.add(Relation.TU)
    if opd_id in actor.arsip_opd_ids:
        found.add(Relation.ARSIPARIS)
    return frozenset(found)


def may(actor: Actor, action: Action, opd_id: int | None = None) -> Verdict:
    """Whether the actor may read the report of a perangkat daerah (LAPORAN_OPD) or of the city (LAPORAN_KOTA)."""
    return decide(action, relations(actor, opd_id))


def reach(actor: Actor) -> frozenset[int] | None:
    """The perangkat daerah whose report the actor may read; None means every one."""
    if may(actor, Action.LAPORAN_KOTA):
        return None
    return actor.pimpinan_opd_ids | actor.sekretaris_opd_ids | actor.tu_opd_ids | actor.arsip_opd_ids


def entering(actor: Actor, action: Action) -> frozenset[int] | None:
    """The perangkat daerah for which the actor may do this; None means every one. The twin of `may` for choices."""
    if may(actor, action):
        return None
    own = actor.pimpinan_opd_ids | actor.sekretaris_opd_ids | actor.tu_opd_ids | actor.arsip_opd_ids
    return frozenset(opd for opd in own if may(actor, action, opd))
