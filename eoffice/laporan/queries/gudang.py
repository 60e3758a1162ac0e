"""The paper ledger beside the model: entries by month, what they confirm, declarations, print servers (metrik.md 1.7)."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eoffice.laporan.kertas import Ketentuan, Skenario, Ukuran
from eoffice.laporan.kertas.hitung import bersih
from eoffice.laporan.kertas.konfirmasi import BulanGudang, Konfirmasi, jumlah
from eoffice.laporan.kertas.konfirmasi import konfirmasi as hitung_konfirmasi
from eoffice.laporan.models import CetakServer, PernyataanKertas, PersediaanKertas, RAdopsi, RBulan
from eoffice.laporan.queries import bulanan
from eoffice.laporan.queries.ketentuan import ketentuan as ketentuan_berlaku
from eoffice.laporan.queries.ketentuan import tahun_dasar
from eoffice.laporan.states import BULAN_PERNYATAAN, Rentang, month_start, tenggat_pernyataan
from eoffice.organisasi import kalender
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.waktu import Kalender

SABTU: Final = 5
Bulan = tuple[int, date]
"""A perangkat daerah and the first day of a month."""


def persediaan(
    session: Session, *, opd_id: int | None = None, dari: date | None = None, sampai: date | None = None
) -> dict[Bulan, PersediaanKertas]:
    """The entry that counts for each month: the newest one; months that were taken back are left out."""
    found = select(PersediaanKertas)
    if opd_id is not None:
        found = found.where(PersediaanKertas.opd_id == opd_id)
    if dari is not None:
        found = found.where(PersediaanKertas.bulan >= dari)
    if sampai is not None:
        found = found.where(PersediaanKertas.bulan < sampai)
    newest = {(row.opd_id, row.bulan): row for row in session.scalars(found.order_by(PersediaanKertas.id))}
    return {key: row for key, row in newest.items() if row.rim is not None}


def riwayat_persediaan(session: Session, opd_id: int, tahun: int) -> dict[date, list[PersediaanKertas]]:
    """Every entry of a year by month, newest first; corrections stand before what they correct."""
    rows = session.scalars(
        select(PersediaanKertas)
        .where(
            PersediaanKertas.opd_id == opd_id,
            PersediaanKertas.bulan >= date(tahun, 1, 1),
            PersediaanKertas.bulan < date(tahun + 1, 1, 1),
        )
        .order_by(PersediaanKertas.id.desc())
    )
    found: dict[date, list[PersediaanKertas]] = defaultdict(list)
    for row in rows:
        found[row.bulan].append(row)
    return dict(found)


def konfirmasi_per_opd(
    session: Session, rentang: Rentang, opd: Iterable[int], *, ketentuan: Ketentuan | None = None
) -> dict[int, Konfirmasi]:
    """What the ledger says for each of these perangkat daerah; a handful of statements, however many they are.

    Only whole months inside the span are compared, each with the same month of the baseline year.
    """
    units = sorted(opd)
    net = _lembar_tengah(session, rentang, ketentuan or ketentuan_berlaku(session))
    year = tahun_dasar(session, rentang.hari_terakhir)
    months = rentang.bulan()
    now = persediaan(session, dari=months[0], sampai=rentang.sampai)
    then = persediaan(session, dari=date(year, 1, 1), sampai=date(year + 1, 1, 1))
    whole = [m for m in months if m >= rentang.dari and month_start(m, -1) <= rentang.sampai and m.year > year]
    days = _hari(session, {year, *(month.year for month in whole)})
    found = {}
    for each in units:
        pairs = []
        for month in whole:
            held, before = now.get((each, month)), then.get((each, month.replace(year=year)))
            if held is not None and before is not None:
                pairs.append(_pasangan(before, held, net.get((each, month), Fraction()), days))
        potensi = sum((net.get((each, month), Fraction()) for month in months), Fraction())
        found[each] = hitung_konfirmasi(potensi, len(months), pairs, year)
    return found


def konfirmasi(
    session: Session, opd_id: int | None, rentang: Rentang, *, ketentuan: Ketentuan | None = None
) -> Konfirmasi:
    """What the store-room confirms of the saving of one perangkat daerah, or of the whole city for None.

    Show `potensi` and `terkonfirmasi` side by side; `terkonfirmasi` is None without ledger data.
    """
    if opd_id is not None:
        return konfirmasi_per_opd(session, rentang, [opd_id], ketentuan=ketentuan)[opd_id]
    units = [unit.id for unit in organisasi.all_opd(session)]
    return jumlah(konfirmasi_per_opd(session, rentang, units, ketentuan=ketentuan).values())


def _lembar_tengah(session: Session, rentang: Rentang, ketentuan: Ketentuan) -> dict[Bulan, Fraction]:
    """H, best estimate, in sheets by perangkat daerah and month."""
    held = bulanan.sumber(session, RBulan, rentang, ("versi", "skenario", "lembar_dasar", "lembar_nyata")).c
    keys = (held.opd_id, held.versi, held.bulan)
    rows = session.execute(
        select(*keys, func.sum(held.lembar_dasar), func.sum(held.lembar_nyata))
        .where(held.skenario == Skenario.TENGAH)
        .group_by(*keys)
    )
    found: dict[Bulan, Fraction] = defaultdict(Fraction)
    for opd, versi, month, dasar, nyata in rows:
        leak = ketentuan.versi(opd, versi).of("bocor", Skenario.TENGAH)
        net = bersih(Ukuran(lembar_dasar=int(dasar), lembar_nyata=int(nyata)), leak)
        found[opd, month] += Fraction(net.lembar, 1_000_000)
    return dict(found)


def _pasangan(
    dasar: PersediaanKertas, kini: PersediaanKertas, lembar: Fraction, hari: Callable[[date], int]
) -> BulanGudang:
    return BulanGudang(
        kini.bulan,
        dasar.rim or 0,
        kini.rim or 0,
        dasar.asn * hari(dasar.bulan),
        kini.asn * hari(kini.bulan),
        lembar,
    )


def hari_kerja(kalender_: Kalender, bulan: date, *, libur: bool = True) -> int:
    """Working days of a month.

    Args:
        libur: whether days off count as such; without them only Saturdays and Sundays are left out.
    """
    days = [bulan + timedelta(days=n) for n in range((month_start(bulan, -1) - bulan).days)]
    return sum(kalender_.is_hari_kerja(day) if libur else day.weekday() < SABTU for day in days)


def _hari(session: Session, tahun: Iterable[int]) -> Callable[[date], int]:
    """Working days of a month, counted alike in both years: days off only when the calendar knows those of each year."""
    calendar = kalender.berlaku(session)
    known = all(any(day.year == each for day in calendar.libur) for each in tahun)
    return cache(lambda month: hari_kerja(calendar, month, libur=known))


@dataclass(frozen=True)
class Triwulan:
    """Rim of a quarter (triwulan), of the perangkat daerah that have entries: for the bars of G8."""

    tahun: int
    nomor: int
    rim: int
    rupiah: int
    opd: int


def rim_per_triwulan(session: Session, opd_id: int | None, rentang: Rentang) -> list[Triwulan]:
    """The ledger by quarter, oldest first; quarters without any entry are left out."""
    rows: Mapping[Bulan, PersediaanKertas] = persediaan(
        session, opd_id=opd_id, dari=rentang.dari.replace(day=1), sampai=rentang.sampai
    )
    parts: dict[tuple[int, int], list[PersediaanKertas]] = defaultdict(list)
    for (_, month), row in rows.items():
        parts[month.year, (month.month + 2) // 3].append(row)
    return [
        Triwulan(
            y, q, sum(r.rim or 0 for r in rows_), sum(r.rupiah or 0 for r in rows_), len({r.opd_id for r in rows_})
        )
        for (y, q), rows_ in sorted(parts.items())
    ]


def pernyataan(session: Session, bulan: Iterable[date], opd_id: int | None = None) -> dict[Bulan, PernyataanKertas]:
    """The declaration that counts for each perangkat daerah and month; a missing one is missing, never guessed."""
    found = select(PernyataanKertas).where(PernyataanKertas.bulan.in_(list(bulan)))
    if opd_id is not None:
        found = found.where(PernyataanKertas.opd_id == opd_id)
    return {(row.opd_id, row.bulan): row for row in session.scalars(found.order_by(PernyataanKertas.id))}


def terlambat(session: Session, opd: Iterable[int], hari: date) -> dict[int, list[date]]:
    """Months whose declaration should be there and is not, oldest first; only of months with a naskah or surat.

    A month in which the perangkat daerah did nothing in the system yet owes no declaration.
    """
    months = [month_start(hari, n) for n in range(BULAN_PERNYATAAN, 0, -1)]
    due = [month for month in months if tenggat_pernyataan(month) < hari]
    held = pernyataan(session, due)
    first = dict(
        session.execute(select(RAdopsi.opd_id, func.min(RAdopsi.tanggal)).group_by(RAdopsi.opd_id)).tuples().all()
    )
    found = {}
    for each in opd:
        start = first.get(each)
        owed = [m for m in due if (each, m) not in held and start is not None and month_start(m, -1) > start]
        if owed:
            found[each] = owed
    return found


def cetak_server(session: Session, rentang: Rentang, opd_id: int | None = None) -> dict[Bulan, CetakServer]:
    """The print server's count for each perangkat daerah and month; the newest import of a month counts."""
    found = select(CetakServer).where(CetakServer.bulan >= rentang.dari, CetakServer.bulan < rentang.sampai)
    if opd_id is not None:
        found = found.where(CetakServer.opd_id == opd_id)
    return {(row.opd_id, row.bulan): row for row in session.scalars(found.order_by(CetakServer.id))}
