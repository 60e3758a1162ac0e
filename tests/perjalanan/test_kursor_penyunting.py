"""Keys pressed faster than the browser reports the caret: what is typed stands where the writer saw the caret."""

import dataclasses
from collections.abc import Iterator
from typing import Final

import pytest
from flask import Flask
from makers import Kota
from playwright.sync_api import Response, expect, sync_playwright
from sqlalchemy import Engine

from eoffice import db
from eoffice.config import Settings
from eoffice.naskah.models import Naskah
from eoffice.pdf import isi
from eoffice.web.services import Services
from tests.naskah import kantor
from tests.perjalanan.layar import Layar, chromium, di_porta, melayani, open_port

pytestmark = pytest.mark.browser

PORT = open_port()
AWAL, AKHIR = kantor.ISI.split("\n\n")
KATA: Final = "Disisipkan."
#: A key that moves the caret, the paragraph and letter where the caret was before, and what Enter and KATA make of it.
GERAK: Final = (
    ("Control+End", 0, 0, [AWAL, AKHIR, KATA]),
    ("End", 0, 0, [AWAL, KATA, AKHIR]),
    ("ArrowDown", 0, 0, [AWAL, "", KATA + AKHIR]),
    ("Home", 1, 10, [AWAL, "", KATA + AKHIR]),
    ("Control+Home", 1, 10, ["", KATA + AWAL, AKHIR]),
)
#: What word processors put on the clipboard: a sheet of styles, and styles of elements with and without quotes.
TEMPELAN: Final = """<html><head><style><!-- p.MsoNormal { color: red } --></style></head><body>
<p class="MsoNormal"style="text-align:center"><span style=font-weight:bold>Rincian</span></p>
<p style='color:red'>tulis style= saja</p></body></html>"""
#: Holds every frame up for 80 ms, as a small office computer does: Chromium tells of a moved caret once per frame.
SIBUK: Final = """() => {
  const tahan = () => {
    const mulai = performance.now();
    while (performance.now() - mulai < 80);
    requestAnimationFrame(tahan);
  };
  requestAnimationFrame(tahan);
}"""


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Reached at a real port."""
    return di_porta(settings, PORT)


@dataclasses.dataclass
class Meja:
    """The desk of the konseptor, whose computer is slow."""

    layar: Layar
    engine: Engine
    kota: Kota
    naskah_id: int = 0

    def __post_init__(self) -> None:
        self.page = self.layar.orang("staf.dinsos")

    def buka(self, paragraf: int, huruf: int) -> None:
        """A fresh konsep of two paragraphs; the caret, counted from 0, is placed and has been reported."""
        self.naskah_id, _ = kantor.made(self.engine, self.kota, kantor.konsep)
        self.page.goto(f"{self.layar.alamat}/naskah/{self.naskah_id}/sunting?langkah=2")
        expect(self.page.locator(".ProseMirror")).to_be_visible()
        self.page.evaluate(
            """([paragraf, huruf]) => {
              document.querySelector(".ProseMirror").focus();
              getSelection().collapse(document.querySelectorAll(".ProseMirror p")[paragraf].firstChild, huruf);
            }""",
            [paragraf, huruf],
        )
        self.page.wait_for_timeout(300)
        self.page.evaluate(SIBUK)

    def ketik(self) -> list[str]:
        """Enter and a few words without any pause; the paragraphs that the server then holds."""

        def holds(answer: Response) -> bool:
            return answer.request.method == "PUT" and KATA in (answer.request.post_data or "")

        with self.page.expect_response(holds):
            self.page.keyboard.press("Enter")
            self.page.keyboard.type(KATA)
        with db.reading(self.engine) as session:
            return isi.plain_text(session.get_one(Naskah, self.naskah_id).isi).split("\n")


@pytest.fixture
def meja(app: Flask, services: Services, kota_kecil: Kota, engine: Engine) -> Iterator[Meja]:
    """Signed in, at the real server."""
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        with melayani(app, services, PORT) as alamat:
            layar = Layar(browser, alamat)
            yield Meja(layar, engine, kota_kecil)
            browser.close()  # first, so that no connection keeps the server waiting
            assert layar.keluhan == []


def test_the_very_next_key_works_where_the_caret_was_moved(meja: Meja) -> None:
    held: dict[str, list[str]] = {}

    for key, paragraf, huruf, _ in GERAK:
        meja.buka(paragraf, huruf)
        meja.page.keyboard.press(key)
        held[key] = meja.ketik()
    meja.buka(0, 0)
    last = meja.page.locator(".ProseMirror p").last
    box = last.bounding_box()
    assert box is not None
    last.click(position={"x": box["width"] - 3, "y": box["height"] / 2})  # right of its last word
    held["klik"] = meja.ketik()

    assert held == {key: wanted for key, _, _, wanted in GERAK} | {"klik": [AWAL, AKHIR, KATA]}


def test_a_button_of_the_toolbar_works_where_the_caret_was_moved(meja: Meja) -> None:
    meja.buka(0, 0)

    seen = meja.page.evaluate(
        """() => {
          const lembar = document.querySelector(".ProseMirror");
          getSelection().selectAllChildren(lembar.lastElementChild);
          getSelection().collapseToEnd();
          document.querySelector(".tb [title^='Ganti halaman']").click();
          return [...lembar.querySelectorAll("p")].map((p) => p.textContent);
        }"""
    )

    assert seen == [AWAL, AKHIR, ""]


def test_a_paste_with_styles_of_a_word_processor_asks_for_nothing_that_the_policy_forbids(meja: Meja) -> None:
    meja.buka(1, 0)

    seen = meja.page.evaluate(
        """(html) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData("text/html", html);
          const lembar = document.querySelector(".ProseMirror");
          lembar.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
          return [...lembar.querySelectorAll("p")].map((p) => p.innerHTML);
        }""",
        TEMPELAN,
    )

    assert seen == [AWAL, "<strong>Rincian</strong>", "tulis style= saja" + AKHIR]
