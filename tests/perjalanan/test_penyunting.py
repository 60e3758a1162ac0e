"""The editor in a real browser: what it holds, what it takes from the clipboard, how fast the preview is, who writes."""

import dataclasses
import json
from collections.abc import Iterator
from typing import Any, Final

import pytest
from flask import Flask
from makers import Kota
from playwright.sync_api import Page, expect, sync_playwright
from sqlalchemy import Engine

from eoffice import db
from eoffice.config import Settings
from eoffice.naskah import actions
from eoffice.naskah.models import Naskah, Simpanan
from eoffice.pdf import isi
from eoffice.web.services import Services
from tests.naskah import kantor
from tests.perjalanan.layar import Layar, chromium, di_porta, melayani, open_port

pytestmark = pytest.mark.browser

PORT = open_port()
#: Milliseconds from the last key to the new page, on a machine that also runs the server, the worker and the browser.
BATAS_PRATINJAU: Final = 1_000

#: As Word 365 puts it on the clipboard: conditional comments, markers that are only looks, a table, a page break.
WORD: Final = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><style><!-- @list l0:level1 {mso-level-text:"%1\\.";} --></style></head>
<body lang=IN><!--StartFragment-->
<p class=MsoNormal style='text-align:justify'><b>Tebal</b> <i>miring</i> <u>garis</u><o:p></o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span><![endif]>Satu<o:p></o:p></p>
<p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><!--[if !supportLists]--><span
style='mso-list:Ignore'>a.<span>&nbsp;</span></span><!--[endif]-->Anak<o:p></o:p></p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>2.<span> </span></span>Dua</p>
<table class=MsoTableGrid border=1><tr><td width=100 colspan=2><p class=MsoNormal>Judul</p></td></tr>
<tr><td><p class=MsoNormal>A</p></td><td><p class=MsoNormal>B</p></td></tr></table>
<p class=MsoNormal>Sebelum<br clear=all style='mso-special-character:line-break;page-break-before:always'></p>
<p class=MsoNormal onclick="alert(1)"><a href="javascript:alert(1)">Sesudah</a><script>alert(1)</script><img src=x></p>
<!--EndFragment--></body></html>"""
LIBREOFFICE: Final = """<html><head><meta name="generator" content="LibreOffice 7.4"/><style>p { margin-bottom: 0.25cm }</style></head>
<body><p align="center" style="line-height: 115%"><b>Judul</b></p><ol><li><p>satu</p><ol type="a"><li><p>anak</p></li></ol></li>
<li><p>dua</p></li></ol><p style="page-break-before: always">halaman baru</p></body></html>"""
GOOGLE: Final = """<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"
style="line-height:1.38"><span style="font-weight:700;font-style:normal;text-decoration:none">Tebal</span><span
style="font-weight:400;text-decoration:underline"> garis</span></p><ul><li dir="ltr" aria-level="1"><p dir="ltr"
role="presentation"><span style="font-weight:400">butir</span></p></li></ul></b>"""
EXCEL: Final = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style>td{mso-number-format:General;}</style></head>
<body><table width=128><col width=64 span=2><!--StartFragment--><tr height=20><td class=xl65>Nama</td><td>Jumlah</td></tr>
<tr height=20><td>Ani</td><td align=right x:num>12</td></tr><!--EndFragment--></table></body></html>"""


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Reached at a real port."""
    return di_porta(settings, PORT)


@dataclasses.dataclass
class Meja:
    """Everybody's browser, at one server."""

    layar: Layar
    engine: Engine
    kota: Kota

    def konsep(self) -> int:
        return kantor.made(self.engine, self.kota, kantor.konsep)[0]

    def isi(self, naskah_id: int) -> dict[str, Any]:
        with db.reading(self.engine) as session:
            return session.get_one(Naskah, naskah_id).isi


@pytest.fixture
def meja(app: Flask, services: Services, kota_kecil: Kota, engine: Engine) -> Iterator[Meja]:
    """Signed in, at the real server."""
    expect.set_options(timeout=15_000)
    with sync_playwright() as playwright:
        browser = chromium(playwright)
        with melayani(app, services, PORT) as alamat:
            layar = Layar(browser, alamat)
            yield Meja(layar, engine, kota_kecil)
            browser.close()
            assert [k for k in layar.keluhan if "409" not in k] == []


def _open(page: Page, alamat: str, naskah_id: int) -> None:
    page.goto(f"{alamat}/naskah/{naskah_id}/sunting?langkah=2")
    expect(page.locator(".ProseMirror")).to_be_visible()


def _paste(page: Page, html: str = "", text: str = "") -> dict[str, Any]:
    """Everything is replaced by what is pasted; the document as it would be sent, checked by the server's rules."""
    doc = page.evaluate(
        """([html, text]) => {
          const lembar = document.querySelector(".ProseMirror");
          const view = document.querySelector("[data-editor]").eoView;
          view.dispatch(view.state.tr.delete(0, view.state.doc.content.size));
          const clipboardData = new DataTransfer();
          if (html) clipboardData.setData("text/html", html);
          clipboardData.setData("text/plain", text || "x");
          lembar.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
          return document.querySelector("#isi-naskah").eoDokumen();
        }""",
        [html, text],
    )
    isi.check(doc)
    return dict(doc)


def _shape(node: dict[str, Any]) -> Any:
    """A document in short: words with the first letters of their marks, and the kinds of what holds them."""
    if node["type"] == "text":
        return node["text"] + "".join(f"/{m['type'][0]}" for m in node.get("marks", []))
    inner = [_shape(child) for child in node.get("content", [])]
    if node["type"] == "paragraph":
        return "|".join(inner)
    name = node["attrs"]["style"] if node["type"] == "list" else node["type"]
    return {name: inner} if inner else name


def _shapes(doc: dict[str, Any]) -> list[Any]:
    return [shape for block in doc["doc"]["content"] if (shape := _shape(block))]


def _clipboard(meja: Meja) -> None:
    """What Word, LibreOffice, Google Docs and spreadsheets put there becomes a clean text."""
    page = meja.layar.orang("staf.dinsos")
    _open(page, meja.layar.alamat, meja.konsep())

    word, libre, google = (_shapes(_paste(page, html)) for html in (WORD, LIBREOFFICE, GOOGLE))
    sheet = _shapes(_paste(page, EXCEL, "Nama\tJumlah\nAni\t12"))
    plain = _shapes(_paste(page, text="Nama\tJumlah\nAni\t12\n"))

    item = "list_item"
    assert word == [
        "Tebal/b| |miring/i| |garis/u",
        {"decimal": [{item: ["Satu", {"lower-alpha": [{item: ["Anak"]}]}]}, {item: ["Dua"]}]},
        {"table": [{"table_row": [{"table_cell": ["Judul"]}]}, {"table_row": [{"table_cell": ["A"]}, {"table_cell": ["B"]}]}]},
        "Sebelum",
        "page_break",
        "Sesudah",
    ]  # fmt: skip
    assert libre == [
        "Judul/b",
        {"decimal": [{item: ["satu", {"lower-alpha": [{item: ["anak"]}]}]}, {item: ["dua"]}]},
        "page_break",
        "halaman baru",
    ]
    assert google == ["Tebal/b| garis/u", {"bullet": [{item: ["butir"]}]}]
    rows = [{"table_row": [{"table_cell": [a]}, {"table_cell": [b]}]} for a, b in (("Nama", "Jumlah"), ("Ani", "12"))]
    assert sheet == plain == [{"table": rows}]


def _typing(meja: Meja) -> None:
    """Everything a letter needs can be typed and undone; Escape leaves."""
    page = meja.layar.orang("staf.dinsos")
    naskah_id = meja.konsep()
    _open(page, meja.layar.alamat, naskah_id)
    press, typed = page.keyboard.press, page.keyboard.type
    page.locator(".ProseMirror").click()
    press("Control+a")
    press("Delete")

    typed("1. satu")
    press("Enter")
    press("Tab")
    typed("anak")
    press("Enter")
    press("Tab")
    typed("cucu")
    press("Enter")
    press("Tab")
    typed("cicit")
    for _ in range(5):
        press("Enter")
    typed("Biasa ")
    for key, word in (("b", "tebal"), ("i", "miring"), ("u", "garis")):
        press(f"Control+{key}")
        typed(word)
        press(f"Control+{key}")
    typed(" [isian]")
    press("Control+.")
    typed("terisi")
    press("Control+Enter")
    typed("halaman dua")
    page.locator(".tb summary[title='Kalimat baku']").click()
    page.locator(".tb .frasa-c").fill("kerja sama saudara")
    with page.expect_response(lambda r: r.request.method == "PUT" and "kerja sama" in (r.request.post_data or "")):
        page.locator(".tb .frasa-b button").first.click()
    held = meja.isi(naskah_id)
    press("Control+z")
    undone = page.locator(".ProseMirror").inner_text()
    press("Escape")

    item = "list_item"
    nested = {"decimal": [{item: ["satu", {"lower-alpha": [{item: ["anak", {"decimal-paren": [{item: ["cucu", {"lower-alpha-paren": [{item: ["cicit"]}]}]}]}]}]}]}]}  # fmt: skip
    assert _shapes(held) == [
        nested,
        "Biasa |tebal/b|miring/i|garis/u| terisi",
        "page_break",
        "halaman dua Atas perhatian dan kerja sama Saudara, kami ucapkan terima kasih.",
    ]
    assert "kerja sama" not in undone
    assert "terisi" in undone
    assert page.evaluate("document.activeElement.closest('.ProseMirror') === null")


def _preview(meja: Meja) -> list[float]:
    """Milliseconds from the last key to the new page, until one is fast enough: the machine may have more to do."""
    page = meja.layar.orang("staf.dinsos")
    _open(page, meja.layar.alamat, meja.konsep())
    expect(page.locator(".pv img.paper")).to_have_count(1)
    page.locator(".ProseMirror").click()
    page.keyboard.press("Control+End")
    took = []

    for word in ("satu", "dua", "tiga", "empat", "lima", "enam"):
        if took and took[-1] < BATAS_PRATINJAU:
            break
        before = page.locator(".pv img.paper").get_attribute("src")
        page.keyboard.type(f" {word}")
        took.append(
            page.evaluate(
                """(before) => new Promise((done) => {
                  const start = performance.now();
                  const look = () => {
                    const img = document.querySelector(".pv img.paper");
                    if (img && img.getAttribute("src") !== before && img.complete && img.naturalWidth) done(performance.now() - start);
                    else setTimeout(look, 5);
                  };
                  look();
                })""",
                before,
            )
        )

    return took


def test_the_editor_takes_any_clipboard_and_any_key_and_its_preview_follows_within_a_second(meja: Meja) -> None:
    _clipboard(meja)
    _typing(meja)

    assert min(_preview(meja)) < BATAS_PRATINJAU


def _taken_over(meja: Meja) -> None:
    """One writes, the other takes over, and nothing typed is lost."""
    with db.transaction(meja.engine) as session:
        naskah = kantor.konsep(session, meja.kota)
        staf = meja.kota["staf.dinsos"].actor(session)
        other = meja.kota["kadis.diskominfo"].jabatan.id
        first = meja.kota["kabid.dinsos"].jabatan.id
        naskah.penerima.clear()
        session.flush()
        actions.simpan(session, staf, naskah, actions.Isian(tujuan=[actions.PenerimaBaru(teks="Camat Barat")]))
        actions.set_route(session, staf, naskah, hierarki=[first], koordinasi=[other])
        actions.ajukan(session, staf, naskah)
        naskah_id = naskah.id
    alamat = meja.layar.alamat
    one = meja.layar.orang("kabid.dinsos")
    two = meja.layar.orang("kadis.diskominfo")
    _open(one, alamat, naskah_id)
    one.locator(".ProseMirror").click()
    one.keyboard.press("Control+End")
    one.keyboard.type(" Tambahan kabid.")

    two.goto(f"{alamat}/naskah/{naskah_id}/sunting")
    said = two.locator("main").inner_text()
    two.get_by_role("button", name="Ambil alih penyuntingan").click()
    two.locator(
        "dialog[open] .btn-primary, dialog[open] [value=ya], dialog[open] button:has-text('Ambil alih')"
    ).last.click()
    expect(two.locator(".ProseMirror")).to_be_visible()
    one.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(one.locator("[data-direbut]")).to_contain_text("dititipkan")
    one.get_by_role("link", name="Lihat titipan").click()
    expect(one.locator("#titipan")).to_be_visible()

    assert "Sedang disunting" in said
    with db.reading(meja.engine) as session:
        (kept,) = session.query(Simpanan).filter_by(naskah_id=naskah_id, titipan=True).all()
        assert isi.plain_text(kept.isi["isi"]).endswith("terima kasih. Tambahan kabid.")
    assert json.dumps(meja.isi(naskah_id)).count("Tambahan") == 0


def _comment(meja: Meja) -> None:
    """Written at chosen words by a reviewer on a phone, it stands at those words in the editor of the writer."""
    naskah_id, _ = kantor.made(meja.engine, meja.kota, kantor.diajukan)
    page = meja.layar.orang("kabid.dinsos")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{meja.layar.alamat}/naskah/{naskah_id}/komentar")
    page.evaluate(
        """() => {
          const teks = document.querySelector('[data-baris="0"] p').firstChild;
          getSelection().setBaseAndExtent(teks, teks.data.indexOf("laporan"), teks, teks.data.indexOf("laporan") + 7);
        }"""
    )
    page.locator(".kutip-b").click()
    page.locator("#f-teks").fill("Sebutkan triwulannya.")
    page.get_by_role("button", name="Simpan komentar").click()
    expect(page.locator(".kom-isi mark")).to_have_text("laporan")
    with db.transaction(meja.engine) as session:
        naskah = session.get_one(Naskah, naskah_id)
        actions.kembalikan(session, meja.kota["kabid.dinsos"].actor(session), naskah, "Lihat komentar.")

    writer = meja.layar.orang("staf.dinsos")
    _open(writer, meja.layar.alamat, naskah_id)

    expect(writer.locator(".ProseMirror .kom-m")).to_have_text("laporan")
    writer.locator("[data-ke-komentar]").click()
    assert writer.evaluate("getSelection().toString()") == "laporan"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_two_never_write_at_once_and_a_comment_finds_its_words(meja: Meja) -> None:
    _taken_over(meja)
    _comment(meja)
