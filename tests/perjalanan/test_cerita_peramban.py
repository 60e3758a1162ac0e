"""The same story in a real Chromium, with a worker running, and a look at every screen at two sizes."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import makers
import pytest
from flask import Flask
from makers import Kota
from playwright.sync_api import Page, Response, expect, sync_playwright

from eoffice import db, pemeriksaan
from eoffice.config import Settings
from eoffice.web.services import Services
from tests.arsip import arsip_uji
from tests.perjalanan import babak
from tests.perjalanan.layar import HASIL, UKURAN, Layar, chromium, di_porta, melayani, open_port

pytestmark = pytest.mark.browser

PORT = open_port()


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Reached at a real port."""
    return di_porta(settings, PORT)


@pytest.fixture
def layar(app: Flask, services: Services, kota_kecil: Kota) -> Iterator[Layar]:
    """The browser at the running server of the little city."""
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        with melayani(app, services, PORT) as alamat:
            yield Layar(browser, alamat)
            browser.close()  # first, so that no connection keeps the server waiting


def test_ticking_many_is_counted_as_it_happens(
    layar: Layar, kota_kecil: Kota, klasifikasi_utuh: None, services: Services
) -> None:
    with db.transaction(services.engine) as session:
        for n in range(3):
            arsip_uji.naskah(session, kota_kecil, hal=f"Surat {n}")
    page = layar.ke("arsiparis.dinsos", "/arsip/belum-diberkaskan")
    send, said = page.locator("main button[type=submit]"), page.locator(".belum-h [role=status]")
    here = page.url

    for choose, ticked in ((page.locator("input[name=pilih]").nth(1), 1), (page.get_by_text("Centang semua"), 3),
                           (page.locator("input[name=pilih]").first, 2), (page.get_by_text("Kosongkan", exact=True), 0)):  # fmt: skip
        choose.click()
        expect(said).to_have_text(f"{ticked} dari 3 di halaman ini dicentang")
        expect(send).to_have_text(re.compile(rf"Berkaskan {ticked} yang dicentang"))
        expect(page.locator("input[name=pilih]:checked")).to_have_count(ticked)
    assert (page.url, layar.keluhan) == (here, [])


def test_a_phone_shows_decisions_first_and_a_desk_the_counters(layar: Layar, kota_kecil: Kota) -> None:
    page = layar.ke("kadis.dinsos", "/")

    for size, decisions_first in (("390", True), ("1366", False)):
        page.set_viewport_size(dict(zip(("width", "height"), UKURAN[size], strict=True)))  # type: ignore[arg-type]
        tops = [page.locator(part).bounding_box() for part in (".beranda > .putusan", ".beranda > .kpis")]
        decisions, counters = (box["y"] for box in tops if box)
        assert (decisions < counters) is decisions_first, size


def _pilih(page: Page, nama: str, kata: str) -> None:
    """Type into a type-ahead and take the first that fits all of it, not what it offered halfway."""
    page.locator(f"#f-{nama}").press_sequentially(kata, delay=5)
    page.locator(f"#f-{nama}-daftar [role=option]").filter(has_text=re.compile(re.escape(kata), re.I)).first.click()
    expect(page.locator(f"[data-nama={nama}] .chip")).not_to_have_count(0)


@contextmanager
def _tersimpan(page: Page, kata: str) -> Iterator[None]:
    """Type something that ends with these words; afterwards the server holds them, and the page says so."""

    def holds(answer: Response) -> bool:
        return answer.request.method == "PUT" and kata in (answer.request.post_data or "")

    with page.expect_response(holds):
        yield
    expect(page.locator("[data-simpan]")).to_have_text(re.compile(r"^\s*Tersimpan \d\d\.\d\d"))


def test_the_story_in_a_browser(layar: Layar, kota_kecil: Kota, services: Services, tmp_path: Path) -> None:
    babak.siapkan(services, kota_kecil)
    for old in HASIL.glob("*.png"):
        old.unlink()
    try:
        token = _cerita(layar, kota_kecil, tmp_path)
        _memverifikasi(layar, token)
    except BaseException:
        layar.gagal()
        raise
    assert layar.keluhan == []
    assert [f for f in pemeriksaan.run(services)["pemeriksaan"] if not f["bersih"]] == []


def _cerita(layar: Layar, kota: Kota, folder: Path) -> str:
    page = layar.buka_jendela("tamu")
    page.goto(f"{layar.alamat}/masuk")
    layar.potret(page, "masuk")
    naskah = _menulis(layar, folder)
    _memeriksa(layar, naskah)
    token = _menandatangani(layar, naskah)
    surat = _mendisposisikan(layar, kota, folder)
    _memberkaskan(layar)
    _melihat(layar, naskah, surat)
    return token


def _menulis(layar: Layar, folder: Path) -> str:
    page = layar.ke("staf.dinsos", "/naskah/konsep")
    layar.potret(page, "konsep-kosong")
    page = layar.ke("staf.dinsos", "/naskah/baru")
    layar.potret(page, "tulis")
    page.locator("button[value=surat_dinas]").click()
    page.wait_for_url("**/sunting")
    naskah = page.url.removeprefix(layar.alamat).removesuffix("/sunting")

    _pilih(page, "tujuan", "kepala dinas komunikasi")
    _pilih(page, "tembusan", "sekretaris daerah")
    _pilih(page, "kode_klasifikasi", babak.KODE)
    page.select_option("#f-urgensi", "segera")
    layar.potret(page, "sunting-tujuan")
    page.get_by_role("link", name="Lanjut: isi surat").click()
    page.fill("#f-hal", babak.HAL)
    body = page.locator(".ProseMirror")
    body.click()
    with _tersimpan(page, "Demikian disampaikan."):
        page.keyboard.type(f"Kami mohon bantuan Saudara untuk {babak.KATA_ISI} pada bulan ini.")
        page.keyboard.press("Enter")
        page.keyboard.press("Control+b")
        page.keyboard.type("Demikian disampaikan.")
    expect(page.locator("img.paper").first).to_be_visible()
    files = []
    for name, content in (("Daftar sasaran.pdf", babak.pdf("Daftar sasaran")), ("Peta.png", babak.png("Peta"))):
        path = folder / name
        path.write_bytes(content)
        page.set_input_files("#f-berkas", str(path))
        page.get_by_role("button", name="Unggah").click()
        expect(page.locator("#lampiran .files")).to_contain_text(name.partition(".")[0])
        files.append(path)
    expect(page.locator("img.paper")).to_have_count(3)
    layar.potret(page, "sunting-isi")

    # Reloaded, the page holds all that was typed.
    page.goto(f"{layar.alamat}{naskah}/sunting?langkah=2")
    expect(page.locator(".ProseMirror")).to_contain_text(babak.KATA_ISI)
    expect(page.locator(".ProseMirror strong, .ProseMirror b").first).to_have_text("Demikian disampaikan.")
    page.get_by_role("link", name="Lanjut: pilih pemeriksa").click()
    expect(page.locator("#f-rute")).to_contain_text("Kepala Bidang Layanan Dinas Sosial")
    layar.potret(page, "sunting-rute")
    page.get_by_role("link", name="Lanjut: kirim").click()
    layar.potret(page, "sunting-kirim")
    page.get_by_role("button", name="Ajukan").click()
    page.wait_for_url(re.compile(rf"{naskah}$"))
    layar.potret(page, "naskah-diajukan")
    layar.potret(layar.ke("staf.dinsos", "/naskah/konsep"), "konsep")
    return naskah


def _memeriksa(layar: Layar, naskah: str) -> None:
    page = layar.ke("kabid.dinsos", "/naskah/paraf")
    layar.potret(page, "menunggu-paraf")
    page.get_by_text(babak.HAL).first.click()
    page.wait_for_url(re.compile(rf"{naskah}$"))
    page.get_by_role("link", name="Kembalikan").click()
    page.fill("#dlg-kembali textarea", babak.ALASAN)
    layar.potret(page, "kembalikan")
    page.locator("#dlg-kembali button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("dikembalikan")

    page = layar.ke("staf.dinsos", f"{naskah}/sunting?langkah=2")
    page.locator(".ProseMirror p").first.click()
    page.keyboard.press("Home")
    with _tersimpan(page, "peraturan wali kota, "):
        page.keyboard.type("Sesuai peraturan wali kota, ")
    layar.potret(page, "dikembalikan")
    page.goto(f"{layar.alamat}{naskah}/sunting?langkah=4")
    page.get_by_role("button", name="Ajukan lagi").click()
    page.wait_for_url(re.compile(rf"{naskah}$"))

    page = layar.ke("kabid.dinsos", f"{naskah}/banding")
    expect(page.locator(".beda ins").first).to_contain_text("peraturan")
    layar.potret(page, "banding")
    layar.potret(layar.ke("kabid.dinsos", f"{naskah}/sunting"), "ubah-saat-memeriksa")
    layar.potret(layar.ke("kabid.dinsos", f"{naskah}/versi"), "versi")
    page = layar.ke("kabid.dinsos", naskah)
    page.get_by_role("link", name="Paraf").last.click()
    layar.potret(page, "paraf")
    page.locator("#dlg-paraf button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("Paraf tercatat")


def _menandatangani(layar: Layar, naskah: str) -> str:
    page = layar.ke("kadis.dinsos", "/naskah/tanda-tangan")
    layar.potret(page, "menunggu-tanda-tangan")
    page = layar.ke("kadis.dinsos", "/sertifikat")
    page.fill("#f-frasa", babak.FRASA)
    page.fill("#f-frasa_ulang", babak.FRASA)
    page.fill("#f-sandi_masuk", makers.SANDI)
    layar.potret(page, "terbitkan-sertifikat")
    page.get_by_role("button", name="Terbitkan sertifikat").click()
    expect(page.locator("main")).to_contain_text("Siap menandatangani")
    layar.potret(page, "sertifikat")
    page = layar.ke("kadis.dinsos", f"{naskah}/tanda-tangan")
    layar.potret(page, "tanda-tangan")
    page.fill("#f-frasa_sandi", "bukan frasa saya sama sekali")
    page.get_by_role("button", name="Tanda tangani").click()
    expect(page.locator("main")).to_contain_text("sisa 4")
    layar.potret(page, "frasa-salah")
    page.fill("#f-frasa_sandi", babak.FRASA)
    page.get_by_role("button", name="Tanda tangani").click()
    page.wait_for_url(re.compile(rf"{naskah}$"))
    expect(page.locator("main")).to_contain_text(f"{babak.KODE}/1/DINSOS/")
    layar.potret(page, "ditandatangani")
    href = page.get_by_role("link", name="Buka halaman verifikasi").get_attribute("href")
    assert href is not None
    return href


def _mendisposisikan(layar: Layar, kota: Kota, folder: Path) -> str:
    page = layar.orang("kadis.diskominfo")
    for _ in range(40):  # the worker delivers in its own time
        page.goto(f"{layar.alamat}/surat-masuk")
        if page.get_by_text(babak.HAL).count():
            break
        page.wait_for_timeout(100)
    layar.potret(page, "kotak-masuk")
    page.get_by_text(babak.HAL).first.click()
    page.wait_for_url(re.compile(r"/surat-masuk/\d+"))
    surat = re.sub(r"[?#].*", "", page.url.removeprefix(layar.alamat))
    layar.potret(page, "surat-masuk")
    page.get_by_role("link", name="Disposisikan").click()
    page.wait_for_url("**/disposisi")
    kabid, sekretaris = (kota[n].jabatan.id for n in ("kabid.diskominfo", "sekretaris.diskominfo"))
    page.check(f"#p-{kabid}")
    page.check(f"#p-{sekretaris}")
    page.check(f"#pj-{kabid}")
    page.locator(".pil", has_text="Tindak lanjuti").first.click()
    page.locator(".pil", has_text="3 hari kerja").click()
    page.fill("#f-catatan", babak.CATATAN_DISPOSISI)
    layar.potret(page, "disposisikan")
    page.get_by_role("button", name="Kirim disposisi").click()
    page.wait_for_url(re.compile(rf"{surat}$"))

    page = layar.ke("kabid.diskominfo", "/disposisi")
    layar.potret(page, "disposisi")
    page.get_by_text(babak.HAL).first.click()
    page.wait_for_url(re.compile(r"/disposisi/\d+$"))
    layar.potret(page, "bagian")
    page.get_by_role("link", name="Lanjutkan disposisi").click()
    staf = kota["staf.diskominfo"].jabatan.id
    page.check(f"#p-{staf}")
    page.check(f"#pj-{staf}")
    page.get_by_text("Instruksi lain").click()  # beyond the habit, folded until asked for
    page.locator(".pil", has_text="Laporkan hasilnya").first.click()
    layar.potret(page, "lanjutkan")
    page.get_by_role("button", name="Kirim disposisi").click()
    page.wait_for_url(re.compile(r"/disposisi/\d+$"))

    page = layar.ke("staf.diskominfo", "/disposisi")
    page.get_by_text(babak.HAL).first.click()
    page.get_by_role("link", name="Laporkan tindak lanjut").click()
    page.fill("#dlg-laporan textarea", babak.LAPORAN_STAF)
    (folder / "Hasil.pdf").write_bytes(babak.pdf("Hasil pencocokan"))
    page.set_input_files("#dlg-laporan input[type=file]", str(folder / "Hasil.pdf"))
    layar.potret(page, "laporkan")
    page.get_by_role("button", name="Kirim laporan").click()
    expect(page.locator("main")).to_contain_text("Laporan terkirim")
    layar.potret(page, "laporan-terkirim")

    for nama in ("kabid.diskominfo", "kadis.diskominfo"):
        page = layar.ke(nama, "/disposisi?tab=laporan")
        page.locator(".row-i", has_text="Laporan menunggu Anda terima").first.click()
        page.get_by_role("link", name="Terima laporan").click()
        layar.potret(page, "terima-laporan")
        page.locator("#dlg-terima button[type=submit]").click()
        expect(page.locator("main")).to_contain_text("Laporan diterima")
    expect(page.locator("main")).to_contain_text("surat selesai")  # ticked for the last report of who is responsible
    page = layar.ke("kadis.diskominfo", surat)
    expect(page.get_by_role("link", name="Tandai selesai")).to_have_count(0)
    layar.potret(page, "pohon-disposisi")
    layar.potret(layar.ke("sekda", "/surat-masuk?tab=semua"), "tembusan")
    layar.potret(layar.ke("tu.diskominfo", "/agenda"), "agenda")
    layar.potret(layar.ke("tu.diskominfo", "/surat-masuk/registrasi"), "registrasi")
    return surat


def _memberkaskan(layar: Layar) -> None:
    for nama, objek in (("arsiparis.dinsos", "naskah"), ("arsiparis.diskominfo", "surat_masuk")):
        page = layar.ke(nama, f"/arsip/belum-diberkaskan?jenis={objek}")
        page.locator("input[name=pilih]").first.check()
        layar.potret(page, f"belum-diberkaskan-{objek}")
        page.get_by_role("button", name="Berkaskan 1 yang dicentang").click()
        expect(page.locator("main")).to_contain_text("1 diberkaskan")
        layar.potret(page, f"hasil-pemberkasan-{objek}")
        page.locator("a[href^='/arsip/berkas/']").first.click()
        page.get_by_role("link", name="Tutup berkas").click()
        layar.potret(page, f"tutup-berkas-{objek}")
        page.locator("#dlg-tutup button[type=submit]").click()
        expect(page.locator("main")).to_contain_text("Dihitung sejak")
        layar.potret(page, f"berkas-{objek}")
    layar.potret(layar.ke("arsiparis.dinsos", "/arsip"), "daftar-berkas")
    layar.potret(layar.ke("arsiparis.dinsos", "/klasifikasi"), "klasifikasi")
    page = layar.ke("arsiparis.dinsos", "/cari?q=pendampingan&kode=400.9")
    expect(page.locator(".temuan")).to_contain_text(babak.HAL)
    layar.potret(page, "cari")
    page = layar.ke("staf.setda", "/cari?q=pendampingan")
    expect(page.locator("main")).to_contain_text("Tidak ada yang ditemukan")
    layar.potret(page, "cari-kosong")


def _melihat(layar: Layar, naskah: str, surat: str) -> None:
    for nama in ("staf.dinsos", "kadis.diskominfo", "sekda"):
        layar.potret(layar.ke(nama, "/"), f"beranda-{nama.partition('.')[0]}")
    layar.potret(layar.ke("sekda", "/dasbor"), "dasbor-kota")
    page = layar.ke("kadis.dinsos", "/laporan")
    expect(page.locator(".headline")).to_contain_text("rentang")
    layar.potret(page, "laporan")
    layar.potret(layar.ke("kadis.dinsos", f"/laporan{naskah}"), "derivasi")
    layar.potret(layar.ke("kadis.diskominfo", f"/laporan{surat.replace('-masuk', '')}"), "derivasi-surat")
    page = layar.ke("sekda", "/laporan/kota")
    expect(page.locator("main")).to_contain_text("Dinas Komunikasi dan Informatika")
    layar.potret(page, "laporan-kota")
    layar.potret(layar.ke("staf.dinsos", "/profil"), "profil")
    layar.potret(layar.ke("staf.dinsos", "/bantuan"), "bantuan")
    layar.potret(layar.ke("kabid.dinsos", naskah), "naskah-diberkaskan")

    # The same pages in the dark.
    page = layar.ke("kabid.dinsos", "/naskah/keluar")
    page.get_by_role("button", name="Ganti ke tema gelap").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    layar.potret(page, "gelap-keluar")
    layar.potret(layar.ke("kabid.dinsos", naskah), "gelap-naskah")


def _memverifikasi(layar: Layar, href: str) -> None:
    page = layar.jendela["tamu"]
    page.goto(layar.alamat + href)
    expect(page.locator(".verdict")).to_contain_text("Sah")
    layar.potret(page, "verifikasi")


def test_a_lost_session_loses_no_text(layar: Layar) -> None:
    page = layar.ke("staf.dinsos", "/naskah/baru")
    page.locator("button[value=surat_dinas]").click()
    page.wait_for_url("**/sunting")
    sunting = page.url
    page.get_by_role("link", name="Lanjut: isi surat").click()
    expect(page.locator("[data-pratinjau-keadaan]")).to_contain_text("Mutakhir")  # nothing more is under way
    page.context.clear_cookies()
    page.fill("#f-hal", babak.HAL)
    page.locator(".ProseMirror").click()
    page.keyboard.type("Ditulis setelah sesi berakhir.")
    expect(page.locator(".lost")).to_contain_text("Tulisan Anda masih utuh di halaman ini", timeout=15_000)

    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Masuk lagi di tab baru").click()
    tab = opened.value
    tab.fill("#f-nama_pengguna", "staf.dinsos")
    tab.fill("#f-sandi", makers.SANDI)
    tab.get_by_role("button", name="Masuk").click()
    expect(tab.get_by_role("link", name=re.compile(r"^Konsep\b"))).to_be_visible()
    tab.close()
    page.bring_to_front()
    page.evaluate("() => { window.dispatchEvent(new Event('focus')) }")

    expect(page.locator(".lost")).to_have_count(0)
    expect(page.locator("[data-simpan]")).to_have_text(re.compile(r"^\s*Tersimpan \d\d\.\d\d"))
    page.goto(f"{sunting}?langkah=2")
    expect(page.locator("#f-hal")).to_have_value(babak.HAL)
    expect(page.locator(".ProseMirror")).to_have_text("Ditulis setelah sesi berakhir.")


def test_the_watch_over_the_screens_sees_what_is_wrong(layar: Layar, tmp_path: Path) -> None:
    layar.folder = tmp_path
    page = layar.buka_jendela("tamu")
    page.goto(f"{layar.alamat}/masuk")
    layar.potret(page, "masuk")
    assert layar.keluhan == []

    page.evaluate("() => { document.body.append(Object.assign(new Image(), {src: 'https://lain.example/a.png'})) }")
    page.evaluate("() => { document.querySelector('main, body').append('Nilai: undefined') }")
    page.evaluate("() => { document.querySelector('form').style.width = '3000px' }")
    page.evaluate("() => { console.error('rusak') }")
    layar.potret(page, "rusak")

    said = " ".join(layar.keluhan)
    for word in ("Content Security Policy", "rusak", "px lebar", "'undefined'"):
        assert word in said
