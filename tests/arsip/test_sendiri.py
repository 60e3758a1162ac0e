"""What no arsiparis may read is filed by its own official; others learn that there is one more item, and no more."""

from collections.abc import Callable

import client as browser
import makers
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from eoffice import db
from eoffice.akses.rights import Action, Sifat
from eoffice.arsip import policy
from eoffice.arsip.models import Berkas, IsiBerkas
from eoffice.audit.models import AuditEntry
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import Status
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import Status as StatusSurat
from eoffice.web.services import Services

from . import arsip_uji as buat

Masuk = Callable[..., FlaskClient]
HAL = "Pemeriksaan pegawai berinisial AB"


@pytest.fixture
def kota(kota_kecil: makers.Kota, klasifikasi_utuh: None) -> makers.Kota:
    return kota_kecil


def naskah(services: Services, kota: makers.Kota, sifat: Sifat = Sifat.RAHASIA) -> str:
    """The address of a delivered naskah of the head of the dinas."""
    with db.transaction(services.engine) as session:
        return f"/arsip/berkaskan/naskah/{buat.naskah(session, kota, sifat=sifat, hal=HAL, teks=HAL).id}"


def surat(services: Services, kota: makers.Kota, sifat: Sifat = Sifat.RAHASIA) -> str:
    """The address of a surat of which only the envelope was registered, without a kode, read by its addressee."""
    with db.transaction(services.engine) as session:
        return f"/arsip/berkaskan/surat_masuk/{buat.surat(session, kota, sifat=sifat, hal=HAL, kode=None).id}"


def test_the_signer_files_a_rahasia_naskah(services: Services, kota: makers.Kota, masuk: Masuk) -> None:
    # KEAMANAN: OTR-05, OTR-07
    kadis, address = masuk("kadis.dinsos"), naskah(services, kota)
    record = address.removeprefix("/arsip/berkaskan")
    assert f'href="{address}"' in kadis.get(record).text
    assert HAL not in kadis.get(address).text  # no opening, so nothing of it is shown

    answer = browser.kirim(kadis, address)

    assert (answer.status_code, answer.headers["Location"]) == (303, record)
    assert f'href="{address}"' not in kadis.get(record).text
    with db.reading(services.engine) as session:
        (berkas,) = session.scalars(select(Berkas))
        found = session.scalars(select(Naskah)).one()
        assert (found.status, berkas.jumlah, berkas.unit_id) == (Status.DIBERKASKAN, 1, found.unit_id)
        arsiparis = kota["arsiparis.dinsos"].actor(session)
        assert policy.may(arsiparis, Action.KELOLA_BERKAS, berkas)
        notes = session.scalars(select(AuditEntry.catatan).where(AuditEntry.objek == "berkas")).all()
        number, berkas_id = found.nomor or "", berkas.id
    assert not any(number in note for note in notes)
    page = masuk("arsiparis.dinsos").get(f"/arsip/berkas/{berkas_id}").text
    assert "1 butir lain tidak dapat Anda baca" in page
    assert HAL not in page and number not in page
    assert masuk("arsiparis.dinsos").get(f"/arsip/berkas/{berkas_id}/metadata/1").status_code == 404


def test_the_addressee_files_a_rahasia_surat_under_a_kode(services: Services, kota: makers.Kota, masuk: Masuk) -> None:
    kadis, address = masuk("kadis.dinsos"), surat(services, kota)
    assert f'href="{address}"' in kadis.get(address.removeprefix("/arsip/berkaskan").replace("_", "-")).text

    without = browser.kirim(kadis, address, {"kode_klasifikasi": ""})
    answer = browser.kirim(kadis, address, {"kode_klasifikasi": "000.8.3.3"})

    assert (without.status_code, answer.status_code) == (422, 303)
    assert "Pilih kode klasifikasi." in without.text
    with db.reading(services.engine) as session:
        assert session.scalars(select(SuratMasuk.status)).one() is StatusSurat.DIBERKASKAN
        assert session.scalars(select(IsiBerkas)).one().berkas.kode_klasifikasi == "000.8.3.3"


def test_a_second_one_joins_the_first(services: Services, kota: makers.Kota, masuk: Masuk) -> None:
    kadis = masuk("kadis.dinsos")

    for address in (naskah(services, kota), naskah(services, kota)):
        assert browser.kirim(kadis, address).status_code == 303

    with db.reading(services.engine) as session:
        assert session.scalars(select(Berkas.jumlah)).all() == [2]


@pytest.mark.parametrize("make", [naskah, surat])
@pytest.mark.parametrize(
    ("who", "sifat", "code"),
    [
        ("kadis.dinsos", Sifat.BIASA, 403),  # that is the work of the arsiparis
        ("kadis.dinsos", Sifat.TERBATAS, 403),
        ("arsiparis.dinsos", Sifat.RAHASIA, 404),
        ("tu.dinsos", Sifat.RAHASIA, 404),
        ("kadis.diskominfo", Sifat.RAHASIA, 404),
    ],
)
def test_nobody_else_files_it(
    services: Services,
    kota: makers.Kota,
    masuk: Masuk,
    make: Callable[[Services, makers.Kota, Sifat], str],
    who: str,
    sifat: Sifat,
    code: int,
) -> None:  # KEAMANAN: OTR-04
    client, address = masuk(who), make(services, kota, sifat)

    assert client.get(address).status_code == code
    assert browser.kirim(client, address, {"kode_klasifikasi": "000.8.3.3"}).status_code == code
    with db.reading(services.engine) as session:
        assert session.scalars(select(IsiBerkas)).all() == []


def test_the_first_page_of_an_official_says_what_only_he_can_file(
    services: Services, kota: makers.Kota, masuk: Masuk
) -> None:
    mine, open_one = naskah(services, kota), naskah(services, kota, Sifat.BIASA)
    with db.transaction(services.engine) as session:
        surat = buat.surat(session, kota, sifat=Sifat.RAHASIA).id
    page = masuk("kadis.dinsos").get("/").get_data(as_text=True)

    assert "2 surat Rahasia belum diberkaskan" in page
    assert f'href="/naskah/{mine.rsplit("/", 1)[1]}"' in page and f'href="/surat-masuk/{surat}"' in page
    assert f'href="/naskah/{open_one.rsplit("/", 1)[1]}"' not in page
    assert "surat Rahasia belum" not in masuk("arsiparis.dinsos").get("/").get_data(as_text=True)
