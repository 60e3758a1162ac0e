"""A connection to PostgreSQL keeps its prepared statements from request to request, and its transactions have names."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import Connection, Engine, bindparam, event, select, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session

from eoffice import sambungan
from eoffice.db import reading, selintas
from eoffice.organisasi.models import Unit
from eoffice.sambungan import Sambungan, fetch, named
from eoffice.web.errors import sqlstate, translate

OFTEN = 8
PREPARED = text("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'SELECT singkatan FROM unit%'")


@pytest.fixture(autouse=True)
def _on_postgresql(engine: Engine) -> None:
    if engine.dialect.name != "postgresql":
        pytest.skip("hanya PostgreSQL")


def test_a_statement_of_many_reading_transactions_is_prepared_once(engine: Engine) -> None:
    for number in range(OFTEN):
        with reading(engine) as session:
            session.execute(text("SELECT singkatan FROM unit WHERE id = :id"), {"id": number})

    with reading(engine) as session:
        assert session.scalar(PREPARED) == 1


def test_numbers_of_any_size_are_of_one_type_to_a_prepared_statement(engine: Engine) -> None:
    asked = select(Unit.singkatan).where(Unit.id.in_([bindparam("satu"), bindparam("dua")]))
    with engine.connect() as connection:
        for n in range(OFTEN):
            connection.execute(asked, {"satu": 1 if n % 2 else 40_000, "dua": 40_000 if n % 3 else -7})
        assert (
            connection.scalar(text("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%unit.id IN%'"))
            == 1
        )
        some = [0, -1, 32_768, 1 << 40, (1 << 63) - 1, -(1 << 63), 1 << 63, 10**19, -(10**20)]
        assert [connection.exec_driver_sql("SELECT %(n)s", {"n": n}).scalar_one() for n in some] == some
        assert connection.exec_driver_sql("SELECT %(n)s", {"n": [1, 40_000, 1 << 40]}).scalar_one() == [
            1,
            40_000,
            1 << 40,
        ]


def test_a_connection_that_the_server_cut_is_replaced_before_anybody_notices(engine: Engine) -> None:
    with engine.connect() as other:
        with engine.connect() as connection:
            pid = connection.scalar(text("SELECT pg_backend_pid()"))
        assert other.scalar(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})

        for _ in range(2):
            with engine.connect() as connection:
                assert connection.scalar(text("SELECT 1")) == 1


def test_a_connection_that_was_closed_while_nobody_used_it_is_replaced(engine: Engine) -> None:
    with reading(engine) as session:
        driver = session.connection().connection.driver_connection
    assert driver is not None
    driver.close()

    with reading(engine) as session:
        assert fetch(session.connection(), "SELECT 1", {}) == [(1,)]


def test_a_connection_that_was_just_used_is_listened_to_and_one_that_rested_is_asked(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Sambungan] = []
    monkeypatch.setattr(Sambungan, "ada", lambda self: asked.append(self))
    engine.dispose()
    for _ in range(3):
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    assert len(asked) <= 1  # a new one, perhaps
    before = len(asked)
    monkeypatch.setattr(sambungan, "RESTED", 0.0)
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
    assert len(asked) == before + 1


def test_a_named_transaction_keeps_the_isolation_it_was_asked_for(engine: Engine) -> None:
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection, connection.begin():
        named(connection, "eoffice abc")
        assert connection.scalar(text("SHOW transaction_isolation")) == "repeatable read"
        assert connection.scalar(text("SHOW application_name")) == "eoffice abc"


def test_each_statement_sees_what_was_committed_whatever_the_database_prefers(engine: Engine) -> None:
    name = engine.url.database
    with selintas(engine) as connection:
        connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_isolation = 'repeatable read'"))
    try:
        engine.dispose()
        with reading(engine) as session:
            assert session.scalar(text("SHOW transaction_isolation")) == "read committed"
    finally:
        with selintas(engine) as connection:
            connection.execute(text(f"ALTER DATABASE {name} RESET default_transaction_isolation"))


def test_what_is_no_name_never_reaches_the_server(engine: Engine) -> None:
    with engine.connect() as connection, pytest.raises(ValueError, match="not a name"):
        named(connection, "x'; DROP TABLE unit; --")


def test_a_connection_that_was_used_in_passing_begins_a_transaction_for_the_next(engine: Engine) -> None:
    with pytest.raises(DBAPIError), selintas(engine) as connection:
        connection.execute(text("SELECT 1 / 0"))
    with selintas(engine) as connection:
        pid = connection.scalar(text("SELECT pg_backend_pid()"))

    with engine.connect() as connection:
        assert connection.scalar(text("SELECT pg_backend_pid()")) == pid
        connection.execute(text("UPDATE tanda_acuan SET tanda = 5"))
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT tanda FROM tanda_acuan")) != 5


def _by_sqlalchemy(on: Session | Connection, asked: str) -> None:
    on.execute(text(asked))


def _by_driver(on: Session | Connection, asked: str) -> None:
    fetch(on.connection() if isinstance(on, Session) else on, asked, {})


@pytest.mark.parametrize("run", [_by_sqlalchemy, _by_driver])
@pytest.mark.parametrize("opened", [reading, selintas])
def test_a_statement_that_a_revision_made_stale_fails_at_most_once(
    engine: Engine,
    opened: Callable[[Engine], AbstractContextManager[Session | Connection]],
    run: Callable[[Session | Connection, str], None],
) -> None:
    asked, failed = "SELECT singkatan FROM unit WHERE id = 1", 0
    for number in range(OFTEN * 2):
        if number == OFTEN:
            with engine.connect(), engine.begin() as connection:  # another connection than that of the statement
                connection.execute(text("ALTER TABLE unit ALTER COLUMN singkatan TYPE varchar(77)"))
        try:
            with opened(engine) as opening:
                run(opening, asked)
        except DBAPIError:
            failed += 1

    assert failed <= 1


def test_rows_of_the_driver_are_those_of_sqlalchemy_and_whoever_listens_hears_of_them(engine: Engine) -> None:
    asked, heard = "SELECT g, CAST('a%%b' AS text), CAST(NULL AS date) FROM generate_series(1, %(n)s) AS g", list[str]()
    with engine.connect() as connection, connection.begin():
        straight = fetch(connection, asked, {"n": 3})
        assert straight == [tuple(row) for row in connection.exec_driver_sql(asked, {"n": 3})]
        assert straight[1:] == [(2, "a%b", None), (3, "a%b", None)]

    def listen(*given: object) -> None:
        heard.append(str(given[2]))

    event.listen(engine, "before_cursor_execute", listen)
    with engine.connect() as connection, connection.begin():
        assert fetch(connection, asked, {"n": 3}) == straight and heard == [asked]
    event.remove(engine, "before_cursor_execute", listen)


def test_what_the_server_refuses_a_driver_is_said_as_by_sqlalchemy(engine: Engine) -> None:
    with selintas(engine) as connection:
        pid = connection.scalar(text("SELECT pg_backend_pid()"))
        with pytest.raises(DBAPIError) as refused:
            fetch(connection, "SELECT 1 / %(n)s", {"n": 0})
        assert sqlstate(refused.value) == "22012" and not refused.value.connection_invalidated
        assert fetch(connection, "SELECT pg_backend_pid()", {}) == [(pid,)]
    with engine.connect() as other, reading(engine) as session:
        mine = fetch(session.connection(), "SELECT pg_backend_pid()", {})
        other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": mine[0][0]})
        with pytest.raises(OperationalError) as gone:
            fetch(session.connection(), "SELECT 1", {})
        assert gone.value.connection_invalidated and translate(gone.value) is not None
    with reading(engine) as session:
        assert fetch(session.connection(), "SELECT 1", {}) == [(1,)]
