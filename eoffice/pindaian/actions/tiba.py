"""A file arrives at an office: kept at once as it is, looked into later, and never twice."""

import hashlib
import io
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import SISTEM, Actor
from eoffice.audit import actions as audit
from eoffice.errors import TooLarge
from eoffice.pindaian.models import Pindaian
from eoffice.pindaian.states import Status, Sumber
from eoffice.storage import Blob
from eoffice.web.services import Services


@dataclass(frozen=True)
class Tiba:
    """What became of an arrival; `baru` is False when the same bytes had reached the office before."""

    pindaian: Pindaian
    baru: bool


def tiba(
    session: Session,
    services: Services,
    *,
    opd_id: int,
    sumber: Sumber,
    isi: bytes,
    nama: str,
    pengirim: str = "",
    perihal: str = "",
    message_id: str | None = None,
    tiba_at: datetime | None = None,
    oleh: Actor = SISTEM,
) -> Tiba:
    """Keep a file for the TU of an office to register; the caller commits.

    The bytes are stored and a row is made; the check in the sandbox and the reading follow in the background, with
    nothing locked. The same bytes at the same office find the earlier row, whatever became of it, also when two
    channels bring them at once.

    Args:
        nama: as the sender called it; shown, never used as a path.
        pengirim, perihal, message_id: of an e-mail.
        tiba_at: when it reached the channel; default now.
        oleh: who brought it; the default is a channel of the machine.
    Raises:
        TooLarge: over the limit of one file (UPL-02).
    """
    if len(isi) > services.settings.max_upload:
        raise TooLarge(f"Berkas “{nama[:80]}” lebih besar dari batas satu berkas.")
    sidik = hashlib.sha256(isi).hexdigest()
    known = same(session, opd_id, sidik)
    if known is not None:
        return Tiba(known, baru=False)
    made = new(
        opd_id=opd_id,
        sumber=sumber,
        sidik=sidik,
        nama=nama,
        blob=services.store.put(io.BytesIO(isi)),
        at=tiba_at or clock.now(),
        oleh=oleh,
    )
    made.pengirim, made.perihal, made.message_id = pengirim[:300], perihal[:300], (message_id or "")[:255] or None
    try:
        with session.begin_nested():
            session.add(made)
            session.flush()
    except IntegrityError:  # another channel was a moment earlier; the object just stored goes with the sweep
        known = same(session, opd_id, sidik)
        if known is None:
            raise
        return Tiba(known, baru=False)
    audit.record(session, oleh, "pindaian.tiba", "pindaian", made.id, ke=made.status, isi_sha256=sidik)
    return Tiba(made, baru=True)


def same(session: Session, opd_id: int, sidik: str) -> Pindaian | None:
    """What reached the office with these bytes before."""
    return session.scalar(select(Pindaian).where(Pindaian.opd_id == opd_id, Pindaian.sidik == sidik))


def new(*, opd_id: int, sumber: Sumber, sidik: str, nama: str, blob: Blob, at: datetime, oleh: Actor) -> Pindaian:
    """A row with nothing known yet but its bytes."""
    return Pindaian(
        opd_id=opd_id,
        sumber=sumber,
        status=Status.DITERIMA,
        alasan="",
        pengirim="",
        perihal="",
        sidik=sidik,
        nama=nama[:200] or "berkas",
        key=blob.key,
        size=blob.size,
        sha256=blob.sha256,
        mime="",
        halaman=0,
        tanda="",
        tiba_at=at,
        percobaan=0,
        pengunggah_id=oleh.pegawai_id or None,
    )
