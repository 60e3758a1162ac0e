"""The trail: written with the change or not at all, chained, and any tampering found."""

import threading

import pytest
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import SISTEM
from eoffice.audit import actions, queries
from eoffice.audit.models import AuditEntry
from eoffice.db import reading, transaction
from eoffice.klasifikasi.models import Klasifikasi


def fill(engine: Engine, count: int) -> None:
    with transaction(engine) as session:
        for n in range(1, count + 1):
            actions.record(session, SISTEM, "uji.langkah", "uji", n, dari="a", ke="b", catatan=f"ke-{n} «é»")


def unprotect(session: Session) -> None:
    dialect = session.get_bind().dialect.name
    for name in ("audit_entry_tanpa_update", "audit_entry_tanpa_delete") if dialect == "sqlite" else ():
        session.execute(text(f"DROP TRIGGER {name}"))
    if dialect == "postgresql":
        session.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER USER"))


def test_entries_are_numbered_without_gap_and_chained(engine: Engine) -> None:  # KEAMANAN: AUD-03
    fill(engine, 3)
    fill(engine, 2)

    with reading(engine) as session:
        assert list(session.scalars(select(AuditEntry.n).order_by(AuditEntry.n))) == [1, 2, 3, 4, 5]
        assert queries.walk(session) == queries.Walk(5, None)


def test_an_instant_of_another_zone_is_the_same_instant(engine: Engine) -> None:
    with transaction(engine) as session:
        actions.record(session, SISTEM, "uji.zona", "uji", 1, at=clock.wib(clock.now()))

    with reading(engine) as session:
        assert queries.walk(session) == queries.Walk(1, None)


def test_no_change_no_entry(engine: Engine) -> None:  # KEAMANAN: AUD-02
    with pytest.raises(RuntimeError), transaction(engine) as session:
        actions.record(session, SISTEM, "uji.gagal", "uji", 1)
        raise RuntimeError

    with reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(AuditEntry)) == 0


def test_a_lost_savepoint_takes_no_entry_with_it(engine: Engine) -> None:
    with transaction(engine) as session:
        actions.record(session, SISTEM, "uji.sebelum", "uji", 1)
        with pytest.raises(RuntimeError), session.begin_nested():
            raise RuntimeError

    with reading(engine) as session:
        assert session.scalars(select(AuditEntry.event)).all() == ["uji.sebelum"]


def test_a_flush_that_fails_in_a_savepoint_takes_no_earlier_entry_with_it(engine: Engine) -> None:
    # KEAMANAN: AUD-02
    with transaction(engine) as session:
        actions.record(session, SISTEM, "uji.sebelum", "uji", 1)
        with pytest.raises(IntegrityError), session.begin_nested():
            actions.record(session, SISTEM, "uji.batal", "uji", 1)
            session.add(Klasifikasi(kode="1", label="x", uraian="x", induk="tidak ada", cari="1"))
            session.flush()

    with reading(engine) as session:
        assert session.scalars(select(AuditEntry.event)).all() == ["uji.sebelum"]


def test_what_a_savepoint_took_back_did_not_happen(engine: Engine) -> None:  # KEAMANAN: AUD-02
    with transaction(engine) as session:
        with pytest.raises(RuntimeError), session.begin_nested():
            actions.record(session, SISTEM, "uji.batal", "uji", 1)
            raise RuntimeError
        actions.record(session, SISTEM, "uji.sesudah", "uji", 1)

    with reading(engine) as session:
        assert session.scalars(select(AuditEntry.event)).all() == ["uji.sesudah"]


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET catatan = ''", "DELETE FROM audit_entry"])
def test_the_database_refuses_to_change_the_trail(engine: Engine, statement: str) -> None:  # KEAMANAN: AUD-04
    fill(engine, 1)

    with pytest.raises(DBAPIError, match="hanya dapat ditambah"), transaction(engine) as session:
        session.execute(text(statement))


@pytest.mark.parametrize(
    ("tamper", "broken_at"),
    [
        ("UPDATE audit_entry SET catatan = 'lain' WHERE n = 3", 3),
        ("DELETE FROM audit_entry WHERE n = 3", 3),
        ("DELETE FROM audit_entry WHERE n = 5", 5),
        ("UPDATE audit_entry SET n = CASE n WHEN 2 THEN 12 WHEN 3 THEN 2 ELSE n END", 2),
    ],
    ids=["bit", "delete", "cut the tail", "swap"],
)
def test_whoever_gets_past_the_database_is_found(
    engine: Engine, tamper: str, broken_at: int
) -> None:  # KEAMANAN: AUD-06
    fill(engine, 5)
    with transaction(engine) as session:
        unprotect(session)
        session.execute(text(tamper))

    with reading(engine) as session:
        assert queries.walk(session).broken_at == broken_at


def test_many_writers_make_one_chain(engine: Engine) -> None:  # KEAMANAN: AUD-03
    fill(engine, 1)
    threads = [threading.Thread(target=fill, args=(engine, 3)) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with reading(engine) as session:
        assert queries.walk(session) == queries.Walk(37, None)
