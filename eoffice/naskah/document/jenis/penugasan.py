"""Surat perintah, surat tugas, rekomendasi, surat izin (naskah-dinas.md 2.4 e, f, w, x)."""

from typing import Final

from reportlab.platypus import Flowable, Spacer

from eoffice.naskah.document import kepala
from eoffice.naskah.document.jenis import uraian
from eoffice.naskah.document.jenis.susunan import Daftar, Isi, Susunan
from eoffice.naskah.document.values import Halaman, Lampiran
from eoffice.naskah.jenis import rincian
from eoffice.pdf.flow import Gaya
from eoffice.pdf.geometry import LIST_STEP


def _dasar(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """Menimbang, where there is one, and Dasar."""
    reasons = rincian.daftar(page.rincian, "menimbang")
    made = uraian.daftar("Menimbang", reasons, gaya, marker="lower-alpha") if reasons else []
    return [*made, *uraian.daftar("Dasar", rincian.daftar(page.rincian, "dasar"), gaya)]


def kepala_perintah(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """SURAT PERINTAH and its number."""
    return kepala.judul(page, gaya, "Surat Perintah")


def perintah(page: Halaman, gaya: Gaya, body: Isi) -> list[Flowable]:
    """Menimbang, Dasar, Memberi Perintah, Kepada and Untuk."""
    made = [*_dasar(page, gaya), kepala.tengah("Memberi Perintah", gaya)]
    return [*made, *uraian.kepada(rincian.orang(page.rincian, "kepada"), gaya), *uraian.untuk(body, gaya)]


def kepala_tugas(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """SURAT TUGAS and its number."""
    return kepala.judul(page, gaya, "Surat Tugas")


def tugas(page: Halaman, gaya: Gaya, body: Isi) -> list[Flowable]:
    """Dasar, MENUGASKAN, Kepada, Untuk, and who pays."""
    made = [*_dasar(page, gaya), kepala.tengah("MENUGASKAN:", gaya)]
    made += uraian.kepada(rincian.orang(page.rincian, "kepada"), gaya)
    points = rincian.daftar(page.rincian, "untuk")  # as older surat tugas keep them
    made += [*uraian.daftar("Untuk", points, gaya), *body.semua()] if points else uraian.untuk(body, gaya)
    return made + uraian.pernyataan("Biaya", rincian.teks(page.rincian, "biaya"), gaya)


def daftar_perintah(page: Halaman) -> list[Lampiran]:
    """Those who are ordered, when they are many."""
    return uraian.daftar_orang(page, "kepada", "Daftar Pegawai yang Diperintah")


def daftar_tugas(page: Halaman) -> list[Lampiran]:
    """Those who are assigned, when they are many."""
    return uraian.daftar_orang(page, "kepada", "Daftar Pegawai yang Ditugaskan")


def daftar_izin(page: Halaman) -> list[Lampiran]:
    """Those who are permitted, when they are many."""
    return uraian.daftar_orang(page, "kepada", "Daftar Pegawai yang Diberi Izin")


def _ketentuan(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """How long it holds, and under which conditions."""
    made = uraian.pernyataan("Berlaku", uraian.masa(page, "mulai", "selesai"), gaya)
    terms = rincian.daftar(page.rincian, "ketentuan")
    return made + (uraian.daftar("Ketentuan", terms, gaya) if terms else [])


def kepala_izin(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """SURAT IZIN, its number, TENTANG and the subject."""
    return kepala.judul(page, gaya, "Surat Izin", tentang=kepala.titik(page.hal))


def izin(page: Halaman, gaya: Gaya, body: Isi) -> list[Flowable]:
    """Dasar, MEMBERI IZIN, Kepada, Untuk, period and conditions."""
    made = [*_dasar(page, gaya), kepala.tengah("MEMBERI IZIN:", gaya)]
    made += uraian.kepada(rincian.orang(page.rincian, "kepada"), gaya)
    return [*made, *uraian.untuk(body, gaya), *_ketentuan(page, gaya)]


def kepala_rekomendasi(page: Halaman, gaya: Gaya) -> list[Flowable]:
    """REKOMENDASI and its number."""
    return kepala.judul(page, gaya, "Rekomendasi")


def rekomendasi(page: Halaman, gaya: Gaya, body: Isi) -> list[Flowable]:
    """a. Dasar, b. Menimbang, to whom, for what, period and conditions."""
    of, made = page.rincian, list[Flowable]()
    reasons = rincian.daftar(of, "menimbang")
    both = LIST_STEP if reasons else 0.0
    for huruf, label, items in (("a.", "Dasar", rincian.daftar(of, "dasar")), ("b.", "Menimbang", reasons)):
        if items or label == "Dasar":
            first, *rest = uraian.daftar(label, items, gaya, geser=both)
            first.fixed = (*(((0.0, huruf),) if both else ()), *first.fixed)
            made += [first, *rest]
    office = page.penanda.signing_as
    made += [Spacer(1, gaya.jarak), uraian.paragraf(f"{office} memberikan rekomendasi kepada:", gaya)]
    to = next(iter(rincian.baris(of, "diberikan_kepada")), {})
    named = [("Nama", kepala.titik(rincian.teks(to, "nama")))]
    named += [(label, rincian.teks(to, part)) for label, part in (("Pekerjaan", "pekerjaan"), ("Alamat", "alamat"))]
    made += [*uraian.identitas(named, gaya), *uraian.untuk(body, gaya), *_ketentuan(page, gaya)]
    made.append(Spacer(1, gaya.jarak))
    closing = "Demikian rekomendasi ini dibuat untuk dipergunakan sebagaimana mestinya."
    return made + uraian.penutup(body, closing, gaya)


SUSUNAN: Final[Daftar] = {
    "surat_perintah": Susunan(
        kepala=kepala_perintah, tubuh=perintah, sebelum_ttd=uraian.tempat_tanggal, lampiran=daftar_perintah
    ),
    "surat_tugas": Susunan(kepala=kepala_tugas, tubuh=tugas, sebelum_ttd=uraian.tempat_tanggal, lampiran=daftar_tugas),
    "surat_izin": Susunan(kepala=kepala_izin, tubuh=izin, sebelum_ttd=uraian.tempat_tanggal, lampiran=daftar_izin),
    "rekomendasi": Susunan(kepala=kepala_rekomendasi, tubuh=rekomendasi, sebelum_ttd=uraian.tempat_tanggal),
}
