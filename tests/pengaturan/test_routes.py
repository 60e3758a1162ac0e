"""Pengaturan naskah in the browser: seen before it is saved, kept with its reason, and closed to everybody else."""

import io
import zlib
from collections.abc import Callable
from urllib.parse import urlencode

import pikepdf
import pytest
from client import kirim
from flask.testing import FlaskClient
from makers import Kota
from PIL import Image
from sqlalchemy import select

from eoffice import clock, db
from eoffice.naskah import document, jenis
from eoffice.pengaturan import contoh, forms
from eoffice.tata import nilai, queries
from eoffice.tata.models import TataGambar, TataKetetapan
from eoffice.tata.states import Bagian
from eoffice.web.services import Services

pytestmark = pytest.mark.sekali
Masuk = Callable[..., FlaskClient]
SAH = {"berlaku_sejak": "", "alasan": "Perwal 12 Tahun 2026", "urutan": "0"}


def sah(**more: str) -> dict[str, str]:
    return {**SAH, "berlaku_sejak": clock.today().isoformat(), **more}


def png(width: int = 400, height: int = 460) -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (width, height), (200, 30, 30, 255)).save(out, "PNG")
    return out.getvalue()


def test_each_part_shows_its_form_its_preview_and_its_history(kota_kecil: Kota, masuk: Masuk) -> None:
    admin = masuk("admin")

    for part in forms.DI_SINI:
        answer = admin.get(f"/pengaturan/naskah/{part}")
        page = answer.get_data(as_text=True)
        assert (answer.status_code, "pratinjau.png?" in page, "Masih seperti bawaan" in page) == (200, True, True), part
    assert "Nomor berikutnya hari ini" in admin.get("/pengaturan/naskah/nomor?butir=surat_tugas").get_data(as_text=True)
    assert admin.get("/pengaturan/naskah/entah").status_code == 404
    for other in ("sekda", "tu.dinsos"):
        client = masuk(other)
        assert client.get("/pengaturan/naskah/kop").status_code == 403
        assert kirim(client, "/pengaturan/naskah/kop", sah()).status_code == 403
        assert client.get("/pengaturan/naskah/kop/pratinjau.png?butir=dinas").status_code == 403


def test_a_decision_is_seen_first_and_then_kept(kota_kecil: Kota, masuk: Masuk, services: Services) -> None:
    admin = masuk("admin")
    typed = {"butir": "dinas", "pemerintah": "Pemkot {kota}", "tambahan": "Provinsi Nusa Raya\nKode Pos 99101"}

    shown = kirim(admin, "/pengaturan/naskah/kop", sah(**typed, aksi="pratinjau"))
    with db.reading(services.engine) as session:
        before = session.scalars(select(TataKetetapan)).all()
    saved = kirim(admin, "/pengaturan/naskah/kop", sah(**typed, aksi="tetapkan"))
    page = admin.get("/pengaturan/naskah/kop?butir=dinas").get_data(as_text=True)
    with db.reading(services.engine) as session:
        kept = session.scalars(select(TataKetetapan.nilai)).one()

    assert (shown.status_code, before, saved.status_code) == (200, [], 303)
    assert "Pemkot+%7Bkota%7D" in shown.get_data(as_text=True)
    assert kept == {"pemerintah": "Pemkot {kota}", "tambahan": ["Provinsi Nusa Raya", "Kode Pos 99101"]}
    assert "Perwal 12 Tahun 2026" in page
    picture = admin.get("/pengaturan/naskah/kop/pratinjau.png?" + urlencode(typed))
    assert (picture.status_code, picture.mimetype) == (200, "image/png")
    late = kirim(admin, "/pengaturan/naskah/kop", sah(**typed | {"pemerintah": "Tulisan kedua"}))
    assert (late.status_code, "Tulisan kedua" in late.get_data(as_text=True)) == (409, True)


def test_what_is_refused_keeps_what_was_typed(kota_kecil: Kota, masuk: Masuk) -> None:
    admin = masuk("admin")
    for part, typed, said in (
        ("kop", {"butir": "dinas", "pemerintah": "Pemkot {entah}"}, "kurung kurawal"),
        ("nomor", {"butir": "surat_dinas", "nomor": "{klasifikasi}/{unit}", "register": "SK-{opd}"}, "tepat satu kali"),
        ("tte", {"tinggi_visual_mm": "20", "kalimat_visual": "Ditandatangani oleh", "balai": "x"}, "secara elektronik"),
        ("tulisan", {"zona": "GMT"}, "WIT"),
    ):
        answer = kirim(admin, f"/pengaturan/naskah/{part}", sah(**typed, alasan="Sebab yang panjang"))
        page = answer.get_data(as_text=True)
        assert (answer.status_code, said in page, "Sebab yang panjang" in page) == (422, True, True), part
        fragment = admin.get(f"/pengaturan/naskah/{part}/pratinjau?" + urlencode(typed))
        assert (fragment.status_code, "Belum dapat ditampilkan" in fragment.get_data(as_text=True)) == (200, True)


def test_arms_are_encoded_anew_shown_and_used_only_when_decided(
    kota_kecil: Kota, masuk: Masuk, services: Services
) -> None:
    admin = masuk("admin")

    sent = kirim(
        admin, "/pengaturan/naskah/lambang/unggah", {"untuk": "daerah", "gambar": (io.BytesIO(png()), "lambang.png")}
    )
    with db.reading(services.engine) as session:
        row = session.scalars(select(TataGambar)).one()
        session.expunge(row)
        held = queries.berlaku(session)
        own = nilai.dengan(held, Bagian.LAMBANG, "", {"daerah": row.sha256, "jabatan": "", "hitam": False})
        page = contoh.halaman(
            session, own, kota="Kota Arunika", tempat="Arunika", dari="dinas", kode="surat_dinas", tanggal=clock.today()
        )
    with pikepdf.open(io.BytesIO(document.render(page).pdf)) as pdf:
        (picture,) = [x for _, x in pdf.pages[0].Resources.XObject.items() if x.get("/Subtype") == "/Image"]
        seen = (int(picture.Width), int(picture.Height), picture.read_bytes()[:3])

    assert (sent.status_code, f"daerah={row.sha256}" in sent.location) == (303, True)
    assert len(zlib.decompress(row.abu)) == row.lebar * row.tinggi
    assert seen == (400, 460, bytes((200, 30, 30)))
    assert held.lambang.daerah == ""


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"<svg onload=alert(1)>", "a.png", "halaman web"),
        (png(40, 40), "a.png", "terlalu kecil"),
        (png(4000, 200), "a.png", "terlalu panjang"),
        (png(), "a.pdf", "Perbaiki nama"),
        (png()[:200], "a.png", "rusak"),
    ],
)
def test_what_is_no_picture_of_arms_is_refused_with_the_reason(
    kota_kecil: Kota, masuk: Masuk, services: Services, content: bytes, name: str, said: str
) -> None:
    answer = kirim(masuk("admin"), "/pengaturan/naskah/lambang/unggah", {"gambar": (io.BytesIO(content), name)})

    assert (answer.status_code, said in answer.get_data(as_text=True)) == (422, True)
    with db.reading(services.engine) as session:
        assert session.scalars(select(TataGambar)).all() == []


def test_every_jenis_can_be_the_sample_on_both_papers(kota_kecil: Kota, services: Services) -> None:
    with db.reading(services.engine) as session:
        pages = [
            contoh.halaman(
                session,
                nilai.dengan(nilai.BAWAAN, Bagian.KERTAS, "", {kind.kode: size}),
                kota="Kota Arunika",
                tempat="Arunika",
                dari="setda",
                kode=kind.kode,
                tanggal=clock.today(),
            )
            for kind in jenis.DITULIS[::5]
            for size in ("A4", "F4")
        ]
    for page in pages:
        assert document.render(page).pages >= 1, page.jenis
    assert {page.kertas.nama for page in pages} == {"A4", "F4"}
