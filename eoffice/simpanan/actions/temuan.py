"""What readers found damaged: told at once, looked at and healed by the worker within its next minute (OBJ-04)."""

from sqlalchemy import select

from eoffice import clock, outbox
from eoffice.db import reading, transaction
from eoffice.simpanan.actions.catat import catat
from eoffice.simpanan.actions.periksa import alarm, periksa_satu, trail
from eoffice.simpanan.models import Objek
from eoffice.storage import Berlapis
from eoffice.web.services import Services

TOPIK = "simpanan.rusak"


def laporkan(services: Services) -> int:
    """Leave a message for every damaged reading; how many. Call with no transaction open.

    The same object is told once an hour, however many people open it.
    """
    found = services.store.ambil_temuan() if isinstance(services.store, Berlapis) else []
    if not found:
        return 0
    hour = f"{clock.now():%Y%m%d%H}"
    with transaction(services.engine) as session:
        for key, replika in {t.kunci: t.dari_replika for t in found}.items():
            outbox.enqueue(
                session, "simpanan.rusak", dedup_key=f"{TOPIK}:{key}:{hour}", kunci=key, dari_replika=replika
            )
            session.flush()
    return len(found)


def urus(services: Services, kunci: str, dari_replika: bool) -> None:
    """Look at one object that a reader found damaged: mark it, heal it from the replica, tell the administrators."""
    with transaction(services.engine) as session:
        row = session.scalar(select(Objek).where(Objek.kunci == kunci))
        if row is None:
            catat(session)
    with reading(services.engine) as session:
        row = session.scalar(select(Objek).where(Objek.kunci == kunci))
        session.expunge_all()
    if row is None:
        return  # destroyed meanwhile
    periksa_satu(services, row)
    how = "pembaca mendapat salinan dari replika" if dari_replika else "pembaca tidak mendapat isinya"
    with transaction(services.engine) as session:
        again = session.get_one(Objek, row.id)
        trail(session, "simpanan.rusak_dibaca", again, how)
        alarm(session, again)
