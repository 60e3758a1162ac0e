"""One transaction around each view: committed with the answer, or nothing happened (HOUSE 8)."""

from collections.abc import Callable
from typing import Any

import client as browser
import makers
import pytest
from flask import Flask, Response, g
from flask.testing import FlaskClient
from sqlalchemy import Connection, Engine, event, func, select, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from eoffice import db
from eoffice.akses.rights import Action
from eoffice.akun import queries as akun
from eoffice.organisasi.models import Unit
from eoffice.web.access import needs, public
from eoffice.web.session import session


def units(engine: Engine, nama: str) -> int:
    with db.reading(engine) as opened:
        return opened.scalar(select(func.count()).select_from(Unit).where(Unit.nama == nama)) or 0


def test_what_a_view_wrote_is_committed_with_its_answer(
    app: Flask, engine: Engine, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    @app.post("/tulis")
    @needs(Action.BUAT)
    def tulis() -> str:
        makers.unit(session(), "Dinas A")
        return "ya"

    assert browser.kirim(masuk("kabid.dinsos"), "/tulis").status_code == 200
    assert units(engine, "Dinas A") == 1


@pytest.mark.parametrize("status", [400, 404, 409, 422, 500])
def test_an_answer_that_refuses_leaves_nothing(
    app: Flask, engine: Engine, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient], status: int
) -> None:
    @app.post("/tulis")
    @needs(Action.BUAT)
    def tulis() -> Response:
        makers.unit(session(), "Dinas A")
        return Response("tidak", status=status)

    assert browser.kirim(masuk("kabid.dinsos"), "/tulis").status_code == status
    assert units(engine, "Dinas A") == 0


def test_reading_changes_nothing(
    app: Flask, engine: Engine, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:  # KEAMANAN: WEB-01
    @app.get("/baca")
    @needs(Action.BACA)
    def baca() -> str:
        makers.unit(session(), "Dinas A")
        return "ya"

    masuk("kabid.dinsos").get("/baca")

    assert units(engine, "Dinas A") == 0


def test_a_commit_that_fails_becomes_an_error_page(
    app: Flask, engine: Engine, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    @app.post("/tulis")
    @needs(Action.BUAT)
    def tulis() -> str:
        session().add(Unit(kode="x", nama="tanpa tanggal"))
        return "ya"

    answer = browser.kirim(masuk("kabid.dinsos"), "/tulis")

    assert answer.status_code == 409
    assert units(engine, "tanpa tanggal") == 0


class Victim(Exception):
    """What a driver raises when the database chose this transaction as the victim of a deadlock."""

    sqlstate = "40P01"


@pytest.mark.parametrize(("failures", "status", "made"), [(2, 200, 1), (3, 503, 0)])
def test_a_deadlock_is_tried_again_and_then_told(
    app: Flask,
    engine: Engine,
    kota_kecil: makers.Kota,
    masuk: Callable[..., FlaskClient],
    failures: int,
    status: int,
    made: int,
) -> None:  # KEAMANAN: DB-04
    tries = iter(range(10))

    @app.post("/rebut")
    @needs(Action.BUAT)
    def rebut() -> str:
        makers.unit(session(), "Dinas A")
        if next(tries) < failures:
            raise OperationalError("UPDATE", {}, Victim())
        return "ya"

    assert browser.kirim(masuk("kabid.dinsos"), "/rebut").status_code == status
    assert units(engine, "Dinas A") == made


def test_every_request_gives_its_connection_back(app: Flask, engine: Engine) -> None:
    @app.get("/buka")
    @public
    def buka() -> str:
        session().execute(text("SELECT 1"))
        raise ValueError("dan jatuh")

    for _ in range(40):
        assert app.test_client().get("/buka").status_code == 500
    assert getattr(engine.pool, "checkedout", lambda: 0)() == 0


def test_who_asks_is_looked_for_where_the_page_reads(
    app: Flask, engine: Engine, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]
) -> None:
    """One connection on PostgreSQL, with who asks in its named transaction (TGH-07); on SQLite, where that would let a page
    read an older state than it has just written beside it, and for whoever writes, another one before it."""

    @app.get("/baca-saja")
    @needs(Action.BACA)
    def baca_saja() -> str:
        return str(session().scalar(select(func.count()).select_from(Unit)))

    @app.post("/tulis-saja")
    @needs(Action.BUAT)
    def tulis_saja() -> str:
        return baca_saja()

    someone = masuk("kabid.dinsos")
    someone.get("/baca-saja")  # what is made once is made
    taken: list[object] = []
    event.listen(engine, "checkout", lambda *of: taken.append(of))

    assert someone.get("/baca-saja").status_code == 200
    assert len(taken) == (1 if engine.dialect.name == "postgresql" else 2)

    taken.clear()
    assert browser.kirim(someone, "/tulis-saja").status_code == 200
    assert len(taken) > 1


def test_a_look_for_who_asks_that_fails_leaves_a_connection_that_works(
    app: Flask,
    engine: Engine,
    kota_kecil: makers.Kota,
    masuk: Callable[..., FlaskClient],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    someone, look, failed = masuk("kabid.dinsos"), akun.live, []

    def once(on: Session | Connection, *of: Any, **more: Any) -> akun.Masuk | None:
        if not failed:
            failed.append(True)
            on.execute(text("SELECT tidak_ada"))
        return look(on, *of, **more)

    monkeypatch.setattr(akun, "live", once)

    answer = someone.get("/surat-masuk")

    assert (answer.status_code, "Kode galat" in answer.text) == (500, True)
    assert someone.get("/surat-masuk").status_code == 200


def test_a_transaction_names_its_request_in_the_database(app: Flask, engine: Engine) -> None:  # KEAMANAN: TGH-07
    @app.get("/siapa")
    @public
    def siapa() -> str:
        if engine.dialect.name != "postgresql":
            return f"eoffice {g.request_id}"
        running = text("SELECT application_name FROM pg_stat_activity WHERE pid = pg_backend_pid()")
        return str(session().scalar(running))

    answer = app.test_client().get("/siapa")

    assert answer.text == f"eoffice {answer.headers['X-Request-ID']}"
    with engine.connect() as connection:  # the name is gone with the transaction
        after = "SHOW application_name" if engine.dialect.name == "postgresql" else "SELECT ''"
        assert connection.scalar(text(after)) == ""
