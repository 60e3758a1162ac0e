"""The story, act by act: each function is one person's visit, through the pages that they see."""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import makers
from client import masuk as sign_in
from flask import Flask
from makers import Kota
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from eoffice import app as wiring
from eoffice import db, outbox
from eoffice.klasifikasi import actions as klasifikasi
from eoffice.tte import actions as tte
from eoffice.tte import queries as tte_queries
from eoffice.tte.keybox import LIGHT
from eoffice.web.services import Services
from tests.perjalanan.pelaku import Pelaku

FRASA: Final = "perahu kuning di dermaga"
KODE: Final = "400.9.3.3"
HAL: Final = "Pemutakhiran Data Penerima Bantuan Sosial"
#: Words that stand in the body and nowhere else.
KATA_ISI: Final = "pendampingan keluarga prasejahtera"
CATATAN_DISPOSISI: Final = "Siapkan jawaban paling lambat Kamis"
ALASAN: Final = "Dasar hukum pada paragraf pertama belum disebut"
LAPORAN_STAF: Final = "Data 1.204 keluarga sudah dicocokkan dengan kelurahan"


def _alinea(*runs: Any) -> dict[str, Any]:
    content = [{"type": "text", "text": r} if isinstance(r, str) else r for r in runs]
    return {
        "type": "paragraph",
        "attrs": {"align": "justify", "indent": 0, "firstLine": True},
        "content": content,
    }


def _butir(text: str) -> dict[str, Any]:
    return {"type": "list_item", "content": [{"type": "paragraph", "content": [{"type": "text", "text": text}]}]}


def isi(pembuka: str = "Dalam rangka pemutakhiran data tahun 2026, ") -> dict[str, Any]:
    """A body as the editor sends it: paragraphs, something in bold, a list."""
    bold = {"type": "text", "text": "Sistem Informasi Kesejahteraan", "marks": [{"type": "bold"}]}
    return {
        "v": 1,
        "doc": {
            "type": "doc",
            "content": [
                _alinea(pembuka, f"kami mohon bantuan Saudara untuk {KATA_ISI} melalui ", bold, "."),
                {
                    "type": "list",
                    "attrs": {"style": "decimal", "start": 1},
                    "content": [_butir("mencocokkan alamat;"), _butir("menyampaikan hasilnya sebelum akhir bulan.")],
                },
                _alinea("Atas perhatian dan kerja sama Saudara, kami ucapkan terima kasih."),
            ],
        },
    }


def pdf(text: str, pages: int = 1) -> bytes:
    """A small PDF of somebody's."""
    out = io.BytesIO()
    canvas = Canvas(out)
    for number in range(1, pages + 1):
        canvas.drawString(80, 740, f"{text}, halaman {number}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def png(text: str) -> bytes:
    """A small picture."""
    out = io.BytesIO()
    picture = Image.new("RGB", (420, 260), "white")
    ImageDraw.Draw(picture).text((30, 110), text, fill="black")
    picture.save(out, "PNG")
    return out.getvalue()


def siapkan(services: Services, kota: Kota, penanda: tuple[str, ...] = ()) -> None:
    """What an installation has before the first day: the classification with its JRA, and the authorities.

    Args:
        penanda: who has a certificate already, opened quickly by FRASA.
    """
    with db.transaction(services.engine) as session:
        klasifikasi.muat(session)
        tte.siapkan_otoritas(session, pepper=services.pepper, nama_kota="Kota Arunika", base_url="http://localhost")
        for nama in penanda:
            who = kota[nama].pegawai
            tte.terbitkan(
                session,
                pepper=services.pepper,
                pegawai_id=who.id,
                nama=who.nama_lengkap,
                unit="Dinas Sosial",
                passphrase=FRASA,
                cost=LIGHT,
            )


def akar(services: Services) -> bytes:
    """The root certificate that a validator must trust, as PEM."""
    with db.reading(services.engine) as session:
        return tte_queries.roots_pem(session)[0]


def nomor_di(path: str) -> int:
    """The number at the end or in the middle of an address."""
    found = re.search(r"/(\d+)(?:/|\?|#|$)", path)
    assert found is not None, path
    return int(found[1])


@dataclass
class Cerita:
    """One city on its first day, and what has happened in it."""

    app: Flask
    services: Services
    kota: Kota
    orang_masuk: dict[str, Pelaku] = field(default_factory=dict)
    naskah: int = 0
    nomor: str = ""
    token: str = ""
    pdf: bytes = b""
    surat: int = 0
    tembusan: int = 0
    bagian: dict[str, int] = field(default_factory=dict)

    def orang(self, nama: str) -> Pelaku:
        """Somebody at their own browser; signs in when first needed."""
        if nama not in self.orang_masuk:
            self.orang_masuk[nama] = Pelaku(nama, sign_in(self.app.test_client(), nama))
        return self.orang_masuk[nama]

    def kerja(self) -> int:
        """What the worker does meanwhile; how many messages."""
        worker = outbox.Worker(self.services.engine, wiring.handlers(), self.services)
        return outbox.work_all(worker)

    @property
    def alamat(self) -> str:
        """The page of the naskah."""
        return f"/naskah/{self.naskah}"

    # -- 1: writing -----------------------------------------------------------------------------------------------

    def mulai(self) -> None:
        """A staff member begins a surat dinas."""
        answer = self.orang("staf.dinsos").isi("/naskah/baru", "/naskah/baru", {"jenis": "surat_dinas"})
        self.naskah = nomor_di(answer.location)

    def tulis(self) -> None:
        """Fill the editor: recipients and code from the type-aheads, the body as JSON."""
        staf, sunting = self.orang("staf.dinsos"), f"{self.alamat}/sunting"
        kolom = {
            "hal": HAL,
            "sifat": "biasa",
            "urgensi": "segera",
            "tujuan": [staf.pilih("/naskah/jabatan", "kepala dinas komunikasi")],
            "tujuan_luar": ["Direktur PT Sumber Pangan"],
            "tujuan_luar_tempat": ["Arunika"],
            "tujuan_luar_pos_el": ["direksi@pangan.example"],
            "tembusan": [staf.pilih("/naskah/jabatan", "sekretaris daerah")],
            "kode_klasifikasi": staf.pilih("/naskah/klasifikasi", KODE),
            "koordinasi": [staf.pilih("/naskah/jabatan", "sekretaris dinas sosial")],
        }
        staf.simpan_otomatis(sunting, kolom, isi())

    def lampirkan(self) -> None:
        """Attach a PDF and a picture."""
        staf, sunting = self.orang("staf.dinsos"), f"{self.alamat}/sunting"
        for nama, content in (("Daftar sasaran.pdf", pdf("Daftar sasaran", 2)), ("Peta.png", png("Peta lokasi"))):
            staf.isi(sunting, f"{self.alamat}/lampiran", berkas=("berkas", content, nama))

    def ajukan(self) -> None:
        """Submit what the editor holds."""
        self.orang("staf.dinsos").isi(f"{self.alamat}/sunting", f"{self.alamat}/ajukan")

    def beri_paraf(self, nama: str, catatan: str = "") -> None:
        """Give the paraf that is asked for."""
        self.orang(nama).isi(self.alamat, f"{self.alamat}/paraf", {"catatan": catatan})

    # -- 3: signing -----------------------------------------------------------------------------------------------

    def terbitkan_sertifikat(self) -> None:
        """The head issues the own certificate, after the sign-in password once more."""
        asked = {"frasa": FRASA, "frasa_ulang": FRASA, "sandi_masuk": makers.SANDI}
        self.orang("kadis.dinsos").isi("/sertifikat", "/sertifikat/terbitkan", asked)

    def tanda_tangani(self) -> None:
        """Sign, and keep number, public token and file."""
        kadis = self.orang("kadis.dinsos")
        kadis.isi(f"{self.alamat}/tanda-tangan", f"{self.alamat}/tanda-tangan", {"frasa_sandi": FRASA})
        page = kadis.buka(self.alamat)
        nomor = re.search(rf"{re.escape(KODE)}/\d+/DINSOS/\d{{4}}", page)
        token = re.search(r'href="/v/([^"]+)"', page)
        assert nomor is not None and token is not None
        self.nomor, self.token = nomor[0], token[1]
        self.pdf = kadis.ambil(f"{self.alamat}/naskah.pdf").data

    def sampai(self, nama: str, tab: str = "tindakan") -> int:
        """The surat masuk that somebody finds in the inbox under our hal."""
        page = self.orang(nama).buka(f"/surat-masuk?tab={tab}")
        for surat_id, row in re.findall(
            r'<a class="row-i[^"]*" href="/surat-masuk/(\d+)[^"]*"(.*?)</a>', page, re.DOTALL
        ):
            if HAL in row:
                return int(surat_id)
        raise AssertionError(f"{nama} tidak menemukan surat di kotak masuk")

    # -- 5: disposisi ---------------------------------------------------------------------------------------------

    def jabatan(self, nama: str) -> str:
        """The id of somebody's jabatan, as forms post it."""
        return str(self.kota[nama].jabatan.id)

    def disposisikan(self) -> None:
        """The addressed head gives it to two: the kabid answers for it, the sekretaris supports."""
        self.orang("kadis.diskominfo").isi(
            f"/surat-masuk/{self.surat}/disposisi",
            f"/surat-masuk/{self.surat}/disposisi",
            {
                "penerima": [self.jabatan("kabid.diskominfo"), self.jabatan("sekretaris.diskominfo")],
                "penanggung_jawab": self.jabatan("kabid.diskominfo"),
                "instruksi": ["tindak_lanjuti", "siapkan_jawaban"],
                "catatan": CATATAN_DISPOSISI,
                "batas_pilih": "3",
            },
        )

    def bagian_saya(self, nama: str) -> int:
        """The part that lies with somebody, from the list of disposisi."""
        found = re.findall(r'href="/disposisi/(\d+)"', self.orang(nama).buka("/disposisi"))
        assert found, f"{nama} tidak mempunyai disposisi"
        self.bagian[nama] = int(found[0])
        return self.bagian[nama]

    def lanjutkan(self) -> None:
        """The kabid gives it further down to two of the staff."""
        part = self.bagian_saya("kabid.diskominfo")
        self.orang("kabid.diskominfo").buka(f"/disposisi/{part}")
        self.orang("kabid.diskominfo").isi(
            f"/disposisi/{part}/lanjutkan",
            f"/disposisi/{part}/lanjutkan",
            {
                "penerima": [self.jabatan("staf.diskominfo"), self.jabatan("staf2.diskominfo")],
                "penanggung_jawab": self.jabatan("staf.diskominfo"),
                "instruksi": ["laporkan_hasil"],
                "catatan": "Cocokkan dengan data kelurahan",
                "batas_pilih": "2",
            },
        )

    def laporkan(self, nama: str, uraian: str, berkas: tuple[str, bytes, str] | None = None) -> None:
        """Somebody reports on their part."""
        part = self.bagian_saya(nama)
        self.orang(nama).isi(f"/disposisi/{part}", f"/disposisi/{part}/laporan", {"uraian": uraian}, berkas=berkas)

    def terima(self, pemberi: str, penerima: str, catatan: str = "", *, biarkan_terbuka: bool = False) -> None:
        """The giver accepts somebody's report; the tick that closes the surat with it may be taken away."""
        part = self.bagian[penerima]
        typed: dict[str, Any] = {"catatan": catatan} | ({"tutup": []} if biarkan_terbuka else {})
        self.orang(pemberi).isi(f"/disposisi/{part}", f"/disposisi/{part}/terima", typed)

    # -- 6: filing ------------------------------------------------------------------------------------------------

    def berkaskan(self, nama: str, objek: str, objek_id: int) -> int:
        """An arsiparis files one record from the work list into a new berkas; its id."""
        here, value = f"/arsip/belum-diberkaskan?jenis={objek}", f"{objek}:{objek_id}"
        answer = self.orang(nama).isi(
            here, "/arsip/belum-diberkaskan", {"pilih": [value], f"tempat:{value}": "baru"}, status=200
        )
        assert "1 diberkaskan" in answer.text, answer.text
        found = re.search(r'href="/arsip/berkas/(\d+)"', answer.text)
        assert found is not None
        return int(found[1])


def seluruhnya(cerita: Cerita) -> None:
    """Everything that leaves a city with work of every kind, told briefly: for tests that need a lived-in city."""
    steps: tuple[Callable[[], object], ...] = (
        cerita.mulai,
        cerita.tulis,
        cerita.lampirkan,
        cerita.ajukan,
        lambda: cerita.beri_paraf("sekretaris.dinsos"),
        lambda: cerita.beri_paraf("kabid.dinsos"),
        cerita.tanda_tangani,
        cerita.kerja,
    )
    for step in steps:
        step()
    cerita.surat = cerita.sampai("kadis.diskominfo")
    cerita.tembusan = cerita.sampai("sekda", "semua")
    cerita.disposisikan()
    cerita.lanjutkan()
    cerita.laporkan("staf.diskominfo", LAPORAN_STAF, ("berkas", pdf("Hasil pencocokan"), "Hasil.pdf"))
    cerita.kerja()
