"""An e-mail without a usable attachment as PDF: its head and its words, nothing of its markup or pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from reportlab.platypus import Flowable, Spacer, Table

from eoffice.pdf import flow, fonts, kata, pdfa
from eoffice.pdf.flow import Gaya
from eoffice.pdf.geometry import A4, MM
from eoffice.pdf.kanvas import Dokumen

_MARGIN: Final = 25 * MM
_WIDTH: Final = A4.width - 2 * _MARGIN
_TEKS: Final = Gaya(10.5, 14, 0)
_KECIL: Final = Gaya(9, 11.5, 0)
_LINE: Final = 900
"""Characters of one paragraph; a longer line is set as several, so that each fits a page."""
TERBANYAK: Final = 600
"""Paragraphs that are set. A stranger writes the message: one of ten thousand lines would keep the worker busy for minutes."""
TERPANJANG: Final = 30_000
"""Characters that are set."""
_SELEBIHNYA: Final = "(Selebihnya tidak dicetak di sini; baca di halaman kirimannya, atau unduh pos-el aslinya.)"


@dataclass(frozen=True)
class PosEl:
    """What is printed."""

    dari: str
    kepada: str
    perihal: str
    dikirim_at: datetime | None
    diterima_at: datetime
    teks: str
    lampiran: Sequence[str]


def render(pesan: PosEl) -> bytes:
    """Set the message. Equal values give equal bytes."""
    with fonts.TYPESETTING:
        raw = _set(pesan)
    about = pdfa.Keterangan(judul=pesan.perihal or "Pos-el", pembuat=pesan.dari, dibuat_at=pesan.diterima_at)
    return pdfa.finish(raw, about)


def _set(pesan: PosEl) -> bytes:
    def around(canvas: Any, number: int, count: int) -> None:
        canvas.setFont(fonts.REGULAR, 7.5)
        canvas.setFillGray(0.35)
        canvas.drawString(_MARGIN, 12 * MM, "Pos-el sebagaimana diterima; aslinya (.eml) tersimpan di e-Office")
        canvas.drawRightString(A4.width - _MARGIN, 12 * MM, f"Halaman {number} dari {count}")
        canvas.setFillGray(0)

    document = Dokumen(A4, around)
    box = (_MARGIN, 20 * MM, _WIDTH, A4.height - 42 * MM)
    document.template("pos_el", box, beneath=lambda _canvas: None)
    return document.build([_head(pesan), Spacer(1, 6 * MM), *_body(pesan)])


def _head(pesan: PosEl) -> Flowable:
    rows = [("Dari", pesan.dari), ("Kepada", pesan.kepada), ("Perihal", pesan.perihal)]
    if pesan.dikirim_at is not None:
        rows.append(("Dikirim", kata.tanggal_pukul(pesan.dikirim_at)))
    rows.append(("Diterima", kata.tanggal_pukul(pesan.diterima_at)))
    if pesan.lampiran:
        rows.append(("Lampiran", "; ".join(pesan.lampiran)[:1500]))
    cells = [[flow.plain(name, _KECIL, bold=True), flow.plain(value, _KECIL)] for name, value in rows]
    style = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEBELOW", (0, -1), (-1, -1), 0.6, "#888888")]
    return Table(cells, colWidths=[26 * MM, _WIDTH - 26 * MM], style=style)


def _body(pesan: PosEl) -> list[Flowable]:
    found: list[Flowable] = []
    shown = pesan.teks[:TERPANJANG]
    for line in (shown or "(Pos-el ini tidak memuat tulisan.)").split("\n"):
        pieces = [line[n : n + _LINE] for n in range(0, len(line), _LINE)] or [""]
        found += [flow.plain(piece, _TEKS) for piece in pieces]
        if len(found) > TERBANYAK:
            break
    if len(shown) < len(pesan.teks) or len(found) > TERBANYAK:
        found = [*found[:TERBANYAK], flow.plain(_SELEBIHNYA, _TEKS, bold=True)]
    return found
