"""A finished PDF taken apart once: every piece of text with place and type, lines, pictures, and how far ink reaches."""

import io
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import pypdfium2
from pypdf import PdfReader

from eoffice.naskah import jenis
from eoffice.naskah.document import Halaman, Rendered
from eoffice.naskah.document.jenis import SUSUNAN
from eoffice.naskah.document.jenis.susunan import Susunan
from eoffice.naskah.jenis import Jenis
from tests.naskah import emas

MM: Final = 72 / 25.4


@dataclass(frozen=True)
class Potongan:
    """One piece of text: millimetres from the left and bottom edges, words, name of the font, size in points."""

    x: float
    y: float
    teks: str
    huruf: str
    ukuran: float

    @property
    def tebal(self) -> bool:
        return "Bold" in self.huruf


@dataclass(frozen=True)
class Garis:
    """A straight line: millimetres, width in points."""

    x1: float
    y1: float
    x2: float
    y2: float
    tebal: float


@dataclass(frozen=True)
class Lembar:
    """One page; `tinta` are the boxes (left, bottom, right, top) of its runs of text, millimetres; `titik` what is drawn."""

    lebar: float
    tinggi: float
    potongan: tuple[Potongan, ...]
    garis: tuple[Garis, ...]
    titik: tuple[tuple[float, float], ...]
    tinta: tuple[tuple[float, float, float, float], ...]
    gambar: int

    @property
    def teks(self) -> str:
        return " ".join(p.teks for p in self.potongan)


@dataclass(frozen=True)
class Cetak:
    """A letter with everything the checks ask."""

    nama: str
    page: Halaman
    made: Rendered
    kind: Jenis
    susunan: Susunan
    lembar: tuple[Lembar, ...]
    huruf: frozenset[tuple[str, bool]]  # name, embedded

    @property
    def teks(self) -> str:
        return " ".join(each.teks for each in self.lembar)


@cache
def cetak(nama: str) -> Cetak:
    """Read the PDF of a sample letter once."""
    page, made = emas.halaman(nama), emas.dicetak(nama)
    reader = PdfReader(io.BytesIO(made.pdf))
    fonts = {
        (str(f["/BaseFont"]), "/FontFile2" in f["/FontDescriptor"])
        for each in reader.pages
        for f in (ref.get_object() for ref in each["/Resources"].get("/Font", {}).values())
    }
    document = pypdfium2.PdfDocument(made.pdf)
    try:
        sheets = tuple(_lembar(each, document[n]) for n, each in enumerate(reader.pages))
    finally:
        document.close()
    return Cetak(nama, page, made, jenis.get(page.jenis), SUSUNAN[page.jenis], sheets, frozenset(fonts))


def _lembar(page: Any, drawn: Any) -> Lembar:
    pieces: list[Potongan] = []
    lines: list[Garis] = []
    points: list[tuple[float, float]] = []
    state: dict[str, Any] = {"w": 1.0, "at": (0.0, 0.0)}

    def word(words: str, cm: list[float], tm: list[float], font: Any, size: float) -> None:
        if words.strip() and abs(cm[1]) < 0.01 and abs(tm[1]) < 0.01:  # what stands across the page is no text of it
            x, y = tm[4] * cm[0] + cm[4], tm[5] * cm[3] + cm[5]
            pieces.append(
                Potongan(x / MM, y / MM, " ".join(words.split()), str((font or {}).get("/BaseFont", "")), size)
            )

    def operand(name: bytes, args: Any, cm: list[float], tm: list[float]) -> None:
        if name == b"w":
            state["w"] = float(args[0]) * abs(cm[0])
        elif name in (b"m", b"l", b"re", b"c"):
            x, y = (float(a) for a in (args[-2:] if name == b"c" else args[:2]))
            at = (cm[0] * x + cm[2] * y + cm[4], cm[1] * x + cm[3] * y + cm[5])
            points.append((at[0] / MM, at[1] / MM))
            if name == b"re":
                points.append(((at[0] + float(args[2]) * cm[0]) / MM, (at[1] + float(args[3]) * cm[3]) / MM))
            if name == b"l":
                x0, y0 = state["at"]
                lines.append(Garis(x0 / MM, y0 / MM, at[0] / MM, at[1] / MM, state["w"]))
            state["at"] = at

    page.extract_text(visitor_text=word, visitor_operand_before=operand)
    box = page.mediabox
    resources = page["/Resources"].get("/XObject") or {}
    images = sum(1 for ref in resources.values() if ref.get_object().get("/Subtype") == "/Image")
    text = drawn.get_textpage()
    ink = []
    for n in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(n)
        if top - bottom < 12 * MM:  # taller is only the word across the page
            ink.append((left / MM, bottom / MM, right / MM, top / MM))
    return Lembar(
        float(box.width) / MM, float(box.height) / MM, tuple(pieces), tuple(lines), tuple(points), tuple(ink), images
    )
