"""Hours and places read from an undangan, written here or scanned."""

from datetime import date, datetime, time

import pytest

from eoffice.agenda import usul
from eoffice.clock import WIB

SURAT = """PEMERINTAH KOTA ARUNIKA
Nomor : 400.14.1.1/12/SETDA/2026                    Arunika, 20 November 2026
Hal   : Undangan Rapat Koordinasi
Sehubungan dengan surat nomor 12.30/2026 tanggal 3 Oktober 2026, kami mengundang Saudara pada:
hari, tanggal : Selasa, 24 November 2026
waktu         : pukul 09.00 WIB s.d. 11.30 WIB
tempat        : Ruang Rapat Kirana, Balai Kota
acara         : Pembahasan peta proses bisnis
Demikian undangan ini disampaikan.
"""


def test_the_lines_of_a_letter_are_read() -> None:
    found = usul.dari_teks(SURAT)

    assert found == usul.Usul(
        date(2026, 11, 24), time(9), time(11, 30), "Ruang Rapat Kirana, Balai Kota", "Pembahasan peta proses bisnis"
    )
    assert found.waktu() == (
        datetime(2026, 11, 24, 9, tzinfo=WIB),
        datetime(2026, 11, 24, 11, 30, tzinfo=WIB),
        False,
    )


def test_without_an_end_two_hours_are_taken_and_it_is_said() -> None:
    found = usul.dari_rincian({"tanggal_acara": "2026-11-24", "waktu": "pukul 13.30 WIB s.d. selesai"})

    assert found.waktu() == (
        datetime(2026, 11, 24, 13, 30, tzinfo=WIB),
        datetime(2026, 11, 24, 15, 30, tzinfo=WIB),
        True,
    )


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("pukul 09.00 WIB s.d. selesai", (time(9), None)),
        ("09:00–12:15", (time(9), time(12, 15))),
        ("jam 8.30", (time(8, 30), None)),
        ("nomor 12.30.5 tanggal 24.11.2026", (None, None)),
        ("pukul 25.00", (None, None)),
        ("sesudah salat", (None, None)),
    ],
)
def test_times_of_day_are_told_from_other_numbers(words: str, found: tuple[time | None, time | None]) -> None:
    assert usul.jam(words) == found


@pytest.mark.parametrize(
    "rincian", [{}, {"tanggal_acara": "besok", "waktu": "09.00"}, {"tanggal_acara": "2026-11-24", "waktu": ""}]
)
def test_what_is_missing_is_not_made_up(rincian: dict[str, str]) -> None:
    assert usul.dari_rincian(rincian).waktu() is None


def test_a_date_that_does_not_exist_is_passed_over() -> None:
    assert usul.dari_teks("hari, tanggal : Senin, 31 November 2026").tanggal is None
