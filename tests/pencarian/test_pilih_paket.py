"""Rows of a search that an arsiparis ticks become a package; nobody else sees a box to tick."""

import io
import re
from collections.abc import Callable

import client as browser
import makers
import pytest
from flask.testing import FlaskClient

from eoffice import db
from eoffice.web.services import Services
from tests.arsip import arsip_uji
from tests.paket import kantor

pytestmark = pytest.mark.sekali


def test_ticked_hits_become_a_package(
    services: Services, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    with db.transaction(services.engine) as session:
        kantor.kode_kecil(session)
        naskah = arsip_uji.naskah(session, kota_kecil, hal="Undangan rapat beras")
        blob = services.store.put(io.BytesIO(kantor.PDF))
        naskah.pdf_key, naskah.pdf_size, naskah.pdf_sha256 = blob.key, blob.size, blob.sha256
        arsip_uji.naskah(session, kota_kecil, hal="Undangan rapat gula")
        naskah_id = naskah.id
    arsiparis = masuk("arsiparis.dinsos")

    page = arsiparis.get("/cari?q=beras").text

    assert re.findall(r'name="pilih" value="([^"]+)"', page) == [f"naskah:{naskah_id}"]
    assert '<form method="get" action="/paket/baru"' in page
    assert 'name="pilih"' not in masuk("kadis.dinsos").get("/cari?q=beras").text
    order = arsiparis.get(f"/paket/baru?pilih=naskah:{naskah_id}&pilih=naskah:999999&pilih=x:1").text
    assert "1 arsip yang dipilih" in order  # what cannot be read is not even counted
    sent = browser.kirim(arsiparis, "/paket/baru", {"pilih": f"naskah:{naskah_id}", "format": "srikandi"})
    kantor.selesaikan(services)
    files = kantor.isi_zip(arsiparis.get(f"{sent.location}/unduh").data)
    assert [body for name, body in files.items() if name.endswith(".pdf")] == [kantor.PDF]
