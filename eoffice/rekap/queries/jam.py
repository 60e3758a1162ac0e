"""Working time in constant time: the seconds of every day added up once, for reports that ask for thousands of spans."""

from datetime import UTC, date, datetime, timedelta
from itertools import accumulate

from eoffice.clock import wib
from eoffice.organisasi.waktu import Kalender


class JamTerhitung:
    """The openings between two WIB dates, both included, as running totals of whole seconds.

    Answers what `waktu.detik_kerja` answers for instants of whole seconds between those dates; parts of a second
    are left out.
    """

    def __init__(self, kalender: Kalender, dari: date, sampai: date) -> None:
        self._first = dari.toordinal()
        days = [dari + timedelta(days=n) for n in range((sampai - dari).days + 1)]
        self._windows = [[(_unix(a), _unix(b)) for a, b in kalender.jendela(day)] for day in days]
        self._before = [0, *accumulate(sum(b - a for a, b in windows) for windows in self._windows)]

    def detik(self, mulai: datetime, akhir: datetime) -> int:
        """Whole working seconds of [mulai, akhir); 0 when `akhir` is not later."""
        return self._until(akhir) - self._until(mulai) if akhir > mulai else 0

    def _until(self, saat: datetime) -> int:
        at = _unix(saat)
        day = wib(saat).toordinal() - self._first
        if not 0 <= day < len(self._windows):
            return 0 if day < 0 else self._before[-1]
        return self._before[day] + sum(max(0, min(b, at) - a) for a, b in self._windows[day])


class JamKota:
    """The same for every perangkat daerah, each by its own hours; built when first asked for."""

    def __init__(self, kalender: Kalender, dari: date, sampai: date) -> None:
        self._kalender, self._span = kalender, (dari, sampai)
        self._city = JamTerhitung(kalender, dari, sampai)
        self._own: dict[int, JamTerhitung] = {}

    def untuk(self, opd_id: int) -> JamTerhitung:
        """The clock of one perangkat daerah."""
        if opd_id not in self._kalender.jam_unit:
            return self._city
        if opd_id not in self._own:
            self._own[opd_id] = JamTerhitung(self._kalender.untuk(opd_id), *self._span)
        return self._own[opd_id]


def _unix(saat: datetime) -> int:
    return int(saat.astimezone(UTC).timestamp())
