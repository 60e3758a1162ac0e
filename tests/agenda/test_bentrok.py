"""What speaks against an appointment, as sentences; a person decides."""

from datetime import datetime

import pytest

from eoffice.agenda.bentrok import Janji, periksa
from eoffice.clock import WIB
from eoffice.organisasi import waktu

KERJA = waktu.muat_kalender()


def at(hour: int, minute: int = 0, day: int = 24) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=WIB)


def lain(mulai: datetime, selesai: datetime, tempat: str = "Balai Kota") -> Janji:
    return Janji(7, "Rapat lain", mulai, selesai, tempat)


@pytest.mark.parametrize(
    ("other", "nada"),
    [
        ((at(8), at(10)), ["bad"]),  # reaches into it
        ((at(9, 30), at(10)), ["bad"]),  # lies inside
        ((at(8), at(12)), ["bad"]),  # lies around it
        ((at(7, 30), at(8, 30)), ["warn"]),  # half an hour to another place
        ((at(7, 30), at(9)), ["warn"]),  # ends when it begins
        ((at(7), at(8)), []),  # an hour between
        ((at(12), at(13)), []),
    ],
)
def test_overlap_and_short_ways_are_said(other: tuple[datetime, datetime], nada: list[str]) -> None:
    found = periksa(at(9), at(11), "Dinas Sosial", [lain(*other)], KERJA)

    assert [p.nada for p in found] == nada


def test_the_same_place_needs_no_way() -> None:
    assert periksa(at(9), at(11), "balai kota ", [lain(at(7, 30), at(8, 30))], KERJA) == []
    assert periksa(at(9), at(11), "", [lain(at(7, 30), at(8, 30))], KERJA) == []


def test_days_off_and_evenings_are_said_and_not_refused() -> None:
    (sunday,) = periksa(at(9, day=22), at(11, day=22), "", [], KERJA)
    (evening,) = periksa(at(19), at(21), "", [], KERJA)

    assert sunday.kalimat == "Minggu, 22 November 2026 bukan hari kerja (akhir pekan)."
    assert "di luar jam kerja" in evening.kalimat
    assert {sunday.nada, evening.nada} == {"warn"}
