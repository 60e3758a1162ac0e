"""Every answer carries the policy, whatever it answers (WEB-02, WEB-03)."""

import re
from collections.abc import Callable
from dataclasses import replace

import makers
import pytest
from flask import Flask
from flask.testing import FlaskClient

from eoffice.app import create_app
from eoffice.config import Settings
from eoffice.web.services import Services

POLICY = re.compile(
    r"default-src 'none'; script-src 'nonce-(?P<nonce>[\w-]{22})' 'strict-dynamic'; style-src 'self' 'nonce-(?P=nonce)'; "
    r"img-src 'self'; media-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; frame-src 'self'; "
    r"worker-src 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; report-uri /csp-laporan; report-to csp"
)


@pytest.mark.parametrize("path", ["/masuk", "/hidup", "/tidak-ada", "/profil", "/static/eoffice.css"])
def test_the_policy_is_on_every_answer(client: FlaskClient, path: str) -> None:  # KEAMANAN: WEB-02, WEB-03
    with client.get(path) as answer:
        pass

    assert POLICY.fullmatch(answer.headers["Content-Security-Policy"])
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert "Server" not in answer.headers and "X-Powered-By" not in answer.headers
    assert "Strict-Transport-Security" not in answer.headers


def test_a_nonce_is_used_once(client: FlaskClient) -> None:  # KEAMANAN: WEB-02
    first, second = (POLICY.fullmatch(client.get("/masuk").headers["Content-Security-Policy"]) for _ in range(2))

    assert first and second and first["nonce"] != second["nonce"]


@pytest.mark.parametrize("path", ["/masuk", "/profil", "/tidak-ada"])
def test_pages_hold_no_inline_script_and_nothing_from_elsewhere(
    kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient], path: str
) -> None:  # KEAMANAN: WEB-02, WEB-07
    answer = masuk("kabid.dinsos").get(path, follow_redirects=True)

    policy = POLICY.fullmatch(answer.headers["Content-Security-Policy"])
    assert policy is not None
    for tag in re.findall(r"<script[^>]*>", answer.text):
        assert f'nonce="{policy["nonce"]}"' in tag and " src=" in tag
    assert not re.search(r"<[^>]+\s(on\w+|style)=", answer.text)
    assert "javascript:" not in answer.text
    assert not re.search(r'(?:src|href|action)="(?:https?:)?//', answer.text)


def test_pages_behind_sign_in_are_not_kept(
    kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:  # KEAMANAN: SES-06
    assert masuk("kabid.dinsos").get("/profil").headers["Cache-Control"] == "no-store"


def test_static_files_may_be_kept(client: FlaskClient) -> None:
    with client.get("/static/eoffice.css") as answer:
        assert "no-store" not in answer.headers["Cache-Control"]


def test_behind_tls_browsers_are_told_to_stay_there(settings: Settings, services: Services) -> None:  # KEAMANAN: WEB-03
    app: Flask = create_app(replace(settings, tls=True, base_url="https://localhost"), services=services)

    answer = app.test_client().get("/masuk", base_url="https://localhost")

    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert re.fullmatch(r"__Host-tamu=[\w-]{43}; Secure; HttpOnly; Path=/; SameSite=Lax", cookie)
