"""Reading the trail: the history of one record, and the walk that proves the chain (AUD-06)."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.audit.actions import CHAINED, GENESIS, canonical
from eoffice.audit.models import AuditEntry, AuditHead

#: What is fetched this long after a page was opened belongs to that opening.
SAME_OPENING: Final = timedelta(minutes=15)


def history(session: Session, objek: str, objek_id: int) -> list[AuditEntry]:
    """What happened to one record, oldest first; what was refused is not part of its story."""
    found = select(AuditEntry).where(
        AuditEntry.objek == objek, AuditEntry.objek_id == objek_id, AuditEntry.hasil == "berhasil"
    )
    return list(session.scalars(found.order_by(AuditEntry.n)))


def opened_lately(session: Session, actor: Actor, event: str, objek: str, objek_id: int) -> bool:
    """Whether this person, in this session, opened the record so recently that more of it is the same opening."""
    return noted_lately(session, actor, (event,), objek, objek_id) is not None


def noted_lately(session: Session, actor: Actor, events: tuple[str, ...], objek: str, objek_id: int) -> str | None:
    """The note of this person's latest of these events with the record in this session, None when it is long ago."""
    found = select(AuditEntry.catatan).where(
        AuditEntry.objek == objek,
        AuditEntry.objek_id == objek_id,
        AuditEntry.event.in_(events),
        AuditEntry.pegawai_id == actor.pegawai_id,
        AuditEntry.sesi == actor.sesi[:64],
        AuditEntry.hasil == "berhasil",
        AuditEntry.at >= clock.now() - SAME_OPENING,
    )
    return session.scalar(found.order_by(AuditEntry.n.desc()).limit(1))


@dataclass(frozen=True)
class Walk:
    """Outcome of a walk: how many entries, and the first broken number if any."""

    entries: int
    broken_at: int | None
    reason: str = ""


def walk(session: Session) -> Walk:
    """Recompute every hash from the first entry to the head.

    A changed, missing, inserted or swapped row breaks the chain at its number; a cut tail shows against the head.
    """
    previous, expected = GENESIS, 0
    columns = [getattr(AuditEntry, name) for name in ("n", "prev", "hash", *CHAINED)]
    every = select(*columns).order_by(AuditEntry.n).execution_options(yield_per=2000)
    with session.execute(every) as rows:  # closed also when the walk ends early
        for row in rows.mappings():
            expected += 1
            if row["n"] != expected:
                return Walk(expected - 1, expected, "nomor urut terputus")
            digest = hashlib.sha256(canonical(expected, previous, dict(row))).hexdigest()
            if row["prev"] != previous or row["hash"] != digest:
                return Walk(expected, expected, "isi tidak sesuai dengan hash")
            previous = digest
    head = session.get(AuditHead, 1)
    if head is not None and (head.n, head.hash) != (expected, previous):
        return Walk(expected, expected + 1, "ekor rantai terpotong")
    return Walk(expected, None)
