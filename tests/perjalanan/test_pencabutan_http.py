"""A letter that is corrected and then revoked, through HTTP: what its writers, its readers and strangers see each time."""

import io
import re

import client as browser
import pytest
from flask import Flask
from flask.testing import FlaskClient
from makers import Kota

from eoffice import db, pemeriksaan
from eoffice.naskah.models import Naskah
from eoffice.web.services import Services
from tests.perjalanan import babak
from tests.perjalanan.babak import Cerita


@pytest.fixture
def cerita(app: Flask, services: Services, kota_kecil: Kota) -> Cerita:
    """A city in which one letter was sent, received and disposed."""
    babak.siapkan(services, kota_kecil, penanda=("kadis.dinsos",))
    cerita = Cerita(app, services, kota_kecil)
    cerita.mulai()
    cerita.tulis()
    cerita.ajukan()
    _paraf(cerita)
    cerita.tanda_tangani()
    cerita.kerja()
    cerita.surat = cerita.sampai("kadis.diskominfo")
    cerita.disposisikan()
    return cerita


def _paraf(cerita: Cerita) -> None:
    for nama in ("sekretaris.dinsos", "kabid.dinsos"):
        if f'href="{cerita.alamat}"' in cerita.orang(nama).buka("/naskah/paraf"):
            cerita.beri_paraf(nama)


def _koreksi(cerita: Cerita, lama: str, jalan: str, isian: dict[str, str]) -> str:
    """Begin one on the page of the letter, send it along its route, and have it signed; its number."""
    page = f"{lama}/koreksi/{jalan}"
    answer = cerita.orang("staf.dinsos").isi(page, page, isian)
    cerita.naskah = babak.nomor_di(answer.location)
    cerita.ajukan()
    _paraf(cerita)
    before = cerita.nomor, cerita.token, cerita.pdf
    cerita.tanda_tangani()
    cerita.nomor, cerita.token, cerita.pdf = before
    cerita.kerja()
    with db.reading(cerita.services.engine) as session:
        return session.get_one(Naskah, cerita.naskah).nomor or ""


def _teks(html: str) -> str:
    return " ".join(re.sub(r"<(?:script|svg).*?</(?:script|svg)>|<[^>]+>", " ", html, flags=re.S).split())


def _umum(cerita: Cerita) -> str:
    return _teks(cerita.app.test_client().get(f"/v/{cerita.token}").get_data(as_text=True))


def _unggah(client: FlaskClient, pdf: bytes) -> str:
    data = {"berkas": (io.BytesIO(pdf), "surat.pdf"), "csrf_token": browser.token(client)}
    return _teks(client.post("/v", data=data, content_type="multipart/form-data").get_data(as_text=True))


def test_a_letter_is_corrected_then_revoked_and_everybody_is_told(cerita: Cerita) -> None:
    lama, nomor, berkas = cerita.alamat, cerita.nomor, cerita.pdf
    staf, penerima = cerita.orang("staf.dinsos"), cerita.orang("kadis.diskominfo")
    assert "Ada yang keliru?" in staf.buka(lama)
    assert "Sah Kode ini milik naskah" in _umum(cerita)

    # The form keeps what was typed, and says everything at once.
    refused = staf.isi(f"{lama}/koreksi/ralat", f"{lama}/koreksi/ralat", {"alasan": "tanggal rapat"}, status=422)
    assert "Yang tertulis perlu diisi." in refused.text and "tanggal rapat</textarea>" in refused.text

    ralat = _koreksi(
        cerita, lama, "ralat", {"alasan": "tanggal rapat", "semula": "1 Maret 2026", "seharusnya": "2 Maret 2026"}
    )
    page = _teks(staf.buka(lama))
    assert "Naskah ini sudah diralat." in page and f"Diralat oleh nomor {ralat}" in page
    assert f"Meralat nomor {nomor}" in _teks(staf.buka(cerita.alamat)), "the newer one names the older one"
    surat = _teks(penerima.buka(f"/surat-masuk/{cerita.surat}"))
    assert "Surat ini sudah diralat." in surat and f"Diralat oleh nomor {ralat}" in surat
    assert "Sah, dengan ralat" in _umum(cerita) and f"Diralat oleh nomor {ralat}" in _umum(cerita)

    cabut = _koreksi(cerita, lama, "cabut", {"alasan": "kegiatan itu dibatalkan"})
    page = _teks(staf.buka(lama))
    assert "sudah dicabut dan tidak berlaku lagi" in page and f"Dicabut oleh nomor {cabut}" in page
    assert "Ada yang keliru?" not in page
    staf.buka(f"{lama}/koreksi/ganti", status=403)
    html = penerima.buka(f"/surat-masuk/{cerita.surat}")
    assert "Surat ini sudah dicabut" in html
    linked = re.search(rf'<a href="(/surat-masuk/\d+)\?tab=semua">nomor {re.escape(cabut)}', html)
    assert linked is not None, "the recipient reads the pencabutan in the own inbox"
    assert cabut in penerima.buka(linked[1])
    part = cerita.bagian_saya("kabid.diskominfo")
    assert "Surat ini sudah dicabut" in cerita.orang("kabid.diskominfo").buka(f"/disposisi/{part}")
    for nama, daftar in (
        ("staf.dinsos", "/naskah/keluar"),
        ("kadis.diskominfo", "/surat-masuk?tab=semua"),
        ("tu.diskominfo", "/agenda"),
        ("kadis.diskominfo", "/disposisi?tab=diberikan"),
        ("kadis.diskominfo", "/cari?q=pemutakhiran"),
    ):
        assert "Dicabut" in cerita.orang(nama).buka(daftar), daftar

    # Strangers: the page of the QR, and the file itself, which is the very same as ever.
    said = _umum(cerita)
    assert "Dicabut Kode ini milik" in said and f"Dicabut oleh nomor {cabut}" in said and f"nomor {ralat}" in said
    assert staf.ambil(f"{lama}/naskah.pdf").data == berkas
    told = _unggah(cerita.app.test_client(), berkas)
    assert "Tanda tangan sah, tetapi naskahnya sudah dicabut" in told and "sama persis" in told
    assert (
        told.index("Register") < told.index("Keadaan hari ini") < told.index("Keutuhan") < told.index("Penandatangan")
    )
    assert cabut not in told and ralat not in told, "the register tells nothing that is not in the file"

    assert [f for f in pemeriksaan.run(cerita.services)["pemeriksaan"] if not f["bersih"]] == []
