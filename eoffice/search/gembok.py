"""The locks of the index: who waits for whom on PostgreSQL. SQLite has one writer at a time, so there is none to take."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from eoffice.search.catatan import KINDS, Kind

#: Any number that all processes agree on: who writes shares it, who builds has it alone when a build begins and ends. Those
#: after it, one for each kind, stand before the number of a record.
LOCK: Final = 20_261_123
#: Another, which nobody takes but who builds.
LOCK_BANGUN: Final = LOCK + 100
#: And another, for who makes the index of what was built.
LOCK_INDEKS: Final = LOCK + 101
#: And one for each kind: who changes single records shares it, who changes or takes out very many has it alone.
LOCK_JENIS: Final = LOCK + 200
#: Records of a kind that one transaction locks one by one; a server keeps room for some thousands of locks.
SATUAN: Final = 1_000
#: Where a session keeps of which kinds it holds all records just now (`borongan`).
BORONGAN: Final = "cari.borongan"
_SHARED: Final = text("SELECT pg_advisory_xact_lock_shared(:lock)")
_EVERY: Final = text("SELECT pg_advisory_xact_lock(:lock)")
_ONE: Final = text(
    "SELECT pg_advisory_xact_lock_shared(:every), pg_advisory_xact_lock(CAST(:lock AS integer), CAST(:one AS integer))"
)
_SHARES: Final = text("SELECT pg_try_advisory_xact_lock_shared(:lock)")
_FREE: Final = text(
    "SELECT o.id FROM unnest(CAST(:ids AS bigint[])) AS o (id)"
    " WHERE pg_try_advisory_xact_lock(CAST(:lock AS integer), CAST(o.id & 2147483647 AS integer))"
)


def _needed(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def share(session: Session) -> None:
    """Hold the index as it is until the commit: no build begins or ends meanwhile."""
    if _needed(session):
        session.execute(_SHARED, {"lock": LOCK})


def in_turn(session: Session, kind: Kind, *ids: int) -> None:
    """Two who change the same record come one after the other; of several, give them in order (deadlock)."""
    if not _needed(session) or kind in session.info.get(BORONGAN, ()):
        return
    of = KINDS.index(kind)
    for record_id in ids:
        session.execute(_ONE, {"every": LOCK_JENIS + of, "lock": LOCK + of, "one": record_id & 0x7FFFFFFF})


def many(session: Session, kind: Kind, ids: Sequence[int]) -> None:
    """As `in_turn`, in order; for more than `SATUAN` nobody else changes any record of the kind until the commit."""
    if len(ids) <= SATUAN:
        in_turn(session, kind, *sorted(ids))
    elif _needed(session):
        session.execute(_EVERY, {"lock": LOCK_JENIS + KINDS.index(kind)})


@contextmanager
def borongan(session: Session, kind: Kind, ids: Sequence[int]) -> Iterator[None]:
    """Many records of a kind are changed within: for more than `SATUAN` its one lock stands for those of each (`in_turn`)."""
    if len(ids) <= SATUAN:
        yield
        return
    many(session, kind, ids)
    held = session.info.setdefault(BORONGAN, set())
    held.add(kind)
    try:
        yield
    finally:
        held.discard(kind)


def genggam(session: Session, wanted: Sequence[tuple[Kind, int]], *, wait: bool) -> set[tuple[str, int]]:
    """Of some records those that nobody else changes until the commit; with `wait` all of them, in their turn."""
    if not _needed(session) or not wanted:
        return set(wanted)
    found: set[tuple[str, int]] = set()
    for kind in {kind for kind, _ in wanted}:
        of, ids = KINDS.index(kind), sorted(number for k, number in wanted if k == kind)
        if wait:
            in_turn(session, kind, *ids)
            found |= {(kind, number) for number in ids}
        elif session.scalar(_SHARES, {"lock": LOCK_JENIS + of}):
            free = session.scalars(_FREE, {"ids": ids, "lock": LOCK + of})
            found |= {(kind, number) for number in free}
    return found
