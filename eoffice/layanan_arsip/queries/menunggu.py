"""What waits for somebody's decision in the archive's services: beside the menu of every page, so in one statement."""

from functools import lru_cache

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.db import counted
from eoffice.layanan_arsip.queries.akses import masuk
from eoffice.layanan_arsip.queries.pinjam import Bawahan, bawahan, perlu_putusan


def menunggu(session: Session, actor: Actor) -> dict[str, int]:
    """How many requests to read, and to borrow, wait for the actor, by the address of the menu; empty where none can."""
    decides, heads = bool(actor.arsip_opd_ids or actor.pimpinan_opd_ids), bawahan(session, actor)
    if not decides and not heads:
        return {}
    session.flush()  # a statement of the connection does not ask for it by itself
    akses, pinjam = session.connection().execute(_asked(actor, heads)).tuples().one()
    return {"/akses": akses if decides else 0, "/peminjaman": pinjam}


@lru_cache(maxsize=256)
def _asked(actor: Actor, heads: Bawahan) -> Select[tuple[int, int]]:
    return select(counted(masuk(actor)).scalar_subquery(), counted(perlu_putusan(actor, heads)).scalar_subquery())
