"""Adoption as the pages read it: sums of days, sets of months, and the clocks of surat; nothing about one person."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import and_, case, func, or_, select, union_all
from sqlalchemy.orm import Session

from eoffice.clock import WIB
from eoffice.laporan.adopsi import HITUNG, Bahan, Hitung, Kuantil, Rasio, Sasaran, Staf, Surat, WaktuDisposisi
from eoffice.laporan.kertas import Fakta, Lipatan, Skenario
from eoffice.laporan.ketentuan import KETENTUAN
from eoffice.laporan.models import (
    BatasDisposisi,
    PenggunaBulan,
    PeringatanAdopsi,
    RAdopsi,
    RAdopsiBulan,
    RHarian,
    SasaranAdopsi,
    WaktuSurat,
)
from eoffice.laporan.queries import bulanan
from eoffice.laporan.queries.catatan import facts
from eoffice.laporan.states import Rentang
from eoffice.peristiwa import queries as peristiwa
from eoffice.peristiwa.models import Peristiwa
from eoffice.peristiwa.states import KOREKSI


def awal(tanggal: date) -> datetime:
    """Midnight WIB at the beginning of a date; the end of a half-open period."""
    return datetime.combine(tanggal, time(), WIB)


def _sums(table: Any) -> list[Any]:
    return [func.sum(getattr(table, name)) for name in HITUNG]


def per_opd(session: Session, rentang: Rentang) -> dict[int, Hitung]:
    """The counts of every perangkat daerah in a span of days."""
    held = bulanan.sumber(session, RAdopsiBulan, rentang, HITUNG).c
    rows = session.execute(select(held.opd_id, *_sums(held)).group_by(held.opd_id))
    return {opd: Hitung(*map(int, values)) for opd, *values in rows}


def per_bulan(session: Session, rentang: Rentang) -> dict[int, dict[date, Hitung]]:
    """The counts of every perangkat daerah by month; only months with an event."""
    held = bulanan.sumber(session, RAdopsiBulan, rentang, HITUNG).c
    rows = session.execute(select(held.opd_id, held.bulan, *_sums(held)).group_by(held.opd_id, held.bulan))
    found: dict[int, dict[date, Hitung]] = defaultdict(dict)
    for opd, month, *values in rows:
        found[opd][month] = Hitung(*map(int, values))
    return dict(found)


def per_minggu(session: Session, minggu: Sequence[date]) -> dict[int, list[Hitung]]:
    """The counts of every perangkat daerah in each of some weeks, named by the Sunday that ends them, oldest first."""
    first, last = minggu[0] - timedelta(days=6), minggu[-1]
    ends = [(RAdopsi.tanggal <= end, n) for n, end in enumerate(minggu)]
    days = (
        select(RAdopsi.opd_id, case(*ends).label("minggu"), *(getattr(RAdopsi, name) for name in HITUNG))
        .where(RAdopsi.tanggal >= first, RAdopsi.tanggal <= last)
        .subquery()
        .c
    )
    found: dict[int, list[Hitung]] = {}
    rows = select(days.opd_id, days.minggu, *_sums(days)).group_by(days.opd_id, days.minggu)
    for opd, n, *values in session.execute(rows):
        found.setdefault(opd, [Hitung()] * len(minggu))[n] = Hitung(*map(int, values))
    return found


def terakhir(session: Session, sampai: date) -> dict[int, tuple[date | None, date | None]]:
    """When each perangkat daerah last issued a naskah in the system, and when it last did anything there."""
    month = sampai.replace(day=1)
    issued = func.max(case((RAdopsi.lahir_digital > 0, RAdopsi.tanggal)))
    acted = func.max(case((RAdopsi.tindakan > 0, RAdopsi.tanggal)))
    months = (
        select(
            RAdopsiBulan.opd_id,
            func.max(RAdopsiBulan.terbit).label("terbit"),
            func.max(RAdopsiBulan.tindak).label("tindak"),
        )
        .where(RAdopsiBulan.bulan < month)
        .group_by(RAdopsiBulan.opd_id)
    )
    days = select(RAdopsi.opd_id, issued, acted).where(RAdopsi.tanggal >= month, RAdopsi.tanggal <= sampai)
    both = union_all(months, days.group_by(RAdopsi.opd_id)).subquery().c
    rows = session.execute(select(both.opd_id, func.max(both.terbit), func.max(both.tindak)).group_by(both.opd_id))
    return {opd: (a, b) for opd, a, b in rows}


def terbit_terakhir_per_bulan(session: Session, rentang: Rentang) -> dict[int, dict[date, date]]:
    """The last day of each month on which a perangkat daerah issued a naskah in the system."""
    whole, pieces = bulanan.bagi(session, RAdopsiBulan, rentang)
    months = select(RAdopsiBulan.opd_id, RAdopsiBulan.bulan, RAdopsiBulan.terbit).where(
        RAdopsiBulan.bulan >= whole.dari, RAdopsiBulan.bulan < whole.sampai, RAdopsiBulan.terbit.is_not(None)
    )
    found: dict[int, dict[date, date]] = defaultdict(dict)
    for opd, month, last in session.execute(months):
        found[opd][month] = last
    for each in pieces:
        days = (
            select(RAdopsi.opd_id, func.max(RAdopsi.tanggal))
            .where(RAdopsi.tanggal >= each.dari, RAdopsi.tanggal < each.sampai, RAdopsi.lahir_digital > 0)
            .group_by(RAdopsi.opd_id)
        )
        for opd, last in session.execute(days):
            found[opd][each.dari.replace(day=1)] = last
    return dict(found)


def pengguna(session: Session, bulan: Sequence[date]) -> dict[date, frozenset[str]]:
    """The pseudonyms that did a tindakan nyata in each month, wherever they did it; never leaves the computation."""
    found: dict[date, set[str]] = {each: set() for each in bulan}
    rows = session.execute(select(PenggunaBulan.bulan, PenggunaBulan.akun).where(PenggunaBulan.bulan.in_(list(bulan))))
    for month, akun in rows:
        found[month].add(akun)
    return {month: frozenset(who) for month, who in found.items()}


def bahan(
    session: Session,
    rentang: Rentang,
    staf: Mapping[int, Staf],
    *,
    pada: datetime | None = None,
    opd_id: int | None = None,
) -> dict[int, Bahan]:
    """Everything the measures of a period are made of, by perangkat daerah.

    Args:
        rentang: whole months; staf: who must use and sign at its end; pada: the instant of the state, its end unless given.
        opd_id: only this one.
    """
    at, dari = pada or awal(rentang.sampai), awal(rentang.dari)
    counts = per_opd(session, rentang)
    active = frozenset().union(*pengguna(session, rentang.bulan()).values())
    kohort: dict[int, list[Surat]] = defaultdict(list)
    terbuka: dict[int, list[Surat]] = defaultdict(list)
    rows = select(WaktuSurat).where(
        WaktuSurat.registrasi_at < min(at, awal(rentang.sampai)),
        or_(
            WaktuSurat.registrasi_at >= dari,
            and_(WaktuSurat.perlu_disposisi, or_(WaktuSurat.selesai_at.is_(None), WaktuSurat.selesai_at >= at)),
        ),
    )
    parts = select(BatasDisposisi).where(
        BatasDisposisi.batas_at < at, or_(BatasDisposisi.selesai_at.is_(None), BatasDisposisi.selesai_at >= at)
    )
    if opd_id is not None:
        rows, parts = rows.where(WaktuSurat.opd_id == opd_id), parts.where(BatasDisposisi.opd_id == opd_id)
    for row in session.scalars(rows):
        (kohort if row.registrasi_at >= dari else terbuka)[row.opd_id].append(_surat(row))
    owed: dict[int, list[WaktuDisposisi]] = defaultdict(list)
    for part in session.scalars(parts):
        owed[part.opd_id].append(WaktuDisposisi(part.disposisi, part.batas_at, part.selesai_at))
    every = counts.keys() | kohort.keys() | terbuka.keys() | owed.keys() | staf.keys()
    return {
        opd: Bahan(counts.get(opd, Hitung()), active, kohort[opd], terbuka[opd], owed[opd], staf.get(opd, Staf()))
        for opd in every
        if opd_id is None or opd == opd_id
    }


def _surat(row: WaktuSurat) -> Surat:
    return Surat(
        row.naskah,
        row.opd_id,
        row.registrasi_at,
        row.derajat,
        row.perlu_disposisi,
        row.disposisi_at,
        row.selesai_at,
        row.batas_disposisi_at,
        row.batas_selesai_at,
        row.detik_disposisi,
        row.detik_selesai,
        row.rujukan,
        row.dicetak,
    )


@dataclass(frozen=True)
class Tertunda:
    """What one perangkat daerah has open at an instant (A8)."""

    terbuka: int = 0
    surat_lewat: int = 0
    disposisi_lewat: int = 0
    tertua: datetime | None = None

    @property
    def lewat(self) -> int:
        """Surat and disposisi together."""
        return self.surat_lewat + self.disposisi_lewat


def tertunda(session: Session, pada: datetime) -> dict[int, Tertunda]:
    """Open and overdue by perangkat daerah, counted by the database."""
    open_ = [
        select(WaktuSurat.opd_id.label("opd"), WaktuSurat.batas_selesai_at.label("batas")).where(
            still, WaktuSurat.perlu_disposisi, WaktuSurat.registrasi_at < pada
        )
        for still in (
            WaktuSurat.selesai_at.is_(None),
            WaktuSurat.selesai_at >= pada,
        )  # each by its index, never all rows
    ]
    owed = union_all(*open_).subquery()
    late = owed.c.batas < pada
    surat = session.execute(
        select(
            owed.c.opd, func.count(), func.sum(case((late, 1), else_=0)), func.min(case((late, owed.c.batas)))
        ).group_by(owed.c.opd)
    )
    found = {opd: Tertunda(n, int(lewat), 0, first) for opd, n, lewat, first in surat}
    limits = [
        select(BatasDisposisi.opd_id.label("opd"), BatasDisposisi.batas_at.label("batas")).where(
            still, BatasDisposisi.batas_at < pada
        )
        for still in (BatasDisposisi.selesai_at.is_(None), BatasDisposisi.selesai_at >= pada)
    ]
    passed = union_all(*limits).subquery()
    parts = session.execute(select(passed.c.opd, func.count(), func.min(passed.c.batas)).group_by(passed.c.opd))
    for opd, n, first in parts:
        held = found.get(opd, Tertunda())
        ends = [end for end in (held.tertua, first) if end is not None]
        found[opd] = Tertunda(held.terbuka, held.surat_lewat, n, min(ends))
    return found


def tepat_waktu(session: Session, rentang: Rentang, pada: datetime) -> dict[int, Rasio]:
    """A7 by perangkat daerah for the surat registered in a span, counted by the database."""
    done = and_(WaktuSurat.selesai_at.is_not(None), WaktuSurat.selesai_at < pada)
    punctual = and_(done, WaktuSurat.selesai_at <= WaktuSurat.batas_selesai_at)
    judged = or_(done, WaktuSurat.batas_selesai_at < pada)
    rows = session.execute(
        select(WaktuSurat.opd_id, func.sum(case((punctual, 1), else_=0)), func.sum(case((judged, 1), else_=0)))
        .where(
            WaktuSurat.perlu_disposisi,
            WaktuSurat.registrasi_at >= awal(rentang.dari),
            WaktuSurat.registrasi_at < awal(rentang.sampai),
        )
        .group_by(WaktuSurat.opd_id)
    )
    return {opd: Rasio(int(a), int(b)) for opd, a, b in rows}


def waktu_disposisi(session: Session, rentang: Rentang, pada: datetime) -> Kuantil:
    """A5 of the whole city: two rows by their rank, so that the list itself is never read."""
    given = and_(WaktuSurat.disposisi_at.is_not(None), WaktuSurat.disposisi_at < pada)
    waits = or_(WaktuSurat.selesai_at.is_(None), WaktuSurat.selesai_at >= pada)
    cohort = (
        WaktuSurat.perlu_disposisi,
        WaktuSurat.registrasi_at >= awal(rentang.dari),
        WaktuSurat.registrasi_at < awal(rentang.sampai),
    )
    ended = session.scalar(select(func.count()).select_from(WaktuSurat).where(*cohort, given)) or 0
    still = session.scalar(select(func.count()).select_from(WaktuSurat).where(*cohort, ~given, waits)) or 0
    n = ended + still

    def at(tenths: int) -> int | None:
        rank = -(-tenths * n // 10)
        if not 0 < rank <= ended:
            return None
        one = select(WaktuSurat.detik_disposisi).where(*cohort, given).order_by(WaktuSurat.detik_disposisi)
        return session.scalar(one.offset(rank - 1).limit(1))

    return Kuantil(n, at(5), at(9))


def cetak(session: Session, rentang: Rentang) -> dict[int, tuple[int, int]]:
    """Printed sheets and baseline of each perangkat daerah in thousandths, best estimate (P-7)."""
    rows = session.execute(
        select(RHarian.opd_id, func.sum(RHarian.lembar_nyata), func.sum(RHarian.lembar_dasar))
        .where(RHarian.skenario == Skenario.TENGAH, RHarian.tanggal >= rentang.dari, RHarian.tanggal < rentang.sampai)
        .group_by(RHarian.opd_id)
    )
    return {opd: (int(a), int(b)) for opd, a, b in rows}


def fakta_sah(session: Session, rentang: Rentang, opd_id: int | None = None) -> list[Fakta]:
    """The events of a span as they stand after their corrections, training data left out (for the checks of 3.5)."""
    chosen = select(*peristiwa.ENVELOPE).where(
        Peristiwa.terjadi_pada >= awal(rentang.dari),
        Peristiwa.terjadi_pada < awal(rentang.sampai),
        Peristiwa.naskah.is_not(None),
    )
    if opd_id is not None:
        chosen = chosen.where(Peristiwa.opd_id == opd_id)
    rows = session.execute(chosen.order_by(Peristiwa.urut))
    events = [peristiwa.Baris(**row._mapping) for row in rows]
    fixes = session.execute(select(*peristiwa.ENVELOPE).where(Peristiwa.jenis.in_(KOREKSI)))
    folded = Lipatan(KETENTUAN)
    folded.simpan(facts([*events, *(peristiwa.Baris(**row._mapping) for row in fixes)]))
    found = []
    for key in folded.naskah:
        valid = folded.sah(key)
        if not any(each.rincian.get("uji_coba") for each in valid):
            found += valid
    return sorted(found, key=lambda each: each.place)


def waktu_surat(session: Session, rentang: Rentang) -> list[Surat]:
    """The clocks of the surat registered in a span."""
    rows = session.scalars(
        select(WaktuSurat).where(
            WaktuSurat.registrasi_at >= awal(rentang.dari), WaktuSurat.registrasi_at < awal(rentang.sampai)
        )
    )
    return [_surat(row) for row in rows]


def riwayat_sasaran(session: Session) -> list[SasaranAdopsi]:
    """Every version of the target, newest first."""
    newest = (SasaranAdopsi.berlaku_sejak.desc(), SasaranAdopsi.id.desc())
    return list(session.scalars(select(SasaranAdopsi).order_by(*newest)))


def sasaran_berlaku(session: Session, tanggal: date) -> SasaranAdopsi | None:
    """The version of the target in force on a date."""
    newest = (SasaranAdopsi.berlaku_sejak.desc(), SasaranAdopsi.id.desc())
    dated = select(SasaranAdopsi).where(SasaranAdopsi.berlaku_sejak <= tanggal)
    return session.scalar(dated.order_by(*newest).limit(1))


def sasaran(session: Session, tanggal: date) -> Sasaran:
    """The target in force; without any, the end of the year for every perangkat daerah."""
    row = sasaran_berlaku(session, tanggal)
    if row is None:
        return Sasaran(date(tanggal.year, 12, 31))
    return Sasaran(
        row.tanggal, frozenset(row.kelompok), Rasio(row.ambang_persen, 100).nilai or Sasaran(tanggal).ambang, row.ukur
    )


def peringatan(session: Session, opd_id: int | None = None) -> list[PeringatanAdopsi]:
    """The alerts that are open, of one perangkat daerah or of all, oldest first."""
    found = select(PeringatanAdopsi).where(PeringatanAdopsi.ditutup.is_(None))
    if opd_id is not None:
        found = found.where(PeringatanAdopsi.opd_id == opd_id)
    return list(session.scalars(found.order_by(PeringatanAdopsi.dibuka, PeringatanAdopsi.id)))
