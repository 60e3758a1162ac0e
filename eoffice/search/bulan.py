"""Months and years as tokens of PostgreSQL's index, so that it leaves alone all that is older or newer than is wanted."""

from dataclasses import dataclass
from datetime import date
from typing import Final

#: No token of a right begins so (`keys.TOKEN`); behind it stand year and month of a record.
SIGN: Final = "."
#: Indexes of this shape and later ones hold the month of every record (and the pairs of `lazim`, which came with it).
SEJAK: Final = 10
#: After every year there is.
TERAKHIR: Final = 9999


def day(urut: int) -> date:
    """The date of a place, the first or the last there is for one beyond."""
    return date.fromordinal(max(1, min(urut >> 40, date.max.toordinal())))


def bulan(urut: int) -> str:
    """The month of a record."""
    found = day(urut)
    return _bulan(found.year, found.month)


def _bulan(year: int, month: int) -> str:
    return f"{SIGN}{year}{month:02}"


@dataclass(frozen=True)
class Kurun:
    """Months of which some are asked for one by one, the others by their years: from one up to another and with it.

    Attributes:
        bulan: tokens of months in years that are not asked for as a whole.
        dari, sampai: the years that are; none where the first is after the second.
    """

    bulan: tuple[str, ...]
    dari: int
    sampai: int


def kurun(first: int, below: int) -> Kurun:
    """What holds every record from one place up to another, and of the months at both ends all."""
    start, end = day(first), day(below)
    dari = start.year if start.month == 1 else start.year + 1
    sampai = end.year if end.month == 12 else end.year - 1
    if start.year == end.year and dari > sampai:
        return Kurun(tuple(_bulan(start.year, m) for m in range(start.month, end.month + 1)), dari, sampai)
    found = [_bulan(start.year, m) for m in range(start.month, 13)] if dari > start.year else []
    found += [_bulan(end.year, m) for m in range(1, end.month + 1)] if sampai < end.year else []
    return Kurun(tuple(found), dari, min(sampai, TERAKHIR))
