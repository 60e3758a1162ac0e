"""One trial service of BSrE for each test module, and settings that lead to it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from eoffice.config import Esign, Settings
from tests.tte.bsre import layanan, pki
from tests.tte.bsre.layanan import Layanan


@pytest.fixture(scope="module")
def jalan() -> Iterator[Layanan]:
    """One service for all tests of a module."""
    with layanan.berjalan() as found:
        yield found


@pytest.fixture
def bsre(jalan: Layanan) -> Layanan:
    """The service with nobody in it and nothing wrong."""
    jalan.orang, jalan.pelanggan, jalan.gangguan = {}, set(), []
    jalan.tersimpan, jalan.kode = {}, {}
    jalan.catatan.clear()
    jalan.ditandatangani = 0
    return jalan


@pytest.fixture
def versi() -> int:
    """Which version is spoken."""
    return 2


@pytest.fixture
def settings(settings: Settings, bsre: Layanan, versi: int) -> Settings:
    """Settings of an office that reaches the service and trusts its agency."""
    esign = Esign(
        url=bsre.alamat,
        versi=versi,
        pengguna=layanan.PENGGUNA,
        sandi=layanan.SANDI,
        penerbit=(pki.INSTANSI,),
    )
    return replace(settings, esign=esign, tte_akar=pki.otoritas().akar.pem)
