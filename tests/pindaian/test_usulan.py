"""What a text proposes: number, date, sender and subject, and never a guess where it says nothing."""

from datetime import date

import pytest

from eoffice.pindaian.usulan import usulkan
from tests.pindaian import kertas

TODAY = date(2026, 11, 22)


def values(*pages: str) -> dict[str, str]:
    return {name: made.nilai for name, made in usulkan(pages, TODAY).items()}


def test_a_letter_proposes_its_four_fields_with_the_line_they_come_from() -> None:
    made = usulkan(["\n".join(kertas.SURAT)], TODAY)

    assert {name: one.nilai for name, one in made.items()} == {
        "nomor_surat": "045/UNK.FT/IV/2026",
        "tanggal_surat": "2026-04-17",
        "hal": "Permohonan Kerja Praktik Mahasiswa",
        "asal_teks": "Fakultas Teknik, Universitas Nusa Kirana",
    }
    assert made["nomor_surat"].kutipan.startswith("Nomor : 045/UNK.FT/IV/2026")
    assert {one.halaman for one in made.values()} == {1}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Nomor : 000.8.3.1/112/ORG/2026 13 April 2026", "000.8.3.1/112/ORG/2026"),
        ("Nomor: B-12/Set.1/HM.01/4/2026", "B-12/Set.1/HM.01/4/2026"),
        ("No. 045 / UNK / IV / 2026", "045/UNK/IV/2026"),
        ("NOMOR 800.1.11.1/87/2026", "800.1.11.1/87/2026"),
        ("Nomor : UND-7/KPP.12/2026 Arunika, 3 Mei 2026", "UND-7/KPP.12/2026"),
        ("Nomar : 12/A/2026", "12/A/2026"),
        ("Nomor : 218/UNK/X1/2026", "218/UNK/XI/2026"),
        ("Nomor : 1/11/V1l/2026", "1/11/VII/2026"),
    ],
)
def test_a_number_is_found_however_it_is_written(line: str, expected: str) -> None:
    assert values(f"DINAS CONTOH\n{line}\nHal : Undangan")["nomor_surat"] == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Nomor : 045/BJN/XI1/2026", "045/BJN/XI/2026"),  # the speck after XI is no twelfth month
        ("Nomor : 045/BJN/X1/2026", "045/BJN/XI/2026"),
        ("Nomor : 045/BJN/V1/2026", "045/BJN/V1/2026"),  # neither June nor November: left as it was read
    ],
)
def test_a_month_is_repaired_only_towards_the_date_of_the_letter(line: str, expected: str) -> None:
    assert values(f"DINAS CONTOH\nArunika, 19 November 2025\n{line}\nHal : Undangan")["nomor_surat"] == expected


def test_an_address_or_a_law_is_no_number() -> None:
    assert "nomor_surat" not in values(
        "DINAS CONTOH\nJalan Balai Kota Nomor 1, Arunika\nTelepon 0999/123/456\nsesuai Undang-Undang Nomor 43 Tahun 2009"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Arunika, 17 April 2026\nrapat diadakan tanggal 20 April 2026", "2026-04-17"),
        ("Tanggal : 5 Mei 2026\nsampai 9 Mei 2026", "2026-05-05"),
        (
            "Hal : Rapat\nberdasarkan Peraturan tanggal 3 Januari 2020\nDitetapkan di Arunika\npada tanggal 8 Juli 2026",
            "2026-07-08",
        ),
        ("NOMOR 5/ST/2026\nDasar :\nNomor 77/B/2026 tanggal 29 April 2026\npada tanggal 4 Mei 2026", "2026-05-04"),
        ("Nomor : 1/A/2026 13 Apri1 2026\nHal : X", "2026-04-13"),
        ("Arunika, 31 Oktobcr 2026", "2026-10-31"),
        ("Arunika, 04-08-2026", "2026-08-04"),
        ("Arunika, 04/08/2026", "2026-08-04"),
        ("Arunika, 31 Februari 2026", None),
        ("Arunika, 1 Januari 2027", None),  # a letter is not dated later than today
    ],
)
def test_the_date_of_the_letter_is_told_from_others(text: str, expected: str | None) -> None:
    assert values(text).get("tanggal_surat") == expected


def test_a_hal_goes_on_over_lines_but_not_into_the_addressee() -> None:
    text = "Hal : Undangan Rapat Koordinasi Penyusunan\nlaporan triwulan kedua\nYth. Para Kepala Dinas"

    assert values(text)["hal"] == "Undangan Rapat Koordinasi Penyusunan laporan triwulan kedua"
    assert values("Hal : Undangan\nYth. Bapak Camat")["hal"] == "Undangan"
    assert values("SURAT EDARAN\nTENTANG\nJAM KERJA BULAN RAMADAN\nA. Umum")["hal"] == "Jam kerja bulan ramadan"


def test_a_nota_dinas_comes_from_whom_it_says() -> None:
    assert values("NOTA DINAS\nKepada : Sekretaris Daerah\nDari : Kepala Bagian Organisasi")["asal_teks"] == (
        "Kepala Bagian Organisasi"
    )


def test_nothing_is_proposed_of_nothing() -> None:
    assert usulkan([], TODAY) == {}
    assert usulkan(["", "  \n "], TODAY) == {}
