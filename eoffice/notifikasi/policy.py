"""Who may look after the channels; one's own notices and choices are nobody else's."""

from eoffice.akses.actor import Actor, Peran
from eoffice.akses.rights import Action, Relation, decide
from eoffice.akses.verdict import Verdict


def may_manage(actor: Actor) -> Verdict:
    """Whether the actor may see which messages were refused, and try one again; what they said nobody sees."""
    held = frozenset({Relation.ADMIN_SISTEM}) if Peran.ADMIN_SISTEM in actor.peran else frozenset()
    return decide(Action.KEADAAN_SISTEM, held)
