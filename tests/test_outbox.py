"""Messages: left with the change, done at least once, with one effect, and never blocking one another."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session

from eoffice import clock, outbox
from eoffice.akses.actor import SISTEM
from eoffice.audit.actions import record
from eoffice.audit.models import AuditEntry
from eoffice.db import reading, transaction

MONDAY = datetime(2026, 3, 2, 3, 0, tzinfo=UTC)


def note(session: Session, _services: object, n: int) -> None:
    record(session, SISTEM, "uji.kerja", "uji", n)


def fail(session: Session, _services: object, n: int) -> None:
    record(session, SISTEM, "uji.gagal", "uji", n)
    raise RuntimeError("tidak bisa")


def worker(engine: Engine) -> outbox.Worker:
    return outbox.Worker(engine, {"catat": note, "gagal": fail}, None)


def done(engine: Engine) -> list[int]:
    with reading(engine) as session:
        return list(
            session.scalars(
                select(AuditEntry.objek_id).where(AuditEntry.event == "uji.kerja").order_by(AuditEntry.objek_id)
            )
        )


def test_a_message_of_a_rolled_back_change_was_never_sent(engine: Engine) -> None:  # KEAMANAN: OUT-01
    with pytest.raises(RuntimeError), transaction(engine) as session:
        outbox.enqueue(session, "catat", n=1)
        raise RuntimeError

    assert outbox.work_all(worker(engine)) == 0


def test_the_same_message_is_kept_once(engine: Engine) -> None:
    with transaction(engine) as session:
        outbox.enqueue(session, "catat", dedup_key="a", n=1)
        session.flush()
        outbox.enqueue(session, "catat", dedup_key="a", n=1)

    assert outbox.work_all(worker(engine)) == 1
    assert done(engine) == [1]


def test_a_poison_message_waits_longer_each_time_and_never_blocks_the_others(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:  # KEAMANAN: OUT-02
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    with transaction(engine) as session:
        outbox.enqueue(session, "gagal", n=1)
        outbox.enqueue(session, "catat", n=2)

    assert outbox.work_all(worker(engine)) == 2
    assert done(engine) == [2]
    with reading(engine) as session:
        job = session.scalars(select(outbox.Job).where(outbox.Job.topic == "gagal")).one()
        assert (job.state, job.attempts, job.last_error) == ("siap", 1, "RuntimeError: tidak bisa")
        assert MONDAY + timedelta(seconds=4) <= job.run_at <= MONDAY + timedelta(seconds=6)


def test_after_twelve_tries_it_lies_dead_with_its_reason(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """KEAMANAN: OUT-02"""
    at = MONDAY
    monkeypatch.setattr(clock, "now", lambda: at)
    with transaction(engine) as session:
        outbox.enqueue(session, "gagal", n=1)
    for _ in range(outbox.TRIES):
        assert outbox.work_once(worker(engine))
        at += timedelta(hours=2)

    assert not outbox.work_once(worker(engine))
    with reading(engine) as session:
        assert session.scalars(select(outbox.Job.state)).one() == "mati"


def test_a_claim_of_a_dead_worker_comes_back_after_its_lease(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """KEAMANAN: OUT-01"""
    at = MONDAY
    monkeypatch.setattr(clock, "now", lambda: at)
    with transaction(engine) as session:
        outbox.enqueue(session, "catat", n=1)
    with transaction(engine) as session:
        session.execute(
            text("UPDATE job SET state = 'jalan', lease_until = :until"),
            {
                "until": (MONDAY + outbox.LEASE).replace(tzinfo=None)
                if engine.dialect.name == "sqlite"
                else MONDAY + outbox.LEASE
            },
        )

    assert not outbox.work_once(worker(engine))
    at = MONDAY + outbox.LEASE + timedelta(seconds=1)
    assert outbox.work_once(worker(engine))
    assert done(engine) == [1]


def test_many_workers_do_each_message_once(engine: Engine) -> None:  # KEAMANAN: OUT-01
    with transaction(engine) as session:
        for n in range(40):
            outbox.enqueue(session, "catat", n=n)
    threads = [threading.Thread(target=outbox.work_all, args=(worker(engine),)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert done(engine) == list(range(40))
