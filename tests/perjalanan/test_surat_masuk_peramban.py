"""The same letter in a real Chromium: leaders and the scan on a phone, TU at a desk, with the worker running."""

import dataclasses
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from makers import Kota
from playwright.sync_api import Page, expect, sync_playwright

from eoffice import clock, pemeriksaan
from eoffice.config import Settings
from eoffice.web import pictures
from eoffice.web.services import Services
from tests.perjalanan import babak, meja
from tests.perjalanan.layar import HASIL, Layar, chromium, melayani, open_port
from tests.perjalanan.meja import ARAHAN, HAL, SALAH_ARAH, Meja

pytestmark = pytest.mark.browser

PORT = open_port()
HP = "390"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Reached at a real port, and by the test itself."""
    return dataclasses.replace(settings, base_url=f"http://127.0.0.1:{PORT}", trusted_hosts=("127.0.0.1", "localhost"))


@pytest.fixture
def kota(app: Flask, services: Services, kota_kecil: Kota) -> Meja:
    """A city on a Monday morning."""
    meja.perlu_tesseract()
    clock.set_clock(meja.wib("2026-11-23T08:30"))
    babak.siapkan(services, kota_kecil, ("kadis.dinsos",))
    made = Meja(app, services, kota_kecil)
    made.peneliti()
    made.tunjuk_plh()
    return made


@pytest.fixture
def layar(app: Flask, services: Services) -> Iterator[Layar]:
    """The browser at the running server."""
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        with melayani(app, services, PORT) as alamat:
            yield Layar(browser, alamat, folder=HASIL / "surat-masuk")
            browser.close()


def test_a_letter_on_paper_is_answered_from_phones_and_desks(
    kota: Meja, layar: Layar, services: Services, tmp_path: Path
) -> None:
    try:
        _memotret(layar, kota, tmp_path)
        _mencatat(layar, kota)
        _mendisposisikan(layar, kota)
        _mengalihkan(layar, kota)
        _meneruskan(layar, kota)
        kota.pukul("2026-11-27T09:00")
        for page in layar.jendela.values():
            page.context.close()
        layar.jendela.clear()
        with ThreadPoolExecutor(1) as beside:  # beside the loop of Playwright; writing and signing have their own story
            beside.submit(lambda: kota.tanda_tangani_jawaban(kota.jawab())).result()
        _menutup(layar, kota)
    except BaseException:
        layar.gagal()
        raise
    assert layar.keluhan == []
    kota.kerja()
    assert [f for f in pemeriksaan.run(services)["pemeriksaan"] if not f["bersih"]] == []


def _tunggu(page: Page, here: str, what: Callable[[Page], bool]) -> None:
    """The worker delivers in its own time."""
    for _ in range(60):
        page.goto(here)
        if what(page):
            return
        page.wait_for_timeout(150)
    raise AssertionError(page.inner_text("main"))


def _buka_surat(layar: Layar, nama: str, daftar: str, ukuran: str = HP) -> Page:
    """Somebody finds the letter in a work list and opens it; the counter of the list is what it shows."""
    page = layar.orang(nama, ukuran)
    _tunggu(page, f"{layar.alamat}/kerja/{daftar}", lambda p: p.locator(".kerja-i", has_text=HAL).count() > 0)
    expect(page.locator("main")).to_contain_text(f"{page.locator('.kerja-i').count()} di daftar ini")
    page.locator(".kerja-i .row-i", has_text=HAL).first.click()
    page.wait_for_load_state()
    return page


def _kirim(page: Page, kota: Meja, *kepada: str) -> None:
    for nama in kepada:
        page.check(f"#p-{kota.jabatan(nama)}")
    page.check(f"#pj-{kota.jabatan(kepada[0])}")
    page.locator(".pil", has_text="Tindak lanjuti").first.click()
    page.get_by_role("button", name="Kirim disposisi").click()
    expect(page.locator("body")).to_contain_text("Disposisi terkirim")


def _memotret(layar: Layar, kota: Meja, folder: Path) -> None:
    photo = folder / "IMG_2041.jpg"
    photo.write_bytes(meja.foto())
    page = layar.ke("tu.setda", "/pindaian", HP)
    page.set_input_files("#f-kamera", str(photo))  # the camera hands over what it took; nothing more to tap
    expect(page.locator(".pin-i")).to_contain_text("Kamera")
    expect(page.locator(".pin-i")).to_contain_text("Teks terbaca")  # by itself, without a reload
    layar.potret(page, "pindaian-terbaca")


def _mencatat(layar: Layar, kota: Meja) -> None:
    page = layar.orang("tu.setda")
    page.set_viewport_size({"width": 1366, "height": 768})  # now at the desk
    page.get_by_role("link", name="Catat", exact=True).click()
    for name, value in (("nomor_surat", meja.NOMOR), ("tanggal_surat", meja.TANGGAL), ("hal", HAL)):
        expect(page.locator(f"#f-{name}")).to_have_value(value)
    expect(page.locator("img.paper").first).to_have_js_property("naturalWidth", pictures.WIDTH)
    page.select_option("#f-tujuan_jabatan_id", kota.jabatan("sekda"))
    layar.potret(page, "registrasi")
    page.check("#f-cocok")
    page.get_by_role("button", name="Simpan dan beri nomor agenda").click()
    expect(page.locator("body")).to_contain_text("Surat tercatat pada agenda nomor")
    page = layar.ke("kabag.setda", "/surat-masuk/teliti")
    layar.potret(page, "teliti")
    page.get_by_role("link", name="Siapkan arahan").click()
    page.wait_for_url("**/arahan")
    kota.surat = babak.nomor_di(page.url)
    for nama in ("asisten", "kadis.diskominfo"):
        page.check(f"#p-{kota.jabatan(nama)}")
    page.check(f"#pj-{kota.jabatan('asisten')}")
    page.locator(".pil", has_text="Tindak lanjuti").first.click()
    page.locator(".pil", has_text="3 hari kerja").click()
    page.fill("#f-catatan", ARAHAN)
    page.get_by_role("button", name="Simpan arahan").click()
    expect(page.locator("body")).to_contain_text("menunggu konfirmasi Sekretaris Daerah")


def _mendisposisikan(layar: Layar, kota: Meja) -> None:
    page = _buka_surat(layar, "sekda", "perlu")
    expect(page.locator("#arahan-siap")).to_contain_text("Kepada Asisten Pemerintahan (penanggung jawab), Kepala Dinas")
    expect(page.locator("#arahan-siap")).to_contain_text(ARAHAN)
    layar.potret(page, "sekda-arahan-siap")
    page.get_by_role("button", name="Setuju, kirim").click()  # the second tap
    expect(page.locator("body")).to_contain_text("Disposisi terkirim kepada 2 penerima")

    page = layar.orang("kadis.diskominfo", HP)
    _tunggu(page, f"{layar.alamat}/notifikasi", lambda p: p.locator(".row-i.unread", has_text=HAL).count() > 0)
    layar.potret(page, "kabar")
    page.locator(".row-i.unread", has_text=HAL).click()
    page.get_by_role("link", name="Salah arah").click()
    page.fill("#f-alasan", SALAH_ARAH)
    page.get_by_role("button", name="Kembalikan").click()
    expect(page.locator("body")).to_contain_text("Dikembalikan kepada Sekretaris Daerah")


def _mengalihkan(layar: Layar, kota: Meja) -> None:
    page = _buka_surat(layar, "sekda", "perlu")
    expect(page.locator("main")).to_contain_text(SALAH_ARAH)
    page.get_by_role("link", name="Arahkan ulang").first.click()
    page.get_by_text("Setingkat lebih bawah").click()
    page.check(f"#a-{kota.jabatan('kabag.setda')}")
    page.get_by_role("button", name="Arahkan", exact=True).click()
    expect(page.locator("body")).to_contain_text("Diarahkan kepada Kepala Bagian Umum")


def _meneruskan(layar: Layar, kota: Meja) -> None:
    page = _buka_surat(layar, "asisten", "perlu")
    page.get_by_role("link", name="Lanjutkan disposisi").click()
    expect(page.locator("#kepada")).to_contain_text("Plh. Anton Wijaya")  # told before it is sent
    layar.potret(page, "asisten-lanjutkan")
    _kirim(page, kota, "kadis.dinsos")
    page = _buka_surat(layar, "sekretaris.dinsos", "perlu")
    page.get_by_role("link", name="Lanjutkan disposisi").click()
    _kirim(page, kota, "kabid.dinsos")
    page = _buka_surat(layar, "kabid.dinsos", "perlu", "1366")
    page.get_by_role("link", name="Lanjutkan disposisi").click()
    _kirim(page, kota, "staf.dinsos", "staf2.dinsos")
    page = _buka_surat(layar, "kabid.dinsos", "menunggu", "1366")
    branch = page.locator(".tree-i", has_text="Analis Kebijakan").last
    branch.get_by_role("button", name="Tarik").click()
    page.locator("dialog[open]").get_by_role("button", name="Tarik").click()
    expect(page.locator(".tree")).to_contain_text("Ditarik sebelum dibaca")
    layar.potret(page, "pohon-ditarik")


def _menutup(layar: Layar, kota: Meja) -> None:
    page = layar.ke("sekda", "/tenggat", HP)
    expect(page.locator("main")).to_contain_text("Kepala Bagian Umum")
    expect(page.locator("main")).to_contain_text("Lewat")
    layar.potret(page, "tenggat")
    kota.laporkan("kabag.setda", "Ruang baca sudah disiapkan")

    _terima(_buka_surat(layar, "asisten", "perlu"))
    for _ in range(2):
        page = _buka_surat(layar, "sekda", "perlu")
        _terima(page)
    page = layar.ke("sekda", f"/surat-masuk/{kota.surat}", HP)
    expect(page.locator("main")).to_contain_text("Selesai")
    for said in ("Plh. Kepala Dinas Sosial", "Ditarik sebelum dibaca", SALAH_ARAH, "Ruang baca sudah disiapkan"):
        expect(page.locator(".tree")).to_contain_text(said)
    layar.potret(page, "pohon-selesai")
    expect(layar.ke("sekda", "/kerja/perlu", HP).locator("main")).to_contain_text("Tidak ada yang menunggu Anda")


def _terima(page: Page) -> None:
    page.get_by_role("link", name="Terima laporan").click()
    page.locator("#dlg-terima button[type=submit]").click()
    expect(page.locator("body")).to_contain_text("Laporan diterima")
