"""Sheets as spreadsheets save them: what is read, what is refused, and in which words."""

from datetime import date

import pytest

from eoffice.akses.actor import Peran
from eoffice.organisasi import lembar
from eoffice.organisasi.states import JenisJabatan, JenisLembar, JenisPenugasan
from tests.langkah import langkah
from tests.organisasi import lembaran


def read(text: str | bytes, name: str = "lembar.csv") -> tuple[object, list[str]]:
    content = text.encode() if isinstance(text, str) else text
    rows, findings = lembar.baca([(name, content)])
    return rows, [f"{t.asal}: {t.kalimat}" for t in findings if t.galat]


def test_the_four_sheets_are_recognised_by_their_columns() -> None:
    rows, findings = lembar.baca(lembaran.semua())

    assert findings == []
    assert (len(rows.unit), len(rows.jabatan), len(rows.pegawai), len(rows.penugasan)) == (4, 4, 4, 4)
    assert rows.unit[2].koordinator == {"10"} and rows.unit[2].induk == "00"
    assert rows.jabatan[0].peran == {Peran.PIMPINAN_OPD, Peran.PEMANTAU}
    assert rows.jabatan[3].jenis is JenisJabatan.PELAKSANA and not rows.jabatan[3].dapat_ttd
    assert (rows.pegawai[1].nip, rows.pegawai[1].gelar_belakang) == (lembaran.NIP_KADIS, "S.Kom., M.T.")
    assert (rows.penugasan[1].mulai, rows.penugasan[1].bentuk) == (date(2025, 1, 6), JenisPenugasan.DEFINITIF)
    assert rows.pegawai[1].asal == "pegawai.csv baris 3"


@pytest.mark.parametrize("encode", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_marks_delimiters_and_line_ends_do_not_matter(encode: str, delimiter: str, newline: str) -> None:
    text = newline.join(("NIP;Nama", f"{lembaran.NIP_STAF};Gentala Prabawa")).replace(";", delimiter)

    rows, wrong = read(text.encode(encode))

    assert wrong == [] and [p.nama for p in rows.pegawai] == ["Gentala Prabawa"]  # type: ignore[attr-defined]


def test_the_line_that_excel_writes_first_is_passed_over() -> None:
    rows, wrong = read(f"sep=;\nnip;nama\n{lembaran.NIP_STAF};Gentala\n\n")

    assert wrong == [] and rows.pegawai[0].asal == "lembar.csv baris 3"  # type: ignore[attr-defined]


@pytest.mark.parametrize("jenis", list(JenisLembar))
def test_an_empty_sheet_with_its_example_can_be_read_back(jenis: JenisLembar) -> None:
    rows, findings = lembar.baca([(f"{jenis}.csv", lembar.contoh(jenis))])

    assert findings == []
    assert sum(map(len, (rows.unit, rows.jabatan, rows.pegawai, rows.penugasan))) == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("nip;nama\n123;Budi", "Kolom nip: NIP harus terdiri atas 18 angka tanpa spasi atau titik."),
        ("nip;nama\n1.98501E+17;Budi", "Kolom nip: sudah berubah menjadi angka oleh aplikasi lembar kerja"),
        ("nip;nama\n;", None),
        ("nip;nama\n;=1+1", "Kolom nama: tampak seperti rumus"),
        ("nip;nama\n;@SUM(A1)", "Kolom nama: tampak seperti rumus"),
        ("nip;nama\n;-2+3", "Kolom nama: tampak seperti rumus"),
        (f"nip;nama\n{lembaran.NIP_STAF};", "Kolom nama: perlu diisi."),
        (f"nip;nama\n{lembaran.NIP_STAF}", "Baris ini berakhir sebelum kolom nama."),
        (f"nip;nama\n{lembaran.NIP_STAF};A;B", "Isinya lebih banyak daripada kolomnya"),
        (f"nip;nama\n{lembaran.NIP_STAF};{'x' * 121}", "Kolom nama: Isinya paling panjang 120 karakter"),
        ("nip;nama\n;Budi\u202eA", "karakter kendali"),
        ("pegawai;jabatan;bentuk;mulai\nWali;01;definitif;2026-02-30", "Kolom mulai: harus tanggal yang ada"),
        ("pegawai;jabatan;bentuk;mulai\nWali;01;tetap;2026-02-03", "harus salah satu dari: definitif, plt, plh, pj"),
        ("kode;nama;unit;jenis\n1 2;Kepala;31;struktural", "Kolom kode: hanya boleh berisi huruf, angka"),
        (
            "kode;nama;unit;jenis;kepala_unit\n12;Kepala;31;struktural;mungkin",
            "Kolom kepala_unit: harus ya atau tidak.",
        ),
        (
            "kode;nama;unit;jenis;peran\n12;Kepala;31;struktural;raja",
            "Kolom peran: harus salah satu dari: admin_sistem",
        ),
        ("warna;rasa\nbiru;manis", "Baris pertama bukan judul kolom yang dikenal"),
        ("kode;singkatan\n1;A", "tidak mempunyai kolom: nama, jenis"),
        ("nip;nama;nama\n;A;B", "Kolom «nama» tertulis dua kali"),
        ('nip;nama\n;"Budi', "tidak dapat dibaca sebagai CSV"),
        ("nip;nama\n;a\x00b", "Berkas ini bukan CSV"),
    ],
)
def test_what_is_wrong_is_said_with_its_row(text: str, sentence: str | None) -> None:
    _, wrong = read(text)

    assert sentence is None or any(sentence in said for said in wrong), wrong
    if sentence is None:
        assert wrong == []


def test_other_encodings_and_huge_files_are_refused_with_advice() -> None:
    _, utf16 = read("nip;nama\n;Budi".encode("utf-16"))
    _, large = read(b"nip;nama\n" + b" " * lembar.LARGEST)

    assert "Simpan ulang sebagai «CSV UTF-8»" in utf16[0]
    assert "lebih besar dari 5 MB" in large[0]


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lembar, "MOST_ROWS", 2)

    _, wrong = read("nip;nama\n;A\n;B\n;C")

    assert wrong == ["lembar.csv: Lembar ini lebih dari 2 baris. Bagi menjadi beberapa berkas."]


def test_only_the_given_columns_are_part_of_a_row() -> None:
    rows, _ = read("kode;nama;unit;jenis\n31;Kepala;31;struktural")

    assert rows.jabatan[0].nilai().keys() == {"kode", "nama", "unit_kode", "jenis"}  # type: ignore[attr-defined]


def test_a_pppk_is_let_through_with_a_remark() -> None:
    _, findings = lembar.baca([("p.csv", b"nip;nama\n199005052022211004;Ratih")])

    assert [(t.galat, "PPPK" in t.kalimat) for t in findings] == [(False, True)]


def test_a_first_line_of_thousands_of_columns_is_refused_at_once() -> None:
    def steps(columns: int) -> int:
        wide = "unit;" + ";".join(f"a{n}" for n in range(columns)) + "\n"
        found: list[list[str]] = []
        count = langkah(lambda: found.append(read(wide)[1]))
        (wrong,) = found
        assert len(wrong) == 1 and "lebih dari 100 kolom" in wrong[0]
        return count

    steps(101)  # what is kept from the first time on
    assert steps(20_000) < 1.5 * steps(200)


@pytest.mark.parametrize("nama", [lembaran.NIP_STAF, "1988 0404", "١٢٣", "-"])
def test_a_name_of_digits_is_refused_for_it_would_name_the_nip_of_somebody_else(nama: str) -> None:
    _, wrong = read(f"nip;nama\n;{nama}\n")

    assert wrong == ["lembar.csv baris 2: Kolom nama: perlu nama orang, bukan angka; isi NIP di kolom nip."]
