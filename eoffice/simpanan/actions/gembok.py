"""Locks in the store itself: what must not be deleted, not even the store's own administrator deletes."""

from typing import Any, Final

from eoffice import clock
from eoffice.db import reading, transaction
from eoffice.errors import Damaged, Unavailable
from eoffice.simpanan import queries
from eoffice.simpanan.actions.periksa import kedua_tempat
from eoffice.simpanan.models import Objek
from eoffice.simpanan.states import Gembok
from eoffice.web.services import Services

SEKALI: Final = 200


def gembok(services: Services, *, paling_banyak: int = 1000) -> int:
    """Bring the locks of filed objects up to what their berkas asks for; how many were set or lifted.

    Permanen, vital, terjaga, held and not yet running: on hold until that ends. With a date: until that date, which the
    store keeps whatever happens. Due and open to destruction: let go.
    """
    utama, _ = kedua_tempat(services.store)
    if not utama.bergembok():
        return 0
    done = 0
    while done < paling_banyak:
        with reading(services.engine) as session:
            asked: list[tuple[int, bool, Any]] = [
                (row[0], bool(row[1]), row[2]) for row in session.execute(queries.perlu_digembok(SEKALI))
            ]
            asked += [(objek_id, False, None) for objek_id in session.scalars(queries.tanpa_berkas(SEKALI))]
            blobs = {row.id: row.blob for row in session.query(Objek).where(Objek.id.in_([a[0] for a in asked]))}
        if not asked:
            break
        changed: dict[int, tuple[Gembok, Any]] = {}
        for objek_id, tahan, sampai in asked:
            until = None if tahan or sampai is None or sampai < clock.today() else sampai
            try:
                utama.gembok(blobs[objek_id], tahan=tahan, sampai=until)
            except Damaged:
                continue  # gone: the fixity check tells
            except Unavailable:
                break
            kind = Gembok.TAHAN if tahan else Gembok.RETENSI if until is not None else Gembok.TANPA
            changed[objek_id] = (kind, until)
        with transaction(services.engine) as session:
            for objek_id, (kind, until) in changed.items():
                row = session.get(Objek, objek_id)
                if row is not None:
                    row.gembok, row.gembok_sampai, row.gembok_at = kind, until, clock.now()
        done += len(changed)
        if len(changed) < len(asked):
            break
    return done
