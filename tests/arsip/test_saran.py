"""Which berkas a record belongs to, judged by what lies in them; no database."""

from datetime import date

import pytest

from eoffice.arsip import kurun, saran
from eoffice.arsip.saran import Contoh, Dicari, Rujukan

DINSOS = "Dinas Sosial"


def lama(berkas_id: int, hal: str, asal: str = DINSOS, kode: str = "") -> Contoh:
    return Contoh(berkas_id, "surat_masuk", asal, 0, kode, saran.kata(hal))


def baru(hal: str, asal: str = DINSOS, kode: str = "") -> Dicari:
    return Dicari("surat_masuk", asal, 7, kode, hal)


BANSOS = [
    lama(1, "Data penerima bansos Kecamatan Bantaran"),
    lama(1, "Penyaluran bansos beras penerima triwulan III"),
    lama(1, "Verifikasi bansos penerima lanjut usia"),
    lama(2, "Undangan rapat anggaran perubahan", "Badan Keuangan"),
]


def test_the_reason_names_how_many_from_whom_about_what() -> None:
    (first, *_) = saran.sarankan(baru("Permohonan data bansos bagi penerima"), Rujukan(BANSOS), {1, 2})

    assert first.berkas_id == 1 and first.banyak == 3
    assert first.alasan == "3 surat dari Dinas Sosial tentang bansos penerima sudah ada di berkas ini"


def test_words_that_stand_in_every_letter_make_nothing_alike() -> None:
    assert saran.kata("Undangan Rapat Pelaksanaan Kegiatan Bulan Maret") == frozenset()
    assert saran.sarankan(baru("Undangan rapat", "Instansi lain"), Rujukan(BANSOS), {1, 2}) == []


def test_another_kode_is_another_matter() -> None:
    there = Rujukan([lama(1, "Data penerima bansos", kode="400.9.1")])

    assert saran.sarankan(baru("Data penerima bansos", kode="800.1.11.1"), there, {1}) == []
    assert [s.berkas_id for s in saran.sarankan(baru("Data penerima bansos", kode="400.9.1"), there, {1})] == [1]


def test_a_berkas_that_is_not_offered_is_not_proposed() -> None:
    assert saran.sarankan(baru("Data penerima bansos"), Rujukan(BANSOS), {2}) == []


@pytest.mark.parametrize(
    ("contoh", "pas", "sure"),
    [
        (BANSOS, {1: True}, True),
        (BANSOS, {1: False}, False),  # its time is another
        (BANSOS[:1], {1: True}, False),  # one alone is an accident
        (
            [*BANSOS[:2], lama(3, "Data penerima bansos lansia"), lama(3, "Penerima bansos data ganda")],
            {1: True, 3: True},
            False,
        ),
    ],
)
def test_a_proposal_is_sure_only_when_it_is_alone_and_of_its_time(
    contoh: list[Contoh], pas: dict[int, bool], sure: bool
) -> None:
    found = saran.sarankan(baru("Data penerima bansos beras"), Rujukan(contoh), {1, 2, 3})

    assert saran.yakin(found, pas=pas) is sure


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 3, 2), date(2026, 3, 2), "2 Maret 2026"),
        (date(2026, 3, 2), date(2026, 3, 31), "Maret 2026"),
        (date(2026, 1, 5), date(2026, 6, 30), "Januari–Juni 2026"),
        (date(2025, 12, 5), date(2026, 1, 3), "Desember 2025–Januari 2026"),
        (None, None, ""),
    ],
)
def test_a_span_is_written_as_a_list_writes_it(first: date | None, last: date | None, words: str) -> None:
    assert kurun.kata(first, last) == words
