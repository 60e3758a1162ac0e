"""Who decides how the naskah of the city look and are numbered: the administrator of the system."""

from eoffice.akses.actor import Actor, Peran
from eoffice.akses.rights import Action, Relation, decide
from eoffice.akses.verdict import Verdict


def may(actor: Actor, action: Action = Action.ATUR_NASKAH) -> Verdict:
    """Whether the actor may see every decision and take a new one."""
    return decide(action, frozenset({Relation.ADMIN_SISTEM}) if Peran.ADMIN_SISTEM in actor.peran else frozenset())
