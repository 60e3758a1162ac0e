"""The round of every day: reminders of paper that is out."""

from sqlalchemy.orm import Session

from eoffice import clock, outbox

TOPIK = "layanan_arsip.ingatkan"


def jadwalkan(session: Session) -> None:
    """Leave the message of today's round, once a day."""
    outbox.enqueue(session, "layanan_arsip.ingatkan", dedup_key=f"{TOPIK}:{clock.today().isoformat()}")
