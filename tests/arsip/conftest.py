"""What the tests of the index begin with."""

import makers
import pytest

from eoffice import db
from eoffice.web.services import Services

from . import arsip_uji as buat


@pytest.fixture
def terisi(services: Services, kota_kecil: makers.Kota, klasifikasi_utuh: None) -> makers.Kota:
    """Five naskah and a surat, found by whoever may read them."""
    with db.transaction(services.engine) as session:
        for n in range(5):
            buat.naskah(session, kota_kecil, hal=f"Undangan rapat {n}", teks="pembahasan anggaran")
        buat.surat(session, kota_kecil)
    return kota_kecil
