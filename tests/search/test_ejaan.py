"""Roots and nearby spellings, by the words alone."""

import pytest

from eoffice.search import akar, ejaan


@pytest.mark.parametrize(
    ("words", "root"),
    [
        ("pelaporan laporan melaporkan dilaporkan", ("lapor",)),
        ("undangan mengundang", ("undang",)),
        ("menindaklanjuti ditindaklanjuti", ("tindak", "lanjut")),
        ("pertanggungjawaban", ("tanggung", "jawab")),
        ("pemberitahuan memberitahukan", ("beri", "tahu")),
        ("yang 112 dan", ()),
    ],
)
def test_a_family_of_words_has_one_root(words: str, root: tuple[str, ...]) -> None:
    assert {akar(w) for w in words.split()} == {root}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("undagan", "undangan"),
        ("lapoarn", "laporan"),
        ("aktifitas", "aktivitas"),
        ("ijin", "izin"),
        ("anggran", "anggaran"),
    ],
)
def test_a_misspelled_word_meets_the_right_one(typed: str, meant: str) -> None:
    assert ejaan.kunci(typed) & ejaan.kunci(meant)
    assert ejaan.usul(typed, {meant, "rapat"}, 3) == [meant]


def test_what_is_too_far_is_not_proposed() -> None:
    assert ejaan.usul("rapat", {"surat", "pupuk"}, 3) == []
    assert (ejaan.jarak("kota", "koat"), ejaan.jarak("a", "abc"), ejaan.jarak("", "")) == (1, 2, 0)
