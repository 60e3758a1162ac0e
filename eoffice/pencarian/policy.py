"""What may be done with a saved search: its owner changes and shares it, whoever it is shared with only uses it."""

from eoffice.akses.actor import Actor
from eoffice.akses.verdict import YES, Verdict, no
from eoffice.pencarian.models import Pencarian


def may_use(actor: Actor, pencarian: Pencarian, garis: frozenset[int]) -> Verdict:
    """Whether the actor may open a question: the own one, or one shared with the person or the own units.

    What is found then follows from the rights of whoever opens it, never from those of the owner (OTR-11).

    Args:
        garis: the own unit and all above it, `queries.garis`.
    """
    if pencarian.pegawai_id == actor.pegawai_id:
        return YES
    if any(b.pegawai_id == actor.pegawai_id or b.unit_id in garis for b in pencarian.bagi):
        return YES
    return no("Pencarian ini tidak dibagikan kepada Anda.")


def may_change(actor: Actor, pencarian: Pencarian) -> Verdict:
    """Whether the actor may rename, share and delete it."""
    if pencarian.pegawai_id == actor.pegawai_id:
        return YES
    return no("Hanya pembuatnya yang dapat mengubah pencarian ini. Simpanlah sendiri bila ingin mengubahnya.")
