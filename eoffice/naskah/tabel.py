"""Rows of a spreadsheet as the body of a typed lampiran: one table with its first row as head."""

import re
from collections.abc import Sequence
from typing import Any, Final

from eoffice.errors import Invalid
from eoffice.pdf import isi as isi_naskah
from eoffice.pdf.isi.skema import FORBIDDEN, INVISIBLE

#: Most cells of one table, so that it stays within what a body may hold.
PALING_BANYAK_SEL: Final = 6_000
_ANGKA: Final = re.compile(r"(?:Rp\s?)?-?\d[\d.,]{0,20}%?")


def dari_tempelan(text: str) -> list[list[str]]:
    """What was copied from a spreadsheet: lines with cells between tabs; with semicolons where there are no tabs."""
    sign = "\t" if "\t" in text else ";"
    rows = [[" ".join(cell.split()) for cell in line.split(sign)] for line in text.splitlines()]
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def tabel(rows: Sequence[Sequence[str]]) -> dict[str, Any]:
    """The body. Numbers stand at the right of their cell.

    Raises:
        Invalid: nothing in it, or more than a page can be wide or a body can hold.
    """
    full = [row for row in rows if any(cell.strip() for cell in row)]
    wide = max((max((n for n, cell in enumerate(row, 1) if cell.strip()), default=0) for row in full), default=0)
    if not full:
        raise Invalid("Tabelnya kosong.", {"tabel": "Tempel tabelnya, atau pilih lembar yang berisi."})
    if wide > isi_naskah.MAX_COLUMNS:
        said = f"Tabel ini {wide} kolom; yang muat di kertas paling banyak {isi_naskah.MAX_COLUMNS}. Hapus kolom yang tidak perlu."
        raise Invalid(said, {"tabel": said})
    if len(full) * wide > PALING_BANYAK_SEL:
        said = f"Tabel ini {len(full) * wide} sel; paling banyak {PALING_BANYAK_SEL}. Bagi menjadi beberapa lampiran."
        raise Invalid(said, {"tabel": said})
    made = [
        {
            "type": "table_row",
            "content": [_cell(row[n] if n < len(row) else "", head=index == 0) for n in range(wide)],
        }
        for index, row in enumerate(full)
    ]
    return {"v": 1, "doc": {"type": "doc", "content": [{"type": "table", "content": made}]}}


def _cell(words: str, *, head: bool) -> dict[str, Any]:
    text = INVISIBLE.sub("", FORBIDDEN.sub("", " ".join(words.split())))
    paragraph: dict[str, Any] = {"type": "paragraph", **({"content": [{"type": "text", "text": text}]} if text else {})}
    if head:
        return {"type": "table_header", "content": [paragraph]}
    right = {"attrs": {"align": "right"}} if _ANGKA.fullmatch(text) else {}
    return {"type": "table_cell", **right, "content": [paragraph]}
