"""Comparing fairly: a funnel first, a table only inside a kelompok and only with enough naskah (metrik.md 2.5)."""

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from eoffice.laporan.adopsi.rasio import Rasio, Z, gabung, wilson
from eoffice.laporan.adopsi.tahap import Tahap
from eoffice.laporan.kertas import Opd

KOSONG: Final = Rasio()
BERPERINGKAT: Final = 30
"""Naskah in three months that an office needs to be ranked."""


@dataclass(frozen=True)
class Peserta:
    """One perangkat daerah as it enters a comparison.

    Attributes:
        tiga_bulan: the ratio behind m, three months pooled.
        sebelumnya: the same of the three months before, for the progress.
    """

    opd: Opd
    kelompok: str
    tahap: Tahap
    indeks: Fraction | None
    tiga_bulan: Rasio
    sebelumnya: Rasio = KOSONG

    @property
    def kemajuan(self) -> Fraction | None:
        """Percentage points gained in three months; None when either side has no data."""
        now, before = self.tiga_bulan.nilai, self.sebelumnya.nilai
        return None if now is None or before is None else 100 * (now - before)


@dataclass(frozen=True)
class Tempat:
    """A row of the ranked table: equal intervals share a rank."""

    peserta: Peserta
    peringkat: int
    selang: tuple[float, float]


def peringkat(peserta: Iterable[Peserta]) -> dict[str, list[Tempat]]:
    """The ranked tables, one per kelompok: by stage, then index; those with too few naskah are left out."""
    groups: dict[str, list[Peserta]] = defaultdict(list)
    for each in peserta:
        if each.tiga_bulan.penyebut >= BERPERINGKAT:
            groups[each.kelompok].append(each)
    found: dict[str, list[Tempat]] = {}
    for kelompok, members in groups.items():
        ordered = sorted(members, key=lambda p: (-p.tahap, -(p.indeks or Fraction()), str(p.opd)))
        rows: list[Tempat] = []
        for n, each in enumerate(ordered, 1):
            interval = wilson(each.tiga_bulan)
            assert interval is not None
            same = rows and rows[-1].selang == interval and rows[-1].peserta.tahap is each.tahap
            rows.append(Tempat(each, rows[-1].peringkat if same else n, interval))
        found[kelompok] = rows
    return found


def kemajuan_terbesar(peserta: Iterable[Peserta], banyak: int = 3) -> list[Peserta]:
    """Who gained most in three months, so late starters can win; only real gains, and only with enough naskah."""
    able = [p for p in peserta if p.tiga_bulan.penyebut >= BERPERINGKAT and (p.kemajuan or 0) > 0]
    return sorted(able, key=lambda p: (-(p.kemajuan or Fraction()), str(p.opd)))[:banyak]


@dataclass(frozen=True)
class TitikCorong:
    """One office in the funnel: where it stands, and whether that is more than chance.

    Attributes:
        batas: the limits within which an office of this size falls by chance.
        letak: -1 below, 0 inside, 1 above; only those outside are named.
    """

    opd: Opd
    rasio: Rasio
    batas: tuple[float, float]
    letak: int


def batas_corong(rata: Rasio, n: int, z: float = Z) -> tuple[float, float]:
    """95 % limits around the city mean for an office with n naskah, in the form of Wilson.

    Raises:
        ValueError: the city has no data, or n is not positive.
    """
    if not rata.penyebut or n <= 0:
        raise ValueError("corong tanpa data")
    p = rata.pembilang / rata.penyebut
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def corong(peserta: Sequence[Peserta]) -> list[TitikCorong]:
    """Every office with data against the limits for its size, smallest first."""
    known = [p for p in peserta if p.tiga_bulan.penyebut]
    mean = gabung(p.tiga_bulan for p in known)
    found = []
    for each in sorted(known, key=lambda p: (p.tiga_bulan.penyebut, str(p.opd))):
        low, high = batas_corong(mean, each.tiga_bulan.penyebut)
        at = each.tiga_bulan.pembilang / each.tiga_bulan.penyebut
        side = -1 if at < low else 1 if at > high else 0
        found.append(TitikCorong(each.opd, each.tiga_bulan, (low, high), side))
    return found
