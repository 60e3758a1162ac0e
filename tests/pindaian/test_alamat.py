"""Addressee, sifat and urgensi as a letter says them, with how sure they are; never a guess where it says nothing."""

import pytest

from eoffice.pindaian.alamat import usulkan
from tests.pindaian import kertas

TUJUAN = [
    (1, "Kepala Dinas Sosial"),
    (2, "Sekretaris Dinas Sosial"),
    (3, "Kepala Bidang Rehabilitasi Sosial"),
    (4, "Sekretaris Daerah"),
    (5, "Wali Kota"),
]


def values(text: str) -> dict[str, str]:
    return {name: made.nilai for name, made in usulkan([text], [None], TUJUAN).items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Yth. Kepala Dinas Sosial Kota Arunika\ndi Arunika", "1"),
        ("Kepada Yth.\nSekretaris Dinas Sosial\ndi tempat", "2"),
        ("Yth. Bapak Wali Kota Arunika", "5"),
        ("Kepada: Sekretaris Daerah u.p. Kepala Bagian Umum", "4"),
        ("Yth. Direktur RSUD\nu.p. Kepala Bidang Rehabilitasi Sosial\ndi tempat", "3"),
        ("Yth. Kepa1a Dinas Sosia1", "1"),  # as OCR reads it
        ("Yth. Kepala Bidang Rehabilitasi\nSosial Dinas Sosial", "3"),
        ("Yth. Camat Melati", None),
        ("Kepala Dinas Sosial menetapkan sebagai berikut", None),
        ("Yth. Para Kepala Desa\ndi tempat\nTembusan:\n1. Wali Kota", None),
    ],
)
def test_the_addressee_is_found_among_the_jabatan_of_the_office(text: str, expected: str | None) -> None:
    assert values(text).get("tujuan_jabatan_id") == expected


@pytest.mark.parametrize(
    ("text", "sifat", "urgensi"),
    [
        ("Sifat : Rahasia\nLampiran : -", "rahasia", None),
        ("Sifat : Segera", None, "segera"),
        ("Sifat: Terbatas/Amat Segera", "terbatas", "amat_segera"),
        ("Derajat : Kilat", None, "amat_segera"),
        ("DINAS CONTOH\nRAHASIA\nNomor : 1/A/2026", "rahasia", None),
        ("SANGAT RAHASIA", "sangat_rahasia", None),
        ("| SEGERA |", None, "segera"),
        ("SEGERRA", None, "segera"),
        ("Sifat : Biasa", None, None),
        ("mohon segera ditindaklanjuti dan dijaga kerahasiaannya", None, None),
        ("UNDANGAN RAPAT SEGERA DILAKSANAKAN", None, None),
    ],
)
def test_labels_and_stamps_say_who_may_read_and_how_fast(text: str, sifat: str | None, urgensi: str | None) -> None:
    found = values(text)

    assert (found.get("sifat"), found.get("urgensi")) == (sifat, urgensi)


def test_a_proposal_says_where_it_stands_and_how_sure_it_is() -> None:
    made = usulkan(["halaman sampul", "SEGERA\n" + "\n".join(kertas.SURAT)], [None, 80], TUJUAN)

    assert (made["urgensi"].halaman, made["urgensi"].kutipan, made["urgensi"].keyakinan) == (2, "SEGERA", 72)
    assert (made["tujuan_jabatan_id"].nilai, made["tujuan_jabatan_id"].keyakinan) == ("1", 80)
    assert usulkan([], [], TUJUAN) == {}
