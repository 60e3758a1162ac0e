"""The only decision about a naskah: which relations an actor has to it, and what they allow."""

from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action, Relation, decide
from eoffice.akses.verdict import Verdict, no
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import ISSUED, LABEL, MOVES, MOVING, SUBMITTED, Status

R = Relation


def relations(actor: Actor, naskah: Naskah) -> frozenset[Relation]:
    """How the actor stands to the naskah. `queries.visible` says the same in SQL (OTR-01)."""
    found = set()
    if naskah.konseptor_id == actor.pegawai_id:
        found.add(R.KONSEPTOR)
    if naskah.status in SUBMITTED:
        if any(actor.holds(p.jabatan_id) for p in naskah.paraf):
            found.add(R.PEMARAF)
        if any(actor.holds(p.jabatan_id) for p in naskah.turns):
            found.add(R.TURN)
        if actor.holds(naskah.penandatangan_id):
            found.add(R.PENANDATANGAN)
    if naskah.status in ISSUED:
        if naskah.unit_id in actor.unit_ids:
            found.add(R.UNIT)
        if naskah.opd_id in actor.tu_opd_ids:
            found.add(R.TU)
        if naskah.opd_id in actor.arsip_opd_ids:
            found.add(R.ARSIPARIS)
    return frozenset(found)


def may(actor: Actor, action: Action, naskah: Naskah) -> Verdict:
    """Whether the actor may do this to the naskah now; the reason is a sentence for the button."""
    if action in MOVING and (naskah.status, action) not in MOVES:
        return no(f"Naskah berstatus «{LABEL[naskah.status]}».")
    standing = relations(actor, naskah)
    verdict = decide(action, standing, naskah.sifat)
    if verdict and action is Action.UBAH and naskah.status is Status.PEMERIKSAAN and R.TURN not in standing:
        return no("Naskah sedang diperiksa; tarik dahulu untuk mengubahnya.")
    if verdict and action is Action.TANDATANGANI and naskah.penandatangan_id not in actor.ttd_jabatan_ids:
        return no("Jabatan ini sedang dijalankan Plh. atau Plt., jadi hanya pejabat itu yang dapat menandatangani.")
    return verdict
