"""Stopping and being full: what runs is finished, what comes too many is told when to come back (TGH-04, TGH-05)."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import makers
import pytest
from flask.testing import FlaskClient

from eoffice import sandbox
from eoffice.akses.rights import Sifat
from eoffice.sandbox import runner
from eoffice.web.services import Services
from tests.naskah import kantor

pytestmark = pytest.mark.sekali  # pages and files; what the database and the store do is proven elsewhere on both

Masuk = Callable[..., FlaskClient]
ROOT = Path(__file__).resolve().parents[2]

#: `eoffice jalankan` with one more address, which is slow and says when it has begun.
LAMBAT = """
import pathlib, sys, time
from eoffice import app, cli
from eoffice.web import access
make = app.create_app
def with_slow(settings, **more):
    made = make(settings, **more)
    def lambat():
        pathlib.Path(sys.argv[1]).touch()
        while not pathlib.Path(sys.argv[2]).exists():
            time.sleep(0.01)
        return "selesai" * 200_000
    made.add_url_rule("/lambat", view_func=access.public(lambat))
    return made
app.create_app = with_slow
sys.exit(cli.main(["jalankan", "--port", sys.argv[3]]))
"""

#: `eoffice jalankan` that would let running requests go on for a quarter of an hour.
SABAR = """
import sys
from eoffice import cli
from eoffice.cli import jalan
jalan.GRACE = 900
sys.exit(cli.main(["jalankan", "--port", sys.argv[1]]))
"""


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def ask(port: int, path: str, seconds: float = 30) -> tuple[int, bytes]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=seconds) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read()


@contextmanager
def running(services: Services, *command: str) -> Iterator["subprocess.Popen[bytes]"]:
    """The program in a process of its own, ended in any case."""
    settings = services.settings
    env = {
        "EOFFICE_DATA_DIR": str(settings.data_dir),
        "EOFFICE_DATABASE_URL": settings.database_url,
        "EOFFICE_STORAGE_URL": settings.storage_url,
        "EOFFICE_SECRET_KEY": settings.secret_key,
        "EOFFICE_BASE_URL": settings.base_url,
        "PYTHONPATH": str(ROOT),
    }
    child = subprocess.Popen(
        [sys.executable, *command], env={**os.environ, **env}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        yield child
    finally:
        child.kill()
        child.wait()
        if child.stdout is not None:
            child.stdout.close()


def wait_until(true: Callable[[], bool], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "tidak juga"
        time.sleep(0.1)


def alive(port: int) -> bool:
    try:
        return ask(port, "/hidup", 5)[0] == 200
    except OSError:
        return False


def test_a_running_request_is_finished_before_the_program_ends(services: Services, tmp_path: Path) -> None:
    # KEAMANAN: TGH-05
    port, begun, goes_on, answers = free_port(), tmp_path / "mulai", tmp_path / "lanjut", []
    with running(services, "-c", LAMBAT, str(begun), str(goes_on), str(port)) as child:
        wait_until(lambda: alive(port))
        asking = threading.Thread(target=lambda: answers.append(ask(port, "/lambat")))
        asking.start()
        wait_until(begun.exists)

        child.send_signal(signal.SIGTERM)
        wait_until(lambda: not alive(port))  # nobody new is let in
        assert answers == [] and child.poll() is None
        goes_on.touch()

        assert child.wait(60) == 0
        asking.join(60)
        assert answers == [(200, b"selesai" * 200_000)]


def test_an_idle_program_ends_at_once(services: Services) -> None:
    # KEAMANAN: TGH-05
    port = free_port()
    with running(services, "-c", SABAR, str(port)) as child:
        wait_until(lambda: alive(port))
        idle = socket.create_connection(("127.0.0.1", port))  # a browser that keeps its connection
        child.send_signal(signal.SIGTERM)

        assert child.wait(60) == 0  # long before running requests would be cut off
        idle.close()


def test_a_worker_of_its_own_ends_with_the_message_in_hand(services: Services) -> None:
    # KEAMANAN: TGH-05
    with running(services, "-m", "eoffice", "kerja") as child:
        assert child.stdout is not None
        assert b"Pekerja berjalan" in child.stdout.readline()
        child.send_signal(signal.SIGTERM)

        assert child.wait(60) == 0


def test_a_full_sandbox_answers_503_and_when_to_come_back(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk, monkeypatch: pytest.MonkeyPatch
) -> None:
    # KEAMANAN: TGH-04, UPL-03
    naskah_id, _ = kantor.made(services.engine, kota_kecil, kantor.siap, sifat=Sifat.BIASA)
    reader = masuk("kadis.dinsos")
    assert reader.get(f"/naskah/{naskah_id}/konsep.pdf").status_code == 200  # the page itself is made already
    full = runner._Places(1)
    monkeypatch.setattr(runner, "_places", full)
    for _ in range(runner.QUEUE + 1):  # one at work, the others in the waiting room
        assert full.room.acquire(blocking=False)

    answer = reader.get(f"/naskah/{naskah_id}/halaman/1.png")  # without waiting, for a place is free all the while

    assert answer.status_code == 503 and int(answer.headers["Retry-After"]) > 0
    assert "sibuk" in answer.text
    assert reader.get("/surat-masuk").status_code == 200  # reading goes on


def test_whoever_waits_gets_a_place_as_soon_as_one_is_free(monkeypatch: pytest.MonkeyPatch) -> None:
    # KEAMANAN: TGH-04
    places = runner._Places(1)
    monkeypatch.setattr(runner, "PATIENCE", 600.0)
    assert places.take()
    waiting = threading.Thread(target=places.take, daemon=True)
    waiting.start()
    wait_until(lambda: places.room._value == runner.QUEUE - 1)  # it stands in the waiting room
    places.give_back()

    waiting.join(60)

    assert not waiting.is_alive()
    places.give_back()
    assert [places.room.acquire(blocking=False) for _ in range(runner.QUEUE + 2)] == [True] * (runner.QUEUE + 1) + [
        False
    ]


def test_no_wait_for_a_sandbox_outlasts_a_request(monkeypatch: pytest.MonkeyPatch) -> None:
    # KEAMANAN: TGH-04
    assert runner.PATIENCE < 10
    monkeypatch.setattr(runner, "PATIENCE", 0.1)
    full = runner._Places(1)
    monkeypatch.setattr(runner, "_places", full)
    assert full.take()

    with pytest.raises(runner.Unavailable):
        sandbox.run("uji", b"")

    full.give_back()
    assert full.take()  # nobody's place in the waiting room was lost


def test_the_settings_say_how_many_sandboxes_there_are(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    # KEAMANAN: TGH-04
    from dataclasses import replace

    from eoffice.app import create_app

    monkeypatch.setattr(runner, "_places", runner._Places(2))
    more = replace(services.settings, sandboxes=5)
    create_app(more, services=replace(services, settings=more))

    assert runner._places.count == 5
