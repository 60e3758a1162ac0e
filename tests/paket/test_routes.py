"""The pages of packages, through HTTP, with the rights of now."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import client as browser
import makers
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from eoffice import clock, db, sandbox
from eoffice.akses.actor import Diberi
from eoffice.akses.rights import Sifat
from eoffice.arsip.models import Berkas
from eoffice.arsip.states import Objek
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.audit.models import AuditEntry
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.models import Naskah
from eoffice.paket import actions, queries
from eoffice.paket.baca.kolom import tebak
from eoffice.paket.models import Impor, Paket
from eoffice.paket.states import MASA_UNDUH, Format, StatusPaket
from eoffice.web.services import Services

from . import kantor
from .test_arsip_lama import BAIK, arsip_lama

Masuk = Callable[..., FlaskClient]
pytestmark = pytest.mark.sekali


def test_an_arsiparis_orders_watches_and_fetches_a_package_for_a_while(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    berkas_id = kantor.berkas(services, kota_kecil)
    arsiparis = masuk("arsiparis.dinsos")
    assert "Standar pelayanan 2026" in arsiparis.get(f"/paket/baru?berkas={berkas_id}").text

    answer = browser.kirim(arsiparis, "/paket/baru", {"berkas": berkas_id, "format": "bagit"})

    assert answer.status_code == 303
    assert "Menunggu giliran" in arsiparis.get(answer.location).text
    assert arsiparis.get(f"{answer.location}/unduh").status_code == 404
    kantor.selesaikan(services)
    assert "Siap diunduh" in arsiparis.get(answer.location).text
    fetched = arsiparis.get(f"{answer.location}/unduh")
    assert kantor.isi_zip(fetched.data)["data/rekaman/000001/dokumen.pdf"] == kantor.PDF
    checked = browser.kirim(
        arsiparis,
        "/paket/periksa",
        {"zip": (io.BytesIO(fetched.data), "paket.zip")},
        content_type="multipart/form-data",
    )
    assert "Paket utuh." in checked.text and "data/rekaman/000001/dokumen.pdf" in checked.text
    for other in ("arsiparis.diskominfo", "staf.dinsos"):
        assert masuk(other).get(answer.location).status_code in (403, 404)
        assert masuk(other).get(f"{answer.location}/unduh").status_code in (403, 404)
    with db.reading(services.engine) as session:
        events = session.scalars(
            select(AuditEntry.event).where(AuditEntry.objek == "paket").order_by(AuditEntry.n)
        ).all()
        assert [e for e in events if e != "akses.ditolak"] == ["paket.pesan", "paket.siap", "paket.unduh"]

    now = clock.now()
    clock.set_clock(now + MASA_UNDUH + timedelta(minutes=1))
    kantor.selesaikan(services)
    with db.reading(services.engine) as session:
        row = session.scalars(select(Paket)).one()
        assert (row.status, row.key) == (StatusPaket.HABIS, None)


def test_rights_are_looked_at_when_it_is_made_and_when_it_is_fetched(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:  # KEAMANAN: OTR-11, OTR-13
    berkas_id = kantor.berkas(services, kota_kecil)
    arsiparis = masuk("arsiparis.dinsos")
    ready = browser.kirim(arsiparis, "/paket/baru", {"berkas": berkas_id, "format": "bagit"}).location
    kantor.selesaikan(services)
    late = browser.kirim(arsiparis, "/paket/baru", {"berkas": berkas_id, "format": "bagit"}).location
    with db.transaction(services.engine) as session:
        naskah = session.scalars(select(Naskah)).one()
        naskah.sifat, nomor = Sifat.RAHASIA, str(naskah.nomor)
    kantor.selesaikan(services)

    assert arsiparis.get(f"{ready}/unduh").status_code == 409
    files = kantor.isi_zip(arsiparis.get(f"{late}/unduh").data)
    assert not any(nomor.encode() in body for name, body in files.items())
    assert "1 arsip, karena tidak lagi boleh dibaca" in arsiparis.get(late).text


def test_what_was_only_let_read_or_is_destroyed_is_never_taken_along(
    services: Services, kota_kecil: makers.Kota
) -> None:  # KEAMANAN: OTR-08
    berkas_id = kantor.berkas(services, kota_kecil)
    with db.transaction(services.engine) as session:
        naskah = session.scalars(select(Naskah)).one()
        thing = (Objek.NASKAH, naskah.id)
        keeper = kota_kecil["arsiparis.dinsos"].actor(session)
        asker = kota_kecil["arsiparis.diskominfo"].actor(session)
        given = Diberi(1, "naskah", naskah.id, frozenset(Sifat))
        asker = replace(asker, diberi=frozenset({given}))
        assert naskah_queries.get(session, asker, naskah.id) is naskah

        assert queries.terbaca(session, asker, [thing]) == []
        assert queries.terbaca(session, keeper, [thing]) == [thing]
        naskah.musnah_at, naskah.musnah_ba = clock.now(), "1"
        session.flush()
        chosen = queries.berkas(session, keeper, [berkas_id])
        assert thing not in queries.isi_berkas(session, keeper, chosen)


def test_a_damaged_object_stops_the_package_instead_of_leaving_it_out(
    services: Services, kota_kecil: makers.Kota
) -> None:
    berkas_id = kantor.berkas(services, kota_kecil)
    with db.transaction(services.engine) as session:
        session.scalars(select(Naskah)).one().pdf_sha256 = "0" * 64
        actor = kota_kecil["arsiparis.dinsos"].actor(session)
        from eoffice.arsip.models import Berkas

        actions.pesan_berkas(session, actor, Format.BAGIT, [session.get_one(Berkas, berkas_id)])
    kantor.selesaikan(services)
    with db.reading(services.engine) as session:
        row = session.scalars(select(Paket)).one()
        assert row.status is StatusPaket.GAGAL and "rusak atau hilang" in row.galat


def test_a_legacy_archive_comes_in_by_the_pages(services: Services, kota_kecil: makers.Kota, masuk: Masuk) -> None:
    with db.transaction(services.engine) as session:
        kantor.kode_kecil(session)
    arsiparis = masuk("arsiparis.dinsos")
    given = {
        "zip": (io.BytesIO(arsip_lama(BAIK, beras__pdf=kantor.PDF)), "arsip 2019.zip"),
        "asal": "Lemari Dinas Sosial",
        "unit_id": str(kota_kecil.unit["dinsos"].id),
    }
    answer = browser.kirim(arsiparis, "/paket/impor/baru", given, content_type="multipart/form-data")
    assert answer.status_code == 303
    kantor.selesaikan(services)
    page = arsiparis.get(answer.location).text
    assert "Kolom daftarnya" in page and "Contoh: Bantuan beras" in page
    assert "Kolom Petugas tidak dipakai" in page and "Laporan per baris" not in page  # no row was looked at yet
    with db.reading(services.engine) as session:
        row = session.scalars(select(Impor)).one()
        chosen = {f"k_{name}": column for name, column in row.pemetaan.items()} | {"versi": row.version}

    refused = browser.kirim(arsiparis, f"{answer.location}/petakan", chosen | {"k_hal": ""})
    assert refused.status_code == 422 and "Pilih kolomnya." in refused.text
    assert browser.kirim(arsiparis, f"{answer.location}/petakan", chosen).status_code == 303
    kantor.selesaikan(services)
    ready = arsiparis.get(answer.location).text
    assert "Masukkan 1 arsip" in ready and "Batalkan impor" in ready and "tidak disebut" not in ready
    assert browser.kirim(arsiparis, f"{answer.location}/masukkan", {}).status_code == 303
    kantor.selesaikan(services)

    done = arsiparis.get(answer.location).text
    assert "1 arsip masuk" in done and "1 berkas hasil impor ini masih terbuka." in done
    with db.transaction(services.engine) as session:
        made = session.scalars(select(Berkas)).one()
        assert f'<input type="hidden" name="pilih" value="{made.id}">' in done
        made.ditutup = clock.today()
    assert "masih terbuka" not in arsiparis.get(answer.location).text
    assert arsiparis.get(f"{answer.location}/laporan.xlsx").data.startswith(b"PK")
    with db.reading(services.engine) as session:
        arsip_id = session.scalars(select(ArsipImpor.id)).one()
    shown = arsiparis.get(f"/arsip/impor/{arsip_id}").text
    assert "Arsip ini diimpor." in shown and "045/12/Sosial" in shown
    assert f'href="/arsip/berkas/{made.id}"' in shown  # where it lies
    assert arsiparis.get(f"/arsip/impor/{arsip_id}/berkas").data == kantor.PDF
    assert masuk("staf.diskominfo").get(f"/arsip/impor/{arsip_id}").status_code == 404
    assert masuk("staf.diskominfo").get(answer.location).status_code in (403, 404)


@pytest.mark.sekali
def test_a_list_alone_is_enough_and_documents_that_no_row_names_are_told(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    with db.transaction(services.engine) as session:
        kantor.kode_kecil(session)
    arsiparis = masuk("arsiparis.dinsos")
    sheet = sandbox.baca_lembar(arsiparis.get("/paket/impor/daftar-kosong.xlsx").data, panjang=200, terbanyak=5)
    assert set(tebak(sheet[0]).values()) == set(sheet[0])  # what we hand out ourselves is understood column by column
    paper = kantor.daftar(("Hal", "Kode", "Boks"), ("Notula lama", "000.8.3.3", "Boks 7"))
    both = kantor.zip_dari([("daftar.csv", paper), ("sisa.pdf", kantor.PDF)])
    asked = {"asal": "Lemari", "unit_id": str(kota_kecil.unit["dinsos"].id)}

    for content, name, said in ((paper, "daftar.csv", False), (both, "semua.zip", True)):
        given = asked | {"zip": (io.BytesIO(content), name)}
        answer = browser.kirim(arsiparis, "/paket/impor/baru", given, content_type="multipart/form-data")
        assert answer.status_code == 303, answer.text
        kantor.selesaikan(services)
        with db.reading(services.engine) as session:
            row = session.scalars(select(Impor).order_by(Impor.id.desc())).first()
            assert row is not None
            chosen = {f"k_{field}": column for field, column in row.pemetaan.items()} | {"versi": row.version}
        assert browser.kirim(arsiparis, f"{answer.location}/petakan", chosen).status_code == 303
        kantor.selesaikan(services)
        page = arsiparis.get(answer.location).text
        assert "Masukkan 1 arsip" in page
        assert ("1 dokumen tidak disebut" in page and "sisa.pdf" in page) is said
        assert browser.kirim(arsiparis, f"{answer.location}/batalkan", {}).status_code == 303
        again = browser.kirim(arsiparis, f"{answer.location}/masukkan", {})
        assert again.status_code == 409 and "Dibatalkan" in again.text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("daftar.xls", "simpan sebagai Buku Kerja Excel"),
        ("arsip.rar", "Ekstrak dahulu"),
        ("surat.pdf", "Unggah satu ZIP"),
    ],
)
def test_what_is_neither_zip_nor_list_is_refused_with_what_to_do(
    kota_kecil: makers.Kota, masuk: Masuk, name: str, said: str
) -> None:
    asked = {"asal": "Lemari", "unit_id": str(kota_kecil.unit["dinsos"].id), "zip": (io.BytesIO(b"x"), name)}

    answer = browser.kirim(masuk("arsiparis.dinsos"), "/paket/impor/baru", asked, content_type="multipart/form-data")

    assert answer.status_code == 422 and said in answer.text


def test_a_list_without_a_heading_says_so_before_anything_is_mapped(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    arsiparis = masuk("arsiparis.dinsos")
    listed = kantor.daftar(("12/X", "Notula", "000.8.3.3", "a.pdf"), ("13/X", "Undangan", "000.8.3.3", "b.pdf"))
    asked = {"asal": "Lemari", "unit_id": str(kota_kecil.unit["dinsos"].id), "zip": (io.BytesIO(listed), "daftar.csv")}
    answer = browser.kirim(arsiparis, "/paket/impor/baru", asked, content_type="multipart/form-data")
    kantor.selesaikan(services)

    assert "Judul kolomnya belum dikenali." in arsiparis.get(answer.location).text
    with db.reading(services.engine) as session:
        assert session.scalars(select(Impor)).one().pemetaan == {"berkas": "a.pdf"}  # a guess that says nothing
    assert browser.kirim(arsiparis, f"{answer.location}/batalkan", {}).status_code == 303
    again = f'href="/paket/impor/baru?asal=Lemari&amp;unit_id={kota_kecil.unit["dinsos"].id}"'
    assert again in arsiparis.get(answer.location).text
