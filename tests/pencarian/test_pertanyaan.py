"""One question from what is typed and what is chosen: neither loses the other, and its address says all of it."""

from urllib.parse import parse_qs, urlsplit

import pytest
from werkzeug.datastructures import MultiDict

from eoffice.pencarian import forms
from eoffice.pencarian.pertanyaan import ISIAN, Pertanyaan, dari_kueri, gabung, isian
from eoffice.search import tanya
from eoffice.search.tanya import Operator


def asked(**fields: str) -> str:
    """The text of the question that a form makes."""
    return forms.pertanyaan(MultiDict(fields))[0].tanya.teks


def posted(shown: str, **changed: str) -> dict[str, str]:
    """The form of a page as a browser sends it: every field as it was shown, but for what somebody changed."""
    return {"q": shown, "asal": shown, **isian(tanya.urai(shown)), **changed}


def test_every_operator_has_its_field() -> None:
    assert set(ISIAN.values()) == set(Operator)


def test_a_form_that_nobody_touched_says_what_it_said() -> None:
    shown = 'jenis:"nota dinas" -sifat:terbatas dari:dinsos tahun:2026 rapat "kerja sama"'

    assert asked(**posted(shown)) == shown


def test_a_word_typed_beside_chips_keeps_the_chips() -> None:
    shown = "jenis:surat_tugas rapat"

    assert asked(**posted(shown, q=f"{shown} koordinasi")) == "jenis:surat_tugas rapat koordinasi"


def test_a_field_changed_beside_typing_keeps_what_is_typed() -> None:
    found = asked(**posted("jenis:surat_tugas rapat", q="jenis:surat_tugas rapat anggaran", s_jenis="nota_dinas"))

    assert found == "jenis:nota_dinas rapat anggaran"


def test_an_operator_typed_over_an_untouched_field_counts() -> None:
    assert asked(**posted("jenis:surat_tugas rapat", q="jenis:nota_dinas rapat")) == "jenis:nota_dinas rapat"
    assert asked(**posted("jenis:surat_tugas rapat", q="rapat")) == "rapat"


def test_an_emptied_field_takes_its_chip_away_and_no_other() -> None:
    shown = "jenis:surat_tugas -jenis:undangan tahun:2026 rapat"

    assert asked(**posted(shown, s_tahun="")) == "jenis:surat_tugas -jenis:undangan rapat"


def test_several_values_of_one_operator_stay_when_its_field_is_left_alone() -> None:
    shown = "jenis:surat_tugas jenis:nota_dinas rapat"

    assert isian(tanya.urai(shown))["s_jenis"] == ""
    assert asked(**posted(shown)) == shown
    assert asked(**posted(shown, s_unit="dinsos")) == f"unit:dinsos {shown}"


@pytest.mark.parametrize("typed", ["sebelum:2026-03", 'sesudah:"3 Maret 2026"', "sesudah:2026"])
def test_a_date_in_other_words_is_not_lost_in_the_field_for_a_day(typed: str) -> None:
    assert asked(**posted(f"{typed} rapat")) == f"{typed} rapat"


def test_addresses_from_before_go_on_working() -> None:
    assert asked(q="rapat", kode="000.8", jenis="surat_dinas") == "jenis:surat_dinas klasifikasi:000.8 rapat"
    assert asked(pengirim="dinas sosial") == 'dari:"dinas sosial"'
    assert asked(dari="2026-03-02", sampai="2026-03-31") == "sebelum:2026-04-01 sesudah:2026-03-01"
    assert forms.pertanyaan(MultiDict({"unit": "7"}), "DINSOS")[0].tanya.teks == "dari:DINSOS"


def test_only_the_kept_address_is_shown_as_it_is() -> None:
    assert forms.pertanyaan(MultiDict({"q": "rapat", "urut": "cocok"}))[1]
    for fields in (posted("rapat"), {"kode": "000"}, {"unit": "1"}, {"dari": "x"}):
        assert not forms.pertanyaan(MultiDict(fields))[1]


def test_a_day_no_calendar_has_is_left_for_the_engine_to_explain() -> None:
    assert asked(dari="kemarin") == "sesudah:kemarin"
    assert asked(sampai="9999-12-31") == "sebelum:9999-12-31"


def test_the_way_on_and_back_is_in_the_address() -> None:
    first = Pertanyaan(tanya.urai("rapat"), "cocok")

    def go(path: str) -> Pertanyaan:
        return forms.pertanyaan(MultiDict(parse_qs(urlsplit(path).query)))[0]

    second = go(first.lanjut("12-a"))
    third = go(second.lanjut("9-b"))

    assert (second.sesudah, third.sesudah) == ("12-a", "9-b")
    assert go(third.kembali()) == second
    assert go(second.kembali()) == first
    assert (first.kembali(), first.lanjut("")) == ("", "")
    assert dari_kueri(third.kueri) == first


def test_an_address_that_somebody_wrote_narrows_what_is_typed() -> None:
    assert gabung(tanya.urai("rapat"), None, {"s_jenis": "nota_dinas"}).teks == "jenis:nota_dinas rapat"
