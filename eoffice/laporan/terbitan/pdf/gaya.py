"""Type, boxes and tables of the report: grey-safe, nothing by colour alone, every text as it is and never as markup."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any, Final

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, Spacer, Table

from eoffice.laporan.bagan import Bagan
from eoffice.pdf import fonts
from eoffice.pdf.geometry import A4, MM

TEPI: Final = 15 * MM
LEBAR: Final = A4.width - 2 * TEPI
"""Width of the text, points."""
KAKI: Final = 17 * MM
"""Height kept free at the foot of each page for the control line."""
TINTA: Final = HexColor("#1A1A1A")
PUDAR: Final = HexColor("#4D4D4D")
GARIS: Final = HexColor("#8C8C8C")
TERANG: Final = HexColor("#F0F0F0")
_ALIGN: Final = {"kiri": TA_LEFT, "tengah": TA_CENTER, "kanan": TA_RIGHT}


@lru_cache(maxsize=64)
def _style(besar: float, letak: str, pudar: bool, sesudah: float) -> ParagraphStyle:
    fonts.register()
    return ParagraphStyle(
        "laporan",
        fontName=fonts.REGULAR,
        fontSize=besar,
        leading=besar * 1.24,
        alignment=_ALIGN[letak],
        textColor=PUDAR if pudar else TINTA,
        spaceAfter=sesudah,
        splitLongWords=1,
    )


def teks(
    isi: str, besar: float = 9, *, tebal: bool = False, letak: str = "kiri", pudar: bool = False, sesudah: float = 0
) -> Paragraph:
    """A plain value as a paragraph that prints it literally; sizes in points."""
    words = fonts.teks(isi) or "\xa0"
    return Paragraph(f"<b>{words}</b>" if tebal else words, _style(besar, letak, pudar, sesudah))


def judul(isi: str, besar: float = 12) -> Paragraph:
    """A heading."""
    return teks(isi, besar, tebal=True, sesudah=4)


def jarak(tinggi: float = 6) -> Spacer:
    """Empty height in points."""
    return Spacer(1, tinggi)


def gambar(bagan: Bagan, lebar: float = LEBAR) -> Flowable:
    """The same chart as on the page, as vectors with embedded fonts."""
    return bagan.to_drawing(lebar, huruf=fonts.REGULAR, tebal=fonts.BOLD)


def tabel(
    kepala: Sequence[str],
    baris: Iterable[Sequence[str]],
    lebar: Sequence[float],
    *,
    besar: float = 8,
    kanan: Iterable[int] = (),
    tebal: Iterable[int] = (),
) -> Table:
    """A table whose head is repeated on each page.

    Args:
        lebar: widths of the columns as shares of the text width.
        kanan: columns set flush right; tebal: columns in bold.
    """
    right, bold = set(kanan), set(tebal)

    def cell(n: int, value: str, head: bool) -> Paragraph:
        return teks(value, besar, tebal=head or n in bold, letak="kanan" if n in right else "kiri")

    rows = [[cell(n, value, True) for n, value in enumerate(kepala)]]
    rows += [[cell(n, value, False) for n, value in enumerate(row)] for row in baris]
    total = sum(lebar)
    made = Table(rows, colWidths=[LEBAR * part / total for part in lebar], repeatRows=1)
    made.setStyle(
        [
            ("FONTNAME", (0, 0), (-1, -1), fonts.REGULAR),  # else one that is not embedded is named
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LINEBELOW", (0, 0), (-1, 0), 0.9, TINTA),
            ("LINEBELOW", (0, 1), (-1, -1), 0.35, GARIS),
            ("LEFTPADDING", (0, 0), (-1, -1), 2.5),
            ("RIGHTPADDING", (0, 0), (-1, -1), 2.5),
            ("TOPPADDING", (0, 0), (-1, -1), 1.8),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.2),
        ]
    )
    return made


class Lukisan(Flowable):  # type: ignore[misc]
    """A drawing of its own height over the whole text width; `lukis` gets the canvas with the origin at the bottom left."""

    def __init__(self, tinggi: float, lukis: Callable[[Any], None], lebar: float = LEBAR) -> None:
        super().__init__()
        self.width, self.height, self._lukis = lebar, tinggi, lukis

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Always the same."""
        return self.width, self.height

    def draw(self) -> None:
        """Called by reportlab."""
        self._lukis(self.canv)


def turun(canvas: Any, isi: Iterable[Flowable], x: float, y: float, lebar: float) -> float:
    """Draw flowables below each other from a top edge; returns where the next would begin.

    Only for what is known to be short, as nothing moves to another page.
    """
    for each in isi:
        _, height = each.wrapOn(canvas, lebar, 10_000)
        y -= height
        each.drawOn(canvas, x, y)
        y -= each.getSpaceAfter()
    return y


def tinggi(isi: Iterable[Flowable], lebar: float) -> float:
    """How high flowables are below each other at that width."""
    return float(sum(each.wrap(lebar, 10_000)[1] + each.getSpaceAfter() for each in isi))
