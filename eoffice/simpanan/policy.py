"""Who looks after the store: the administrator, and whoever watches over the city reads along."""

from eoffice.akses.actor import Actor, Peran
from eoffice.akses.rights import Action, Relation, decide
from eoffice.akses.verdict import Verdict


def may(actor: Actor, action: Action) -> Verdict:
    """Whether the actor may read how the store fares (LAPORAN_SIMPAN) or have it looked through (KEADAAN_SISTEM)."""
    found = set()
    if Peran.ADMIN_SISTEM in actor.peran:
        found.add(Relation.ADMIN_SISTEM)
    if Peran.PEMANTAU in actor.peran:
        found.add(Relation.PEMANTAU)
    return decide(action, frozenset(found))
