"""Filling the replica: what it lacks is copied by the worker, checked on the way out and on the way in."""

from datetime import timedelta
from typing import Final

from sqlalchemy import select, update

from eoffice import clock
from eoffice.db import reading, transaction
from eoffice.errors import Damaged, Unavailable
from eoffice.simpanan import queries
from eoffice.simpanan.actions.periksa import kedua_tempat
from eoffice.simpanan.models import Objek
from eoffice.storage import Blob, BlobStore
from eoffice.web.services import Services

SEKALI: Final = 100
#: Minutes to the next try after so many failures.
TUNGGU: Final = (1, 5, 30, 120, 720)


def salin(services: Services, *, paling_banyak: int = 1000) -> int:
    """Copy to the replica what it lacks, at most so many objects; how many were copied.

    Nothing is locked meanwhile. Whoever writes does not wait for it; what fails is tried again later. A replica that is
    away ends the round at once and costs no object its turn.
    """
    utama, replika = kedua_tempat(services.store)
    if replika is None:
        return 0
    done = 0
    while done < paling_banyak:
        with reading(services.engine) as session:
            rows = session.scalars(queries.belum_direplika(clock.now(), min(SEKALI, paling_banyak - done)))
            lump = [(row.id, row.blob, row.replika_coba) for row in rows]
        if not lump:
            break
        good, bad, away = [], [], False
        for objek_id, blob, tries in lump:
            try:
                if not _sound(replika, blob):
                    with utama.open(blob) as source:
                        replika.salin(blob, source)
                good.append(objek_id)
            except Damaged:
                bad.append((objek_id, tries))
            except Unavailable:
                away = True
                break
        with transaction(services.engine) as session:
            session.execute(update(Objek).where(Objek.id.in_(good)).values(replika_at=clock.now(), replika_coba=0))
            for objek_id, tries in bad:
                wait = timedelta(minutes=TUNGGU[min(tries, len(TUNGGU) - 1)])
                again = {"replika_coba": tries + 1, "replika_lagi_at": clock.now() + wait}
                session.execute(update(Objek).where(Objek.id == objek_id).values(again))
        done += len(good)
        if away:
            break
    return done


def _sound(replika: BlobStore, blob: Blob) -> bool:
    """Whether the replica has these bytes already; a copy of the right size may still be a wrong one."""
    if not replika.exists(blob):
        return False
    try:
        replika.open(blob).close()
    except Damaged:
        return False
    return True


def lupakan_replika(services: Services) -> int:
    """Begin anew, as after another replica was named: every object is looked for there again; how many."""
    with transaction(services.engine) as session:
        known = select(Objek.id).where(Objek.replika_at.is_not(None))
        many = len(session.scalars(known).all())
        session.execute(update(Objek).values(replika_at=None, replika_coba=0, replika_lagi_at=None))
    return many
