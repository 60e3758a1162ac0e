"""A list of hits on paper: A4 landscape, what was asked above it, the head repeated, page n of m."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from reportlab.lib.colors import Color
from reportlab.platypus import Flowable, LongTable, Spacer

from eoffice.pdf import flow, fonts, kata, pdfa
from eoffice.pdf.flow import Gaya
from eoffice.pdf.geometry import A4, MM, Kertas
from eoffice.pdf.kanvas import Dokumen
from eoffice.web.ekspor import Sel

REBAH: Final = Kertas("A4 mendatar", A4.tinggi_mm, A4.lebar_mm)
_TEPI: Final = 12 * MM
_LEBAR: Final = REBAH.width - 2 * _TEPI
_SEL: Final = Gaya(8, 9.8, 0)
_GARIS: Final = Color(0.45, 0.45, 0.45)
_ARSIR: Final = Color(0.93, 0.93, 0.93)
#: Widths of the columns of `daftar.KEPALA`, in shares of the page.
_BAGIAN: Final = (4, 8, 24, 11, 28, 23, 9, 8, 8)


@dataclass(frozen=True, kw_only=True)
class Cetakan:
    """What is printed; `keterangan` are lines below the title."""

    judul: str
    keterangan: Sequence[str]
    kepala: Sequence[str]
    baris: Sequence[Sequence[Sel]]
    pembuat: str
    dicetak_at: datetime


def render(cetakan: Cetakan) -> bytes:
    """Set the list. Equal values give equal bytes."""
    with fonts.TYPESETTING:
        raw = _set(cetakan)
    about = pdfa.Keterangan(judul=cetakan.judul, pembuat=cetakan.pembuat, dibuat_at=cetakan.dicetak_at)
    return pdfa.finish(raw, about)


def _set(cetakan: Cetakan) -> bytes:
    printed = f"{cetakan.judul} – dicetak {kata.tanggal_pukul(cetakan.dicetak_at)} oleh {cetakan.pembuat}"

    def around(canvas: Any, number: int, count: int) -> None:
        canvas.setFont(fonts.REGULAR, 7)
        canvas.setFillGray(0.3)
        canvas.drawString(_TEPI, 7 * MM, fonts.printable(printed))
        canvas.drawRightString(REBAH.width - _TEPI, 7 * MM, f"Halaman {number} dari {count}")
        canvas.setFillGray(0)

    document = Dokumen(REBAH, around)
    document.template("daftar", (_TEPI, 12 * MM, _LEBAR, REBAH.height - 22 * MM), beneath=lambda _canvas: None)
    head: list[Flowable] = [flow.plain(cetakan.judul, Gaya(12, 15, 0), bold=True)]
    head += [flow.plain(line, Gaya(9, 11.5, 0)) for line in cetakan.keterangan]
    return document.build([*head, Spacer(1, 3 * MM), _table(cetakan)])


def _table(cetakan: Cetakan) -> Flowable:
    widths = [_LEBAR * share / sum(_BAGIAN) for share in _BAGIAN]
    rows = [[flow.plain(name, _SEL, bold=True) for name in cetakan.kepala]]
    rows += [[flow.plain(_teks(cell), _SEL) for cell in row] for row in cetakan.baris]
    style: list[tuple[Any, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.4, _GARIS),
        ("BACKGROUND", (0, 0), (-1, 0), _ARSIR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
    return LongTable(rows, colWidths=widths, repeatRows=1, style=style)


def _teks(cell: Sel) -> str:
    if isinstance(cell, date):
        return cell.strftime("%d-%m-%Y")
    return "" if cell is None else str(cell)
