"""Keeping the sums of months: made anew from the days of a month that changed, so a fold costs at most one month of rows."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Date, case, delete, func, insert, literal, select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.laporan import queries
from eoffice.laporan.adopsi import HITUNG, Jejak
from eoffice.laporan.models import UKURAN, RAdopsi, RAdopsiBulan, RBulan, RHarian, RWaktuBulan, WaktuSurat
from eoffice.laporan.queries.bulanan import Jam, jam
from eoffice.laporan.states import month_start

TABLES: Final = (RBulan, RAdopsiBulan, RWaktuBulan)
"""Everything this module keeps; emptied together."""
Kunci = tuple[int, date]
"""A perangkat daerah and the first day of a month."""


def kertas(session: Session, hari: Iterable[Kunci]) -> None:
    """Add up the months of these perangkat daerah and days again, from their daily counters as they stand now."""
    names = ("versi", "skenario")
    _susun(session, RBulan, RHarian, hari, names, [func.sum(getattr(RHarian, name)) for name in UKURAN], UKURAN)


def adopsi(session: Session, hari: Iterable[Kunci]) -> None:
    """The same for the adoption counts."""
    last = [func.max(case((column > 0, RAdopsi.tanggal))) for column in (RAdopsi.lahir_digital, RAdopsi.tindakan)]
    sums = [func.sum(getattr(RAdopsi, name)) for name in HITUNG]
    _susun(session, RAdopsiBulan, RAdopsi, hari, (), [*sums, *last], (*HITUNG, "terbit", "tindak"))


def _susun(
    session: Session,
    table: type[Any],
    daily: type[Any],
    hari: Iterable[Kunci],
    by: tuple[str, ...],
    values: list[Any],
    names: tuple[str, ...],
) -> None:
    months: dict[date, set[int]] = defaultdict(set)
    for opd, day in hari:
        months[day.replace(day=1)].add(opd)
    session.flush()
    for month, opd_ids in sorted(months.items()):
        some = sorted(opd_ids)
        gone = delete(table).where(table.bulan == month, table.opd_id.in_(some))
        session.execute(gone.execution_options(synchronize_session=False))
        group = [daily.opd_id, *(getattr(daily, name) for name in by)]
        made = (
            select(literal(month, Date()), *group, *values)
            .where(daily.opd_id.in_(some), daily.tanggal >= month, daily.tanggal < month_start(month, -1))
            .group_by(*group)
        )
        session.execute(insert(table).from_select(["bulan", "opd_id", *by, *names], made))


Kohort = dict[Kunci, list[Jam]]


def jam_lama(session: Session, naskah: Iterable[str]) -> Kohort:
    """What the stored clocks of these naskah add to their months."""
    found: Kohort = defaultdict(list)
    for some in queries.chunks(naskah):
        rows = session.execute(
            select(
                WaktuSurat.opd_id,
                WaktuSurat.registrasi_at,
                WaktuSurat.disposisi_at,
                WaktuSurat.selesai_at,
                WaktuSurat.batas_selesai_at,
                WaktuSurat.detik_disposisi,
            ).where(WaktuSurat.naskah.in_(some), WaktuSurat.perlu_disposisi)
        )
        for opd, at, given, done, limit, seconds in rows:
            found[opd, _bulan(at)].append(jam(given, done, limit, seconds))
    return found


def waktu(session: Session, lama: Kohort, fresh: Iterable[Jejak]) -> None:
    """Take the old clocks out of their months and put the new ones in; a month without any leaves no row."""
    baru: Kohort = defaultdict(list)
    last: dict[Kunci, datetime] = {}
    for each in fresh:
        surat = each.surat
        if surat is None or not surat.perlu_disposisi:
            continue
        key = (int(surat.opd), _bulan(surat.registrasi))
        baru[key].append(jam(surat.disposisi, surat.selesai, surat.batas_selesai, surat.detik_disposisi))
        ends = [at for at in (surat.disposisi, surat.selesai, last.get(key)) if at is not None]
        if ends:
            last[key] = max(ends)
    for key in lama.keys() | baru.keys():
        _ganti(session, key, lama.get(key, []), baru.get(key, []), last.get(key))
    session.flush()


def _ganti(session: Session, key: Kunci, lama: list[Jam], baru: list[Jam], last: datetime | None) -> None:
    row = session.get(RWaktuBulan, (key[1], key[0]))
    if row is None:
        row = RWaktuBulan(bulan=key[1], opd_id=key[0], menunggu=0, selesai=0, tepat=0, detik=[])
        session.add(row)
        session.flush()
    seconds = list(row.detik)
    for one in lama:
        if one.detik is not None:
            at = bisect_left(seconds, one.detik)
            del seconds[at : at + seconds[at : at + 1].count(one.detik)]
    for one in baru:
        if one.detik is not None:
            insort(seconds, one.detik)
    for name in ("menunggu", "selesai", "tepat"):
        change = sum(getattr(one, name) for one in baru) - sum(getattr(one, name) for one in lama)
        setattr(row, name, getattr(row, name) + change)
    row.detik = seconds
    row.terakhir_at = max((at for at in (row.terakhir_at, last) if at is not None), default=None)
    if not (seconds or row.menunggu or row.selesai):
        session.delete(row)


def _bulan(at: datetime) -> date:
    return clock.wib(at).date().replace(day=1)
