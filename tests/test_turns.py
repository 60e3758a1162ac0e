"""Who writes next on SQLite: in the order in which they came, and nobody waits for ever beside one who never pauses."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import client as browser
import makers
import pytest
from flask.testing import FlaskClient
from pysqlite3 import dbapi2
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from eoffice import db
from eoffice.db import turns
from eoffice.db.turns import Turns
from eoffice.web.services import Services


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> list[Turns]:
    """The queues of the engines that are made during a test."""
    made: list[Turns] = []

    class Seen(Turns):
        def __init__(self) -> None:
            super().__init__()
            made.append(self)

    monkeypatch.setattr(db, "Turns", Seen)
    return made


@pytest.fixture
def office(tmp_path: Path, lines: list[Turns]) -> Iterator[Engine]:
    engine = db.connect(f"sqlite:///{tmp_path / 'uji.db'}")
    with db.transaction(engine) as session:
        session.execute(text("CREATE TABLE catatan (siapa TEXT)"))
    yield engine
    engine.dispose()


def write(engine: Engine, who: str) -> None:
    with db.transaction(engine) as session:
        session.execute(text("INSERT INTO catatan VALUES (:who)"), {"who": who})


def until(true: Callable[[], bool]) -> None:
    while not true():
        time.sleep(0.001)


def test_who_waits_writes_in_the_order_of_coming_and_who_never_pauses_is_no_exception(
    office: Engine, lines: list[Turns]
) -> None:  # KEAMANAN: DB-02
    waiting = [threading.Thread(target=write, args=(office, who)) for who in ("b", "c", "d")]
    with db.transaction(office) as session:
        session.execute(text("INSERT INTO catatan VALUES ('a')"))
        for n, thread in enumerate(waiting, 1):
            thread.start()
            until(lambda n=n: len(lines[0]._line) == n)  # type: ignore[misc]

    write(office, "a lagi")  # at once, while the others have been asking for a while

    for thread in waiting:
        thread.join()
    with db.reading(office) as session:
        assert list(session.scalars(text("SELECT siapa FROM catatan ORDER BY rowid"))) == ["a", "b", "c", "d", "a lagi"]


def test_who_has_waited_long_asks_as_often_as_who_has_just_come(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(turns.time, "sleep", pauses.append)

    class Busy:
        left = 500

        def set_busy_timeout(self, seconds: float) -> None:
            self.patience = seconds

        def execute(self, statement: str) -> None:
            assert (statement, self.patience) == ("BEGIN IMMEDIATE", 0.0)  # it is we who ask again, not the library
            self.left -= 1
            if self.left >= 0:
                raise dbapi2.OperationalError("database is locked")

    connection = Busy()
    Turns().begin(connection, busy=dbapi2.OperationalError)

    assert pauses == [turns.PAUSE] * 500
    assert connection.patience == turns.PATIENCE


def test_who_got_no_turn_in_time_is_told_and_stands_in_nobodys_way(
    office: Engine, lines: list[Turns], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "PATIENCE", 0.05)
    with db.transaction(office) as session:
        session.execute(text("INSERT INTO catatan VALUES ('a')"))
        with pytest.raises(OperationalError, match="locked"):
            write(office, "b")

    write(office, "c")

    assert not lines[0]._line
    with db.reading(office) as session:
        assert list(session.scalars(text("SELECT siapa FROM catatan ORDER BY rowid"))) == ["a", "c"]


def test_another_error_than_a_busy_database_is_not_waited_out(office: Engine) -> None:
    connection: Any = office.raw_connection()
    try:
        connection.execute("BEGIN")
        with pytest.raises(dbapi2.OperationalError, match="within a transaction"):
            Turns().begin(connection.driver_connection, busy=dbapi2.OperationalError)
    finally:
        connection.close()


def test_a_form_that_cannot_be_kept_in_time_gives_back_what_was_typed(
    services: Services,
    kota_kecil: makers.Kota,
    masuk: Callable[..., FlaskClient],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # KEAMANAN: TRX-02, DB-02
    if services.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL tidak mempunyai satu penulis saja")
    staff, typed = masuk("staf.dinsos"), {"nama": "Undangan dari Bappeda yang belum dibalas", "kueri": "q=undangan"}
    staff.get("/sesi")
    monkeypatch.setattr(turns, "PATIENCE", 0.05)

    with db.transaction(services.engine) as session:
        session.execute(text("UPDATE audit_head SET n = n"))
        refused = browser.kirim(staff, "/cari/tersimpan", typed)
    again = browser.kirim(staff, "/cari/tersimpan", typed)

    assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    assert "Basis data sedang sibuk. Tunggu sebentar, lalu coba lagi" in refused.text
    assert "Undangan dari Bappeda yang belum dibalas</textarea>" in refused.text
    assert "locked" not in refused.text
    assert again.status_code == 303
