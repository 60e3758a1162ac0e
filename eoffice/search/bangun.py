"""The index made anew beside the one that answers, some records at a time, and then put in its place.

Until that moment everybody searches the old one; what changes meanwhile is written to both (`simpan.sets`). Each step is a
transaction of its own that says how far it came, so that a build that was cut short goes on where it stood. Records are
read and taken apart while nothing is locked; a portion is then written in a moment, and on PostgreSQL only who changes one
of its own records waits for that.
"""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Final

from sqlalchemy import Connection, Engine, delete, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from eoffice.db import reading, transaction
from eoffice.errors import Unavailable
from eoffice.search import postgres, simpan
from eoffice.search.dokumen import BARU, KEADAAN, Entry, tables
from eoffice.search.port import Kind, Record, engine
from eoffice.search.simpan import statements

#: Records of the first step, and of a step at least and at most: so many are locked at a time.
STEP, STEP_LEAST, STEP_MOST = 100, 20, 500
#: Seconds that writing a portion should take: whoever wants to write waits no longer.
LAMA: Final = 0.2
#: Records after which PostgreSQL sorts in what waits in the new index.
RAPIKAN: Final = 2000
#: Who uses the old index, or adds to the new one, waits at most so many milliseconds for who needs it alone.
_SABAR: Final = text("SET LOCAL lock_timeout = 300")
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
    """How far a build has come: which kind, after which id, how many records looked at; of which shape.

    `sisa` are records that somebody was just changing when their turn came; they are looked at last.
    """

    sumber: int = 0
    sesudah: int = 0
    selesai: int = 0
    bentuk: int = simpan.BENTUK
    sisa: tuple[tuple[int, int], ...] = ()  # number of the source, id


@dataclass(frozen=True)
class Porsi:
    """Some records taken apart: where the build stood when they were read, and the last id looked at."""

    dari: Kemajuan
    entri: tuple[tuple[Kind, int, Entry], ...]
    sampai: int | None


def _sendiri(session: Session) -> None:
    """Nobody else builds until the commit; who changes records goes on."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": simpan.LOCK_BANGUN})


def _alone(session: Session) -> None:
    """Nobody else changes the index until the commit; for a moment only, when a build begins and when it ends.

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
    if kept is None:
        return None
    known = json.loads(kept)
    return Kemajuan(**known | {"sisa": tuple((n, i) for n, i in known.get("sisa", ()))})


def usang(session: Session) -> bool:
    """Whether the index must be built before its answers are complete: of an older shape, or emptied by a migration."""
    return simpan.state(session, "bentuk") != str(simpan.BENTUK) or simpan.state(session, PERLU) is not None


def need(session: Session | Connection) -> None:
    """Say that the index must be built."""
    simpan.write_state(session, PERLU, "1")


def mulai(session: Session) -> Kemajuan:
    """Begin a build, or go on with the one that was cut short."""
    _sendiri(session)
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


def baca(session: Session, sources: Sequence[Source], *, step: int = STEP) -> Porsi | None:
    """The next records, taken apart; None when none is left, or when somebody else has ended the build. Locks nothing.

    What is changed before the portion is written stands in the new set by then, put there by who changed it, or is known
    to be gone.
    """
    found = kemajuan(session)
    if found is None:
        return None
    if found.sumber < len(sources):
        _, records = sources[found.sumber]
        made, last = records(session, found.sesudah, step)
    elif found.sisa:
        number, one = found.sisa[0]
        made, last = sources[number][1](session, one - 1, 1)
        made = [r for r in made if r.id == one]
    else:
        return None
    return Porsi(found, tuple((r.kind, r.id, simpan.entry(r)) for r in made), last)


def tulis(session: Session, porsi: Porsi, sources: Sequence[Source]) -> Kemajuan | None:
    """Write a portion into the new set; how far the build is then, None when somebody else has ended it.

    On PostgreSQL only its own records are locked. One that somebody is changing is not waited for, since that would
    keep all the others waiting as well: it is looked at last, alone.
    """
    _sendiri(session)
    found = porsi.dari
    if kemajuan(session) != found:
        return kemajuan(session)  # somebody else builds as well, and was sooner
    last_ones = found.sumber >= len(sources)
    keys_of = [(kind, number) for kind, number, _ in porsi.entri]
    held = simpan.genggam(session, keys_of, wait=last_ones)
    t = tables(BARU)
    known = simpan.known(session, t, [key for key in keys_of if key in held]) | _gone(session)
    simpan.add_to(session, t, [e for kind, number, e in porsi.entri if (kind, number) in held - known])
    if last_ones:
        return _keep(session, replace(found, sisa=found.sisa[1:]))
    sisa = (*found.sisa, *((found.sumber, number) for key in keys_of if key not in held for number in [key[1]]))
    if porsi.sampai is None:
        return _keep(session, Kemajuan(found.sumber + 1, 0, found.selesai, sisa=sisa))
    return _keep(session, Kemajuan(found.sumber, porsi.sampai, found.selesai + len(porsi.entri), sisa=sisa))


def langkah(session: Session, sources: Sequence[Source], *, step: int = STEP) -> Kemajuan | None:
    """Index some more records in one transaction; None when there are none more."""
    porsi = baca(session, sources, step=step)
    return tulis(session, porsi, sources) if porsi is not None else None


def tukar(session: Session) -> None:
    """Let the new index answer; the old one is gone with the commit.

    Raises:
        DBAPIError: on PostgreSQL, somebody reads the old one for longer than new readers are made to wait (`_SABAR`).
    """
    _sendiri(session)
    _alone(session)
    if kemajuan(session) is None:
        return
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(_SABAR)
    statements(connection, engine(connection).drop(""))
    statements(connection, engine(connection).rename(BARU))
    simpan.write_state(session, "bangun", None)
    _forget_gone(session)
    simpan.write_state(session, PERLU, None)
    simpan.write_state(session, "bentuk", str(simpan.BENTUK))


def _sabar(database: Engine, do: Callable[[Session], None]) -> None:
    """Do what needs a table for itself between two users of it, trying again while one of them takes long."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with transaction(database) as session:
                do(session)
            return
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", "") != _LOCKED:
                raise
            if time.monotonic() > until:
                raise Unavailable(
                    "Indeks baru sudah selesai, tetapi yang lama terus dibaca. Ulangi: eoffice cari bangun."
                ) from error
        time.sleep(10 * PAUSE)


def rapikan(database: Engine, *, akhir: bool = False) -> None:
    """On PostgreSQL sort in what waits in the new index, while everybody works; at the end also let nothing wait there
    any more and tell the planner. Each is a transaction of its own, for some of it is waited for by who writes."""
    if database.dialect.name != "postgresql":
        return
    new = tables(BARU)

    def singly(do: Callable[[Session], object]) -> None:
        def asked(session: Session) -> None:
            session.execute(text("SET LOCAL statement_timeout = 0"))
            session.execute(_SABAR)
            if kemajuan(session) is not None:
                do(session)

        _sabar(database, asked)

    singly(lambda session: postgres.sorted_in(session, new))
    if akhir:
        singly(lambda session: postgres.at_once(session, new))
        singly(lambda session: postgres.sorted_in(session, new))
        for name in (new.teks.name, new.dokumen.name):
            singly(lambda session, name=name: session.execute(text(f"ANALYZE {name}")))  # type: ignore[misc]


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
        lama: seconds that writing a portion should take; longer ones cost less in all, where nobody else writes.
    """
    with transaction(database) as session:
        found = mulai(session)
    done, step, neat = found.selesai, STEP, found.selesai
    while True:
        with reading(database) as session:
            porsi = baca(session, sources, step=step)
        if porsi is None:
            break
        began = time.monotonic()
        with transaction(database) as session:
            went = tulis(session, porsi, sources)
        if went is None:
            break
        took = max(time.monotonic() - began, lama / 4)
        done = went.selesai
        tell(done)
        if done - neat >= RAPIKAN:
            rapikan(database)
            neat = done
        step = max(STEP_LEAST, min(STEP_MOST, int(step * lama / took)))
        time.sleep(0.002)  # whoever waits for the database comes first
    rapikan(database, akhir=True)
    _sabar(database, tukar)
    return done
