"""Templates carry no code and no style of their own, and write dates and figures as the office does."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask, flash, render_template_string
from flask_wtf import CSRFProtect

from eoffice import clock
from eoffice.akses.verdict import YES, no
from eoffice.web import headers, pages

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html")) + sorted((ROOT / "templates").rglob("*.txt"))
NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)  # 12.00 WIB, a Sunday


def uncommented(path: Path) -> str:
    return re.sub(r"\{#.*?#\}", "", path.read_text("utf-8"), flags=re.DOTALL)


@pytest.fixture
def app() -> Flask:
    app = Flask("uji", root_path=str(ROOT), template_folder="templates", static_folder="static")
    app.secret_key = "kunci hanya untuk uji halaman ini"
    CSRFProtect(app)
    pages.install(app)
    headers.init_app(app, tls=False)
    return app


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    clock.set_clock(NOON)
    yield
    clock.set_clock(None)


class Seen(HTMLParser):
    """Every element of a page, and what stands in its scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inline = ""
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.inside = tag == "script"

    def handle_endtag(self, tag: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        self.inline += data.strip() if self.inside else ""


def seen(html: str) -> Seen:
    parser = Seen()
    parser.feed(html)
    return parser


def render(app: Flask, source: str, **context: object) -> str:
    with app.test_request_context("/"):
        return render_template_string(source, **context)


SHELL = {
    "tema": "dark",
    "nama_kota": "Kota Arunika",
    "pengguna": SimpleNamespace(nama="Hendra <b>Saputra</b>", jabatan="Sekretaris Daerah"),
    "notif_jumlah": 3,
    "menu": (pages.Kelompok("Surat", (pages.Butir("Kotak Masuk", "/masuk", "inbox", 12, True),)),),
    "menu_bawah": (pages.Butir("Beranda", "/", "home"),),
    "peran": [
        SimpleNamespace(id=1, label="Sekretaris Daerah", aktif=True),
        SimpleNamespace(id=2, label="Plh. Asisten", aktif=False),
    ],
}
EVERYTHING = """
{% extends "_layout/dasar.html" %}
{% from "_parts/tampil.html" import kepala, tag, catatan, kosong, tab, halaman, baris, perjalanan, rincian, langkah,
   tombol, dialog, angka_kunci, batang, legenda, kertas, pratinjau %}
{% from "_parts/form.html" import kunci, isian, area, pilih, centang, radio, berkas, cari_pilih, hasil_cari, ringkas_galat %}
{% block isi %}
{% call kepala("Judul", "sub", "/b") %}tombol{% endcall %}{{ tag("Segera", "bad", "clock") }}
{{ catatan("bad", "Perhatian.", "teks") }}{{ kosong("Kosong", "teks", "inbox", "/x", "Mulai") }}{{ tab([("Semua", "/s", true, 1204)]) }}
{{ halaman("/1", "/3", "11–20") }}<ul class="rows">{% call baris("/s/1", "Dinas", "Hal", "09.14", "1/2", true, true) %}x{% endcall %}</ul>
{{ perjalanan([{"judul": "Diterima", "kapan": "kemarin", "keadaan": "done"}]) }}{{ rincian([("Nomor", "1"), ("Kosong", "")]) }}
{{ langkah([("Jenis", "/1"), ("Isi", "/2")], 2) }}{{ angka_kunci("Lewat", 7, "disposisi", "clock", "/d", "bad") }}
{{ batang("Dinas", [("tepat", 3, "b-ok"), ("lewat", 1, "b-bad")], "75%") }}{{ legenda([("Tepat", "b-ok")]) }}
{{ kertas([{"url": "/p.png", "lebar": 10, "tinggi": 20, "teks": "isi"}]) }}{{ pratinjau("/n/1/pratinjau") }}
{{ tombol(boleh, "Paraf", "check", aksi="/p", tanya="Paraf?", versi=4) }}{{ tombol(tidak, "Kirim", "send") }}
{% call dialog("d", "Tolak") %}<form method="post">{{ kunci(3) }}{{ ringkas_galat(salah) }}
{{ isian("hal", "Hal", "<x>", salah=salah, wajib=true, bantuan="pendek") }}{{ area("isi", "Isi") }}{{ pilih("s", "Sifat", [("a", "A")], "a") }}
{{ centang("c", "Setuju", true) }}{{ radio("r", "Urgensi", [("b", "Biasa", "saja")], "b") }}{{ berkas("f", "Berkas") }}
{{ cari_pilih("t", "Tujuan", "/j", [(1, "Kabid")], banyak=true) }}{{ hasil_cari([{"nilai": 1, "teks": "K", "rinci": "D"}]) }}</form>{% endcall %}
{% endblock %}
"""


def everything(app: Flask) -> str:
    return render(
        app, EVERYTHING, boleh=YES, tidak=no("Naskah belum ditandatangani."), salah={"hal": "Isi hal surat."}, **SHELL
    )


# KEAMANAN: WEB-02, KNF-05
@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.relative_to(ROOT / "templates").as_posix())
def test_a_template_holds_no_style_handler_or_script_of_its_own(path: Path) -> None:
    source = uncommented(path)

    assert re.findall(r"\sstyle\s*=|<style\b", source) == []
    assert re.findall(r"<[a-z][^>]*\son[a-z]+\s*=", source) == []
    assert re.findall(r"javascript:|\bhx-on\b|\bhx-vals\s*=\s*[\"']js:", source) == []
    for attributes, inside in re.findall(r"<script\b([^>]*)>(.*?)</script>", source, flags=re.DOTALL):
        data = 'type="application/json"' in attributes
        assert data or ('nonce="{{ csp_nonce() }}"' in attributes and "src=" in attributes and not inside.strip())


# KEAMANAN: WEB-06
@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.relative_to(ROOT / "templates").as_posix())
def test_a_template_never_turns_escaping_off(path: Path) -> None:
    source = uncommented(path)

    assert re.findall(r"\|\s*safe\b|\{%-?\s*autoescape|\bMarkup\b", source) == []


# KEAMANAN: WEB-06
def test_markup_is_made_in_reviewed_places_only() -> None:
    made = {
        p.relative_to(ROOT).as_posix(): len(re.findall(r"\bMarkup\(", source))
        for p in (ROOT / "eoffice").rglob("*.py")
        if "Markup(" in (source := p.read_text("utf-8"))
    }

    # Each was read: pages.py formats or joins, bentuk.py escapes every text of a chart itself, the dashboard joins what
    # templates have escaped.
    assert made == {"eoffice/web/pages.py": 6, "eoffice/laporan/bagan/bentuk.py": 2, "eoffice/dasbor/papan.py": 4}


# KEAMANAN: WEB-07
@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.relative_to(ROOT / "templates").as_posix())
def test_a_template_loads_nothing_from_another_host(path: Path) -> None:
    loaded = re.findall(r"(?:src|href|action|srcset|poster)\s*=\s*[\"']\s*((?:https?:)?//[^\"']*)", uncommented(path))

    assert loaded == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.relative_to(ROOT / "templates").as_posix())
def test_every_icon_of_a_template_is_in_the_sprite(path: Path) -> None:
    source = uncommented(path)
    named = set(re.findall(r"\bikon\(\s*['\"]([a-z0-9-]+)['\"]", source))
    named |= set(re.findall(r"\bikon\(\s*['\"][a-z0-9-]+['\"] if [^)]*? else ['\"]([a-z0-9-]+)['\"]\)", source))
    named |= set(re.findall(r"\bgambar=['\"]([a-z0-9-]+)['\"]", source))

    assert named - pages.icon_names() == set()


# KEAMANAN: WEB-02
def test_a_rendered_page_passes_its_own_policy(app: Flask) -> None:
    page = seen(everything(app))

    scripts = [attributes for tag, attributes in page.elements if tag == "script"]
    assert len(scripts) >= 4
    assert all(s.get("nonce") and str(s["src"]).startswith("/static/") for s in scripts)
    assert len({s["nonce"] for s in scripts}) == 1
    assert page.inline == ""
    assert [t for t, a in page.elements if t == "style" or "style" in a or any(k.startswith("on") for k in a)] == []


# KEAMANAN: WEB-06
def test_what_people_typed_is_text_not_markup(app: Flask) -> None:
    html = everything(app)

    assert "Hendra &lt;b&gt;Saputra&lt;/b&gt;" in html
    assert 'value="&lt;x&gt;"' in html
    assert "<b>Saputra" not in html


def test_every_form_carries_token_key_and_version(app: Flask) -> None:
    html = everything(app)

    forms = re.findall(r"<form\b[^>]*method=\"post\".*?</form>", html, flags=re.DOTALL)
    assert len(forms) >= 5
    assert all('name="csrf_token"' in f for f in forms)
    ours = [f for f in forms if 'name="versi"' in f]
    keys = [re.findall(r'name="kunci" value="([A-Za-z0-9_-]{16,64})"', f) for f in ours]
    assert [len(k) for k in keys] == [1, 1]
    assert keys[0] != keys[1]


def test_a_refused_button_says_why_and_cannot_be_sent(app: Flask) -> None:
    html = everything(app)

    assert html.count("Naskah belum ditandatangani.") == 2
    refused = re.search(r'<span class="off"><button[^>]*>', html)
    assert refused is not None
    assert 'type="button"' in refused.group() and 'aria-disabled="true"' in refused.group()


def test_a_wrong_field_points_at_its_sentence(app: Flask) -> None:
    field = next(a for t, a in seen(everything(app)).elements if t == "input" and a.get("id") == "f-hal")

    assert (field["aria-invalid"], field["aria-describedby"]) == ("true", "f-hal-bantuan f-hal-galat")


def test_every_label_names_a_field_that_exists(app: Flask) -> None:
    elements = seen(everything(app)).elements
    ids = {a["id"] for _, a in elements if "id" in a}

    assert {a["for"] for t, a in elements if t == "label"} - ids == set()


def test_the_theme_comes_with_the_page(app: Flask) -> None:
    assert '<html lang="id" data-bs-theme="dark">' in everything(app)


def test_a_guest_page_needs_nothing_from_a_session(app: Flask) -> None:
    html = render(app, '{% extends "_layout/tamu.html" %}{% block isi %}Masuk{% endblock %}', nama_kota="Kota Arunika")

    assert "Masuk" in html
    assert "/keluar" not in html


def test_a_flashed_message_is_shown_once_in_its_tone(app: Flask) -> None:
    with app.test_request_context("/"):
        flash("Gagal & batal.", "bad")
        html = render_template_string('{% extends "_layout/tamu.html" %}', nama_kota="Kota Arunika")

    assert html.count("Gagal &amp; batal.") == 1
    assert '<div class="flash note bad" role="alert"' in html


def test_an_asset_address_changes_with_its_content() -> None:
    address = pages.asset("eoffice.css")

    assert re.fullmatch(r"/static/eoffice\.css\?h=[0-9a-f]{12}", address)
    assert pages.asset("bootstrap.css").startswith("/static/vendor/bootstrap-5.3.9/bootstrap.min.css?h=9caac977a0af")


def test_a_misspelt_asset_or_icon_is_refused() -> None:
    with pytest.raises(ValueError, match="tidak ada"):
        pages.asset("eofice.css")
    with pytest.raises(ValueError, match="tidak ada"):
        pages.ikon("inboks")


def test_an_icon_speaks_only_when_it_has_a_title() -> None:
    assert 'aria-hidden="true"' in pages.ikon("inbox")
    assert 'aria-label="&lt;Masuk&gt;"' in pages.ikon("inbox", judul="<Masuk>")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (pages.tanggal(date(2026, 11, 22)), "22 November 2026"),
        (pages.tanggal(datetime(2026, 11, 22, 18, 0, tzinfo=UTC)), "23 November 2026"),
        (pages.tanggal(None), "–"),
        (pages.hari_tanggal(date(2026, 11, 22)), "Minggu, 22 November 2026"),
        (pages.waktu(datetime(2026, 8, 1, 2, 4, tzinfo=UTC)), "1 Agu 2026, 09.04 WIB"),
        (pages.lama(timedelta(days=2, hours=3, minutes=9)), "2 hari 3 jam"),
        (pages.lama(timedelta(days=2, minutes=9)), "2 hari"),
        (pages.lama(59), "kurang dari 1 menit"),
        (pages.lama(3600), "1 jam"),
        (pages.angka(1204), "1.204"),
        (pages.angka(1234.56, 1), "1.234,6"),
        (pages.persen(0.863), "86%"),
        (pages.ukuran(999), "999 B"),
        (pages.ukuran(240_000), "240 kB"),
        (pages.ukuran(1_400_000), "1,4 MB"),
        (pages.inisial("dr. Ratna Wulandari, M.Kes."), "RW"),
        (pages.inisial("Sukarno"), "S"),
        (pages.bagian(1, 3), 33),
        (pages.bagian(5, 0), 0),
    ],
)
def test_dates_and_figures_are_written_as_indonesians_do(written: object, expected: object) -> None:
    assert written == expected


@pytest.mark.parametrize(
    ("days", "said", "tone"),
    [
        (-2, "Lewat 2 hari", "bad"),
        (0, "Tenggat hari ini", "warn"),
        (1, "Tenggat besok", "warn"),
        (2, "2 hari lagi", "warn"),  # Sunday to Tuesday: two days from Monday to Friday
        (3, "3 hari lagi", ""),
        (5, "5 hari lagi", ""),
    ],
)
def test_a_deadline_says_how_far_it_is(days: int, said: str, tone: str) -> None:
    deadline = date(2026, 11, 22) + timedelta(days=days)

    assert (pages.tenggat(deadline), pages.nada_tenggat(deadline)) == (said, tone)


def test_a_list_says_when_in_the_shortest_clear_way() -> None:
    told = [pages.kapan(NOON - timedelta(hours=h)) for h in (3, 24, 72, 24 * 400)]

    assert told == ["09.00", "Kemarin", "19 Nov", "18 Okt 2025"]


def test_a_date_of_the_index_is_written_as_an_office_writes_it() -> None:
    assert pages.dieja("keaslian naskah 2026-05-21 Ruang Rapat") == "keaslian naskah 21 Mei 2026 Ruang Rapat"
    assert pages.dieja("2026-02-31; 2026-01-01-7; 12026-01-01") == "2026-02-31; 2026-01-01-7; 12026-01-01"


def test_every_part_of_the_help_stands_in_its_contents_once() -> None:
    page = (ROOT / "templates/bantuan/bantuan.html").read_text("utf-8")
    contents = page.partition('aria-label="Isi bantuan">')[2].partition("</nav>")[0]

    parts = re.findall(r'<h2 id="([^"]+)"', page)

    assert len(parts) > 20
    assert sorted(re.findall(r'href="#([^"]+)"', contents)) == sorted(parts)


def test_the_greeting_follows_the_hour_in_wib() -> None:
    told = [pages.sapaan(NOON + timedelta(hours=h)) for h in (-9, -6, 0, 4, 7)]

    assert told == ["Selamat malam", "Selamat pagi", "Selamat siang", "Selamat sore", "Selamat malam"]


# KEAMANAN: WEB-06
def test_marked_words_and_broken_lines_stay_escaped() -> None:
    assert pages.sorot("<i>Rapat</i> rapat", ["rapat"]) == "&lt;i&gt;<mark>Rapat</mark>&lt;/i&gt; <mark>rapat</mark>"
    assert pages.sorot("a<b", []) == "a&lt;b"
    assert pages.paragraf("satu\n<dua>") == "satu<br>&lt;dua&gt;"
