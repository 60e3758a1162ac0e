"""Registers are called by a name, also those that were opened with nothing but a code."""

import pytest

from eoffice.rekap.queries.buku import nama_register

UNITS = {"DINSOS": "Dinas Sosial", "DINSOS-BID": "Bidang Layanan"}


@pytest.mark.parametrize(
    ("kode", "nama", "shown"),
    [
        ("SK-DINSOS", "", "Register surat keluar Dinas Sosial"),
        ("ND-DINSOS-BID", "ND-DINSOS-BID", "Register nota dinas Bidang Layanan"),
        ("KEP-WK", "", "Register keputusan Wali Kota"),
        ("XX-LAIN", "", "Register XX LAIN"),
        ("AG-DINSOS", "Buku agenda Dinas Sosial", "Buku agenda Dinas Sosial"),
    ],
)
def test_a_register_is_called_by_what_it_is_and_whose(kode: str, nama: str, shown: str) -> None:
    assert nama_register(kode, nama, UNITS) == shown
