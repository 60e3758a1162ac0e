"""The TU's page through HTTP: files come in, are registered beside their pages, cut, set aside; and nobody else sees them."""

import io
import re
from collections.abc import Callable

import makers
from client import kirim
from flask.testing import FlaskClient
from sqlalchemy import select

from eoffice import db, outbox, search
from eoffice.app import handlers
from eoffice.pindaian import actions
from eoffice.pindaian.models import Pindaian
from eoffice.pindaian.states import Status, Sumber
from eoffice.storage import Blob
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.services import Services
from tests.pindaian import kertas

Masuk = Callable[..., FlaskClient]
PDF = kertas.pdf(kertas.SURAT)


def rows(services: Services) -> list[Pindaian]:
    with db.reading(services.engine) as session:
        found = list(session.scalars(select(Pindaian).order_by(Pindaian.id)))
        session.expunge_all()
        return found


def unggah(tu: FlaskClient, *files: tuple[bytes, str], field: str = "berkas") -> None:
    answer = kirim(tu, "/pindaian", {field: [(io.BytesIO(content), name) for content, name in files]})
    assert answer.status_code == 303, answer.get_data(as_text=True)


def all_work(services: Services) -> None:
    worker = outbox.Worker(services.engine, handlers(), services)
    while actions.kerjakan(services) or outbox.work_once(worker):
        pass


def isian(kota: makers.Kota, row: Pindaian, **more: object) -> dict[str, object]:
    return {
        "pindaian": row.id,
        "versi": row.version,
        "cocok": "1",
        "asal_teks": "Universitas Nusa Kirana",
        "nomor_surat": "045/UNK.FT/IV/2026",
        "tanggal_surat": "2026-04-17",
        "hal": "Permohonan Kerja Praktik",
        "ringkasan": "",
        "tujuan_jabatan_id": kota["kadis.dinsos"].jabatan.id,
        "cara_terima": "langsung",
        "sifat": "biasa",
        "urgensi": "biasa",
        **more,
    }


def test_a_letter_goes_from_the_drop_to_the_agenda_with_its_fields_proposed_and_confirmed(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    tu = masuk("tu.dinsos")
    unggah(tu, (PDF, "surat kampus.pdf"))
    (row,) = rows(services)
    assert (row.status, row.sumber, row.halaman) == (Status.MENUNGGU, Sumber.UNGGAH, 1)
    assert "surat kampus.pdf" in tu.get("/pindaian").get_data(as_text=True)
    assert tu.get(f"/pindaian/{row.id}/halaman/1.png").data[:4] == b"\x89PNG"
    waiting = tu.get(f"/surat-masuk/registrasi/usulan?pindaian={row.id}").get_json()
    assert waiting == {"selesai": False, "usulan": {}}

    all_work(services)
    page = tu.get(f"/surat-masuk/registrasi?pindaian={row.id}").get_data(as_text=True)
    assert re.search(r'name="nomor_surat"[^>]*value="045/UNK.FT/IV/2026"', page)
    assert re.search(r'name="tanggal_surat"[^>]*value="2026-04-17"', page)
    assert "hal. 1: <q>Nomor : 045/UNK.FT/IV/2026" in page  # where the proposal comes from
    assert f'src="/pindaian/{row.id}/halaman/1.png"' in page

    (row,) = rows(services)
    unconfirmed = kirim(tu, "/surat-masuk/registrasi", isian(kota_kecil, row, cocok=""))
    assert (unconfirmed.status_code, rows(services)[0].status) == (422, Status.MENUNGGU)
    assert "Cocokkan isian dengan suratnya" in unconfirmed.get_data(as_text=True)

    answer = kirim(tu, "/surat-masuk/registrasi", isian(kota_kecil, row))
    assert answer.status_code == 303, answer.get_data(as_text=True)
    with db.reading(services.engine) as session:
        (surat,) = session.scalars(select(SuratMasuk))
        assert (surat.nomor_agenda, surat.halaman, surat.berkas_sha256) == (1, 1, row.sha256)
        assert "kurikulum Program Studi Teknik Sipil" in surat.teks
        session.expunge(surat)
    (done,) = rows(services)
    assert (done.status, done.surat_id) == (Status.TERDAFTAR, surat.id)
    reader = masuk("kadis.dinsos")
    assert reader.get(f"/surat-masuk/{surat.id}/asli").data == PDF  # the bytes as they came
    assert "kurikulum Program Studi" in reader.get(f"/surat-masuk/{surat.id}/teks").get_data(as_text=True)
    assert "kurikulum" in reader.get("/cari?q=kurikulum").get_data(as_text=True)
    again = kirim(tu, "/surat-masuk/registrasi", isian(kota_kecil, done, tetap="1", alasan_tetap="surat lain memang"))
    assert again.status_code in (409, 422)
    assert len(rows(services)) == 1


def test_text_that_is_read_after_the_registration_can_be_searched_too(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    tu = masuk("tu.dinsos")
    unggah(tu, (PDF, "surat.pdf"))
    (row,) = rows(services)
    kirim(tu, "/surat-masuk/registrasi", isian(kota_kecil, row))
    with db.reading(services.engine) as session:
        (surat,) = session.scalars(select(SuratMasuk))
        assert (surat.teks, surat.version) == ("", surat.version)
        before = surat.version

    all_work(services)

    with db.reading(services.engine) as session:
        (surat,) = session.scalars(select(SuratMasuk))
        assert "kurikulum" in surat.teks
        assert surat.version == before  # nobody who has it open is refused for a text that nobody typed
        found = search.DOKUMEN
        assert session.scalar(
            select(found.c.isi).where(found.c.objek == "surat_masuk", found.c.isi.contains("kurikulum"))
        )


def test_a_file_given_with_the_form_keeps_its_original_and_cannot_be_given_twice(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    tu = masuk("tu.dinsos")
    given = {
        k: v for k, v in isian(kota_kecil, Pindaian(id=0, version=0)).items() if k not in ("pindaian", "versi", "cocok")
    }
    first = kirim(tu, "/surat-masuk/registrasi", given | {"berkas": (io.BytesIO(PDF), "surat.pdf")})
    assert first.status_code == 303, first.get_data(as_text=True)
    (row,) = rows(services)
    assert (row.status, row.surat_id is not None) == (Status.TERDAFTAR, True)
    with services.store.open(Blob(row.key, row.size, row.sha256)) as kept:
        assert kept.read() == PDF

    other = given | {"nomor_surat": "9/B/2026", "hal": "Surat lain", "tetap": "1", "alasan_tetap": "memang surat lain"}
    second = kirim(tu, "/surat-masuk/registrasi", other | {"berkas": (io.BytesIO(PDF), "lagi.pdf")})
    assert second.status_code == 409
    assert "persis sama" in second.get_data(as_text=True)
    unggah(tu, (PDF, "lagi.pdf"))
    assert "persis sama" in tu.get("/pindaian").get_data(as_text=True)
    assert len(rows(services)) == 1


def test_a_batch_is_shown_before_it_is_cut(services: Services, kota_kecil: makers.Kota, masuk: Masuk) -> None:
    tu = masuk("tu.dinsos")
    unggah(tu, (kertas.pdf(["Surat satu " * 9], [], ["Surat dua " * 9]), "tumpukan.pdf"))
    all_work(services)
    (row,) = rows(services)

    page = tu.get(f"/pindaian/{row.id}/pecah").get_data(as_text=True)
    assert "Diusulkan <b>2 surat</b>" in page
    assert re.findall(r'name="awal" value="(\d)" checked', page) == ["1", "3"]
    assert re.findall(r'name="buang" value="(\d)" checked', page) == ["2"]
    nothing = kirim(tu, f"/pindaian/{row.id}/pecah", {"versi": row.version, "awal": "1"})
    assert (nothing.status_code, len(rows(services))) == (422, 1)

    answer = kirim(tu, f"/pindaian/{row.id}/pecah", {"versi": row.version, "awal": ["1", "3"], "buang": "2"})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    assert [(r.status, r.halaman, r.induk_id) for r in rows(services)] == [
        (Status.DIPECAH, 3, None),
        (Status.MENUNGGU, 1, row.id),
        (Status.MENUNGGU, 1, row.id),
    ]
    stale = kirim(tu, f"/pindaian/{row.id}/pecah", {"versi": row.version, "awal": ["1", "3"], "buang": "2"})
    assert stale.status_code in (403, 409)


def test_setting_aside_needs_a_reason_and_can_be_undone(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    tu = masuk("tu.dinsos")
    unggah(tu, (b"MZ\x90\x00", "foto.jpg"), field="kamera")
    (row,) = rows(services)
    assert (row.status, row.sumber) == (Status.DITOLAK, Sumber.KAMERA)
    assert "Tidak dapat dipakai" in tu.get("/pindaian").get_data(as_text=True)
    assert tu.get(f"/surat-masuk/registrasi?pindaian={row.id}").status_code == 403

    assert kirim(tu, f"/pindaian/{row.id}/sisihkan", {"versi": row.version, "alasan": ""}).status_code == 422
    gone = kirim(tu, f"/pindaian/{row.id}/sisihkan", {"versi": row.version, "alasan": "Bukan surat"})
    assert gone.status_code == 303
    assert "Bukan surat" in tu.get("/pindaian?tab=disisihkan").get_data(as_text=True)
    (aside,) = rows(services)
    assert kirim(tu, f"/pindaian/{row.id}/kembalikan", {"versi": aside.version}).status_code == 303
    assert rows(services)[0].status is Status.DITERIMA


def test_nobody_but_the_tu_of_that_office_comes_near(services: Services, kota_kecil: makers.Kota, masuk: Masuk) -> None:
    # KEAMANAN: OTR-01, OTR-04
    unggah(masuk("tu.dinsos"), (PDF, "surat.pdf"))
    (row,) = rows(services)
    paths = (f"/pindaian/{row.id}/halaman/1.png", f"/pindaian/{row.id}/asli", f"/pindaian/{row.id}/pecah")

    other = masuk("tu.diskominfo")
    assert "surat.pdf" not in other.get("/pindaian").get_data(as_text=True)
    assert [other.get(path).status_code for path in paths] == [404, 404, 404]
    stranger = masuk("kadis.dinsos")
    assert stranger.get("/pindaian").status_code == 403
    assert stranger.get("/pindaian/lembar-pemisah.pdf").status_code == 403
    assert masuk("tu.dinsos").get("/pindaian/lembar-pemisah.pdf").data[:5] == b"%PDF-"
