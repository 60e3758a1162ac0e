"""A letter on paper and the desks it crosses: one function per visit, for the story of surat masuk."""

import html
import os
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Final

import makers
import pytest

from eoffice import clock, db, sandbox
from eoffice.clock import WIB
from eoffice.notifikasi import actions as notifikasi
from eoffice.pembaca import lihat
from eoffice.pindaian import actions as pindaian
from eoffice.tenggat import actions as tenggat
from tests.perjalanan.babak import FRASA, KODE, Cerita, isi, nomor_di
from tests.pindaian import kertas

HAL: Final = "Permohonan Data Penerima Bantuan Sosial"
NOMOR: Final = "045/UNK.FIS/IV/2026"
TANGGAL: Final = "2026-11-20"
KERTAS: Final = (
    "UNIVERSITAS NUSA KIRANA",
    "FAKULTAS ILMU SOSIAL",
    "Jalan Pendidikan Nomor 12, Arunika 99102",
    "",
    f"Nomor : {NOMOR}                              Arunika, 20 November 2026",
    "Lampiran : -",
    f"Hal : {HAL}",
    "",
    "Yth. Sekretaris Daerah Kota Arunika",
    "di Arunika",
    "",
    "Dengan hormat,",
    "Dalam rangka penelitian kesejahteraan keluarga prasejahtera, bersama ini kami",
    "mohon data penerima bantuan sosial tahun 2026. Atas perhatian Bapak, kami",
    "ucapkan terima kasih.",
    "",
    "Dekan Fakultas Ilmu Sosial,",
    "Prof. Dr. Larasati Wibawa, M.Si.",
)
#: A second letter, whose words never leave the application.
HAL_TERBATAS: Final = "Pengaduan terhadap pendamping sosial"
ARAHAN: Final = "Bantu penelitiannya, tanpa nama dan alamat"
#: A notice may be read before its mail goes.
TUNGGU: Final = timedelta(minutes=3)
SALAH_ARAH: Final = "Data bantuan sosial bukan pada kami, silakan Bagian Umum"


@cache
def foto() -> bytes:
    """The letter on a dark table, as a phone of modest size takes it from an angle."""
    return kertas.photo(kertas.drawn(kertas.pdf(KERTAS), 200), side=2000)


def perlu_tesseract() -> None:
    """Reading needs the program; a CI machine without it fails instead of passing quietly."""
    if not sandbox.ocr_siap():
        sentence = "Tesseract tidak terpasang; pasang: apt-get install tesseract-ocr tesseract-ocr-ind"
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)


def wib(text: str) -> datetime:
    """A WIB wall-clock time."""
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


def teks(page: str) -> str:
    """What is to be read on a page."""
    shown = re.sub(r"<(?:script|svg|template).*?</(?:script|svg|template)>|<[^>]+>", " ", page, flags=re.S)
    return " ".join(html.unescape(shown).split())


@dataclass
class Meja(Cerita):
    """The city at its desks, with a clock that is moved by hand."""

    pindaian: int = 0
    terbatas: int = 0
    jawaban: int = 0

    def pukul(self, saat: str) -> None:
        """It is this late; who was signed in too long ago signs in again."""
        clock.set_clock(wib(saat))
        self.orang_masuk.clear()

    def kerja(self) -> int:
        """All that the worker does: reading, messages, the sweep over deadlines, and the mail that is due."""
        done = 0
        while pindaian.kerjakan(self.services):
            done += 1
        with db.transaction(self.services.engine) as session:
            tenggat.jadwalkan(session)
        done += super().kerja()
        return done + notifikasi.kirim_semua(notifikasi.Pengirim(self.services, lihat))

    # -- what people see ------------------------------------------------------------------------------------------

    def daftar(self, nama: str, kode: str) -> list[str]:
        """What is to be read on each row of a work list; its heading and the menu count the same."""
        page = self.orang(nama).buka(f"/kerja/{kode}")
        rows = [teks(row) for row in re.findall(r'<li class="kerja-i".*?</li>', page, re.S)]
        said = re.search(r"(\d+) di daftar ini", page)
        badge = re.search(
            rf'<a class="nav" href="/kerja/{kode}"[^>]*>(?:(?!</a>).)*?<span class="n"[^>]*>(\d+)<', page, re.S
        )
        assert (int(said[1]) if said else 0, int(badge[1]) if badge else 0) == (len(rows), len(rows)), (
            nama,
            kode,
            rows,
        )
        return rows

    def ada(self, nama: str, *daftar: str) -> None:
        """Our letter lies in each of these work lists of somebody, and in no other that asks for work."""
        for kode in ("masuk", "perlu", "menunggu", "lewat", "konsep", "paraf", "tanda-tangan"):
            rows = [row for row in self.daftar(nama, kode) if HAL in row]
            assert (len(rows) > 0) == (kode in daftar), (nama, kode, rows)

    def dikabari(self, nama: str, kalimat: str) -> str:
        """The newest unread news of this kind: it says why it came, and leads to what it is about; that page's text."""
        who = self.orang(nama)
        page = who.buka("/notifikasi?belum=1")
        rows = re.findall(r'<a class="row-i unread" href="(/notifikasi/\d+)">(.*?)</a>', page, re.S)
        assert who.ambil("/notif").get_json()["jumlah"] == len(rows)
        found = [(path, teks(row)) for path, row in rows if kalimat in teks(row)]
        assert found, (nama, kalimat, [teks(row) for _, row in rows])
        assert "Anda diberi tahu karena" in found[0][1]
        return teks(who.buka(who.ambil(found[0][0], status=303).location))

    # -- what people do -------------------------------------------------------------------------------------------

    def beri(self, nama: str, alamat: str, penerima: list[str], **isian: object) -> str:
        """Fill the form of giving; what stood on it."""
        typed: dict[str, object] = {
            "penerima": [self.jabatan(p) for p in penerima],
            "penanggung_jawab": self.jabatan(penerima[0]),
            "instruksi": ["tindak_lanjuti"],
            **isian,
        }
        page = teks(self.orang(nama).buka(alamat))
        self.orang(nama).isi(alamat, alamat, typed)
        return page

    def bagian_saya(self, nama: str, tab: str = "perlu") -> int:
        """The part of our letter that lies with somebody."""
        page = self.orang(nama).buka(f"/disposisi?tab={tab}")
        found = [n for n, row in re.findall(r'href="/disposisi/(\d+)"(.*?)</a>', page, re.S) if HAL in row]
        assert len(found) == 1, (nama, tab, teks(page))
        self.bagian[nama] = int(found[0])
        return self.bagian[nama]

    def peneliti(self) -> None:
        """The Sekda lays down that the Kabag screens what comes for him."""
        typed = {"peneliti_jabatan_id": self.jabatan("kabag.setda")}
        self.orang("sekda").isi("/disposisi/aturan", "/disposisi/aturan", typed)

    def tunjuk_plh(self) -> None:
        """The head of the dinas goes on leave; the sekretaris stands in, by SK, for two days."""
        kadis = self.orang("kadis.dinsos")
        here = re.search(r'href="(/perwakilan/penunjukan/baru[^"]*)"', kadis.buka("/perwakilan"))
        assert here is not None
        typed = {
            "pegawai_id": kadis.pilih("/perwakilan/pilih-pegawai", "Anton Wijaya"),
            "selesai": "2026-11-24",
            "nomor_sk": "800/7/DINSOS",
            "tanggal_sk": "2026-11-20",
            "sandi": makers.SANDI,
        }
        kadis.isi(here[1], "/perwakilan/penunjukan", typed)
        assert "Plh. Anton Wijaya" in teks(kadis.buka("/perwakilan"))

    def jawab(self) -> str:
        """The staff write the answer, the kabid gives his paraf; where it is."""
        staf, kabid = self.orang("staf.dinsos"), self.orang("kabid.dinsos")
        part = f"/disposisi/{self.bagian_saya('staf.dinsos')}"
        made = staf.isi(part, f"/surat-masuk/{self.surat}/balas").location
        konsep: str = made.removesuffix("/sunting")
        self.jawaban = nomor_di(konsep)
        page = staf.buka(made)
        assert f"Tanggapan atas {HAL}" in page and NOMOR in page
        staf.simpan_otomatis(made, {"kode_klasifikasi": staf.pilih("/naskah/klasifikasi", KODE)}, isi())
        staf.isi(made, f"{konsep}/ajukan")
        self.kerja()
        assert any(HAL in row for row in self.daftar("kabid.dinsos", "paraf"))
        assert "Tanggapan" in self.dikabari("kabid.dinsos", "Ada naskah menunggu paraf Anda")
        kabid.isi(konsep, f"{konsep}/paraf")
        self.kerja()
        return konsep

    def tanda_tangani_jawaban(self, konsep: str) -> None:
        """The head of the dinas, back from leave, signs the answer."""
        here = f"{konsep}/tanda-tangan"
        self.orang("kadis.dinsos").isi(here, here, {"frasa_sandi": FRASA})
        self.kerja()

    def potret(self) -> None:
        """TU photographs the letter; the worker reads it."""
        tu = self.orang("tu.setda")
        tu.isi("/pindaian", "/pindaian", berkas=("kamera", foto(), "IMG_2041.jpg"))
        assert "Membaca teks" in teks(tu.buka("/pindaian"))
        self.kerja()
        page = tu.buka("/pindaian")
        assert "Teks terbaca" in teks(page) and "Kamera" in teks(page)
        found = re.search(r'href="(/surat-masuk/registrasi\?pindaian=(\d+))"', page)
        assert found is not None
        self.pindaian = int(found[2])

    def registrasi(self) -> None:
        """TU looks at the proposals beside the page, confirms them, and adds what no machine knows."""
        tu, here = self.orang("tu.setda"), f"/surat-masuk/registrasi?pindaian={self.pindaian}"
        proposed = dict(tu.borang(here, "/surat-masuk/registrasi").nilai)
        asked = {"nomor_surat": NOMOR, "tanggal_surat": TANGGAL, "hal": HAL}
        assert {name: proposed[name] for name in asked} == asked
        assert "Universitas Nusa Kirana" in proposed["asal_teks"]
        more = {"tujuan_jabatan_id": self.jabatan("sekda"), "ringkasan": "Meminta data untuk penelitian."}
        unsure = tu.isi(here, "/surat-masuk/registrasi", more, status=422)
        assert "cocok" in unsure.text  # a proposal is nothing until somebody looked
        after = tu.isi(here, "/surat-masuk/registrasi", {**more, "cocok": "1"}).location
        assert after is not None and after.partition("?")[0] == "/pindaian"  # for the next
        found = re.search(r'href="(/surat-masuk/\d+)"', tu.buka("/pindaian?tab=terdaftar"))
        assert found is not None
        self.surat = nomor_di(found[1])
