"""The nightly comparison: every stored row computed again from the log, and every sum added again (metrik.md 4.2).

It goes in small portions, so that nobody waits for it: first the rows of each naskah against its events, then the cells
of the days against the rows. Together they say that the rollups equal a computation from zero.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from eoffice import clock, outbox
from eoffice.laporan import queries
from eoffice.laporan.adopsi import HITUNG, Hitung, jejak
from eoffice.laporan.kertas import Skenario, Ukuran
from eoffice.laporan.models import (
    UKURAN,
    HitunganNaskah,
    KepalaLipatan,
    KontribusiNaskah,
    PelakuNaskah,
    PenggunaBulan,
    RAdopsi,
    RHarian,
)
from eoffice.laporan.queries import bulanan
from eoffice.organisasi import kalender
from eoffice.outbox import Job
from eoffice.peristiwa.models import Peristiwa

TOPIC: Final = "laporan.bayangan"
SEKALIGUS: Final = 500
"""Naskah of one portion: about a second."""
JEDA: Final = timedelta(seconds=3)
JAM_MULAI: Final = 1
"""Hour WIB from which the comparison of a night may begin."""


def malam(session: Session) -> bool:
    """Leave the message that begins tonight's comparison, once; whether it was left now."""
    at, head = clock.wib(clock.now()), session.get(KepalaLipatan, 1)
    done = head is None or (head.bayangan_at is not None and clock.wib(head.bayangan_at).date() >= at.date())
    if done or at.hour < JAM_MULAI or session.scalar(_alive()) is not None:
        return False
    outbox.enqueue(session, "laporan.bayangan", dedup_key=f"{TOPIC}:{at:%Y%m%d}")
    return True


def _alive() -> Select[tuple[int]]:
    return select(Job.id).where(Job.topic == TOPIC, Job.state.in_(("siap", "jalan"))).limit(1)


def bandingkan(session: Session, *, kunci: str = "", beda: int = 0, sel: str = "") -> bool:
    """Compare one portion and leave the message of the next; True when this was the last one.

    Args:
        kunci: the last naskah that was compared; beda, sel: how many cells differed so far, and the first of them.
    """
    head = session.get(KepalaLipatan, 1)
    if head is None:
        return True
    keys = list(
        session.scalars(
            select(Peristiwa.naskah)
            .where(Peristiwa.naskah > kunci, Peristiwa.urut <= head.urut)
            .distinct()
            .order_by(Peristiwa.naskah)
            .limit(SEKALIGUS)
        )
    )
    odd = list(_beda_naskah(session, [key for key in keys if key is not None], head.urut))
    if keys:
        first = sel or (odd[0] if odd else "")
        outbox.enqueue(session, "laporan.bayangan", delay=JEDA, kunci=keys[-1], beda=beda + len(odd), sel=first)
        return False
    odd = list(_beda_jumlah(session))
    head.bayangan_at, head.bayangan_beda = clock.now(), beda + len(odd)
    head.bayangan_sel = (sel or (odd[0] if odd else ""))[:300]
    session.flush()
    return True


def _beda_naskah(session: Session, keys: list[str], urut: int) -> Iterator[str]:
    """Rows of these naskah that their events do not confirm; those with events behind the watermark wait for tomorrow."""
    late = {
        key
        for some in queries.chunks(keys)
        for key in session.scalars(select(Peristiwa.naskah).where(Peristiwa.naskah.in_(some), Peristiwa.urut > urut))
    }
    chosen = {key for key in keys if key not in late}
    folded, calendar = queries.lipatan(session, chosen, queries.ketentuan(session)), kalender.berlaku(session)
    printed = queries.dicetak_penerima(session, chosen, folded)
    paper: dict[tuple[Any, ...], Ukuran] = {}
    counts: dict[tuple[Any, ...], Hitung] = {}
    people: set[tuple[Any, ...]] = set()
    for key in chosen:
        for pos in folded.kontribusi[key].pos if key in folded.kontribusi else ():
            for s in Skenario:
                cell = (key, pos.opd, pos.tanggal, pos.versi, s)
                paper[cell] = paper.get(cell, Ukuran()) + pos.ukuran(s)
        made = jejak(key, folded.sah(key), calendar, dicetak_penerima=key in printed)
        counts |= {(key, *day): hitung for day, hitung in made.hitung.items()}
        people |= {(key, opd, bulan, akun) for opd, bulan, akun in made.pelaku}
    kept = {
        (r.naskah, r.opd_id, r.tanggal, r.versi, r.skenario): r.ukuran for r in queries.kontribusi_of(session, chosen)
    }
    held = {(r.naskah, r.opd_id, r.tanggal): r.hitung for r in queries.of_keys(session, HitunganNaskah, chosen)}
    who = {(r.naskah, r.opd_id, r.bulan, r.akun) for r in queries.of_keys(session, PelakuNaskah, chosen)}
    yield from (f"kontribusi {k[0]} {k[2]} {k[4]}" for k in paper.keys() | kept.keys() if paper.get(k) != kept.get(k))
    yield from (f"hitungan {k[0]} {k[2]}" for k in counts.keys() | held.keys() if counts.get(k) != held.get(k))
    yield from (f"pelaku {k[0]} {k[2]}" for k in people ^ who)


def _beda_jumlah(session: Session) -> Iterator[str]:
    """Cells of the days, and of the months, that are not the sum of their rows; and rows of no naskah of the log."""
    day = ("opd_id", "tanggal", "versi", "skenario")
    yield from _beda_tabel(session, "r_harian", RHarian, KontribusiNaskah, day, UKURAN)
    yield from _beda_tabel(session, "r_adopsi", RAdopsi, HitunganNaskah, day[:2], HITUNG)
    yield from bulanan.beda(session)
    month = (PelakuNaskah.bulan, PelakuNaskah.opd_id, PelakuNaskah.akun)
    summed = {tuple(row[:3]): int(row[3]) for row in session.execute(select(*month, func.count()).group_by(*month))}
    held = {(r.bulan, r.opd_id, r.akun): r.banyak for r in session.scalars(select(PenggunaBulan))}
    yield from (f"pengguna {k[0]} {k[1]}" for k in summed.keys() | held.keys() if summed.get(k) != held.get(k))
    for table in (KontribusiNaskah, HitunganNaskah, PelakuNaskah):
        known = select(Peristiwa.urut).where(Peristiwa.naskah == table.naskah).exists()
        yield from (f"tanpa peristiwa {key}" for key in session.scalars(select(table.naskah).where(~known).distinct()))


def _beda_tabel(
    session: Session, name: str, cells: type[Any], rows: type[Any], by: tuple[str, ...], values: tuple[str, ...]
) -> Iterator[str]:
    def columns(table: type[Any], wrap: Callable[[Any], Any]) -> list[Any]:
        return [wrap(getattr(table, value)) for value in values]

    group = [getattr(rows, key) for key in by]
    added = session.execute(select(*group, *columns(rows, func.sum)).group_by(*group))
    n, zero = len(by), (0,) * len(values)
    summed = {tuple(row[:n]): tuple(int(v) for v in row[n:]) for row in added}
    kept = session.execute(select(*(getattr(cells, key) for key in by), *columns(cells, lambda column: column)))
    held = {tuple(row[:n]): tuple(row[n:]) for row in kept}
    for key in summed.keys() | held.keys():
        if summed.get(key, zero) != held.get(key, zero):
            yield " ".join([name, *map(str, key)])
