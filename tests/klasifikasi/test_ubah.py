"""The city's own changes: dated, looked at before they are decided, and never breaking what is old."""

import io
from collections.abc import Callable
from datetime import date, timedelta

import client as browser
import makers
import openpyxl
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from eoffice import clock, db, outbox
from eoffice.akses.actor import Actor, Peran
from eoffice.app import handlers
from eoffice.arsip import actions as arsip
from eoffice.audit.models import AuditEntry
from eoffice.errors import Invalid, NotAllowed
from eoffice.klasifikasi import perubahan, queries, ubah
from eoffice.klasifikasi.models import Klasifikasi, PerubahanKlasifikasi
from eoffice.klasifikasi.states import JenisPerubahan as J
from eoffice.klasifikasi.ubah import IsianPerubahan
from eoffice.organisasi.models import JabatanPeran
from eoffice.web.services import Services

Masuk = Callable[..., FlaskClient]
PERWAL = "Perwal Nomor 21 Tahun 2026"
UK = Actor(1, "Eko Prasetyo", 1, "Arsiparis", peran=frozenset({Peran.UNIT_KEARSIPAN}))


@pytest.fixture
def kota(services: Services, kota_kecil: makers.Kota, klasifikasi_utuh: None) -> makers.Kota:
    with db.transaction(services.engine) as session:
        session.add(JabatanPeran(jabatan_id=kota_kecil["arsiparis.setda"].jabatan.id, peran=Peran.UNIT_KEARSIPAN))
    return kota_kecil


def isian(jenis: J, kode: str, judul: str = "", sejak: date | None = None, **more: str) -> IsianPerubahan:
    return IsianPerubahan(jenis, kode, judul, sejak or clock.today(), PERWAL, **more)


def test_a_new_code_hangs_below_a_leaf_and_is_offered_from_its_day_on(session: db.Session, kota: makers.Kota) -> None:
    today = clock.today()
    ubah.tetapkan(session, UK, isian(J.TAMBAH, "500.12.6.9", "Aduan warga lewat aplikasi", today + timedelta(days=3)))

    assert queries.find(session, "aduan aplikasi", on=today) == []
    (found,) = queries.find(session, "aduan aplikasi", on=today + timedelta(days=3))
    assert (found.kode, found.induk) == ("500.12.6.9", "500.12.6")
    assert session.get_one(Klasifikasi, "500.12.6").punya_anak
    with pytest.raises(Invalid):
        queries.check(session, "500.12.6.9", on=today)


@pytest.mark.parametrize("kode", ["500.12.6.09", "500.12.6.1.1", "500", "999.1", "000.8.3.3", "500.12.6.", "x"])
def test_a_code_that_breaks_the_rules_is_refused(session: db.Session, kota: makers.Kota, kode: str) -> None:
    with pytest.raises(Invalid) as refused:
        ubah.tetapkan(session, UK, isian(J.TAMBAH, kode, "Sembarang"))

    assert "kode" in refused.value.fields


def test_an_old_record_shows_the_title_of_its_day_and_old_words_still_find_the_code(
    session: db.Session, kota: makers.Kota
) -> None:
    today = clock.today()
    ubah.tetapkan(session, UK, isian(J.JUDUL, "000.8.3.3", "Prosedur Kerja dan Layanan"))
    code = session.get_one(Klasifikasi, "000.8.3.3")

    assert queries.judul(session, code, today - timedelta(days=1)) == "Standar Operasional Prosedur"
    assert queries.judul(session, code, today) == code.label == "Prosedur Kerja dan Layanan"
    assert [k.kode for k in queries.find(session, "standar operasional prosedur")][:1] == ["000.8.3.3"]


def test_a_change_to_come_waits_for_its_day(services: Services, kota: makers.Kota) -> None:
    later = clock.today() + timedelta(days=10)
    with db.transaction(services.engine) as session:
        ubah.tetapkan(session, UK, isian(J.JUDUL, "000.8.3.3", "Prosedur Kerja", later))
        assert session.get_one(Klasifikasi, "000.8.3.3").label == "Standar Operasional Prosedur"

    clock.set_clock(clock.now() + timedelta(days=11))
    outbox.work_all(outbox.Worker(services.engine, handlers(), services))

    with db.reading(services.engine) as session:
        assert session.get_one(Klasifikasi, "000.8.3.3").label == "Prosedur Kerja"


def test_a_retired_code_takes_all_below_with_it_is_found_and_is_kept_by_who_has_it(
    session: db.Session, kota: makers.Kota
) -> None:
    today = clock.today()
    below = [k.kode for k in queries.children(session, "000.8.3")]

    touched = ubah.tetapkan(session, UK, isian(J.HENTI, "000.8.3", pengganti="000.8.1"))

    assert set(below) < set(touched)
    assert [k.kode for k in queries.find(session, "000.8.3.3")] == ["000.8.3.3"]
    assert queries.find(session, "000.8.3.3", on=today) == []
    with pytest.raises(Invalid, match=r"Pakai 000\.8\.1"):
        queries.check(session, "000.8.3", on=today)
    assert queries.check(session, "000.8.3", on=today, keep="000.8.3").kode == "000.8.3"
    assert queries.check(session, "000.8.3", on=today - timedelta(days=1)).kode == "000.8.3"
    ubah.tetapkan(session, UK, isian(J.PAKAI_LAGI, "000.8.3"))
    assert queries.check(session, "000.8.3", on=today).kode == "000.8.3"


def test_only_the_unit_kearsipan_decides(session: db.Session, kota: makers.Kota) -> None:
    for who in ("admin", "arsiparis.dinsos", "sekda"):
        with pytest.raises(NotAllowed):
            ubah.tetapkan(session, kota[who].actor(session), isian(J.JUDUL, "000.8.3.3", "Apa saja"))


def test_decisions_can_only_be_added(services: Services, kota: makers.Kota) -> None:  # KEAMANAN: AUD-04
    with db.transaction(services.engine) as session:
        ubah.tetapkan(session, UK, isian(J.JUDUL, "000.8.3.3", "Prosedur Kerja"))

    with pytest.raises(DatabaseError), services.engine.begin() as connection:
        connection.execute(text("UPDATE perubahan_klasifikasi SET label = 'lain'"))


def test_the_page_shows_what_is_touched_before_anything_is_decided(
    services: Services, kota: makers.Kota, masuk: Masuk
) -> None:
    with db.transaction(services.engine) as session:
        actor = kota["arsiparis.setda"].actor(session)
        unit_id = kota.unit["setda"].id
        arsip.buka_berkas(session, actor, unit_id=unit_id, kode_klasifikasi="000.8.3.3", judul="Milik Setda")
        other = kota["arsiparis.dinsos"].actor(session)
        arsip.buka_berkas(session, other, unit_id=kota.unit["dinsos"].id, kode_klasifikasi="000.8.3.3", judul="Lain")
    form = {"jenis": "henti", "kode": "000.8.3.3", "berlaku_sejak": clock.today().isoformat(), "dasar_hukum": PERWAL}
    keeper = masuk("arsiparis.setda")

    seen = browser.kirim(keeper, "/klasifikasi/ubah", form | {"langkah": "periksa"}).get_data(as_text=True)

    assert "Yang tersentuh" in seen and "1, 1 masih terbuka" in seen
    with db.reading(services.engine) as session:
        assert session.scalars(select(PerubahanKlasifikasi)).all() == []
    assert browser.kirim(keeper, "/klasifikasi/ubah", form | {"langkah": "tetapkan"}).status_code == 303
    page = keeper.get("/klasifikasi?kode=000.8.3.3").get_data(as_text=True)
    assert "Tidak dipakai lagi" in page and PERWAL in page and "Eko Prasetyo" in page
    with db.reading(services.engine) as session:
        assert session.scalars(select(AuditEntry.event).where(AuditEntry.event.like("klasifikasi.%"))).all() == [
            "klasifikasi.henti"
        ]
    assert masuk("arsiparis.dinsos").get("/klasifikasi/ubah?kode=000.8.3.3").status_code == 403
    opened = {"kode_klasifikasi": "000.8.3.3", "judul": "Berkas baru", "unit_id": kota.unit["dinsos"].id}
    assert browser.kirim(masuk("arsiparis.dinsos"), "/arsip/berkas/baru", opened).status_code == 422


def test_a_pasted_sheet_of_old_codes_is_checked_first_and_then_found_by_its_old_code(
    services: Services, kota: makers.Kota, masuk: Masuk
) -> None:
    keeper = masuk("arsiparis.setda")
    sheet = {"tempelan": "094\tSurat perintah tugas\t800.1.11.1\n095;Salah;999.9\n"}

    first = browser.kirim(keeper, "/klasifikasi/kode-lama", sheet).get_data(as_text=True)
    assert "1 baris siap, 1 bermasalah" in first and "Kode 999.9 tidak ada" in first
    assert browser.kirim(keeper, "/klasifikasi/kode-lama", sheet | {"langkah": "simpan"}).status_code == 303

    found = masuk("staf.dinsos").get("/klasifikasi?q=094").get_data(as_text=True)
    assert "Surat perintah tugas" in found and "kode=800.1.11.1" in found
    assert "800.1.11.1" in masuk("staf.dinsos").get("/klasifikasi/cari?q=094").get_data(as_text=True)


def test_every_decision_stands_in_one_list_and_its_workbook_with_the_title_before_and_after(
    services: Services, kota: makers.Kota, masuk: Masuk
) -> None:
    later = clock.today() + timedelta(days=30)
    with db.transaction(services.engine) as session:
        ubah.tetapkan(session, UK, isian(J.JUDUL, "000.8.3.3", "Prosedur Kerja"))
        ubah.tetapkan(session, UK, isian(J.JUDUL, "000.8.3.3", "Prosedur Kerja dan Layanan", later))
        ubah.tetapkan(session, UK, isian(J.HENTI, "000.8.3", pengganti="000.8.1"))
    staf = masuk("staf.dinsos")

    page = staf.get("/klasifikasi/perubahan").get_data(as_text=True)
    book = openpyxl.load_workbook(io.BytesIO(staf.get("/klasifikasi/perubahan.xlsx").data)).worksheets[0]
    rows = [list(row) for row in book.iter_rows(values_only=True)]
    top = next(n for n, row in enumerate(rows) if row[0] == "No.")
    told = {(row[1], row[4]): row for row in rows[top + 1 :]}

    assert page.index("Akan datang") < page.index("Tidak dipakai lagi") and "Semula: Standar Operasional" in page
    assert tuple(rows[top]) == perubahan.KEPALA
    assert told["000.8.3.3", "Prosedur Kerja dan Layanan"][3] == "Prosedur Kerja"
    assert told["000.8.3.3", "Prosedur Kerja"][3] == "Standar Operasional Prosedur"
    assert any(row[2] == "Tidak dipakai lagi" and row[6] == "000.8.1" and row[7] == PERWAL for row in rows[top + 1 :])
    with db.reading(services.engine) as session:
        whole = perubahan.daftar(session, limit=100)
        first = perubahan.daftar(session, limit=1)
        rest = perubahan.daftar(session, limit=100, sesudah=perubahan.tanda(first[0].tanda))
        assert first + rest == whole and len(whole) >= 3
    assert staf.get("/klasifikasi/perubahan?sesudah=rusak").status_code == 200
