"""The bell and the pages of notices, over HTTP."""

import re
from collections.abc import Callable
from datetime import timedelta

import client as browser
import makers
from flask import Flask
from flask.testing import FlaskClient
from notifikasi.test_sebar import surat, told, work
from sqlalchemy import event, select

from eoffice import clock
from eoffice.akses.rights import Sifat
from eoffice.akun.models import Sesi
from eoffice.db import transaction
from eoffice.notifikasi import actions, queries
from eoffice.notifikasi.states import Kabar
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.services import Services

Masuk = Callable[[str], FlaskClient]


def arrived(services: Services, kota: makers.Kota, *, sifat: Sifat = Sifat.BIASA) -> int:
    with transaction(services.engine) as session:
        made = surat(session, kota, sifat=sifat)
        session.flush()
        surat_id = made.id
    work(services)
    return surat_id


def test_the_bell_counts_and_answers_nothing_new_with_304(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    kadis = masuk("kadis.dinsos")
    first = kadis.get("/notif", headers={"X-Latar": "1"})
    assert (first.status_code, first.get_json()["jumlah"]) == (200, 0)
    same = kadis.get("/notif", headers={"X-Latar": "1", "If-None-Match": first.headers["ETag"]})
    assert (same.status_code, same.data) == (304, b"")

    arrived(services, kota_kecil)
    told_ = kadis.get("/notif", headers={"X-Latar": "1", "If-None-Match": first.headers["ETag"]}).get_json()
    assert (told_["jumlah"], told_["pesan"]) == (1, "Ada surat masuk untuk Anda")
    assert 'aria-label="Pemberitahuan, 1 belum dibaca"' in kadis.get("/").data.decode()
    assert masuk("staf.dinsos").get("/notif").get_json()["jumlah"] == 0


def test_the_bell_never_keeps_an_idle_session_alive(services: Services, kota_kecil: makers.Kota, masuk: Masuk) -> None:
    # KEAMANAN: SES-03
    kadis = masuk("kadis.dinsos")
    start = clock.now()
    for minutes in (10, 20, 29):
        clock.set_clock(start + timedelta(minutes=minutes))
        assert kadis.get("/notif").status_code == 200
    with transaction(services.engine) as session:
        assert session.scalars(select(Sesi)).one().terakhir_at < start + timedelta(minutes=1)
    clock.set_clock(start + timedelta(minutes=31))

    assert (kadis.get("/notif").status_code, kadis.get("/sesi").status_code) == (401, 401)


def test_the_bell_is_deaf_without_a_session(client: FlaskClient) -> None:
    assert client.get("/notif").status_code == 401
    client.set_cookie("eo_sesi", "x" * 43)
    assert client.get("/notif").status_code == 401


def test_the_bell_asks_the_database_once_when_nothing_changed(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    kadis = masuk("kadis.dinsos")
    tag = kadis.get("/notif").headers["ETag"]
    asked: list[str] = []
    event.listen(services.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
    kadis.get("/notif", headers={"If-None-Match": tag})

    assert len([s for s in asked if s.startswith("SELECT")]) == 1


def test_opening_the_surat_reads_its_notice(services: Services, kota_kecil: makers.Kota, masuk: Masuk) -> None:
    surat_id = arrived(services, kota_kecil)
    kadis = masuk("kadis.dinsos")
    page = kadis.get(f"/surat-masuk/{surat_id}")

    assert page.status_code == 200
    assert 'aria-label="Pemberitahuan"' in page.data.decode()  # the count is as it is after reading
    assert kadis.get("/notif").get_json()["jumlah"] == 0
    with transaction(services.engine) as session:
        assert queries.selisih(session) == []


def test_a_page_that_is_refused_reads_nothing(services: Services, kota_kecil: makers.Kota, masuk: Masuk) -> None:
    surat_id = arrived(services, kota_kecil)
    masuk("kabid.dinsos").get(f"/surat-masuk/{surat_id}")
    kadis = masuk("kadis.dinsos")
    kadis.get(f"/surat-masuk/{surat_id + 77}")
    kadis.get(f"/surat-masuk/{surat_id}", headers={"X-Latar": "1"})

    assert kadis.get("/notif").get_json()["jumlah"] == 1


def test_the_list_says_what_and_why_and_leads_there(services: Services, kota_kecil: makers.Kota, masuk: Masuk) -> None:
    surat_id = arrived(services, kota_kecil)
    kadis = masuk("kadis.dinsos")
    page = kadis.get("/notifikasi?kelompok=surat&belum=1").data.decode()

    for said in ("Ada surat masuk untuk Anda", "Undangan rapat", "PT Angin Ribut", "Anda diberi tahu karena surat ini"):
        assert said in page
    link = re.search(r'href="(/notifikasi/\d+)"', page)
    assert link is not None
    assert kadis.get(link[1]).headers["Location"] == f"/surat-masuk/{surat_id}"
    assert kadis.get("/notif").get_json()["jumlah"] == 0
    assert "Undangan rapat" not in kadis.get("/notifikasi?kelompok=agenda").data.decode()
    assert masuk("staf.dinsos").get(link[1]).status_code == 404


def test_what_may_no_longer_be_read_is_listed_without_a_word_of_it(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:  # KEAMANAN: OTR-11
    arrived(services, kota_kecil, sifat=Sifat.TERBATAS)
    kadis = masuk("kadis.dinsos")
    assert "Undangan rapat" in kadis.get("/notifikasi").data.decode()
    with transaction(services.engine) as session:
        session.scalars(select(SuratMasuk)).one().tujuan_jabatan_id = kota_kecil["sekda"].jabatan.id

    page = kadis.get("/notifikasi").data.decode()
    assert ("Undangan rapat" in page, "Tidak lagi terbuka bagi jabatan Anda" in page) == (False, True)


def test_everything_is_read_at_once(services: Services, kota_kecil: makers.Kota, masuk: Masuk) -> None:
    for _ in range(3):
        arrived(services, kota_kecil)
    kadis = masuk("kadis.dinsos")
    assert kadis.get("/notif").get_json()["jumlah"] == 3
    browser.kirim(kadis, "/notifikasi/baca")

    assert kadis.get("/notif").get_json()["jumlah"] == 0
    with transaction(services.engine) as session:
        assert all(n.dibaca_at for n in told(session, kota_kecil, "kadis.dinsos"))


def test_the_number_of_statements_does_not_grow_with_the_list(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    kadis = masuk("kadis.dinsos")
    kadis.get("/notifikasi")  # who that is, is asked once
    counts = []
    for more in (1, 4):
        for _ in range(more):
            arrived(services, kota_kecil)
        asked: list[str] = []
        listen = lambda *a, kept=asked: kept.append(a[2])  # noqa: E731
        event.listen(services.engine, "before_cursor_execute", listen)
        assert kadis.get("/notifikasi").status_code == 200
        event.remove(services.engine, "before_cursor_execute", listen)
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_the_receiver_of_push_says_nothing_of_its_own(app: Flask, client: FlaskClient) -> None:
    with client.get("/sw.js") as script:
        assert b"push" in script.data

    assert (script.status_code, script.mimetype, script.headers["Cache-Control"]) == (
        200,
        "text/javascript",
        "no-cache",
    )


def test_news_of_every_kind_can_be_shown_and_opened(services: Services, kota_kecil: makers.Kota, masuk: Masuk) -> None:
    with transaction(services.engine) as session:
        for n, kabar in enumerate(Kabar):
            who = [kota_kecil["kadis.dinsos"].pegawai.id]
            actions.kabari(session, kabar, objek="", objek_id=n + 1, pegawai=who, hal=f"perkara {kabar}")
    work(services)
    kadis = masuk("kadis.dinsos")
    page = "".join(kadis.get(f"/notifikasi?hal={n}").data.decode() for n in (1, 2))

    assert [k for k in Kabar if f"perkara {k}<" not in page] == []
    for link in re.findall(r'href="(/notifikasi/\d+)"', page):
        assert kadis.get(link).status_code == 303
