"""Whatever is linked can be opened: every link on every page, as four roles; and the two addresses of an operator."""

import html
import re
from collections import Counter, deque
from typing import Final
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from makers import Kota
from werkzeug.test import TestResponse

from eoffice.web.services import Services
from tests.perjalanan import babak
from tests.perjalanan.babak import Cerita
from tests.perjalanan.pelaku import JEJAK_GALAT

#: Most pages that one role looks at, and most addresses that differ only in numbers or what follows the «?».
PALING_BANYAK: Final = 190
SEJENIS: Final = 4
LINK: Final = re.compile(r'<(?:a|img|use|script|link|iframe)\b[^>]*?\s(?:href|src)="([^"]*)"|\shx-get="([^"]*)"')
INGGRIS: Final = re.compile(
    r"\b(?:Submit|Cancel|Save|Delete|Loading|Please|Invalid|Sign in|Log in|Logout|Password|Search|Next|Previous|Page not"
    r"|Error|Home|Settings|Required|Download|Upload|Yes|Unknown|Untitled|Drafts?|Inbox|Null)\b"
)
HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
CSP: Final = re.compile(
    r"default-src 'none'; script-src 'nonce-[\w-]{22}' 'strict-dynamic'; .*frame-ancestors 'none'; base-uri 'none'; "
)


@pytest.fixture
def cerita(app: Flask, services: Services, kota_kecil: Kota) -> Cerita:
    """A city in the middle of the story, with something waiting for everybody."""
    babak.siapkan(services, kota_kecil, ("kadis.dinsos",))
    made = Cerita(app, services, kota_kecil)
    babak.seluruhnya(made)
    made.mulai()  # and one more konsep, still empty
    return made


def _sejenis(path: str) -> str:
    parts, asked = urlsplit(path), "&".join(sorted(set(re.findall(r"(\w+)=", urlsplit(path).query))))
    # The work lists share one page: filtered or sorted, any of them stands for all.
    where = re.sub(r"(?<=^/kerja/)[\w-]+$", "#", parts.path) if asked else parts.path
    return re.sub(r"(?<=^/v/).+|\d+", "#", where) + "?" + asked


def _teks(page: str) -> str:
    """What is to be read, without what people of the story wrote."""
    page = re.sub(r"<(?:script|svg|textarea|template).*?</(?:script|svg|textarea|template)>", " ", page, flags=re.S)
    return html.unescape(re.sub(r"<[^>]+>", " ", page))


def _faults(path: str, answer: TestResponse) -> list[str]:
    """What is wrong with one answer, in words."""
    found = []
    if answer.status_code not in (200, 303):
        return [f"{path}: {answer.status_code}"]
    kind = answer.content_type or ""
    if path.startswith("/static/"):
        return [] if answer.headers["X-Content-Type-Options"] == "nosniff" else [f"{path}: tanpa nosniff"]
    crl = "pkix-crl" in kind
    found += [f"{path}: {n} = {answer.headers.get(n)}" for n, v in HEADERS.items() if v not in answer.headers.get(n, "") and not (crl and n == "Cache-Control")]  # fmt: skip
    if "Server" in answer.headers:
        found.append(f"{path}: menyebut peladennya")
    if not kind.startswith("text/html") or answer.status_code != 200:
        return found
    if not CSP.match(answer.headers.get("Content-Security-Policy", "")):
        found.append(f"{path}: CSP {answer.headers.get('Content-Security-Policy')}")
    page = answer.get_data(as_text=True)
    tags = re.sub(r"<textarea.*?</textarea>", "", page, flags=re.S)
    if re.search(r"<[a-z][^>]*\s(?:style|on[a-z]+)=|<style\b|javascript:|<script(?![^>]*\bsrc=)", tags):
        found.append(f"{path}: gaya atau skrip sebaris")
    if re.search(r'(?:src|href|action)="(?:https?:)?//', page):
        found.append(f"{path}: menunjuk ke luar")
    shown = _teks(page)
    if bad := (JEJAK_GALAT.search(shown) or INGGRIS.search(shown)):
        found.append(f"{path}: terbaca {bad[0]!r} pada {' '.join(shown[max(0, bad.start() - 40) : bad.end() + 40].split())!r}")  # fmt: skip
    if page.lstrip().startswith("<!doctype") and not re.search(r'<html lang="id".*<title>[^<]+</title>', page, re.S):
        found.append(f"{path}: tanpa bahasa atau judul")
    ids = Counter(re.findall(r'\sid="([^"]+)"', page))
    found += [f"{path}: id {name!r} dipakai {n} kali" for name, n in ids.items() if n > 1]
    return found


def _links(path: str, page: str) -> list[str]:
    """Addresses of ours that a page points to, as absolute paths."""
    found = []
    for one, other in LINK.findall(page):
        raw = html.unescape(one or other)
        if raw.startswith(("#", "mailto:", "data:")) or not raw:
            continue
        parts = urlsplit(urljoin("http://localhost" + path, raw))
        if parts.netloc == "localhost":
            found.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return found


def _menjelajah(client: FlaskClient, start: str) -> tuple[list[str], set[str]]:
    """Follow every link, breadth first; what was wrong, and the kinds of pages that were seen."""
    waiting, seen, kinds, known = deque([start]), {start}, Counter[str](), Counter[str]()
    faults: list[str] = []
    while waiting and sum(kinds.values()) < PALING_BANYAK:
        path = waiting.popleft()
        kinds[_sejenis(path)] += 1
        answer = client.get(path)
        answer.get_data()
        answer.close()
        faults += _faults(path, answer)
        if answer.status_code == 303:
            links = _links(path, f'<a href="{html.escape(answer.location)}">')
        elif (answer.content_type or "").startswith("text/html"):
            links = _links(path, answer.get_data(as_text=True))
        else:
            links = []
        for link in links:
            if link in seen:
                continue
            seen.add(link)
            known[kind := _sejenis(link)] += 1
            if known[kind] <= SEJENIS:
                waiting.append(link)
    return faults, set(kinds)


@pytest.mark.parametrize(
    ("broken", "word"),
    [
        ('<p style="color:red">x</p>', "sebaris"),
        ("<script>alert(1)</script>", "sebaris"),
        ('<a onclick="x()">x</a>', "sebaris"),
        ('<img src="https://lain.example/a.png" alt="">', "ke luar"),
        ("<p>Search</p>", "Search"),
        ("<p>Nomor None</p>", "None"),
        ('<i id="a"></i><i id="a"></i>', "2 kali"),
    ],
)
def test_the_look_at_a_page_sees_what_is_wrong(app: Flask, kota_kecil: Kota, broken: str, word: str) -> None:
    answer = app.test_client().get("/masuk")
    assert _faults("/masuk", answer) == []

    answer.set_data(answer.text.replace("</main>", f"{broken}</main>"))

    (said,) = _faults("/masuk", answer)
    assert word in said


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/v/aB3-x_9Yz", "/v/#?"),
        ("/v/7bC1-d2E", "/v/#?"),  # one token in six begins with a digit
        ("/v/-4f_Gh5", "/v/#?"),
        ("/naskah/12/versi/3", "/naskah/#/versi/#?"),
        ("/surat-masuk/5?tab=semua&sebelum=9", "/surat-masuk/#?sebelum&tab"),
        ("/kerja/surat-saya", "/kerja/surat-saya?"),
        ("/kerja/masuk?saring=a&saring=b&urut=lama", "/kerja/#?saring&urut"),
    ],
)
def test_addresses_that_differ_only_in_what_they_name_are_of_one_kind(path: str, kind: str) -> None:
    assert _sejenis(path) == kind


def test_every_link_that_is_shown_can_be_opened(cerita: Cerita) -> None:
    # KEAMANAN: WEB-02, WEB-03
    everything: set[str] = set()
    for nama in ("staf.dinsos", "kadis.diskominfo", "arsiparis.diskominfo", "sekda"):
        faults, kinds = _menjelajah(cerita.orang(nama).client, "/")
        assert faults == [], nama
        everything |= kinds

    for expected in (
        "/?", "/naskah/konsep?", "/naskah/#?", "/naskah/#/sunting?dari", "/naskah/#/unduh?", "/surat-masuk?", "/surat-masuk/#?tab",
        "/disposisi?", "/disposisi/#?", "/surat-masuk/#/disposisi?", "/arsip?", "/arsip/belum-diberkaskan?", "/agenda?",
        "/cari?", "/klasifikasi?", "/laporan?", "/laporan/kota?periode", "/dasbor?", "/bantuan?", "/profil?", "/v/#?",
        "/kerja/perlu?", "/kerja/#?saring&urut", "/kerja/surat-saya/#?", "/perwakilan?", "/tenggat?", "/acara?", "/notifikasi?",
    ):  # fmt: skip
        assert expected in everything, (expected, sorted(everything))


def test_strangers_reach_only_the_public_pages(app: Flask, kota_kecil: Kota) -> None:
    # KEAMANAN: WEB-02, WEB-03
    faults, kinds = _menjelajah(app.test_client(), "/masuk")

    assert faults == []
    assert not {k for k in kinds if re.match(r"/(naskah|surat|disposisi|arsip|laporan|dasbor|cari|agenda)", k)}
    for path in ("/", "/naskah/1", "/surat-masuk", "/arsip", "/cari?q=a", "/laporan", "/dasbor"):
        answer = app.test_client().get(path)
        assert (answer.status_code, urlsplit(answer.location or "").path) == (303, "/masuk")


@pytest.mark.parametrize(("path", "words"), [("/hidup", "hidup"), ("/siap", "siap")])
def test_an_operator_can_ask_whether_it_lives_and_is_ready(
    client: FlaskClient, kota_kecil: Kota, path: str, words: str
) -> None:
    # KEAMANAN: TGH-06
    answer = client.get(path)

    assert (answer.status_code, answer.text.strip()) == (200, words)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
