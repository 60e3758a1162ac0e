"""What another calendar reads is iCalendar to the letter, whatever people have typed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eoffice.agenda import ics
from tests.agenda import rfc5545

NINE = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # 09.00 WIB


def event(**more: object) -> ics.Kejadian:
    values: dict[str, object] = {
        "uid": "a1-7@e-office",
        "urutan": 3,
        "diubah_at": datetime(2026, 11, 22, 18, 5, tzinfo=UTC),
        "mulai": NINE,
        "selesai": NINE + timedelta(hours=2),
        "judul": "Rapat",
    }
    return ics.Kejadian(**(values | more))  # type: ignore[arg-type]


def test_an_event_says_when_in_wib_and_which_version_it_is() -> None:
    (found,) = rfc5545.kejadian(ics.kalender([event(tempat="Balai Kota, lantai 2")], nama="Agenda"))

    assert found.nilai["DTSTART"] == ("20261124T090000", "TZID=Asia/Jakarta")
    assert found.nilai["DTEND"] == ("20261124T110000", "TZID=Asia/Jakarta")
    assert found.nilai["DTSTAMP"][0] == "20261122T180500Z"
    assert (found.nilai["UID"][0], found.nilai["SEQUENCE"][0]) == ("a1-7@e-office", "3")
    assert found.nilai["STATUS"][0] == "CONFIRMED"
    assert found.nilai["LOCATION"][0] == "Balai Kota\\, lantai 2"


@pytest.mark.parametrize(
    ("more", "said"), [({"pasti": False}, "TENTATIVE"), ({"batal": True}, "CANCELLED"), ({}, "CONFIRMED")]
)
def test_the_state_is_told(more: dict[str, object], said: str) -> None:
    (found,) = rfc5545.kejadian(ics.kalender([event(**more)], nama="Agenda"))

    assert found.nilai["STATUS"][0] == said


def test_the_zone_is_that_of_jakarta_without_summer_time() -> None:
    zone = next(p for p in rfc5545.baca(ics.kalender([], nama="A")).anak if p.nama == "VTIMEZONE")

    (standard,) = zone.anak
    assert (standard.nilai["TZOFFSETFROM"][0], standard.nilai["TZOFFSETTO"][0]) == ("+0700", "+0700")


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=300), st.text(max_size=120))
def test_whatever_was_typed_comes_back_the_same(judul: str, tempat: str) -> None:
    content = ics.kalender([event(judul=judul, tempat=tempat)], nama=judul)

    (found,) = rfc5545.kejadian(content)
    plain = judul.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c for c in plain if c in "\n\t" or (ord(c) >= 0x20 and ord(c) != 0x7F))
    assert found.teks("SUMMARY") == kept


def test_lines_are_folded_between_characters_and_never_longer_than_75_octets() -> None:
    content = ics.kalender([event(judul="Rapat pembahasan é日本" * 20)], nama="Agenda")

    assert max(len(line) for line in content.split(b"\r\n")) == 75
    (found,) = rfc5545.kejadian(content)
    assert found.teks("SUMMARY") == "Rapat pembahasan é日本" * 20
