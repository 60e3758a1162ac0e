"""Alive is not ready, and strangers learn no more than yes or no (TGH-06)."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import makers
import pytest
from flask.testing import FlaskClient

from eoffice import clock, db, pemeriksaan, storage
from eoffice.app import create_app
from eoffice.config import Settings
from eoffice.notifikasi.models import KabarKiriman
from eoffice.notifikasi.states import JenisKiriman, Keadaan, Saluran
from eoffice.web.services import Services
from tests.kerja import meja_tu


def test_alive_asks_nobody(client: FlaskClient, services: Services) -> None:  # KEAMANAN: TGH-06
    services.engine.dispose()

    assert (client.get("/hidup").status_code, client.get("/hidup").text) == (200, "hidup\n")


def test_ready_when_all_is_there(client: FlaskClient) -> None:  # KEAMANAN: TGH-06
    assert (client.get("/siap").status_code, client.get("/siap").text) == (200, "siap\n")


def test_not_ready_without_its_store_and_silent_about_why(
    settings: Settings, services: Services, tmp_path: Path
) -> None:  # KEAMANAN: TGH-06
    missing = storage.connect(f"file://{tmp_path / 'tidak-ada'}")
    client = create_app(settings, services=replace(services, store=missing)).test_client()

    answer = client.get("/siap")

    assert (answer.status_code, answer.text) == (503, "belum siap\n")


def test_not_ready_without_its_database(settings: Settings, services: Services) -> None:  # KEAMANAN: TGH-06
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


def test_trouble_of_a_channel_is_logged_and_keeps_nobody_from_working(
    client: FlaskClient, services: Services, kota_kecil: makers.Kota, caplog: pytest.LogCaptureFixture
) -> None:  # KEAMANAN: TGH-06
    with db.transaction(services.engine) as session:
        dead = meja_tu.kanal(session, kota_kecil.unit["dinsos"].id)
        dead.aktif, dead.gagal_sejak, dead.galat = True, clock.now() - timedelta(hours=1), "Sandi ditolak."
        lost = KabarKiriman(
            kunci="x", saluran=Saluran.SUREL, jenis=JenisKiriman.LANGSUNG, pegawai_id=kota_kecil["sekda"].pegawai.id,
            keadaan=Keadaan.ANTRE, coba_at=clock.now(), galat="Server surel tidak menjawab.",
            dibuat_at=clock.now() - timedelta(hours=1),
        )  # fmt: skip
        session.add(lost)

    answer = client.get("/siap")

    assert (answer.status_code, answer.text) == (200, "siap, terganggu\n")
    (said,) = [r.fields["problems"] for r in caplog.records if r.getMessage() == "terganggu"]  # type: ignore[attr-defined]
    assert said == (
        "Folder pantau Dinas Sosial: Sandi ditolak.; Surel keluar: 1 pesan belum sampai; Server surel tidak menjawab."
    )
    found = next(c for c in pemeriksaan.run(services)["pemeriksaan"] if c["nama"] == "saluran")
    assert found["jumlah"] == 2


def test_a_first_store_that_is_away_sends_nobody_away_while_the_replica_answers(
    settings: Settings, services: Services, tmp_path: Path
) -> None:  # KEAMANAN: TGH-06
    second = storage.connect((tmp_path / "kedua").as_uri())
    both = storage.Berlapis(storage.connect((tmp_path / "tidak-ada").as_uri()), second)
    client = create_app(settings, services=replace(services, store=both)).test_client()
    assert client.get("/siap").status_code == 503

    second.siapkan()
    answer = client.get("/siap")

    assert (answer.status_code, answer.text) == (200, "siap, terganggu\n")
