"""A ruled table without merged cells, set in one go: reportlab's own measures and draws every cell by itself.

Its geometry is that of reportlab's Table with a GRID, so that a table with merged cells, which is left to reportlab,
looks the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, Table

from eoffice.pdf import fonts, isi

PADDING: Final = 3.5  # points beside the words of a cell
ATAS: Final = 2.0  # points above them
BAWAH: Final = 3.0  # points below
ROOM: Final = 1e6  # points; "as high as it likes"
GARIS: Final = 0.5  # thickness of a line, points


class Penakar:
    """Widths of words in points, each asked of its font once: the words of tables come again and again."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, float], float] = {}

    def _word(self, word: str, font: str, size: float) -> float:
        found = self._known.get((word, font, size))
        if found is None:
            found = self._known[word, font, size] = fonts.width(word, font, size)
        return found

    def __call__(self, words: str, font: str, size: float) -> float:
        """The width of a line."""
        parts = words.split(" ")
        total = (len(parts) - 1) * self._word(" ", font, size)
        for part in parts:
            total += self._word(part, font, size)
        return total

    def longest(self, words: str, font: str, size: float) -> float:
        """The width of its longest word."""
        return max([self._word(part, font, size) for part in words.split(" ")])


@lru_cache(maxsize=1024)
def polos(look: ParagraphStyle, bold: bool) -> Any:
    """What reportlab's parser makes of one plain word in this style, to be filled with any other."""
    return Paragraph("<b>x</b>" if bold else "x", look).frags[0]


@dataclass(frozen=True)
class Kata:
    """Words of one style that may fit on one line; `wide` is what they need there, in points."""

    text: str
    look: ParagraphStyle
    bold: bool
    wide: float

    @property
    def font(self) -> str:
        """The name of its font."""
        return str(polos(self.look, self.bold).fontName)

    def long(self) -> Paragraph:
        """The same words as a paragraph of as many lines as it takes."""
        return Paragraph("", self.look, frags=[polos(self.look, self.bold).clone(text=self.text)])

    def x(self, room: float) -> float:
        """Where they begin in a line of this width."""
        if self.look.alignment == TA_CENTER:
            return 0.5 * (room - self.wide)
        return room - self.wide if self.look.alignment == TA_RIGHT else 0.0


Sel = Sequence[Kata | Paragraph]


class Tabel(Flowable):  # type: ignore[misc]
    """Rows of cells between lines; splits between rows and repeats its head.

    Args:
        rows: of cells, each a list of what stands in it from above.
        widths: of the columns, points.
        repeat: how many first rows are the head of every part.
    """

    hAlign = "CENTER"

    def __init__(self, rows: Sequence[Sequence[Sel]], widths: Sequence[float], repeat: int = 0) -> None:
        super().__init__()
        self.repeatRows = repeat
        self._widths = list(widths)
        self._rows = [
            [self._fitted(cell, w - 2 * PADDING) for cell, w in zip(row, widths, strict=True)] for row in rows
        ]
        self._rowHeights = [max(high for high, _ in row) + ATAS + BAWAH for row in self._rows]
        self.width = sum(self._widths)

    @staticmethod
    def _fitted(cell: Sel, room: float) -> tuple[float, list[tuple[float, Kata | Paragraph]]]:
        """What stands in a cell, each with its height in points, and all of them together."""
        parts: list[tuple[float, Kata | Paragraph]] = []
        for part in cell:
            if isinstance(part, Kata):
                if part.wide <= room:
                    parts.append((float(part.look.leading), part))
                    continue
                part = part.long()
            parts.append((float(part.wrap(room, ROOM)[1]), part))
        return sum(high for high, _ in parts), parts

    def _some(self, rows: slice) -> "Tabel":
        """A table of the head and some rows, nothing measured again."""
        made = Tabel.__new__(Tabel)
        Flowable.__init__(made)
        made.repeatRows, made._widths, made.width = self.repeatRows, self._widths, self.width
        head = self.repeatRows if rows.start else 0
        made._rows = self._rows[:head] + self._rows[rows]
        made._rowHeights = self._rowHeights[:head] + self._rowHeights[rows]
        return made

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.height = sum(self._rowHeights)
        return self.width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        fits, used = 0, 0.0
        for high in self._rowHeights:
            if used + high > height + 1e-8:
                break
            fits, used = fits + 1, used + high
        if fits == len(self._rows):
            return [self]
        if fits <= self.repeatRows:
            return []
        return [self._some(slice(0, fits)), self._some(slice(fits, None))]

    def draw(self) -> None:
        canvas, height = self.canv, self.height
        tops = [height]
        for high in self._rowHeights:
            tops.append(tops[-1] - high)
        edges = [0.0]
        for wide in self._widths:
            edges.append(edges[-1] + wide)
        canvas.setLineWidth(GARIS)
        canvas.lines([(0, y, self.width, y) for y in tops] + [(x, 0, x, height) for x in edges])
        for row, top in zip(self._rows, tops, strict=False):
            for (_, parts), edge, wide in zip(row, edges, self._widths, strict=False):
                x, y = edge + PADDING, top - ATAS
                for high, part in parts:
                    if isinstance(part, Paragraph):
                        part.drawOn(canvas, x, y - high)
                    elif part.text:
                        if canvas._fontname != part.font or canvas._fontsize != part.look.fontSize:
                            canvas.setFont(part.font, part.look.fontSize)
                        canvas.drawString(x + part.x(wide - 2 * PADDING), y - part.look.fontSize, part.text)
                    y -= high


def lebar(
    count: int,
    placed: Sequence[isi.Placed],
    values: Mapping[str, str],
    width: float,
    look: tuple[str, float],
    measure: Penakar,
) -> list[float]:
    """Widths of columns, points: as the writer dragged them, else after their longest lines; no word is broken if it can be helped.

    Args:
        width: of all of them.
        look: font and size of the widest words, those of a head.
    """
    dragged, natural, least = [0.0] * count, [30.0] * count, [20.0] * count
    around = 2 * PADDING + 2
    for _, column, _, wide, cell in placed:
        widths = cell.get("attrs", {}).get("colwidth") or []
        for index, value in enumerate(widths[:wide]):
            dragged[column + index] = float(value) or dragged[column + index]
        if wide == 1:
            words = fonts.printable(" ".join(isi.inline_text(part, values) for part in cell["content"])[:300])
            natural[column] = max(natural[column], min(measure(words, *look) + around, width * 0.45))
            least[column] = max(least[column], measure.longest(words, *look) + around)
    if all(dragged):
        natural, least = dragged, [20.0] * count
    if sum(least) >= width:
        return _muat(least, width)
    share = [max(value * width / sum(natural), low) for value, low in zip(natural, least, strict=True)]
    # What lifting the narrow ones cost is taken from those with room to give.
    spare = [value - low for value, low in zip(share, least, strict=True)]
    excess = sum(share) - width
    return [
        value - excess * room / sum(spare) if excess > 0 else value for value, room in zip(share, spare, strict=True)
    ]


def _muat(least: Sequence[float], width: float) -> list[float]:
    """Where not every word fits, the long ones are broken: the narrow columns stay as they are, the wide ones share the rest."""
    found, room = list(least), width
    for left, column in zip(range(len(least), 0, -1), sorted(range(len(least)), key=lambda c: least[c]), strict=True):
        found[column] = min(least[column], room / left)
        room -= found[column]
    return found


def too_tall(table: Table | Tabel, placed: Sequence[isi.Placed], room: tuple[float, float]) -> bool:
    """Does a run of rows that may not be split exceed a page? `room`: its width and height, points."""
    table.wrap(*room)
    heights: list[float] = table._rowHeights
    rows = len(heights)
    reach = list(range(1, rows + 1))
    for row, _, tall, _, _ in placed:
        reach[row] = max(reach[row], row + tall)
    heading = heights[0] if table.repeatRows else 0
    start = 0
    while start < rows:
        stop, row = reach[start], start
        while row < stop:
            stop = max(stop, reach[row])
            row += 1
        if sum(heights[start:stop]) + heading > room[1]:
            return True
        start = stop
    return False
