"""What waits for registration in the sample city: photos, a batch from the scanner, and an e-mail, at two TU."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas
from sqlalchemy.orm import Session

from eoffice import clock, sandbox
from eoffice.pdf import fonts, kata
from eoffice.pdf.geometry import A4, MARGIN_LEFT, MARGIN_RIGHT, MARGIN_TOP, MM
from eoffice.pindaian import actions, document
from eoffice.pindaian.states import Sumber
from eoffice.web.services import Services

#: Dots per inch of what was photographed or scanned as a picture.
DPI: Final = 150
_WIDTH: Final = A4.width - MARGIN_LEFT - MARGIN_RIGHT


@dataclass(frozen=True)
class Kertas:
    """A paper letter: head, number, days before today, subject, addressee, body, signer."""

    kop: tuple[str, ...]
    nomor: str
    hari: int
    hal: str
    kepada: str
    isi: tuple[str, ...]
    tertanda: str


KP: Final = Kertas(
    ("UNIVERSITAS NUSA KIRANA", "FAKULTAS ILMU KOMPUTER", "Jalan Pendidikan Nomor 12, Arunika 99102"),
    "218/UNK/D2/XI/2026",
    4,
    "Permohonan Kerja Praktik Mahasiswa",
    "Kepala Dinas Komunikasi dan Informatika",
    (
        "Dengan hormat, dalam rangka memenuhi kurikulum, kami mengajukan permohonan kerja praktik bagi enam orang "
        "mahasiswa selama dua bulan pada Bidang Aplikasi Informatika.",
        "Daftar nama dan jadwal yang kami usulkan terlampir. Atas perhatian dan kerja sama Saudara, kami ucapkan terima kasih.",
    ),
    "Dekan Fakultas Ilmu Komputer",
)
RAPAT: Final = Kertas(
    ("PEMERINTAH PROVINSI NUSAKIRANA", "SEKRETARIAT DAERAH", "Jalan Merdeka Raya Nomor 1, Nusakirana 99001"),
    "000.8.6.3/1187/ORG/2026",
    3,
    "Undangan Rapat Evaluasi Pelayanan Publik",
    "Sekretaris Daerah Kota Arunika",
    (
        "Sehubungan dengan evaluasi pelayanan publik kabupaten dan kota, kami mengundang Saudara hadir pada rapat yang "
        "akan diselenggarakan di ruang rapat Sekretariat Daerah Provinsi.",
        "Mengingat pentingnya acara, dimohon hadir tepat waktu dan membawa data dukung.",
    ),
    "Sekretaris Daerah Provinsi Nusakirana",
)
AUDIENSI: Final = Kertas(
    ("GABUNGAN PENGUSAHA ARUNIKA", "Jalan Niaga Nomor 45, Arunika 99103"),
    "77/GPA/XI/2026",
    5,
    "Permohonan Audiensi",
    "Sekretaris Daerah Kota Arunika",
    ("Kami memohon waktu untuk beraudiensi mengenai perizinan usaha dan penataan kawasan niaga.",),
    "Ketua Gabungan Pengusaha Arunika",
)
HIBAH: Final = Kertas(
    ("YAYASAN PUSTAKA LEMBAYUNG", "Jalan Anggrek Nomor 8, Arunika 99104"),
    "012/YPL/XI/2026",
    6,
    "Penawaran Hibah Buku Bacaan Anak",
    "Sekretaris Daerah Kota Arunika",
    ("Yayasan kami bermaksud menghibahkan seribu buku bacaan anak bagi perpustakaan kelurahan di Kota Arunika.",),
    "Ketua Yayasan Pustaka Lembayung",
)


def isi(session: Session, services: Services, unit: Mapping[str, int]) -> None:
    """Let them arrive; the check and the reading follow in the background, as everywhere.

    Args:
        unit: ids of the offices by kode.
    """
    at = clock.now()

    def arrive(kode: str, sumber: Sumber, isi: bytes, nama: str, hours: int, pengirim: str = "", hal: str = "") -> None:
        actions.tiba(
            session,
            services,
            opd_id=unit[kode],
            sumber=sumber,
            isi=isi,
            nama=nama,
            pengirim=pengirim,
            perihal=hal,
            tiba_at=at - timedelta(hours=hours),
        )

    picture = sandbox.raster(_pdf([KP]), 1, DPI)
    arrive("31", Sumber.KAMERA, picture, "IMG_0412.png", 2)
    arrive("31", Sumber.SUREL, _pdf([RAPAT]), "undangan.pdf", 5, "setda@nusakirana.example", RAPAT.hal)
    arrive("10", Sumber.FOLDER, _pdf([AUDIENSI, None, HIBAH]), "Pindai_0007.pdf", 1)
    arrive("10", Sumber.SUREL, _pdf([RAPAT]), "undangan.pdf", 5, "setda@nusakirana.example", RAPAT.hal)


def _pdf(surat: Sequence[Kertas | None]) -> bytes:
    """Letters page by page; None is a separator sheet between them."""
    out = io.BytesIO()
    with fonts.TYPESETTING:
        fonts.register()
        canvas: Any = Canvas(out, pagesize=(A4.width, A4.height), invariant=1, lang="id-ID")
        for satu in surat:
            if satu is None:
                document.draw(canvas)
            else:
                _page(canvas, satu, clock.today() - timedelta(days=satu.hari))
        canvas.save()
    return out.getvalue()


def _page(canvas: Any, satu: Kertas, day: date) -> None:
    y = A4.height - MARGIN_TOP
    for n, line in enumerate(satu.kop):
        street = n and n == len(satu.kop) - 1
        canvas.setFont(fonts.REGULAR if street else fonts.BOLD, 9 if street else 14)
        canvas.drawCentredString(A4.width / 2, y, line)
        y -= 18
    canvas.line(MARGIN_LEFT, y + 8, A4.width - MARGIN_RIGHT, y + 8)
    canvas.setFont(fonts.REGULAR, 11.5)
    canvas.drawRightString(A4.width - MARGIN_RIGHT, y - 12, f"Arunika, {kata.tanggal(day)}")
    lines = [f"Nomor : {satu.nomor}", "Lampiran : 1 (satu) berkas", f"Hal : {satu.hal}", ""]
    lines += [f"Yth. {satu.kepada}", "di Arunika", ""]
    for paragraph in satu.isi:
        lines += [*simpleSplit(paragraph, fonts.REGULAR, 11.5, _WIDTH), ""]
    y -= 12
    for line in [*lines, "", f"{satu.tertanda},", "", "", "tertanda"]:
        canvas.drawString(MARGIN_LEFT, y, line)
        y -= 5.5 * MM
    canvas.showPage()
