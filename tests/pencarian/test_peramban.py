"""The search box in a real browser: suggestions while typing, a chip taken away with one tap, a hit opened at its page."""

import dataclasses
from collections.abc import Iterator
from typing import Final

import makers
import pytest
from flask import Flask
from makers import SANDI, Kota
from playwright.sync_api import expect, sync_playwright

from eoffice import db
from eoffice.config import Settings
from eoffice.naskah.models import Naskah
from eoffice.pdf import isi
from eoffice.web.services import Services
from tests.keandalan.siap_ttd import FRASA, bersertifikat, naskah_siap
from tests.perjalanan.layar import Layar, chromium, melayani, open_port

pytestmark = pytest.mark.browser

PORT: Final = open_port()
PANJANG: Final = "\n\n".join("Alinea yang cukup panjang untuk mengisi halaman. " * 12 for _ in range(7))


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


def test_a_letter_is_found_by_suggestion_and_opened_at_the_page_of_its_word(
    layar: Layar, services: Services, kota_kecil: Kota
) -> None:
    with db.transaction(services.engine) as session:
        makers.kode(session, "000.8.3.3")
    bersertifikat(services, kota_kecil, "kadis.dinsos")
    (number,) = naskah_siap(services, kota_kecil, banyak=1)
    with db.transaction(services.engine) as session:
        letter = session.get_one(Naskah, number)
        letter.isi, letter.hal = isi.from_plain(f"{PANJANG}\n\nKata purnama hanya ada di sini."), "Laporan semesteran"
    page = layar.buka_jendela("kadis.dinsos")
    page.goto(f"{layar.alamat}/masuk?lanjut=/naskah/{number}/tanda-tangan")
    page.fill("#f-nama_pengguna", "kadis.dinsos")
    page.fill("#f-sandi", SANDI)
    page.get_by_role("button", name="Masuk").click()
    page.fill("#f-frasa_sandi", FRASA)
    page.get_by_role("button", name="Setujui dan tanda tangani").click()
    expect(page.locator("main")).to_contain_text("Ditandatangani secara elektronik")

    box = page.locator("#q-atas")
    box.fill("jenis:dinas")
    page.get_by_role("option", name="Surat Dinas").first.click()
    expect(page.locator(".keping .chip")).to_contain_text("Surat Dinas")
    page.fill("#f-q", "jenis:surat_dinas tahun:1999 purnama")
    page.locator("#f-q").press("Enter")
    expect(page.locator("main")).to_contain_text("Tidak ada yang ditemukan")
    layar.potret(page, "cari-tanpa-hasil")
    page.get_by_role("link", name="Hapus saringan Tahun: 1999").click()
    expect(page.locator(".temuan")).to_contain_text("Laporan semesteran")
    layar.potret(page, "cari-keping")
    page.get_by_role("link", name="Buka di halaman 2").click()
    expect(page.locator("#hal-2")).to_be_in_viewport()
    page.evaluate(
        "document.querySelector('#terkait').scrollIntoView()"
    )  # what is related comes by itself once it is in sight
    expect(page.get_by_role("link", name="Lihat jawaban, koreksi")).to_have_count(0)

    assert page.url.endswith(f"/naskah/{number}#hal-2")
    assert layar.keluhan == []


def test_an_empty_date_says_the_order_of_a_browser_that_is_not_indonesian(layar: Layar, kota_kecil: Kota) -> None:
    said = {}
    for locale in ("en-US", "id-ID"):
        page = layar.browser.new_context(locale=locale).new_page()
        page.goto(f"{layar.alamat}/masuk?lanjut=/cari")
        page.fill("#f-nama_pengguna", "kadis.dinsos")
        page.fill("#f-sandi", SANDI)
        page.get_by_role("button", name="Masuk").click()
        page.locator("summary", has_text="Saringan").click()
        beside = page.locator("#f-s_sesudah + output")
        said[locale] = [beside.text_content()]
        page.fill("#f-s_sesudah", "2026-11-05")
        said[locale].append(beside.text_content())
        page.context.close()

    assert said == {
        "en-US": ["Urutannya bulan/hari/tahun", "Kamis, 5 November 2026"],
        "id-ID": ["", "Kamis, 5 November 2026"],
    }
