"""A jabatan that only manages the system takes no part in surat: not offered, not accepted, no menu for it."""

from collections.abc import Callable

import makers
import pytest
from client import kirim
from flask.testing import FlaskClient
from sqlalchemy import Engine, func, select

from eoffice import db
from eoffice.akses.actor import Peran
from eoffice.disposisi.models import DisposisiPenerima
from eoffice.naskah.models import Naskah, Penerima
from eoffice.organisasi.models import MENGELOLA, JabatanPeran
from eoffice.web.services import Services
from tests.surat_masuk import buatan

Masuk = Callable[..., FlaskClient]


@pytest.fixture
def surat_id(services: Services, kota_kecil: makers.Kota) -> int:
    """A surat of the leader under whom the administrator hangs."""
    with db.transaction(services.engine) as session:
        return buatan.surat(session, kota_kecil, kepada="kabid.diskominfo").id


def test_an_administrator_is_neither_offered_nor_accepted_for_a_disposisi(
    engine: Engine, kota_kecil: makers.Kota, masuk: Masuk, surat_id: int
) -> None:
    # KEAMANAN: OTR-08
    kabid, admin = masuk("kabid.diskominfo"), kota_kecil["admin"].jabatan.id
    url = f"/surat-masuk/{surat_id}/disposisi"

    form = kabid.get(url).text
    answer = kirim(kabid, url, {"versi": 1, "penerima": [admin], "instruksi": ["pelajari"]})

    assert f'value="{admin}"' not in form and MENGELOLA in form
    assert answer.status_code == 422 and MENGELOLA in answer.text
    with db.reading(engine) as session:
        assert session.scalar(select(func.count(DisposisiPenerima.id))) == 0
    assert masuk("admin").get(f"/surat-masuk/{surat_id}").status_code == 404


def test_an_administrator_is_neither_recipient_nor_pemaraf_of_a_naskah(
    engine: Engine, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    staf, admin = masuk("staf.dinsos"), kota_kecil["admin"].jabatan.id
    url = kirim(staf, "/naskah/baru", {"jenis": "surat_dinas"}).headers["Location"]
    naskah_id = int(url.split("/")[2])

    def post(**more: object) -> object:
        with db.reading(engine) as session:
            naskah = session.get_one(Naskah, naskah_id)
            data = {"versi": naskah.version, "hal": "Laporan", "isi": "Isi."}
            if "koordinasi" in more:
                data |= {"rute_untuk": naskah.penandatangan_id, "hierarki": [p.jabatan_id for p in naskah.paraf]}
        return kirim(staf, url, {**data, **more})

    to, checked = post(tujuan=[admin]), post(koordinasi=[admin])

    assert "Arif Setiawan" not in staf.get("/naskah/jabatan?q=Arif").text
    assert [a.status_code for a in (to, checked)] == [422, 422]  # type: ignore[attr-defined]
    assert all(MENGELOLA in a.text for a in (to, checked))  # type: ignore[attr-defined]
    with db.reading(engine) as session:
        assert not session.scalars(select(Penerima.id).where(Penerima.jabatan_id == admin)).all()


def test_an_administrator_sees_no_menu_of_surat_and_begins_no_konsep(kota_kecil: makers.Kota, masuk: Masuk) -> None:
    admin = masuk("admin")

    page = admin.get("/").text

    assert all(f'href="{url}"' not in page for url in ("/naskah/baru", "/surat-masuk", "/disposisi", "/naskah/konsep"))
    assert 'href="/pengguna"' in page
    assert kirim(admin, "/naskah/baru", {"jenis": "surat_dinas"}).status_code == 403
    assert admin.get("/naskah/baru").status_code == 403


def test_a_leader_who_is_administrator_too_still_receives_surat(
    engine: Engine, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    kabid = kota_kecil["kabid.diskominfo"].jabatan.id
    with db.transaction(engine) as session:
        session.add(JabatanPeran(jabatan_id=kabid, peran=Peran.ADMIN_SISTEM))
        surat = buatan.surat(session, kota_kecil, kepada="kadis.diskominfo").id

    form = masuk("kadis.diskominfo").get(f"/surat-masuk/{surat}/disposisi").text

    assert f'name="penerima" value="{kabid}"' in form
    assert 'href="/naskah/baru"' in masuk("kabid.diskominfo").get("/").text
