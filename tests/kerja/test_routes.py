"""The work lists through HTTP: numbers, rows, many at once, the way through a list, saved views, and the desks of one's surat."""

import html
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import makers
import pytest
from client import kirim
from flask.testing import FlaskClient
from sqlalchemy import Engine

from eoffice import clock, db
from eoffice.disposisi import actions as disposisi
from eoffice.disposisi.states import Peran
from eoffice.kerja import pencatat, queries
from eoffice.kerja.states import DAFTAR, Saring
from eoffice.naskah import actions as naskah
from eoffice.naskah.states import PeranPenerima, Urgensi
from tests.arsip import arsip_uji
from tests.naskah import kantor
from tests.surat_masuk import buatan

Masuk = Callable[..., FlaskClient]
SENIN = datetime(2026, 9, 14, 2, 0, tzinfo=UTC)
ROLES = ("walikota", "sekda", "kadis.dinsos", "sekretaris.dinsos", "kabid.dinsos", "staf.dinsos", "tu.dinsos", "arsiparis.dinsos", "admin")  # fmt: skip


def to(kota: makers.Kota, name: str, **more: object) -> disposisi.Isian:
    return disposisi.Isian([(kota[name].jabatan.id, Peran.PENANGGUNG_JAWAB)], ["tindak_lanjuti"], **more)  # type: ignore[arg-type]


@pytest.fixture
def kota(engine: Engine, kota_kecil: makers.Kota, klasifikasi_utuh: None) -> Iterator[makers.Kota]:
    """A city with work of every kind."""
    clock.set_clock(SENIN)
    k = kota_kecil
    with db.transaction(engine) as session:
        chief = k["kadis.dinsos"].actor(session)
        for hal in ("Undangan Rapat", "Edaran Libur", "Permintaan Data"):
            buatan.surat(session, k, hal=hal)
        buatan.surat(session, k, hal="Segera Sekali", urgensi=Urgensi.SEGERA)
        buatan.surat(session, k, hal="Tembusan Satu", peran=PeranPenerima.TEMBUSAN)
        given = disposisi.disposisikan(
            session,
            chief,
            buatan.surat(session, k, hal="Diteruskan"),
            to(k, "kabid.dinsos", batas=SENIN.date() + timedelta(days=1)),
        )
        disposisi.laporkan(session, k["kabid.dinsos"].actor(session), given.penerima[0], "Sudah dikerjakan semuanya.")
        disposisi.disposisikan(
            session, chief, buatan.surat(session, k, hal="Dikerjakan"), to(k, "kabid.dinsos", batas=SENIN.date())
        )
        for make in (kantor.konsep, kantor.diajukan, kantor.siap):
            make(session, k)
        back = kantor.diajukan(session, k)
        naskah.kembalikan(session, k["kabid.dinsos"].actor(session), back, "Dasar hukumnya belum disebut.")
        arsip_uji.naskah(session, k, hal="Sudah Terbit")
    clock.set_clock(SENIN + timedelta(days=3))
    yield k


def rows(page: str) -> list[str]:
    """The subjects in a list, as they stand."""
    return [html.unescape(t) for t in re.findall(r'<span class="subj">([^<]*)</span>', page)]


def test_every_counter_is_the_length_of_its_list_for_every_role(
    engine: Engine, kota: makers.Kota, masuk: Masuk
) -> None:
    seen = set()
    for name in ROLES:
        browser = masuk(name)
        home = browser.get("/").text
        with db.reading(engine) as session:
            assert list(pencatat.periksa(session)) == []
            actor = kota[name].actor(session)
            counted = queries.hitungan(session, actor)
        for daftar in DAFTAR.values():
            page = browser.get(f"/kerja/{daftar.kode}").text
            assert len(rows(page)) == counted.dari(daftar), (name, daftar.kode)
            for saring in (Saring.BELUM_DIBACA, Saring.LEWAT):
                many = counted.dari(daftar, {saring})
                if many is not None:
                    narrowed = browser.get(f"/kerja/{daftar.kode}?saring={saring}").text
                    assert len(rows(narrowed)) == many, (name, daftar.kode, saring)
                    seen |= {(daftar.kode, str(saring))} if many else set()
            entry = re.search(rf'<a class="nav" href="(/kerja/{daftar.kode}[^"]*)"[^>]*>(.*?)</a>', home, re.S)
            said = re.search(r'<span class="n"[^>]*>(\d+)</span>', entry[2]) if entry else None
            if said:
                assert len(rows(browser.get(html.unescape(entry[1])).text)) == int(said[1]), (name, daftar.kode)  # type: ignore[index]
                seen.add((daftar.kode, "menu"))

    assert {kode for kode, what in seen if what == "menu"} == set(DAFTAR) - {"terkirim"}
    assert ("masuk", "belum_dibaca") in seen
    assert ("perlu", "lewat") in seen


def test_the_eight_counters_of_the_first_page_count_the_lists_they_open(kota: makers.Kota, masuk: Masuk) -> None:
    seen: dict[str, set[int]] = {}
    for name in ("kadis.dinsos", "kabid.dinsos", "staf.dinsos", "tu.dinsos"):
        client = masuk(name)
        home = client.get("/").text
        box = home[home.index("Hitungan seperti di SRIKANDI") :]
        found = re.findall(r'<a class="dl-t" href="([^"]+)">([^<]+)</a><b class="num">(\d+)</b>', box)
        assert len(found) + len(re.findall(r'<span class="dl-t muted">[^<]+</span><b class="num">0</b>', box)) == 8
        for url, label, number in found:
            page = client.get(html.unescape(url))
            assert page.status_code == 200
            assert page.text.count('class="kerja-i"') == int(number), (name, label)
            seen.setdefault(label, set()).add(int(number))
    assert {label for label, numbers in seen.items() if max(numbers)} >= {
        "Belum ditandatangani",
        "Belum diverifikasi (paraf)",
        "Surat belum dibaca",
        "Surat belum ditindaklanjuti",
        "Disposisi belum dibaca",
        "Disposisi belum ditindaklanjuti",
        "Tembusan belum dibaca",
    }
    assert "SRIKANDI" not in masuk("admin").get("/").text


def test_a_list_pages_without_losing_or_repeating_a_row(engine: Engine, kota: makers.Kota, masuk: Masuk) -> None:
    with db.transaction(engine) as session:
        for n in range(33):
            buatan.surat(session, kota, hal=f"Banyak {n}")
    chief = masuk("kadis.dinsos")

    for order in ("", "&urut=tenggat"):
        first = chief.get(f"/kerja/masuk?saring={order}").text
        (after,) = re.findall(r'rel="next" href="([^"]+)"', first)
        both = rows(first) + rows(chief.get(html.unescape(after)).text)

        assert len(rows(first)) == queries.PAGE
        assert sorted(both) == sorted(
            [f"Banyak {n}" for n in range(33)]
            + ["Undangan Rapat", "Edaran Libur", "Permintaan Data", "Segera Sekali", "Diteruskan", "Dikerjakan"]
        )


def opened_from(page: str, hal: str) -> str:
    """The address behind the row of that subject."""
    (url,) = re.findall(
        r'<a class="row-i[^"]*" href="([^"]+)"[^>]*>(?:(?!</a>).)*<span class="subj">' + hal, page, re.S
    )
    return html.unescape(url)


def test_after_acting_the_next_of_the_same_list_is_open(kota: makers.Kota, masuk: Masuk) -> None:
    chief = masuk("kadis.dinsos")
    listed = rows(chief.get("/kerja/masuk").text)
    first, second = (opened_from(chief.get("/kerja/masuk").text, hal) for hal in ("Segera Sekali", "Permintaan Data"))
    assert listed.index("Segera Sekali") == listed.index("Permintaan Data") - 1

    page = chief.get(first).text
    said = {"alasan": "Cukup untuk diketahui.", "versi": re.findall(r'name="versi" value="(\d+)"', page)[0]}
    carried = {"dari": re.findall(r'name="dari" value="([^"]+)"', page)[0]}
    answer = kirim(chief, first.partition("?")[0] + "/baca-saja", said | carried)

    assert html.unescape(re.findall(r'<a href="([^"]+)" rel="next"', page)[0]) == second
    assert answer.headers["Location"] == second
    assert rows(chief.get("/kerja/masuk").text) == [hal for hal in listed if hal != "Segera Sekali"]


def test_the_last_of_a_list_leads_back_to_it_and_strange_contexts_are_ignored(kota: makers.Kota, masuk: Masuk) -> None:
    sekda = masuk("kadis.dinsos")
    url = opened_from(sekda.get("/kerja/perlu?saring=segera").text, "Segera Sekali")
    page = sekda.get(url).text
    said = {"alasan": "Cukup untuk diketahui.", "versi": re.findall(r'name="versi" value="(\d+)"', page)[0]}

    answer = kirim(sekda, url.partition("?")[0] + "/baca-saja", said | {"dari": url.partition("dari=")[2]})

    assert answer.headers["Location"] == "/kerja/perlu?saring=segera"
    for strange in (
        "",
        "x",
        "perlu.baru",
        "perlu.baru.",
        "perlu.baru..1.surat.99999999999999999999.j1",
        "../../etc.x.y.1.2.3.4",
    ):
        assert 'class="jalan"' not in sekda.get(f"/surat-masuk?dari={strange}").text


def ticked(page: str, *subjects: str) -> list[str]:
    found = dict(zip(rows(page), re.findall(r'name="butir" value="([^"]+)"', page), strict=True))
    return [found[s] for s in subjects]


def test_many_are_previewed_done_with_a_result_for_each_and_taken_back(
    engine: Engine, kota: makers.Kota, masuk: Masuk
) -> None:
    chief = masuk("kadis.dinsos")
    page = chief.get("/kerja/perlu").text
    chosen = ticked(page, "Edaran Libur", "Permintaan Data", "Diteruskan")
    asal = {"asal": re.findall(r'name="asal" value="([^"]+)"', page)[0], "tindakan": "baca_saja"}

    preview = kirim(chief, "/kerja/massal/periksa", asal | {"butir": chosen}).text
    shown = re.findall(r'name="butir" value="([^"]+)" checked', preview)
    unsaid = kirim(chief, "/kerja/massal", asal | {"butir": shown})
    before = rows(chief.get("/kerja/perlu").text)
    answer = kirim(chief, "/kerja/massal", asal | {"butir": [*shown, "surat-999999-1"], "alasan": "Hanya edaran."})
    result = chief.get(answer.headers["Location"]).text
    after = rows(chief.get("/kerja/perlu").text)
    undone = kirim(chief, answer.headers["Location"] + "/urungkan", {})

    assert len(shown) == 2 and "Tidak ikut (1)" in preview and "laporan tindak lanjut" in preview
    assert unsaid.status_code == 422 and "Tulis mengapa" in unsaid.text
    assert sorted(before) == sorted(rows(page))
    assert "2 selesai, 1 tidak" in result and "Urungkan" in result
    assert set(before) - set(after) == {"Edaran Libur", "Permintaan Data"}
    assert "2 diurungkan" in chief.get(undone.headers["Location"]).text
    assert rows(chief.get("/kerja/perlu").text) == before
    assert kirim(chief, answer.headers["Location"] + "/urungkan", {}).status_code == 303
    assert masuk("sekda").get(answer.headers["Location"]).status_code == 404
    with db.reading(engine) as session:
        assert list(pencatat.periksa(session)) == []


def test_what_somebody_acted_on_is_not_taken_back(engine: Engine, kota: makers.Kota, masuk: Masuk) -> None:
    chief = masuk("kadis.dinsos")
    page = chief.get("/kerja/masuk").text
    asal = {"asal": re.findall(r'name="asal" value="([^"]+)"', page)[0], "tindakan": "dibaca"}
    preview = kirim(chief, "/kerja/massal/periksa", asal | {"semua": "1"}).text
    done = kirim(chief, "/kerja/massal", asal | {"butir": re.findall(r'value="([^"]+)" checked', preview)})
    unread = rows(chief.get("/kerja/masuk?saring=belum_dibaca").text)
    url = opened_from(chief.get("/kerja/perlu").text, "Edaran Libur")
    versi = re.findall(r'name="versi" value="(\d+)"', chief.get(url).text)[0]
    kirim(chief, url.partition("?")[0] + "/baca-saja", {"alasan": "Cukup untuk diketahui.", "versi": versi})

    undone = kirim(chief, done.headers["Location"] + "/urungkan", {})

    said = chief.get(undone.headers["Location"]).text
    assert unread == []
    assert "1 tidak dapat diurungkan" in said and "Sudah ada yang bertindak sesudahnya." in said
    assert "Edaran Libur" not in rows(chief.get("/kerja/masuk?saring=belum_dibaca").text)
    assert "Permintaan Data" in rows(chief.get("/kerja/masuk?saring=belum_dibaca").text)


def test_a_view_is_saved_pinned_shared_renamed_and_deleted(kota: makers.Kota, masuk: Masuk) -> None:
    chief, below, other = masuk("kadis.dinsos"), masuk("sekretaris.dinsos"), masuk("kadis.diskominfo")
    page = chief.get("/kerja/perlu?saring=segera&urut=tenggat").text
    asal = {"asal": re.findall(r'name="asal" value="([^"]+)"', page)[0]}

    kept = kirim(chief, "/kerja/tampilan", asal | {"nama": "Yang segera", "sematkan": "1", "bagikan": "1"})
    twin = kirim(chief, "/kerja/tampilan", asal | {"nama": "yang SEGERA"})
    menu = chief.get("/").text
    (address,) = re.findall(r'href="(/kerja/tampilan/\d+)"[^>]*>(?:(?!</a>).)*Yang segera', menu, re.S)
    leads = chief.get(address).headers["Location"]
    kirim(chief, address, {"nama": "Segera dahulu"})

    assert kept.headers["Location"] == "/kerja/perlu?saring=segera&urut=tenggat" == leads
    assert twin.status_code == 422
    assert "Segera dahulu" in chief.get("/kerja/tampilan").text and "Segera dahulu" not in chief.get("/").text
    assert (below.get(address).status_code, other.get(address).status_code) == (404, 404)
    assert kirim(other, f"{address}/hapus", {}).status_code == 404
    assert kirim(chief, f"{address}/hapus", {}).status_code == 303
    assert address not in chief.get("/kerja/tampilan").text


def test_the_sender_sees_days_at_each_desk_and_other_offices_only_by_unit_and_status(
    engine: Engine, kota: makers.Kota, masuk: Masuk
) -> None:
    writer = masuk("staf.dinsos")
    waiting = writer.get("/kerja/surat-saya").text
    (url,) = set(re.findall(r'href="(/kerja/surat-saya/\d+)"(?:(?!</a>).)*di Kepala Bidang', waiting, re.S)) or {""}
    page = re.sub(r"<[^>]+>|\s+", " ", writer.get(url).text)

    assert "menunggu paraf" in page and "di meja ini sekarang" in page
    assert "3 hari kerja" in page
    assert masuk("kadis.diskominfo").get(url).status_code == 404
