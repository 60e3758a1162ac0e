"""Keeping the rollup: fold new events in, exactly once, whatever their order (metrik.md 4.2)."""

import time
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from itertools import islice
from typing import Any, Final

from sqlalchemy import Engine, Select, delete, insert, select
from sqlalchemy.orm import Session

from eoffice import clock, outbox
from eoffice.db import reading, transaction
from eoffice.laporan import queries
from eoffice.laporan.actions import bulanan, cacah
from eoffice.laporan.kertas import Ketentuan, Kontribusi, Skenario, Ukuran
from eoffice.laporan.models import UKURAN, KepalaLipatan, KontribusiNaskah, KoreksiRujukan, RHarian
from eoffice.organisasi import kalender
from eoffice.outbox import Job
from eoffice.peristiwa import queries as peristiwa

TOPIC: Final = "laporan.lipat"
SELANG: Final = timedelta(minutes=1)
SEKALIGUS: Final = 2000
"""Events of one fold, so that nobody waits long for the writer."""
SEGAR: Final = 500
"""The same while somebody waits for a page."""
PERTAMA: Final = 1

Kunci = tuple[Any, ...]


def lipat(session: Session, *, batas: int = SEKALIGUS, ketentuan: Ketentuan | None = None) -> int:
    """Take up to `batas` new events into the rollup; how many there were.

    Every naskah they touch is taken out with its old contribution and put in with its new one, so late events,
    corrections and a second run all lead to what a computation from zero gives. Two folds never overlap: the head row
    is locked until the commit.

    Raises:
        ValueError: the log has a gap, so whatever lies beyond it would be wrong.
    """
    head = _head(session)
    if head.kalender and head.kalender != kalender.berlaku(session).versi:
        _kosongkan(session, head)
    rows = list(islice(peristiwa.after(session, head.urut), batas))
    if not rows:
        return 0
    _insert(session, KoreksiRujukan, queries.rujukan_koreksi(rows))
    _tarik_ganti(session, queries.touched(session, rows), ketentuan or queries.ketentuan(session))
    head.urut, head.at, head.kalender = rows[-1].urut, clock.now(), kalender.berlaku(session).versi
    session.flush()
    return len(rows)


def susun_ulang(
    session: Session, *, ketentuan: Ketentuan | None = None, tell: Callable[[int], None] = lambda _done: None
) -> int:
    """Throw the rollup away and fold the whole log again; how many events there were.

    Args:
        tell: is told after each fold how many are done.
    """
    _kosongkan(session, _head(session))
    done = 0
    while folded := lipat(session, ketentuan=ketentuan):
        done += folded
        tell(done)
    return done


def _kosongkan(session: Session, head: KepalaLipatan) -> None:
    """Empty every rollup; the next folds fill them again, with the calendar that holds now."""
    for table in (RHarian, KontribusiNaskah, KoreksiRujukan, *cacah.TABLES):
        session.execute(delete(table))
    session.expire_all()
    head.urut, head.kalender = 0, kalender.berlaku(session).versi
    session.flush()


def mulai(session: Session) -> None:
    """See to it that the worker folds every minute; one message at a time lives in the outbox."""
    if session.scalar(_alive()) is None:
        berikut(session, SELANG)


def _alive() -> Select[tuple[int]]:
    return select(Job.id).where(Job.topic == TOPIC, Job.state.in_(("siap", "jalan"))).limit(1)


def berikut(session: Session, delay: timedelta) -> None:
    """Leave the message of the next fold; one per minute, whoever asks. Old ones are swept away."""
    at = clock.now() + delay
    session.execute(delete(Job).where(Job.topic == TOPIC, Job.state == "selesai", Job.run_at < at - timedelta(hours=1)))
    kunci = f"{TOPIC}:{at:%Y%m%d%H%M}" if delay >= SELANG else f"{TOPIC}:{at:%Y%m%d%H%M%S.%f}"
    outbox.enqueue(session, "laporan.lipat", dedup_key=kunci, delay=delay)


def _head(session: Session) -> KepalaLipatan:
    locked = select(KepalaLipatan).where(KepalaLipatan.id == PERTAMA).with_for_update()
    found = session.scalar(locked.execution_options(populate_existing=True))
    if found is None:
        found = KepalaLipatan(id=PERTAMA, urut=0, at=clock.now(), kalender=kalender.berlaku(session).versi)
        session.add(found)
        session.flush()
    return found


def _tarik_ganti(session: Session, naskah: set[str], ketentuan: Ketentuan) -> None:
    folded = queries.lipatan(session, naskah, ketentuan)
    if more := queries.asal(session, naskah, folded):  # a copy was printed, which tells on its origin
        naskah = naskah | more
        folded = queries.lipatan(session, naskah, ketentuan)
    change: dict[Kunci, Ukuran] = {}
    for old in queries.kontribusi_of(session, naskah):
        _add(change, (old.opd_id, old.tanggal, old.versi, old.skenario), -old.ukuran)
    rows = _rows(folded.kontribusi[key] for key in naskah if key in folded.kontribusi)
    for key, ukuran in rows.items():
        _add(change, key[1:], ukuran)
    for some in queries.chunks(naskah):
        gone = delete(KontribusiNaskah).where(KontribusiNaskah.naskah.in_(some))
        session.execute(gone.execution_options(synchronize_session=False))
    names = ("naskah", "opd_id", "tanggal", "versi", "skenario")
    _insert(session, KontribusiNaskah, [_values(names, key, ukuran) for key, ukuran in rows.items()])
    _book(session, change)
    cacah.tarik_ganti(session, naskah, folded)


def _rows(kontribusi: Iterable[Kontribusi]) -> dict[Kunci, Ukuran]:
    found: dict[Kunci, Ukuran] = {}
    for each in kontribusi:
        for pos in each.pos:
            for skenario in Skenario:
                key = (each.naskah, pos.opd, pos.tanggal, pos.versi, skenario)
                _add(found, key, pos.ukuran(skenario))
    return found


def _book(session: Session, change: Mapping[Kunci, Ukuran]) -> None:
    """Add the changes to the daily counters; a day that comes to nothing leaves no row."""
    names = ("opd_id", "tanggal", "versi", "skenario")
    change = {key: ukuran for key, ukuran in change.items() if ukuran != Ukuran()}
    held = {
        (r.opd_id, r.tanggal, r.versi, r.skenario): r
        for r in queries.harian(session, {key[1] for key in change}, {key[0] for key in change})
    }
    fresh = []
    for key, ukuran in change.items():
        row = held.get(key)
        if row is None:
            fresh.append(_values(names, key, ukuran))
        elif (total := row.ukuran + ukuran) == Ukuran():
            session.delete(row)
        else:
            row.take(total)
    session.flush()
    _insert(session, RHarian, fresh)
    bulanan.kertas(session, {(opd, day) for opd, day, *_ in change})


def _add(target: dict[Kunci, Ukuran], key: Kunci, ukuran: Ukuran) -> None:
    target[key] = target.get(key, Ukuran()) + ukuran


def _values(names: tuple[str, ...], key: Kunci, ukuran: Ukuran) -> dict[str, Any]:
    return dict(zip(names, key, strict=True)) | {name: getattr(ukuran, name) for name in UKURAN}


def _insert(session: Session, table: type[Any], rows: list[dict[str, Any]]) -> None:
    if rows:
        session.execute(insert(table), rows)


def segarkan(engine: Engine, *, paling_lama: float = 2.0) -> None:
    """Bring the figures forward before a report is shown, for at most so many seconds; the worker does the rest.

    The caller holds no transaction. A log with a gap leaves the figures where they are; the page says how far that is,
    and the worker's message fails where an operator sees it.
    """
    with reading(engine) as session:
        if not queries.keadaan(session).tertinggal and session.scalar(_alive()) is not None:
            return
    end = time.monotonic() + paling_lama
    more = True
    while more and time.monotonic() < end:
        try:
            with transaction(engine) as session:
                more = lipat(session, batas=SEGAR) == SEGAR
                mulai(session)
        except ValueError:
            return
