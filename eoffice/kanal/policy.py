"""Who sets channels up, and who reads what came through them."""

from eoffice.akses.actor import Actor, Peran
from eoffice.akses.rights import Action, Relation, decide
from eoffice.akses.verdict import Verdict


def may_manage(actor: Actor) -> Verdict:
    """Channels are set up by the administrator of the system, who reads nothing of what comes through them."""
    held = frozenset({Relation.ADMIN_SISTEM}) if Peran.ADMIN_SISTEM in actor.peran else frozenset[Relation]()
    return decide(Action.KELOLA_KANAL, held)


def may_read(actor: Actor, opd_id: int | None = None) -> Verdict:
    """What came is read by the TU of that perangkat daerah; None asks whether there is any such."""
    served = bool(actor.tu_opd_ids) if opd_id is None else opd_id in actor.tu_opd_ids
    return decide(Action.REGISTRASI, frozenset({Relation.TU}) if served else frozenset())
