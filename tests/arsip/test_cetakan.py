"""The official lists and labels as PDF: what stands on the paper, page by page; no database."""

import dataclasses
import io
from datetime import UTC, date, datetime

import pytest
from pypdf import PdfReader

from eoffice.arsip import document
from eoffice.arsip.document import DaftarResmi, Kolom, Label
from eoffice.pdf.geometry import A4, MM

KOLOM = (Kolom("No.", 1, "kanan"), Kolom("Nomor berkas", 4), Kolom("Uraian informasi berkas", 8))


def daftar(many: int) -> DaftarResmi:
    return DaftarResmi(
        kop=("Pemerintah Kota Arunika", "Dinas Sosial"),
        judul="Daftar berkas",
        keterangan=(("Unit pengolah", "Bidang Rehabilitasi"), ("Periode", "Tahun 2026")),
        kolom=KOLOM,
        baris=[[str(n), f"000.8.3.3/{n:03d}/2026", f"Berkas ke-{n} tentang pelayanan"] for n in range(1, many + 1)],
        tempat="Arunika",
        tanggal=date(2026, 11, 23),
        mengetahui=("Kepala Bidang", "Siti Aminah", "198001012005012001"),
        petugas=("Arsiparis Terampil", "Budi Santoso", ""),
        dicetak_at=datetime(2026, 11, 23, tzinfo=UTC),
    )


def halaman(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


@pytest.mark.parametrize("many", [0, 1, 29, 30, 31, 32, 33, 34, 35, 36, 90])
def test_the_head_is_on_every_page_and_signatures_never_stand_alone(many: int) -> None:
    pages = halaman(document.render(daftar(many)))

    assert all("Uraian informasi berkas" in page for page in pages)
    assert [("Siti Aminah" in page) for page in pages] == [False] * (len(pages) - 1) + [True]
    assert "Arunika, 23 November 2026" in pages[-1] and "NIP. 198001012005012001" in pages[-1]
    assert "000.8.3.3/" in pages[-1] or many == 0
    assert sum(page.count("000.8.3.3/") for page in pages) == many
    assert f"Halaman {len(pages)} dari {len(pages)}" in pages[-1]


def test_the_sheet_is_turned_and_equal_lists_give_equal_bytes() -> None:
    first, again = document.render(daftar(3)), document.render(daftar(3))
    other = PdfReader(io.BytesIO(document.render(dataclasses.replace(daftar(3), kertas=A4)))).pages[0].mediabox

    box = PdfReader(io.BytesIO(first)).pages[0].mediabox
    assert first == again
    assert (round(box.width / MM), round(box.height / MM)) == (330, 215)
    assert (round(other.width / MM), round(other.height / MM)) == (297, 210)


def test_a_word_wider_than_its_column_is_broken_and_nothing_of_it_is_lost() -> None:
    long = "x" * 400

    pages = halaman(document.render(dataclasses.replace(daftar(0), baris=[["1", "n", long]])))

    assert "".join(pages).count("x") >= 400


def label(n: int) -> Label:
    return Label(
        "Pemerintah Kota", f"000.8.3.3/{n:03d}/2026", "Judul", (("Indeks", "SOP"),), f"https://x.id/arsip/berkas/{n}"
    )


def test_a_title_too_long_for_its_label_says_that_it_goes_on() -> None:
    long = dataclasses.replace(label(1), judul="Hubungan dengan perguruan tinggi, sekolah, dan magang " * 5)

    (page,) = halaman(document.lembar_label([long]))
    (whole,) = halaman(document.lembar_label([dataclasses.replace(label(1), judul="Hubungan " * 12)]))

    assert page.count("…") == 1
    assert "…" not in whole and whole.count("Hubungan") == 12


@pytest.mark.parametrize(("many", "mulai", "sheets"), [(1, 1, 1), (10, 1, 1), (10, 2, 2), (11, 1, 2)])
def test_labels_begin_where_the_sheet_is_still_free(many: int, mulai: int, sheets: int) -> None:
    pages = halaman(document.lembar_label([label(n) for n in range(many)], mulai=mulai))

    assert len(pages) == sheets
    assert sum(page.count("/2026") for page in pages) == many
