"""The periods a report can be asked for: half-open spans of WIB dates (metrik.md 4.3)."""

import enum
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final


class Periode(enum.StrEnum):
    """Which span a report covers, seen from today."""

    BULAN = "bulan"
    TIGA_BULAN = "3bulan"
    TAHUN = "tahun"
    DUA_BELAS_BULAN = "12bulan"


LABEL: Final[dict[Periode, str]] = {
    Periode.BULAN: "Bulan ini",
    Periode.TIGA_BULAN: "3 bulan",
    Periode.TAHUN: "Tahun ini",
    Periode.DUA_BELAS_BULAN: "12 bulan",
}


@dataclass(frozen=True)
class Rentang:
    """The days [dari, sampai) in WIB."""

    dari: date
    sampai: date

    @property
    def hari_terakhir(self) -> date:
        """The last day inside, as people write it."""
        return self.sampai - timedelta(days=1)

    def bulan(self) -> list[date]:
        """The first day of every month that the span touches."""
        found = [self.dari.replace(day=1)]
        while (following := month_start(found[-1], -1)) < self.sampai:
            found.append(following)
        return found


def month_start(on: date, back: int = 0) -> date:
    """The first of the month so many months before a date; a negative number goes forwards."""
    months = on.year * 12 + on.month - 1 - back
    return date(months // 12, months % 12 + 1, 1)


def rentang(periode: Periode, today: date) -> Rentang:
    """The days of a period up to and including today; whole months at its beginning."""
    starts = {
        Periode.BULAN: month_start(today),
        Periode.TIGA_BULAN: month_start(today, 2),
        Periode.TAHUN: date(today.year, 1, 1),
        Periode.DUA_BELAS_BULAN: month_start(today, 11),
    }
    return Rentang(starts[periode], today + timedelta(days=1))


TENGGAT_HARI: Final = 10
"""Days after the end of a month until which its paper declaration is in time."""
BULAN_PERNYATAAN: Final = 6
"""How many complete months back a declaration may still come; a late one is shown as late."""


def tenggat_pernyataan(bulan: date) -> date:
    """The last day on which the declaration of a month is in time."""
    return month_start(bulan, -1) + timedelta(days=TENGGAT_HARI - 1)
