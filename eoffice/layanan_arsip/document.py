"""The proof of lending as one page: who has which paper until when, signed by both (naskah-dinas 6.7)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable, Spacer, Table

from eoffice import clock
from eoffice.layanan_arsip.models import Peminjaman
from eoffice.pdf import flow, fonts, kata, pdfa
from eoffice.pdf.flow import Gaya
from eoffice.pdf.geometry import A4, MM
from eoffice.pdf.kanvas import Dokumen

_MARGIN: Final = 22 * MM
_WIDTH: Final = A4.width - 2 * _MARGIN
_ISI: Final = Gaya(10.5, 14, 0)
_KECIL: Final = Gaya(8.5, 11, 0)
_LINE: Final = Color(0.5, 0.5, 0.5)


@dataclass(frozen=True, kw_only=True)
class Bukti:
    """What is printed."""

    kop: tuple[str, str]
    nomor: str
    rincian: tuple[tuple[str, str], ...]
    tempat: str
    tanggal: date
    peminjam: tuple[str, str]  # jabatan and name
    petugas: str


def bukti(pinjam: Peminjaman, *, kota: str, tempat: str) -> Bukti:
    """The values of a lending whose paper was handed over."""
    handed = clock.wib(pinjam.diserahkan_at or pinjam.diminta_at).date()
    return Bukti(
        kop=(f"Pemerintah {kota}", pinjam.opd.nama),
        nomor=pinjam.nomor_bukti,
        rincian=(
            ("Nomor berkas", pinjam.berkas.nomor),
            ("Judul berkas", pinjam.berkas.judul),
            ("Unit pengolah", pinjam.berkas.unit.nama),
            ("Yang dipinjam", pinjam.yang_dipinjam),
            ("Keperluan", pinjam.keperluan),
            ("Peminjam", pinjam.pemohon.nama_lengkap),
            ("Jabatan", f"{pinjam.pemohon_jabatan.nama}, {pinjam.pemohon_jabatan.unit.nama}"),
            ("Tanggal pinjam", kata.tanggal(handed)),
            ("Batas kembali", kata.tanggal(pinjam.jatuh_tempo) if pinjam.jatuh_tempo else ""),
            ("Disetujui oleh", pinjam.diputus_oleh.nama_lengkap if pinjam.diputus_oleh else ""),
        ),
        tempat=tempat,
        tanggal=handed,
        peminjam=(pinjam.pemohon_jabatan.nama, pinjam.pemohon.nama_lengkap),
        petugas=pinjam.diserahkan_oleh.nama_lengkap if pinjam.diserahkan_oleh else "",
    )


def render(page: Bukti) -> bytes:
    """Set the page. Equal values give equal bytes."""
    with fonts.TYPESETTING:
        document = Dokumen(A4, _around(page))
        document.template("bukti", (_MARGIN, 18 * MM, _WIDTH, A4.height - 36 * MM), beneath=lambda _canvas: None)
        raw = document.build(list(_story(page)))
    return pdfa.finish(raw, pdfa.Keterangan(judul=f"Bukti peminjaman arsip {page.nomor}", pembuat=page.kop[1]))


def _around(page: Bukti) -> Any:
    def draw(canvas: Any, number: int, count: int) -> None:
        canvas.setFont(fonts.REGULAR, 7.5)
        canvas.setFillGray(0.35)
        canvas.drawString(_MARGIN, 10 * MM, fonts.printable(f"Bukti peminjaman arsip {page.nomor}"))
        canvas.drawRightString(A4.width - _MARGIN, 10 * MM, f"Halaman {number} dari {count}")
        canvas.setFillGray(0)

    return draw


def _story(page: Bukti) -> Iterator[Flowable]:
    yield flow.plain(page.kop[0].upper(), _KECIL, align="center")
    yield flow.plain(page.kop[1].upper(), Gaya(12, 15, 0), bold=True, align="center")
    yield Spacer(1, 7 * MM)
    yield flow.plain("BUKTI PEMINJAMAN ARSIP", Gaya(13, 16, 0), bold=True, align="center")
    yield flow.plain(f"Nomor {page.nomor}", _ISI, align="center")
    yield Spacer(1, 6 * MM)
    rows = [[flow.plain(name, _ISI), flow.plain(value or "–", _ISI)] for name, value in page.rincian]
    yield Table(
        rows,
        colWidths=[42 * MM, _WIDTH - 42 * MM],
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, -1), 0.3, _LINE),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 3),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ],
    )
    yield Spacer(1, 6 * MM)
    for words in (
        "Peminjam menjaga arsip ini tetap utuh, tidak memindahkannya kepada orang lain, tidak mencoret atau mengubah "
        "susunannya, dan mengembalikannya paling lambat pada batas kembali di atas.",
        "Bila arsip rusak atau tidak ditemukan, peminjam segera melaporkannya kepada arsiparis.",
    ):
        yield flow.plain(words, _ISI)
        yield Spacer(1, 2 * MM)
    yield Spacer(1, 6 * MM)
    yield from _signatures(page)


def _signatures(page: Bukti) -> Iterator[Flowable]:
    def block(above: str, below: str, name: str) -> list[Flowable]:
        return [
            flow.plain(above, _ISI, align="center"),
            flow.plain(below, _ISI, align="center"),
            Spacer(1, 20 * MM),
            flow.plain(name, _ISI, bold=True, align="center"),
        ]

    today = f"{page.tempat}, {kata.tanggal(page.tanggal)}"
    half = _WIDTH / 2
    yield Table(
        [[block("Yang menyerahkan,", "Arsiparis", page.petugas), block(today, "Peminjam", page.peminjam[1])]],
        colWidths=[half, half],
        style=[("VALIGN", (0, 0), (-1, -1), "TOP")],
    )
    yield Spacer(1, 10 * MM)
    yield flow.plain("Diisi saat arsip kembali", _KECIL, bold=True)
    yield Spacer(1, 2 * MM)
    back = [
        [flow.plain(words, _KECIL), ""]
        for words in ("Tanggal kembali", "Keadaan arsip", "Diterima arsiparis (nama dan tanda tangan)")
    ]
    yield Table(
        back,
        colWidths=[64 * MM, _WIDTH - 64 * MM],
        rowHeights=[9 * MM, 9 * MM, 14 * MM],
        style=[("GRID", (0, 0), (-1, -1), 0.4, _LINE), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")],
    )
