"""The language of the search box, without any database: what is typed, what is meant, and back to text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eoffice.search import waktu
from eoffice.search.pahami import pahami
from eoffice.search.rangkai import bersahaja, menurut_tanggal
from eoffice.search.tanya import Butir, Operator, Tanya, urai


class Kamus:
    """What a little office knows."""

    jenis = {"nota_dinas": "Nota Dinas", "surat_dinas": "Surat Dinas", "surat_masuk": "Surat masuk"}
    sifat = {"biasa": "Biasa", "terbatas": "Terbatas"}
    status = {"selesai": "Selesai", "tercatat": "Menunggu disposisi"}

    def singkatan(self, words: list[str]) -> dict[str, tuple[str, ...]]:
        return {"dinsos": ("Dinas Sosial",)} if "dinsos" in words else {}

    def unit(self, nilai: str) -> list[int]:
        return [7] if nilai.lower() == "dinsos" else []

    def klasifikasi(self, nilai: str) -> str | None:
        return nilai if nilai == "000.8" else None

    def berkas(self, nilai: str) -> list[int]:
        return [3] if nilai == "rapat" else []


def test_words_phrases_beginnings_exclusions_and_operators_are_told_apart() -> None:
    found = urai('rapat "kerja sama" kontra* -anggaran Jenis:"nota dinas" -dari:dinsos tahun: 2026 http://x')

    assert found.butir == (
        Butir("rapat"),
        Butir("kerja sama", frasa=True),
        Butir("kontra", awalan=True),
        Butir("anggaran", kecuali=True),
        Butir("nota dinas", Operator.JENIS, frasa=True),
        Butir("dinsos", Operator.DARI, kecuali=True),
        Butir("2026", Operator.TAHUN),
        Butir("http://x"),
    )


@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(['"a b"', "-", "jenis:", "x*", '"', "hal:z", ":", "-y", "*", "tanggal:", "sesudah:3", "Maret", "2026", "kemarin", "2024-2026", "ATAU", "ATAU*", "OR", "|", '"ATAU"', "a|b", "hal:z|y", '-a|b', 'hal:"p|q"', "-hal:z|y"])).map(" ".join)))  # fmt: skip
def test_what_is_printed_is_understood_as_the_same_question(typed: str) -> None:
    once = urai(typed)

    assert urai(once.teks) == once


def test_a_chip_taken_away_leaves_the_rest_and_a_second_year_replaces_the_first() -> None:
    found = urai("rapat tahun:2025 -anggaran")

    assert [n for n, _ in found.operator] == [1, 2] and found.kata == "rapat"
    assert found.tanpa(1).teks == "rapat -anggaran"
    assert found.dengan(Butir("2026", Operator.TAHUN)).teks == "tahun:2026 rapat -anggaran"


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("12-3-2026", date(2026, 3, 12), date(2026, 3, 12)),
        ("3 Maret 2026", date(2026, 3, 3), date(2026, 3, 3)),
        ("Nopember 2026", date(2026, 11, 1), date(2026, 11, 30)),
    ],
)
def test_dates_are_read_as_people_write_them(typed: str, first: date, last: date) -> None:
    assert waktu.rentang(typed) == (first, last)


@given(st.text(max_size=30))
def test_any_date_is_read_or_not_and_never_fails(typed: str) -> None:
    assert waktu.rentang(typed) is None or waktu.rentang(typed)[0] <= waktu.rentang(typed)[1]  # type: ignore[index]


def test_filters_become_tokens_and_dates_become_a_span() -> None:
    found = pahami(urai("jenis:ND jenis:surat_dinas -sifat:biasa unit:dinsos sebelum:2026-03 sesudah:2025"), Kamus())

    assert found.groups == {frozenset({"gnotadinas", "gsuratdinas"}), frozenset({"n7"})}
    assert (found.none, found.galat) == ({"zbiasa"}, [])
    assert (found.dari, found.sampai) == (date(2026, 1, 1), date(2026, 2, 28))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("jenis:rapot", "nota dinas"),
        ("sifat:gelap", "terbatas"),
        ("status:hilang", "menunggu disposisi"),
        ("unit:mars", "unit:diskominfo"),
        ("klasifikasi:999.9", "000.8"),
        ("berkas:tidakada", "judul berkas"),
        ("tahun:kemarin", "tahun:2026"),
        ("sebelum:kapan", "12-3-2026"),
        ("-sesudah:2026", "sebelum:"),
    ],
)
def test_an_unknown_value_is_answered_with_what_is_known(typed: str, says: str) -> None:
    (said,) = pahami(urai(typed), Kamus()).galat

    assert says in said


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("banjir|longsor", "banjir ATAU longsor"),
        ("banjir| longsor |angin||kencang|", "banjir ATAU longsor ATAU angin ATAU kencang"),
        ("hal:banjir|longsor laporan", "hal:banjir ATAU hal:longsor laporan"),
        ("jenis:undangan|nota_dinas", "jenis:undangan ATAU jenis:nota_dinas"),
        ('"banjir|longsor"', '"banjir|longsor"'),
        ("-banjir|longsor", '-"banjir|longsor"'),
        ("http://a|b", '"http://a|b"'),
    ],
)
def test_a_bar_needs_no_spaces(typed: str, same: str) -> None:
    assert urai(typed).teks == same and urai(same) == urai(typed)


def test_between_words_one_of_them_is_enough_when_atau_is_written_large() -> None:
    found = pahami(urai('banjir OR longsor | "angin kencang" laporan'), Kamus()).terms

    assert urai("banjir OR longsor").teks == "banjir ATAU longsor"
    assert [[t.phrases[0].words for t in term.semua] for term in found] == [
        [("banjir",), ("longsor",), ("angin", "kencang")],
        [("laporan",)],
    ]
    assert [b.nilai for b in urai("rapat atau undangan").butir] == ["rapat", "atau", "undangan"]
    assert urai("ATAU banjir ATAU ATAU longsor OR").teks == "banjir ATAU longsor"
    assert not urai('banjir "ATAU" longsor').butir[1].sambung
    many = " ATAU ".join(f"w{n}" for n in range(20))
    assert urai(many).teks == many  # only words are counted


def test_atau_goes_with_the_alternative_that_is_taken_out() -> None:
    """What is left of a question is never an alternative of what it was asked together with."""
    asked = urai("rapat hal:a ATAU banjir jenis:x ATAU jenis:y undangan")
    assert asked.kata == "rapat banjir undangan"
    assert asked.tanpa(1).teks == "rapat banjir jenis:x ATAU jenis:y undangan"
    assert asked.hanya(lambda b: b.nilai != "y").teks == "rapat hal:a ATAU banjir jenis:x undangan"
    assert asked.dengan(urai("jenis:x").butir[0]).teks == "jenis:x rapat hal:a ATAU banjir jenis:y undangan"
    three = urai("a ATAU hal:b ATAU c d")
    assert (three.tanpa(2).teks, three.tanpa(0).teks) == ("a ATAU c d", "hal:b ATAU c d")
    assert (plain := bersahaja(urai("undangan ATAU nomor rapat"))) is not None and plain.teks == "undangan rapat"
    dated = menurut_tanggal(urai("undangan ATAU maret 2026 banjir"))
    assert dated is not None and dated[0].teks.endswith(" undangan banjir")


@pytest.mark.parametrize(
    ("typed", "joined"),
    [("jenis:nota_dinas ATAU jenis:surat_dinas", True), ("dari:dinsos ATAU dari:sekda", True), ("-a ATAU banjir", False),
     ("jenis:nota_dinas ATAU banjir", False), ("dari:dinsos ATAU kepada:dinsos", False), ("sebelum:2026 ATAU sebelum:2025", False)],
)  # fmt: skip
def test_what_atau_cannot_join_is_told(typed: str, joined: bool) -> None:
    wrong = pahami(urai(typed), Kamus()).galat

    assert [sentence[:36] for sentence in wrong] == ([] if joined else ["ATAU menyambung kata dengan kata, mi"])


def test_an_abbreviation_is_also_looked_for_by_what_it_stands_for() -> None:
    (kadis, dinsos) = pahami(urai("kadis dari:dinsos"), Kamus()).terms

    assert [p.words for p in kadis.phrases] == [("kadis",), ("kepala", "dinas")]
    assert ("dinas", "sosial") in [p.words for p in dinsos.phrases] and dinsos.where == "dari"


def test_a_whole_word_stands_for_itself_and_its_family_and_a_piece_may_go_on() -> None:
    (whole,), (piece,), (tu,) = (pahami(urai(t), Kamus()).terms for t in ("laporan", "birok", "TU"))

    assert (whole.phrases[0].prefix, whole.roots) == (False, ("lapor",))
    assert piece.phrases[0].prefix is True and tu.phrases[0].prefix is False
    assert ("tata", "usaha") in [p.words for p in tu.phrases]
    assert pahami(Tanya(), Kamus()).terms == []


@pytest.mark.parametrize(
    ("typed", "where"),
    [
        ("agenda 19", "nomor"),
        ("agenda no 19/2026", "nomor"),
        ("Agenda Nomor 19 reklame", "nomor"),
        ("agenda 2026", "semua"),
        ("-agenda 19", "semua"),
        ("agenda rapat 19", "semua"),
    ],
)
def test_a_number_after_agenda_is_that_of_the_agenda_book(typed: str, where: str) -> None:
    terms = pahami(urai(typed), Kamus()).terms

    asked = [t for t in terms if t.where == "nomor"]
    assert ([t.phrases[0].words[:2] for t in asked] == [("agenda", "19")]) is (where == "nomor"), terms


def test_an_operator_without_a_value_is_not_asked_for() -> None:
    assert urai("dari:").kosong and urai("rapat Dari:").teks == "rapat" and urai('"dari:"').teks == '"dari:"'
