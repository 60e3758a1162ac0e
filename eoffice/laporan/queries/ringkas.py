"""What the dashboard of the city shows, read once from the rollups (metrik.md 3.1); words and charts are made elsewhere."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from eoffice.clock import WIB
from eoffice.laporan.adopsi import (
    Capaian,
    Hitung,
    Kuantil,
    Nilai,
    Rasio,
    Sasaran,
    Tahap,
    gabung_bulan,
    kedudukan,
    kuantil,
)
from eoffice.laporan.kertas import Hasil, Tiga, hasil_kota
from eoffice.laporan.kertas.konfirmasi import Konfirmasi
from eoffice.laporan.models import RAdopsi, WaktuSurat
from eoffice.laporan.queries import adopsi, bulanan, gudang
from eoffice.laporan.queries.angka import Keadaan, hasil_per_opd, keadaan
from eoffice.laporan.queries.kota import KeadaanKota, Susun, rasio_a2_a4
from eoffice.laporan.queries.triwulan import Triwulan, triwulan
from eoffice.laporan.states import Rentang, month_start
from eoffice.organisasi import kalender, waktu
from eoffice.organisasi.models import Unit

BULAN: int = 12
"""Complete months of the lines."""
ARUS: int = 30
"""Days of the flow."""
KOTA = ""
"""The whole city among the kelompok."""


@dataclass(frozen=True)
class Tempat:
    """One perangkat daerah by its name and kelompok; nothing about people."""

    id: int
    nama: str
    kode: str
    kelompok: str


@dataclass(frozen=True)
class Ringkas:
    """The figures of G1 to G10 at one position of the log.

    Attributes:
        bulan: the last complete month, to which everything belongs that names no other span.
        penuh: perangkat daerah of the scope that are "penuh", now and a month earlier.
        digital: A2 of the city in `bulan`, small months pooled; digital_lalu: of the month before, alone.
        tertunda: open past its limit by perangkat daerah, at `saat`; lewat_kemarin: how many a day earlier.
        tertua: working days since the oldest limit was passed; None when nothing is late.
        kertas_bulan: paper of `bulan` by perangkat daerah; kertas_lalu: of the city in the month before.
        kertas_opd: by perangkat daerah over twelve months up to today; kertas_tahun: their sum.
        gudang, gudang_tahun: what the store-room confirms of `bulan`, and of the twelve months.
        m: the ratio behind m of each month, oldest first, by kelompok; `KOTA` is all of them.
        terbit, tiga, lalu: counts of three months, the ratio behind m of these, and of the three before.
        terbit_tahun: counts of the twelve months of `kertas_opd`.
        waktu: A5 of the surat registered in `bulan`, by perangkat daerah; waktu_kota: of all.
        tepat: A7 of the surat registered in `bulan`.
        tunggu_terlama: working days, and working minutes, that a first disposisi may take by the limits in force.
    """

    hari_ini: date
    saat: datetime
    bulan: date
    sasaran: Sasaran
    posisi: Keadaan
    opd: tuple[Tempat, ...]
    kota: KeadaanKota
    penuh: tuple[int, int]
    digital: Nilai
    digital_lalu: Rasio
    tertunda: Mapping[int, adopsi.Tertunda]
    lewat_kemarin: int
    tertua: int | None
    kertas_bulan: Mapping[int, Tiga[Hasil]]
    kertas_lalu: Tiga[Hasil]
    kertas_opd: Mapping[int, Tiga[Hasil]]
    gudang: Konfirmasi
    gudang_tahun: Konfirmasi
    bulan12: tuple[date, ...]
    m: Mapping[str, tuple[Rasio, ...]]
    terbit: Mapping[int, Hitung]
    terbit_tahun: Mapping[int, Hitung]
    tiga: Mapping[int, Rasio]
    lalu: Mapping[int, Rasio]
    waktu: Mapping[int, Kuantil]
    waktu_kota: Kuantil
    tepat: Mapping[int, Rasio]
    tunggu_terlama: tuple[int, int]
    triwulan: tuple[Triwulan, ...]
    arus: tuple[tuple[date, int, int], ...]

    @cached_property
    def nama(self) -> dict[int, str]:
        """Names by id."""
        return {each.id: each.nama for each in self.opd}

    @property
    def dalam(self) -> list[Tempat]:
        """Those that the target covers."""
        return [each for each in self.opd if self.sasaran.mencakup(each.kelompok)]

    @property
    def lewat(self) -> int:
        """Surat and disposisi open past their limit."""
        return sum(each.lewat for each in self.tertunda.values())

    @cached_property
    def kertas(self) -> Tiga[Hasil]:
        """Paper of the city in `bulan`."""
        return hasil_kota(self.kertas_bulan.values())

    @cached_property
    def kertas_tahun(self) -> Tiga[Hasil]:
        """Paper of the city over twelve months."""
        return hasil_kota(self.kertas_opd.values())

    @property
    def masa_tiga(self) -> Rentang:
        """The days that `terbit` and `tiga` cover."""
        return Rentang(month_start(self.hari_ini, 2), self.hari_ini + timedelta(days=1))

    @property
    def masa_tahun(self) -> Rentang:
        """The days that `kertas_opd` covers."""
        return Rentang(month_start(self.hari_ini, 11), self.hari_ini + timedelta(days=1))


def rasio_m(hitung: Hitung) -> Rasio:
    """The ratio that m is, of some counts."""
    r = rasio_a2_a4(hitung)
    return Capaian(Rasio(), r["A2"], r["A3"], r["A4"], Rasio()).rasio_m


def ringkas(
    session: Session, units: Sequence[Unit], kunci: bytes, *, hari_ini: date, saat: datetime, sasaran: Sasaran
) -> Ringkas:
    """Read everything; the number of statements does not grow with the number of perangkat daerah.

    Args:
        kunci: the secret that pseudonyms are made with.
    """
    made = Susun(session, kunci, hari_ini, saat, sasaran)
    places = tuple(Tempat(u.id, u.nama, u.kode, u.kelompok or u.jenis) for u in units)
    scope = [each.id for each in places if sasaran.mencakup(each.kelompok)]
    bulan, before = made.months[-1], made.months[-2]
    span, span_before = Rentang(bulan, month_start(bulan, -1)), Rentang(before, bulan)
    stages = {opd: made.tahapan(opd) for opd in scope}
    year = hasil_per_opd(session, Rentang(month_start(hari_ini, 11), hari_ini + timedelta(days=1)))
    waits = adopsi.tertunda(session, saat)
    earlier = adopsi.tertunda(session, saat - timedelta(days=1))
    now3 = {opd: rasio_m(h) for opd, h in made.recent.items()}
    past3 = {
        opd: rasio_m(h)
        for opd, h in adopsi.per_opd(session, Rentang(month_start(hari_ini, 5), month_start(hari_ini, 2))).items()
    }
    months = made.months[-BULAN:]
    a2 = [sum((made.rasio(each.id, m)["A2"] for each in places), Rasio()) for m in (bulan, before, made.months[-3])]
    clocks = jam(session, span, saat)
    return Ringkas(
        hari_ini,
        saat,
        bulan,
        sasaran,
        keadaan(session),
        places,
        made.kota(units),
        (_penuh(stages.values(), 0), _penuh(stages.values(), 1)),
        gabung_bulan(a2),
        a2[1],
        waits,
        sum(each.lewat for each in earlier.values()),
        _tertua(session, waits, saat),
        {int(opd): tiga for opd, tiga in hasil_per_opd(session, span).items()},
        hasil_kota(hasil_per_opd(session, span_before).values()),
        {int(opd): tiga for opd, tiga in year.items()},
        gudang.konfirmasi(session, None, span),
        gudang.konfirmasi(session, None, Rentang(month_start(hari_ini, 11), hari_ini + timedelta(days=1))),
        tuple(months),
        _m(made, places, months),
        made.recent,
        adopsi.per_opd(session, Rentang(month_start(hari_ini, 11), hari_ini + timedelta(days=1))),
        now3,
        past3,
        clocks.per_opd,
        clocks.kota,
        clocks.tepat,
        waktu.tunggu_terlama(kalender.berlaku(session), hari_ini),
        triwulan(session, hari_ini),
        arus(session, hari_ini),
    )


def _penuh(stages: Iterable[list[Tahap]], back: int) -> int:
    """How many stood at "penuh" so many months ago."""
    return sum(kedudukan(each[: len(each) - back]).tahap is Tahap.PENUH for each in stages)


def _tertua(session: Session, waits: Mapping[int, adopsi.Tertunda], saat: datetime) -> int | None:
    ends = [each.tertua for each in waits.values() if each.tertua is not None]
    if not ends:
        return None
    first = min(ends).astimezone(WIB).date()
    return waktu.hari_kerja_antara(kalender.berlaku(session), first, saat.astimezone(WIB).date())


def _m(made: Susun, places: Sequence[Tempat], months: Sequence[date]) -> dict[str, tuple[Rasio, ...]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for each in places:
        groups[KOTA].append(each.id)
        groups[each.kelompok].append(each.id)

    def at(opd: list[int], month: date) -> Rasio:
        return rasio_m(sum((made.counts.get(each, {}).get(month, Hitung()) for each in opd), Hitung()))

    return {kelompok: tuple(at(opd, month) for month in months) for kelompok, opd in groups.items()}


@dataclass(frozen=True)
class Jam:
    """The clocks of the surat registered in a span, as of an instant: A5 by perangkat daerah and of all, and A7."""

    per_opd: Mapping[int, Kuantil]
    kota: Kuantil
    tepat: Mapping[int, Rasio]


def jam(session: Session, rentang: Rentang, pada: datetime) -> Jam:
    """From the cohorts of a month, and what of it is still open; from the clock of each surat where these say too much.

    What still waits counts as infinite; what was completed without any disposisi has no waiting time.
    """
    held = bulanan.kohort(session, rentang, pada)
    if held is None:
        return _jam_satuan(session, rentang, pada)
    late = session.execute(
        select(WaktuSurat.opd_id, func.count())
        .where(
            WaktuSurat.selesai_at.is_(None),
            WaktuSurat.perlu_disposisi,
            WaktuSurat.registrasi_at >= adopsi.awal(rentang.dari),
            WaktuSurat.registrasi_at < adopsi.awal(rentang.sampai),
            WaktuSurat.batas_selesai_at < pada,
        )
        .group_by(WaktuSurat.opd_id)
    )
    behind = dict(late.tuples().all())
    timed = {opd: each for opd, each in held.items() if each.detik or each.menunggu}
    return Jam(
        {opd: bulanan.kuantil([each]) for opd, each in timed.items()},
        bulanan.kuantil(list(timed.values())),
        {opd: Rasio(each.tepat, each.selesai + behind.get(opd, 0)) for opd, each in held.items()},
    )


def _jam_satuan(session: Session, rentang: Rentang, pada: datetime) -> Jam:
    """Read the span once, by its index, and only whole numbers: flags that the database makes, and working seconds."""
    given = and_(WaktuSurat.disposisi_at.is_not(None), WaktuSurat.disposisi_at < pada)
    done = and_(WaktuSurat.selesai_at.is_not(None), WaktuSurat.selesai_at < pada)
    punctual = and_(done, WaktuSurat.selesai_at <= WaktuSurat.batas_selesai_at)
    late = and_(~done, WaktuSurat.batas_selesai_at < pada)

    def flag(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return case((condition, 1), else_=0)

    rows = session.execute(
        select(
            WaktuSurat.opd_id, WaktuSurat.detik_disposisi, flag(given), flag(done), flag(punctual), flag(late)
        ).where(
            WaktuSurat.perlu_disposisi,
            WaktuSurat.registrasi_at >= adopsi.awal(rentang.dari),
            WaktuSurat.registrasi_at < adopsi.awal(rentang.sampai),
        )
    )
    waits: dict[int, list[int | None]] = defaultdict(list)
    judged: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for opd, seconds, has, over, good, behind in rows.tuples():
        if has or not over:
            waits[opd].append(seconds if has else None)
        count = judged[opd]
        count[0] += good
        count[1] += over or behind
    every = [seconds for values in waits.values() for seconds in values]
    return Jam(
        {opd: kuantil(values) for opd, values in waits.items()},
        kuantil(every),
        {opd: Rasio(a, b) for opd, (a, b) in judged.items()},
    )


def arus(session: Session, hari_ini: date) -> tuple[tuple[date, int, int], ...]:
    """Surat registered and naskah issued on each of the last days, oldest first."""
    first = hari_ini - timedelta(days=ARUS - 1)
    rows = session.execute(
        select(RAdopsi.tanggal, func.sum(RAdopsi.masuk), func.sum(RAdopsi.keluar))
        .where(RAdopsi.tanggal >= first, RAdopsi.tanggal <= hari_ini)
        .group_by(RAdopsi.tanggal)
    )
    held = {day: (int(masuk), int(keluar)) for day, masuk, keluar in rows}
    days = [first + timedelta(days=n) for n in range(ARUS)]
    return tuple((day, *held.get(day, (0, 0))) for day in days)
