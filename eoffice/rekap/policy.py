"""Who reads which report of everyday work: the own perangkat daerah or unit, the whole city for a pemantau."""

from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action, Relation, decide
from eoffice.akses.verdict import Verdict, no
from eoffice.laporan import policy as laporan


def relations(actor: Actor, opd_id: int | None) -> frozenset[Relation]:
    """How the actor stands to a perangkat daerah, or to the city for None; who checks or signs leads the own unit."""
    found = laporan.relations(actor, opd_id)
    return found | {Relation.UNIT} if actor.memeriksa and actor.opd_id == opd_id else found


def may(actor: Actor, action: Action, opd_id: int | None = None) -> Verdict:
    """Whether the actor may open this report of a perangkat daerah, or of the city."""
    return decide(action, relations(actor, opd_id))


def reach(actor: Actor) -> frozenset[int] | None:
    """The perangkat daerah whose volumes and times the actor may read; None means every one."""
    return laporan.reach(actor)


def queue_units(actor: Actor, opd_id: int) -> frozenset[int] | None:
    """The units whose queue the actor may read within a perangkat daerah; None means all of it.

    A leader below the head of the perangkat daerah sees the own unit and what lies under it (metrik.md 3.6).
    """
    known = reach(actor)
    if known is None or opd_id in known:
        return None
    return actor.unit_ids if may(actor, Action.ANTREAN_UNIT, opd_id) else frozenset()


def may_see_small_units(actor: Actor, opd_id: int) -> bool:
    """Whether the queue is told of units with fewer than five people too: only to those who lead them (metrik.md 3.6)."""
    return opd_id in actor.pimpinan_opd_ids or queue_units(actor, opd_id) is not None


def may_see_jabatan(actor: Actor, unit_id: int) -> bool:
    """Whether the queue of a unit is told by jabatan: only to whoever leads that unit (metrik.md 3.6)."""
    return actor.memeriksa and unit_id in actor.unit_ids


def may_open_book(actor: Actor, opd_id: int) -> Verdict:
    """A book is opened by the TU and the arsiparis of the office that keeps it."""
    served = actor.tu_opd_ids | actor.arsip_opd_ids
    if opd_id not in served:
        return no("Buku ini dibuka oleh tata usaha dan arsiparis perangkat daerahnya.")
    return may(actor, Action.BUKU_REGISTER, opd_id)
