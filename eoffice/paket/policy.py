"""Who may make and fetch packages, and bring archives in: the arsiparis of a perangkat daerah, and only the own ones."""

from eoffice.akses.actor import Actor
from eoffice.akses.verdict import YES, Verdict, no
from eoffice.paket.models import Impor, Paket


def may_make(actor: Actor) -> Verdict:
    """Whether the actor may order a package or bring an archive in."""
    return YES if actor.arsip_opd_ids else no("Paket arsip hanya dibuat dan diimpor oleh arsiparis perangkat daerah.")


def may_open(actor: Actor, thing: Paket | Impor) -> Verdict:
    """Whether the actor may see this package or import: the one who ordered it, as long as still its arsiparis (OTR-11)."""
    if thing.oleh_id == actor.pegawai_id and thing.opd_id in actor.arsip_opd_ids:
        return YES
    return no("Paket ini milik arsiparis lain.")
