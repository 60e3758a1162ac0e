"""Log lines are safe to print and hold no secrets (INJ-08, KNF-02, TGH-07)."""

import io
import json
import logging
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from eoffice.web import log
from eoffice.web.access import public
from eoffice.web.services import Services


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What would go to standard error."""
    root, level = logging.getLogger(), log.logger.level
    handlers = root.handlers[:]
    stream = io.StringIO()
    log.configure(stream)
    yield stream
    root.handlers[:] = handlers
    log.logger.setLevel(level)


def test_a_line_cannot_be_forged_from_inside(lines: io.StringIO) -> None:  # KEAMANAN: INJ-08
    log.event("masuk", nama='a\r\n{"event":"palsu"}\x1b[2J\u202e')

    (line,) = lines.getvalue().splitlines()
    assert line.isascii() and "\x1b" not in line
    assert json.loads(line)["nama"] == 'a\r\n{"event":"palsu"}\x1b[2J\u202e'


def test_values_are_cut(lines: io.StringIO) -> None:  # KEAMANAN: INJ-08
    log.event("x" * 2000, nilai="y" * 2000)

    found = json.loads(lines.getvalue())
    assert (found["event"], found["nilai"]) == ("x" * 500 + "…", "y" * 500 + "…")


def test_an_unexpected_error_shows_a_code_and_logs_its_place(
    app: Flask, client: FlaskClient, lines: io.StringIO
) -> None:  # KEAMANAN: TGH-07, KNF-02
    @app.get("/rusak")
    @public
    def rusak() -> str:
        rahasia = "KENARI-RAHASIA"
        raise ValueError("nilai salah" + rahasia[:0])

    answer = client.get("/rusak")

    logged = [json.loads(line) for line in lines.getvalue().splitlines()]
    (error,) = [line for line in logged if line["event"] == "galat"]
    assert answer.status_code == 500
    assert f"<b>{error['kode']}</b>" in answer.text
    assert "ValueError" not in answer.text and "Traceback" not in answer.text
    assert error["error"] == "ValueError" and error["rule"] == "/rusak"
    assert error["where"][-1].endswith("rusak")
    assert error["request_id"] == answer.headers["X-Request-ID"]
    assert "KENARI" not in lines.getvalue()


def test_an_error_out_of_code_that_stands_in_no_file_is_told_like_any_other() -> None:
    made: dict[str, Callable[[], None]] = {}
    exec("def dibuat():\n    raise ValueError('nilai salah')", made)  # noqa: S102 - as a library does for every session

    with pytest.raises(ValueError, match="nilai salah") as caught:
        made["dibuat"]()

    assert log.describe(caught.value)["where"][-1] == "<string>:2 dibuat"


def test_a_database_error_does_not_carry_its_values(
    app: Flask, client: FlaskClient, lines: io.StringIO, session: Session
) -> None:  # KEAMANAN: KNF-02
    from eoffice.web.session import session as request_session

    session.rollback()

    @app.get("/salah-sql")
    @public
    def salah() -> str:
        request_session().execute(text("SELECT :nilai FROM tidak_ada"), {"nilai": "KENARI-RAHASIA"})
        return ""

    answer = client.get("/salah-sql")

    assert answer.status_code == 500
    assert "KENARI" not in lines.getvalue() + answer.text
    assert "tidak_ada" not in answer.text


def test_a_link_with_a_secret_is_logged_by_its_rule(
    client: FlaskClient, lines: io.StringIO
) -> None:  # KEAMANAN: KNF-02
    client.get("/aktivasi/KENARI-RAHASIA?x=KENARI-RAHASIA")

    assert "KENARI" not in lines.getvalue()
    assert json.loads(lines.getvalue().splitlines()[-1])["rule"] == "/aktivasi/<token>"


def test_secrets_of_the_installation_come_out_nowhere(
    app: Flask, client: FlaskClient, lines: io.StringIO, services: Services
) -> None:  # KEAMANAN: KNF-02
    @app.get("/rusak")
    @public
    def rusak() -> str:
        raise RuntimeError(f"{services!r} {services.settings!r}")

    said = "".join(client.get(path).text for path in ("/rusak", "/siap", "/hidup", "/masuk", "/tidak-ada"))
    said += lines.getvalue() + repr(services) + repr(services.settings) + str(services.settings)

    assert services.settings.secret_key not in said
    assert services.pepper.hex() not in said and repr(services.pepper) not in said
