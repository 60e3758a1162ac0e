"""Connections to PostgreSQL: what they promise, and how little they ask of the server besides what was meant."""

import re
import select
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, cast

import psycopg
from psycopg import sql
from psycopg.adapt import Dumper, PyFormat
from psycopg.pq import ExecStatus, Format, TransactionStatus
from psycopg.types.numeric import IntDumper
from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.engine import ExceptionContext, make_url
from sqlalchemy.exc import DisconnectionError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.sql.schema import ScalarElementColumnDefault

#: Settings of every connection (DB-04). Whatever a server prefers, each statement sees what was committed before it.
OPTIONS: Final = (
    "-c statement_timeout=15000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=30000"
    " -c synchronous_commit=on -c timezone=UTC -c default_transaction_isolation=read\\ committed"
)
#: Where the server refuses a prepared statement whose answer has another shape since a revision changed the type of a column.
_PLAN: Final = "RevalidateCachedQuery"
#: Seconds after which a connection that nobody used is asked whether its server is still there; before, it is only listened to.
RESTED: Final = 30.0
_COPY: Final = sql.SQL("COPY {} ({}) FROM STDIN")
_NAMA: Final = re.compile(r"[A-Za-z0-9 _-]{1,60}", re.ASCII)
#: What the driver itself writes an `integer` with.
_INTEGER: Final = psycopg.adapters.get_dumper_by_oid(psycopg.adapters.types["int4"].oid, Format.TEXT)


class WholeNumbers(IntDumper):
    """Whole numbers, small ones as any other: a `smallint` is to the server an `integer`.

    The driver gives each the smallest type it fits, and a statement is prepared anew for every mixture of types: a page whose
    ids lie on both sides of 32,767 would hardly ever meet its like.
    """

    def get_key(self, obj: int, format: PyFormat) -> type:
        """What decides the type that it is sent as."""
        return _INTEGER if -(1 << 31) <= obj < 1 << 31 else super().get_key(obj, format)

    def upgrade(self, obj: int, format: PyFormat) -> Dumper:
        """As `get_key` says."""
        return cast(Dumper, _INTEGER(int)) if -(1 << 31) <= obj < 1 << 31 else super().upgrade(obj, format)


class Sambungan(psycopg.Connection[Any]):
    """A connection that keeps its prepared statements when a transaction is rolled back, as every reading one is.

    The driver forgets them then, for tables may have been made in it; ours are made by migrations alone, and the server
    itself looks again at a statement whose tables were changed, and refuses it at most once (`postgres`).
    """

    def rollback(self) -> None:
        """Undo what was not committed."""
        with self.lock:
            if self.pgconn.transaction_status != TransactionStatus.IDLE:
                self._run(b"ROLLBACK")

    def silent(self) -> bool:
        """Whether nothing came from the server: one that ends a connection says so, or closes it. Costs no question."""
        if self.closed:
            return False
        poll = select.poll()
        poll.register(self.pgconn.socket, select.POLLIN | select.POLLPRI)
        return not poll.poll(0)

    def ada(self) -> None:
        """Ask whether the server is still there, in the shortest question there is. Raises OperationalError if not."""
        self._run(b"")

    def mulai(self, nama: str) -> None:
        """Begin a transaction that the server knows by a name of letters, digits, spaces and `-_`, in one question."""
        if not _NAMA.fullmatch(nama):
            raise ValueError("not a name")
        plain = self.isolation_level is None and self.read_only is None and self.deferrable is None
        if plain:
            self._run(b"BEGIN; SET LOCAL application_name = '" + nama.encode() + b"'")
        else:  # the driver knows how such a one begins
            self.execute("SELECT set_config('application_name', %s, true)", (nama,))

    def _run(self, command: bytes) -> None:
        found = self.pgconn.exec_(command)
        if found.status not in (ExecStatus.COMMAND_OK, ExecStatus.EMPTY_QUERY):
            raise psycopg.OperationalError(found.error_message.decode(errors="replace").strip())


def postgres(url: str, *, json_serializer: Callable[[object], str]) -> Engine:
    """An engine for `postgresql://…`."""
    target = make_url(url).set(drivername="postgresql+psycopg")
    engine = create_engine(
        target,
        pool_size=16,
        pool_use_lifo=True,  # who was used last has its statements and the server's memory at hand
        max_overflow=16,
        pool_timeout=3,
        connect_args={"options": OPTIONS, "connect_timeout": 3},
        json_serializer=json_serializer,
    )

    @event.listens_for(engine, "do_connect")
    def _made(_dialect: Any, _record: Any, named: list[Any], options: dict[str, Any]) -> Sambungan:
        made = Sambungan.connect(*named, **options)
        made.adapters.register_dumper(int, WholeNumbers)
        return made

    @event.listens_for(engine, "checkout")
    def _alive(connection: Sambungan, record: Any, _proxy: Any) -> None:
        if time.monotonic() - record.info.get("since", -RESTED) < RESTED and connection.silent():
            return
        try:
            connection.ada()
        except psycopg.OperationalError as gone:
            raise DisconnectionError from gone  # the pool makes another

    @event.listens_for(engine, "checkin")
    def _back(_connection: Any, record: Any) -> None:
        record.info["since"] = time.monotonic()

    @event.listens_for(engine, "begin")
    def _alone(connection: Connection) -> None:
        if connection.get_execution_options().get("selintas"):
            cast(Sambungan, connection.connection.driver_connection).autocommit = True

    @event.listens_for(engine, "reset")
    def _together(connection: Sambungan, _record: Any, _state: Any) -> None:
        if connection.autocommit:
            connection.autocommit = False

    @event.listens_for(engine, "handle_error")
    def _stale(context: ExceptionContext) -> None:
        found = context.original_exception
        if isinstance(found, psycopg.Error) and found.diag.source_function == _PLAN:
            context.is_disconnect = True  # every connection is made anew, for each may hold such statements

    return engine


def named(connection: Connection, nama: str) -> None:
    """Let the server know the transaction that has just begun by a name, until it ends; nothing on SQLite.

    A statement that is a transaction by itself (`db.selintas`) has no name: a second question for it is one too many.
    """
    driver = connection.connection.driver_connection
    if isinstance(driver, Sambungan) and not driver.autocommit:
        try:
            driver.mulai(nama)
        except psycopg.Error as gone:
            raise OperationalError("BEGIN", {}, gone, connection_invalidated=driver.broken) from gone


def fetch(connection: Connection, sql: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Rows as the driver gives them, inside the transaction that has begun.

    What SQLAlchemy does around a statement costs as much as the driver itself. Who listens to statements hears of this one
    as of any other.

    Args:
        sql: with names as the driver has them, `%(name)s`.
    Raises:
        DBAPIError: as from SQLAlchemy, which decides what becomes of the connection.
    """
    if connection.dispatch.before_cursor_execute:
        return [tuple(row) for row in connection.exec_driver_sql(sql, dict(values))]
    driver = cast(Sambungan, connection.connection.driver_connection)
    try:
        return driver.execute(sql, values).fetchall()
    except psycopg.Error as gone:
        connection._handle_dbapi_exception(gone, sql, dict(values), None, None)


def copy(session: Session, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Put many rows into a table of PostgreSQL by COPY, which costs a third of inserting them.

    Args:
        table, columns: our own names.
        rows: values as the driver takes them, in the order of the columns.
    """
    driver: Any = session.connection().connection.driver_connection
    named = sql.SQL(", ").join(map(sql.Identifier, columns))
    with driver.cursor() as cursor, cursor.copy(_COPY.format(sql.Identifier(table), named)) as stream:
        for row in rows:
            stream.write_row(row)


def copy_into(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Put many rows into a table of ours by COPY, each value as its column's type says; defaults of the columns count."""
    dialect = session.connection().dialect
    made = {c.name: c.default.arg for c in table.c if isinstance(c.default, ScalarElementColumnDefault)}
    names = {**rows[0], **made}
    how = [
        (name, table.c[name].type.dialect_impl(dialect).bind_processor(dialect) or _as_it_is, made.get(name))
        for name in names
    ]
    copy(
        session,
        table.name,
        list(names),
        ([make(row.get(name, default)) for name, make, default in how] for row in rows),
    )


def _as_it_is(value: Any) -> Any:
    return value
