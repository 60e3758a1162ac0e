"""Work that follows a commit: enqueued in the same transaction, done at least once, never lost (OUT-01, OUT-02)."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Engine, Index, Integer, String, Text, and_, bindparam, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from eoffice import clock
from eoffice.db import Base, BigId, Instant, Json, transaction
from eoffice.titik import titik

LEASE: Final = timedelta(minutes=5)
TRIES: Final = 12


class Job(Base):
    """One message: what happened, for whom it waits, how often it was tried."""

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_siap", "state", "run_at", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    topic: Mapped[str] = mapped_column(String(60))
    payload: Mapped[dict[str, Any]] = mapped_column(Json)
    state: Mapped[str] = mapped_column(String(16), default="siap")  # siap, jalan, selesai, mati
    run_at: Mapped[datetime] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant)
    lease_until: Mapped[datetime | None] = mapped_column(Instant)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    dedup_key: Mapped[str | None] = mapped_column(String(160), unique=True)
    last_error: Mapped[str] = mapped_column(Text, default="")


#: Made once: building a statement costs more than running it.
_KNOWN: Final = select(Job.id).where(Job.dedup_key == bindparam("known"))

Handler = Callable[..., None]
"""Called as handler(session, services, **payload) inside the transaction that also marks the job done."""


@dataclass(frozen=True)
class Lama:
    """A handler of slow work, called as do(services, **payload) with no transaction open; it may run twice (kinerja 1.10)."""

    do: Callable[..., None]

    def __call__(self, session: Session, services: Any, **payload: Any) -> None:
        """Never inside a transaction."""
        raise TypeError("slow work has no place in a transaction")


@dataclass(frozen=True)
class Worker:
    """What a worker needs: the database, the table of handlers, and the services handed to each."""

    engine: Engine
    handlers: Mapping[str, Handler]
    services: Any


def enqueue(
    session: Session, topic: str, *, dedup_key: str | None = None, delay: timedelta | None = None, **payload: Any
) -> None:
    """Leave a message in the caller's transaction; a repeated `dedup_key` is dropped silently."""
    if dedup_key is not None and session.scalar(_KNOWN, {"known": dedup_key}) is not None:
        return
    at = clock.now()
    session.add(
        Job(
            topic=topic,
            payload=payload,
            state="siap",
            run_at=at + (delay or timedelta()),
            created_at=at,
            attempts=0,
            dedup_key=dedup_key,
            last_error="",
        )
    )


def _claim(engine: Engine) -> tuple[int, str, dict[str, Any]] | None:
    at = clock.now()
    ready = or_(
        and_(Job.state == "siap", Job.run_at <= at),
        and_(Job.state == "jalan", Job.lease_until < at),
    )
    with transaction(engine) as session:
        pick = select(Job.id).where(ready).order_by(Job.run_at, Job.id).limit(1).with_for_update(skip_locked=True)
        row = session.execute(
            update(Job)
            .where(Job.id.in_(pick.scalar_subquery()))
            .values(state="jalan", lease_until=at + LEASE, attempts=Job.attempts + 1)
            .returning(Job.id, Job.topic, Job.payload)
            .execution_options(synchronize_session=False)
        ).one_or_none()
    return None if row is None else (row[0], row[1], row[2])


def work_once(worker: Worker) -> bool:
    """Do one message if any is due; True when there was one.

    The handler's effect and the mark "selesai" commit together, so an effect on our own database happens once. A
    failure rolls the effect back, is kept as `last_error`, and is tried again later; after TRIES it is "mati" and shows
    among what needs a person. A poison message never blocks the others.
    """
    claimed = _claim(worker.engine)
    if claimed is None:
        return False
    job_id, topic, payload = claimed
    titik("job_diklaim")
    try:
        handler = worker.handlers[topic]
        if isinstance(handler, Lama):
            handler.do(worker.services, **payload)
        with transaction(worker.engine) as session:
            if not isinstance(handler, Lama):
                handler(session, worker.services, **payload)
            titik("job_sebelum_selesai")
            session.execute(update(Job).where(Job.id == job_id).values(state="selesai", lease_until=None))
        titik("job_selesai")
    except Exception as error:
        _failed(worker.engine, job_id, error)
    return True


def _failed(engine: Engine, job_id: int, error: Exception) -> None:
    with transaction(engine) as session:
        job = session.get_one(Job, job_id)
        job.last_error = f"{type(error).__name__}: {error}"[:2000]
        job.lease_until = None
        if job.attempts >= TRIES:
            job.state = "mati"
            return
        wait = min(3600, 5 * 2 ** (job.attempts - 1))
        job.state = "siap"
        job.run_at = clock.now() + timedelta(seconds=wait * random.uniform(0.8, 1.2))  # noqa: S311


def work_all(worker: Worker, *, limit: int = 10_000) -> int:
    """Work until nothing is due; how many were done."""
    done = 0
    while done < limit and work_once(worker):
        done += 1
    return done


#: A message that was due this long ago means that no worker runs.
LATE: Final = timedelta(minutes=10)


def trouble(session: Session) -> tuple[int, int]:
    """How many messages were given up, and how many should have been worked long ago."""
    dead = select(func.count()).select_from(Job).where(Job.state == "mati")
    late = select(func.count()).select_from(Job).where(Job.state == "siap", Job.run_at < clock.now() - LATE)
    return session.scalar(dead) or 0, session.scalar(late) or 0


def waiting(session: Session) -> bool:
    """Whether any message may run now; reading only, so that an idle worker never takes a writer's lock."""
    at = clock.now()
    ready = or_(and_(Job.state == "siap", Job.run_at <= at), and_(Job.state == "jalan", Job.lease_until < at))
    return session.scalar(select(Job.id).where(ready).limit(1)) is not None
