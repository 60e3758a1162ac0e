"""A form whose answer may be lost: sent by a process that dies after its commit, then once more by the same person."""

import io
from typing import Any

import client as browser
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from eoffice.app import create_app
from eoffice.web.services import Services


def send(client: FlaskClient, given: dict[str, Any]) -> TestResponse:
    """Send the form `given` describes: alamat, kunci, isi, and the name and text of a file if there is one."""
    data = dict(given["isi"])
    if given.get("berkas"):
        nama, teks = given["berkas"]
        data["berkas"] = (io.BytesIO(teks.encode("latin-1")), nama)
    return browser.kirim(client, given["alamat"], data, kunci=given["kunci"])


def send_apart(services: Services, given: dict[str, Any]) -> None:
    """Send it in an application of its own, as the owner of a session."""
    client = create_app(services.settings, services=services).test_client()
    client.set_cookie("sesi", given["sesi"])
    answer = send(client, given)
    raise AssertionError(f"{answer.status_code} {answer.get_data(as_text=True)[-2000:]}")
