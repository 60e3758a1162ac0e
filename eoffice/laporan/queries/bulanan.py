"""Spans read from the sums of months; only the parts of a month at their ends are read by day."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import chain
from typing import Any

from sqlalchemy import Date, Subquery, func, literal, select, union_all
from sqlalchemy.orm import Session

from eoffice.clock import WIB
from eoffice.laporan.adopsi import HITUNG, Kuantil
from eoffice.laporan.models import UKURAN, RAdopsi, RAdopsiBulan, RBulan, RHarian, RWaktuBulan, WaktuSurat
from eoffice.laporan.states import Rentang, month_start

HARIAN: Mapping[type[Any], type[Any]] = {RBulan: RHarian, RAdopsiBulan: RAdopsi}
"""From which table of days each table of months is made."""


def bagi(session: Session, table: type[Any], rentang: Rentang) -> tuple[Rentang, list[Rentang]]:
    """The whole months of a span, and what is left of it in days, at most two pieces in one month each.

    A last month that has no days behind the span counts as whole, as the running month nearly always does.
    """
    first = rentang.dari if rentang.dari.day == 1 else month_start(rentang.dari, -1)
    last = rentang.sampai.replace(day=1)
    day = HARIAN[table].tanggal
    if rentang.sampai.day != 1 and first <= last:
        behind = select(day).where(day >= rentang.sampai, day < month_start(last, -1)).limit(1)
        last = last if session.scalar(behind) else month_start(last, -1)
    if first > last:
        return Rentang(first, first), [rentang]
    pieces = (Rentang(rentang.dari, first), Rentang(last, rentang.sampai))
    return Rentang(first, last), [each for each in pieces if each.dari < each.sampai]


def sumber(session: Session, table: type[Any], rentang: Rentang, kolom: Sequence[str]) -> Subquery:
    """Rows of months, and of days where the span has only part of one, with these columns, `opd_id` and `bulan`."""
    whole, pieces = bagi(session, table, rentang)
    daily = HARIAN[table]
    parts = [
        select(table.opd_id, table.bulan.label("bulan"), *(getattr(table, name) for name in kolom)).where(
            table.bulan >= whole.dari, table.bulan < whole.sampai
        )
    ]
    for each in pieces:
        month = literal(each.dari.replace(day=1), Date())
        parts.append(
            select(daily.opd_id, month.label("bulan"), *(getattr(daily, name) for name in kolom)).where(
                daily.tanggal >= each.dari, daily.tanggal < each.sampai
            )
        )
    return (union_all(*parts) if len(parts) > 1 else parts[0]).subquery()


@dataclass(frozen=True)
class Kohort:
    """The clocks of the surat that a perangkat daerah registered in a span, see `RWaktuBulan`."""

    menunggu: int
    selesai: int
    tepat: int
    detik: Sequence[int]


def kohort(session: Session, rentang: Rentang, pada: datetime) -> dict[int, Kohort] | None:
    """The cohorts of a whole month; None when the span is no month, or holds what happened at `pada` or later."""
    if rentang.dari.day != 1 or rentang.sampai != month_start(rentang.dari, -1):
        return None
    rows = session.execute(
        select(
            RWaktuBulan.opd_id,
            RWaktuBulan.menunggu,
            RWaktuBulan.selesai,
            RWaktuBulan.tepat,
            RWaktuBulan.detik,
            RWaktuBulan.terakhir_at,
        ).where(RWaktuBulan.bulan == rentang.dari)
    ).all()
    if any(last is not None and last >= pada for *_, last in rows):
        return None
    return {opd: Kohort(*values) for opd, *values, _ in rows}


def kuantil(kohort: Sequence[Kohort]) -> Kuantil:
    """Median and 90th percentile by nearest rank; what still waits stands at the end of the list (metrik.md 2.1)."""
    seconds = kohort[0].detik if len(kohort) == 1 else sorted(chain.from_iterable(each.detik for each in kohort))
    n = len(seconds) + sum(each.menunggu for each in kohort)

    def at(per_seratus: int) -> int | None:
        rank = max(1, -(-per_seratus * n // 100))
        return seconds[rank - 1] if rank <= len(seconds) else None

    return Kuantil(n, at(50), at(90))


def rentang_bulan(session: Session) -> list[date]:
    """Every month from the first to the last of which any row is kept."""
    ends = [
        *session.execute(select(func.min(RHarian.tanggal), func.max(RHarian.tanggal))).one(),
        *session.execute(select(func.min(RAdopsi.tanggal), func.max(RAdopsi.tanggal))).one(),
    ]
    for table in (RBulan, RAdopsiBulan, RWaktuBulan):
        ends += session.execute(select(func.min(table.bulan), func.max(table.bulan))).one()
    known = [each for each in ends if each is not None]
    return Rentang(min(known), max(known) + timedelta(days=1)).bulan() if known else []


def beda(session: Session) -> Iterator[str]:
    """Cells of the months that are not the sum of their days, or of the clocks of their surat."""
    for month in rentang_bulan(session):
        yield from _beda(session, "r_bulan", RBulan, month, ("opd_id", "versi", "skenario"), UKURAN)
        yield from _beda(session, "r_adopsi_bulan", RAdopsiBulan, month, ("opd_id",), HITUNG)
        held = {
            row.opd_id: (row.menunggu, row.selesai, row.tepat, row.detik)
            for row in session.scalars(select(RWaktuBulan).where(RWaktuBulan.bulan == month))
        }
        made = waktu_bulan(session, month)
        yield from (
            f"r_waktu_bulan {opd} {month}" for opd in held.keys() | made.keys() if held.get(opd) != made.get(opd)
        )


def waktu_bulan(session: Session, bulan: date) -> dict[int, tuple[int, int, int, list[int]]]:
    """`menunggu`, `selesai`, `tepat` and `detik` of a month by perangkat daerah, from the clock of each surat."""
    rows = session.execute(
        select(
            WaktuSurat.opd_id,
            WaktuSurat.disposisi_at,
            WaktuSurat.selesai_at,
            WaktuSurat.batas_selesai_at,
            WaktuSurat.detik_disposisi,
        ).where(
            WaktuSurat.perlu_disposisi,
            WaktuSurat.registrasi_at >= datetime.combine(bulan, time(), WIB),
            WaktuSurat.registrasi_at < datetime.combine(month_start(bulan, -1), time(), WIB),
        )
    )
    found: dict[int, list[Jam]] = defaultdict(list)
    for opd, given, done, limit, seconds in rows:
        found[opd].append(jam(given, done, limit, seconds))
    return {opd: _jumlah(jams) for opd, jams in found.items()}


@dataclass(frozen=True)
class Jam:
    """What one surat adds to the cohort of its month."""

    menunggu: int
    selesai: int
    tepat: int
    detik: int | None


def jam(disposisi: datetime | None, selesai: datetime | None, batas: datetime, detik: int | None) -> Jam:
    """One surat that needs a disposisi; one that was completed without any has no waiting time."""
    return Jam(
        int(disposisi is None and selesai is None),
        int(selesai is not None),
        int(selesai is not None and selesai <= batas),
        detik if disposisi is not None else None,
    )


def _jumlah(jams: Sequence[Jam]) -> tuple[int, int, int, list[int]]:
    return (
        sum(each.menunggu for each in jams),
        sum(each.selesai for each in jams),
        sum(each.tepat for each in jams),
        sorted(each.detik for each in jams if each.detik is not None),
    )


def _beda(
    session: Session, name: str, table: type[Any], bulan: date, by: tuple[str, ...], values: tuple[str, ...]
) -> Iterator[str]:
    daily = HARIAN[table]
    group = [getattr(daily, key) for key in by]
    added = session.execute(
        select(*group, *(func.sum(getattr(daily, value)) for value in values))
        .where(daily.tanggal >= bulan, daily.tanggal < month_start(bulan, -1))
        .group_by(*group)
    )
    n = len(by)
    summed = {tuple(row[:n]): tuple(map(int, row[n:])) for row in added}
    chosen = [getattr(table, key) for key in (*by, *values)]
    held = {tuple(row[:n]): tuple(row[n:]) for row in session.execute(select(*chosen).where(table.bulan == bulan))}
    for key in summed.keys() | held.keys():
        if summed.get(key) != held.get(key):
            yield " ".join([name, *map(str, key), str(bulan)])
