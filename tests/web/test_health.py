"""Alive is not ready, and strangers learn no more than yes or no (TGH-06)."""

import json
from dataclasses import replace
from pathlib import Path

from flask.testing import FlaskClient

from eoffice.app import create_app
from eoffice.config import Settings
from eoffice.web.services import Services


def test_alive_asks_nobody(client: FlaskClient, services: Services) -> None:  # KEAMANAN: TGH-06
    services.engine.dispose()

    assert (client.get("/hidup").status_code, client.get("/hidup").text) == (200, "hidup\n")


def test_ready_when_all_is_there(client: FlaskClient) -> None:  # KEAMANAN: TGH-06
    assert (client.get("/siap").status_code, client.get("/siap").text) == (200, "siap\n")


def test_not_ready_without_its_store_and_silent_about_why(
    settings: Settings, services: Services, tmp_path: Path
) -> None:  # KEAMANAN: TGH-06
    from eoffice import storage

    missing = storage.connect(f"file://{tmp_path / 'tidak-ada'}")
    client = create_app(settings, services=replace(services, store=missing)).test_client()

    answer = client.get("/siap")

    assert (answer.status_code, answer.text) == (503, "belum siap\n")


def test_not_ready_without_its_database(settings: Settings, services: Services) -> None:  # KEAMANAN: TGH-06
    from eoffice import db

    app = create_app(settings, services=services)
    gone = db.connect("postgresql://eoffice:kenari@127.0.0.1:9/tidak_ada")
    app.extensions["eoffice"] = replace(services, engine=gone)

    ready, page = app.test_client().get("/siap"), app.test_client().get("/v/abc")

    assert (ready.status_code, ready.text) == (503, "belum siap\n")
    assert page.status_code == 503 and "Basis data sedang sibuk" in page.text
    assert "127.0.0.1" not in page.text and "kenari" not in page.text


def test_reports_of_the_policy_are_taken_without_a_token(client: FlaskClient) -> None:  # KEAMANAN: WEB-02
    report = json.dumps({"csp-report": {"effective-directive": "script-src", "blocked-uri": "inline"}})

    answer = client.post("/csp-laporan", data=report, content_type="application/csp-report")
    broken = client.post("/csp-laporan", data="[[[", content_type="application/reports+json")

    assert (answer.status_code, broken.status_code) == (204, 204)
