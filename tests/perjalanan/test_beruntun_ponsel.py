"""A leader's phone, 390 by 844: two naskah read page by page with the thumb, agreed to, signed with one passphrase."""

from collections.abc import Iterator
from typing import Final

import pytest
from flask import Flask
from makers import SANDI, Kota
from playwright.sync_api import Route, expect, sync_playwright

from eoffice import db
from eoffice.config import Settings
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import ISSUED
from eoffice.pdf import isi
from eoffice.web.services import Services
from tests.keandalan import deret
from tests.keandalan.siap_ttd import FRASA, bersertifikat, naskah_siap
from tests.perjalanan.layar import Layar, chromium, di_porta, melayani, open_port

pytestmark = pytest.mark.browser

PORT: Final = open_port()
PANJANG: Final = "\n\n".join("Alinea yang cukup panjang untuk mengisi halaman. " * 12 for _ in range(7))


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Reached at a real port."""
    return di_porta(settings, PORT)


@pytest.fixture
def layar(app: Flask, services: Services) -> Iterator[Layar]:
    """The browser at the running server."""
    with melayani(app, services, PORT) as alamat, sync_playwright() as playwright:
        browser = chromium(playwright)
        yield Layar(browser, alamat)
        browser.close()


def test_two_naskah_are_read_and_signed_on_a_phone(layar: Layar, services: Services, kota_kecil: Kota) -> None:
    deret.kode(services)
    bersertifikat(services, kota_kecil, "kadis.dinsos")
    ids = naskah_siap(services, kota_kecil, banyak=2)
    with db.transaction(services.engine) as session:
        session.get_one(Naskah, ids[1]).isi = isi.from_plain(PANJANG)
    page = layar.buka_jendela("kadis.dinsos", "390")
    page.goto(f"{layar.alamat}/masuk?lanjut=/naskah/setujui")
    page.fill("#f-nama_pengguna", "kadis.dinsos")
    page.fill("#f-sandi", SANDI)
    page.get_by_role("button", name="Masuk").click()
    page.get_by_role("button", name="Tanda tangani beruntun (2)").click()

    agree = page.get_by_role("button", name="Setuju, masukkan ke daftar")
    onward = page.get_by_role("button", name="Berikutnya (2/")
    expect(agree).to_be_enabled()
    box = agree.bounding_box()
    assert box is not None
    assert (box["height"] >= 48, box["y"] + box["height"] <= 844) == (True, True)  # under the thumb, without scrolling
    assert page.evaluate("() => document.documentElement.scrollWidth") == 390
    held: list[Route] = []
    page.route(
        "**/1.png*", lambda route: held.append(route)
    )  # the network is slow: no going on before the page is there
    agree.click()
    expect(onward).to_be_disabled()
    expect(agree).to_have_count(0)
    held[0].continue_()
    onward.click()
    expect(page.get_by_role("img", name="Halaman 2 dari 2")).to_have_js_property("complete", True)
    agree.click()

    expect(page.get_by_role("heading", name="Akan ditandatangani (2)")).to_be_visible()
    page.fill("#f-frasa_sandi", FRASA)
    page.get_by_role("button", name="Setujui dan tanda tangani 2 surat").click()
    expect(page.get_by_role("heading", name="Hasil: 2 dari 2 ditandatangani")).to_be_visible(timeout=20_000)

    assert layar.keluhan == []
    with db.reading(services.engine) as session:
        assert all(session.get_one(Naskah, naskah_id).status in ISSUED for naskah_id in ids)
