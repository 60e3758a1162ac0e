"""Who may change the classification: the unit kearsipan of the city, and nobody else."""

from eoffice.akses.actor import Actor, Peran
from eoffice.akses.rights import Action, Relation, decide
from eoffice.akses.verdict import Verdict


def may(actor: Actor) -> Verdict:
    """Whether the actor may decide changes of the classification."""
    held = frozenset({Relation.UNIT_KEARSIPAN}) if Peran.UNIT_KEARSIPAN in actor.peran else frozenset[Relation]()
    return decide(Action.KELOLA_KLASIFIKASI, held)
