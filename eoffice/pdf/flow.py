"""The body document as Platypus flowables. Only this file writes reportlab markup (CNT-02).

Lists are set as paragraphs with a hanging marker instead of ListFlowable: they split across pages line by line,
and the signature block can hold on to the last of their lines.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, PageBreak, Paragraph, Spacer, Table

from eoffice.pdf import fonts, isi, tabel
from eoffice.pdf.geometry import FIRST_LINE, INDENT, LIST_STEP, MM
from eoffice.pdf.tabel import Kata, Tabel

_ALIGN: Final = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT, "justify": TA_JUSTIFY}
_TAG: Final = {"bold": "b", "italic": "i", "underline": "u"}
_LEAST_WIDTH: Final = 40 * MM  # however deep a list goes, its lines stay this long
_WIDEST_GAP: Final = 1.5  # ems by which a space of a justified line may grow; above that the line is set ragged


@dataclass(frozen=True)
class Gaya:
    """How tightly text is set: size, leading and the space after a paragraph, in points; and in which typeface."""

    size: float
    leading: float
    jarak: float
    huruf: fonts.Huruf = fonts.SANS


NORMAL: Final = Gaya(size=12, leading=15.9, jarak=6)  # Arial 12 at 1.15
RAPAT: Final = Gaya(size=11, leading=13.2, jarak=4)  # still permitted by 3.1; saves a second page with a few lines
KECIL: Final = Gaya(size=8.5, leading=10.4, jarak=2)  # the boxes of an A5 form


@lru_cache(maxsize=512)
def style(
    gaya: Gaya,
    *,
    align: str = "left",
    left: float = 0,
    first: float = 0,
    bullet: float = 0,
    after: float = 0,
    before: float = 0,
) -> ParagraphStyle:
    """A paragraph style in the embedded typeface; lengths in points."""
    fonts.register(gaya.huruf)
    return ParagraphStyle(
        "naskah",
        fontName=gaya.huruf.regular,
        bulletFontName=gaya.huruf.regular,
        fontSize=gaya.size,
        bulletFontSize=gaya.size,
        leading=gaya.leading,
        alignment=_ALIGN[align],
        leftIndent=left,
        bulletIndent=bullet,
        firstLineIndent=first,
        spaceAfter=after,
        spaceBefore=before,
        allowWidows=0,
        allowOrphans=0,
        splitLongWords=1,
    )


class Teks(Paragraph):  # type: ignore[misc]
    """A paragraph that would rather end a line early than spread a few words over it, as before a long nomor."""

    def breakLines(self, width: Any) -> Any:
        broken = super().breakLines(width)
        if self.style.alignment == TA_JUSTIFY:
            most = _WIDEST_GAP * self.style.fontSize
            for at, line in enumerate(broken.lines):
                if broken.kind:
                    if line.extraSpace > most * (line.wordCount - 1):
                        line.extraSpace = 0
                elif line[0] > most * (len(line[1]) - 1):
                    broken.lines[at] = (0, line[1])
        return broken


def plain(
    text: str,
    gaya: Gaya,
    *,
    bold: bool = False,
    underline: bool = False,
    align: str = "left",
    after: float = 0,
    before: float = 0,
) -> Paragraph:
    """One plain value as a paragraph that prints it literally."""
    look = style(gaya, align=align, after=after, before=before)
    raw = fonts.printable(text)
    if not underline and (gaya.huruf is fonts.SANS or raw.isascii()):
        # No markup is read where there can be none: neither risk nor the time of a parser.
        return Teks("", look, frags=[tabel.polos(look, bold).clone(text=raw or "\xa0")])
    words = fonts.teks(text, gaya.huruf) or "\xa0"
    words = f"<u>{words}</u>" if underline else words
    return Teks(f"<b>{words}</b>" if bold else words, look)


def _markup(paragraph: Mapping[str, Any], values: Mapping[str, str], huruf: fonts.Huruf) -> str:
    parts = []
    for node in paragraph.get("content", []):
        if node["type"] == "hard_break":
            parts.append("<br/>")
            continue
        words = node["text"] if node["type"] == "text" else values.get(node["attrs"]["key"]) or isi.MISSING
        piece = fonts.teks(words, huruf)
        for mark in node.get("marks", []):
            tag = _TAG[mark["type"]]
            piece = f"<{tag}>{piece}</{tag}>"
        parts.append(piece)
    markup = "".join(parts)
    return markup if markup.strip() else "\xa0"  # an empty paragraph is an empty line


def _only_text(paragraph: Mapping[str, Any], huruf: fonts.Huruf) -> str:
    """The words of a paragraph that is one run without marks, as most are; "" for every other."""
    runs = paragraph.get("content", [])
    if len(runs) != 1 or runs[0]["type"] != "text" or runs[0].get("marks"):
        return ""
    words = fonts.printable(runs[0]["text"]).strip()
    return words if huruf is fonts.SANS or words.isascii() else ""


def story(
    body: Mapping[str, Any],
    values: Mapping[str, str],
    *,
    width: float,
    height: float,
    gaya: Gaya = NORMAL,
    left: float = 0,
) -> list[Flowable]:
    """A checked body as flowables.

    Args:
        values: what each field prints; a missing one prints dots.
        width: of the text column, points.
        left: where paragraphs and lists begin, from the left edge of the column, points; tables take the whole column.
        height: of a whole page of text, points; a table with a row taller than it is set as paragraphs instead.
    Raises:
        Invalid: the body is not what `isi.check` accepts (checked again here).
    """
    isi.check(body)
    return blocks(body["doc"]["content"], values, width=width, height=height, gaya=gaya, left=left)


def blocks(
    nodes: Sequence[Mapping[str, Any]],
    values: Mapping[str, str],
    *,
    width: float,
    height: float,
    gaya: Gaya = NORMAL,
    left: float = 0,
) -> list[Flowable]:
    """Some nodes of a body that was checked, as `story`."""
    return _Setter(values, width, height, gaya).blocks(nodes, left)


class _Sel(Teks):
    """A paragraph in a table, which asks for its height again and again: broken into lines once for each width."""

    _width: float | None = None
    _size: tuple[float, float] = (0.0, 0.0)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        if self._width != width:
            self._size, self._width = super().wrap(width, height), width
        return self._size


class _Setter:
    def __init__(self, values: Mapping[str, str], width: float, height: float, gaya: Gaya) -> None:
        self.values, self.width, self.height, self.gaya = values, width, height, gaya
        self.measure = tabel.Penakar()

    def blocks(self, nodes: Sequence[Mapping[str, Any]], left: float) -> list[Flowable]:
        made: list[Flowable] = []
        for node in nodes:
            if node["type"] == "paragraph":
                made.append(self.paragraph(node, left))
            elif node["type"] == "list":
                made += self.items(node, left)
            elif node["type"] == "table":
                made += self.table(node)
            else:
                made.append(PageBreak())
        return made

    def paragraph(self, node: Mapping[str, Any], left: float, bullet: str | None = None) -> Paragraph:
        attrs = node.get("attrs", {})
        if bullet is None:
            left += INDENT * attrs.get("indent", 0)
        room = self.width - _LEAST_WIDTH
        first = FIRST_LINE if attrs.get("firstLine") and bullet is None and not left else 0
        look = style(
            self.gaya,
            align=attrs.get("align", "justify"),
            left=min(left, room),
            first=first,
            bullet=min(left, room) - LIST_STEP if bullet is not None else 0,
            after=self.gaya.jarak if bullet is None else self.gaya.jarak / 2,
        )
        plain_text = _only_text(node, self.gaya.huruf)
        if plain_text:
            return Teks("", look, bulletText=bullet, frags=[tabel.polos(look, False).clone(text=plain_text)])
        return Teks(_markup(node, self.values, self.gaya.huruf), look, bulletText=bullet)

    def items(self, node: Mapping[str, Any], left: float) -> list[Flowable]:
        attrs, inner = node.get("attrs", {}), left + LIST_STEP
        made: list[Flowable] = []
        for number, item in enumerate(node["content"], attrs.get("start", 1)):
            first, *rest = item["content"]
            made.append(self.paragraph(first, inner, bullet=isi.marker(attrs.get("style", "decimal"), number)))
            made += self.blocks(rest, inner)
        if not left:
            made.append(Spacer(1, self.gaya.jarak / 2))
        return made

    def table(self, node: Mapping[str, Any]) -> list[Flowable]:
        rows = node["content"]
        columns, placed = isi.grid(rows)
        size = replace(self.gaya, size=self.gaya.size - 1, leading=self.gaya.leading - 2)
        widths = tabel.lebar(len(columns), placed, self.values, self.width, (size.huruf.bold, size.size), self.measure)
        heading = all(cell["type"] == "table_header" for cell in rows[0]["content"]) and len(rows) > 1
        repeat = int(heading and not any(row == 0 and tall > 1 for row, _, tall, _, _ in placed))
        table: Table | Tabel
        if len(placed) == len(rows) * len(columns):
            lines = [[[self.word(p, c, size) for p in c["content"]] for c in row["content"]] for row in rows]
            table = Tabel(lines, widths, repeat)
        else:
            table = self.merged(rows, placed, widths, size, repeat)
        if tabel.too_tall(table, placed, (self.width, self.height)):
            return [part for *_, cell in placed for part in self.blocks(cell["content"], 0)]
        return [table, Spacer(1, self.gaya.jarak)]

    def merged(
        self, rows: Sequence[Any], placed: list[isi.Placed], widths: list[float], size: Gaya, repeat: int
    ) -> Table:
        """A table in which cells are merged."""
        cells: list[list[Any]] = [["" for _ in widths] for _ in rows]
        look: list[tuple[Any, ...]] = [
            ("FONT", (0, 0), (-1, -1), size.huruf.regular, size.size),  # an empty cell would bring Helvetica
            ("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0)),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), tabel.PADDING),
            ("RIGHTPADDING", (0, 0), (-1, -1), tabel.PADDING),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ]
        for row, column, tall, wide, cell in placed:
            cells[row][column] = [self.cell(part, cell, size) for part in cell["content"]]
            if tall > 1 or wide > 1:
                look.append(("SPAN", (column, row), (column + wide - 1, row + tall - 1)))
        return Table(cells, colWidths=widths, style=look, repeatRows=repeat)

    def word(self, node: Mapping[str, Any], cell: Mapping[str, Any], gaya: Gaya) -> Kata | Paragraph:
        """What a cell says: plain words, which most are, or a paragraph."""
        bold, words = cell["type"] == "table_header", _only_text(node, gaya.huruf)
        if "\xa0" in words or (not words and node.get("content")):
            return self.cell(node, cell, gaya)
        align = cell.get("attrs", {}).get("align") or node.get("attrs", {}).get("align", "left")
        words = " ".join(words.split())
        font = gaya.huruf.bold if bold else gaya.huruf.regular
        return Kata(words, style(gaya, align=align), bold, self.measure(words, font, gaya.size))

    def cell(self, node: Mapping[str, Any], cell: Mapping[str, Any], gaya: Gaya) -> Paragraph:
        align = cell.get("attrs", {}).get("align") or node.get("attrs", {}).get("align", "left")
        look, heading = style(gaya, align=align), cell["type"] == "table_header"
        plain_text = _only_text(node, gaya.huruf)
        if plain_text:
            return _Sel("", look, frags=[tabel.polos(look, heading).clone(text=plain_text)])
        markup = _markup(node, self.values, gaya.huruf)
        return _Sel(f"<b>{markup}</b>" if heading else markup, look)
