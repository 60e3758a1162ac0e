"""Boxed tables of the forms: cells in the embedded typeface, lines around groups of rows."""

from collections.abc import Sequence
from typing import Any, Final

from reportlab.platypus import Flowable, Table

from eoffice.pdf import flow, fonts
from eoffice.pdf.flow import Gaya

GARIS: Final = 0.6
_HITAM: Final = (0, 0, 0)
_PADDING: Final = 3.5


def sel(words: str, gaya: Gaya, **more: Any) -> Flowable:
    """The words of one cell."""
    return flow.plain(words, gaya, **more)


def dasar(gaya: Gaya) -> list[tuple[Any, ...]]:
    """What all boxed tables have in common."""
    return [
        ("FONT", (0, 0), (-1, -1), fonts.REGULAR, gaya.size),  # an empty cell would bring Helvetica
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), _PADDING),
        ("RIGHTPADDING", (0, 0), (-1, -1), _PADDING),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]


def tabel(
    cells: Sequence[Sequence[Any]],
    widths: Sequence[float],
    gaya: Gaya,
    *,
    look: Sequence[tuple[Any, ...]] = (("GRID", (0, 0), (-1, -1), GARIS, _HITAM),),
    repeat: int = 0,
    heights: Sequence[float | None] | None = None,
    kind: type[Table] = Table,
) -> Table:
    """A table as wide as its columns, with all lines unless `look` says otherwise."""
    return kind(
        [list(row) for row in cells],
        colWidths=list(widths),
        rowHeights=list(heights) if heights else None,
        style=[*dasar(gaya), *look],
        repeatRows=repeat,
    )


def berkelompok(
    groups: Sequence[Sequence[Sequence[Any]]],
    widths: Sequence[float],
    gaya: Gaya,
    *,
    spans: Sequence[tuple[Any, ...]] = (),
) -> Table:
    """Rows in groups: lines between the columns and around each group, none inside a group."""
    look: list[tuple[Any, ...]] = [
        ("BOX", (0, 0), (-1, -1), GARIS, _HITAM),
        ("LINEAFTER", (0, 0), (-2, -1), GARIS, _HITAM),
        *spans,
    ]
    rows: list[Sequence[Any]] = []
    for group in groups:
        look.append(("LINEABOVE", (0, len(rows)), (-1, len(rows)), GARIS, _HITAM))
        rows += group
    return tabel(rows, widths, gaya, look=look)
