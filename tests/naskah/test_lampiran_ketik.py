"""Lampiran that are typed, pasted or read from a sheet, turned and put in order; hostile ones are refused with a reason."""

import io
from collections.abc import Callable

import pytest
from client import kirim
from flask.testing import FlaskClient
from makers import Kota
from PIL import Image
from sqlalchemy.orm import Session

from eoffice import db, sandbox
from eoffice.errors import Invalid
from eoffice.naskah import actions, document, tabel
from eoffice.naskah.models import Naskah
from eoffice.naskah.routes import gambar
from eoffice.pdf import isi, pdfa
from eoffice.web.services import Services
from tests.naskah import kantor

Masuk = Callable[..., FlaskClient]


def gambar_jpeg(width: int, height: int) -> bytes:
    image, out = Image.new("RGB", (width, height), "navy"), io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "rahasia kamera"
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def lampiran(services: Services, naskah_id: int) -> list[tuple[str, bool, bool]]:
    with db.reading(services.engine) as session:
        rows = session.get_one(Naskah, naskah_id).lampiran
        return [(x.judul, x.isi is not None, x.rebah) for x in rows]


def test_typed_pasted_and_image_lampiran_are_one_pdf_in_their_order(
    services: Services, kota_kecil: Kota, masuk: Masuk
) -> None:
    with db.transaction(services.engine) as session:
        naskah_id = kantor.konsep(session, kota_kecil).id
    staf, here = masuk("staf.dinsos"), f"/naskah/{naskah_id}"

    photo = (io.BytesIO(gambar_jpeg(60, 30)), "foto.jpg")
    kirim(staf, f"{here}/lampiran", {"berkas": photo, "judul": "Foto kegiatan", "putar": "90", "versi": "1"})
    pasted = {"judul": "Daftar Peserta", "tabel": "No\tNama <b>\tNilai\n1\tAni\t9,5\n", "rebah": "1", "isi": ""}
    assert kirim(staf, f"{here}/lampiran/ketik", pasted).status_code == 303
    sheet = (io.BytesIO(b"Nama;Rumus\r\nBudi;=1+1\r\n"), "tabel.csv")
    assert kirim(staf, f"{here}/lampiran/ketik", {"judul": "Rekap", "isi": "", "berkas": sheet}).status_code == 303
    with db.reading(services.engine) as session:
        last = session.get_one(Naskah, naskah_id).lampiran[2].id
    assert kirim(staf, f"{here}/lampiran/{last}/urut", {"ke": "1"}).status_code == 303

    assert lampiran(services, naskah_id) == [
        ("Rekap", True, False),
        ("Foto kegiatan", False, False),
        ("Daftar Peserta", True, True),
    ]
    with db.reading(services.engine) as session:
        source = gambar.sumber(session, services, session.get_one(Naskah, naskah_id))
    rendered = gambar.tersusun(services, source)
    words = sandbox.teks_pdf(rendered.pdf)
    sizes = pdfa.sizes(rendered.pdf)
    assert ["=1+1" in t for t in words] == [False, True, False, False]  # text, not computed
    assert "Nama <b>" in words[3]
    assert [w > h for w, h in sizes] == [False, False, False, True]
    assert b"rahasia kamera" not in rendered.pdf

    changed = {"judul": "Rekap Baru", "isi": "Teks biasa.", "lampiran_id": str(last)}
    assert kirim(staf, f"{here}/lampiran/ketik", changed).status_code == 303
    assert lampiran(services, naskah_id)[0] == ("Rekap Baru", True, False)


def test_what_cannot_be_a_lampiran_is_refused_and_nothing_typed_is_lost(
    services: Services, kota_kecil: Kota, masuk: Masuk
) -> None:
    with db.transaction(services.engine) as session:
        naskah_id = kantor.konsep(session, kota_kecil).id
    staf, here = masuk("staf.dinsos"), f"/naskah/{naskah_id}"

    heic = (io.BytesIO(b"\x00\x00\x00\x18ftypheic" + b"\0" * 64), "foto.heic")
    said = kirim(staf, f"{here}/lampiran", {"berkas": heic, "judul": "Foto", "versi": "1"})
    assert "Simpan sebagai JPEG dahulu" in said.text
    wide = "\t".join(str(n) for n in range(13))
    refused = kirim(staf, f"{here}/lampiran/ketik", {"judul": "Lebar", "isi": "", "tabel": wide})
    assert refused.status_code == 422
    assert "paling banyak 12" in refused.text
    assert "0\t1\t2" in refused.text
    bomb = (io.BytesIO(b"PK\x03\x04 bukan lembar"), "bom.xlsx")
    assert kirim(staf, f"{here}/lampiran/ketik", {"judul": "Bom", "isi": "", "berkas": bomb}).status_code == 422
    assert lampiran(services, naskah_id) == []


def test_only_the_konseptor_types_a_lampiran(services: Services, kota_kecil: Kota, masuk: Masuk) -> None:
    with db.transaction(services.engine) as session:
        naskah_id = kantor.konsep(session, kota_kecil).id

    answer = kirim(masuk("staf2.dinsos"), f"/naskah/{naskah_id}/lampiran/ketik", {"judul": "X", "isi": "Y"})

    assert answer.status_code == 404


def test_a_pasted_table_is_a_body_that_the_schema_admits(session: Session) -> None:
    made = tabel.tabel(tabel.dari_tempelan("Nama\tJumlah\nAni\tRp1.000\n\nBudi\n"))

    isi.check(made)
    assert isi.plain_text(made) == "Nama\tJumlah\nAni\tRp1.000\nBudi\t"
    assert made["doc"]["content"][0]["content"][1]["content"][1]["attrs"] == {"align": "right"}
    with pytest.raises(Invalid, match="kosong"):
        tabel.tabel([["", " "]])
    with pytest.raises(Invalid, match="sel"):
        tabel.tabel([["x"] * 12] * 600)
    assert document.Lampiran(judul="A", isi=made).pdf is None
    assert actions.tulisan(made, rebah=True) == actions.tulisan(made, rebah=True)
