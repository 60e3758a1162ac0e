"""What waits for somebody's decision in the archive's services: beside the menu of every page, so in one statement."""

from functools import lru_cache

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.db import counted
from eoffice.layanan_arsip.queries.akses import masuk
from eoffice.layanan_arsip.queries.pinjam import melayani, perlu_putusan


def menunggu(session: Session, actor: Actor) -> dict[str, int]:
    """How many requests to read, and to borrow, wait for the actor, by the address of the menu; empty where none can."""
    if not melayani(session, actor):
        return {}
    session.flush()  # a statement of the connection does not ask for it by itself
    akses, pinjam = session.connection().execute(_asked(actor)).tuples().one()
    return {"/akses": akses if actor.arsip_opd_ids | actor.pimpinan_opd_ids else 0, "/peminjaman": pinjam}


@lru_cache(maxsize=256)
def _asked(actor: Actor) -> Select[tuple[int, int]]:
    return select(counted(masuk(actor)).scalar_subquery(), counted(perlu_putusan(actor)).scalar_subquery())
