"""Registration with its scan, the agenda book, and the file of a surat through HTTP."""

import io
from collections.abc import Callable

import makers
import pytest
from client import kirim
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select

from eoffice import clock, db
from eoffice.naskah.models import Lampiran
from eoffice.peristiwa.models import Peristiwa
from eoffice.surat_masuk import actions
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.services import Services
from tests.arsip import arsip_uji
from tests.surat_masuk import buatan

Masuk = Callable[..., FlaskClient]


def form(kota: makers.Kota, **more: object) -> dict[str, object]:
    return {
        "asal_teks": "Universitas Nusa Kirana",
        "nomor_surat": "045/UNK/IV/2026",
        "tanggal_surat": "2026-04-17",
        "hal": "Permohonan Kerja Praktik",
        "ringkasan": "",
        "tujuan_jabatan_id": kota["kadis.dinsos"].jabatan.id,
        "cara_terima": "langsung",
        "sifat": "biasa",
        "urgensi": "segera",
        **more,
    }


def all_surat(services: Services) -> list[SuratMasuk]:
    with db.reading(services.engine) as session:
        found = list(session.scalars(select(SuratMasuk).order_by(SuratMasuk.id)))
        session.expunge_all()
        return found


def scan(kind: str) -> tuple[io.BytesIO, str]:
    if kind == "pdf":
        return io.BytesIO(buatan.pdf(3)), "surat.pdf"
    picture = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(picture, "PNG" if kind == "png" else "JPEG")
    return io.BytesIO(picture.getvalue()), f"surat.{kind}"


@pytest.mark.parametrize(("kind", "pages"), [("pdf", 3), ("png", 1), ("jpg", 1)])
def test_a_tu_registers_a_scan(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk, kind: str, pages: int
) -> None:
    tu = masuk("tu.dinsos")
    assert "Kepala Dinas Sosial" in tu.get("/surat-masuk/registrasi").get_data(as_text=True)

    answer = kirim(tu, "/surat-masuk/registrasi", form(kota_kecil, berkas=scan(kind)))

    assert answer.status_code == 303, answer.get_data(as_text=True)
    (surat,) = all_surat(services)
    assert (surat.nomor_agenda, surat.halaman, surat.berkas_mime) == (1, pages, "application/pdf")
    assert "agenda nomor 1" in tu.get(answer.headers["Location"]).get_data(as_text=True)
    image = masuk("kadis.dinsos").get(f"/surat-masuk/{surat.id}/halaman/1.png")
    assert (image.status_code, image.data[:4]) == (200, b"\x89PNG")
    file = tu.get(f"/surat-masuk/{surat.id}/surat.pdf")
    assert file.headers["Content-Disposition"].startswith("attachment")  # KEAMANAN: WEB-04
    if kind == "pdf":
        assert "Surat uji, halaman 2" in surat.teks


def test_a_second_one_like_it_is_asked_about_first(services: Services, kota_kecil: makers.Kota, masuk: Masuk) -> None:
    tu = masuk("tu.dinsos")
    kirim(tu, "/surat-masuk/registrasi", form(kota_kecil))

    again = kirim(tu, "/surat-masuk/registrasi", form(kota_kecil))
    assert again.status_code == 409
    assert "sudah dicatat" in again.get_data(as_text=True)
    assert len(all_surat(services)) == 1

    assert (
        kirim(
            tu, "/surat-masuk/registrasi", form(kota_kecil, tetap="1", alasan_tetap="surat kedua, lampirannya lain")
        ).status_code
        == 303
    )
    assert [s.nomor_agenda for s in all_surat(services)] == [1, 2]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"MZ\x90\x00", "surat.exe"),
        (b"<html><script>alert(1)</script>", "surat.pdf"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "surat.svg"),
    ],
)
def test_what_is_no_scan_is_refused_without_a_number(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk, content: bytes, name: str
) -> None:
    # KEAMANAN: UPL-01, UPL-05, UPL-08
    answer = kirim(masuk("tu.dinsos"), "/surat-masuk/registrasi", form(kota_kecil, berkas=(io.BytesIO(content), name)))

    assert answer.status_code == 422
    assert "Permohonan Kerja Praktik" in answer.get_data(as_text=True)
    assert all_surat(services) == []
    assert list(services.store.keys()) == []


def test_every_missing_field_is_named_at_once(kota_kecil: makers.Kota, masuk: Masuk) -> None:
    answer = kirim(masuk("tu.dinsos"), "/surat-masuk/registrasi", form(kota_kecil, asal_teks="", hal="", sifat="x"))

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    for sentence in ("Asal surat perlu diisi.", "Hal perlu diisi.", "Sifat memuat pilihan yang tidak dikenal."):
        assert sentence in page


def test_fields_nobody_may_post_change_nothing(services: Services, kota_kecil: makers.Kota, masuk: Masuk) -> None:
    # KEAMANAN: OTR-07
    kirim(
        masuk("tu.dinsos"),
        "/surat-masuk/registrasi",
        form(kota_kecil, nomor_agenda="99", status="selesai", opd_id="1", naskah_id="1", berkas_key="aa/x"),
    )

    (surat,) = all_surat(services)
    assert (surat.nomor_agenda, str(surat.status), surat.naskah_id, surat.berkas_key) == (1, "tercatat", None, None)
    assert surat.opd_id == kota_kecil.unit["dinsos"].id


def test_others_neither_register_nor_open_the_book(kota_kecil: makers.Kota, masuk: Masuk) -> None:
    kabid = masuk("kabid.dinsos")

    assert kabid.get("/surat-masuk/registrasi").status_code == 403
    assert kirim(kabid, "/surat-masuk/registrasi", form(kota_kecil)).status_code == 403
    assert kabid.get("/agenda").status_code == 403


def test_the_book_shows_its_numbers(services: Services, kota_kecil: makers.Kota, masuk: Masuk) -> None:
    tu = masuk("tu.dinsos")
    kirim(tu, "/surat-masuk/registrasi", form(kota_kecil))
    kirim(tu, "/surat-masuk/registrasi", form(kota_kecil, nomor_surat="046", hal="Undangan Wisuda"))

    page = tu.get("/agenda").get_data(as_text=True)

    assert "Undangan Wisuda" in page and "Permohonan Kerja Praktik" in page
    assert "Undangan Wisuda" in masuk("arsiparis.dinsos").get("/agenda").get_data(as_text=True)
    assert "Undangan Wisuda" not in masuk("tu.diskominfo").get("/agenda").get_data(as_text=True)


def test_a_sealed_surat_keeps_its_line_in_the_book_and_tells_nothing(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    # KEAMANAN: NOM-02, OTR-08
    tu = masuk("tu.dinsos")
    kirim(tu, "/surat-masuk/registrasi", form(kota_kecil))

    open_ = kirim(
        tu, "/surat-masuk/registrasi", form(kota_kecil, sifat="rahasia", hal="Pengaduan Pegawai", nomor_surat="R-1")
    )
    with db.transaction(services.engine) as session:
        actions.daftarkan(session, kota_kecil["tu.dinsos"].actor(session), buatan.sampul(kota_kecil))

    assert open_.status_code == 422 and "Sampul tertutup" in open_.get_data(as_text=True)
    page = tu.get("/agenda").get_data(as_text=True)
    assert "<b>2</b>" in page and "Surat tertutup" in page
    assert "Inspektorat Provinsi" not in page and "R-7" not in page
    assert "Inspektorat Provinsi" in masuk("kadis.dinsos").get("/surat-masuk").get_data(as_text=True)
    assert "<b>2</b>" not in masuk("tu.diskominfo").get("/agenda").get_data(as_text=True)


def test_three_ways_to_take_a_copy_are_three_events(services: Services, kota_kecil: makers.Kota, masuk: Masuk) -> None:
    with db.transaction(services.engine) as session:
        surat = buatan.surat(session, kota_kecil, store=services.store)
        surat_id, naskah_id = surat.id, surat.naskah_id
    kadis = masuk("kadis.dinsos")

    printed = kirim(kadis, f"/surat-masuk/{surat_id}/cetak", {"salinan": "3", "cara": "cetak"})
    taken = kirim(kadis, f"/surat-masuk/{surat_id}/cetak", {"salinan": "1", "cara": "unduh"})
    saved = kadis.get(f"/surat-masuk/{surat_id}/unduh")

    assert (printed.status_code, taken.status_code, saved.status_code) == (303, 303, 200)
    assert saved.data == buatan.pdf(2)
    with db.reading(services.engine) as session:
        events = session.scalars(
            select(Peristiwa).where(Peristiwa.naskah == f"naskah:{naskah_id}").order_by(Peristiwa.urut)
        )
        assert [(e.jenis, e.rincian.get("salinan")) for e in events] == [
            ("naskah.dicetak", 3),
            ("naskah.diunduh_cetak", 1),
            ("naskah.diunduh", None),
        ]
    assert kirim(kadis, f"/surat-masuk/{surat_id}/cetak", {"salinan": "0", "cara": "cetak"}).status_code == 422


def test_a_lampiran_that_was_typed_is_said_to_stand_in_the_letter_and_is_no_file_to_fetch(
    services: Services, kota_kecil: makers.Kota, masuk: Masuk
) -> None:
    with db.transaction(services.engine) as session:
        makers.kode(session, "000.8.3.3")
        letter = arsip_uji.naskah(session, kota_kecil, opd="diskominfo")
        at, by = clock.now(), kota_kecil["staf.diskominfo"].pegawai.id
        letter.lampiran = [
            Lampiran(
                urutan=n, judul=title, nama=name, nama_asli=name, mime="", key=f"lm/{n}", size=10, sha256=f"{n:064x}",
                isi=typed, diunggah_at=at, diunggah_oleh=by,
            )
            for n, (title, name, typed) in enumerate(
                (("Daftar peserta", "daftar.json", {"blok": []}), ("Denah", "denah.pdf", None)), start=1
            )
        ]  # fmt: skip
        surat = arsip_uji.surat(session, kota_kecil, hal="Undangan dari Diskominfo")
        surat.naskah_id = letter.id
        session.flush()
        surat_id, (typed_id, file_id) = surat.id, [x.id for x in letter.lampiran]

    page = masuk("kadis.dinsos").get(f"/surat-masuk/{surat_id}").get_data(as_text=True)

    listed = page.partition(">Lampiran</h3>")[2].partition("</ul>")[0]
    assert 'Daftar peserta<small class="muted d-block">tercetak bersama surat ini</small>' in listed
    assert f'href="/surat-masuk/{surat_id}/lampiran/{file_id}">Denah</a>' in listed
    assert f"/lampiran/{typed_id}" not in listed and listed.count("tercetak bersama") == 1
