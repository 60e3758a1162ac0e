"""Who records a hand-over, who confirms it, and who reads the list."""

from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action, Relation, decide
from eoffice.akses.verdict import YES, Verdict, no
from eoffice.ekspedisi.models import SerahTerima


def may_record(actor: Actor, opd_id: int | None = None) -> Verdict:
    """The TU of the perangkat daerah whose book it is; None asks whether there is any such."""
    served = bool(actor.tu_opd_ids) if opd_id is None else opd_id in actor.tu_opd_ids
    return decide(Action.SERAHKAN, frozenset({Relation.TU}) if served else frozenset())


def may_confirm(actor: Actor, row: SerahTerima) -> Verdict:
    """The TU of the perangkat daerah that received it, once."""
    if row.dikonfirmasi_at is not None:
        return no("Penerimaan ini sudah dikonfirmasi.")
    return may_record(actor, row.tujuan_opd_id or 0)


def may_read(actor: Actor, row: SerahTerima) -> Verdict:
    """TU and arsiparis of the book, and the TU that received it; `queries.visible` says the same in SQL (OTR-01)."""
    mine = row.opd_id in actor.tu_opd_ids | actor.arsip_opd_ids or row.tujuan_opd_id in actor.tu_opd_ids
    return YES if mine else no("Buku ekspedisi dibuka oleh tata usaha dan arsiparis perangkat daerahnya.")
