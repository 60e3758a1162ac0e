"""The index made anew beside the one that answers, some records at a time, and then put in its place.

Until that moment everybody searches the old one; what changes meanwhile is written to both (`simpan.sets`). Each step is a
transaction of its own that says how far it came, so that a build that was cut short goes on where it stood. Records are
read and taken apart while nothing is locked; a portion is then written in a moment, and on PostgreSQL only who changes one
of its own records waits for that.
"""

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from eoffice.db import reading, selintas, transaction
from eoffice.errors import Unavailable
from eoffice.search import gembok, postgres, potongan, simpan, sqlite
from eoffice.search.dokumen import BARU, LAMA, tables
from eoffice.search.porsi import (
    PATIENCE,
    PAUSE,
    STEP,
    STEP_LEAST,
    STEP_MOST,
    Porsi,
    Source,
    alone,
    baca,
    didahului,
    forget_gone,
    kemajuan,
    mulai,
    sendiri,
    taruh,
)
from eoffice.search.port import engine
from eoffice.search.simpan import statements

#: Seconds that writing a portion should take: whoever wants to write waits no longer.
SELAMA: Final = 0.2
#: Where nobody else is, so that a portion may take long: so many seconds at least, and so many records at most.
TENANG, STEP_TENANG = 2.0, 4000
#: Records that are read together and then written in portions, where nobody else is: what must be known beside them is
#: looked up once; and on PostgreSQL, which lays down side by side what belongs together (`postgres.tata`), also elsewhere.
SEKALI, BERSAMA = 4000, 1000
#: Portions after which SQLite merges them.
GABUNG: Final = 500
#: Who uses the old index, or adds to the new one, waits at most so many milliseconds for who needs it alone.
_SABAR: Final = text("SET LOCAL lock_timeout = 300")
#: How PostgreSQL makes a large index: with the time and the memory for it, and beside others.
_BESAR: Final = text(
    "SELECT set_config('statement_timeout', '0', false), set_config('lock_timeout', '0', false),"
    " set_config('maintenance_work_mem', '128MB', false), set_config('max_parallel_maintenance_workers', '0', false)"
)
#: What PostgreSQL says when a lock was not to be had in time, and when a table is not there.
_LOCKED, _TIADA = "55P03", "42P01"
#: Seconds between two steps at least; and on SQLite, where others of this and of other processes write one at a time between
#: two of our steps (`db.turns`): part of what the step took, up to this.
SELA, SELA_TERLAMA, LEBIH = 0.002, 0.03, 0.3
#: Beside the shape: the index does not hold what it should until it was built.
PERLU: Final = "perlu"


class Giliran:
    """Transactions that write, one after the other, with time between them for everybody else.

    Args:
        tenang: nobody else is there to wait for.
    """

    def __init__(self, database: Engine, *, tenang: bool = False) -> None:
        self.database = database
        self._polled = database.dialect.name == "sqlite" and not tenang
        self._next = 0.0
        #: Seconds that the last of them held what others may have waited for.
        self.lama = 0.0

    @contextmanager
    def menulis(self) -> Iterator[Session]:
        """The next of them, when others have had their time since the last."""
        time.sleep(max(0.0, self._next - time.monotonic()))
        began = time.monotonic()
        try:
            with transaction(self.database) as session:
                began = time.monotonic()
                yield session
        finally:
            ended = time.monotonic()
            self.lama = ended - began
            self._next = ended + SELA + (min(SELA_TERLAMA, LEBIH * self.lama) if self._polled else 0.0)


def usang(session: Session) -> bool:
    """Whether the index must be built before its answers are complete: of an older shape, or emptied by a migration."""
    return simpan.state(session, "bentuk") != str(simpan.BENTUK) or simpan.state(session, PERLU) is not None


def need(session: Session | Connection) -> None:
    """Say that the index must be built."""
    simpan.write_state(session, PERLU, "1")


def tukar(session: Session, sumber: int = 0) -> None:
    """Let the new index answer; the old one is gone with the commit, or on SQLite a portion at a time after it (`buang`).

    Args:
        sumber: kinds of records that must all be in it. Nothing is done where some are not yet: that is another build, begun
            when somebody had put this one in place already.
    Raises:
        DBAPIError: on PostgreSQL, somebody reads the old one for longer than new readers are made to wait (`_SABAR`).
    """
    sendiri(session)
    alone(session)
    found = kemajuan(session)
    if found is None or found.sumber < sumber or (sumber and found.sisa):
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
    forget_gone(session)
    simpan.write_state(session, PERLU, None)
    simpan.write_state(session, "bentuk", str(simpan.BENTUK))


def buang(database: Engine) -> None:
    """Take away what is left of a set that was replaced, some rows at a time: dropped at once it would hold up all writers."""
    with reading(database) as session:
        ready = simpan.state(session, LAMA) is None
    giliran = Giliran(database)
    while not ready:
        with giliran.menulis() as session:
            gone = simpan.state(session, LAMA) is None  # somebody else has taken it away meanwhile
            ready = gone or potongan.buang(session.connection(), tables(LAMA))
            if ready:
                statements(session.connection(), sqlite.drop(LAMA))
                simpan.write_state(session, LAMA, None)


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


def rapikan(giliran: Giliran, *, akhir: bool = False) -> None:
    """Put what has come to the new index in order, while everybody works; each step is a transaction of its own.

    On SQLite parts are merged where many have piled up, at the end all of them. On PostgreSQL the words have no index until
    the end; then it is made, and the planner is told.
    """
    database = giliran.database
    if database.dialect.name != "postgresql":
        _gabung(giliran, akhir=akhir)
    elif akhir:
        try:
            _selesai(database)
        except DBAPIError as error:  # somebody else has put it in place meanwhile
            if getattr(error.orig, "sqlstate", "") != _TIADA:
                raise


def _selesai(database: Engine) -> None:
    _terindeks(database)
    new = tables(BARU)
    for name in (new.teks.name, new.dokumen.name):
        _sabar(database, lambda session, name=name: _dihitung(session, name))  # type: ignore[misc]


def _dihitung(session: Session, name: str) -> None:
    session.execute(text("SET LOCAL statement_timeout = 0"))
    session.execute(_SABAR)
    if kemajuan(session) is not None:
        session.execute(text(f"ANALYZE {name}"))


def _terindeks(database: Engine) -> None:
    """The index over the words of the new set, made beside those who change records; two who build make one."""
    with selintas(database) as connection:
        try:
            connection.execute(_BESAR)
            while not connection.scalar(text("SELECT pg_try_advisory_lock(:lock)"), {"lock": gembok.LOCK_INDEKS}):
                time.sleep(PAUSE)
            postgres.index(connection, tables(BARU))
        finally:
            connection.execute(text("SELECT pg_advisory_unlock_all()"))
            connection.execute(text("RESET ALL"))


def _gabung(giliran: Giliran, *, akhir: bool) -> None:
    new, ready, first = tables(BARU), False, True
    while not ready:
        with giliran.menulis() as session:
            if kemajuan(session) is None:
                return
            ready = potongan.gabung(session, new, semua=akhir and first)
            if ready and akhir:
                potongan.seperti_biasa(session, new)
        first = False


@contextmanager
def jarang_menyapu() -> Iterator[None]:
    """Rows are read by the thousand and let go again: nearly all are gone with the last who holds them, and looking for
    rings among them as often as usual costs a third of a build."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@jarang_menyapu()
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
    together = SEKALI if quiet else 0 if sqlite_ else BERSAMA
    giliran = Giliran(database, tenang=quiet)
    most = STEP_TENANG if quiet and sqlite_ else STEP_MOST  # PostgreSQL keeps a lock for each
    done, ahead, step, portions = found.selesai, 0, STEP, 0
    porsi: Porsi | None = None
    while True:
        if porsi is None:
            with reading(database) as session:
                porsi = baca(session, sources, step=max(together, step))
            if porsi is None:
                break
        now, rest = porsi.potong(step)
        with giliran.menulis() as session:
            sooner = didahului(session, now)
            went = kemajuan(session) if sooner else taruh(session, now, sources)
        if went is None:
            break
        took = max(giliran.lama, lama / 4)
        porsi = None if rest is None or sooner else replace(rest, dari=went)
        done, portions = went.selesai, portions + 1
        ahead = ahead + len(now.entri) if now.lagi and not sooner else 0  # of what was read together
        tell(done + ahead)
        if portions % GABUNG == 0:
            rapikan(giliran)
        step = max(STEP_LEAST, min(most, int(step * lama / took)))
    rapikan(giliran, akhir=True)
    _sabar(database, lambda session: tukar(session, len(sources)))
    buang(database)
    return done
