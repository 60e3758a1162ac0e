"""A chart as a few primitives, and the two ways to put them out: SVG on screen, a drawing in a PDF."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Final, Literal

from markupsafe import Markup
from reportlab.graphics.shapes import Circle, Drawing, Line, PolyLine, Rect, Shape, String
from reportlab.lib.colors import HexColor

TINTA: Final = "#1A1A1A"
ABU: Final = "#595959"
HURUF: Final = 12
Pola = Literal["penuh", "arsir", "kosong", "titik"]


@dataclass(frozen=True)
class Gaya:
    """How a series is filled: a hue, and a pattern that survives grey printing."""

    nama: str
    warna: str
    pola: Pola


GAYA: Final = (
    Gaya("biru", "#0072B2", "penuh"),
    Gaya("langit", "#56B4E9", "arsir"),
    Gaya("jingga", "#E69F00", "titik"),
    Gaya("putih", "#FFFFFF", "kosong"),
    Gaya("ungu", "#CC79A7", "arsir"),
    Gaya("hijau", "#009E73", "titik"),
)
"""Blue, sky and orange fills first; no red–green pair."""


@dataclass(frozen=True)
class Kotak:
    """A filled rectangle, top left corner first."""

    x: float
    y: float
    lebar: float
    tinggi: float
    gaya: Gaya
    keterangan: str


@dataclass(frozen=True)
class Garis:
    """A straight line in ink."""

    x1: float
    y1: float
    x2: float
    y2: float
    tebal: float = 1
    warna: str = ""
    putus: bool = False


@dataclass(frozen=True)
class Alur:
    """A line through several points."""

    titik: tuple[tuple[float, float], ...]
    gaya: Gaya
    keterangan: str


@dataclass(frozen=True)
class Titik:
    """A round mark."""

    x: float
    y: float
    jari: float
    gaya: Gaya
    keterangan: str


@dataclass(frozen=True)
class Teks:
    """One line of text; y is its baseline."""

    x: float
    y: float
    isi: str
    letak: Literal["start", "middle", "end"] = "start"
    tebal: bool = False
    pudar: bool = False


Bentuk = Kotak | Garis | Alur | Titik | Teks


@dataclass(frozen=True)
class Tabel:
    """The chart's twin for screen readers and for those who want the figures."""

    kepala: tuple[str, ...]
    baris: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Bagan:
    """A finished chart.

    Attributes:
        judul: title; ringkasan: one sentence a screen reader says instead of the picture.
        lebar, tinggi: size in px or points; y grows downwards.
    """

    judul: str
    ringkasan: str
    lebar: float
    tinggi: float
    bentuk: tuple[Bentuk, ...]
    tabel: Tabel

    def to_svg(self) -> Markup:
        """The chart as inline SVG: text in the colour of the page."""
        size = f"{_n(self.lebar)} {_n(self.tinggi)}"
        parts = [
            f'<svg class="bagan" xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {size}" '
            f'width="{_n(self.lebar)}" height="{_n(self.tinggi)}" font-size="{HURUF}" fill="currentColor">',
            f"<title>{escape(self.judul)}</title>",
            f"<desc>{escape(self.ringkasan)}</desc>",
        ]
        parts += [_svg(each) for shape in self.bentuk for each in _with_hatching(shape)]
        return Markup("".join((*parts, "</svg>")))  # noqa: S704 - every text went through escape

    def to_drawing(self, lebar: float | None = None, *, huruf: str = "Helvetica", tebal: str = "") -> Drawing:
        """The chart as a reportlab drawing of that width in points, with the fonts named."""
        scale = 1 if lebar is None else lebar / self.lebar
        drawing = Drawing(self.lebar * scale, self.tinggi * scale)
        drawing.initialFontName = huruf  # else a font that no text uses would be named and not embedded
        drawing.scale(scale, scale)
        for shape in self.bentuk:
            for each in _with_hatching(shape):
                drawing.add(_drawn(each, self.tinggi, huruf, tebal or huruf))
        return drawing

    def to_table(self, kelas: str = "visually-hidden") -> Markup:
        """The table twin as HTML; hidden from sight by default, and never from a screen reader."""
        head = "".join(f'<th scope="col">{escape(each)}</th>' for each in self.tabel.kepala)
        body = "".join(
            f'<tr><th scope="row">{escape(row[0])}</th>{"".join(f"<td>{escape(c)}</td>" for c in row[1:])}</tr>'
            for row in self.tabel.baris
        )
        return Markup(  # noqa: S704 - every text went through escape
            f'<table class="{escape(kelas)}"><caption>{escape(self.judul)}. {escape(self.ringkasan)}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        )


ARSIR: Final = 6.0
"""Distance of hatching lines and dots."""


def _with_hatching(shape: Bentuk) -> Iterator[Bentuk]:
    """The shape itself, then the lines or dots of its pattern, cut to its rectangle."""
    yield shape
    if isinstance(shape, Kotak) and shape.gaya.pola == "arsir":
        yield from _stripes(shape)
    if isinstance(shape, Kotak) and shape.gaya.pola == "titik":
        yield from _dots(shape)


def _stripes(box: Kotak) -> Iterator[Garis]:
    right, bottom = box.x + box.lebar, box.y + box.tinggi
    offset = ARSIR
    while offset < box.lebar + box.tinggi:
        x1, y1 = (box.x + offset, box.y) if offset <= box.lebar else (right, box.y + offset - box.lebar)
        x2, y2 = (box.x, box.y + offset) if offset <= box.tinggi else (box.x + offset - box.tinggi, bottom)
        yield Garis(x1, y1, x2, y2, 0.8, TINTA)
        offset += ARSIR


def _dots(box: Kotak) -> Iterator[Titik]:
    for row in range(int(box.tinggi // ARSIR)):
        for column in range(int((box.lebar - ARSIR / 2) // ARSIR)):
            x, y = box.x + ARSIR * (column + 0.75), box.y + ARSIR * (row + 0.75)
            yield Titik(x, y, 0.9, Gaya("tinta", TINTA, "penuh"), "")


def _svg(shape: Bentuk) -> str:
    if isinstance(shape, Teks):
        attributes = f'x="{_n(shape.x)}" y="{_n(shape.y)}" text-anchor="{shape.letak}"'
        weight = ' font-weight="600"' if shape.tebal else ""
        faint = ' class="bagan-pudar" fill-opacity="0.8"' if shape.pudar else ""
        return f"<text {attributes}{weight}{faint}>{escape(shape.isi)}</text>"
    if isinstance(shape, Garis):
        ends = f'x1="{_n(shape.x1)}" y1="{_n(shape.y1)}" x2="{_n(shape.x2)}" y2="{_n(shape.y2)}"'
        dash = ' stroke-dasharray="6 4"' if shape.putus else ""
        return f'<line {ends} stroke="{shape.warna or "currentColor"}" stroke-width="{_n(shape.tebal)}"{dash}/>'
    if isinstance(shape, Alur):
        points = " ".join(f"{_n(x)},{_n(y)}" for x, y in shape.titik)
        name = f"<title>{escape(shape.keterangan)}</title>"
        return (
            f'<polyline points="{points}" fill="none" stroke="{shape.gaya.warna}" stroke-width="2.5">{name}</polyline>'
        )
    name = f"<title>{escape(shape.keterangan)}</title>" if shape.keterangan else ""
    if isinstance(shape, Titik):
        edge = ' stroke="currentColor" stroke-width="0.8"' if shape.keterangan else ""
        where = f'cx="{_n(shape.x)}" cy="{_n(shape.y)}" r="{_n(shape.jari)}"'
        return f'<circle {where} fill="{shape.gaya.warna}"{edge}>{name}</circle>'
    where = f'x="{_n(shape.x)}" y="{_n(shape.y)}" width="{_n(shape.lebar)}" height="{_n(shape.tinggi)}"'
    outline = 'stroke="currentColor" stroke-width="0.8"'
    return f'<rect class="bagan-{shape.gaya.nama}" {where} fill="{shape.gaya.warna}" {outline}>{name}</rect>'


def _drawn(shape: Bentuk, tinggi: float, huruf: str, tebal: str) -> Shape:
    """The same primitive in reportlab's coordinates, where y grows upwards."""
    ink = HexColor(TINTA)
    if isinstance(shape, Teks):
        colour = HexColor(ABU) if shape.pudar else ink
        font = tebal if shape.tebal else huruf
        made = String(shape.x, tinggi - shape.y, shape.isi, fontName=font, fontSize=HURUF, fillColor=colour)
        made.textAnchor = shape.letak
        return made
    if isinstance(shape, Garis):
        colour = HexColor(shape.warna) if shape.warna else ink
        dash = [6, 4] if shape.putus else None
        ends = (shape.x1, tinggi - shape.y1, shape.x2, tinggi - shape.y2)
        return Line(*ends, strokeColor=colour, strokeWidth=shape.tebal, strokeDashArray=dash)
    if isinstance(shape, Alur):
        points = [value for x, y in shape.titik for value in (x, tinggi - y)]
        return PolyLine(points, strokeColor=HexColor(shape.gaya.warna), strokeWidth=2.5)
    fill = HexColor(shape.gaya.warna)
    if isinstance(shape, Titik):
        edge = ink if shape.keterangan else None
        return Circle(shape.x, tinggi - shape.y, shape.jari, fillColor=fill, strokeColor=edge, strokeWidth=0.8)
    bottom = tinggi - shape.y - shape.tinggi
    return Rect(shape.x, bottom, shape.lebar, shape.tinggi, fillColor=fill, strokeColor=ink, strokeWidth=0.8)


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
