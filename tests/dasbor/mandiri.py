"""What the dashboard says about surat, counted again from the surat themselves: other tables, other statements, no rollup."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from eoffice import clock
from eoffice.disposisi.models import Disposisi, DisposisiPenerima
from eoffice.disposisi.states import StatusPenerima
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import ISSUED
from eoffice.organisasi import kalender as kalender_kerja
from eoffice.organisasi import waktu
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import PeranSurat

TAK_HINGGA = math.inf


@dataclass(frozen=True)
class Lewat:
    """What was open past its limit at some instant (A8): surat, parts of disposisi, and since when the oldest."""

    surat: int
    disposisi: int
    tertua: datetime | None

    @property
    def jumlah(self) -> int:
        """Both together."""
        return self.surat + self.disposisi


def _open_then(done: InstrumentedAttribute[datetime | None], at: datetime) -> ColumnElement[bool]:
    return or_(done.is_(None), done > at)


def lewat(session: Session, at: datetime) -> Lewat:
    """What was open past its limit at an instant, now or earlier.

    A recipient who has reported no longer owes; a surat that was closed asks nothing of anybody.
    """
    late = and_(SuratMasuk.diterima_at <= at, SuratMasuk.batas_at < at, _open_then(SuratMasuk.selesai_at, at))
    surat, first = session.execute(
        select(func.count(), func.min(SuratMasuk.batas_at)).where(SuratMasuk.peran == PeranSurat.ASLI, late)
    ).one()
    parts, day = session.execute(
        select(func.count(), func.min(Disposisi.batas))
        .select_from(DisposisiPenerima)
        .join(Disposisi, Disposisi.id == DisposisiPenerima.disposisi_id)
        .join(SuratMasuk, SuratMasuk.id == Disposisi.surat_id)
        .where(
            Disposisi.at <= at,
            Disposisi.batas < clock.wib(at).date(),
            DisposisiPenerima.status != StatusPenerima.DITARIK,
            _open_then(DisposisiPenerima.dilaporkan_at, at),
            _open_then(DisposisiPenerima.selesai_at, at),
            _open_then(SuratMasuk.selesai_at, at),
        )
    ).one()
    ends = [first, datetime.combine(day, time(16), clock.WIB) if day is not None else None]
    return Lewat(surat, parts, min((end for end in ends if end is not None), default=None))


@dataclass(frozen=True)
class Kuantil:
    """Median and 90th percentile in working minutes by nearest rank; None where half, or a tenth, is still open."""

    n: int
    median: int | None
    p90: int | None


def kuantil(values: Sequence[float]) -> Kuantil:
    """Nearest rank, x[ceil(q·n)] of the ascending list; what is still open counts as infinite (metrik.md 2.1)."""
    ordered = sorted(values)

    def at(tenths: int) -> int | None:
        if not ordered:
            return None
        value = ordered[-(-tenths * len(ordered) // 10) - 1]
        return None if value == TAK_HINGGA else int(value)

    return Kuantil(len(ordered), at(5), at(9))


def waktu_disposisi(session: Session, dari: datetime, sampai: datetime) -> Kuantil:
    """Working time from registration to the first disposisi, of surat registered in [dari, sampai) that needed one (A5)."""
    calendar = kalender_kerja.berlaku(session)
    rows = session.execute(
        select(SuratMasuk.diterima_at, SuratMasuk.didisposisi_at).where(
            SuratMasuk.peran == PeranSurat.ASLI,
            SuratMasuk.diterima_at >= dari,
            SuratMasuk.diterima_at < sampai,
            or_(SuratMasuk.didisposisi_at.is_not(None), SuratMasuk.selesai_at.is_(None)),
        )
    )
    return kuantil([TAK_HINGGA if end is None else waktu.menit_kerja(calendar, start, end) for start, end in rows])


@dataclass(frozen=True)
class Tepat:
    """Surat of a cohort by how they stand to their limit."""

    tepat: int = 0
    berjalan: int = 0
    lewat: int = 0

    def __add__(self, other: "Tepat") -> "Tepat":
        return Tepat(self.tepat + other.tepat, self.berjalan + other.berjalan, self.lewat + other.lewat)

    @property
    def diputus(self) -> int:
        """The denominator of A7: completed, or open past the limit."""
        return self.tepat + self.lewat

    @property
    def jumlah(self) -> int:
        """All of the cohort."""
        return self.diputus + self.berjalan

    @property
    def bagian(self) -> float | None:
        """A7, from 0 to 1; None when there is nothing to divide by."""
        return self.tepat / self.diputus if self.diputus else None


def ketepatan(session: Session, dari: datetime, sampai: datetime, at: datetime) -> dict[int, Tepat]:
    """Per perangkat daerah: surat registered in [dari, sampai) that were done in time, still run, or are late (A7)."""
    on_time = and_(SuratMasuk.selesai_at.is_not(None), SuratMasuk.selesai_at <= SuratMasuk.batas_at)
    running = and_(SuratMasuk.selesai_at.is_(None), SuratMasuk.batas_at >= at)

    def count(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(case((condition, 1), else_=0))

    rows = session.execute(
        select(SuratMasuk.opd_id, count(on_time), count(running), func.count())
        .where(
            SuratMasuk.peran == PeranSurat.ASLI,
            SuratMasuk.batas_at.is_not(None),
            SuratMasuk.diterima_at >= dari,
            SuratMasuk.diterima_at < sampai,
        )
        .group_by(SuratMasuk.opd_id)
    )
    return {opd: Tepat(int(good), int(open_), total - int(good) - int(open_)) for opd, good, open_, total in rows}


def arus(session: Session, hari_terakhir: date, hari: int = 30) -> list[tuple[date, int, int]]:
    """Surat registered and naskah issued on each of the last so many WIB days, oldest first."""
    first = hari_terakhir - timedelta(days=hari - 1)
    start = datetime.combine(first, time(), clock.WIB)
    end = datetime.combine(hari_terakhir + timedelta(days=1), time(), clock.WIB)
    arrived = session.scalars(
        select(SuratMasuk.diterima_at).where(SuratMasuk.diterima_at >= start, SuratMasuk.diterima_at < end)
    )
    masuk = Counter(clock.wib(at).date() for at in arrived)
    issued = session.scalars(
        select(Naskah.ditandatangani_at).where(
            Naskah.status.in_(ISSUED), Naskah.ditandatangani_at >= start, Naskah.ditandatangani_at < end
        )
    )
    keluar = Counter(clock.wib(at).date() for at in issued if at is not None)
    return [(day, masuk[day], keluar[day]) for day in (first + timedelta(days=n) for n in range(hari))]
