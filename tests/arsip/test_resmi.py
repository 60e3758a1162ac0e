"""The official lists through the page: their columns, their rights, and what is masked in them."""

import io
from collections.abc import Callable

import makers
import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from eoffice import clock, db
from eoffice.akses.rights import Sifat
from eoffice.arsip import actions
from eoffice.arsip.models import Berkas
from eoffice.arsip.queries import resmi
from eoffice.arsip.states import JenisDaftar, Media, Objek
from eoffice.audit.models import AuditEntry
from eoffice.web.services import Services

from . import arsip_uji as buat

Masuk = Callable[..., FlaskClient]


@pytest.fixture
def kota(services: Services, kota_kecil: makers.Kota, klasifikasi_utuh: None) -> makers.Kota:
    """A berkas of Dinas Sosial with an open record, a Rahasia and a Sangat Rahasia one; and one of another office."""
    with db.transaction(services.engine) as session:
        kota = kota_kecil
        for opd in ("dinsos", "diskominfo"):
            actor = kota[f"arsiparis.{opd}"].actor(session)
            berkas = actions.buka_berkas(
                session,
                actor,
                unit_id=kota.unit[f"{opd}.bidang"].id,
                kode_klasifikasi="000.8.3.3",
                judul=f"Berkas {opd}",
            )
            naskah = buat.naskah(session, kota, opd=opd, hal=f"Surat terbuka {opd}")
            actions.berkaskan_naskah(session, actor, services.store, berkas, naskah)
        kadis = kota["kadis.dinsos"].actor(session)
        for sifat in (Sifat.RAHASIA, Sifat.SANGAT_RAHASIA):
            secret = buat.naskah(session, kota, sifat=sifat, hal=f"Kenari {sifat}")
            actions.berkaskan_sendiri(session, kadis, services.store, Objek.NASKAH, secret.id)
    return kota_kecil


def lembar(data: bytes) -> list[list[object]]:
    return [list(row) for row in openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True)]


def test_a_list_of_contents_is_paged_by_its_records_and_misses_none(services: Services, kota: makers.Kota) -> None:
    with db.transaction(services.engine) as session:
        actor = kota["arsiparis.dinsos"].actor(session)
        for title in ("Kedua", "Ketiga"):
            berkas = actions.buka_berkas(
                session, actor, unit_id=kota.unit["dinsos.bidang"].id, kode_klasifikasi="000.8.3.3", judul=title
            )
            for n in range(2):
                naskah = buat.naskah(session, kota, hal=f"{title} {n}")
                actions.berkaskan_naskah(session, actor, services.store, berkas, naskah)

    with db.reading(services.engine) as session:
        actor, scope = kota["arsiparis.dinsos"].actor(session), resmi.Lingkup(kota.unit["dinsos"].id)
        whole = resmi.baris(session, actor, JenisDaftar.ISI, scope, limit=100)
        for jenis in (JenisDaftar.ISI, JenisDaftar.BERKAS, JenisDaftar.AKTIF):
            every, page = [], resmi.halaman(session, actor, jenis, scope, limit=2)
            assert page.sebelum == ""
            every += page.baris
            while page.sesudah:
                before, first = page.baris, len(every) + 1
                page = resmi.halaman(session, actor, jenis, scope, limit=2, sesudah=page.sesudah, nomor=first)
                every += page.baris
                back = resmi.halaman(session, actor, jenis, scope, limit=2, sebelum=page.sebelum, nomor=first - 2)
                assert back.baris == before and back.sesudah
            assert every == resmi.baris(session, actor, jenis, scope, limit=100)
        cut = resmi.halaman(session, actor, JenisDaftar.ISI, scope, limit=2, sesudah="000.8~2026")
        assert cut.baris == whole[:2] and cut.sebelum == ""
        assert len(whole) == resmi.isi_banyak(session, actor, scope) == 6


def test_kode_stand_by_their_numbers_and_not_as_text_also_from_page_to_page(
    services: Services, kota: makers.Kota
) -> None:
    with db.transaction(services.engine) as session:
        actor, scope = kota["arsiparis.dinsos"].actor(session), resmi.Lingkup(kota.unit["dinsos"].id)
        for kode in ("800.1.11.1", "800.1.2.1"):
            actions.buka_berkas(
                session, actor, unit_id=kota.unit["dinsos.bidang"].id, kode_klasifikasi=kode, judul=f"Berkas {kode}"
            )
        page = resmi.halaman(session, actor, JenisDaftar.BERKAS, scope, limit=1)
        found = [row[2] for row in page.baris]
        while page.sesudah and len(found) < 5:
            page = resmi.halaman(session, actor, JenisDaftar.BERKAS, scope, limit=1, sesudah=page.sesudah)
            found += [row[2] for row in page.baris]

    assert found == ["000.8.3.3", "800.1.2.1", "800.1.11.1"]


def test_the_columns_are_those_of_the_rules(kota: makers.Kota, masuk: Masuk) -> None:
    arsiparis = masuk("arsiparis.dinsos")

    for jenis in JenisDaftar:
        rows = lembar(arsiparis.get(f"/arsip/resmi/{jenis}.xlsx").data)
        assert [name for name, _, _ in resmi.kolom(jenis)] in rows, jenis
        assert arsiparis.get(f"/arsip/resmi/{jenis}.pdf?kertas=A4").data.startswith(b"%PDF")
        assert arsiparis.get(f"/arsip/resmi/{jenis}").status_code == 200
    assert "Nihil" in [row[0] for row in lembar(arsiparis.get("/arsip/resmi/vital.xlsx").data)]
    heads = {jenis: [name for name, _, _ in resmi.kolom(jenis)] for jenis in JenisDaftar}
    assert len(heads[JenisDaftar.INAKTIF]) == 13 and len(heads[JenisDaftar.VITAL]) == 10
    assert heads[JenisDaftar.AKTIF] == heads[JenisDaftar.BERKAS]


def test_a_rahasia_item_shows_number_and_date_and_a_sangat_rahasia_one_nothing(kota: makers.Kota, masuk: Masuk) -> None:
    # KEAMANAN: OTR-03, OTR-08
    arsiparis = masuk("arsiparis.dinsos")

    page = arsiparis.get("/arsip/resmi/isi").get_data(as_text=True)
    rows = [
        row for row in lembar(arsiparis.get("/arsip/resmi/isi.xlsx").data) if row[0] and str(row[0]).startswith("000.8")
    ]

    assert "Kenari" not in page and "(Rahasia)" in page and "Surat terbuka dinsos" in page
    assert [(row[1], str(row[3]).endswith("(Rahasia)")) for row in rows] == [(1, False), (2, True)]
    assert "Kenari rahasia" in masuk("kadis.dinsos").get("/arsip/resmi/isi").get_data(as_text=True)


def test_a_list_holds_only_what_its_reader_may_read(kota: makers.Kota, masuk: Masuk) -> None:  # KEAMANAN: OTR-03
    page = masuk("arsiparis.dinsos").get("/arsip/resmi/berkas").get_data(as_text=True)

    assert "Berkas dinsos" in page and "Berkas diskominfo" not in page and "1 berkas" in page
    other = kota.unit["diskominfo"].id
    assert masuk("arsiparis.dinsos").get(f"/arsip/resmi/berkas?opd={other}").status_code == 404
    assert masuk("arsiparis.dinsos").get("/arsip/resmi/lain").status_code == 404


def test_the_period_is_that_of_the_records_and_the_trail_knows_who_took_the_list(
    services: Services, kota: makers.Kota, masuk: Masuk
) -> None:
    arsiparis = masuk("arsiparis.dinsos")

    assert "Berkas dinsos" in arsiparis.get("/arsip/resmi/berkas?dari=2026-03-01&sampai=2026-03-31").get_data(
        as_text=True
    )
    assert "Daftar ini kosong" in arsiparis.get("/arsip/resmi/berkas?tahun=2024").get_data(as_text=True)
    arsiparis.get("/arsip/resmi/berkas.pdf?tahun=2026")
    with db.reading(services.engine) as session:
        (said,) = session.scalars(select(AuditEntry.catatan).where(AuditEntry.event == "arsip.unduh_daftar"))
    assert said.startswith("PDF: Daftar berkas") and said.endswith("Tahun 2026, 1 baris")


def test_a_berkas_moves_from_the_active_to_the_inactive_list_by_its_own_dates(
    services: Services, kota: makers.Kota, masuk: Masuk
) -> None:
    arsiparis = masuk("arsiparis.dinsos")
    assert "Berkas dinsos" in arsiparis.get("/arsip/resmi/aktif").get_data(as_text=True)
    with db.transaction(services.engine) as session:
        berkas = session.scalars(select(Berkas).where(Berkas.judul == "Berkas dinsos")).one()
        actor = kota["arsiparis.dinsos"].actor(session)
        actions.tutup_berkas(session, actor, berkas)
        berkas.jatuh_aktif = clock.today()
        berkas.media = Media.ELEKTRONIK

    assert "Daftar ini kosong" in arsiparis.get("/arsip/resmi/aktif").get_data(as_text=True)
    assert "Repositori e-Office" in arsiparis.get("/arsip/resmi/inaktif").get_data(as_text=True)
    with db.transaction(services.engine) as session:
        session.scalars(select(Berkas).where(Berkas.judul == "Berkas dinsos")).one().media = Media.KERTAS
    paper = arsiparis.get("/arsip/resmi/inaktif").get_data(as_text=True)
    assert "Belum dicatat" in paper and "Repositori e-Office" not in paper


def test_a_list_longer_than_one_file_says_so_instead_of_being_cut(
    kota: makers.Kota, masuk: Masuk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("eoffice.arsip.routes.resmi.PDF_TERBANYAK", 1)

    answer = masuk("arsiparis.dinsos").get("/arsip/resmi/isi.pdf")

    assert answer.status_code == 422 and "Pilih satu unit atau satu tahun" in answer.get_data(as_text=True)


def test_labels_of_boxes_need_a_box(kota: makers.Kota, masuk: Masuk) -> None:
    arsiparis = masuk("arsiparis.dinsos")
    berkas_id = int(
        arsiparis.get("/arsip").get_data(as_text=True).partition('name="pilih" value="')[2].partition('"')[0]
    )

    assert arsiparis.get(f"/arsip/label.pdf?pilih={berkas_id}&bentuk=boks").status_code == 422
