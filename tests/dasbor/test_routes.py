"""The first page of everybody and the page of the pemantau: real figures, nothing about one person, nothing of others."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import makers
import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine

from eoffice import clock
from eoffice.akses.rights import Sifat
from eoffice.db import transaction
from eoffice.naskah.states import Urgensi
from tests.surat_masuk import buatan

Masuk = Callable[..., FlaskClient]
STATIC = Path(__file__).parents[2] / "static"


def teks(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.fixture
def kota(engine: Engine, kota_kecil: makers.Kota) -> makers.Kota:
    """Some surat at Dinas Sosial and at the Sekda, one of them Rahasia."""
    clock.set_clock(datetime(2026, 9, 14, 2, 0, tzinfo=UTC))
    with transaction(engine) as session:
        buatan.surat(session, kota_kecil, hal="Rapat stunting", urgensi=Urgensi.AMAT_SEGERA)
        buatan.surat(session, kota_kecil, hal="Mutasi pejabat", sifat=Sifat.RAHASIA)
        buatan.surat(session, kota_kecil, kepada="sekda", hal="Permohonan audiensi")
    clock.set_clock(datetime(2026, 9, 16, 2, 0, tzinfo=UTC))
    return kota_kecil


@pytest.mark.parametrize("nama", ["walikota", "sekda", "asisten", "kadis.dinsos", "sekretaris.dinsos", "kabid.dinsos",
                                  "kasubbag.dinsos", "staf.dinsos", "tu.dinsos", "arsiparis.dinsos", "admin"])  # fmt: skip
def test_everybody_has_a_first_page(masuk: Masuk, kota: makers.Kota, nama: str) -> None:
    answer = masuk(nama).get("/")
    page = teks(answer.get_data(as_text=True))

    assert answer.status_code == 200
    assert kota[nama].pegawai.nama in page and "Perlu tindakan" in page and "Rabu, 16 September 2026" in page


def test_the_first_page_shows_the_own_work_with_its_buttons(masuk: Masuk, kota: makers.Kota) -> None:
    html = masuk("kadis.dinsos").get("/").get_data(as_text=True)
    page = teks(html)

    assert "2 hal menunggu tindakan Anda" in page
    assert "Rapat stunting" in page and "Lewat 1 hari" in page and "Mutasi pejabat" in page
    assert re.search(r'href="/surat-masuk/\d+/disposisi"', html)


def test_the_work_of_others_is_on_nobody_elses_page(masuk: Masuk, kota: makers.Kota) -> None:  # KEAMANAN: OTR-03
    for nama in ("kadis.diskominfo", "staf.dinsos", "sekda"):
        page = teks(masuk(nama).get("/").get_data(as_text=True))
        assert "Rapat stunting" not in page and "Mutasi" not in page


def test_the_menu_shows_the_same_numbers(masuk: Masuk, kota: makers.Kota) -> None:
    html = masuk("kadis.dinsos").get("/").get_data(as_text=True)

    assert re.search(r'href="/kerja/perlu"[^>]*>.*?<span class="n" aria-label="2 menunggu">2</span>', html)


def test_the_dashboard_is_for_the_pemantau_only(masuk: Masuk, kota: makers.Kota) -> None:  # KEAMANAN: OTR-02
    for nama, status in (("sekda", 200), ("walikota", 200), ("kadis.dinsos", 403), ("tu.dinsos", 403), ("admin", 403)):
        client = masuk(nama)
        assert client.get("/dasbor").status_code == status
        assert ('href="/dasbor"' in client.get("/").get_data(as_text=True)) == (status == 200)


def test_the_dashboard_counts_the_city_and_names_only_the_own_surat(masuk: Masuk, kota: makers.Kota) -> None:
    # KEAMANAN: OTR-03
    page = teks(masuk("sekda").get("/dasbor").get_data(as_text=True))

    assert "1 hal menunggu tindakan Anda" in page
    assert "Lewat batas sekarang" in page and "1 surat dan 0 disposisi terlama 1 hari kerja" in page
    assert "naik 1 dari kemarin" in page
    assert "3 surat masuk dan 0 naskah keluar dalam 30 hari" in page
    assert "Permohonan audiensi" in page
    assert "Rapat stunting" not in page and "Mutasi" not in page
    for orang in kota.orang.values():
        if orang.nama_pengguna != "sekda":
            assert orang.pegawai.nama not in page  # nothing on one person (metrik.md 3.6)


def test_the_dashboard_of_an_empty_city_stands(masuk: Masuk, kota_kecil: makers.Kota) -> None:
    page = teks(masuk("sekda").get("/dasbor").get_data(as_text=True))

    # a sentence instead of a figure says what is missing
    assert "0 dari 4" in page and "tidak ada data naskah" in page and "Belum ada data untuk digambar." in page
    assert "Belum ada surat yang perlu disposisi." in page and "Belum ada naskah yang dihitung." in page


def test_on_a_phone_the_decisions_come_before_the_counters(masuk: Masuk, kota: makers.Kota) -> None:
    html = masuk("kadis.dinsos").get("/").get_data(as_text=True)
    style = (STATIC / "laporan.css").read_text("utf-8")

    assert html.index('id="putusan">Perlu tindakan') < html.index('class="kpis"') < html.index(">Tenggat<")
    # only a wide screen moves the counters up
    (rule,) = re.findall(r"@media \(([^)]*)\) \{[^@]*\.kpis \{ order: -1; \}", style)
    assert rule == "min-width: 768px"


def test_the_title_of_every_decision_and_deadline_leads_to_the_thing(masuk: Masuk, kota: makers.Kota) -> None:
    client = masuk("kadis.dinsos")
    html = client.get("/").get_data(as_text=True)

    titles = re.findall(r'<a class="(dec-t|dl-t)" href="([^"]+)"><b>([^<]+)</b>', html)
    assert {(kind, title) for kind, _, title in titles} >= {("dec-t", "Rapat stunting"), ("dl-t", "Rapat stunting")}
    assert html.count("<b>Rapat stunting</b>") == len([t for t in titles if t[2] == "Rapat stunting"])
    for _, path, title in titles:
        assert f"<h1>{title}</h1>" in client.get(path).get_data(as_text=True)
