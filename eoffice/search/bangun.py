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
from eoffice.search import postgres, potongan, simpan, sqlite
from eoffice.search.dokumen import BARU, KEADAAN, LAMA, Entry, tables
from eoffice.search.port import Kind, Record, engine
from eoffice.search.simpan import statements

#: Records of the first step, and of a step at least and at most: so many are locked at a time.
STEP, STEP_LEAST, STEP_MOST = 100, 20, 500
#: Seconds that writing a portion should take: whoever wants to write waits no longer.
SELAMA: Final = 0.2
#: Where nobody else is, so that a portion may take long: so many seconds at least, and so many records at most.
TENANG, STEP_TENANG = 2.0, 4000
#: Records that are read together and then written in portions: what must be known beside them is looked up once.
SEKALI: Final = 4000
#: Records after which PostgreSQL sorts in what waits in the new index; portions after which SQLite merges them.
RAPIKAN, GABUNG = 2000, 500
#: Who uses the old index, or adds to the new one, waits at most so many milliseconds for who needs it alone.
_SABAR: Final = text("SET LOCAL lock_timeout = 300")
#: What PostgreSQL says when a lock was not to be had in time.
_LOCKED: Final = "55P03"
#: Seconds that a step tries to be alone, and between two tries.
PATIENCE, PAUSE = 30.0, 0.02
#: Seconds between two steps.
SELA: Final = 0.002
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

    def potong(self, many: int) -> tuple["Porsi", "Porsi | None"]:
        """The first so many of them, and the rest, if there is any; that begins where the build stands then."""
        if len(self.entri) <= many:
            return self, None
        return replace(self, entri=self.entri[:many], sampai=self.entri[many - 1][1]), replace(
            self, entri=self.entri[many:]
        )


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


def _gone(session: Session, kind: Kind) -> set[int]:
    """The records of a kind that were taken out since the build began."""
    said = f"{simpan.HILANG}{kind}:"
    found = session.scalars(select(KEADAAN.c.kunci).where(KEADAAN.c.kunci.startswith(said, autoescape=True)))
    return {int(kunci.removeprefix(said)) for kunci in found}


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
    fresh = [key for key in keys_of if key in held]
    if fresh:  # of one kind, in the order of their ids
        known = simpan.known(session, t, fresh[0][0], fresh[0][1], fresh[-1][1]) | _gone(session, fresh[0][0])
        fresh = [key for key in fresh if key[1] not in known]
    wanted = set(fresh)
    simpan.add_to(session, t, [e for kind, number, e in porsi.entri if (kind, number) in wanted])
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
    """Let the new index answer; the old one is gone with the commit, or on SQLite a portion at a time after it (`buang`).

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
    else:
        statements(connection, sqlite.drop(LAMA))
        statements(connection, sqlite.rename("", LAMA))
        simpan.write_state(session, LAMA, "1")
    statements(connection, engine(connection).rename(BARU))
    simpan.write_state(session, "bangun", None)
    _forget_gone(session)
    simpan.write_state(session, PERLU, None)
    simpan.write_state(session, "bentuk", str(simpan.BENTUK))


def buang(database: Engine) -> None:
    """Take away what is left of a set that was replaced, some rows at a time: dropped at once it would hold up all writers."""
    with reading(database) as session:
        ready = simpan.state(session, LAMA) is None
    while not ready:
        with transaction(database) as session:
            ready = potongan.buang(session.connection(), tables(LAMA))
            if ready:
                statements(session.connection(), sqlite.drop(LAMA))
                simpan.write_state(session, LAMA, None)
        time.sleep(SELA)


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
    """Put what has come to the new index in order, while everybody works; each step is a transaction of its own.

    On PostgreSQL what waits is sorted in; at the end nothing waits there any more, and the planner is told. On SQLite
    parts are merged where many have piled up, at the end all of them.
    """
    if database.dialect.name != "postgresql":
        _gabung(database, akhir=akhir)
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


def _gabung(database: Engine, *, akhir: bool) -> None:
    new, ready, first = tables(BARU), False, True
    while not ready:
        with transaction(database) as session:
            if kemajuan(session) is None:
                return
            ready = potongan.gabung(session, new, semua=akhir and first)
            if ready and akhir:
                potongan.seperti_biasa(session, new)
        first = False
        time.sleep(SELA)


def bangun(
    database: Engine,
    sources: Sequence[Source],
    tell: Callable[[int], None] = lambda _done: None,
    *,
    lama: float = SELAMA,
) -> int:
    """Build the whole index while others work; how many records it was told of.

    Args:
        tell: is told after each step how many records are done.
        lama: seconds that writing a portion should take; longer ones cost less in all, where nobody else writes.
    """
    buang(database)
    with transaction(database) as session:
        found = mulai(session)
    quiet, sqlite_ = lama >= TENANG, database.dialect.name == "sqlite"
    most = STEP_TENANG if quiet and sqlite_ else STEP_MOST  # PostgreSQL keeps a lock for each
    done, step, neat, portions = found.selesai, STEP, found.selesai, 0
    porsi: Porsi | None = None
    while True:
        if porsi is None:
            with reading(database) as session:
                porsi = baca(session, sources, step=SEKALI if quiet else step)
            if porsi is None:
                break
        now, rest = porsi.potong(step)
        began = time.monotonic()
        with transaction(database) as session:
            went = tulis(session, now, sources)
        if went is None:
            break
        took = max(time.monotonic() - began, lama / 4)
        sooner = went.sesudah != now.sampai  # somebody else builds as well, or a source has ended
        porsi = None if rest is None or sooner else replace(rest, dari=went)
        done, portions = went.selesai, portions + 1
        tell(done)
        if portions % GABUNG == 0 if sqlite_ else done - neat >= RAPIKAN:
            rapikan(database)
            neat = done
        step = max(STEP_LEAST, min(most, int(step * lama / took)))
        time.sleep(SELA)  # whoever waits for the database comes first
    rapikan(database, akhir=True)
    _sabar(database, tukar)
    buang(database)
    return done
