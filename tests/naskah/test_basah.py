"""Signed with a pen: numbered, printed, scanned, delivered, and counted as paper."""

import io
from collections.abc import Callable

from client import kirim
from flask.testing import FlaskClient
from makers import Kota
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy import select

from eoffice import clock, db, outbox, pemeriksaan
from eoffice.app import handlers
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import Metode, Status
from eoffice.peristiwa.models import Peristiwa
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.services import Services
from tests.naskah import kantor

Masuk = Callable[..., FlaskClient]
ALASAN = "Diminta notaris di atas kertas"


def scan(pages: int = 1) -> tuple[io.BytesIO, str]:
    out = io.BytesIO()
    canvas = Canvas(out)
    for number in range(pages):
        canvas.drawString(72, 700, f"pindaian halaman {number + 1}")
        canvas.showPage()
    canvas.save()
    return io.BytesIO(out.getvalue()), "pindaian.pdf"


def naskah(services: Services, naskah_id: int) -> Naskah:
    with db.reading(services.engine) as session:
        found = session.get_one(Naskah, naskah_id)
        session.expunge(found)
    return found


def siap(services: Services, kota: Kota) -> int:
    naskah_id, _ = kantor.made(services.engine, kota, kantor.siap, luar=True)
    return naskah_id


def cetak(client: FlaskClient, services: Services, naskah_id: int, alasan: str = ALASAN) -> int:
    versi = str(naskah(services, naskah_id).version)
    return kirim(client, f"/naskah/{naskah_id}/basah", {"alasan": alasan, "versi": versi}).status_code


def unggah(client: FlaskClient, naskah_id: int, berkas: object, **more: str) -> tuple[int, str]:
    data = {"pindaian": berkas, **more}
    answer = kirim(client, f"/naskah/{naskah_id}/pindaian", data, content_type="multipart/form-data")
    return answer.status_code, answer.get_data(as_text=True)


def test_from_pen_and_paper_to_the_surat_masuk_of_the_other_office(
    services: Services, kota_kecil: Kota, masuk: Masuk
) -> None:
    naskah_id = siap(services, kota_kecil)
    staf, tu = masuk("staf.dinsos"), masuk("tu.dinsos")
    assert tu.get(f"/naskah/{naskah_id}").status_code == 404  # no business of the TU yet

    assert cetak(staf, services, naskah_id) == 403  # whether it goes on paper is the signer's decision
    assert cetak(masuk("kadis.dinsos"), services, naskah_id) == 303

    waiting = naskah(services, naskah_id)
    year = clock.today().year
    assert (waiting.status, waiting.metode, waiting.nomor) == (
        Status.MENUNGGU_PINDAIAN,
        Metode.BASAH,
        f"400.9/1/DINSOS/{year}",
    )
    printed = PdfReader(io.BytesIO(tu.get(f"/naskah/{naskah_id}/basah.pdf").data))
    words = "\n".join(page.extract_text() for page in printed.pages)
    assert f"400.9/1/DINSOS/{year}" in words and "Ditandatangani di atas kertas" in words
    assert not any(lie in words for lie in ("secara elektronik", "KONSEP", "CONTOH", "UU ITE"))
    assert "Menunggu pindaian" in tu.get("/naskah/keluar?tab=pindaian").text
    page = tu.get(f"/naskah/{naskah_id}").text
    assert ALASAN in page and "Unggah pindaian" in page
    assert "Unggah pindaian" not in staf.get(f"/naskah/{naskah_id}").text  # who wrote it does not certify it
    assert unggah(staf, naskah_id, scan())[0] == 403

    status, _ = unggah(tu, naskah_id, scan(len(printed.pages)))
    assert status == 303
    outbox.work_all(outbox.Worker(services.engine, handlers(), services))

    done = naskah(services, naskah_id)
    assert (done.status, done.metode) == (Status.TERKIRIM, Metode.BASAH)
    assert done.penanda_pegawai_id == kota_kecil["kadis.dinsos"].pegawai.id
    assert "laporan bantuan sosial" in done.teks
    assert "Ditandatangani basah" in tu.get(f"/naskah/{naskah_id}").text
    kept = PdfReader(io.BytesIO(tu.get(f"/naskah/{naskah_id}/naskah.pdf").data))
    assert "pindaian halaman 1" in kept.pages[0].extract_text()
    with db.reading(services.engine) as session:
        assert session.scalar(select(SuratMasuk.id).where(SuratMasuk.naskah_id == naskah_id)) is not None
        issued = session.scalars(select(Peristiwa).where(Peristiwa.jenis == "naskah.diterbitkan")).one()
        assert (issued.rincian["ttd"], issued.rincian["terverifikasi"]) == ("basah", False)
    assert pemeriksaan.run(services)["bersih"] is True


def test_what_is_wrong_is_said_and_nothing_is_lost(services: Services, kota_kecil: Kota, masuk: Masuk) -> None:
    naskah_id = siap(services, kota_kecil)
    kadis, tu = masuk("kadis.dinsos"), masuk("tu.dinsos")
    assert cetak(kadis, services, naskah_id, "ya") == 422
    assert naskah(services, naskah_id).nomor is None
    assert cetak(masuk("staf2.dinsos"), services, naskah_id) == 404
    assert cetak(kadis, services, naskah_id) == 303
    assert cetak(kadis, services, naskah_id) in (403, 409)

    refused = unggah(tu, naskah_id, (io.BytesIO(b"bukan apa-apa"), "surat.pdf"))
    assert refused[0] == 422 and "Pindaian tidak diterima" in refused[1]
    assert unggah(tu, naskah_id, (io.BytesIO(b""), ""))[0] == 422
    assert naskah(services, naskah_id).status is Status.MENUNGGU_PINDAIAN
    assert unggah(tu, naskah_id, scan(2))[0] == 303  # a page with the stamp more does no harm
    assert unggah(tu, naskah_id, scan(2))[0] in (403, 409)


def test_fewer_pages_than_were_printed_need_a_word(services: Services, kota_kecil: Kota, masuk: Masuk) -> None:
    naskah_id = siap(services, kota_kecil)
    assert cetak(masuk("kadis.dinsos"), services, naskah_id) == 303
    with db.transaction(services.engine) as session:
        session.get_one(Naskah, naskah_id).halaman = 3
    tu = masuk("tu.dinsos")
    status, page = unggah(tu, naskah_id, scan(1))
    assert status == 422 and "padahal naskah ini 3 halaman" in page and "kurang_boleh" in page
    assert unggah(tu, naskah_id, scan(1), kurang_boleh="1")[0] == 303


def test_the_signer_may_still_sign_electronically_under_the_same_number(
    services: Services, kota_kecil: Kota, masuk: Masuk
) -> None:
    from eoffice.naskah import actions

    kantor.sertifikat(services, kota_kecil)
    naskah_id, seen = kantor.made(services.engine, kota_kecil, kantor.siap, luar=True)
    assert cetak(masuk("kadis.dinsos"), services, naskah_id) == 303
    number = naskah(services, naskah_id).nomor
    with db.reading(services.engine) as session:
        kadis = kota_kecil["kadis.dinsos"].actor(session)

    actions.tandatangani(services, kadis, naskah_id, frasa=kantor.FRASA, dilihat_sha256=seen)

    done = naskah(services, naskah_id)
    assert (done.nomor, done.metode, done.status) == (number, Metode.TTE, Status.DITANDATANGANI)
    assert unggah(masuk("tu.dinsos"), naskah_id, scan())[0] in (403, 409)


def test_a_tata_usaha_who_wrote_it_does_not_bring_its_own_scan(
    services: Services, kota_kecil: Kota, masuk: Masuk
) -> None:
    naskah_id = siap(services, kota_kecil)
    assert cetak(masuk("kadis.dinsos"), services, naskah_id) == 303
    with db.transaction(services.engine) as session:
        session.get_one(Naskah, naskah_id).konseptor_id = kota_kecil["tu.dinsos"].pegawai.id
    status, page = unggah(masuk("tu.dinsos"), naskah_id, scan())
    assert status == 403 and "Anda yang menyusun naskah ini" in page
    assert unggah(masuk("kadis.dinsos"), naskah_id, scan())[0] == 303
