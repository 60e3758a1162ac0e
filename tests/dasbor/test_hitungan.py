"""Every number that leads somewhere is the length of the list it leads to: the menu, the bar of a phone, the first page, the tabs."""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import makers
import pytest
from flask.testing import FlaskClient

from eoffice import clock, db
from eoffice.disposisi import actions as disposisi
from eoffice.disposisi.models import Disposisi
from eoffice.disposisi.states import Peran
from eoffice.naskah import actions as naskah
from eoffice.naskah.states import PeranPenerima, Urgensi
from eoffice.surat_masuk import actions as surat_masuk
from eoffice.surat_masuk import queries as surat_queries
from eoffice.web.services import Services
from tests.arsip import arsip_uji
from tests.kerja import meja_tu
from tests.naskah import kantor
from tests.surat_masuk import buatan

Masuk = Callable[..., FlaskClient]
SENIN = datetime(2026, 9, 14, 2, 0, tzinfo=UTC)


@pytest.fixture
def kota(services: Services, kota_kecil: makers.Kota, klasifikasi_utuh: None) -> Iterator[makers.Kota]:
    """A city in which something of every kind waits, and other things are over."""
    clock.set_clock(SENIN)
    k = kota_kecil
    with db.transaction(services.engine) as session:
        chief = k["kadis.dinsos"].actor(session)

        def beri(hal: str, **more: object) -> Disposisi:
            surat = buatan.surat(session, k, hal=hal)
            to = [(k["kabid.dinsos"].jabatan.id, Peran.PENANGGUNG_JAWAB), (k["sekretaris.dinsos"].jabatan.id, Peran.PENDUKUNG)]  # fmt: skip
            return disposisi.disposisikan(session, chief, surat, disposisi.Isian(to, ["tindak_lanjuti"], **more))  # type: ignore[arg-type]

        def lapor(given: Disposisi) -> None:
            part = given.penerima[0]
            disposisi.laporkan(session, k["kabid.dinsos"].actor(session), part, "Sudah dikerjakan semuanya.")

        buatan.surat(session, k, hal="Baru", urgensi=Urgensi.AMAT_SEGERA)
        buatan.surat(session, k, hal="Tembusan", peran=PeranPenerima.TEMBUSAN)
        buatan.surat(session, k, hal="Untuk Sekda", kepada="sekda")
        beri("Berjalan", batas=SENIN.date() + timedelta(days=1))
        lapor(beri("Dilaporkan"))
        closed = beri("Ditutup")
        lapor(closed)
        disposisi.terima(session, chief, closed.penerima[0])
        disposisi.selesaikan(session, chief, closed.surat)
        passed = beri("Diteruskan")
        own = disposisi.Isian([(k["staf.dinsos"].jabatan.id, Peran.PENANGGUNG_JAWAB)], ["pelajari"])
        disposisi.lanjutkan(session, k["kabid.dinsos"].actor(session), passed.penerima[0], own)
        read = buatan.surat(session, k, hal="Dibaca saja")
        surat_masuk.baca_saja(session, chief, read, "Cukup untuk diketahui.")

        kantor.konsep(session, k)
        kantor.diajukan(session, k)
        kantor.siap(session, k)
        back = kantor.diajukan(session, k)
        naskah.kembalikan(session, k["kabid.dinsos"].actor(session), back, "Dasar hukumnya belum disebut.")
        arsip_uji.naskah(session, k, hal="Belum dikirim")
        meja_tu.isi(session, services, k)
    clock.set_clock(SENIN + timedelta(days=3))
    yield k


@dataclass(frozen=True)
class Hitungan:
    """A number somebody sees, and the address behind it."""

    di: str
    url: str
    jumlah: int


def _seen(page: str) -> list[Hitungan]:
    found = []
    for url, rest in re.findall(r'<a class="nav" href="([^"]+)"[^>]*>(.*?)</a>', page, re.S):
        n = re.search(r'<span class="n"[^>]*>(\d+)</span>', rest)
        found.append(Hitungan("menu", url, int(n[1]) if n else 0))
    (bar,) = re.findall(r'<nav class="bottomnav".*?</nav>', page, re.S)
    for url, rest in re.findall(r'<a href="([^"#]+)"[^>]*>(.*?)</a>', bar, re.S):
        n = re.search(r'<span class="dot"[^>]*>(\d+)</span>', rest)
        if n:
            found.append(Hitungan("bilah bawah", url, int(n[1])))
    for url, n_ in re.findall(r'<div class="v"><a href="([^"]+)">(\d+)</a></div>', page):
        found.append(Hitungan("beranda", url, int(n_)))
    return [Hitungan(h.di, html.unescape(h.url), h.jumlah) for h in found]


#: Menu entries whose pages are no work lists: nothing is counted there.
BUKAN_DAFTAR = {
    "/",
    "/bantuan",
    "/agenda",
    "/cari",
    "/klasifikasi",
    "/dasbor",
    "/laporan",
    "/arsip",
    "/pengguna",
    "/organisasi",
    "/surat-masuk",
    "/disposisi",
    "/kerja/terkirim",
    "/kerja/tembusan",
    "/kerja/surat-saya",
}
#: What is late has its number in the menu at its work list; this page shows the same with its own tabs.
TANPA_ANGKA = ("menu", "/tenggat")


def _rows(page: str) -> int:
    """Rows of a list; those of the deadlines are the lines of a table, one cell of which says with whom it waits."""
    rows = sum(page.count(f'class="{name}-i') for name in ("row", "orang", "pemegang")) + page.count('name="pilih"')
    rows += page.count('class="box pin-i"') + page.count("Siapkan arahan</a>") + page.count("Catat penyerahan</a>")
    return rows + page.count('<td data-l="Pada siapa">')


def _tabs(page: str) -> list[tuple[str, int, bool]]:
    """Address, number and whether it is the open one, of every tab that shows a number."""
    (bar,) = re.findall(r'<nav class="tabs".*?</nav>', page, re.S)[:1] or [""]
    found = re.findall(r'<a href="([^"]+)"([^>]*)>[^<]*\((\d+)\)</a>', bar)
    return [(html.unescape(url), int(n), "aria-current" in rest) for url, rest, n in found]


NAMA = [
    "walikota", "sekda", "asisten", "kabag.setda", "kasubbag.setda", "staf.setda", "tu.setda", "arsiparis.setda",
    "kadis.dinsos", "sekretaris.dinsos", "kabid.dinsos", "kasubbag.dinsos", "staf.dinsos", "tu.dinsos", "arsiparis.dinsos",
    "kadis.diskominfo", "staf.diskominfo", "tu.diskominfo", "arsiparis.diskominfo", "admin",
]  # fmt: skip


def test_every_number_is_the_length_of_the_list_behind_it(masuk: Masuk, kota: makers.Kota) -> None:
    # KEAMANAN: OTR-03
    told: set[tuple[str, str]] = set()
    for nama in NAMA:
        client = masuk(nama)
        for seen in _seen(client.get("/").get_data(as_text=True)):
            if seen.di == "menu" and not seen.jumlah and seen.url in BUKAN_DAFTAR | {"/naskah/keluar", "/surat-masuk/registrasi"}:  # fmt: skip
                continue
            page = client.get(seen.url).get_data(as_text=True)
            tabs = _tabs(page)
            # the work list of an arsiparis is in two parts, one below the other in number
            length = sum(n for _, n, _ in tabs) if seen.url == "/arsip/belum-diberkaskan" else _rows(page)
            assert seen.jumlah == length or (seen.di, seen.url) == TANPA_ANGKA, (nama, seen)
            for url, n, _ in tabs:
                assert n == _rows(client.get(url).get_data(as_text=True)), (nama, url)
            if seen.jumlah:
                told.add((seen.di, seen.url))
    assert told >= {
        ("menu", "/kerja/masuk"), ("menu", "/kerja/perlu"), ("menu", "/kerja/menunggu"), ("menu", "/kerja/lewat"),
        ("menu", "/kerja/konsep"), ("menu", "/kerja/paraf"), ("menu", "/kerja/tembusan?saring=belum_dibaca"),
        ("menu", "/kerja/tanda-tangan"), ("menu", "/naskah/keluar?tab=belum"), ("menu", "/arsip/belum-diberkaskan"),
        ("bilah bawah", "/kerja/masuk"), ("bilah bawah", "/naskah/setujui"),
        ("beranda", "/kerja/perlu"), ("beranda", "/kerja/masuk?saring=belum_dibaca"), ("beranda", "/kerja/konsep"),
        ("menu", "/pindaian"), ("menu", "/kiriman?tab=perlu"), ("menu", "/surat-masuk/teliti"), ("menu", "/ekspedisi?tab=sampul"),
        ("beranda", "/pindaian"), ("beranda", "/kiriman?tab=perlu"), ("beranda", "/surat-masuk/teliti"),
        ("beranda", "/ekspedisi?tab=sampul"),
    }  # fmt: skip


def test_what_waits_as_giver_and_as_recipient_is_in_one_list(masuk: Masuk, kota: makers.Kota) -> None:
    chief = masuk("kadis.dinsos")
    waiting = chief.get("/disposisi").get_data(as_text=True)
    given = chief.get("/disposisi?tab=diberikan").get_data(as_text=True)

    assert "Menunggu saya (1)" in waiting and "Laporan menunggu Anda terima" in waiting
    assert "Laporan masuk (1)" in given and "Saya berikan (6)" in given and _rows(given) == 6


def test_the_list_with_something_in_it_is_opened_first(masuk: Masuk, kota: makers.Kota, services: Services) -> None:
    with db.transaction(services.engine) as session:
        sekda = kota["sekda"].actor(session)
        (row,) = surat_queries.inbox(session, sekda, "tindakan")
        surat = surat_queries.get(session, sekda, row.id)
        surat_masuk.baca_saja(session, sekda, surat, "Cukup untuk diketahui.")

    page = masuk("arsiparis.setda").get("/arsip/belum-diberkaskan").get_data(as_text=True)

    assert any(current and "jenis=surat_masuk" in url for url, _, current in _tabs(page))


def test_one_place_on_a_phone_opens_what_waits_for_approval_paraf_first(
    masuk: Masuk, kota: makers.Kota, services: Services
) -> None:
    with db.transaction(services.engine) as session:  # the leader who signs one is asked to check another
        konsep = kantor.konsep(session, kota)
        konsep.paraf[0].jabatan_id = kota["kadis.dinsos"].jabatan.id
        naskah.ajukan(session, kota["staf.dinsos"].actor(session), konsep)
    chief = masuk("kadis.dinsos")

    (shown,) = [h for h in _seen(chief.get("/").get_data(as_text=True)) if h.di == "bilah bawah" and "setujui" in h.url]
    page = chief.get(shown.url).get_data(as_text=True)

    assert shown.jumlah == _rows(page) == 2
    assert page.index("Paraf (1)") < page.index("Tanda tangan (1)")


@pytest.mark.parametrize("nama", ["staf.setda", "arsiparis.setda", "admin"])
def test_who_never_approves_has_no_entry_for_it(masuk: Masuk, kota: makers.Kota, nama: str) -> None:
    page = masuk(nama).get("/").get_data(as_text=True)

    assert not re.search(r'href="/(naskah/setujui|kerja/paraf|kerja/tanda-tangan)"', page)
    (bar,) = re.findall(r'<nav class="bottomnav".*?</nav>', page, re.S)
    assert bar.count("<a ") == 5


def test_who_is_asked_for_a_paraf_once_finds_it(masuk: Masuk, kota: makers.Kota, services: Services) -> None:
    with db.transaction(services.engine) as session:
        konsep = kantor.konsep(session, kota)
        konsep.paraf[0].jabatan_id = kota["staf.diskominfo"].jabatan.id
        naskah.ajukan(session, kota["staf.dinsos"].actor(session), konsep)

    seen = _seen(masuk("staf.diskominfo").get("/").get_data(as_text=True))

    assert {(h.di, h.url, h.jumlah) for h in seen} >= {
        ("menu", "/kerja/paraf", 1),
        ("bilah bawah", "/naskah/setujui", 1),
    }
