"""The bell in a real browser: it counts without a reload, in every tab, and reading silences it."""

from collections.abc import Iterator

import makers
import pytest
from flask import Flask
from notifikasi.test_sebar import surat
from playwright.sync_api import Page, expect, sync_playwright

from eoffice.config import Settings
from eoffice.db import transaction
from eoffice.web.services import Services
from tests.perjalanan.layar import Layar, chromium, di_porta, melayani, open_port

pytestmark = pytest.mark.browser

PORT = open_port()


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Reached at a real port."""
    return di_porta(settings, PORT)


@pytest.fixture
def layar(app: Flask, services: Services) -> Iterator[Layar]:
    """A browser at the served application."""
    with melayani(app, services, PORT) as address, sync_playwright() as playwright:
        browser = chromium(playwright)
        try:
            yield Layar(browser, address)
        finally:
            browser.close()


def test_a_surat_rings_without_a_reload_in_every_tab(layar: Layar, services: Services, kota_kecil: makers.Kota) -> None:
    page = layar.orang("kadis.dinsos")
    second = page.context.new_page()
    second.goto(f"{layar.alamat}/notifikasi")
    bell = page.locator("[data-lonceng]")
    expect(bell).to_have_attribute("aria-label", "Pemberitahuan")
    _ask(page)  # the first answer only says where the count stands

    with transaction(services.engine) as session:
        surat(session, kota_kecil)
    for _ in range(40):
        _ask(page)
        if bell.get_attribute("aria-label") != "Pemberitahuan":
            break
        page.wait_for_timeout(150)

    expect(bell).to_have_attribute("aria-label", "Pemberitahuan, 1 belum dibaca")
    assert page.title().startswith("(1) ")
    expect(page.locator("#kabar")).to_contain_text("Ada surat masuk untuk Anda")
    expect(second.locator("[data-lonceng]")).to_have_attribute("aria-label", "Pemberitahuan, 1 belum dibaca")
    expect(second.locator("[data-kabar-baru]")).to_be_visible()

    page.goto(f"{layar.alamat}/notifikasi")
    page.get_by_text("Undangan rapat").click()
    page.wait_for_url("**/surat-masuk/*")
    expect(page.locator("[data-lonceng]")).to_have_attribute("aria-label", "Pemberitahuan")
    assert layar.keluhan == []


def _ask(page: Page) -> None:
    """What the page does by itself every quarter of a minute, now."""
    page.evaluate("() => window.eo.lonceng.tanya(true)")
