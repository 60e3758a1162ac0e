"""The files themselves: text stays text, the same figures give the same bytes, the PDF keeps its promises; no database."""

import io
import re
import time
import zipfile
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import openpyxl
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eoffice.laporan.adopsi import Sebab
from eoffice.laporan.terbitan import isi as susunan
from eoffice.laporan.terbitan import kalimat, pdf, tulis
from eoffice.laporan.terbitan.lembar import NAMA, lembar
from eoffice.laporan.terbitan.ods import ods
from eoffice.laporan.terbitan.pdf import dokumen, gaya
from eoffice.laporan.terbitan.putusan import Bahan, putusan
from eoffice.laporan.terbitan.xlsx import xlsx
from tests.laporan.terbitan import contoh_isi, emas_kota

SIDIK = "0123456789ab" + "0" * 52
Buat = Callable[[dict[str, Any], str], bytes]
NAKAL = ("=1+1", "+SUM(A1)", "-2", "@x", '=HYPERLINK("http://jahat.example")', "<b>&amp;</b>", "http://jahat.example")


@pytest.mark.parametrize("buat", [pdf.laporan, xlsx, ods])
def test_the_same_figures_give_the_same_bytes_whenever_they_are_made(buat: Buat) -> None:
    first = buat(contoh_isi.isi(), SIDIK)
    time.sleep(2.05 if buat is ods else 0)  # the dates inside a package are even seconds

    assert buat(contoh_isi.isi(), SIDIK) == first
    assert buat(contoh_isi.isi(kota="Kota Lain"), SIDIK) != first


def nakal() -> dict[str, Any]:
    content = contoh_isi.isi()
    for n, word in enumerate(NAKAL):
        content["opd"].append({**content["opd"][0], "id": 10 + n, "kode": f"X{n}", "nama": word})
    return content


def test_what_looks_like_a_formula_or_a_link_is_text_in_the_xlsx() -> None:
    made = xlsx(nakal(), SIDIK)

    sheet = openpyxl.load_workbook(io.BytesIO(made))["Per OPD"]
    cells = {row[1].value: row[1] for row in sheet.iter_rows(min_row=5)}
    assert {cells[word].data_type for word in NAKAL} == {"s"}
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        parts = {n: package.read(n).decode() for n in package.namelist() if n.startswith("xl/")}
    assert not [name for name, text in parts.items() if "<f>" in text or "<hyperlink" in text]


def test_what_looks_like_a_formula_or_a_link_is_text_in_the_ods() -> None:
    made = ods(nakal(), SIDIK)

    with zipfile.ZipFile(io.BytesIO(made)) as package:
        content = package.read("content.xml").decode()
    assert "table:formula" not in content and "text:a " not in content
    assert {row[1] for row in emas_kota.ods_rows(made)["Per OPD"][4:]} >= set(NAKAL)


def test_both_workbooks_hold_the_same_cells() -> None:
    content = contoh_isi.isi()
    ours, theirs = emas_kota.xlsx_rows(xlsx(content, SIDIK)), emas_kota.ods_rows(ods(content, SIDIK))

    def plain(value: Any) -> Any:
        if isinstance(value, date):
            return f"{value:%Y-%m-%d}"
        if value is None or isinstance(value, str):
            return value or ""
        return round(float(value), 12)

    assert tuple(ours) == tuple(theirs) == NAMA
    for name in NAMA:
        for a, b in zip(ours[name], theirs[name], strict=True):
            width = max(len(a), len(b))
            left, right = ([plain(v) for v in row] + [""] * (width - len(row)) for row in (a, b))
            assert left == right, (name, a, b)


def test_numbers_are_numbers_with_formats_and_the_head_stays_in_sight() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx(contoh_isi.isi(), SIDIK)))
    sheet = book["Per OPD"]
    head = [cell.value for cell in sheet[4]]
    share, top, bottom = (
        sheet.cell(5, head.index(name) + 1) for name in ("A2 Lahir digital", "A2 pembilang", "A2 penyebut")
    )

    assert (share.value, top.value, bottom.value) == (0.875, 7, 8)
    assert share.number_format == "[$-421]0.0%"
    assert {each.freeze_panes for each in book} <= {"C5", "B5"}
    assert {each.page_setup.orientation for each in book} == {"landscape"}
    assert {each.print_title_rows for each in book} == {"$4:$4"}


def test_every_sheet_names_the_snapshot_and_is_as_wide_as_its_head() -> None:
    for each in lembar(contoh_isi.isi(), SIDIK):
        assert len(each.kepala) == len(each.lebar)
        assert all(len(row) <= len(each.kepala) for row in each.baris), each.nama
        assert each.baris, each.nama
    name = "LS-2026-08-0123456789ab"
    assert name == susunan.id_potret("2026-08", SIDIK)
    assert ["Nama potret", name] in [row[:2] for row in emas_kota.xlsx_rows(xlsx(contoh_isi.isi(), SIDIK))["Kendali"]]
    assert name in emas_kota.teks_pdf(pdf.laporan(contoh_isi.isi(), SIDIK))[0]


def test_the_pdf_says_its_language_and_title_claims_pdf_a_and_embeds_every_font() -> None:
    made = pdf.laporan(contoh_isi.isi(), SIDIK)

    with pikepdf.open(io.BytesIO(made)) as document:
        assert str(document.Root.Lang) == "id-ID"
        assert str(document.docinfo.Title) == "Laporan Adopsi Persuratan Elektronik Agustus 2026"
        assert "<pdfaid:part>2</pdfaid:part>" in document.Root.Metadata.read_bytes().decode()
        names, missing = set(), set()
        for page in document.pages:
            for font in page.Resources.Font.values():
                names.add(str(font.BaseFont).partition("+")[2])
                if "/FontFile2" not in font.FontDescriptor:
                    missing.add(str(font.BaseFont))
        assert not missing
        assert names == {"LiberationSans", "LiberationSans-Bold"}
        states = [page.Resources.get("/ExtGState", {}) for page in document.pages]
        assert not [s for each in states for s in each.values() if float(s.get("/ca", 1)) < 1]


def test_page_one_is_one_page_and_each_office_has_its_own() -> None:
    pages = emas_kota.teks_pdf(pdf.laporan(contoh_isi.isi(), SIDIK))

    starts = [[line for line in page.splitlines() if line][1] for page in pages]
    assert pages[0].count("LAPORAN ADOPSI PERSURATAN ELEKTRONIK") == 1
    assert "Perlu keputusan Sekda" in pages[0] and "14 Sep 2026" in pages[0]
    assert sum(start == "Dinas Sosial" for start in starts) == 1
    assert "Kendali" in pages[-1]


@pytest.mark.parametrize("banyak", [0, 1, 5])
def test_what_is_to_be_decided_never_runs_into_what_stands_below(banyak: int) -> None:
    long = "Badan Perencanaan Pembangunan, Riset, dan Inovasi Daerah, Dinas Kependudukan dan Pencatatan Sipil, dan 22 lainnya"
    row = {
        **contoh_isi.isi()["putusan"][0],
        "opd": long,
        "penanggung_jawab": "Kepala Dinas Pekerjaan Umum dan Penataan Ruang",
    }
    offices = [
        {
            **contoh_isi.isi()["opd"][0],
            "kode": f"DINAS{n}",
            "kelompok": ("dinas/badan", "kecamatan", "setda/setwan")[n % 3],
        }
        for n in range(45)
    ]
    content = contoh_isi.isi(putusan=[row] * banyak, opd=offices)

    first = emas_kota.teks_pdf(dokumen._susun(content, SIDIK, [gaya.jarak(1)], "Satu halaman", satu=True))[0]

    lines = [line for line in first.splitlines() if line]
    where = {
        word: next(n for n, line in enumerate(lines) if line.startswith(word))
        for word in ("Perlu keputusan", "Kertas: dasar", "Metode")
    }
    assert where["Perlu keputusan"] < where["Kertas: dasar"] < where["Metode"]
    assert first.count("14 Sep 2026") == banyak
    if not banyak:
        assert "Tidak ada yang perlu diputuskan bulan ini." in first


def test_names_with_markup_print_as_they_are() -> None:
    content = contoh_isi.isi()
    content["opd"][0]["nama"] = "<b>Dinas</b> & <img src='x'/>"

    assert "<b>Dinas</b> & <img src='x'/>" in "\n".join(emas_kota.teks_pdf(pdf.laporan(content, SIDIK)))


def test_the_annex_of_one_office_holds_no_figure_of_another() -> None:
    content = contoh_isi.isi()

    said = "\n".join(emas_kota.teks_pdf(pdf.lampiran_opd(content, SIDIK, content["opd"][0])))

    assert "Dinas Sosial" in said and "Dinas Arsip" not in said and "Perlu keputusan Sekda" not in said


def test_a_report_of_an_unfinished_month_says_so_on_every_page() -> None:
    pages = emas_kota.teks_pdf(pdf.laporan(contoh_isi.isi(sementara=True), SIDIK))

    assert all("SEMENTARA" in page for page in pages)


# -- sentences ----------------------------------------------------------------------------------------------------


def test_the_sentences_use_the_figures_and_nothing_else() -> None:
    content = contoh_isi.isi()

    assert kalimat.ringkasan(content) == [
        "Per 31 Agustus 2026, 0 dari 2 perangkat daerah sudah penuh memakai persuratan elektronik, 1 berjalan, 1 baru mulai, "
        "dan 0 belum.",
        "Dengan laju delapan minggu terakhir, 1 perangkat daerah diproyeksikan mencapai sasaran 31 Desember 2026; 1 "
        "memerlukan dukungan: Dinas Sosial.",
        "1 surat dan 0 disposisi melewati batas waktu, terlama 5 hari kerja, terbanyak di Dinas Sosial.",
    ]
    assert kalimat.jauh(content) == "Proyeksi ini jauh ke depan (18 minggu) sehingga perlu dibaca hati-hati."
    assert kalimat.kertas(content).endswith("setara 1 rim; belum ada catatan gudang yang mengonfirmasinya.")
    assert kalimat.negatif(content) == "Bulan ini Dinas Arsip mencetak lebih banyak daripada cara lama (−16 lembar)."
    assert (
        kalimat.sedikit(content)
        == "Bulan ini seluruh kota baru mengeluarkan 8 naskah; angkanya belum dapat dibandingkan."
    )


def test_the_report_says_why_fewer_are_whole_than_use_it() -> None:
    content = contoh_isi.isi()
    content["jawaban"] |= {"siap": 0, "menentukan": [], "kurang_data": ["a", "b"], "sudah_tinggi": 2}
    for each, a1, a10 in zip(content["opd"], ([1, 10], [8, 10]), ([1, 1], None), strict=True):
        each["rasio"] |= {"A1": a1, "A10": a10}

    assert kalimat.sasaran(content).endswith(
        "; 2 di antaranya sekarang sudah memakainya untuk 90% naskahnya atau lebih, tetapi penuh juga menuntut 70% pegawai "
        "aktif (1 belum) dan sertifikat pimpinan (0 belum), dua bulan berturut-turut."
    )
    content["tahap"] |= {"penuh": 2, "berjalan": 0, "mulai": 0}
    assert kalimat.sasaran(content).endswith("90% naskahnya atau lebih.")


def test_no_sentence_claims_a_cause() -> None:
    content = contoh_isi.isi()
    content["angka"]["gudang"]["terkonfirmasi"] = "90"

    said = " ".join(
        [
            *kalimat.ringkasan(content),
            kalimat.waktu(content),
            kalimat.kertas(content),
            kalimat.negatif(content),
            kalimat.laju(content),
        ]
    )

    assert "catatan gudang mengonfirmasi 90 lembar" in said
    content["angka"]["gudang"]["terkonfirmasi"] = "-780"
    assert kalimat.kertas(content).endswith("tidak mengonfirmasinya: pembelian kertas naik 780 lembar.")
    assert not re.search(r"menyebabkan|berkat|menghemat anggaran", said)


def test_each_decision_ends_in_an_action_an_owner_and_a_date() -> None:
    causes = [
        ("Dinas Satu", [Sebab.A4]),
        ("Dinas Dua", [Sebab.PIMPINAN_KOSONG]),
        *((f"Kec {n}", [Sebab.SEPI]) for n in range(5)),
    ]

    rows = putusan(Bahan(causes, 12, "Dinas Tiga", ["Dinas Empat"]), lambda days: date(2026, 9, days))

    assert [(r["opd"], r["penanggung_jawab"], r["tenggat"]) for r in rows] == [
        ("Dinas Dua", "Sekretaris Daerah", "2026-09-05"),
        ("5 perangkat daerah: Kec 0, Kec 1, Kec 2, dan 2 lainnya", "Sekretaris perangkat daerah", "2026-09-10"),
        ("Dinas Satu", "Kepala Dinas Satu", "2026-09-10"),
        ("Dinas Tiga", "Kepala Dinas Tiga", "2026-09-05"),
        ("Dinas Empat", "Kepala Dinas Empat", "2026-09-10"),
    ]
    assert all(r["usul"].endswith(".") for r in rows)


def test_there_are_never_more_than_five_decisions_and_lateness_is_always_one() -> None:
    causes = [(f"Dinas {n}", [cause]) for n, cause in enumerate(Sebab)]

    rows = putusan(Bahan(causes, 1, "Dinas X", []), lambda days: date(2026, 9, days))

    assert len(rows) == 5
    assert rows[-1]["opd"] == "Dinas X"


# -- exact numbers ------------------------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.integers(-(10**12), 10**12), st.integers(0, 9))
def test_a_decimal_comes_back_exactly(top: int, zeros: int) -> None:
    value = Fraction(top, 10**zeros)

    assert susunan.pecahan(susunan.desimal(value)) == value


def test_a_number_without_an_exact_decimal_keeps_twelve_places() -> None:
    assert susunan.desimal(Fraction(1, 3)) == "0.333333333333"
    assert susunan.desimal(Fraction(-2, 3)) == "-0.666666666667"


def test_ratios_read_with_both_numbers_and_hide_what_must_not_be_seen() -> None:
    assert [tulis.rasio(each) for each in ([7, 8], [0, 0], None)] == ["87,5% (7/8)", "tidak ada data", "< 5"]
    assert [tulis.persen(each) for each in ([0, 3], [1, 3])] == ["0%", "33,3%"]
    assert tulis.rentang({"rendah": "-9.2", "tinggi": "12"}) == "−9,2 sampai 12"
