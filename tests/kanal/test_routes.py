"""The pages of the channels through HTTP."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import makers
import pytest
from client import kirim
from flask.testing import FlaskClient
from sqlalchemy import select

from eoffice import clock, db
from eoffice.app import create_app
from eoffice.config import Settings
from eoffice.kanal.models import Kanal, Kiriman
from eoffice.kanal.states import Jenis, StatusKiriman
from eoffice.setelan import Masukan
from eoffice.storage import Blob
from eoffice.web.services import Services

Masuk = Callable[..., FlaskClient]
SANDI = "sandi-kotak-pos-yang-panjang"


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    """An installation that knows a mail server and a folder."""
    return replace(settings, masukan=Masukan(("mail.arunika.example:993",), "", str(tmp_path / "pantau")))


def mail(kota: makers.Kota, **more: object) -> dict[str, object]:
    return {
        "jenis": "pos_el",
        "opd_id": kota.unit["dinsos"].id,
        "server": "mail.arunika.example:993",
        "pengguna": "surat@dinsos.example",
        "sandi": SANDI,
        "folder": "INBOX",
        "folder_selesai": "",
        **more,
    }


def test_the_administrator_opens_a_mailbox_and_never_sees_its_password(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    admin = masuk("admin")
    assert "Belum ada kanal" in admin.get("/kanal").text

    refused = kirim(admin, "/kanal/baru", mail(kota_kecil, server="127.0.0.1:25", folder='x" INBOX'))
    assert refused.status_code == 422
    assert "Pilih server dari daftar." in refused.text and "surat@dinsos.example" in refused.text
    assert SANDI not in refused.text

    assert kirim(admin, "/kanal/baru", mail(kota_kecil)).status_code == 303
    assert kirim(admin, "/kanal/baru", mail(kota_kecil)).status_code == 409
    with db.reading(services.engine) as session:
        kanal_id = session.scalars(select(Kanal.id)).one()
    for page in ("/kanal", f"/kanal/{kanal_id}"):
        assert SANDI not in admin.get(page).text
    assert "surat@dinsos.example di mail.arunika.example:993" in admin.get("/kanal").text
    kept = kirim(admin, f"/kanal/{kanal_id}", mail(kota_kecil, sandi="", folder_selesai="Tercatat", versi=1))
    assert kept.status_code == 303
    stale = kirim(admin, f"/kanal/{kanal_id}/aktif", {"versi": 1})
    assert stale.status_code == 409
    assert kirim(admin, f"/kanal/{kanal_id}/aktif", {"versi": 2}).status_code == 303
    assert "Diistirahatkan" in admin.get("/kanal").text


def test_a_folder_is_named_by_the_installation(kota_kecil: makers.Kota, masuk: Masuk, tmp_path: Path) -> None:
    admin = masuk("admin")
    kirim(admin, "/kanal/baru", {"jenis": "folder", "opd_id": kota_kecil.unit["dinsos"].id, "folder": "../../etc"})
    assert str(tmp_path / "pantau" / "dinsos") in admin.get("/kanal").text


def test_only_the_tu_it_came_to_reads_what_came(services: Services, kota_kecil: makers.Kota, masuk: Masuk) -> None:
    import io

    blob: Blob = services.store.put(io.BytesIO(b"Subject: Rapat\r\n\r\n<b>isi</b>"))
    with db.transaction(services.engine) as session:
        kanal = Kanal(
            jenis=Jenis.POS_EL, opd_id=kota_kecil.unit["dinsos"].id, aktif=True, uid_terakhir=0, periksa_at=clock.now(),
            server="", pengguna="", rahasia="", folder="INBOX", folder_selesai="", gagal=0, galat="",
        )  # fmt: skip
        session.add(kanal)
        session.flush()
        session.add(
            Kiriman(
                kanal_id=kanal.id, opd_id=kanal.opd_id, status=StatusKiriman.DITERIMA, nama="Rapat.eml", dari="a@b.example",
                perihal="Rapat <script>", diambil_at=clock.now(), teks="isi <b>tebal</b>", asli_key=blob.key,
                asli_size=blob.size, asli_sha256=blob.sha256, bagian=[{"nama": "x.pdf", "ukuran": 9, "keadaan": "menunggu"}],
            )
        )  # fmt: skip
    tu = masuk("tu.dinsos")

    assert "Rapat &lt;script&gt;" in tu.get("/kiriman").text
    page = tu.get("/kiriman/1").text
    assert "isi &lt;b&gt;tebal&lt;/b&gt;" in page and "x.pdf" in page
    original = tu.get("/kiriman/1/asli.eml")
    assert original.data.startswith(b"Subject") and original.headers["Content-Disposition"].startswith("attachment")
    for other, status in (("tu.diskominfo", 404), ("admin", 404), ("kadis.dinsos", 404)):
        assert masuk(other).get("/kiriman/1").status_code == status
    assert masuk("kadis.dinsos").get("/kiriman").status_code == 403
    assert tu.get("/kanal").status_code == 403


def test_without_servers_and_folders_the_page_says_what_to_set(
    settings: Settings, services: Services, kota_kecil: makers.Kota
) -> None:
    import client as browser

    bare = replace(settings, masukan=Masukan())
    page = browser.masuk(create_app(bare, services=replace(services, settings=bare)).test_client(), "admin").get(
        "/kanal"
    )
    said, _, technical = page.text.partition("Untuk pengelola server:")
    assert "Mintalah Diskominfo" in said and "EOFFICE_" not in said  # the name of a variable is for who can set it
    assert "EOFFICE_POS_EL_SERVER" in technical and "/kanal/baru" not in page.text
