"""Ratios that keep their numerator and denominator, quantiles by nearest rank, and the interval of Wilson (metrik.md 2.1, 2.5)."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

SEDIKIT: Final = 10
"""Below so many in the denominator a ratio says little; three months are pooled first (metrik.md 2.1)."""
Z: Final = 1.959963984540054
"""The 97.5th percentile of the normal distribution, for two-sided 95 %."""


@dataclass(frozen=True)
class Rasio:
    """A numerator over its denominator; without a denominator it is no data, neither 0 nor 100 %."""

    pembilang: int = 0
    penyebut: int = 0

    @property
    def nilai(self) -> Fraction | None:
        """The exact ratio; None when there is nothing to divide by."""
        return Fraction(self.pembilang, self.penyebut) if self.penyebut else None

    @property
    def sedikit(self) -> bool:
        """Whether there is something, but too little to compare."""
        return 0 < self.penyebut < SEDIKIT

    def __add__(self, other: "Rasio") -> "Rasio":
        return Rasio(self.pembilang + other.pembilang, self.penyebut + other.penyebut)

    def paling_sedikit(self, ambang: Fraction) -> bool:
        """Whether the ratio reaches a threshold, compared exactly; False without data."""
        return self.nilai is not None and self.nilai >= ambang


def gabung(rasio: Iterable[Rasio]) -> Rasio:
    """Pooled numerators over pooled denominators: the only way a value of the city is made."""
    return sum(rasio, Rasio())


def wilson(rasio: Rasio, z: float = Z) -> tuple[float, float] | None:
    """The Wilson score interval of a ratio; None without data.

    Source: metrik.md 2.5 with its check values 18/20, 180/200 and 2/3.
    """
    n = rasio.penyebut
    if n == 0:
        return None
    p = rasio.pembilang / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def median_genap(nilai: Sequence[float]) -> float:
    """The middle value, or the mean of the middle two.

    Raises:
        ValueError: the list is empty.
    """
    if not nilai:
        raise ValueError("median dari daftar kosong")
    ordered, n = sorted(nilai), len(nilai)
    return (ordered[n // 2] + ordered[(n - 1) // 2]) / 2


def peringkat_terdekat(nilai: Sequence[float], per_seratus: int) -> float:
    """Nearest rank: x[ceil(q·n)] of the ascending list, the rule of SQL `percentile_disc`.

    Raises:
        ValueError: the list is empty.
    """
    if not nilai:
        raise ValueError("kuantil dari daftar kosong")
    return sorted(nilai)[max(1, -(-per_seratus * len(nilai) // 100)) - 1]


@dataclass(frozen=True)
class Kuantil:
    """Median and 90th percentile of working seconds.

    Attributes:
        n: length of the list, open ones included.
        median, p90: whole seconds; None is "belum": so many are still open that the quantile has no end yet.
    """

    n: int
    median: int | None
    p90: int | None


def kuantil(selesai: Iterable[int | None]) -> Kuantil:
    """Quantiles of a list in which None stands for what is still open and counts as infinite (metrik.md 2.1)."""
    values = sorted(math.inf if each is None else float(each) for each in selesai)

    def at(per_seratus: int) -> int | None:
        if not values:
            return None
        value = peringkat_terdekat(values, per_seratus)
        return None if math.isinf(value) else int(value)

    return Kuantil(len(values), at(50), at(90))
