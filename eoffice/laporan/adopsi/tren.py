"""The trend of eight weeks and its damped projection to the target date (metrik.md 2.4)."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum
from fractions import Fraction
from itertools import combinations
from typing import Final

from eoffice.laporan.adopsi.rasio import Rasio, gabung, median_genap, peringkat_terdekat

JENDELA: Final = 8
"""Complete weeks that are looked at."""
MINGGU_PALING_SEDIKIT: Final = 6
NASKAH_PALING_SEDIKIT: Final = 30
REDAMAN: Final = 0.9
SASARAN: Final = Fraction(9, 10)
TERKINI: Final = 4
"""Weeks of the pooled level that may already be enough."""


class Putusan(IntEnum):
    """The verdict of a projection (putusan); a larger number is worse."""

    SUDAH = 0
    DIPROYEKSIKAN = 1
    MUNGKIN = 2
    KURANG_DATA = 3
    TIDAK = 4

    @property
    def label(self) -> str:
        """The words on the page."""
        return _LABEL[self]

    @property
    def siap(self) -> bool:
        """Whether it counts among those that are there or will be."""
        return self <= Putusan.DIPROYEKSIKAN


_LABEL: Final = {
    Putusan.SUDAH: "sudah",
    Putusan.DIPROYEKSIKAN: "diproyeksikan tercapai",
    Putusan.MUNGKIN: "mungkin",
    Putusan.KURANG_DATA: "data kurang",
    Putusan.TIDAK: "tidak tercapai tanpa intervensi",
}


@dataclass(frozen=True)
class Lajur:
    """One lane of the fan: a slope in logit per week, the level that goes with it, and where it leads."""

    kemiringan: float
    tingkat: float
    akhir: float


@dataclass(frozen=True)
class Proyeksi:
    """Where one series is heading.

    Attributes:
        deret: the weeks that were used, oldest first.
        rendah, tengah, tinggi: the lanes by the 25th percentile, the median and the 75th percentile of all slopes;
            None when there is too little data.
        minggu: weeks from the last complete one to the target date.
        perlu, laju: percentage points per week that are needed, and that were made; None without data or weeks.
    """

    deret: tuple[Rasio, ...]
    rendah: Lajur | None
    tengah: Lajur | None
    tinggi: Lajur | None
    minggu: Fraction
    terkini: Rasio
    putusan: Putusan
    perlu: Fraction | None
    laju: Fraction | None

    @property
    def jauh(self) -> bool:
        """Whether the target lies further ahead than twice what was looked at."""
        return self.minggu > 2 * JENDELA

    def pada(self, minggu: float) -> tuple[float, float, float] | None:
        """rendah, tengah, tinggi so many weeks after the last complete one, between 0 and 1."""
        if self.rendah is None or self.tengah is None or self.tinggi is None:
            return None
        week = len(self.deret) - 1 + redam(minggu)
        at = [_kembali(lane.tingkat + lane.kemiringan * week) for lane in self._lanes()]
        low, mid, high = sorted(at)
        return low, mid, high

    def _lanes(self) -> list[Lajur]:
        return [lane for lane in (self.rendah, self.tengah, self.tinggi) if lane is not None]


def redam(minggu: float) -> float:
    """h weeks ahead count as φ(1 − φ^h)/(1 − φ): growth slows."""
    return float(REDAMAN * (1 - REDAMAN**minggu) / (1 - REDAMAN))


def _logit(rasio: Rasio) -> float:
    return math.log((rasio.pembilang + 0.5) / (rasio.penyebut - rasio.pembilang + 0.5))


def _kembali(y: float) -> float:
    return 1 / (1 + math.exp(-y))


def minggu_penuh(hari_ini: date, banyak: int = JENDELA) -> list[date]:
    """The Sundays that end the last complete weeks (Monday to Sunday), oldest first."""
    last = hari_ini - timedelta(days=hari_ini.weekday() + 1)
    return [last - timedelta(weeks=n) for n in reversed(range(banyak))]


def proyeksi(deret: Sequence[Rasio], berakhir: date, sasaran: date, ambang: Fraction = SASARAN) -> Proyeksi:
    """Project one series of weekly ratios to the target date.

    Args:
        deret: the last complete weeks, oldest first; a week without any naskah has denominator 0 and is left out.
        berakhir: the Sunday on which the last of them ended.
    """
    weeks = Fraction((sasaran - berakhir).days, 7)
    known = [(w, rasio) for w, rasio in enumerate(deret) if rasio.penyebut]
    recent = gabung(deret[-TERKINI:])
    need, pace = _laju(deret, recent, weeks, ambang)
    lanes: list[Lajur] = []
    enough = len(known) >= MINGGU_PALING_SEDIKIT and gabung(deret).penyebut >= NASKAH_PALING_SEDIKIT
    if enough:
        points = [(w, _logit(rasio)) for w, rasio in known]
        slopes = [(b[1] - a[1]) / (b[0] - a[0]) for a, b in combinations(points, 2)]
        ahead = len(deret) - 1 + redam(max(0.0, float(weeks)))
        for slope in (peringkat_terdekat(slopes, 25), median_genap(slopes), peringkat_terdekat(slopes, 75)):
            level = median_genap([y - slope * w for w, y in points])
            lanes.append(Lajur(slope, level, _kembali(level + slope * ahead)))
    low, mid, high = lanes or (None, None, None)
    verdict = _putusan(low, mid, recent, ambang)
    return Proyeksi(tuple(deret), low, mid, high, weeks, recent, verdict, need, pace)


def _laju(
    deret: Sequence[Rasio], recent: Rasio, weeks: Fraction, ambang: Fraction
) -> tuple[Fraction | None, Fraction | None]:
    before = gabung(deret[-2 * TERKINI : -TERKINI])
    level, earlier = recent.nilai, before.nilai
    need = None if level is None or weeks <= 0 else 100 * (ambang - level) / weeks
    pace = None if level is None or earlier is None else 100 * (level - earlier) / TERKINI
    return need, pace


def _putusan(low: Lajur | None, mid: Lajur | None, recent: Rasio, ambang: Fraction) -> Putusan:
    if low is None or mid is None:
        return Putusan.KURANG_DATA
    if recent.paling_sedikit(ambang):
        return Putusan.SUDAH
    if low.akhir >= ambang:
        return Putusan.DIPROYEKSIKAN
    return Putusan.MUNGKIN if mid.akhir >= ambang else Putusan.TIDAK


def terburuk(proyeksi: Iterable[Proyeksi]) -> Proyeksi:
    """The series that decides: an office gets the worst of its verdicts (metrik.md 2.4.1).

    A series with too little data decides only when every one has too little, as `m` is the least of those that have data.

    Raises:
        ValueError: there is none.
    """
    found = list(proyeksi)
    if not found:
        raise ValueError("tidak ada proyeksi")
    known = [each for each in found if each.putusan is not Putusan.KURANG_DATA]
    return max(known or found, key=lambda p: (p.putusan, -(p.tengah.akhir if p.tengah else 1.0)))
