"""The only decision about what waits for registration: it is the business of the TU whose office it reached."""

from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action, Relation, decide
from eoffice.akses.verdict import Verdict, no
from eoffice.pindaian.models import Pindaian
from eoffice.pindaian.states import LABEL, MOVES, Status


def relations(actor: Actor, pindaian: Pindaian) -> frozenset[Relation]:
    """How the actor stands to it; `queries.visible` says the same in SQL (OTR-01)."""
    return frozenset({Relation.TU} if pindaian.opd_id in actor.tu_opd_ids else ())


def may(actor: Actor, pindaian: Pindaian) -> Verdict:
    """Whether the actor may see it and deal with it."""
    return decide(Action.REGISTRASI, relations(actor, pindaian))


def may_move(actor: Actor, pindaian: Pindaian, to: Status) -> Verdict:
    """Whether the actor may bring it there now."""
    if to not in MOVES.get(pindaian.status, ()):
        return no(f"Berkas berstatus “{LABEL[pindaian.status]}”.")
    return may(actor, pindaian)


def may_receive(actor: Actor) -> Verdict:
    """Whether the actor may bring files into the list of an office."""
    return decide(Action.REGISTRASI, frozenset({Relation.TU} if actor.tu_opd_ids else ()))
