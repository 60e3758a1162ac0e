"""A list of the archive as PDF: sheet turned, head of the table on every page, and the signatures at the end (6.5).

Pages are laid out here and not by the table of the library: its cells are paragraphs, of which a list of five thousand
rows would have fifty thousand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from reportlab.platypus import Flowable

from eoffice.pdf import fonts, kata, pdfa
from eoffice.pdf.geometry import F4, MM, Kertas
from eoffice.pdf.kanvas import Dokumen

MARGIN: Final = 12 * MM
_SIZE: Final = 7.6
_LEADING: Final = 9.2
_PAD: Final = 2.4
_TALL: Final = 24  # lines of one cell; what is longer ends in dots
_TTD: Final = 44 * MM


@dataclass(frozen=True)
class Kolom:
    """One column: its head, its share of the width, and whether it stands in the middle or at the right."""

    judul: str
    porsi: int
    rata: str = "kiri"


@dataclass(frozen=True, kw_only=True)
class DaftarResmi:
    """What is printed. `baris` are cells in the order of the columns; a signer is jabatan, name, and NIP or ''."""

    kop: tuple[str, ...]
    judul: str
    keterangan: tuple[tuple[str, str], ...]
    kolom: Sequence[Kolom]
    baris: Sequence[Sequence[str]]
    tempat: str
    tanggal: date
    mengetahui: tuple[str, str, str]
    petugas: tuple[str, str, str]
    catatan: str = ""
    dicetak_at: datetime | None = None
    kertas: Kertas = F4


@dataclass
class _Ukuran:
    """The widths of the columns, and words that were measured once."""

    widths: list[float]
    known: dict[tuple[str, str], float] = field(default_factory=dict)

    def word(self, text: str, font: str) -> float:
        key = (text, font)
        if key not in self.known:
            self.known[key] = fonts.width(text, font, _SIZE)
        return self.known[key]

    def lines(self, text: str, width: float, font: str) -> list[str]:
        """The text in lines of at most a width; a word that is too long is broken."""
        found: list[str] = []
        space = self.word(" ", font)
        for part in fonts.printable(text).split("\n"):
            line, used = "", 0.0
            for word in part.split():
                for piece in self._pieces(word, width, font):
                    needed = self.word(piece, font)
                    if line and used + space + needed > width:
                        found.append(line)
                        line, used = piece, needed
                    else:
                        line, used = (f"{line} {piece}", used + space + needed) if line else (piece, needed)
            found.append(line)
        return found if len(found) <= _TALL else [*found[: _TALL - 1], "…"]

    def _pieces(self, word: str, width: float, font: str) -> list[str]:
        if self.word(word, font) <= width:
            return [word]
        found, start = [], 0
        for end in range(1, len(word) + 1):
            if fonts.width(word[start:end], font, _SIZE) > width and end - start > 1:
                slash = word.rfind("/", start + 1, end - 1) + 1  # a number is broken between its parts
                cut = slash or end - 1
                found.append(word[start:cut])
                start = cut
        return [*found, word[start:]]


_Baris = list[list[str]]


class _Halaman(Flowable):  # type: ignore[misc]
    """One page of the list: what stands above, the head, some rows, and on the last page the signatures."""

    def __init__(self, daftar: DaftarResmi, size: _Ukuran, rows: list[_Baris], *, first: bool, last: bool) -> None:
        super().__init__()
        self.daftar, self.size, self.rows, self.first, self.last = daftar, size, rows, first, last

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = width, height
        return width, height

    def draw(self) -> None:
        canvas, y = self.canv, self.height
        if self.first:
            y = _head(canvas, self.daftar, self.width, y)
        y = _table_head(canvas, self.daftar, self.size, y)
        canvas.setLineWidth(0.4)
        for row in self.rows:
            y = _row(canvas, self.daftar.kolom, self.size, row, y)
        if not self.rows:
            canvas.setFont(fonts.REGULAR, _SIZE)
            canvas.drawString(_PAD, y - _LEADING - 1, "Nihil.")
            canvas.rect(0, y - _LEADING - 5, self.width, _LEADING + 5)
            y -= _LEADING + 5
        if self.last:
            _tail(canvas, self.daftar, self.width, y)


def render(daftar: DaftarResmi) -> bytes:
    """Set the list. Equal values give equal bytes."""
    with fonts.TYPESETTING:
        raw = _set(daftar)
    words = [value for _, value in daftar.keterangan]
    about = pdfa.Keterangan(
        judul=", ".join([daftar.judul, *words[:2]]), pembuat=daftar.kop[-1], dibuat_at=daftar.dicetak_at
    )
    return pdfa.finish(raw, about)


def _set(daftar: DaftarResmi) -> bytes:
    sheet = Kertas(daftar.kertas.nama, daftar.kertas.tinggi_mm, daftar.kertas.lebar_mm)
    width, height = sheet.width - 2 * MARGIN, sheet.height - 22 * MM

    def around(canvas: Any, number: int, count: int) -> None:
        canvas.setFont(fonts.REGULAR, 7)
        canvas.setFillGray(0.3)
        words = daftar.judul + (f" – dicetak {kata.tanggal_pukul(daftar.dicetak_at)}" if daftar.dicetak_at else "")
        canvas.drawString(MARGIN, 7 * MM, fonts.printable(words))
        canvas.drawRightString(sheet.width - MARGIN, 7 * MM, f"Halaman {number} dari {count}")
        canvas.setFillGray(0)

    document = Dokumen(sheet, around)
    document.template("daftar", (MARGIN, 12 * MM, width, height), beneath=lambda _canvas: None)
    shares = sum(k.porsi for k in daftar.kolom)
    size = _Ukuran([width * k.porsi / shares for k in daftar.kolom])
    return document.build(list(_pages(daftar, size, height)))


def _pages(daftar: DaftarResmi, size: _Ukuran, height: float) -> Iterator[Flowable]:
    """The rows in pages; the last page holds the signatures and never only them."""
    rows = [
        [size.lines(cell, w - 2 * _PAD, fonts.REGULAR) for cell, w in zip(row, size.widths, strict=True)]
        for row in daftar.baris
    ]
    room = height - _table_head_height(daftar, size)
    end = _tail_height(daftar)
    parts: list[list[_Baris]] = [[]]
    used = _head_height(daftar)
    for row in rows:
        tall = _tall(row)
        if used + tall > room:
            parts.append([])
            used = 0.0
        parts[-1].append(row)
        used += tall
    if used + end > room:
        last = parts[-1]
        keep = max(1, len(last) - 2)
        parts[-1], more = last[:keep], last[keep:]
        parts.append(more)
    for n, part in enumerate(parts):
        yield _Halaman(daftar, size, part, first=n == 0, last=n == len(parts) - 1)


def _tall(row: _Baris) -> float:
    return float(max(len(lines) for lines in row) * _LEADING + 2 * _PAD)


def _head_height(daftar: DaftarResmi) -> float:
    return float(13 * len(daftar.kop) + 30 + 11 * len(daftar.keterangan) + 6)


def _head(canvas: Any, daftar: DaftarResmi, width: float, y: float) -> float:
    middle = width / 2
    for n, words in enumerate(daftar.kop):
        canvas.setFont(fonts.BOLD, 11 if n == len(daftar.kop) - 1 else 9.5)
        canvas.drawCentredString(middle, y - 10, fonts.printable(words.upper()))
        y -= 13
    canvas.setFont(fonts.BOLD, 12)
    canvas.drawCentredString(middle, y - 18, fonts.printable(daftar.judul.upper()))
    y -= 30
    for name, value in daftar.keterangan:
        canvas.setFont(fonts.REGULAR, 8.5)
        canvas.drawString(0, y - 8, fonts.printable(name))
        canvas.drawString(34 * MM, y - 8, fonts.printable(f": {value}"))
        y -= 11
    return y - 6


def _table_head_height(daftar: DaftarResmi, size: _Ukuran) -> float:
    most = max(
        len(size.lines(k.judul, w - 2 * _PAD, fonts.BOLD)) for k, w in zip(daftar.kolom, size.widths, strict=True)
    )
    return float(most * _LEADING + 2 * _PAD + _LEADING + 2)


def _table_head(canvas: Any, daftar: DaftarResmi, size: _Ukuran, y: float) -> float:
    """The names of the columns, and below them their numbers, as official lists have them."""
    tall = _table_head_height(daftar, size)
    numbers = _LEADING + 2
    canvas.setLineWidth(0.6)
    x = 0.0
    for n, (column, width) in enumerate(zip(daftar.kolom, size.widths, strict=True), 1):
        canvas.setFillGray(0.92)
        canvas.rect(x, y - tall, width, tall, fill=1)
        canvas.setFillGray(0)
        canvas.setFont(fonts.BOLD, _SIZE)
        lines = size.lines(column.judul, width - 2 * _PAD, fonts.BOLD)
        top = y - (tall - numbers - len(lines) * _LEADING) / 2
        for k, line in enumerate(lines):
            canvas.drawCentredString(x + width / 2, top - _SIZE - k * _LEADING, line)
        canvas.line(x, y - tall + numbers, x + width, y - tall + numbers)
        canvas.setFont(fonts.REGULAR, _SIZE - 1)
        canvas.drawCentredString(x + width / 2, y - tall + 3, str(n))
        x += width
    return y - tall


def _row(canvas: Any, columns: Sequence[Kolom], size: _Ukuran, row: _Baris, y: float) -> float:
    tall, x = _tall(row), 0.0
    canvas.setFont(fonts.REGULAR, _SIZE)
    for column, width, lines in zip(columns, size.widths, row, strict=True):
        canvas.rect(x, y - tall, width, tall)
        for k, line in enumerate(lines):
            base = y - _PAD - _SIZE - k * _LEADING
            if column.rata == "tengah":
                canvas.drawCentredString(x + width / 2, base, line)
            elif column.rata == "kanan":
                canvas.drawRightString(x + width - _PAD, base, line)
            elif line:
                canvas.drawString(x + _PAD, base, line)
        x += width
    return y - tall


def _tail_height(daftar: DaftarResmi) -> float:
    return float(_TTD + (11 if daftar.catatan else 0))


def _tail(canvas: Any, daftar: DaftarResmi, width: float, y: float) -> None:
    canvas.setFont(fonts.REGULAR, 7.6)
    if daftar.catatan:
        canvas.drawString(0, y - 11, fonts.printable(daftar.catatan))
        y -= 11
    y -= 16
    today = f"{daftar.tempat}, {kata.tanggal(daftar.tanggal)}"
    for middle, above, who in (
        (width * 0.2, "Mengetahui,", daftar.mengetahui),
        (width * 0.8, today, daftar.petugas),
    ):
        canvas.setFont(fonts.REGULAR, 9)
        canvas.drawCentredString(middle, y, fonts.printable(above))
        canvas.drawCentredString(middle, y - 12, fonts.printable(who[0]))
        canvas.setFont(fonts.BOLD, 9)
        canvas.drawCentredString(middle, y - 26 * MM, fonts.printable(who[1] or "…………………………………"))
        canvas.setFont(fonts.REGULAR, 8.5)
        if who[2]:
            canvas.drawCentredString(middle, y - 26 * MM - 11, f"NIP. {who[2]}")
