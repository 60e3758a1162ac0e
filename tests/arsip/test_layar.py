"""The lists of the archive in a real browser: they fit the screen of an office, and a chosen date is said in Indonesian."""

import dataclasses
from collections.abc import Iterator
from typing import Final

import makers
import pytest
from flask import Flask
from playwright.sync_api import expect, sync_playwright

from eoffice.config import Settings
from eoffice.db import transaction
from eoffice.web.services import Services
from tests.penyusutan import bahan
from tests.perjalanan.layar import Layar, chromium, melayani, open_port

pytestmark = pytest.mark.browser

PORT: Final = open_port()


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Reached at a real port."""
    return dataclasses.replace(settings, base_url=f"http://127.0.0.1:{PORT}", trusted_hosts=("127.0.0.1",))


@pytest.fixture
def layar(app: Flask, services: Services) -> Iterator[Layar]:
    """The browser at the running server."""
    with melayani(app, services, PORT) as alamat, sync_playwright() as playwright:
        browser = chromium(playwright)
        yield Layar(browser, alamat)
        browser.close()


def test_the_list_of_inactive_records_fits_and_a_chosen_date_is_said_in_words(
    layar: Layar, services: Services, kota_kecil: makers.Kota
) -> None:
    with transaction(services.engine) as session:
        bahan.berkas(session, kota_kecil, services.store)
    page = layar.orang("arsiparis.dinsos")
    page.goto(f"{layar.alamat}/arsip/resmi/inaktif")

    table = page.locator("main .tbl-w")
    assert table.evaluate("box => box.scrollWidth <= box.clientWidth")
    page.fill("#f-sampai", "2026-03-05")
    expect(page.locator("#f-sampai + output")).to_have_text("5 Mar 2026")
    page.fill("#f-sampai", "")
    expect(page.locator("#f-sampai + output")).to_have_text("")
