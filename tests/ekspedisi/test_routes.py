"""Hand-overs with their proof, through HTTP, and the book they make."""

import io
from collections.abc import Callable
from datetime import datetime

import makers
from client import kirim
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select

from eoffice import clock, db
from eoffice.clock import WIB
from eoffice.ekspedisi.models import SerahTerima
from eoffice.rekap.queries import ekspedisi as buku
from eoffice.surat_masuk import actions as surat_masuk
from eoffice.web.services import Services
from tests.surat_masuk import buatan

Masuk = Callable[..., FlaskClient]


def photo() -> tuple[io.BytesIO, str]:
    made = io.BytesIO()
    Image.new("RGB", (300, 400), "white").save(made, "JPEG")
    return io.BytesIO(made.getvalue()), "resi.jpg"


def form(**more: object) -> dict[str, object]:
    return {
        "kepada": "Rina Melati",
        "sebagai": "Sekretaris Kepala Dinas",
        "tanggal": "2026-11-23",
        "jam": "09.30",
        **more,
    }


def test_paper_goes_from_hand_to_hand_with_its_proof(services: Services, kota_kecil: makers.Kota, masuk: Masuk) -> None:
    clock.set_clock(datetime(2026, 11, 23, 8, 0, tzinfo=WIB))
    with db.transaction(services.engine) as session:
        tu = kota_kecil["tu.dinsos"].actor(session)
        plain = surat_masuk.registrasi(session, tu, buatan.isian(kota_kecil), None).id
        sealed = surat_masuk.daftarkan(session, tu, buatan.sampul(kota_kecil)).id
    clock.set_clock(datetime(2026, 11, 23, 10, 0, tzinfo=WIB))
    client, there = masuk("tu.dinsos"), masuk("tu.diskominfo")
    assert "Sekretaris Kepala Dinas Sosial" in client.get("/ekspedisi?tab=sampul").text

    refused = kirim(client, "/ekspedisi/catat", form(surat=sealed, jam="07.00"))
    assert refused.status_code == 422 and "Rina Melati" in refused.text
    early = kirim(client, "/ekspedisi/catat", form(surat=sealed, jam="11.00"))
    assert "Waktu penyerahan belum terjadi." in early.text
    assert kirim(client, "/ekspedisi/catat", form(surat=sealed, bukti=photo())).status_code == 303
    other = form(surat=plain, kepada="Loket Kominfo", sebagai="", tujuan_opd_id=kota_kecil.unit["diskominfo"].id)
    assert kirim(client, "/ekspedisi/catat", other).status_code == 303

    assert "Tidak ada sampul yang menunggu" in client.get("/ekspedisi?tab=sampul").text
    shown = client.get("/ekspedisi?tab=semua").text
    assert "Tanda terima" in shown and "menunggu Dinas Komunikasi dan Informatika" in shown
    assert "surat tertutup" in shown and "Inspektorat Provinsi" not in shown  # KEAMANAN: OTR-08
    with db.reading(services.engine) as session:
        given = {s.surat_id: s.id for s in session.scalars(select(SerahTerima))}
    proof = client.get(f"/ekspedisi/{given[sealed]}/bukti.pdf")
    assert proof.data.startswith(b"%PDF") and proof.headers["Content-Disposition"].startswith("attachment")
    assert there.get(f"/ekspedisi/{given[sealed]}/bukti.pdf").status_code == 404

    known = {"versi": 1}
    assert kirim(client, f"/ekspedisi/{given[plain]}/konfirmasi", known).status_code == 403
    assert "Sudah kami terima" in there.get("/ekspedisi").text
    assert kirim(there, f"/ekspedisi/{given[plain]}/konfirmasi", {"versi": 2}).status_code == 409
    assert kirim(there, f"/ekspedisi/{given[plain]}/konfirmasi", known).status_code == 303
    assert kirim(there, f"/ekspedisi/{given[plain]}/konfirmasi", known).status_code == 409  # TRX-02
    with db.reading(services.engine) as session:
        rows = buku.baris(
            session, kota_kecil["tu.dinsos"].actor(session), kota_kecil.unit["dinsos"].id, 2026, 0, None, 50
        )
    assert [(r.sel[0], r.sel[4], r.sel[7], r.sel[8]) for r in rows] == [
        ("1", "(Sampul tertutup)", "Rina Melati, 23-11-2026 09.30", f"foto tanda terima {given[sealed]}"),
        ("2", "Permohonan Kerja Praktik Mahasiswa", "Loket Kominfo, 23-11-2026 09.30", "dikonfirmasi 23-11-2026 10.00"),
    ]
    assert "Buku ekspedisi Dinas Sosial" in client.get("/laporan/buku?tahun=2026").text
    assert client.get("/laporan/buku/unduh.pdf?tahun=2026&buku=ekspedisi").data.startswith(b"%PDF")


def test_nobody_else_records_or_sees_them(services: Services, kota_kecil: makers.Kota, masuk: Masuk) -> None:
    with db.transaction(services.engine) as session:
        tu = kota_kecil["tu.dinsos"].actor(session)
        surat_id = surat_masuk.registrasi(session, tu, buatan.isian(kota_kecil), None).id

    assert masuk("kadis.dinsos").get("/ekspedisi").status_code == 403
    assert masuk("tu.diskominfo").get(f"/ekspedisi/catat?surat={surat_id}").status_code == 404
    assert kirim(masuk("tu.diskominfo"), "/ekspedisi/catat", form(surat=surat_id)).status_code == 404
    assert masuk("arsiparis.dinsos").get("/ekspedisi").status_code == 200
