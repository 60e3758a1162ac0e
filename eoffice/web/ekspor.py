"""CSV and workbooks that open in a spreadsheet without doing anything there (CNT-04)."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Final

BOM: Final = "\N{ZERO WIDTH NO-BREAK SPACE}"
BAHAYA: Final = frozenset("=+-@\t\r\n＝＋－＠")
"""A field that begins with one of these could be taken for a formula."""


def tawar(teks: str) -> str:
    """The text with an apostrophe before it when its first visible character could start a formula."""
    seen = teks.lstrip(" \u00a0\u200b\ufeff")
    return f"'{teks}" if teks[:1] in BAHAYA or seen[:1] in BAHAYA else teks


def to_csv(kepala: Sequence[str], baris: Iterable[Sequence[str]], *, pemisah: str = ",") -> bytes:
    """RFC 4180: every field quoted, lines end with CRLF, UTF-8 with a byte order mark.

    Args:
        pemisah: `;` for a sheet that a spreadsheet of an Indonesian computer is to open by a double click.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=pemisah, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in (kepala, *baris):
        writer.writerow([tawar(field) for field in row])
    return (BOM + out.getvalue()).encode("utf-8")


Sel = str | int | float | Fraction | date | None
"""One cell of a workbook: text, a number as a number, or a date."""


@dataclass(frozen=True)
class Lembar:
    """One sheet: its name, head, and rows; `lebar` are widths in characters where the content does not decide."""

    nama: str
    kepala: Sequence[str]
    baris: Iterable[Sequence[Sel]]
    lebar: Sequence[int] = ()
    judul: Sequence[str] = ()


_TAK_BOLEH: Final = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
TERPANJANG: Final = 32_000
"""Characters of a cell; a spreadsheet takes 32,767."""


def to_xlsx(lembar: Iterable[Lembar], *, judul: str) -> bytes:
    """A workbook: numbers as numbers, dates as dates, text never as a formula, the head kept in view.

    The same content gives the same bytes: the time of making is not inside.
    """
    import xlsxwriter  # here, not above: it costs every start of the program what few requests need

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": judul, "created": datetime(2000, 1, 1)})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    strong, day = book.add_format({"bold": True}), book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"})
    wrap, plain = book.add_format({"text_wrap": True, "valign": "top"}), book.add_format({"valign": "top"})
    for each in lembar:
        sheet = book.add_worksheet(each.nama.translate(_TAK_BOLEH)[:31])
        for n, line in enumerate(each.judul):
            sheet.write_string(n, 0, line, strong)
        top = len(each.judul) + (1 if each.judul else 0)
        rows = list(each.baris)
        widths = _lebar(each, rows)
        for column, name in enumerate(each.kepala):
            sheet.set_column(column, column, widths[column])
            sheet.write_string(top, column, name, bold)
        sheet.freeze_panes(top + 1, 0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.repeat_rows(top)
        for row, cells in enumerate(rows, top + 1):
            if (lines := _tinggi(cells, widths)) > 1:  # not every spreadsheet grows a row for wrapped text
                sheet.set_row(row, 15 * lines)
            for column, cell in enumerate(cells):
                _sel(sheet, row, column, cell, day, wrap, plain)
    book.close()
    return out.getvalue()


def _lebar(lembar: Lembar, baris: Sequence[Sequence[Sel]]) -> list[int]:
    """The width of every column: as given, else that of the head and of what stands below it, within reason."""
    found = [max(10, min(40, len(name) + 2)) for name in lembar.kepala]
    for cells in baris:
        for column, cell in enumerate(cells[: len(found)]):
            if isinstance(cell, str) and found[column] < 40:
                found[column] = max(found[column], min(40, len(cell) + 2))
    return [*lembar.lebar[: len(found)], *found[len(lembar.lebar) :]]


def _tinggi(cells: Sequence[Sel], lebar: Sequence[int]) -> int:
    """How many lines the fullest cell of a row takes, at most ten."""
    lines = (
        sum(-(-max(1, len(part)) // max(1, width - 2)) for part in cell.split("\n"))
        for cell, width in zip(cells, lebar, strict=False)
        if isinstance(cell, str)
    )
    return min(10, max(lines, default=1))


def _sel(sheet: Any, row: int, column: int, cell: Sel, day: Any, wrap: Any, plain: Any) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, str):
        sheet.write_string(row, column, cell[:TERPANJANG], wrap)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), day)
    else:
        sheet.write_number(row, column, float(cell) if isinstance(cell, Fraction) else cell, plain)
