"""One form, one effect, however often and however simultaneously it is sent (TRX-03, TRX-04)."""

import io
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import cast

import client as browser
import makers
import pytest
from flask import Flask, Response, flash, redirect, request
from flask.testing import FlaskClient
from sqlalchemy import Engine, func, select

from eoffice import clock, db
from eoffice.akses.rights import Action
from eoffice.cli import jalan
from eoffice.errors import Conflict
from eoffice.organisasi.models import Unit
from eoffice.web import idempotency
from eoffice.web.access import needs
from eoffice.web.answers import settled
from eoffice.web.models import Idempotensi
from eoffice.web.services import Services
from eoffice.web.session import services
from eoffice.web.session import session as request_session

KEY = "kunci-yang-sama-terus"


@pytest.fixture
def parts(app: Flask) -> Services:
    """What the application is made of."""
    return cast(Services, app.extensions["eoffice"])


@pytest.fixture
def sender(app: Flask, kota_kecil: makers.Kota, masuk: Callable[..., FlaskClient]) -> FlaskClient:
    """Signed in, in an application with two views that each make a unit called after the form."""

    @app.post("/buat")
    @needs(Action.BUAT)
    def buat() -> Response:
        makers.unit(request_session(), request.form["nama"])
        if request.form.get("tolak") == "409":
            raise Conflict("Keadaan sudah berubah.")
        if request.form.get("tolak") == "422":
            return Response("isian salah", status=422)
        flash(f"{request.form['nama']} dibuat.")
        return redirect("/profil", 303)

    @app.post("/buat-sendiri")
    @needs(Action.BUAT, own_transactions=True)
    def buat_sendiri() -> Response:
        with db.transaction(services().engine) as session:
            makers.unit(session, request.form["nama"])
        if request.form.get("tolak"):
            raise Conflict("Keadaan sudah berubah.")
        return redirect("/profil", 303)

    @app.post("/buat-sekaligus")
    @needs(Action.BUAT, own_transactions=True)
    def buat_sekaligus() -> Response:
        with db.transaction(services().engine) as session:
            makers.unit(session, request.form["nama"])
            flash(f"{request.form['nama']} dibuat.")
            answer = settled(session, redirect("/profil", 303))
            if request.form.get("tolak"):
                raise Conflict("Keadaan sudah berubah.")
        if request.form.get("mati"):
            raise KeyboardInterrupt  # as a process that ends between the commit and the answer
        return answer

    @app.post("/halaman")
    @needs(Action.BUAT)
    def halaman() -> str:
        makers.unit(request_session(), request.form["nama"])
        return f"<p>Isi naskah {request.form['nama']}</p>"

    @app.post("/ganda")
    @needs(Action.BUAT)
    def ganda() -> Response:
        makers.unit(request_session(), "Dinas A", kode="sama")
        makers.unit(request_session(), "Dinas B", kode="sama")
        return redirect("/profil", 303)

    @app.put("/simpan")
    @needs(Action.UBAH)
    def simpan() -> dict[str, str]:
        makers.unit(request_session(), request.get_json()["nama"])
        return {"tersimpan": "10.42"}

    return masuk("kabid.dinsos")


@pytest.fixture
def made(engine: Engine) -> Callable[[str], int]:
    """How many units of a name there are."""

    def count(nama: str) -> int:
        with db.reading(engine) as session:
            return session.scalar(select(func.count()).select_from(Unit).where(Unit.nama == nama)) or 0

    return count


@pytest.mark.parametrize("path", ["/buat", "/buat-sendiri", "/buat-sekaligus"])
def test_the_same_form_again_gives_the_same_answer(
    sender: FlaskClient, made: Callable[[str], int], path: str
) -> None:  # KEAMANAN: TRX-03
    first = browser.kirim(sender, path, {"nama": "Dinas A"}, kunci=KEY)
    again = browser.kirim(sender, path, {"nama": "Dinas A"}, kunci=KEY)

    assert (first.status_code, first.headers["Location"]) == (303, "/profil")
    assert (again.status_code, again.headers["Location"]) == (303, "/profil")
    assert made("Dinas A") == 1


def test_the_repeated_answer_brings_its_message_too(sender: FlaskClient) -> None:
    for _ in range(2):
        browser.kirim(sender, "/buat", {"nama": "Dinas A"}, kunci=KEY)
        assert "Dinas A dibuat." in sender.get("/profil").text


@pytest.mark.parametrize("path", ["/buat", "/buat-sendiri"])
def test_the_same_key_for_something_else_is_refused(
    sender: FlaskClient, made: Callable[[str], int], path: str
) -> None:  # KEAMANAN: TRX-03
    browser.kirim(sender, path, {"nama": "Dinas A"}, kunci=KEY)

    assert browser.kirim(sender, path, {"nama": "Dinas B"}, kunci=KEY).status_code == 422
    assert made("Dinas B") == 0


def test_another_file_under_the_same_key_is_refused(sender: FlaskClient) -> None:  # KEAMANAN: TRX-03
    def send(content: bytes) -> int:
        data = {"nama": "Dinas A", "berkas": (io.BytesIO(content), "a.pdf")}
        return browser.kirim(sender, "/buat", data, kunci=KEY, content_type="multipart/form-data").status_code

    assert (send(b"satu"), send(b"dua"), send(b"satu")) == (303, 422, 303)


@pytest.mark.parametrize(
    ("path", "tolak"), [("/buat", "409"), ("/buat", "422"), ("/buat-sendiri", "409"), ("/buat-sekaligus", "409")]
)
def test_a_refused_form_may_be_corrected_and_sent_under_its_key(
    sender: FlaskClient, made: Callable[[str], int], path: str, tolak: str
) -> None:
    refused = browser.kirim(sender, path, {"nama": "Dinas A", "tolak": tolak}, kunci=KEY)
    done = browser.kirim(sender, path, {"nama": "Dinas B"}, kunci=KEY)

    assert (refused.status_code, done.status_code) == (int(tolak), 303)
    assert made("Dinas B") == 1
    assert made("Dinas A") == (1 if path == "/buat-sendiri" else 0)


@pytest.mark.parametrize("kunci", ["", "pendek", "x" * 65, "spasi tidak boleh ada"])
def test_a_form_without_a_key_of_ours_changes_nothing(
    sender: FlaskClient, made: Callable[[str], int], kunci: str
) -> None:  # KEAMANAN: TRX-03
    answer = browser.kirim(sender, "/buat", {"nama": "Dinas A", "kunci": kunci})

    assert answer.status_code == 422
    assert made("Dinas A") == 0


def test_scripts_send_the_key_as_a_header(sender: FlaskClient, made: Callable[[str], int]) -> None:
    for _ in range(2):
        answer = browser.kirim(sender, "/simpan", method="PUT", json={"nama": "Dinas A"}, kunci=KEY)
        assert answer.get_json() == {"tersimpan": "10.42"}

    assert made("Dinas A") == 1
    assert browser.kirim(sender, "/simpan", method="PUT", json={"nama": "B"}, kunci=KEY).status_code == 422


def test_keys_belong_to_one_account(
    sender: FlaskClient, masuk: Callable[..., FlaskClient], made: Callable[[str], int]
) -> None:
    browser.kirim(sender, "/buat", {"nama": "Dinas A"}, kunci=KEY)
    browser.kirim(masuk("staf.dinsos"), "/buat", {"nama": "Dinas A"}, kunci=KEY)

    assert made("Dinas A") == 2


def test_no_secret_can_be_guessed_from_what_is_kept(sender: FlaskClient, engine: Engine) -> None:  # KEAMANAN: AUT-13
    def digest(**fields: str) -> str:
        browser.kirim(sender, "/buat", {"nama": "Dinas A", **fields})
        with db.reading(engine) as session:
            newest = select(Idempotensi.digest).order_by(Idempotensi.at.desc()).limit(1)
            return session.scalars(newest).one()

    assert digest(passphrase="satu") == digest(passphrase="dua") != digest(catatan="dua")


@pytest.mark.parametrize("path", ["/buat", "/buat-sendiri", "/buat-sekaligus"])
def test_fifty_identical_requests_at_once_have_one_effect(
    app: Flask, sender: FlaskClient, made: Callable[[str], int], path: str
) -> None:  # KEAMANAN: TRX-04
    cookie, data = sender.get_cookie("sesi"), {"csrf_token": browser.token(sender), "kunci": KEY, "nama": "Dinas A"}
    assert cookie is not None
    together = threading.Barrier(50)

    def send(_: int) -> tuple[int, str | None]:
        one = app.test_client()
        one.set_cookie("sesi", cookie.value)
        together.wait(30)
        answer = one.post(path, data=data)
        return answer.status_code, answer.headers.get("Location")

    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(send, range(50)))

    assert made("Dinas A") == 1
    assert {a for a in answers if a[0] != 503} == {(303, "/profil")}
    assert [a[0] for a in answers].count(503) <= 25  # asked to come back, not refused


def test_a_claim_whose_owner_died_is_taken_over(engine: Engine) -> None:  # KEAMANAN: DB-05
    ask = idempotency.Ask(1, KEY, "0" * 64)

    assert idempotency.claim_alone(engine, ask) is None
    clock.set_clock(clock.now() + idempotency.LEASE + timedelta(seconds=1))
    assert idempotency.claim_alone(engine, ask) is None


def test_an_answer_settled_with_its_effect_survives_the_end_of_its_process(
    sender: FlaskClient, made: Callable[[str], int]
) -> None:  # KEAMANAN: TRX-03, DB-05
    with pytest.raises(KeyboardInterrupt):
        browser.kirim(sender, "/buat-sekaligus", {"nama": "Dinas A", "mati": "1"}, kunci=KEY)
    clock.set_clock(clock.now() + idempotency.LEASE + timedelta(seconds=1))

    again = browser.kirim(sender, "/buat-sekaligus", {"nama": "Dinas A", "mati": "1"}, kunci=KEY)

    assert (again.status_code, again.headers["Location"], made("Dinas A")) == (303, "/profil", 1)
    assert "Dinas A dibuat." in sender.get("/profil").text


def test_of_two_that_both_think_they_own_a_key_one_has_an_effect(engine: Engine) -> None:  # KEAMANAN: TRX-04
    ask, answer = idempotency.Ask(1, KEY, "0" * 64), Response(status=303, headers={"Location": "/satu"})
    idempotency.claim_alone(engine, ask)
    clock.set_clock(clock.now() + idempotency.LEASE + timedelta(seconds=1))
    idempotency.claim_alone(engine, ask)  # the first was only slow, not dead

    with db.transaction(engine) as session:
        idempotency.settle(session, ask, answer, [])
    with pytest.raises(idempotency.Answered) as second, db.transaction(engine) as session:
        makers.unit(session, "Dinas A")
        idempotency.settle(session, ask, Response(status=303, headers={"Location": "/dua"}), [])

    assert second.value.row.location == "/satu"
    with db.reading(engine) as session:
        assert session.scalar(select(func.count()).select_from(Unit)) == 0


def test_a_key_that_was_given_back_meanwhile_is_taken_again(engine: Engine) -> None:
    ask = idempotency.Ask(1, KEY, "0" * 64)
    idempotency.claim_alone(engine, ask)
    idempotency.forget_alone(engine, ask)

    with db.transaction(engine) as session:
        idempotency.settle(session, ask, Response(status=303, headers={"Location": "/satu"}), [])

    row = idempotency.claim_alone(engine, ask)
    assert row is not None
    assert row.location == "/satu"


def test_what_was_rolled_back_is_not_told(sender: FlaskClient) -> None:
    browser.kirim(sender, "/buat-sekaligus", {"nama": "Dinas A", "tolak": "409"})

    assert "Dinas A dibuat." not in sender.get("/profil").text


def test_of_a_page_nothing_is_kept(sender: FlaskClient, engine: Engine, made: Callable[[str], int]) -> None:
    # KEAMANAN: OTR-11
    first = browser.kirim(sender, "/halaman", {"nama": "Dinas A"}, kunci=KEY)
    again = browser.kirim(sender, "/halaman", {"nama": "Dinas A"}, kunci=KEY)

    assert "Isi naskah" in first.text
    assert (again.status_code, again.text, made("Dinas A")) == (200, "Permintaan ini sudah diproses.", 1)
    with db.reading(engine) as session:
        assert session.scalars(select(Idempotensi.body)).all() == [""]


def test_keys_are_kept_a_week_and_then_swept(sender: FlaskClient, engine: Engine) -> None:  # KEAMANAN: TRX-03
    def left(days: int) -> int:
        clock.set_clock(start + timedelta(days=days))
        with db.transaction(engine) as session:
            idempotency.purge(session)
            return session.scalar(select(func.count()).select_from(Idempotensi)) or 0

    start = clock.now()
    browser.kirim(sender, "/buat", {"nama": "Dinas A"}, kunci=KEY)

    assert (left(7), left(9)) == (1, 0)


def test_the_worker_sweeps_them_unasked(sender: FlaskClient, parts: Services) -> None:
    browser.kirim(sender, "/buat", {"nama": "Dinas A"}, kunci=KEY)
    clock.set_clock(clock.now() + timedelta(days=9))
    stop = threading.Event()
    worker = threading.Thread(target=jalan.work, args=(parts, {}, stop))

    worker.start()
    until, left = time.monotonic() + 20, 1
    while left and time.monotonic() < until:
        with db.reading(parts.engine) as session:
            left = session.scalar(select(func.count()).select_from(Idempotensi)) or 0
        time.sleep(0.05)
    stop.set()
    worker.join()

    assert left == 0


def test_nothing_half_done_stays_when_the_database_refuses(
    sender: FlaskClient, made: Callable[[str], int]
) -> None:  # KEAMANAN: TRX-01
    answer = browser.kirim(sender, "/ganda")

    assert answer.status_code == 409
    assert (made("Dinas A"), made("Dinas B")) == (0, 0)
