"""From an empty installation to the first konsep: administrator, sheets, activation links, somebody at work."""

import io
import re

import client as browser
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from eoffice import db, siap
from eoffice.akun import actions as akun
from eoffice.naskah.models import Naskah
from eoffice.organisasi import queries as organisasi
from eoffice.web.services import Services
from tests.organisasi import lembaran

SANDI = {"admin": "lima ekor kambing menyeberang", "lain": "tujuh perahu melintas perlahan"}


@pytest.fixture
def admin(app: Flask, services: Services) -> FlaskClient:
    """The first administrator of a prepared, empty installation, who has chosen a password."""
    siap.siapkan(services, say=lambda _text: None)
    with db.transaction(services.engine) as session:
        token = akun.admin_pertama(session, nama="Rukmini", nama_pengguna="admin", nama_kota="Kota Uji")
    assert token is not None
    return activated(app, token, "admin", SANDI["admin"])


def activated(app: Flask, token: str, nama_pengguna: str, sandi: str) -> FlaskClient:
    """The owner of a link at a browser of his own."""
    client = app.test_client()
    answer = browser.kirim(client, f"/aktivasi/{token}", {"sandi_baru": sandi, "sandi_ulang": sandi})
    assert answer.status_code == 303, answer.text
    return browser.masuk(client, nama_pengguna, sandi)


def test_an_empty_installation_becomes_a_working_office(app: Flask, services: Services, admin: FlaskClient) -> None:
    # KEAMANAN: AUT-04
    home = admin.get("/").text
    assert "Instalasi ini masih kosong" in home and 'href="/organisasi/impor"' in home
    assert "Belum ada kepala unit" in home and "Semua kepala unit ada pemegangnya" not in home
    assert "Organisasi belum diisi" in admin.get("/organisasi").text

    # The sheets: looked at, then confirmed.
    sheets = [(io.BytesIO(content), name) for name, content in lembaran.semua()]
    looked = browser.kirim(admin, "/organisasi/impor/periksa", {"berkas": sheets}).text
    assert "Yang salah" not in looked, looked
    form = {
        "sidik": re.findall(r'name="sidik" value="(\w+)"', looked)[0],
        "lembar": re.findall(r'name="lembar" value="([^"]+)"', looked),
        "sandi_admin": SANDI["admin"],
    }
    loaded = browser.kirim(admin, "/organisasi/impor/muat", form, content_type="multipart/form-data")
    assert loaded.status_code == 303, loaded.text
    assert "4" in re.findall(r'<a href="/pengguna\?keadaan=tanpa_akun">(\d+)</a>', admin.get("/").text)

    # Two people get their accounts, each through a link that is shown once.
    people = {}
    with db.reading(services.engine) as session:
        for nip, nama in ((lembaran.NIP_STAF, "gentala"), (lembaran.NIP_KADIS, "kadis")):
            people[nama] = organisasi.pegawai_by_nip(session, nip).id
    signed_in = {}
    for nama, pegawai_id in people.items():
        made = browser.kirim(
            admin, f"/pengguna/{pegawai_id}/akun", {"nama_pengguna": nama, "sandi_admin": SANDI["admin"]}
        )
        (token,) = re.findall(r"/aktivasi/([\w-]{43})", made.text)
        signed_in[nama] = activated(app, token, nama, SANDI["lain"])
    assert "Aktif" in admin.get(f"/pengguna/{people['gentala']}").text

    # One of them writes; the administrator, who made all this, cannot read it.
    staf = signed_in["gentala"]
    assert 'href="/pengguna"' not in staf.get("/").text
    begun = browser.kirim(staf, "/naskah/baru", {"jenis": "surat_dinas"})
    assert begun.status_code == 303, begun.text
    page = staf.get(begun.headers["Location"])
    assert page.status_code == 200
    with db.reading(services.engine) as session:
        naskah = session.scalars(select(Naskah)).one()
        naskah_id = naskah.id
        assert naskah.konseptor_id == people["gentala"]
        assert naskah.opd_id == organisasi.unit_by_kode(session, "31").id
    assert admin.get(f"/naskah/{naskah_id}").status_code == 404
    assert signed_in["kadis"].get("/surat-masuk").status_code == 200
