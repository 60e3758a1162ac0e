"""Nothing changes for a request that another site could have made (WEB-01)."""

from collections.abc import Callable

import client as browser
import makers
import pytest
from flask import Flask
from flask.testing import FlaskClient

from eoffice.web.services import Services


@pytest.fixture
def signed_in(kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]) -> FlaskClient:
    return masuk("kabid.dinsos")


def theme(client: FlaskClient) -> bool:
    """Whether the dark theme is on."""
    return 'data-bs-theme="dark"' in client.get("/profil").text


def test_a_token_of_the_page_is_accepted(signed_in: FlaskClient) -> None:
    assert browser.kirim(signed_in, "/tema", {"tema": "dark"}).status_code == 303
    assert theme(signed_in)


def test_no_token_changes_nothing(signed_in: FlaskClient) -> None:  # KEAMANAN: WEB-01
    assert signed_in.post("/tema", data={"tema": "dark"}).status_code == 400
    assert not theme(signed_in)


def test_the_token_of_somebody_else_changes_nothing(
    signed_in: FlaskClient, masuk: Callable[..., FlaskClient]
) -> None:  # KEAMANAN: WEB-01
    foreign = browser.token(masuk("staf.dinsos"))

    assert signed_in.post("/tema", data={"tema": "dark", "csrf_token": foreign}).status_code == 400
    assert not theme(signed_in)


def test_a_token_from_before_signing_in_is_worth_nothing_after(
    app: Flask, kota_kecil: makers.Kota
) -> None:  # KEAMANAN: WEB-01
    client = app.test_client()
    before = browser.token(client)
    browser.masuk(client, "kabid.dinsos")

    assert client.post("/tema", data={"tema": "dark", "csrf_token": before}).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Origin": "http://localhost:1234"}],
)
def test_what_the_browser_calls_foreign_is_refused_even_with_a_token(
    signed_in: FlaskClient, headers: dict[str, str]
) -> None:  # KEAMANAN: WEB-01
    data = {"tema": "dark", "csrf_token": browser.token(signed_in)}

    assert signed_in.post("/tema", data=data, headers=headers).status_code == 400
    assert not theme(signed_in)


def test_a_header_does_for_scripts(signed_in: FlaskClient) -> None:
    headers = {"X-CSRFToken": browser.token(signed_in), "Sec-Fetch-Site": "same-origin"}

    assert signed_in.post("/tema", data={"tema": "dark"}, headers=headers).status_code == 303


def test_the_browser_keeps_nothing_readable(signed_in: FlaskClient) -> None:  # KEAMANAN: SES-01
    browser.kirim(signed_in, "/profil/pintasan", {"pintasan": "1"})
    message = signed_in.get_cookie("pesan")

    assert message is not None and "tersimpan" not in message.value and message.http_only
    assert {c.key for c in signed_in._cookies.values()} <= {"sesi", "pesan", "tamu"}
    assert "Pilihan tersimpan." in signed_in.get("/profil").text
    assert "Pilihan tersimpan." not in signed_in.get("/profil").text


class Pelupa(dict[str, str]):
    """Another thread forgets what was kept as soon as it is kept."""

    def __setitem__(self, kunci: str, isi: str) -> None:
        """Keep nothing."""


@pytest.mark.sekali
def test_a_page_has_its_token_when_another_thread_forgets_all(signed_in: FlaskClient, services: Services) -> None:
    services.cache["csrf"] = Pelupa()

    assert 'name="csrf_token" value="' in signed_in.get("/profil").text
