"""The only decision about a berkas."""

from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action, Relation, decide
from eoffice.akses.verdict import YES, Verdict, no
from eoffice.arsip.models import Berkas


def relations(actor: Actor, berkas: Berkas) -> frozenset[Relation]:
    """How the actor stands to the berkas. `queries.visible` says the same in SQL (OTR-01)."""
    found = set()
    if berkas.opd_id in actor.arsip_opd_ids:
        found.add(Relation.ARSIPARIS)
    if berkas.opd_id in actor.pimpinan_opd_ids:
        found.add(Relation.PIMPINAN_OPD)
    if berkas.unit_id in actor.unit_ids:
        found.add(Relation.UNIT)
    return frozenset(found)


def may(actor: Actor, action: Action, berkas: Berkas) -> Verdict:
    """Whether the actor may do this to the berkas now."""
    return decide(action, relations(actor, berkas), berkas.sifat)


def may_close(actor: Actor, berkas: Berkas) -> Verdict:
    """Whether the berkas can be closed now, and by this actor."""
    verdict = may(actor, Action.KELOLA_BERKAS, berkas)
    if verdict and berkas.ditutup is not None:
        return no("Berkas sudah ditutup.")
    if verdict and berkas.jumlah == 0:
        return no("Berkas masih kosong.")
    return verdict


def may_open(actor: Actor, opd_id: int | None = None) -> Verdict:
    """Whether the actor may open a berkas in a perangkat daerah, or in any when none is named."""
    served = actor.arsip_opd_ids
    if served and (opd_id is None or opd_id in served):
        return YES
    return no("Berkas hanya dikelola arsiparis perangkat daerahnya.")
