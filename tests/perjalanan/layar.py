"""A real Chromium at the real server: one window for each person, watched for whatever should never happen."""

import dataclasses
import os
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import makers
import pytest
import waitress.server
from flask import Flask
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request

from eoffice import app as wiring
from eoffice import db, outbox
from eoffice.cli import jalan
from eoffice.config import Settings
from eoffice.web.services import Services
from tests.perjalanan.pelaku import JEJAK_GALAT

CHROMIUM: Final = Path("/usr/bin/chromium")
HASIL: Final = Path(__file__).parents[1] / "hasil"
UKURAN: Final = {"1366": (1366, 768), "390": (390, 844)}
ARGS: Final = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
#: A form that is refused answers 422; Chromium reports that on the console as a resource that failed to load.
DITOLAK: Final = re.compile(r"Failed to load resource: the server responded with a status of 422\b")


def di_porta(settings: Settings, port: int) -> Settings:
    """The settings of a server that is reached at a real port."""
    return dataclasses.replace(settings, base_url=f"http://127.0.0.1:{port}", trusted_hosts=("127.0.0.1",))


def open_port() -> int:
    """A port that is free now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def melayani(app: Flask, services: Services, port: int) -> Iterator[str]:
    """The web server and a worker, each in a thread; the address."""
    server = waitress.server.create_server(app, host="127.0.0.1", port=port, threads=6, ident="")
    stop = threading.Event()
    worker = outbox.Worker(services.engine, wiring.handlers(), services)

    def work() -> None:
        while not stop.wait(0.15):
            with db.reading(services.engine) as session:
                due = outbox.waiting(session)
            if due:
                outbox.work_all(worker)

    threads = [threading.Thread(target=server.run, name="web"), threading.Thread(target=work, name="pekerja")]
    threads.append(threading.Thread(target=jalan.baca, args=(services, stop), name="pembaca"))
    for thread in threads:
        thread.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        stop.set()
        server.trigger.pull_trigger(server.close)  # in its own thread, between two looks at its sockets
        server.task_dispatcher.shutdown()
        for thread in threads:
            thread.join(20)


def chromium(playwright: Playwright) -> Browser:
    """The browser of the machine."""
    if not CHROMIUM.exists():
        sentence = "Chromium tidak ada di /usr/bin/chromium; pasang: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)
    return playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGS))


@dataclass
class Layar:
    """The windows of all people; `keluhan` collects what a browser complains of, `potret` looks at a page at both sizes.

    `disimpan`: pictures of what was looked at are kept in `folder`, for people to see (`EOFFICE_UJI_POTRET=1`); nothing
    compares them, and taking them costs more than the story. What went wrong is always kept.
    """

    browser: Browser
    alamat: str
    keluhan: list[str] = field(default_factory=list)
    jendela: dict[str, Page] = field(default_factory=dict)
    gambar: int = 0
    folder: Path = HASIL
    disimpan: bool = field(default_factory=lambda: os.environ.get("EOFFICE_UJI_POTRET") == "1")

    def buka_jendela(self, nama: str, ukuran: str = "1366") -> Page:
        """A fresh window with nobody signed in."""
        width, height = UKURAN[ukuran]
        context = self.browser.new_context(viewport={"width": width, "height": height}, locale="id-ID")
        context.set_default_timeout(15_000)
        page = context.new_page()

        def said(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning") and not DITOLAK.search(message.text):
                self.keluhan.append(f"{nama}: {page.url}: {message.text}")

        def asked(request: Request) -> None:
            parts = urlsplit(request.url)
            if parts.scheme not in ("data", "blob") and f"{parts.scheme}://{parts.netloc}" != self.alamat:
                self.keluhan.append(f"{nama}: meminta {request.url}")
            if parts.path == "/csp-laporan":
                self.keluhan.append(f"{nama}: melanggar CSP: {request.post_data}")

        page.on("console", said)
        page.on("pageerror", lambda error: self.keluhan.append(f"{nama}: {page.url}: {error}"))
        page.on("request", asked)
        page.on("response", lambda r: r.status >= 500 and self.keluhan.append(f"{nama}: {r.status} {r.url}"))
        self.jendela[nama] = page
        return page

    def orang(self, nama: str, ukuran: str = "1366") -> Page:
        """The window of somebody who has signed in through the form, on a screen of this size."""
        if nama in self.jendela:
            return self.jendela[nama]
        page = self.buka_jendela(nama, ukuran)
        page.goto(f"{self.alamat}/masuk?lanjut=/naskah/konsep")
        page.fill("#f-nama_pengguna", nama)
        page.fill("#f-sandi", makers.SANDI)
        page.get_by_role("button", name="Masuk").click()
        page.wait_for_url("**/naskah/konsep")
        return page

    def ke(self, nama: str, path: str, ukuran: str = "1366") -> Page:
        """Somebody goes to an address of ours."""
        page = self.orang(nama, ukuran)
        answer = page.goto(self.alamat + path)
        assert answer is not None and answer.status == 200, (nama, path, answer and answer.status)
        return page

    def gagal(self) -> None:
        """Pictures of all windows as they were when something went wrong."""
        self.folder.mkdir(exist_ok=True)
        for nama, page in self.jendela.items():
            page.screenshot(path=str(self.folder / f"gagal-{nama}.png"))

    def potret(self, page: Page, nama: str) -> None:
        """At both sizes nothing hangs over the edge, and no words of a failure are to be seen; pictures if asked for."""
        self.gambar += 1
        before = page.viewport_size
        for label, (width, height) in UKURAN.items():
            page.set_viewport_size({"width": width, "height": height})
            page.evaluate("() => new Promise(r => requestAnimationFrame(() => requestAnimationFrame(r)))")
            measured: dict[str, Any] = page.evaluate(
                "() => ({seluruh: document.documentElement.scrollWidth, layar: window.innerWidth})"
            )
            if self.disimpan:
                self.folder.mkdir(exist_ok=True)
                page.screenshot(path=str(self.folder / f"{self.gambar:02d}-{nama}-{label}.png"))
            if measured["seluruh"] != measured["layar"]:
                self.keluhan.append(f"{page.url}: {measured['seluruh']} px lebar pada layar {measured['layar']} px")
        if before is not None:
            page.set_viewport_size(before)
        found = JEJAK_GALAT.search(page.inner_text("body"))
        if found:
            self.keluhan.append(f"{page.url}: terbaca {found[0]!r}")
