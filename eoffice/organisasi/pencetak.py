"""Who reads or prints what is Rahasia, as it stands on the pages (OTR-08)."""

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.audit import queries as audit
from eoffice.errors import Conflict
from eoffice.organisasi import queries
from eoffice.web import pictures, salinan
from eoffice.web.cetakan import keperluan_dari


def tanda(session: Session, actor: Actor) -> str:
    """What is written across a page that the actor looks at."""
    return pictures.tanda_pembaca(actor.nama, clock.now(), queries.nip(session, actor.pegawai_id))


def pencetak(
    session: Session, actor: Actor, events: tuple[str, ...], objek: str, objek_id: int, *, apa: str
) -> salinan.Pencetak:
    """Who has a print made, with the purpose that was just written down.

    Args:
        events: what the trail calls the booking of a print of such a record.
        apa: what the record is called in a sentence: "naskah", "surat", "arsip".

    Raises:
        Conflict: nothing was booked lately.
    """
    said = audit.noted_lately(session, actor, events, objek, objek_id)
    if said is None:
        raise Conflict(f"Tekan Cetak di halaman {apa} ini lebih dahulu.")
    nip = queries.nip(session, actor.pegawai_id)
    return salinan.Pencetak(actor.nama, nip, actor.jabatan_nama, keperluan_dari(said), clock.now())
