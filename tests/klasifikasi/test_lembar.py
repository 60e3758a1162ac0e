"""A sheet with a JRA: its columns are recognised, every mistake is named by row, and two schedules are compared."""

import pytest

from eoffice.errors import Invalid
from eoffice.klasifikasi.lembar import BarisJra, Keliru, baca, bandingkan
from eoffice.klasifikasi.states import NasibAkhir

DIKENAL = frozenset({"000.1", "000.2", "900"})
HEAD = ["Kode", "Jenis Arsip", "Aktif (tahun)", "Inaktif (tahun)", "Nasib Akhir", "Dihitung Sejak"]
MUSNAH = NasibAkhir.MUSNAH


def test_a_perwal_with_its_own_words_is_read() -> None:
    rows = [
        ["LAMPIRAN PERATURAN WALI KOTA", ""],
        ["No", "Kode Klasifikasi", "Jenis/Series Arsip", "Retensi Aktif", "Retensi Inaktif", "Keterangan"],
        ["1", " 000.1 ", "Rapat  pimpinan", "2 tahun", "4 Tahun", "Musnah"],
        ["", "", "", "", "", ""],
        ["2", "900", "Keuangan", "2", "0", "DINILAI KEMBALI"],
    ]

    found, wrong = baca(rows, DIKENAL)

    assert wrong == []
    assert found == [
        BarisJra("000.1", "Rapat pimpinan", 2, 4, MUSNAH, "berkas ditutup"),
        BarisJra("900", "Keuangan", 2, 0, NasibAkhir.DINILAI_KEMBALI, "berkas ditutup"),
    ]


def test_every_mistake_is_named_by_its_row() -> None:
    rows = [
        HEAD,
        ["000.1", "", "2", "3", "Musnah", ""],
        ["000.1", "", "2", "3", "Musnah", ""],
        ["x", "", "dua", "-1", "Bakar", ""],
        ["800", "", "2", "101", "Permanen", ""],
    ]

    found, wrong = baca(rows, DIKENAL)

    assert [b.kode for b in found] == ["000.1"]
    assert [k.baris for k in wrong] == [3, 4, 4, 4, 4, 5, 5]
    assert wrong[0] == Keliru(3, "Kode 000.1 tertulis dua kali.")
    assert "tidak ada dalam klasifikasi" in wrong[5].kalimat


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], "Baris judul"),
        ([["Nama", "Alamat"]], "Baris judul"),
        ([["Kode", "Aktif"]], "«Inaktif \\(tahun\\)», «Nasib Akhir»"),
        ([HEAD], "tidak berisi"),
        ([HEAD, ["", "", "", "", "", ""]], "tidak berisi"),
    ],
)
def test_a_sheet_that_is_no_schedule_is_refused(rows: list[list[str]], said: str) -> None:
    with pytest.raises(Invalid, match=said):
        baca(rows, DIKENAL)


def test_two_schedules_are_compared_by_kode_and_not_by_title() -> None:
    a, b, c = (BarisJra(kode, "Judul", 2, 3, MUSNAH, "berkas ditutup") for kode in ("000.1", "000.2", "900"))
    changed = BarisJra("000.2", "Judul", 2, 3, MUSNAH, "setelah pensiun")
    renamed = BarisJra("000.1", "Judul lain", 2, 3, MUSNAH, "berkas ditutup")

    found = bandingkan({x.kode: x for x in (a, b)}, [renamed, changed, c])

    assert (found.baru, found.berubah, found.hilang, found.sama) == ((c,), ((b, changed),), (), 1)
    assert bandingkan({x.kode: x for x in (a, b)}, [a]).hilang == (b,)
