"""The database as the program opens it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from eoffice import db
from eoffice.errors import Invalid

SQLITE = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10000, "trusted_schema": 0}


def test_sqlite_is_opened_with_the_durable_settings(tmp_path: Path) -> None:  # KEAMANAN: DB-01
    engine = db.connect(f"sqlite:///{tmp_path / 'uji.db'}")
    with engine.connect() as connection:
        found = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in SQLITE}
    engine.dispose()

    assert found == SQLITE


def test_the_sqlite_library_is_not_one_that_corrupts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # KEAMANAN: DB-03
    from pysqlite3 import dbapi2

    assert dbapi2.sqlite_version_info >= db.SAFE_SQLITE
    monkeypatch.setattr(dbapi2, "sqlite_version_info", (3, 51, 2))
    with pytest.raises(Invalid, match="DB-03"):
        db.connect(f"sqlite:///{tmp_path / 'uji.db'}")


def test_postgres_has_limits_on_waiting(engine: Engine) -> None:  # KEAMANAN: DB-04
    if engine.dialect.name != "postgresql":
        engine = db.connect("postgresql://nobody:x@localhost:1/none")  # only the settings are looked at
        assert engine.pool.timeout() == 3.0  # type: ignore[attr-defined]
        engine.dispose()
        return
    with engine.connect() as connection:
        assert connection.execute(text("SHOW statement_timeout")).scalar() == "15s"
        assert connection.execute(text("SHOW lock_timeout")).scalar() == "5s"
        assert connection.execute(text("SHOW idle_in_transaction_session_timeout")).scalar() == "30s"
        assert connection.execute(text("SHOW synchronous_commit")).scalar() == "on"


def test_readers_do_not_queue_behind_a_writer(engine: Engine) -> None:
    with db.transaction(engine) as writer:
        writer.execute(text("UPDATE audit_head SET n = n"))
        with db.reading(engine) as reader:
            assert reader.execute(text("SELECT count(*) FROM audit_entry")).scalar() == 0


def test_a_naive_instant_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        db.Instant().process_bind_param(datetime(2026, 1, 1), None)  # type: ignore[arg-type]
    aware = datetime(2026, 1, 1, tzinfo=UTC)
    assert aware.tzinfo is UTC


def test_other_databases_are_refused_in_a_sentence() -> None:
    with pytest.raises(Invalid, match="sqlite:/// atau postgresql://"):
        db.connect("mysql://x@y/z")


def test_a_statement_by_itself_leaves_the_next_transaction_as_it_should_be(engine: Engine) -> None:
    with db.selintas(engine) as connection:
        connection.execute(text("INSERT INTO batas_laju (kunci, jendela, jumlah) VALUES ('a', 1, 1)"))
        with engine.connect() as other:  # it is there before the block ends
            assert other.scalar(text("SELECT jumlah FROM batas_laju WHERE kunci = 'a'")) == 1

    with pytest.raises(ZeroDivisionError), db.transaction(engine) as session:
        session.execute(text("UPDATE batas_laju SET jumlah = 9 WHERE kunci = 'a'"))
        _ = 1 / 0
    with db.reading(engine) as session:
        assert session.scalar(text("SELECT jumlah FROM batas_laju WHERE kunci = 'a'")) == 1
