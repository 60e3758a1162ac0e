"""Papers of the sample city that were not made as naskah: enclosures, reports, and scanned letters from outside."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from eoffice import sandbox
from eoffice.contoh.teks.luar import SuratLuar
from eoffice.pdf import fonts, kata
from eoffice.pdf.geometry import A4, MARGIN_LEFT, MARGIN_RIGHT, MARGIN_TOP, MM

_WIDTH: Final = A4.width - MARGIN_LEFT - MARGIN_RIGHT
_SIZE: Final = 11.0

_ROWS: Final[dict[str, tuple[str, ...]]] = {
    "Daftar Peserta": (
        "1. Unsur pimpinan perangkat daerah (1 orang)",
        "2. Pejabat yang membidangi (1 orang)",
        "3. Pelaksana yang menangani sehari-hari (2 orang)",
        "4. Petugas pencatat kehadiran (1 orang)",
    ),
    "Formulir Isian": (
        "Nama perangkat daerah : ……………………………………………",
        "Nama petugas : ……………………………………………",
        "Nomor telepon kantor : ……………………………………………",
        "Keadaan saat ini : ……………………………………………",
        "Kendala dan usul : ……………………………………………",
    ),
    "Kerangka Acuan Kegiatan": (
        "Latar belakang. Kegiatan ini mendukung pelayanan yang lebih cepat dan tertib.",
        "Maksud dan tujuan. Menyamakan pemahaman serta menetapkan pembagian tugas.",
        "Sasaran. Seluruh perangkat daerah yang tercantum pada tujuan surat.",
        "Keluaran. Catatan hasil kegiatan dan daftar tindak lanjut.",
        "Pembiayaan. Sesuai dokumen pelaksanaan anggaran masing-masing.",
    ),
    "Daftar Narahubung": (
        "1. Bidang teknis: melalui telepon kantor pada jam kerja",
        "2. Tata usaha: melalui pos-el kedinasan",
        "3. Layanan aduan: melalui loket pelayanan",
    ),
    "Susunan Acara": (
        "08.30 – 09.00  Pendaftaran peserta",
        "09.00 – 09.15  Pembukaan",
        "09.15 – 10.30  Pemaparan",
        "10.30 – 11.45  Pembahasan",
        "11.45 – 12.00  Simpulan dan penutup",
    ),
    "Laporan Pelaksanaan": (
        "Kegiatan telah dilaksanakan sesuai arahan dan dihadiri seluruh pihak terkait.",
        "Hasil. Pembagian tugas disepakati, dan tenggat masing-masing telah ditetapkan.",
        "Kendala. Sebagian data belum seragam dan sedang dilengkapi.",
        "Rencana lanjutan. Pemantauan dilakukan setiap dua minggu.",
    ),
}


@dataclass(frozen=True)
class Lembar:
    """A checked PDF: as it was uploaded, and the clean one that may join a signed naskah."""

    pdf: bytes
    bersih: bytes
    halaman: int


@cache
def lampiran(judul: str) -> Lembar:
    """An enclosure by its title, checked and rebuilt in the sandbox like every upload; each title once."""
    drawn = _draw(((16.0, fonts.BOLD, judul.upper()), *((_SIZE, fonts.REGULAR, row) for row in _ROWS[judul])), 1)
    checked = sandbox.periksa_unggahan(drawn, f"{judul}.pdf", "lampiran")
    if not checked.bersih:
        raise ValueError(f"{judul}: {checked.alasan}")
    kept = checked.rendition or drawn
    return Lembar(kept, sandbox.normalkan_pdf(kept), checked.pages or 1)


def judul_lampiran() -> tuple[str, ...]:
    """Every title there is."""
    return tuple(_ROWS)


def pindaian(surat: SuratLuar, halaman: int) -> bytes:
    """What the scanner of a TU delivers: the letter from outside on so many sides, drawn by ourselves."""
    said: list[tuple[float, str, str]] = [
        (14.0, fonts.BOLD, surat.instansi.upper()),
        (9.0, fonts.REGULAR, surat.tempat),
        (_SIZE, fonts.REGULAR, ""),
        (_SIZE, fonts.REGULAR, f"{surat.tempat}, {kata.tanggal(surat.tanggal)}"),
        (_SIZE, fonts.REGULAR, f"Nomor : {surat.nomor}"),
        (_SIZE, fonts.REGULAR, f"Hal : {surat.hal}"),
        (_SIZE, fonts.REGULAR, ""),
        *((_SIZE, fonts.REGULAR, text) for text in surat.paragraf),
        (_SIZE, fonts.REGULAR, ""),
        (_SIZE, fonts.REGULAR, surat.asal),
        (_SIZE, fonts.ITALIC, "tertanda"),
    ]
    return _draw(said, halaman)


def _draw(lines: Iterable[tuple[float, str, str]], pages: int) -> bytes:
    fonts.register()
    out = io.BytesIO()
    with fonts.TYPESETTING:
        canvas: Any = Canvas(out, pagesize=(A4.width, A4.height), invariant=1, pageCompression=1, lang="id-ID")
        y = A4.height - MARGIN_TOP
        for size, font, text in lines:
            canvas.setFont(font, size)
            for piece in simpleSplit(fonts.printable(text), font, size, _WIDTH) or [""]:
                canvas.drawString(MARGIN_LEFT, y, piece)
                y -= size * 1.35
            y -= 2 * MM
        canvas.showPage()
        for number in range(2, pages + 1):
            canvas.setFont(fonts.REGULAR, _SIZE)
            canvas.drawCentredString(A4.width / 2, A4.height - 15 * MM, str(number))
            canvas.drawString(MARGIN_LEFT, A4.height - MARGIN_TOP, "Lanjutan surat pada halaman sebelumnya.")
            canvas.showPage()
        canvas.save()
    return out.getvalue()
