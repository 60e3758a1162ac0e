"""How a browser would use the application: sign in, send a form, with the tokens that its pages carry."""

import re
import secrets
from typing import Any

import makers
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


def token(client: FlaskClient) -> str:
    """A CSRF token that is good for the session of this client."""
    answer = client.get("/sesi")
    if answer.status_code == 200:
        return str(answer.get_json()["csrf_token"])
    return _from_page(client)


def _from_page(client: FlaskClient) -> str:
    page = client.get("/masuk").get_data(as_text=True)
    found = _TOKEN.search(page)
    assert found is not None, page
    return found[1]


def masuk(client: FlaskClient, nama_pengguna: str, sandi: str = makers.SANDI, *, lanjut: str = "/") -> FlaskClient:
    """Sign in through the form, as a person does; fails loudly when refused."""
    answer = client.post(
        "/masuk",
        data={"csrf_token": _from_page(client), "nama_pengguna": nama_pengguna, "sandi": sandi, "lanjut": lanjut},
    )
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return client


def kirim(
    client: FlaskClient,
    path: str,
    data: dict[str, Any] | None = None,
    *,
    kunci: str | None = None,
    method: str = "POST",
    **more: Any,
) -> TestResponse:
    """Send a form with a CSRF token and a fresh idempotency key (or a given one, to send it again).

    With `json=…` instead of data, both travel as headers.
    """
    key = kunci or secrets.token_urlsafe(18)
    if "json" in more:
        headers = {"X-CSRFToken": token(client), "Idempotency-Key": key, "Accept": "application/json"}
        return client.open(path, method=method, headers=headers | more.pop("headers", {}), **more)
    return client.open(path, method=method, data={"csrf_token": token(client), "kunci": key, **(data or {})}, **more)
