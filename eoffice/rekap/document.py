"""A book as PDF: A4 landscape, the head repeated, page n of m, and the signature block at the end (naskah-dinas 4.3, 6.5)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable, KeepTogether, LongTable, Spacer, Table

from eoffice.pdf import flow, fonts, kata, pdfa
from eoffice.pdf.flow import Gaya
from eoffice.pdf.geometry import A4, MM, Kertas
from eoffice.pdf.kanvas import Dokumen

LANDSCAPE: Final = Kertas("A4 mendatar", A4.tinggi_mm, A4.lebar_mm)
_MARGIN: Final = 12 * MM
_WIDTH: Final = LANDSCAPE.width - 2 * _MARGIN
_SEL: Final = Gaya(7.2, 8.8, 0)
_LINE: Final = Color(0.45, 0.45, 0.45)
_SHADE: Final = Color(0.93, 0.93, 0.93)
#: Widths of the columns in shares of the page, for books of so many columns.
_SHARES: Final[dict[int, tuple[int, ...]]] = {
    16: (6, 9, 7, 12, 11, 9, 16, 12, 6, 7, 7, 8, 11, 7, 8, 10),
    11: (4, 7, 15, 8, 18, 22, 6, 6, 8, 15, 11),
    9: (4, 9, 14, 19, 22, 7, 12, 16, 14),
}


@dataclass(frozen=True, kw_only=True)
class Buku:
    """What is printed. `baris` are cells in the order of the columns; `batal` and `tertutup` are indexes of lines."""

    kop: tuple[str, ...]
    judul: str
    masa: str
    kolom: Sequence[str]
    baris: Sequence[Sequence[str]]
    batal: frozenset[int]
    tempat: str
    tanggal: date
    mengetahui: tuple[str, str]  # jabatan and name
    petugas: tuple[str, str]
    catatan: str = ""
    dicetak_at: datetime | None = None


def render(buku: Buku) -> bytes:
    """Set the book. Equal values give equal bytes."""
    with fonts.TYPESETTING:
        raw = _set(buku)
    about = pdfa.Keterangan(judul=f"{buku.judul}, {buku.masa}", pembuat=buku.kop[-1], dibuat_at=buku.dicetak_at)
    return pdfa.finish(raw, about)


def _set(buku: Buku) -> bytes:
    def around(canvas: Any, number: int, count: int) -> None:
        canvas.setFont(fonts.REGULAR, 7)
        canvas.setFillGray(0.3)
        words = f"{buku.judul}, {buku.masa}"
        if buku.dicetak_at:
            words += f" – dicetak {kata.tanggal_pukul(buku.dicetak_at)}"
        canvas.drawString(_MARGIN, 7 * MM, fonts.printable(words))
        canvas.drawRightString(LANDSCAPE.width - _MARGIN, 7 * MM, f"Halaman {number} dari {count}")
        canvas.setFillGray(0)

    document = Dokumen(LANDSCAPE, around)
    box = (_MARGIN, 12 * MM, _WIDTH, LANDSCAPE.height - 22 * MM)
    document.template("buku", box, beneath=lambda _canvas: None)
    return document.build([*_head(buku), _table(buku), *_tail(buku)])


def _head(buku: Buku) -> Iterator[Flowable]:
    for n, words in enumerate(buku.kop):
        last = n == len(buku.kop) - 1
        yield flow.plain(words.upper(), Gaya(11 if last else 9, 13 if last else 11, 0), bold=last, align="center")
    yield Spacer(1, 3 * MM)
    yield flow.plain(buku.judul.upper(), Gaya(11, 13, 0), bold=True, align="center")
    yield flow.plain(buku.masa, Gaya(9, 11, 0), align="center")
    yield Spacer(1, 3 * MM)


def _table(buku: Buku) -> Flowable:
    shares = _SHARES.get(len(buku.kolom), (1,) * len(buku.kolom))
    widths = [_WIDTH * share / sum(shares) for share in shares]
    head = [flow.plain(name, _SEL, bold=True, align="center") for name in buku.kolom]
    lines = [[flow.plain(cell, _SEL) for cell in row] for row in buku.baris]
    if not lines:
        lines = [[flow.plain("Belum ada catatan.", _SEL), *([""] * (len(buku.kolom) - 1))]]
    style: list[tuple[Any, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.4, _LINE),
        ("BACKGROUND", (0, 0), (-1, 0), _SHADE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
    ]
    if not buku.baris:
        style.append(("SPAN", (0, 1), (-1, 1)))
    style += [("LINEBELOW", (0, n + 1), (-1, n + 1), 1.2, _LINE) for n in sorted(buku.batal)]
    style += [("BACKGROUND", (0, n + 1), (-1, n + 1), _SHADE) for n in sorted(buku.batal)]
    return LongTable([head, *lines], colWidths=widths, repeatRows=1, style=style)


def _tail(buku: Buku) -> Iterator[Flowable]:
    small = Gaya(8.5, 10.5, 0)
    if buku.catatan:
        yield Spacer(1, 2 * MM)
        yield flow.plain(buku.catatan, Gaya(7.5, 9, 0))

    def block(above: str, who: tuple[str, str]) -> list[Flowable]:
        return [
            flow.plain(above, small, align="center"),
            flow.plain(who[0], small, align="center"),
            Spacer(1, 16 * MM),
            flow.plain(who[1], small, bold=True, align="center"),
        ]

    today = f"{buku.tempat}, {kata.tanggal(buku.tanggal)}"
    cells = [[block("Mengetahui,", buku.mengetahui), "", block(today, buku.petugas)]]
    yield Spacer(1, 6 * MM)
    yield KeepTogether([Table(cells, colWidths=[_WIDTH * 0.35, _WIDTH * 0.3, _WIDTH * 0.35])])
