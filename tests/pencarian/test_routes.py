"""The search page through HTTP: what is asked, shown, narrowed, counted and taken along, with the rights of each person."""

import io
import re
from collections.abc import Callable
from html import unescape

import makers
import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import select

from eoffice import clock, db
from eoffice.akses.rights import Sifat
from eoffice.audit.models import AuditEntry
from eoffice.naskah.models import NaskahHalaman
from eoffice.web.services import Services
from tests.arsip import arsip_uji as buat

CANARY = "burungkenari"
Masuk = Callable[..., FlaskClient]


@pytest.fixture
def kota(services: Services, kota_kecil: makers.Kota) -> makers.Kota:
    with db.transaction(services.engine) as session:
        makers.kode(session, "000.8.3.3")
        for opd in ("dinsos", "diskominfo"):
            for n in range(3):
                buat.naskah(
                    session, kota_kecil, opd=opd, hal=f"Undangan rapat {opd}", teks=f"Rapat ke-{n} <b>penting</b>"
                )
        buat.naskah(session, kota_kecil, hal="=1+1 formula", teks="Lembar kerja")
        buat.naskah(session, kota_kecil, sifat=Sifat.TERBATAS, hal=f"Perkara {CANARY}", teks=CANARY)
    return kota_kecil


def page(browser: FlaskClient, path: str) -> str:
    answer = browser.get(path, follow_redirects=True)
    assert answer.status_code == 200, path
    return answer.text


def link(html: str, words: str) -> str:
    """The address of the first link that says this."""
    found = re.search(rf'<a[^>]*href="([^"]*)"[^>]*>(?:(?!</a>).)*{re.escape(words)}', html, re.DOTALL)
    assert found is not None, words
    return unescape(found[1])


def test_the_page_shows_marked_hits_of_the_own_office_only(kota: makers.Kota, masuk: Masuk) -> None:
    html = page(masuk("arsiparis.dinsos"), "/cari?q=undangan+rap")

    assert "3 ditemukan" in html
    assert html.count('<li class="kena">') == 3
    assert html.count("<mark>Undangan</mark> <mark>rapat</mark>") + html.count("<mark>Undangan rapat</mark>") == 3
    assert "&lt;b&gt;penting" in html and "<b>penting" not in html  # KEAMANAN: WEB-06
    assert "diskominfo" not in html.split('class="temuan"')[1].split("</ul>")[0]


def test_chips_fields_and_facets_narrow_the_one_address_and_let_go_again(kota: makers.Kota, masuk: Masuk) -> None:
    browser = masuk("arsiparis.dinsos")

    asked = "/cari?q=undangan&asal=undangan&s_jenis=surat_dinas&s_tahun=2026&s_hal="
    assert browser.get(asked).headers["Location"] == "/cari?q=tahun%3A2026+jenis%3Asurat_dinas+undangan"
    html = page(browser, asked)
    assert "3 ditemukan" in html
    chips = re.findall(r'<li class="chip"><span>([^<]*)</span><a class="chip-x" href="([^"]*)"', html)
    assert [label for label, _ in chips] == ["Tahun: 2026", "Jenis: Surat Dinas"]
    freed = page(browser, unescape(chips[1][1]))
    assert freed.count('<li class="chip">') == 1 + freed.count("<template><li")

    facets = page(browser, "/cari?q=undangan").split('aria-label="Persempit"')[1].split("</aside>")[0]
    assert ">2026<" in facets and ">3<" in facets
    narrowed = page(browser, link(facets, "2026"))
    again = narrowed.split('aria-label="Persempit"')[1].split("</aside>")[0]
    assert 'aria-current="true"' in again
    assert link(again, "2026") == "/cari?q=undangan"


def test_a_sentence_is_offered_as_sender_and_date_and_not_taken_so_unasked(
    services: Services, kota: makers.Kota, masuk: Masuk
) -> None:
    with db.transaction(services.engine) as session:
        buat.naskah(session, kota, hal="Bantuan sembako")
        buat.naskah(session, kota, hal="Keluhan atas surat dari dinsos tahun lalu")
    browser = masuk("arsiparis.dinsos")

    said = page(browser, "/cari?q=surat+dari+dinsos+tahun+ini")
    narrowed = page(browser, link(said, "dari dinsos bertanggal"))
    some = page(browser, "/cari?q=surat+dari+dinsos+tahun+lalu")

    assert "Mungkin maksud Anda:" in said and not hits(said)  # no letter has these words
    assert "dari ATAU dinsos" not in said  # words that say who and when are no alternatives
    assert 'value="dari:dinsos sesudah:' in narrowed
    assert hits(narrowed) == hits(page(browser, f"/cari?q=dari:dinsos+tahun:{clock.today().year}"))
    assert len(hits(some)) == 1 and "Mencari surat <a href=" in some and ">dari dinsos bertanggal 20" in some


def test_one_of_two_words_is_enough_where_atau_is_written_large(
    services: Services, kota: makers.Kota, masuk: Masuk
) -> None:
    with db.transaction(services.engine) as session:
        for hal in ("Perbaikan jembatan", "Penanganan longsor", "Jembatan dan longsor"):
            buat.naskah(session, kota, hal=hal)
    browser = masuk("arsiparis.dinsos")

    either = page(browser, "/cari?q=jembatan+ATAU+longsor")
    both, small = (page(browser, f"/cari?q={q}") for q in ("jembatan+longsor", "jembatan+atau+longsor"))
    told = page(browser, "/cari?q=jembatan+ATAU+jenis:nota_dinas")

    assert (len(hits(either)), len(hits(both)), len(hits(small))) == (3, 1, 0)
    assert "3 ditemukan" in either and "<mark>longsor</mark>" in either and "<mark>jembatan</mark>" in either
    assert 'value="jembatan ATAU longsor"' in either
    assert len(hits(page(browser, "/cari?q=jembatan%7Clongsor"))) == 3
    lost = page(browser, "/cari?q=jembatan+tahun:2026+zzqq")
    assert hits(page(browser, link(lost, "jembatan ATAU zzqq")))
    assert "ATAU" not in page(browser, "/cari?q=zzqq").partition("Tidak ada yang cocok")[2]
    assert "Belum dicari." in told and "rapat ATAU undangan" in told and not hits(told)


def test_pages_lead_on_and_back(
    services: Services, kota: makers.Kota, masuk: Masuk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eoffice.arsip.queries.pencarian.hasil.PAGE", 3)
    with db.transaction(services.engine) as session:
        for _ in range(4):
            buat.naskah(session, kota, hal="Undangan tambahan")
    browser = masuk("arsiparis.dinsos")

    for order, onward in (("", "Lebih lama"), ("&urut=cocok", "Berikutnya")):
        pages = [page(browser, f"/cari?q=undangan{order}")]
        pages += [page(browser, link(pages[0], onward))]
        pages += [page(browser, link(pages[1], onward))]
        assert [len(hits(p)) for p in pages] == [3, 3, 1]
        assert onward not in pages[2]
        back = page(browser, link(pages[2], "Kembali"))
        assert hits(back) == hits(pages[1])
        assert hits(page(browser, link(back, "Kembali"))) == hits(pages[0])
        assert len({h for p in pages for h in hits(p)}) == 7
    assert hits(page(browser, "/cari?q=undangan&sesudah=bukan-tanda")) == hits(page(browser, "/cari?q=undangan"))


def test_more_than_a_page_is_counted_and_narrowed_in_the_same_answer(
    services: Services, kota: makers.Kota, masuk: Masuk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eoffice.arsip.queries.pencarian.hasil.PAGE", 2)
    browser = masuk("arsiparis.dinsos")

    first = page(browser, "/cari?q=undangan")
    second = page(browser, link(first, "Lebih lama"))
    best = page(browser, "/cari?q=undangan&urut=cocok")

    assert all("3 ditemukan" in each and "segi-k" in each and CANARY not in each for each in (first, second, best))
    assert (len(hits(first)), len(hits(second))) == (2, 1)
    assert link(first, "Surat Dinas") == link(second, "Surat Dinas") == "/cari?q=jenis%3Asurat_dinas+undangan"
    assert link(best, "Surat Dinas") == "/cari?q=jenis%3Asurat_dinas+undangan&urut=cocok"
    assert "ditemukan" not in page(browser, "/cari?q=jenis:entah").partition("<main")[2]


def hits(html: str) -> list[str]:
    return re.findall(r'<h3><a href="([^"]+)"', html)


def test_what_finds_nothing_is_explained(kota: makers.Kota, masuk: Masuk) -> None:
    browser = masuk("arsiparis.dinsos")

    start = page(browser, "/cari")
    unknown = page(browser, "/cari?q=jenis%3Ax+undangan")
    nothing = page(browser, "/cari?q=zzzqqq+tahun%3A2026")
    mistyped = page(browser, "/cari?q=undnagan")

    assert "Mulai dari satu kata" in start and "Cara mencari" in start and "<code>dari:dinsos</code>" in start
    assert "tidak dikenal" in unknown and '<li class="kena">' not in unknown and "ditemukan</b>" not in unknown
    assert "Tidak ada yang ditemukan" in nothing and "Hapus saringan di atas" in nothing
    assert "Mungkin maksud Anda" in mistyped
    one_wrong = page(browser, "/cari?q=undnagan+rapat")
    assert "Mungkin maksud Anda" in one_wrong and "undnagan ATAU rapat" not in one_wrong
    assert ">rapat ATAU zzzqqq</a>" in page(browser, "/cari?q=rapat+zzzqqq")
    assert "hal%3Aundangan" in page(browser, "/cari?q=hla%3Aundangan")
    assert "3 ditemukan" in page(browser, link(mistyped, "undangan"))


def test_suggestions_are_a_fragment_with_the_rights_of_whoever_types(kota: makers.Kota, masuk: Masuk) -> None:
    # KEAMANAN: OTR-03
    mine = masuk("arsiparis.dinsos").get("/cari/saran?q=undang").text
    other = masuk("sekda").get(f"/cari/saran?q={CANARY[:6]}").text

    assert 'role="option"' in mine and "<html" not in mine
    assert CANARY not in other
    assert "data-lanjut" in masuk("sekda").get("/cari/saran?q=jen").text


def test_a_hit_names_the_page_on_which_its_words_stand(services: Services, kota: makers.Kota, masuk: Masuk) -> None:
    with db.transaction(services.engine) as session:
        made = buat.naskah(
            session, kota, hal="Laporan panjang", teks="Awal laporan. " * 9 + "Penutupnya singkat sekali."
        )
        made.halaman = 2
        session.add(NaskahHalaman(naskah_id=made.id, teks="Awal laporan.\fPenutupnya\nsingkat sekali."))
        number = made.id
    browser = masuk("kabid.dinsos")

    html = page(browser, "/cari?q=singkat")

    assert f'href="/naskah/{number}#hal-2"' in html and "hal. 2" in html
    assert "hal. " not in page(browser, "/cari?q=ke-2").split('class="temuan"')[1].split("</ul>")[0]


def test_a_canary_reaches_no_outsider_in_any_byte(kota: makers.Kota, masuk: Masuk) -> None:
    # KEAMANAN: OTR-03
    short = CANARY[:6]
    assert CANARY in page(masuk("arsiparis.dinsos"), f"/cari?q={short}")
    for outsider in ("staf2.dinsos", "kadis.diskominfo", "admin"):
        browser = masuk(outsider)
        for path in ("perkara", f"hal:{short}*", "tahun:2026 sifat:terbatas", f'"{short}ri"~'):
            assert CANARY not in browser.get("/cari", query_string={"q": path}).text, (outsider, path)
        nothing = page(browser, f"/cari?q={short}")
        assert "Tidak ada yang ditemukan" in nothing and "Mungkin maksud" not in nothing
        for kind in ("csv", "xlsx", "pdf"):
            assert CANARY.encode() not in browser.get(f"/cari/unduh.{kind}?q=perkara").data


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=220))
def test_any_text_in_the_box_is_answered(typed: str, kota_kecil: makers.Kota, masuk: Masuk, tamu: FlaskClient) -> None:
    # KEAMANAN: INJ-02
    query = {"q": typed.encode("utf-8", "surrogatepass").decode("utf-8", "replace")}

    assert tamu.get("/cari", query_string=query).status_code == 200
    assert tamu.get("/cari/saran", query_string=query).status_code == 200


@pytest.fixture
def tamu(kota_kecil: makers.Kota, masuk: Masuk, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    monkeypatch.setattr("eoffice.web.limits.spend", lambda *args, **more: None)
    return masuk("staf.dinsos")


# -- the list to take along ---------------------------------------------------------------------------------------


def test_the_list_is_taken_along_as_it_is_seen_and_noted(services: Services, kota: makers.Kota, masuk: Masuk) -> None:
    # KEAMANAN: AUD-01, CNT-04
    browser = masuk("arsiparis.dinsos")
    shown = re.findall(r'<h3><a href="[^"]+">(.*?)</a></h3>', page(browser, "/cari?q=tahun%3A2026"))

    book = load_workbook(io.BytesIO(browser.get("/cari/unduh.xlsx?q=tahun%3A2026").data)).active
    text = browser.get("/cari/unduh.csv?q=tahun%3A2026").data.decode("utf-8-sig")

    rows = list(book.iter_rows(values_only=True))
    assert rows[1][0] == "Pencarian: tahun:2026" and rows[2][0] == "5 naskah dan surat, terbaru lebih dahulu"
    assert [row[4] for row in rows[5:]] == [re.sub("<[^>]+>", "", hal) for hal in shown]
    assert all(cell.data_type != "f" for row in book.iter_rows() for cell in row)
    assert '"\'=1+1 formula"' in text and text.count("\r\n") == 6
    with db.reading(services.engine) as session:
        rows = select(AuditEntry.catatan, AuditEntry.sifat).where(AuditEntry.event == "pencarian.unduh")
        noted = session.execute(rows.order_by(AuditEntry.n)).tuples().all()
    assert noted == [
        ("XLSX, 5 baris: tahun:2026", "terbatas"),
        ("CSV, 5 baris: tahun:2026", "terbatas"),
    ]


def test_a_list_that_is_too_long_says_so_and_one_that_is_printed_what_was_asked(
    kota: makers.Kota, masuk: Masuk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eoffice.pencarian.daftar.TERBANYAK", 2)
    monkeypatch.setattr("eoffice.pencarian.daftar.COCOK_TERBANYAK", 1)
    browser = masuk("arsiparis.dinsos")

    for more, count in (("", 2), ("&urut=cocok", 1)):
        text = browser.get(f"/cari/unduh.csv?q=undangan{more}").data.decode("utf-8-sig").splitlines()
        assert len(text) == count + 2
        assert f"hanya {count} yang pertama" in text[-1] and "Persempit" in text[-1]
    printed = browser.get("/cari/unduh.pdf?q=undangan")
    assert (printed.status_code, printed.mimetype) == (200, "application/pdf")
    words = "".join(p.extract_text() for p in PdfReader(io.BytesIO(printed.data)).pages)
    assert "Pencarian: undangan" in words and words.count("Undangan rapat dinsos") == 3
    assert browser.get("/cari/unduh.pdf").status_code == 422
