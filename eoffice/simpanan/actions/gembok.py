"""Locks in the store itself: what must not be deleted, not even the store's own administrator deletes."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from eoffice import clock
from eoffice.db import reading, transaction
from eoffice.errors import Damaged, Unavailable
from eoffice.simpanan import queries
from eoffice.simpanan.actions.periksa import kedua_tempat
from eoffice.simpanan.models import Objek
from eoffice.simpanan.states import Gembok
from eoffice.storage import BlobStore, Menolak
from eoffice.web.services import Services

SEKALI: Final = 200
#: Refusals in a row after which the key surely may not lock at all.
DITOLAK: Final = 20

#: Id, hold, date.
_Asked = tuple[int, bool, date | None]


def gembok(services: Services, *, paling_banyak: int = 1000) -> int:
    """Bring the locks of filed objects up to what their berkas asks for; how many were set or lifted.

    Permanen, vital, terjaga, held and not yet running: on hold until that ends. With a date: until that date, which the
    store keeps whatever happens. Due and open to destruction: let go. One that is gone, or refused, keeps no other from
    its turn.
    """
    utama, _ = kedua_tempat(services.store)
    if not utama.bergembok():
        return 0
    done = tried = refused = 0
    for asked in _asked(services):
        changed: dict[int, tuple[Gembok, date | None]] = {}
        away = False
        for row, (_, tahan, sampai) in asked:
            tried += 1
            try:
                changed[row.id] = _set(utama, row, tahan=tahan, sampai=sampai)
                refused = 0
            except Damaged:
                continue  # gone: the fixity check tells
            except Menolak:
                refused += 1
                away = refused >= DITOLAK
            except Unavailable:
                away = True
            if away:
                break
        _keep(services, changed)
        done += len(changed)
        if away or tried >= paling_banyak:
            break
    return done


def _asked(services: Services) -> Iterator[list[tuple[Objek, _Asked]]]:
    """What is to change, some at a time, each object once."""
    for listed in (queries.perlu_digembok, queries.tanpa_berkas):
        after = 0
        while True:
            with reading(services.engine) as session:
                rows = [_plain(row) for row in session.execute(listed(SEKALI, after))]
                known = {o.id: o for o in session.query(Objek).where(Objek.id.in_([r[0] for r in rows]))}
                session.expunge_all()
            if not rows:
                break
            after = rows[-1][0]
            yield [(known[row[0]], row) for row in rows if row[0] in known]


def _plain(row: Any) -> _Asked:
    return (row[0], bool(row[1]), row[2]) if len(row) > 1 else (row[0], False, None)


def _set(store: BlobStore, row: Objek, *, tahan: bool, sampai: date | None) -> tuple[Gembok, date | None]:
    """Lock or let go; what the ledger then says. A date that the store has promised stays promised."""
    today = clock.today()
    until = None if tahan or sampai is None or sampai < today else sampai
    store.gembok(row.blob, tahan=tahan, sampai=until)
    promised = max((d for d in (row.gembok_sampai, until) if d is not None and d >= today), default=None)
    if tahan:
        return Gembok.TAHAN, promised
    return (Gembok.RETENSI, promised) if promised is not None else (Gembok.TANPA, None)


def _keep(services: Services, changed: dict[int, tuple[Gembok, date | None]]) -> None:
    if not changed:
        return
    with transaction(services.engine) as session:
        for row in session.query(Objek).where(Objek.id.in_(changed)):
            (row.gembok, row.gembok_sampai), row.gembok_at = changed[row.id], clock.now()
