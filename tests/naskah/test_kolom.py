"""The own fields of a jenis: read from a form, shown again, compared, and asked for at ajukan."""

import pytest
from werkzeug.datastructures import MultiDict

from eoffice.errors import Invalid
from eoffice.naskah.forms import kolom
from eoffice.naskah.jenis import Jenis, Kolom, rincian
from eoffice.web.fields import reading

pytestmark = pytest.mark.sekali

KEPADA = Kolom("kepada", "Kepada", "orang")
DIKTUM = Kolom(
    "diktum", "Diktum", "baris", butir="Diktum", paling_banyak=4,
    kolom=(Kolom("teks", "Teks", "teks_panjang", paling_panjang=900), Kolom("butir", "Butir", "daftar", wajib=False)),
)  # fmt: skip
SEMUA = (
    Kolom("maksud", "Maksud", "teks"),
    Kolom("dasar", "Dasar", "daftar"),
    Kolom("hari", "Hari", "bilangan", terkecil=1, terbesar=30),
    Kolom("jam", "Jam", "waktu"),
    Kolom("berangkat", "Berangkat", "tanggal"),
    Kolom("angkutan", "Angkutan", "pilihan", opsi=(("darat", "Darat"), ("laut", "Laut"))),
    KEPADA,
    DIKTUM,
)
RUPA = Jenis("rupa", "Rupa", "J", "R-{opd}", "{urut}", kolom=SEMUA)
FORM: dict[str, list[str]] = {
    "maksud": [" rapat  kerja "], "dasar": ["satu\n\n dua "], "hari": ["3"], "jam": ["9.05"], "berangkat": ["2026-05-11"],
    "angkutan": ["darat"], "kepada.nama": ["Gentala", "", "Rinjani"], "kepada.nip": ["198704112011011005", "", ""],
    "diktum.teks": ["Membentuk\nTim", "Berlaku"], "diktum.butir": ["a\nb", ""],
}  # fmt: skip
ISI = {
    "maksud": "rapat kerja", "dasar": ["satu", "dua"], "hari": 3, "jam": "09:05", "berangkat": "2026-05-11",
    "angkutan": "darat",
    "kepada": [
        {"nama": "Gentala", "nip": "198704112011011005", "pangkat": "", "golongan": "", "jabatan": ""},
        {"nama": "Rinjani", "nip": "", "pangkat": "", "golongan": "", "jabatan": ""},
    ],
    "diktum": [{"teks": "Membentuk\nTim", "butir": ["a", "b"]}, {"teks": "Berlaku", "butir": []}],
}  # fmt: skip


def form(**more: list[str]) -> MultiDict[str, str]:
    return MultiDict({**FORM, **{name.replace("__", "."): value for name, value in more.items()}})


def baca(posted: MultiDict[str, str]) -> dict[str, object]:
    with reading(posted) as f:
        return kolom.baca(f, posted, SEMUA)


def test_every_bentuk_is_read_and_empty_rows_are_dropped() -> None:
    assert baca(form()) == ISI


def test_what_is_kept_comes_back_to_the_form_and_is_read_the_same() -> None:
    shown = {k.nama: kolom.tampil(k, ISI[k.nama]) for k in SEMUA}

    again: MultiDict[str, str] = MultiDict()
    for name, value in shown.items():
        for row in value if isinstance(value, list) else [{"": value}]:
            for part, words in row.items():
                again.add(f"{name}.{part}" if part else name, words)

    assert baca(again) == ISI


def test_an_empty_form_is_a_konsep_and_no_mistake() -> None:
    assert baca(MultiDict()) == {
        "maksud": "", "dasar": [], "hari": None, "jam": "", "berangkat": "", "angkutan": "", "kepada": [], "diktum": [],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"hari": ["31"]}, "hari"),
        ({"hari": ["tiga"]}, "hari"),
        ({"jam": ["25.00"]}, "jam"),
        ({"berangkat": ["2026-02-30"]}, "berangkat"),
        ({"angkutan": ["udara"]}, "angkutan"),
        ({"maksud": ["a", "b"]}, "maksud"),
        ({"maksud": ["a\x00"]}, "maksud"),
        ({"kepada__nama": ["a", "b" * 161]}, "kepada-2-nama"),
        ({"diktum__butir": ["a" * 301, ""]}, "diktum-1-butir"),
        ({"diktum__teks": list("abcde")}, "diktum"),
    ],
)
def test_what_can_never_be_right_is_named_by_the_field_that_shows_it(wrong: dict[str, list[str]], field: str) -> None:
    # KEAMANAN: INJ-03
    posted = form(**wrong)

    with pytest.raises(Invalid) as refused:
        baca(posted)

    assert set(refused.value.fields) == {field}


@pytest.mark.parametrize(
    ("button", "teks"),
    [
        ("diktum:2:naik", ["Berlaku", "Membentuk\nTim"]),
        ("diktum:1:turun", ["Berlaku", "Membentuk\nTim"]),
        ("diktum:1:naik", ["Membentuk\nTim", "Berlaku"]),
        ("diktum:2:turun", ["Membentuk\nTim", "Berlaku"]),
        ("diktum:1:hapus", ["Berlaku"]),
        ("diktum:9:hapus", ["Membentuk\nTim", "Berlaku"]),
        ("diktum:0:tambah", ["Membentuk\nTim", "Berlaku"]),
    ],
)
def test_rows_move_with_a_plain_button(button: str, teks: list[str]) -> None:
    moved, name = kolom.susun(MultiDict({"susun": button}), ISI)

    assert name == "diktum"
    assert [row["teks"] for row in moved["diktum"]] == teks


@pytest.mark.parametrize("button", ["maksud:1:hapus", "id:1:hapus", "diktum:1:lari", "", "x" * 99])
def test_a_button_that_is_none_moves_nothing(button: str) -> None:
    assert kolom.susun(MultiDict({"susun": button}), ISI) == (ISI, "")


def test_what_is_missing_is_one_list_with_the_place_of_each() -> None:
    lacking = {**ISI, "maksud": "", "hari": None, "kepada": [], "diktum": [{"teks": "a"}, {"teks": "", "butir": ["b"]}]}

    assert rincian.kurang(RUPA, lacking) == {
        "maksud": "Isi maksud.",
        "hari": "Isi hari.",
        "kepada": "Isi kepada.",
        "diktum-2-teks": "Diktum, diktum 2: isi teks.",
    }
    assert rincian.kurang(RUPA, ISI) == {}


def test_people_once_kept_as_a_line_are_still_people() -> None:
    older = {"kepada": ["Gentala Prabawa | 1987 | Penata, III/c | Arsiparis", "Rinjani"]}

    first, second = rincian.orang(older, "kepada")

    assert (first.nama, first.nip, first.pangkat_golongan, first.jabatan) == (
        "Gentala Prabawa", "1987", "Penata, III/c", "Arsiparis",
    )  # fmt: skip
    assert second == rincian.Orang(nama="Rinjani")


def test_a_reader_never_fails_whatever_is_kept() -> None:
    for odd in (None, 7, "x", ["a"], {"a": 1}, [{"nama": ["b"]}], [[]], True):
        kept = {"a": odd}
        rincian.teks(kept, "a"), rincian.tanggal(kept, "a"), rincian.pukul(kept, "a"), rincian.bilangan(kept, "a")
        rincian.daftar(kept, "a"), rincian.orang(kept, "a"), rincian.kata(odd)
        for each in SEMUA:
            rincian.sebagai_teks(each, odd), kolom.tampil(each, odd)


def test_a_row_reads_as_one_line_for_the_redline() -> None:
    assert rincian.sebagai_teks(DIKTUM, ISI["diktum"]) == "Teks: Membentuk / Tim; Butir: a / b\nTeks: Berlaku"
    assert rincian.sebagai_teks(SEMUA[5], "darat") == "Darat"
