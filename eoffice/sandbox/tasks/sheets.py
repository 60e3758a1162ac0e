"""A spreadsheet as rows of text: values only, never formulas, and no more than a ledger has (CNT-04)."""

import io
from datetime import date, datetime
from typing import Any, Final

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from eoffice.sandbox.refusal import Refused
from eoffice.sandbox.tasks import office

MOST_ROWS: Final = 5_000
MOST_COLUMNS: Final = 30
MOST_TEXT: Final = 300
_BROKEN: Final = "Lembar kerja ini tidak dapat dibaca. Simpan ulang sebagai XLSX atau CSV, lalu unggah lagi."


def baca_lembar(payload: bytes) -> tuple[dict[str, Any], bytes]:
    """The first sheet as text; a formula gives the value it was saved with, and nothing is computed."""
    if office.inspect(payload) != "xlsx":
        raise Refused("Pilih lembar kerja XLSX atau CSV.")
    rows: list[list[str]] = []
    try:
        book = load_workbook(io.BytesIO(payload), read_only=True, data_only=True, keep_links=False)
        for n, row in enumerate(book.worksheets[0].iter_rows(values_only=True)):
            if n >= MOST_ROWS:
                raise Refused(f"Paling banyak {MOST_ROWS} baris. Bagi menjadi beberapa lembar.")
            if any(cell is not None for cell in row[MOST_COLUMNS:]):
                raise Refused(f"Paling banyak {MOST_COLUMNS} kolom.")
            rows.append([_text(cell) for cell in row[:MOST_COLUMNS]])
    except Refused:
        raise
    except (InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError) as error:
        raise Refused(_BROKEN) from error
    while rows and not any(rows[-1]):
        rows.pop()
    return {"baris": rows}, b""


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**15:
        return str(int(cell))
    return " ".join(str(cell).split())[:MOST_TEXT]
