"""The database: Base and column types, how to connect, and one way to open a transaction."""

import enum
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, cast

from sqlalchemy import (
    JSON,
    BigInteger,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Integer,
    MetaData,
    String,
    create_engine,
    event,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, SessionTransaction
from sqlalchemy.pool import StaticPool
from sqlalchemy.types import TypeDecorator

from eoffice.db.pernyataan import ada, among, beside, count, counted, filled, jumlah, newest, porsi, tetap, within
from eoffice.db.ready import Ready, raw
from eoffice.db.turns import PATIENCE, Turns
from eoffice.errors import Invalid
from eoffice.sambungan import postgres

__all__ = [
    "SAFE_SQLITE",
    "AtCommit",
    "Base",
    "BigId",
    "Instant",
    "Json",
    "Ready",
    "Word",
    "ada",
    "among",
    "append_only",
    "beside",
    "connect",
    "count",
    "counted",
    "dump_json",
    "filled",
    "jumlah",
    "newest",
    "open_session",
    "porsi",
    "raw",
    "reading",
    "selintas",
    "tetap",
    "transaction",
    "within",
]

#: SQLite before this version may corrupt a WAL database in rare races (DB-03).
SAFE_SQLITE: Final = (3, 51, 3)

BigId = BigInteger().with_variant(Integer(), "sqlite")
"""A 64-bit surrogate key that SQLite can autoincrement."""


class Base(DeclarativeBase):
    """Parent of every table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Instant(TypeDecorator[datetime]):
    """An aware instant, stored as UTC; a naive datetime is refused, for it has no meaning."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Word(TypeDecorator[enum.Enum]):
    """An enumeration stored by value as text, so that a new member needs no ALTER TYPE."""

    impl = String
    cache_ok = True

    def __init__(self, members: type[enum.StrEnum], length: int = 32) -> None:
        super().__init__(length)
        self.members = members
        self._known = {str(member): member for member in members}

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else str(self.members(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> enum.Enum | None:
        return None if value is None else self._known.get(value) or self.members(value)


Json = JSON(none_as_null=True)
"""A JSON document; in PostgreSQL `json`, which keeps the text as it was."""


def dump_json(value: object) -> str:
    """The canonical text of a JSON value: sorted keys, UTF-8, no spaces; what hashes are taken of."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def connect(url: str) -> Engine:
    """An engine for `sqlite:///path` or `postgresql://…`, with the settings of DB-01 and DB-04.

    Raises:
        Invalid: the address names another database, or the SQLite library is one known to corrupt (DB-03).
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _sqlite(url)
    if parsed.get_backend_name() == "postgresql":
        return postgres(url, json_serializer=dump_json)
    raise Invalid("EOFFICE_DATABASE_URL harus diawali sqlite:/// atau postgresql://.")


def _sqlite(url: str) -> Engine:
    from pysqlite3 import dbapi2

    if dbapi2.sqlite_version_info < SAFE_SQLITE:
        raise Invalid(
            f"Pustaka SQLite {dbapi2.sqlite_version} dapat merusak basis data (DB-03); pasang paket pysqlite3 0.6 atau lebih baru."
        )
    path = make_url(url).database
    memory = path in (None, "", ":memory:")
    if not memory:
        Path(cast(str, path)).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = create_engine(
        url,
        module=dbapi2,
        poolclass=StaticPool if memory else None,
        connect_args={"timeout": PATIENCE, "check_same_thread": False},
        json_serializer=dump_json,
    )

    @event.listens_for(engine, "connect")
    def _settings(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy's own BEGIN below decides
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"busy_timeout={PATIENCE * 1000:.0f}",
            "trusted_schema=OFF",
            "mmap_size=0",
            "cache_size=-16000",  # in kB: what is newest in every table and in the index stays at hand
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    turns = Turns()

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        options = connection.get_execution_options()
        if options.get("selintas"):
            return
        if not options.get("writes", True):
            connection.exec_driver_sql("BEGIN")
            return
        try:
            turns.begin(connection.connection.driver_connection, busy=dbapi2.OperationalError)
        except dbapi2.OperationalError as error:
            raise OperationalError("BEGIN IMMEDIATE", None, error) from error

    return engine


def open_session(engine: Engine, *, writes: bool) -> Session:
    """A session whose transaction, on SQLite, starts IMMEDIATE when it will write.

    Reading sessions begin plainly, so that readers never queue behind a writer; what they count may be kept in their
    `info["hitungan"]`, which others do not have.
    """
    info: dict[str, Any] = {} if writes else {"hitungan": {}}
    return Session(_that(engine, writes=writes), expire_on_commit=False, info=info)


@lru_cache(maxsize=16)
def _that(engine: Engine, **options: bool) -> Engine:
    """The engine for one way of use; made anew for each session it would cost as much as a statement."""
    return engine.execution_options(**options)


@contextmanager
def selintas(engine: Engine) -> Iterator[Connection]:
    """A connection on which every statement is a transaction by itself, so that one costs one question to the server.

    For what stands alone: a count, a look. Two statements on it may see two states of the database.
    """
    with _that(engine, selintas=True).begin() as connection:
        yield connection


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """One writing transaction: committed at the end, rolled back by anything raised."""
    with open_session(engine, writes=True) as session, session.begin():
        yield session


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """One reading session; nothing it changes is kept."""
    with open_session(engine, writes=False) as session:
        yield session
        session.rollback()


class AtCommit:
    """Rows that wait in a session and are written as the last thing before its commit, so that their lock is held briefly.

    A rollback forgets them, that of a savepoint only those added inside it; none waits into the next transaction.
    """

    def __init__(
        self, name: str, write: Callable[[Session, list[dict[str, Any]]], None], *, first: bool = False
    ) -> None:
        """`first`: written before those of all others, so that two kinds are always locked in the same order."""
        self.name, self.write = name, write
        event.listen(Session, "before_commit", self._before_commit, insert=first)
        event.listen(Session, "after_soft_rollback", self._after_rollback)
        event.listen(Session, "after_transaction_end", self._after_end)

    def add(self, session: Session, values: dict[str, Any]) -> None:
        """Let a row wait; costs no SQL now."""
        inside, current = [], session.get_nested_transaction()
        while current is not None:
            inside.append(current)
            current = current.parent
        session.info.setdefault(self.name, []).append((inside, values))

    def now(self, session: Session) -> None:
        """Write what waits at once, for something that must see it before the commit."""
        self._before_commit(session)

    def _before_commit(self, session: Session) -> None:
        if session.in_nested_transaction() or not session.info.get(self.name):
            return
        session.flush()
        self.write(session, [values for _, values in session.info.pop(self.name)])

    def _after_rollback(self, session: Session, previous: SessionTransaction) -> None:
        ended = previous
        while not ended.nested and ended.parent is not None:
            ended = ended.parent  # a flush that fails takes back the savepoint around it, and nothing before that
        waiting = session.info.get(self.name, [])
        session.info[self.name] = [kept for kept in waiting if ended.nested and ended not in kept[0]]

    def _after_end(self, session: Session, ended: SessionTransaction) -> None:
        if ended.parent is None:  # also when a session is closed without a commit
            session.info.pop(self.name, None)


def append_only(table: str) -> dict[str, tuple[str, ...]]:
    """Statements, per dialect, that make the database itself refuse to change or remove rows of a table (AUD-04)."""
    refused = f"{table} hanya dapat ditambah"
    function = f"{table}_hanya_tambah"
    return {
        "sqlite": tuple(
            f"CREATE TRIGGER {table}_tanpa_{verb.lower()} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{refused}'); END"
            for verb in ("UPDATE", "DELETE")
        ),
        "postgresql": (
            f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{refused}'; END $$",
            f"CREATE TRIGGER {table}_tanpa_ubah BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()",
            f"CREATE TRIGGER {table}_tanpa_kosong BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {function}()",
        ),
    }
