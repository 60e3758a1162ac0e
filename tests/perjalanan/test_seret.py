"""A row is dragged onto a berkas in a real Chromium; the same is done with keys; nothing hangs over on a phone."""

from pathlib import Path

import pytest
from flask import Flask
from makers import Kota
from playwright.sync_api import expect, sync_playwright
from sqlalchemy import select

from eoffice import db
from eoffice.arsip import actions
from eoffice.arsip.models import IsiBerkas
from eoffice.config import Settings
from eoffice.web.services import Services
from tests.arsip import arsip_uji as buat
from tests.perjalanan.layar import Layar, chromium, di_porta, melayani, open_port

pytestmark = [pytest.mark.browser, pytest.mark.sekali]

PORT = open_port()
HERE = "/arsip/belum-diberkaskan?jenis=naskah"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Reached at a real port."""
    return di_porta(settings, PORT)


def test_a_dragged_row_goes_alone_and_ticked_rows_go_by_key(
    app: Flask, services: Services, kota_kecil: Kota, klasifikasi_utuh: None, tmp_path: Path
) -> None:
    with db.transaction(services.engine) as session:
        actor = kota_kecil["arsiparis.dinsos"].actor(session)
        unit_id = kota_kecil.unit["dinsos.bidang"].id
        place = actions.buka_berkas(session, actor, unit_id=unit_id, kode_klasifikasi="400.14.4.3", judul="Tujuan").id
        ids = [buat.naskah(session, kota_kecil, hal=f"Surat ke-{n}").id for n in range(3)]
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        with melayani(app, services, PORT) as alamat:
            layar = Layar(browser, alamat, folder=tmp_path)
            page = layar.ke("arsiparis.dinsos", HERE)
            layar.potret(page, "belum-diberkaskan")

            page.get_by_label("Ke mana yang dicentang").select_option("baru")
            expect(page.get_by_role("combobox", name="Kode klasifikasi berkas baru")).to_be_focused()
            page.get_by_label("Ke mana yang dicentang").select_option("")

            page.locator("[data-baris]", has_text="Surat ke-1").drag_to(
                page.locator(f"button[data-ke][value='{place}']")
            )
            expect(page.get_by_role("heading", name="1 diberkaskan")).to_be_visible()
            assert inside(services) == {ids[1]: place}

            for hal in ("Surat ke-0", "Surat ke-2"):
                page.get_by_label(hal, exact=True).check()
            page.locator(f"button[data-ke][value='{place}']").focus()
            page.keyboard.press("Enter")
            expect(page.get_by_role("heading", name="2 diberkaskan")).to_be_visible()
            page.get_by_role("button", name="Urungkan").click()
            expect(page.get_by_role("heading", name="2 dikeluarkan lagi")).to_be_visible()
            assert inside(services) == {ids[1]: place} and layar.keluhan == []
        browser.close()


def inside(services: Services) -> dict[int, int]:
    with db.reading(services.engine) as session:
        return dict(session.execute(select(IsiBerkas.objek_id, IsiBerkas.berkas_id)).tuples().all())
