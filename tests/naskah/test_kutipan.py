"""Comments find their words again after the text was edited."""

import pytest

from eoffice.naskah import kutipan
from eoffice.naskah.kutipan import Letak

TEKS = "Bersama ini kami sampaikan laporan bantuan sosial.\nLaporan itu memuat laporan keuangan dan laporan kegiatan."


def test_of_equal_words_those_with_the_same_neighbours_are_meant() -> None:
    at = TEKS.rindex("laporan")
    quoted = kutipan.ambil(TEKS, at, at + 7)

    found = kutipan.temukan("Didahului kalimat baru. " + TEKS, quoted)

    assert found == Letak(at + 24, at + 31)


@pytest.mark.parametrize(
    ("changed", "berubah", "words"),
    [
        (TEKS.replace("laporan bantuan", "rincian bantuan"), True, "rincian"),
        (TEKS.replace("laporan bantuan", "bantuan"), True, ""),
    ],
)
def test_words_that_were_changed_are_told_apart_by_what_stands_around_them(
    changed: str, berubah: bool, words: str
) -> None:
    at = TEKS.index("laporan bantuan")
    quoted = kutipan.ambil(TEKS, at, at + 15 if not words else at + 7)

    found = kutipan.temukan(changed.replace("laporan", "LAPORAN"), quoted)

    assert found is not None
    assert found.berubah is berubah


def test_words_that_are_gone_with_all_around_them_are_not_found() -> None:
    assert kutipan.temukan("Naskah yang sama sekali lain.", kutipan.ambil(TEKS, 27, 34)) is None
    assert kutipan.temukan(TEKS, kutipan.Kutipan("")) is None


def test_lines_are_cut_where_a_comment_begins_or_ends() -> None:
    cut = kutipan.baris("satu dua tiga\nempat", [(7, Letak(5, 8)), (8, Letak(9, 19))])

    assert [[(p.teks, p.nomor) for p in line] for line in cut] == [
        [("satu ", ()), ("dua", (7,)), (" ", ()), ("tiga", (8,))],
        [("empat", (8,))],
    ]
