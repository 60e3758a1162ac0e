"""Units and jabatan of the sample city."""

import pytest

from eoffice.akses.actor import Peran
from eoffice.contoh import kota


def test_the_city_has_forty_perangkat_daerah() -> None:
    assert len(kota.opd_codes()) == 40


def test_every_jabatan_answers_in_the_end_to_the_wali_kota() -> None:
    for jabatan in kota.posts().values():
        seen, at = set(), jabatan
        while at.atasan_kode is not None:
            assert at.kode not in seen
            seen.add(at.kode)
            at = kota.posts()[at.atasan_kode]
        assert at.kode == kota.WALI_KOTA


def test_every_unit_but_the_city_itself_has_exactly_one_head() -> None:
    heads = [j.unit_kode for j in kota.posts().values() if j.kepala_unit]

    assert sorted(heads) == sorted(k for k in kota.units() if k != "00")


@pytest.mark.parametrize(
    ("kode", "nama", "atasan"),
    [
        ("31", "Kepala Dinas Komunikasi dan Informatika", "10"),
        ("31.1", "Sekretaris Dinas Komunikasi dan Informatika", "31"),
        ("31.1.1", "Kepala Subbagian Umum dan Kepegawaian", "31.1"),
        ("31.3", "Kepala Bidang Aplikasi Informatika", "31"),
        ("27.1", "Sekretaris Dinas Ketahanan Pangan, Pertanian, dan Perikanan", "27"),
        ("10.3.1", "Kepala Bagian Organisasi", "10.3"),
        ("10.3", "Asisten Administrasi Umum", "10"),
        ("13", "Inspektur Daerah", "10"),
        ("13.2", "Inspektur Pembantu Wilayah I", "13"),
        ("21.90", "Direktur Rumah Sakit Umum Daerah Arunika", "21"),
        ("21.801", "Kepala Puskesmas Arunika Utara", "21"),
        ("45", "Kepala Pelaksana Badan Penanggulangan Bencana Daerah", "10"),
        ("601", "Camat Arunika Utara", "10"),
        ("601.1", "Sekretaris Kecamatan Arunika Utara", "601"),
        ("601.51", "Lurah Lembahsari", "601"),
        ("12", "Sekretaris Dewan Perwakilan Rakyat Daerah", "10"),
        ("11.1", "Staf Ahli Bidang Pemerintahan, Hukum, dan Politik", "01"),
    ],
)
def test_heads_bear_their_right_title_and_superior(kode: str, nama: str, atasan: str) -> None:
    jabatan = kota.posts()[kode]

    assert (jabatan.nama, jabatan.atasan_kode) == (nama, atasan)


def test_every_perangkat_daerah_has_a_head_a_tu_an_arsiparis_and_staff() -> None:
    for opd in kota.opd_codes():
        posts = [j for j in kota.posts().values() if kota.opd_of(j.kode) == opd]

        assert sum(Peran.TU in j.peran for j in posts) == 1
        assert sum(Peran.ARSIPARIS in j.peran for j in posts) == 1
        assert sum("-S" in j.kode for j in posts) >= 2
        assert kota.posts()[opd].peran >= {Peran.PIMPINAN_OPD}


def test_the_line_upwards_leaves_out_both_ends() -> None:
    assert kota.line("31.1.1-S1", "31") == ("31.1.1", "31.1")
    assert kota.line("10.3.1-S1", "10") == ("10.3.1", "10.3")
    assert kota.line("31", "31.3") == ()


def test_each_perangkat_daerah_is_coordinated_at_most_once() -> None:
    coordinated = [kode for group in kota.KOORDINASI.values() for kode in group]

    assert len(coordinated) == len(set(coordinated))
    assert set(coordinated) <= set(kota.opd_codes())
