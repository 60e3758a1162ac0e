"""What people type in pieces, in other words, or with a time in it; without any database."""

from datetime import UTC, date, datetime

import pytest

from eoffice import clock
from eoffice.search import nomor, waktu
from eoffice.search.bacaan import lain
from eoffice.search.kalimat import menurut_kalimat
from eoffice.search.pahami import pahami
from eoffice.search.pindai import bacaan
from eoffice.search.rangkai import bersahaja, menurut_tanggal, rangkai
from eoffice.search.tanya import Operator, urai
from tests.search.test_label import Kota


@pytest.fixture(autouse=True)
def hari_ini(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_set", datetime(2026, 11, 23, 2, tzinfo=UTC))  # a Monday


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        ("Rp 25.000.000", "Rp25.000.000"),
        ("rp. 1.500.000,00 hibah", "Rp1.500.000,00 hibah"),
        ("NIP 19730217 200003 2 003", "NIP 197302172000032003"),
        ("19730217 200003 2", "19730217 200003 2"),
        ("surat-surat keluar", "surat keluar"),
        ("undangan2", "undangan"),
        ("undang-undang", "undang-undang"),
        ("undang2", "undang-undang"),
        ('"surat-surat"', '"surat-surat"'),
        ("no.12/DISKOMINFO", "12/DISKOMINFO"),
        ("NOMOR:12/DISKOMINFO", "nomor:12/DISKOMINFO"),
        ("notula/2026", "notula/2026"),
        ('nomor:"No. 445 / 12"', "nomor:445/12"),
        ('nomor:"445/12"', 'nomor:"445/12"'),
        ("agenda 81 tahun 2026", 'nomor:"agenda 81/2026"'),
        ("Agenda No. 81 Tahun 2026 rapat", 'nomor:"agenda 81/2026" rapat'),
        ("agd. 81/2026", 'nomor:"agenda 81/2026"'),
        ("UU No. 43 Tahun 2009", 'UU "nomor 43 tahun 2009"'),
        ("nomor 21 rapat", '"nomor 21" rapat'),
        ("nomor rapat 21", "nomor rapat 21"),
        ("agenda 2026", "agenda 2026"),
        ("agenda rapat 81", "agenda rapat 81"),
    ],
)
def test_pieces_of_one_thing_become_one(typed: str, made: str) -> None:
    assert " ".join(b.teks for b in rangkai(urai(typed).butir, {})) == made


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("Drs. H. Ahmad Fauzi, M.Si.", "Ahmad Fauzi,"),
        ("Sasikirana, ST, MT", "Sasikirana,"),
        ("SE 12/2024", None),  # a surat edaran: no title stands before a number without a dot
        ("perj. dinas", "perj* dinas"),
        ("agenda 81", None),  # not any 81
        ("rapat AND undangan", "rapat undangan"),
    ],
)
def test_what_stands_beside_what_is_meant_is_given_up(typed: str, left: str | None) -> None:
    plain = bersahaja(urai(typed))

    assert (plain.teks if plain else None) == left


@pytest.mark.parametrize(
    ("typed", "also"),
    [
        ("197302172000032003", ("19730217", "200003", "2", "003")),
        ("Rp467.500.000,-", ("467", "500", "000")),
        ("467500000", ("rp467", "500", "000")),
        ("467.500.000,00", ("467500000",)),
        ("43/2009", ("43", "tahun", "2009")),
        ("nomor 43 tahun 2009", ("no", "43", "tahun", "2009")),
    ],
)
def test_the_same_thing_is_found_as_others_write_it(typed: str, also: tuple[str, ...]) -> None:
    assert also in lain(typed)
    assert also in [p.words for p in pahami(urai(typed), Kota()).terms[0].phrases]


@pytest.mark.parametrize("typed", ["000.8.3", "445.123", "2026", "12/DISKOMINFO", "1.50", "rapat"])
def test_what_is_no_amount_and_no_regulation_stands_for_itself(typed: str) -> None:
    assert lain(typed) == [] or typed == "445.123"


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("kemarin", date(2026, 11, 22), date(2026, 11, 22)),
        ("minggu lalu", date(2026, 11, 16), date(2026, 11, 22)),
        ("pekan ini", date(2026, 11, 23), date(2026, 11, 23)),
        ("bulan lalu", date(2026, 10, 1), date(2026, 10, 31)),
        ("tahun lalu", date(2025, 1, 1), date(2025, 12, 31)),
        ("30 hari terakhir", date(2026, 10, 25), date(2026, 11, 23)),
        ("Januari-Maret 2026", date(2026, 1, 1), date(2026, 3, 31)),
        ("1 s.d. 15 Maret 2026", date(2026, 3, 1), date(2026, 3, 15)),
        ("2024-2026", date(2024, 1, 1), date(2026, 12, 31)),
        ("9/3/26", date(2026, 3, 9), date(2026, 3, 9)),
        ("triwulan II 2026", date(2026, 4, 1), date(2026, 6, 30)),
        ("semester 2 2025", date(2025, 7, 1), date(2025, 12, 31)),
    ],
)
def test_times_are_read_as_an_office_says_them(typed: str, first: date, last: date) -> None:
    assert waktu.rentang(typed) == (first, last)


@pytest.mark.parametrize(
    "typed", ["2026-2024", "0 hari terakhir", "triwulan 5 2026", "Maret-Januari 2026", "12-2026-3"]
)
def test_what_is_no_time_is_none(typed: str) -> None:
    assert waktu.rentang(typed) is None


@pytest.mark.parametrize(
    ("typed", "meant", "called"),
    [
        ("undangan Maret 2026", "sesudah:2026-02-28 sebelum:2026-04-01 undangan", "Maret 2026"),
        ("surat tanggal 25 Maret 2026", "sesudah:2026-03-24 sebelum:2026-03-26 surat", "25 Maret 2026"),
        ("undangan tahun 2025", "sesudah:2024-12-31 sebelum:2026-01-01 undangan", "2025"),
        (
            "rapat minggu lalu",
            "sesudah:2026-11-15 sebelum:2026-11-23 rapat",
            "16 November 2026 sampai 22 November 2026",
        ),
        ("Perwal 12 Tahun 2024", None, ""),
        ("445/2026", None, ""),
        ("tahun:2026 Maret 2026", None, ""),
        ('"Maret 2026"', None, ""),
        ("2026", None, ""),
    ],
)
def test_a_time_among_words_can_be_meant_as_the_date_of_letters(typed: str, meant: str | None, called: str) -> None:
    found = menurut_tanggal(urai(typed))

    assert (found[0].teks, found[1]) == (meant, called) if meant else found is None


OKTOBER = "sesudah:2026-09-30 sebelum:2026-11-01"


@pytest.mark.parametrize(
    ("typed", "meant", "called"),
    [
        ("surat dari bappeda bulan lalu", f"dari:bappeda {OKTOBER}", "dari bappeda bertanggal Oktober 2026"),
        ("surat dari kecamatan tahun lalu", "dari:kecamatan sesudah:2024-12-31 sebelum:2026-01-01", "dari kecamatan bertanggal 2025"),
        ("undangan dari Dinas Kesehatan, bulan lalu tentang vaksin", f'dari:"Dinas Kesehatan" {OKTOBER} undangan tentang vaksin', "dari Dinas Kesehatan bertanggal Oktober 2026"),
        ("surat dari bappeda rapat anggaran", "dari:bappeda rapat anggaran", "dari bappeda"),
        ("naskah dari dinas kependudukan dan pencatatan sipil kepada sekda", 'dari:"dinas kependudukan dan pencatatan sipil" kepada sekda', "dari dinas kependudukan dan pencatatan sipil"),
        ("rapat dari Januari sampai Maret 2026", "sesudah:2025-12-31 sebelum:2026-04-01 rapat", "bertanggal 1 Januari 2026 sampai 31 Maret 2026"),
        ("surat dari bulan lalu", f"{OKTOBER} surat", "bertanggal Oktober 2026"),
        ("tahun:2026 surat dari bappeda", "dari:bappeda tahun:2026", "dari bappeda"),
        ("dari:sekda surat dari bappeda", None, ""),
        ("surat dari bappeda ATAU dinsos", None, ""),
        ("surat dari", None, ""),
        ("surat dari bap*, rapat", None, ""),
        ("surat dari 2024", None, ""),
        ('"surat dari bappeda"', None, ""),
        ("surat dari yang terhormat", None, ""),
        ("undangan rapat", None, ""),
    ],
)  # fmt: skip
def test_a_sentence_can_be_meant_as_its_sender_and_its_time(typed: str, meant: str | None, called: str) -> None:
    found = menurut_kalimat(urai(typed))

    assert (found and found.tanya.teks, found.sebutan if found else "") == (meant, called)
    assert found is None or urai(found.tanya.teks) == found.tanya


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("sesudah:3 Maret 2026 rapat", 'sesudah:"3 Maret 2026" rapat'),
        ("sebelum:minggu lalu", 'sebelum:"minggu lalu"'),
        ("sesudah:2026 rapat", "sesudah:2026 rapat"),
        ("sebelum:2026-02-02 2026", "sebelum:2026-02-02 2026"),
        ("sesudah:2026-01* 2026", "sesudah:2026-01* 2026"),
        ("--rapat*", "-rapat*"),
        ("ATAU* rapat", "ATAU* rapat"),
        ("tanggal:Maret 2026 rapat", "sesudah:2026-02-28 sebelum:2026-04-01 rapat"),
        ('tanggal:"Maret 2026" rapat', "sesudah:2026-02-28 sebelum:2026-04-01 rapat"),
        ("tgl:25/3/2026", "sesudah:2026-03-24 sebelum:2026-03-26"),
        ("tanggal: kemarin", "sesudah:2026-11-21 sebelum:2026-11-23"),
        ("no:12/DISKOMINFO", "nomor:12/DISKOMINFO"),
    ],
)
def test_a_date_of_several_words_needs_no_quotes(typed: str, same: str) -> None:
    assert urai(typed).teks == same and urai(same) == urai(typed)


def test_years_from_one_to_another_are_alternatives() -> None:
    assert pahami(urai("tahun:2024-2026"), Kota()).groups == {frozenset({"y2024", "y2025", "y2026"})}
    assert pahami(urai("tahun:1901-2026"), Kota()).galat and pahami(urai("tahun:2026-2024"), Kota()).groups == set()
    assert pahami(urai('sesudah:"30 hari terakhir"'), Kota()).dari == date(2026, 10, 25)


@pytest.mark.parametrize("typed", ["a*", "hal:s*", "-e*", "nomor:1*"])
def test_one_letter_before_a_star_is_refused_with_a_sentence(typed: str) -> None:
    # KEAMANAN: INJ-02, every word that begins so would have to be looked up
    found = pahami(urai(typed), Kota())

    assert "dua huruf" in found.galat[0] and not found.terms


def test_a_number_that_is_called_one_is_looked_for_as_such() -> None:
    (uu, said), (alone,) = (pahami(urai(t), Kota()).terms for t in ("UU nomor 43 tahun 2009", "no. 21"))

    assert said.phrases[0].words == ("nomor", "43", "tahun", "2009") and uu.penggal == ()
    assert [p.words for p in said.penggal[0]] == [("43",), ("2009",)] and [p.words for p in alone.penggal[0]] == [
        ("21",)
    ]


def test_parts_of_a_number_are_told_from_words_with_a_stroke() -> None:
    assert [p.words for p in nomor.penggal("000.8/0112//ORG", prefix=True)] == [("000", "8"), ("0112",), ("org",)]
    assert nomor.penggal("RT/RW", prefix=True) == () == nomor.penggal("2026", prefix=True)
    assert nomor.pasangan("445.2/012/2026 · Agenda 9/2026") == [("445", "12"), ("445", "y2026"), ("12", "y2026")]
    assert ("005", "12") in nomor.pasangan("005/0012") and ("5", "12") in nomor.pasangan("005/0012")
    assert nomor.pasangan("005.1/12") == [("005", "12")]  # a code is no number
    assert [p[0].words for p in nomor.tanpa_nol(nomor.penggal("021/ORG", prefix=False))] == [("21",)]
    assert nomor.tanpa_nol(nomor.penggal("000/ORG", prefix=False)) == ()
    assert nomor.pasangan("000.5/1 TAHUN 2026")[-1] == ("1", "y2026") and nomor.pasangan("") == []
    loose, strict = (pahami(urai("112/ORG"), Kota(), longgar=longgar).terms[0] for longgar in (True, False))
    assert loose.penggal and not strict.penggal and Operator.NOMOR not in {strict.where}
    assert pahami(urai("445/12"), Kota()).terms[0].penggal and pahami(urai("nomor:445/12"), Kota()).terms[0].penggal


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("l2/D1SKOMINFO/2O26", "12/DISKOMINFO/2026"),
        ("nomor:O12/DINSOS", "nomor:012/DINSOS"),
        ("undan gan rapat", "undangan rapat"),
        ("rapatkoordinasi banjir", "rapat koordinasi banjir"),
        ("12/DISKOMINFO", None),
        ("rapat koordinasi", None),
        ("-l2/DINSOS", None),
    ],
)
def test_what_a_scanner_or_a_hurried_hand_made_of_it_is_read_otherwise(typed: str, meant: str | None) -> None:
    found = [t.teks for t in bacaan(urai(typed))]

    assert found[0] == meant if meant else found == []
