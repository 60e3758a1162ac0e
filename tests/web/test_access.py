"""Default deny: undeclared views do not start, strangers do not pass (OTR-02, OTR-04)."""

from collections.abc import Callable
from dataclasses import replace

import client as browser
import makers
import pytest
from flask import Blueprint, Flask, request
from flask.testing import FlaskClient

from eoffice import app as wiring
from eoffice.akses.rights import Action
from eoffice.app import create_app
from eoffice.config import Settings
from eoffice.errors import NotFound
from eoffice.web import access
from eoffice.web.access import current_actor, limited, needs, public
from eoffice.web.services import Services


def test_a_view_that_declares_nothing_stops_the_start(app: Flask) -> None:  # KEAMANAN: OTR-02
    @app.get("/lupa")
    @limited("lupa", 1, per=60)
    def lupa() -> str:
        return "terbuka"

    with pytest.raises(RuntimeError, match="/lupa"):
        access.verify(app)
    assert app.test_client().get("/lupa").status_code == 500


def test_the_application_itself_refuses_to_be_made(
    settings: Settings, services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:  # KEAMANAN: OTR-02
    forgetful = Blueprint("lupa", __name__)
    forgetful.add_url_rule("/lupa", view_func=lambda: "terbuka", endpoint="lupa")
    monkeypatch.setattr(wiring, "BLUEPRINTS", (*wiring.BLUEPRINTS, forgetful))

    with pytest.raises(RuntimeError, match="/lupa"):
        create_app(settings, services=services)


def test_a_view_that_never_asks_who_it_is_still_opens_to_nobody(app: Flask, client: FlaskClient) -> None:
    # KEAMANAN: OTR-02
    @app.route("/diam", methods=["GET", "POST"])
    @needs(Action.BERANDA, repeatable=True)
    def diam() -> str:
        return "terbuka"

    assert (client.get("/diam").status_code, browser.kirim(client, "/diam").status_code) == (303, 401)


def test_strangers_are_sent_to_sign_in_and_back(client: FlaskClient) -> None:
    answer = client.get("/profil?a=1")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/masuk?lanjut=/profil%3Fa%3D1")


@pytest.mark.parametrize("headers", [{"Accept": "application/json"}, {"HX-Request": "true"}])
def test_scripts_of_strangers_get_401(client: FlaskClient, headers: dict[str, str]) -> None:
    assert client.get("/profil", headers=headers).status_code == 401


def test_what_is_hidden_looks_like_what_is_not_there(
    app: Flask, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:  # KEAMANAN: OTR-04
    @app.get("/benda/<int:n>")
    @needs(Action.BACA)
    def benda(n: int) -> str:
        raise NotFound(f"Naskah {n} rahasia." if n == 1 else "Tidak ada.")

    client = masuk("kabid.dinsos")
    hidden, missing, nowhere = (client.get(path) for path in ("/benda/1", "/benda/2", "/tidak/pernah/ada"))

    assert hidden.status_code == missing.status_code == nowhere.status_code == 404
    assert hidden.data == missing.data == nowhere.data
    assert "rahasia" not in hidden.text


def test_the_actor_of_a_request_is_the_one_who_signed_in(
    app: Flask, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    @app.get("/saya")
    @needs(Action.BERANDA)
    def saya() -> dict[str, object]:
        actor = current_actor()
        return {"pegawai": actor.pegawai_id, "jabatan": actor.jabatan_id, "alamat": actor.alamat}

    kabid = kota_kecil["kabid.dinsos"]

    assert masuk("kabid.dinsos").get("/saya").get_json() == {
        "pegawai": kabid.pegawai.id,
        "jabatan": kabid.jabatan.id,
        "alamat": "127.0.0.1",
    }


def test_only_declared_methods_are_answered(client: FlaskClient) -> None:  # KEAMANAN: WEB-09
    assert client.get("/keluar").status_code == 405
    assert client.open("/hidup", method="TRACE").status_code == 405
    assert client.delete("/masuk").status_code == 405
    assert client.get("/keluar").headers["Allow"] == "OPTIONS, POST"


def test_foreign_host_names_are_not_answered(client: FlaskClient) -> None:  # KEAMANAN: WEB-08
    assert client.get("/masuk", headers={"Host": "evil.example"}).status_code == 400


def test_forwarded_headers_are_not_believed_without_a_proxy(
    app: Flask, kota_kecil: makers.Kota
) -> None:  # KEAMANAN: WEB-08
    @app.get("/alamat")
    @public
    def alamat() -> dict[str, object]:
        return {"alamat": request.remote_addr, "skema": request.scheme}

    answer = app.test_client().get("/alamat", headers={"X-Forwarded-For": "9.9.9.9", "X-Forwarded-Proto": "https"})

    assert answer.get_json() == {"alamat": "127.0.0.1", "skema": "http"}


def test_forwarded_headers_are_believed_from_as_many_proxies_as_configured(
    settings: Settings, services: Services
) -> None:  # KEAMANAN: WEB-08
    app = create_app(replace(settings, proxies=1), services=services)

    @app.get("/alamat")
    @public
    def alamat() -> str:
        return request.remote_addr or ""

    forged = {"X-Forwarded-For": "6.6.6.6, 9.9.9.9", "X-Forwarded-Host": "evil.example"}

    assert app.test_client().get("/alamat", headers=forged).text == "9.9.9.9"


def test_a_lost_session_gives_the_typed_text_back(
    app: Flask, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    @app.post("/tulis")
    @needs(Action.BUAT)
    def tulis() -> str:
        return "ya"

    client = masuk("kabid.dinsos")
    csrf = browser.token(client)
    other = masuk("kabid.dinsos")
    browser.kirim(other, "/profil/sesi/akhiri-lainnya")

    answer = client.post("/tulis", data={"csrf_token": csrf, "isi_surat": "Dengan hormat, <b>kami</b> sampaikan"})

    assert answer.status_code == 401
    assert "Dengan hormat, &lt;b&gt;kami&lt;/b&gt; sampaikan</textarea>" in answer.text
    assert csrf not in answer.text
