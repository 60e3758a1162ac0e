"""A spreadsheet as rows of text: values only, never formulas, and no more than a ledger has (CNT-04)."""

import csv
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
#: Bytes of a CSV file; a thousand recipients fill a small part of it.
LARGEST_CSV: Final = 10 * 1024 * 1024
_BROKEN: Final = "Lembar kerja ini tidak dapat dibaca. Simpan ulang sebagai XLSX atau CSV, lalu unggah lagi."


def baca_lembar(payload: bytes, panjang: int = MOST_TEXT, terbanyak: int = MOST_ROWS) -> tuple[dict[str, Any], bytes]:
    """The first sheet as text; a formula gives the value it was saved with, and nothing is computed.

    Args:
        panjang: characters that are kept of a cell.
        terbanyak: rows that it may have.
    """
    rows = _workbook(payload, panjang, terbanyak) if payload[:2] == b"PK" else _csv(payload, panjang, terbanyak)
    while rows and not any(rows[-1]):
        rows.pop()
    return {"baris": rows}, b""


def _workbook(payload: bytes, panjang: int, terbanyak: int) -> list[list[str]]:
    if office.inspect(payload) != "xlsx":
        raise Refused("Pilih lembar kerja XLSX atau CSV.")
    rows: list[list[str]] = []
    try:
        book = load_workbook(io.BytesIO(payload), read_only=True, data_only=True, keep_links=False)
        for row in book.worksheets[0].iter_rows(values_only=True):
            _add(rows, [_text(cell, panjang) for cell in row], terbanyak)
    except Refused:
        raise
    except (InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError) as error:
        raise Refused(_BROKEN) from error
    return rows


def _csv(payload: bytes, panjang: int, terbanyak: int) -> list[list[str]]:
    if len(payload) > LARGEST_CSV or b"\x00" in payload:
        raise Refused(_BROKEN)
    try:
        text = payload.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = payload.decode("cp1252", errors="replace")
    first = [line for line in text.split("\n", 40)[:40] if line.strip()]  # a title above the list says nothing of it
    delimiter = max(
        (";", ",", "\t"), key=lambda sign: (sum(sign in x for x in first), sum(x.count(sign) for x in first))
    )
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            _add(rows, [_text(cell, panjang) for cell in row], terbanyak)
    except csv.Error as error:
        raise Refused(_BROKEN) from error
    return rows


def _add(rows: list[list[str]], row: list[str], terbanyak: int) -> None:
    if len(rows) >= terbanyak:
        raise Refused(f"Paling banyak {terbanyak} baris. Bagi menjadi beberapa lembar.")
    if any(row[MOST_COLUMNS:]):
        raise Refused(f"Paling banyak {MOST_COLUMNS} kolom.")
    rows.append(row[:MOST_COLUMNS])


def _text(cell: object, panjang: int) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**15:
        return str(int(cell))
    return " ".join(str(cell).split())[:panjang]
