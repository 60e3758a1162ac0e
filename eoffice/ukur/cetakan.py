"""The one-page surat dinas that the bench prints, and the same words on a bare canvas."""

import io
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, Final

from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from eoffice.naskah.document import Halaman, Kop, Penanda, Rendered, Tujuan, render
from eoffice.pdf import fonts, geometry, isi

_PARAGRAF: Final = (
    "Dalam rangka penyempurnaan tata laksana perangkat daerah dan tindak lanjut hasil rapat koordinasi, bersama ini "
    "disampaikan rencana penyusunan peta proses bisnis tahun 2026 sebagaimana ketentuan yang berlaku.\n\n"
    "Sehubungan dengan hal tersebut, Saudara diminta menugaskan dua orang pegawai yang memahami proses kerja di unit "
    "masing-masing, menyiapkan data layanan, dan menyampaikannya melalui aplikasi paling lambat dua minggu sejak surat ini.\n\n"
    "Atas perhatian dan kerja sama Saudara, diucapkan terima kasih."
)
HALAMAN: Final = Halaman(
    jenis="surat_dinas",
    kop=Kop(
        baris=("Pemerintah Kota Arunika", "Sekretariat Daerah"),
        alamat=("Jalan Balai Kota Nomor 1, Arunika 99101", "Telepon (0999) 123456, Laman setda.arunika.example"),
    ),
    isi=isi.from_plain(_PARAGRAF),
    penanda=Penanda(
        jabatan="Sekretaris Daerah",
        nama="Hastabrata Kusumadinata, M.Si.",
        pangkat="Pembina Utama Madya",
        nip="196903141994031007",
    ),
    tempat="Arunika",
    nomor="000.8.3.1/112/SETDA/2026",
    tanggal=date(2026, 4, 13),
    hal="Penyusunan Peta Proses Bisnis",
    tujuan=(Tujuan(jabatan="Kepala Dinas Komunikasi dan Informatika", tempat="Arunika"),),
    konsep=False,
    verify_url="https://eoffice.arunika.example/v/3fVb0yY9k2mQeXw7uT5s1A",
)


def surat_dinas() -> Rendered:
    """The page as the product sets it, unsigned."""
    return render(HALAMAN)


def _tabel(rows: int) -> dict[str, Any]:
    def cell(kind: str, words: str) -> dict[str, Any]:
        text = {"type": "paragraph", "content": [{"type": "text", "text": words}]}
        return {"type": kind, "content": [text]}

    head = [cell("table_header", words) for words in ("No.", "Perangkat Daerah", "Kegiatan", "Tenggat")]
    lines = [
        [cell("table_cell", w) for w in (f"{n}.", f"Dinas {n}", "Penyusunan peta proses bisnis", "24 April 2026")]
        for n in range(1, rows)
    ]
    return {"type": "table", "content": [{"type": "table_row", "content": row} for row in (head, *lines)]}


@cache
def panjang() -> Halaman:
    """A letter of ten pages: paragraphs, and tables that go on over the page."""
    blocks: list[dict[str, Any]] = []
    for _ in range(5):
        blocks += [*isi.from_plain("\n\n".join([_PARAGRAF] * 3))["doc"]["content"], _tabel(42)]
    return replace(HALAMAN, isi={"v": 1, "doc": {"type": "doc", "content": blocks}})


def surat_panjang() -> Rendered:
    """Its pages as the product sets them."""
    return render(panjang())


def polos(said: str) -> bytes:
    """The same words in the same two fonts, line by line, the cells of a row beside each other between lines, and nothing else."""
    fonts.register()
    out = io.BytesIO()
    canvas: Any = Canvas(out, pagesize=(geometry.A4.width, geometry.A4.height), invariant=1, pageCompression=1)
    y = geometry.A4.height - 60
    width = geometry.A4.right - geometry.MARGIN_LEFT
    for heading in (*HALAMAN.kop.baris, *HALAMAN.kop.alamat, HALAMAN.penanda.nama):
        canvas.setFont(fonts.BOLD, 12)
        canvas.drawString(geometry.MARGIN_LEFT, y, heading)
        y -= 15
    canvas.setFont(fonts.REGULAR, 12)
    for paragraph in said.split("\n"):
        cells = paragraph.split("\t")
        lines = [paragraph] if len(cells) > 1 else simpleSplit(paragraph, fonts.REGULAR, 12, width)
        for line in lines:
            if len(cells) > 1:
                _baris(canvas, cells, y, width / len(cells))
            else:
                canvas.drawString(geometry.MARGIN_LEFT, y, line)
            y -= 15
            if y < geometry.MARGIN_BOTTOM:
                canvas.showPage()
                canvas.setFont(fonts.REGULAR, 12)
                y = geometry.A4.height - 60
    canvas.setFont(fonts.REGULAR, 7)
    for line in simpleSplit(HALAMAN.catatan_tte, fonts.REGULAR, 7, width):
        canvas.drawString(geometry.MARGIN_LEFT, y, line)
        y -= 9
    canvas.save()
    return out.getvalue()


def _baris(canvas: Any, cells: list[str], y: float, wide: float) -> None:
    """A row of a table: its words, and the lines under and between them."""
    edges = [geometry.MARGIN_LEFT + index * wide for index in range(len(cells) + 1)]
    for x, words in zip(edges, cells, strict=False):
        canvas.drawString(x + 3, y, words)
    canvas.lines([(edges[0], y - 4, edges[-1], y - 4), *((x, y - 4, x, y + 11) for x in edges)])
