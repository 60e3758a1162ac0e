"""Indonesian dates and numbers."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.pdf import kata


def test_dates_have_no_leading_zero_and_the_month_in_full() -> None:
    assert kata.tanggal(date(2026, 2, 2)) == "2 Februari 2026"
    assert kata.hari_tanggal(date(2026, 5, 7)) == "Kamis, 7 Mei 2026"
    assert kata.tanggal_pukul(datetime(2026, 11, 21, 18, 5, tzinfo=UTC)) == "22 November 2026 pukul 01.05 WIB"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (11, "sebelas"),
        (17, "tujuh belas"),
        (100, "seratus"),
        (121, "seratus dua puluh satu"),
        (1000, "seribu"),
        (2026, "dua ribu dua puluh enam"),
        (1_001_000, "satu juta seribu"),
        (3 * 10**15 + 1, "tiga kuadriliun satu"),
    ],
)
def test_numbers_are_spelled_as_in_the_office(number: int, words: str) -> None:
    assert kata.terbilang(number) == words


def test_numbers_out_of_range_are_refused() -> None:
    for wrong in (-1, 10**18):
        with pytest.raises(ValueError, match=str(wrong)):
            kata.terbilang(wrong)
    with pytest.raises(ValueError, match="0"):
        kata.romawi(0)


def test_lampiran_is_counted_in_figures_and_words() -> None:
    assert kata.jumlah(2, "berkas") == "2 (dua) berkas"
    assert kata.jumlah(0, "berkas") == "-"


@given(st.integers(0, 10**18 - 1), st.integers(0, 10**18 - 1))
def test_different_numbers_have_different_words(one: int, other: int) -> None:
    assert (kata.terbilang(one) == kata.terbilang(other)) == (one == other)
