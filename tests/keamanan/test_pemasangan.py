"""How it runs in earnest: no sample people, no debugger, no table made or changed while it runs (KNF-06, KNF-07)."""

import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import makers
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from eoffice import db
from eoffice.akses.rights import Sifat
from eoffice.akun.models import Akun
from eoffice.app import create_app, handlers
from eoffice.contoh import muat
from eoffice.errors import Conflict
from eoffice.web.services import Services
from tests.keamanan import cerita

Masuk = Callable[..., FlaskClient]


@pytest.fixture
def sungguhan(services: Services) -> Services:
    """The same installation in mode produksi."""
    return replace(services, settings=replace(services.settings, mode="produksi"))


def test_the_sample_city_is_never_loaded_in_earnest(sungguhan: Services) -> None:
    # KEAMANAN: KNF-07
    said: list[str] = []

    with pytest.raises(Conflict, match="tidak dimuat pada mode produksi"):
        muat.muat(sungguhan, handlers=handlers(), say=said.append)

    assert said == []
    with db.reading(sungguhan.engine) as session:
        assert session.scalars(select(Akun.id)).all() == []
    assert not list(Path(sungguhan.settings.data_dir).glob("*masuk*"))


def test_no_debugger_answers_and_no_trace_is_shown(sungguhan: Services) -> None:
    # KEAMANAN: KNF-07
    app = create_app(sungguhan.settings, services=sungguhan)

    assert (app.debug, app.testing, app.config.get("PROPAGATE_EXCEPTIONS")) == (False, False, None)
    client = app.test_client()
    for path in ("/console", "/?__debugger__=yes&cmd=resource&f=debugger.js", "/docs", "/openapi.json", "/metrik"):
        answer = client.get(path)
        assert answer.status_code in (303, 401, 404), path
        assert "Werkzeug" not in answer.text and "Traceback" not in answer.text


def test_nothing_is_made_or_changed_in_the_schema_while_it_runs(services: Services, kota_kecil: makers.Kota) -> None:
    # KEAMANAN: KNF-06
    ran: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        ran.append(statement.lstrip().split(None, 1)[0].upper())

    event.listen(services.engine, "before_cursor_execute", note)
    try:
        app = create_app(services.settings, services=services)
        told = cerita.tulis(services, kota_kecil, "skema", sifat=Sifat.BIASA)
        _visit(app, told)
    finally:
        event.remove(services.engine, "before_cursor_execute", note)

    assert {"SELECT", "INSERT", "UPDATE"} <= set(ran)
    assert set(ran) & {"CREATE", "ALTER", "DROP", "TRUNCATE", "GRANT", "REVOKE", "VACUUM", "REINDEX"} == set()


def _visit(app: Flask, told: cerita.Cerita) -> None:
    from client import masuk

    reader = masuk(app.test_client(), "kadis.diskominfo")
    for path in ("/", "/surat-masuk", f"/surat-masuk/{told.surat_id}", "/disposisi", "/cari?q=penting", "/siap"):
        assert reader.get(path).status_code == 200, path


def test_what_is_written_is_readable_for_its_owner_alone(
    services: Services, kota_kecil: makers.Kota, storage_url: str
) -> None:
    # KEAMANAN: KNF-06, INJ-04
    cerita.tulis(services, kota_kecil, "berkas", sifat=Sifat.BIASA)
    if not storage_url.startswith("file://"):
        return
    root = Path(storage_url.removeprefix("file://"))

    found = {p: stat.S_IMODE(p.stat().st_mode) for p in root.rglob("*")}

    assert found and {m for p, m in found.items() if p.is_file()} == {0o600}
    assert {m for p, m in found.items() if p.is_dir()} == {0o700}
