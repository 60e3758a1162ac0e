"""A letter on paper from the phone of a TU to the signed answer, through HTTP only, across seven desks and five days."""

import dataclasses
import re
from collections.abc import Iterator

import pytest
from flask import Flask
from makers import Kota
from notifikasi.pos import Kotak, server_pos_el
from sqlalchemy import select

from eoffice import clock, db, pemeriksaan
from eoffice.audit.models import AuditEntry
from eoffice.config import Settings
from eoffice.peristiwa.models import Peristiwa
from eoffice.peristiwa.states import Jenis
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.services import Services
from tests.perjalanan import babak, meja, periksa_pdf
from tests.perjalanan.meja import ARAHAN, HAL, HAL_TERBATAS, SALAH_ARAH, Meja, teks

SENIN, RABU, JUMAT = "2026-11-23T08:30", "2026-11-25T08:30", "2026-11-27T09:00"


SEKDA, KABAG, ASISTEN = "Sekretaris Daerah", "Kepala Bagian Umum", "Asisten Pemerintahan"
KOMINFO, KABID = "Kepala Dinas Komunikasi dan Informatika", "Kepala Bidang Layanan Dinas Sosial"
PLH = "Plh. Kepala Dinas Sosial"
#: Everything that became of the letter, and in which capacity.
JEJAK = [
    ("surat_masuk.registrasi", "Petugas Tata Usaha"),
    ("surat_masuk.arahkan", KABAG),
    ("surat_masuk.baca", SEKDA),
    ("surat_masuk.disposisikan", SEKDA),
    ("baca", KOMINFO),
    ("tolak", KOMINFO),
    ("alihkan", SEKDA),
    ("baca", KABAG),
    ("baca", ASISTEN),
    ("lanjutkan", ASISTEN),
    ("baca", PLH),
    ("lanjutkan", PLH),
    ("baca", KABID),
    ("lanjutkan", KABID),
    ("tarik", KABID),
    ("baca", "Pengolah Data"),
    *[("laporkan", "Sistem"), ("terima_laporan", "Sistem")] * 2,  # signed, the answer reports from desk to desk
    ("laporkan", "Sistem"),
    ("laporkan", KABAG),
    ("terima_laporan", SEKDA),
    ("terima_laporan", ASISTEN),
    ("laporkan", ASISTEN),
    ("terima_laporan", SEKDA),
    ("surat_masuk.selesaikan", SEKDA),
    ("lembar", SEKDA),
]


@pytest.fixture(scope="module")
def kotak(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kotak]:
    """A real mail server."""
    with server_pos_el(tmp_path_factory.mktemp("pos")) as made:
        yield made


@pytest.fixture
def settings(settings: Settings, kotak: Kotak) -> Settings:
    """With mail."""
    return dataclasses.replace(settings, surel=kotak.smtp)


@pytest.fixture
def kota(app: Flask, services: Services, kota_kecil: Kota) -> Meja:
    """A city on a Monday morning, with one certificate."""
    meja.perlu_tesseract()
    clock.set_clock(meja.wib(SENIN))
    babak.siapkan(services, kota_kecil, ("kadis.dinsos",))
    return Meja(app, services, kota_kecil)


def test_a_letter_on_paper_becomes_a_signed_answer_and_everything_is_closed(kota: Meja, kotak: Kotak) -> None:
    _menata(kota, kotak)
    _datang(kota, kotak)
    _meneliti(kota)
    _salah_arah(kota)
    _selama_cuti(kota)
    _menarik(kota)
    kota.pukul(RABU)
    _menjawab(kota)
    kota.pukul(JUMAT)
    _terlambat(kota)
    _menutup(kota)
    _tercatat(kota)


# -- before: who screens, who stands in, where mail goes ------------------------------------------------------------


def _menata(kota: Meja, kotak: Kotak) -> None:
    sekda = kota.orang("sekda")
    kota.peneliti()
    sekda.isi("/notifikasi/pilihan", "/notifikasi/pos-el", {"pos_el": "sekda@arunika.example"})
    kota.kerja()
    ((_, message),) = kotak.pesan
    link = re.search(r"http://localhost(/notifikasi/pos-el/\S+)", message.get_body(("plain",)).get_content())  # type: ignore[union-attr]
    assert link is not None
    sekda.isi(link[1], link[1])
    kotak.pesan.clear()

    kota.tunjuk_plh()


# -- paper, phone, agenda ---------------------------------------------------------------------------------------------


def _datang(kota: Meja, kotak: Kotak) -> None:
    kota.potret()
    kota.registrasi()
    tu, here = kota.orang("tu.setda"), "/surat-masuk/registrasi"
    other = {
        "asal_teks": "Warga RT 05", "hal": HAL_TERBATAS, "sifat": "terbatas", "tujuan_jabatan_id": kota.jabatan("sekda"),
    }  # fmt: skip
    kota.terbatas = babak.nomor_di(tu.isi(here, here, other).location)
    page = tu.buka(f"/surat-masuk/{kota.surat}?tab=semua")
    assert f'src="/surat-masuk/{kota.surat}/halaman/1.png' in page

    # The same photo again is no second letter.
    tu.isi("/pindaian", "/pindaian", berkas=("kamera", meja.foto(), "IMG_2041.jpg"))
    assert "Tidak ada yang menunggu" in tu.buka("/pindaian")

    kota.kerja()
    clock.set_clock(clock.now() + meja.TUNGGU)
    kota.kerja()
    subjects = {str(m["Subject"]): str(m) for to, m in kotak.pesan if to == "sekda@arunika.example"}
    assert len(kotak.pesan) == len(subjects) == 2
    assert f"Ada surat masuk untuk Anda: {HAL}" in subjects
    closed = subjects["Ada surat yang menunggu Anda"]
    for leaked in (HAL_TERBATAS, "Pengaduan", "Warga RT 05", "Terbatas"):
        assert leaked not in closed
    kotak.pesan.clear()


# -- screening, the Sekda, one branch misdirected -----------------------------------------------------------------------


def _meneliti(kota: Meja) -> None:
    kabag, surat = kota.orang("kabag.setda"), f"/surat-masuk/{kota.surat}"
    assert surat in kabag.buka("/surat-masuk/teliti")
    kota.ada("sekda", "masuk", "perlu")
    kota.beri("kabag.setda", f"{surat}/arahan", ["asisten", "kadis.diskominfo"], catatan=ARAHAN, batas_pilih="3")
    assert surat not in kabag.buka("/surat-masuk/teliti")
    kota.kerja()

    assert ARAHAN in kota.dikabari("sekda", "Ada arahan yang disiapkan untuk Anda")
    kota.orang("sekda").isi(surat, f"{surat}/disposisi/kirim-arahan")
    kota.ada("sekda", "masuk", "menunggu")
    closed = f"/surat-masuk/{kota.terbatas}"
    kota.orang("sekda").isi(closed, f"{closed}/baca-saja", {"alasan": "Sudah ditangani Inspektorat"})
    kota.kerja()
    assert "Diusulkan Joko Susilo (Kepala Bagian Umum), dikonfirmasi Sekretaris Daerah" in teks(
        kota.orang("sekda").buka(surat)
    )
    for nama in ("asisten", "kadis.diskominfo"):
        kota.ada(nama, "masuk", "perlu")


def _salah_arah(kota: Meja) -> None:
    other, surat = kota.orang("kadis.diskominfo"), f"/surat-masuk/{kota.surat}"
    assert ARAHAN in kota.dikabari("kadis.diskominfo", "Ada disposisi untuk Anda")
    part = f"/disposisi/{kota.bagian_saya('kadis.diskominfo')}"
    other.isi(f"{part}/salah-arah", f"{part}/salah-arah", status=422)
    other.isi(f"{part}/salah-arah", f"{part}/salah-arah", {"alasan": SALAH_ARAH})
    other.buka(surat, status=404)
    kota.ada("kadis.diskominfo")
    kota.kerja()

    assert SALAH_ARAH in kota.dikabari("sekda", "Penerima mengembalikan disposisi Anda")
    assert any(HAL in row for row in kota.daftar("sekda", "perlu"))
    moved = {"penerima": kota.jabatan("kabag.setda"), "catatan": "Benar, ini urusan Bagian Umum"}
    kota.orang("sekda").isi(f"{part}/alihkan", f"{part}/alihkan", moved)
    kota.kerja()
    kota.ada("sekda", "masuk", "menunggu")
    kota.ada("kabag.setda", "masuk", "perlu")
    assert "Benar, ini urusan Bagian Umum" in kota.dikabari("kabag.setda", "Ada disposisi untuk Anda")


# -- a Plh. in the middle -----------------------------------------------------------------------------------------------


def _selama_cuti(kota: Meja) -> None:
    part = f"/disposisi/{kota.bagian_saya('asisten')}"
    kota.orang("asisten").buka(part)
    said = kota.beri("asisten", f"{part}/lanjutkan", ["kadis.dinsos"], catatan="Mohon disiapkan jawaban")
    assert (
        "Plh. Anton Wijaya" in said and "sedang tidak di tempat" in said and "cuti" not in said
    )  # told before sending
    kota.ada("asisten", "masuk", "menunggu")
    kota.kerja()

    # The leader on leave reads; who stands in decides, and is told.
    away = kota.orang("kadis.dinsos")
    assert "Mohon disiapkan jawaban" in kota.dikabari("sekretaris.dinsos", "Ada disposisi untuk Anda")
    part = f"/disposisi/{kota.bagian_saya('sekretaris.dinsos')}"
    away.buka(f"{part}/lanjutkan", status=403)
    kota.ada("sekretaris.dinsos", "masuk", "perlu")
    kota.beri("sekretaris.dinsos", f"{part}/lanjutkan", ["kabid.dinsos"], catatan="Siapkan jawaban")
    tree = teks(kota.orang("asisten").buka(f"/surat-masuk/{kota.surat}?tab=semua"))
    for said in (
        "Dipegang Anton Wijaya (Plh.)",
        "dari Plh. Kepala Dinas Sosial",
        "diteruskan oleh Plh. Kepala Dinas Sosial",
    ):
        assert said in tree
    kota.kerja()


def _menarik(kota: Meja) -> None:
    kabid, surat = kota.orang("kabid.dinsos"), f"/surat-masuk/{kota.surat}"
    told = kota.dikabari("kabid.dinsos", "Ada disposisi untuk Anda")
    assert "Arahan dari Plh. Kepala Dinas Sosial" in told and "Siapkan jawaban" in told
    part = f"/disposisi/{kota.bagian_saya('kabid.dinsos')}"
    kota.beri("kabid.dinsos", f"{part}/lanjutkan", ["staf.dinsos", "staf2.dinsos"], instruksi=["siapkan_jawaban"])
    kota.kerja()
    kota.ada("staf2.dinsos", "masuk", "perlu")
    unread = re.search(r'action="(/disposisi/\d+/tarik)"', kabid.buka(part).partition("Analis Kebijakan")[2])
    assert unread is not None
    kabid.isi(part, unread[1])
    kota.kerja()

    kota.ada("staf2.dinsos")
    kota.orang("staf2.dinsos").buka(surat, status=404)
    news = teks(kota.orang("staf2.dinsos").buka("/notifikasi"))
    assert "Disposisi kepada Anda ditarik kembali" in news and HAL not in news
    assert "Ditarik sebelum dibaca" in teks(kabid.buka(part))
    kota.ada("kabid.dinsos", "masuk", "menunggu")


# -- the answer ---------------------------------------------------------------------------------------------------------


def _menjawab(kota: Meja) -> None:
    # The leader is back: the Plh. ended by itself.
    staf, surat = kota.orang("staf.dinsos"), f"/surat-masuk/{kota.surat}"
    kota.kerja()
    kota.orang("sekretaris.dinsos").buka(surat, status=404)
    kota.ada("kadis.dinsos", "masuk", "menunggu")
    assert "Siapkan jawaban" in kota.dikabari("staf.dinsos", "Tenggat surat ini mendekat")  # the newest of two news
    part = f"/disposisi/{kota.bagian_saya('staf.dinsos')}"

    assert f"{surat}/balas" in staf.buka(part)
    konsep = kota.jawab()
    assert any(HAL in row for row in kota.daftar("kadis.dinsos", "tanda-tangan"))
    assert "di Kepala Dinas Sosial" in teks(staf.buka("/kerja/surat-saya"))
    kota.tanda_tangani_jawaban(konsep)

    # Signed, it is the result of every part that its signer answers for; the asisten looks at it.
    kota.ada("staf.dinsos")
    kota.ada("kabid.dinsos")
    kota.ada("kadis.dinsos", "masuk", "menunggu")
    kota.ada("asisten", "masuk", "perlu", "menunggu")


# -- what stays late, and the end -----------------------------------------------------------------------------------------


def _terlambat(kota: Meja) -> None:
    kota.kerja()
    assert "Lewat 1 hari" in kota.dikabari("kabag.setda", "Tenggat surat ini sudah lewat")
    kota.ada("kabag.setda", "masuk", "perlu", "lewat")
    told = kota.dikabari("sekda", "Pekerjaan bawahan Anda lewat tenggat")
    assert "Kepala Bagian Umum" in told and "Lewat 1 hari" in told
    assert "Kepala Bagian Umum" in teks(kota.orang("sekda").buka("/tenggat"))

    part = f"/disposisi/{kota.bagian_saya('kabag.setda')}"
    done = ("berkas", babak.pdf("Daftar hadir"), "Daftar hadir.pdf")
    kota.orang("kabag.setda").isi(part, f"{part}/laporan", {"uraian": "Ruang baca sudah disiapkan"}, berkas=done)
    kota.kerja()
    assert "Ruang baca sudah disiapkan" in kota.dikabari("sekda", "Ada laporan tindak lanjut untuk Anda periksa")
    kota.orang("sekda").isi(part, f"{part}/terima")
    kota.kerja()
    kota.ada("kabag.setda")


def _menutup(kota: Meja) -> None:
    asisten, sekda, surat = kota.orang("asisten"), kota.orang("sekda"), f"/surat-masuk/{kota.surat}"
    kota.ada("kadis.dinsos", "masuk", "menunggu")  # reported in time, so not late while the asisten waits
    kota.ada("asisten", "masuk", "perlu", "menunggu", "lewat")
    below = f"/disposisi/{kota.bagian['sekretaris.dinsos']}"
    assert "Dijawab dengan surat dinas nomor" in teks(asisten.buka(below))
    asisten.isi(below, f"{below}/terima", {"kata": "Jawaban sudah sesuai arahan"})
    kota.kerja()

    assert "Jawaban sudah sesuai arahan" in kota.dikabari("sekda", "Ada laporan tindak lanjut untuk Anda periksa")
    own = f"/disposisi/{kota.bagian['asisten']}"
    sekda.isi(own, f"{own}/terima", {"tutup": "1"})
    assert "Selesai" in teks(sekda.buka(surat))

    # The answer itself goes out: that is the last work of anybody.
    tu, answer = kota.orang("tu.dinsos"), f"/naskah/{kota.jawaban}"
    assert any(HAL in row for row in kota.daftar("tu.dinsos", "perlu"))
    send = re.search(rf'action="({answer}/kirim/\d+)"', tu.buka(answer))
    assert send is not None
    tu.isi(answer, send[1], {"cara": "pos_el", "keterangan": "Dikirim pukul 10"})
    kota.kerja()
    for nama in ("sekda", "asisten", "kadis.dinsos", "tu.dinsos"):
        kota.ada(nama)


def _tercatat(kota: Meja) -> None:
    surat = f"/surat-masuk/{kota.surat}"
    tree = teks(kota.orang("sekda").buka(surat))
    sheet = periksa_pdf.kata(kota.orang("sekda").ambil(f"{surat}/lembar-disposisi.pdf").data)
    for said in (
        ARAHAN,
        SALAH_ARAH,
        "Mohon disiapkan jawaban",
        "Plh. Kepala Dinas Sosial",
        "Ruang baca sudah disiapkan",
    ):
        assert said in tree and said in sheet, said
    assert "Selesai" in tree and "Ditarik sebelum dibaca" in tree

    with db.reading(kota.services.engine) as session:
        of_surat = AuditEntry.objek == "surat_masuk", AuditEntry.objek_id == kota.surat
        rows = session.scalars(
            select(AuditEntry).where(*of_surat, AuditEntry.hasil == "berhasil").order_by(AuditEntry.n)
        )
        trail = [(e.event.removeprefix("disposisi."), e.jabatan_nama) for e in rows]
        counted = {p.jenis for p in session.scalars(select(Peristiwa).where(Peristiwa.naskah == f"surat:{kota.surat}"))}
        own = SuratMasuk.opd_id == kota.kota.unit["setda"].id
        book = session.scalars(select(SuratMasuk.nomor_agenda).where(own).order_by(SuratMasuk.nomor_agenda)).all()
    assert trail == JEJAK
    assert counted == {
        Jenis.SURAT_DIREGISTRASI, Jenis.DISPOSISI_DIBUAT, Jenis.DISPOSISI_SELESAI, Jenis.KOREKSI_GANTI, Jenis.SURAT_SELESAI,
    }  # fmt: skip
    assert book == [1, 2]
    agenda = teks(kota.orang("tu.setda").buka("/agenda"))
    assert agenda.index(HAL_TERBATAS) < agenda.index(HAL)
    assert [f for f in pemeriksaan.run(kota.services)["pemeriksaan"] if not f["bersih"]] == []
