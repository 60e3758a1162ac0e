"""Who sets the working calendar: the administrator of the system and whoever watches over the whole city."""

from eoffice.akses.actor import Actor, Peran
from eoffice.akses.rights import Action, Relation, decide
from eoffice.akses.verdict import Verdict

_OF = {Peran.PEMANTAU: Relation.PEMANTAU, Peran.ADMIN_SISTEM: Relation.ADMIN_SISTEM}


def may(actor: Actor, action: Action = Action.TETAPKAN_KALENDER) -> Verdict:
    """Whether the actor may see all versions and set a new one."""
    return decide(action, frozenset(_OF[p] for p in actor.peran if p in _OF))
