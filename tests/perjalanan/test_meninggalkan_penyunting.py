"""Leaving the editor right after the last key, within the pause of the autosave: nothing is lost, nobody is to blame."""

import dataclasses
import re
import time
from collections.abc import Iterator

import pytest
from flask import Flask
from makers import Kota
from playwright.sync_api import Dialog, Page, Response, Route, expect, sync_playwright
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
KATA = "Kalimat terakhir yang baru saja diketik."


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Reached at a real port."""
    return di_porta(settings, PORT)


@dataclasses.dataclass
class Jendela:
    """The window of the konseptor, and what its server answered to autosaves."""

    layar: Layar
    page: Page
    naskah_id: int
    engine: Engine
    jawaban: list[int] = dataclasses.field(default_factory=list)
    tanya: list[str] = dataclasses.field(default_factory=list)

    def buka(self) -> None:
        self.page.goto(f"{self.layar.alamat}/naskah/{self.naskah_id}/sunting?langkah=2")
        expect(self.page.locator(".ProseMirror")).to_be_visible()

    def ketik(self, kata: str) -> None:
        """At the end of the body, without a pause afterwards."""
        self.page.locator(".ProseMirror").click()
        self.page.keyboard.press("Control+End")
        self.page.keyboard.type(f" {kata}")

    def ketik_dan_tunggu(self, kata: str) -> None:
        """Type on until the server has answered the autosave."""

        def holds(answer: Response) -> bool:
            return answer.request.method == "PUT" and kata in (answer.request.post_data or "")

        with self.page.expect_response(holds):
            self.ketik(kata)

    def isi(self) -> str:
        """What the server holds."""
        with db.reading(self.engine) as session:
            return isi.plain_text(session.get_one(Naskah, self.naskah_id).isi)


@pytest.fixture
def jendela(app: Flask, services: Services, kota_kecil: Kota, engine: Engine) -> Iterator[Jendela]:
    """A complete konsep, open in the editor of its konseptor."""
    naskah_id, _ = kantor.made(engine, kota_kecil, kantor.konsep)
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        with melayani(app, services, PORT) as alamat:
            layar = Layar(browser, alamat)
            page = layar.orang("staf.dinsos")
            made = Jendela(layar, page, naskah_id, engine)

            def answered(response: Response) -> None:
                if response.request.method == "PUT":
                    made.jawaban.append(response.status)

            def asked(dialog: Dialog) -> None:
                made.tanya.append(dialog.type)
                dialog.accept()

            page.on("response", answered)
            page.on("dialog", asked)
            made.buka()
            yield made
            browser.close()  # first, so that no connection keeps the server waiting


def test_a_link_waits_for_the_last_words(jendela: Jendela) -> None:
    jendela.ketik(KATA)
    jendela.page.locator("a[href='/kerja/konsep']").first.click()
    jendela.page.wait_for_url("**/kerja/konsep")

    assert KATA in jendela.isi()
    assert jendela.tanya == []
    jendela.buka()
    jendela.ketik_dan_tunggu("Dan masih dilanjutkan.")
    assert set(jendela.jawaban) == {200}
    assert jendela.layar.keluhan == []


def test_a_reload_shows_the_last_words_and_goes_on_without_a_conflict(jendela: Jendela) -> None:
    for kata in (KATA, "Sekali lagi.", "Dan sekali lagi."):
        jendela.ketik(kata)
        jendela.page.reload()
        expect(jendela.page.locator(".ProseMirror")).to_contain_text(kata)
        jendela.page.wait_for_function("() => !document.querySelector('form[data-autosave]').inert")

    jendela.ketik_dan_tunggu("Selesai.")
    expect(jendela.page.get_by_text("Simpan tulisan saya sebagai versi baru")).to_have_count(0)
    assert KATA in jendela.isi()
    assert "Selesai." in jendela.isi()
    assert (jendela.tanya, set(jendela.jawaban)) == ([], {200})
    assert jendela.layar.keluhan == []


def test_what_is_typed_while_a_submission_is_under_way_is_not_saved_behind_it(jendela: Jendela) -> None:
    jendela.page.goto(f"{jendela.layar.alamat}/naskah/{jendela.naskah_id}/sunting?langkah=4")

    def slowly(route: Route) -> None:
        time.sleep(1.2)  # twice the pause of the autosave
        route.continue_()

    jendela.page.route("**/ajukan", slowly)
    jendela.page.evaluate(
        """() => {
          const hal = document.querySelector("#f-hal");
          setTimeout(() => { hal.value += "!"; hal.dispatchEvent(new Event("input", { bubbles: true })); }, 50);
          document.querySelector("[formaction$='/ajukan']").click();
        }"""
    )
    jendela.page.wait_for_url(re.compile(rf"/naskah/{jendela.naskah_id}$"))

    assert jendela.jawaban == []
    assert jendela.layar.keluhan == []
