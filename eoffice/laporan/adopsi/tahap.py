"""Stages as gates and the index that sorts within a stage (metrik.md 2.3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction
from typing import Final

from eoffice.laporan.adopsi.rasio import Rasio


class Tahap(IntEnum):
    """How far a perangkat daerah is (tahap); a larger number is further."""

    BELUM = 0
    MULAI = 1
    BERJALAN = 2
    PENUH = 3

    @property
    def label(self) -> str:
        """The word on the page."""
        return self.name.lower()

    @property
    def huruf(self) -> str:
        """The mark that carries the stage where colour cannot (metrik.md 3.3)."""
        return "BMJP"[self.value]


@dataclass(frozen=True)
class Gerbang:
    """The thresholds of the gates, all settings of the city (metrik.md 2.3 marks them as assumptions)."""

    mulai: Fraction = Fraction(1, 10)
    berjalan: Fraction = Fraction(1, 2)
    penuh: Fraction = Fraction(9, 10)
    pengguna: Fraction = Fraction(7, 10)
    sepi_hari_kerja: int = 20


GERBANG: Final = Gerbang()
BOBOT: Final = {"A1": 15, "A2": 30, "A3": 25, "A4": 20, "A10": 10}
"""Weights of the index in hundredths; a missing term gives its weight to the others in proportion."""


@dataclass(frozen=True)
class Capaian:
    """The five ratios that decide a stage."""

    a1: Rasio
    a2: Rasio
    a3: Rasio
    a4: Rasio
    a10: Rasio

    @property
    def m(self) -> Fraction | None:
        """min(A2, A3, A4) over those that have data; None when none has."""
        known = [each.nilai for each in (self.a2, self.a3, self.a4) if each.nilai is not None]
        return min(known, default=None)

    @property
    def rasio_m(self) -> Rasio:
        """The ratio that m is, with its numerator and denominator."""
        known = [each for each in (self.a2, self.a3, self.a4) if each.nilai is not None]
        return min(known, key=lambda each: (each.nilai or Fraction(), -each.penyebut), default=Rasio())


def tahap_bulan(capaian: Capaian, *, sepi: bool = False, gerbang: Gerbang = GERBANG) -> Tahap:
    """The stage by one month alone, before the rule of two months.

    Args:
        sepi: no naskah was issued in the system for `sepi_hari_kerja` working days.
    """
    m = capaian.m
    if sepi or m is None or not capaian.a2.paling_sedikit(gerbang.mulai):
        return Tahap.BELUM
    if m < gerbang.berjalan:
        return Tahap.MULAI
    whole = (
        m >= gerbang.penuh and capaian.a10.paling_sedikit(Fraction(1)) and capaian.a1.paling_sedikit(gerbang.pengguna)
    )
    return Tahap.PENUH if whole else Tahap.BERJALAN


def penahan(capaian: Capaian, *, sepi: bool = False, gerbang: Gerbang = GERBANG) -> list[str]:
    """The measures that keep an office from "penuh", worst first; empty when none does."""
    found = [
        kode
        for kode, rasio, ambang in (
            ("A2", capaian.a2, gerbang.penuh),
            ("A3", capaian.a3, gerbang.penuh),
            ("A4", capaian.a4, gerbang.penuh),
            ("A10", capaian.a10, Fraction(1)),
            ("A1", capaian.a1, gerbang.pengguna),
        )
        if rasio.nilai is not None and rasio.nilai < ambang
    ]
    return ["sepi", *found] if sepi or capaian.m is None else found


@dataclass(frozen=True)
class Kedudukan:
    """The stage that stands, and whether this month fell below it (waspada)."""

    tahap: Tahap
    waspada: bool


def kedudukan(bulan: Iterable[Tahap]) -> Kedudukan:
    """The stage after a row of complete months, oldest first.

    "Penuh" needs two complete months running. A gate once passed is lost only after two months below it; the first of
    them is a warning.
    """
    held, before = Tahap.BELUM, Tahap.BELUM
    now = Tahap.BELUM
    for now in bulan:
        held = max(gate for gate in Tahap if _holds(gate, held, before, now))
        before = now
    return Kedudukan(held, now < held)


def _holds(gate: Tahap, held: Tahap, before: Tahap, now: Tahap) -> bool:
    if now >= gate:
        return gate is not Tahap.PENUH or before is Tahap.PENUH or held is Tahap.PENUH
    return held >= gate and before >= gate


def indeks(capaian: Capaian) -> Fraction | None:
    """0.15·A1 + 0.30·A2 + 0.25·A3 + 0.20·A4 + 0.10·A10, exact; None when no term has data.

    Only for sorting within a stage: a good number in one place never hides a bad one in another.
    """
    terms: Sequence[tuple[int, Rasio]] = (
        (BOBOT["A1"], capaian.a1),
        (BOBOT["A2"], capaian.a2),
        (BOBOT["A3"], capaian.a3),
        (BOBOT["A4"], capaian.a4),
        (BOBOT["A10"], capaian.a10),
    )
    known = [(weight, rasio.nilai) for weight, rasio in terms if rasio.nilai is not None]
    total = sum(weight for weight, _ in known)
    return sum((weight * value for weight, value in known), Fraction()) / total if total else None
