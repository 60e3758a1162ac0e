"""The page on which the found words stand: that of the snippet, not of the first word like it."""

from eoffice.pencarian.halaman import pada
from eoffice.pencarian.routes import cari, tersimpan
from eoffice.web.access import Limit, gate_of

LEMBAR = (
    "Kepada Yth. Kepala Dinas\nRapat anggaran diadakan besok",
    "Pada rapat itu dibahas belanja\nmodal dan rapat anggaran berikutnya ditunda",
    "",
    "Tembusan: Inspektur Daerah",
)


def test_the_words_around_tell_which_of_two_places_is_meant() -> None:
    assert pada(LEMBAR, (("… modal dan ", False), ("rapat anggaran", True), (" berikutnya ditunda", False))) == 2
    assert pada(LEMBAR, (("", False), ("Rapat anggaran", True), (" diadakan", False))) == 1


def test_words_that_are_broken_over_lines_are_found() -> None:
    assert pada(LEMBAR, (("dibahas ", False), ("belanja modal", True), (" dan rapat", False))) == 2


def test_where_the_words_around_stand_elsewhere_the_found_ones_decide() -> None:
    assert pada(LEMBAR, (("lain sama sekali ", False), ("Inspektur", True), (" apa pun", False))) == 4


def test_words_that_stand_on_no_page_have_none() -> None:
    assert pada(LEMBAR, (("", False), ("Gubernur", True))) is None
    assert pada(LEMBAR, (("tanpa tanda", False),)) is None


def test_only_a_persons_own_questions_use_up_the_limit_of_searching() -> None:  # KEAMANAN: WEB-10
    views = (cari.cari, cari.saran, tersimpan.kepada, tersimpan.hitungan)
    limits = [gate.limit for view in views if (gate := gate_of(view)) and gate.limit]

    assert limits[0] == Limit("cari", 60, 60) and len(limits) == 4
    assert "cari" not in {limit.name for limit in limits[1:]}
