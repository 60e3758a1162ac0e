"""The index made anew beside the one that answers, some records at a time, and then put in its place.

Until that moment everybody searches the old one; what changes meanwhile is written to both (`simpan.sets`). Each step is a
transaction of its own that says how far it came, so that a build that was cut short goes on where it stood.
"""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Final

from sqlalchemy import Connection, Engine, delete, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from eoffice.db import transaction
from eoffice.errors import Unavailable
from eoffice.search import postgres, simpan
from eoffice.search.dokumen import BARU, KEADAAN, tables
from eoffice.search.port import Kind, Record, engine
from eoffice.search.simpan import statements

#: Records of the first step, and of a step at least and at most.
STEP, STEP_LEAST, STEP_MOST = 500, 100, 2000
#: Seconds that a step should take: whoever wants to write waits no longer.
LAMA: Final = 0.5
#: Milliseconds that readers wait at most for the moment in which the new index takes the place of the old one.
SABAR: Final = 300
#: What PostgreSQL says when a lock was not to be had in time.
_LOCKED: Final = "55P03"
#: Seconds that a step tries to be alone, and between two tries.
PATIENCE, PAUSE = 30.0, 0.02
#: Beside the shape: the index does not hold what it should until it was built.
PERLU: Final = "perlu"

Source = tuple[Kind, Callable[[Session, int, int], tuple[list[Record], int | None]]]
"""A kind of record, and the records after an id with the last id looked at."""


@dataclass(frozen=True)
class Kemajuan:
    """How far a build has come: which kind, after which id, how many records looked at; of which shape."""

    sumber: int = 0
    sesudah: int = 0
    selesai: int = 0
    bentuk: int = simpan.BENTUK


def _alone(session: Session) -> None:
    """Nobody else changes the index until the commit.

    Raises:
        Unavailable: somebody does so for too long.
    """
    if session.get_bind().dialect.name != "postgresql":
        return  # a writing transaction of SQLite is alone already
    until = time.monotonic() + PATIENCE
    while not session.scalar(text("SELECT pg_try_advisory_xact_lock(:lock)"), {"lock": simpan.LOCK}):
        if time.monotonic() > until:
            raise Unavailable("Indeks pencarian sedang dipakai terus-menerus. Ulangi: eoffice cari bangun.")
        time.sleep(PAUSE)


def kemajuan(session: Session) -> Kemajuan | None:
    """The build that is under way, or None."""
    kept = simpan.state(session, "bangun")
    return Kemajuan(**json.loads(kept)) if kept is not None else None


def usang(session: Session) -> bool:
    """Whether the index must be built before its answers are complete: of an older shape, or emptied by a migration."""
    return simpan.state(session, "bentuk") != str(simpan.BENTUK) or simpan.state(session, PERLU) is not None


def need(session: Session | Connection) -> None:
    """Say that the index must be built."""
    simpan.write_state(session, PERLU, "1")


def mulai(session: Session) -> Kemajuan:
    """Begin a build, or go on with the one that was cut short."""
    _alone(session)
    found = kemajuan(session)
    if found is not None and found.bentuk == simpan.BENTUK:
        return found
    connection = session.connection()
    statements(connection, engine(connection).drop(BARU))
    statements(connection, engine(connection).create(tables(BARU)))
    _forget_gone(session)
    return _keep(session, Kemajuan())


def _keep(session: Session, found: Kemajuan) -> Kemajuan:
    simpan.write_state(session, "bangun", json.dumps(asdict(found)))
    return found


def _gone(session: Session) -> set[tuple[str, int]]:
    """The records that were taken out since the build began."""
    found = session.scalars(select(KEADAAN.c.kunci).where(KEADAAN.c.kunci.startswith(simpan.HILANG)))
    parts = [kunci.removeprefix(simpan.HILANG).rpartition(":") for kunci in found]
    return {(kind, int(number)) for kind, _, number in parts}


def _forget_gone(session: Session) -> None:
    """The build has ended, or begins."""
    session.execute(delete(KEADAAN).where(KEADAAN.c.kunci.startswith(simpan.HILANG)))


def langkah(session: Session, sources: Sequence[Source], *, step: int = STEP) -> Kemajuan | None:
    """Index some more records; None when there are none more, or when somebody else has ended the build.

    On PostgreSQL the records are read and taken apart before anybody is made to wait. What was changed meanwhile stands in
    the new set by then, put there by who changed it, or is known to be gone.
    """
    found = kemajuan(session)
    if found is None or found.sumber >= len(sources):
        return None
    _, records = sources[found.sumber]
    made, last = records(session, found.sesudah, step)
    entries = [(r.kind, r.id, simpan.entry(r)) for r in made]
    _alone(session)
    if kemajuan(session) != found:
        return kemajuan(session)  # somebody else builds as well, and was sooner
    t = tables(BARU)
    known = simpan.known(session, t, [(r.kind, r.id) for r in made]) | _gone(session)
    simpan.add_to(session, t, [e for kind, number, e in entries if (kind, number) not in known])
    if last is None:
        return _keep(session, Kemajuan(found.sumber + 1, 0, found.selesai))
    return _keep(session, Kemajuan(found.sumber, last, found.selesai + len(made)))


def rapikan(session: Session) -> None:
    """Make the new index ready to answer while everybody still works: nothing waits in it, and the planner knows it."""
    connection = session.connection()
    if connection.dialect.name == "postgresql" and kemajuan(session) is not None:
        session.execute(text("SET LOCAL statement_timeout = 0"))
        new = tables(BARU)
        postgres.gathered(session, new)
        for name in (new.teks.name, new.dokumen.name):
            connection.execute(text(f"ANALYZE {name}"))


def tukar(session: Session) -> None:
    """Let the new index answer; the old one is gone with the commit.

    Raises:
        DBAPIError: on PostgreSQL, somebody reads the old one for longer than new readers are made to wait (`SABAR`).
    """
    _alone(session)
    if kemajuan(session) is None:
        return
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SET LOCAL lock_timeout = {SABAR}"))
    statements(connection, engine(connection).drop(""))
    statements(connection, engine(connection).rename(BARU))
    simpan.write_state(session, "bangun", None)
    _forget_gone(session)
    simpan.write_state(session, PERLU, None)
    simpan.write_state(session, "bentuk", str(simpan.BENTUK))


def _tukar(database: Engine) -> None:
    """Put the new index in its place between two readers, trying again while one of them takes long."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with transaction(database) as session:
                tukar(session)
            return
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", "") != _LOCKED:
                raise
            if time.monotonic() > until:
                raise Unavailable(
                    "Indeks baru sudah selesai, tetapi yang lama terus dibaca. Ulangi: eoffice cari bangun."
                ) from error
        time.sleep(10 * PAUSE)


def bangun(
    database: Engine,
    sources: Sequence[Source],
    tell: Callable[[int], None] = lambda _done: None,
    *,
    lama: float = LAMA,
) -> int:
    """Build the whole index while others work; how many records it was told of.

    Args:
        tell: is told after each step how many records are done.
        lama: seconds that a step should take; longer ones cost less in all, where nobody else writes.
    """
    with transaction(database) as session:
        found = mulai(session)
    done, step = found.selesai, STEP
    while True:
        began = time.monotonic()
        with transaction(database) as session:
            went = langkah(session, sources, step=step)
        if went is None:
            break
        done = went.selesai
        tell(done)
        took = max(time.monotonic() - began, lama / 4)
        step = max(STEP_LEAST, min(STEP_MOST, int(step * lama / took)))
        time.sleep(0.002)  # whoever waits for the database comes first
    with transaction(database) as session:
        rapikan(session)
    _tukar(database)
    return done
