"""When the worker sweeps, and when it goes the round of all that is open."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete
from sqlalchemy.orm import Session

from eoffice import clock, outbox
from eoffice.outbox import Job
from eoffice.tenggat.actions.aturan import susun_ulang

SELANG: Final = timedelta(minutes=1)
TOPIK: Final = "tenggat.sapu"


def jadwalkan(session: Session) -> None:
    """Leave the message of the next sweep, and that of today's round."""
    berikut(session, timedelta())
    susun_ulang(session, f"hari:{clock.today()}")


def berikut(session: Session, delay: timedelta) -> None:
    """Leave the message of the next sweep: one in a minute, whoever asks; old ones are swept away."""
    at: datetime = clock.now() + delay
    old = delete(Job).where(Job.topic == TOPIK, Job.state == "selesai", Job.run_at < at - timedelta(hours=1))
    session.execute(old)
    exact = f"{at:%Y%m%d%H%M%S.%f}" if timedelta() < delay < SELANG else f"{at:%Y%m%d%H%M}"
    outbox.enqueue(session, "tenggat.sapu", dedup_key=f"{TOPIK}:{exact}", delay=delay)
