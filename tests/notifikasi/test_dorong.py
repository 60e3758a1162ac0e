"""Web push against a service that decrypts by itself: nothing but «ada surat» goes, and only to services on the list."""

import dataclasses
import json
from collections.abc import Callable, Iterator

import client as browser
import makers
import pytest
from flask.testing import FlaskClient
from notifikasi.pos import PUSH, Layanan, Peramban, b64, check_token, layanan_push
from sqlalchemy import select

from eoffice import clock, outbox
from eoffice.akses.rights import Sifat
from eoffice.app import create_app, handlers
from eoffice.db import transaction
from eoffice.errors import Invalid, Unavailable
from eoffice.notifikasi import actions, dorong
from eoffice.notifikasi.models import KabarKiriman, KabarLangganan
from eoffice.notifikasi.states import Kabar, Keadaan
from eoffice.pembaca import lihat
from eoffice.setelan import LAYANAN_DORONG
from eoffice.web.services import Services

pytestmark = pytest.mark.sekali

KEY = dorong.kunci_vapid(b"k" * 32)


@pytest.fixture(scope="module")
def _server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Layanan]:
    with layanan_push(tmp_path_factory.mktemp("push")) as served:
        yield served


@pytest.fixture
def layanan(_server: Layanan) -> Layanan:
    """The push service, empty and willing."""
    _server.datang.clear()
    _server.status = 201
    return _server


def through(layanan: Layanan, *, dalam: bool = True) -> dorong.Sambungan:
    return dorong.Sambungan(lambda _host: ["127.0.0.1"], layanan.context, layanan.port, dalam)


@pytest.fixture
def berdorong(services: Services, kota_kecil: makers.Kota) -> Services:
    """The parts, with web push opened for the service of the tests."""
    settings = dataclasses.replace(services.settings, dorong=True, dorong_layanan=(PUSH,))
    return dataclasses.replace(services, settings=settings)


@pytest.fixture
def kadis(berdorong: Services) -> FlaskClient:
    """The head of dinsos, signed in."""
    app = create_app(berdorong.settings, services=berdorong)
    app.testing = True
    return browser.masuk(app.test_client(), "kadis.dinsos")


def tell(services: Services, kota: makers.Kota, n: int = 1) -> None:
    with transaction(services.engine) as session:
        who = [kota["kadis.dinsos"].pegawai.id]
        actions.kabari(
            session, Kabar.AGENDA_BENTROK, objek="", objek_id=n, pegawai=who, hal="Rahasia besar", sifat=Sifat.BIASA
        )
    outbox.work_all(outbox.Worker(services.engine, handlers(), services))


def push(services: Services, layanan: Layanan) -> list[Keadaan]:
    actions.kirim_semua(actions.Pengirim(services, lihat, through(layanan)))
    with transaction(services.engine) as session:
        return list(session.scalars(select(KabarKiriman.keadaan).order_by(KabarKiriman.id)))


def test_the_browser_reads_that_something_waits_and_nobody_else_reads_anything(
    berdorong: Services, kota_kecil: makers.Kota, kadis: FlaskClient, layanan: Layanan
) -> None:
    own = Peramban()
    assert browser.kirim(kadis, "/notifikasi/perangkat", json=own.langganan()).status_code == 200
    tell(berdorong, kota_kecil)

    assert push(berdorong, layanan) == [Keadaan.TERKIRIM]
    ((path, headers, body),) = layanan.datang
    said = json.loads(own.buka(body))
    assert said == {"judul": "e-Office", "isi": "Ada surat yang menunggu Anda", "url": "/notifikasi"}
    assert (path, headers["content-encoding"], headers["ttl"]) == ("/kirim/abc", "aes128gcm", "86400")
    assert " k=" not in headers["authorization"]
    claims = check_token(headers["authorization"], aud=f"https://{PUSH}")
    assert 0 < claims["exp"] - clock.now().timestamp() <= 24 * 3600
    page = kadis.get("/notifikasi/pilihan").data.decode()
    assert claims["k"] in page


@pytest.mark.parametrize("status", [404, 410])
def test_a_subscription_that_ended_is_forgotten(
    berdorong: Services, kota_kecil: makers.Kota, kadis: FlaskClient, layanan: Layanan, status: int
) -> None:
    browser.kirim(kadis, "/notifikasi/perangkat", json=Peramban().langganan())
    layanan.status = status
    tell(berdorong, kota_kecil)

    assert push(berdorong, layanan) == [Keadaan.DITOLAK]
    with transaction(berdorong.engine) as session:
        assert session.scalars(select(KabarLangganan)).all() == []


@pytest.mark.parametrize(("status", "error"), [(302, Invalid), (400, Invalid), (429, Unavailable), (503, Unavailable)])
def test_redirects_are_not_followed_and_trouble_is_told_apart(
    layanan: Layanan, status: int, error: type[Exception]
) -> None:
    layanan.status = status
    own = Peramban().langganan()
    to = dorong.Tujuan(own["endpoint"], own["keys"]["p256dh"], own["keys"]["auth"])

    with pytest.raises(error):
        dorong.dorong(to, b"x", key=KEY, sub="mailto:a@b.id", now=0, layanan=(PUSH,), lewat=through(layanan))
    assert len(layanan.datang) == 1


def test_an_inner_address_behind_an_allowed_name_is_not_connected_to(layanan: Layanan) -> None:  # KEAMANAN: INJ-05
    own = Peramban().langganan()
    to = dorong.Tujuan(own["endpoint"], own["keys"]["p256dh"], own["keys"]["auth"])
    for inner in ("127.0.0.1", "10.0.0.5", "169.254.169.254", "192.168.1.1", "::1", "fd00::1", "0.0.0.0"):
        way = dorong.Sambungan(lambda _host, a=inner: [a], layanan.context, layanan.port)  # type: ignore[misc]
        with pytest.raises(Invalid):
            dorong.dorong(to, b"x", key=KEY, sub="mailto:a@b.id", now=0, layanan=(PUSH,), lewat=way)
    assert layanan.datang == []


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/fcm/send/a",
        "https://fcm.googleapis.com:8443/fcm/send/a",
        "https://fcm.googleapis.com@10.0.0.1/a",
        "https://a:b@fcm.googleapis.com/a",
        "https://evil.example/fcm.googleapis.com",
        "https://fcm.googleapis.com.evil.example/a",
        "https://xfcm.googleapis.com/a",
        "https://notify.windows.com/a",
        "https://127.0.0.1/a",
        "https://[::1]/a",
        "https://localhost/a",
        "file:///etc/passwd",
        "https://fcm.googleapis.com/a b",
        "https://fcm.googleapis.com/a#b",
        "https://fcm.googleapis.com",
        "https://fcm.googleapis.com/a\r\nX: y",
        "https://fcm.googleapis.com/" + "a" * 1000,
        "",
    ],
)
def test_only_push_services_of_the_list_are_taken(endpoint: str) -> None:  # KEAMANAN: INJ-05
    own = Peramban()
    with pytest.raises(Invalid):
        dorong.periksa(dorong.Tujuan(endpoint, b64(own.point), b64(own.auth)), LAYANAN_DORONG)


@pytest.mark.parametrize(
    "host", ["fcm.googleapis.com", "updates.push.services.mozilla.com", "wns2-sg2p.notify.windows.com"]
)
def test_the_services_of_ordinary_browsers_are_taken(host: str) -> None:
    own = Peramban()
    dorong.periksa(dorong.Tujuan(f"https://{host}/w/?token=AbC%2f", b64(own.point), b64(own.auth)), LAYANAN_DORONG)


@pytest.mark.parametrize(
    "keys",
    [("AAAA", b64(b"0" * 16)), (b64(Peramban().point), "AAAA"), ("*", "*"), (b64(b"\x04" + b"1" * 64), b64(b"0" * 16))],
)
def test_keys_that_are_none_are_refused(keys: tuple[str, str]) -> None:
    with pytest.raises(Invalid):
        dorong.periksa(dorong.Tujuan(f"https://{PUSH}/a", *keys), (PUSH,))


@pytest.mark.parametrize(
    "body", [None, [], {}, {"endpoint": 1, "keys": {}}, {"endpoint": "x", "keys": {"p256dh": [], "auth": 2}}]
)
def test_what_is_no_subscription_is_refused(kadis: FlaskClient, body: object) -> None:
    assert browser.kirim(kadis, "/notifikasi/perangkat", json=body).status_code in (400, 415, 422)


def test_closed_until_an_administrator_opens_it(
    services: Services, kota_kecil: makers.Kota, masuk: Callable[[str], FlaskClient]
) -> None:
    staf = masuk("staf.dinsos")

    assert b"data-dorong=" not in staf.get("/notifikasi/pilihan").data
    assert browser.kirim(staf, "/notifikasi/perangkat", json=Peramban().langganan()).status_code == 409


def test_somebody_elses_browser_cannot_be_removed(berdorong: Services, kadis: FlaskClient) -> None:
    browser.kirim(kadis, "/notifikasi/perangkat", json=Peramban().langganan())
    with transaction(berdorong.engine) as session:
        known = session.scalars(select(KabarLangganan.id)).one()
    staf = browser.masuk(kadis.application.test_client(), "staf.dinsos")

    assert browser.kirim(staf, f"/notifikasi/perangkat/{known}/hapus").status_code == 404
    assert browser.kirim(kadis, f"/notifikasi/perangkat/{known}/hapus").status_code == 303
