"""Posted text becomes typed values, or one refusal that names every field (INJ-03, WEB-09)."""

import enum
import json
from datetime import date

import pytest
from werkzeug.datastructures import MultiDict

from eoffice.errors import Invalid
from eoffice.web.fields import parse_json, reading


class Warna(enum.StrEnum):
    """Something to choose from."""

    MERAH = "merah"
    BIRU = "biru"


def form(**values: str | list[str]) -> MultiDict[str, str]:
    return MultiDict(values)


def refusal(method: str, raw: str, **options: object) -> str:
    """The sentence with which one field is refused."""
    with pytest.raises(Invalid) as caught, reading(form(x=raw)) as f:
        getattr(f, method)("x", "Isian", **options)
    return caught.value.fields["x"]


def test_every_mistake_is_told_at_once() -> None:  # KEAMANAN: INJ-03
    with pytest.raises(Invalid) as caught, reading(form(jumlah="-1", tanggal="2026-02-30", warna="hijau")) as f:
        f.text("hal", "Hal")
        f.integer("jumlah", "Jumlah")
        f.date("tanggal", "Tanggal")
        f.choice("warna", "Warna", Warna)

    assert caught.value.fields == {
        "hal": "Hal perlu diisi.",
        "jumlah": "Jumlah harus bilangan bulat tanpa tanda, paling banyak 18 angka.",
        "tanggal": "Tanggal harus berupa tanggal yang ada, misalnya 2026-11-22.",
        "warna": "Warna memuat pilihan yang tidak dikenal.",
    }
    assert str(caught.value) == "Ada 4 isian yang perlu diperbaiki."


def test_good_values_arrive_typed() -> None:
    posted = form(
        hal="  Undangan \t rapat ", jumlah="007", tanggal="2026-11-22", warna="biru", ids=["3", "1", "3"], ya="1"
    )
    with reading(posted) as f:
        found = (
            f.text("hal", "Hal"),
            f.integer("jumlah", "Jumlah"),
            f.date("tanggal", "Tanggal"),
            f.choice("warna", "Warna", Warna),
            f.integers("ids", "Tujuan"),
            f.flag("ya"),
            f.flag("tidak"),
            f.maybe_date("kosong", "Kosong"),
            f.maybe_integer("kosong", "Kosong"),
            f.maybe_choice("kosong", "Kosong", Warna),
        )

    assert found == ("Undangan rapat", 7, date(2026, 11, 22), Warna.BIRU, [3, 1], True, False, None, None, None)


def test_text_is_normalised_to_nfc() -> None:  # KEAMANAN: INJ-03
    with reading(form(x="Ane\u0301mo")) as f:
        assert f.text("x", "Isian") == "Anémo"


@pytest.mark.parametrize("raw", ["a\x00b", "a\ud800b"])
def test_nul_and_lone_surrogates_are_refused(raw: str) -> None:  # KEAMANAN: INJ-03
    assert refusal("text", raw) == "Isian mengandung karakter yang tidak dapat disimpan."


@pytest.mark.parametrize("raw", ["a\x1bb", "surat\u202efdp.exe", "a\u2066b", "a\u200bb", "a\u2060b", "a\U000e0041b"])
def test_control_and_direction_characters_are_refused(raw: str) -> None:  # KEAMANAN: INJ-03
    assert refusal("text", raw).startswith("Isian mengandung karakter kendali")


def test_a_refusal_does_not_repeat_a_long_value() -> None:  # KEAMANAN: INJ-03
    sentence = refusal("text", "x" * 5000, max=200)

    assert sentence == "Isian paling panjang 200 karakter; sekarang 5000."


@pytest.mark.parametrize("raw", ["١٢", "1e3", "+1", "1_000", "9" * 19, "1.0", "0x10"])
def test_only_ascii_digits_are_a_number(raw: str) -> None:  # KEAMANAN: INJ-03
    assert refusal("integer", raw) == "Isian harus bilangan bulat tanpa tanda, paling banyak 18 angka."


@pytest.mark.parametrize("raw", ["1944-12-31", "2101-01-01"])
def test_dates_lie_within_the_century_that_matters(raw: str) -> None:  # KEAMANAN: INJ-03
    assert refusal("date", raw) == "Isian harus antara 1945-01-01 dan 2100-12-31."


def test_a_field_sent_twice_is_not_chosen_for_the_sender() -> None:
    with pytest.raises(Invalid) as caught, reading(MultiDict([("x", "a"), ("x", "b")])) as f:
        f.text("x", "Isian")

    assert caught.value.fields == {"x": "Isian hanya boleh diisi satu kali."}


def test_line_breaks_stay_where_they_are_wanted() -> None:
    with reading(form(x="satu\r\ndua\rtiga")) as f:
        assert f.text("x", "Isian", lines=True) == "satu\ndua\ntiga"


def test_json_nesting_is_bounded() -> None:  # KEAMANAN: WEB-09
    assert parse_json("[" * 32 + "]" * 32) is not None
    with pytest.raises(ValueError):
        parse_json("[" * 33 + "]" * 33)
    assert parse_json(json.dumps("[" * 100)) == "[" * 100


@pytest.mark.parametrize(
    "raw", ['{"a":1,"a":2}', "1" * 19, "NaN", "Infinity", '"\\u0000"', '"\\ud800"', "{", "", "[" * 100_000]
)
def test_doubtful_json_is_refused(raw: str) -> None:  # KEAMANAN: WEB-09
    with pytest.raises(ValueError):
        parse_json(raw)
