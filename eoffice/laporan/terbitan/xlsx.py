"""The sheets as XLSX: numbers as numbers, text always as text, frozen heads, ready to print, the same bytes each time."""

import io
from datetime import datetime
from typing import Any, Final

from eoffice.laporan.terbitan import tulis
from eoffice.laporan.terbitan.isi import Isi, id_potret
from eoffice.laporan.terbitan.lembar import Lembar, Sel, lembar

FORMAT: Final = {
    "bulat": "[$-421]#,##0",
    "angka": "[$-421]#,##0.0##",
    "persen": "[$-421]0.0%",
    "rupiah": '[$-421]"Rp"#,##0',
    "tanggal": "[$-421]d mmm yyyy",
}
"""Number formats with the Indonesian locale."""
KEPALA: Final = 3
"""Row of the head, counted from 0: title, note, an empty row."""


def xlsx(isi: Isi, sha256: str) -> bytes:
    """The whole workbook. The same figures give the same bytes."""
    import xlsxwriter  # only whoever makes a report needs it

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    made = datetime.fromisoformat(isi["kendali"]["dibuat"]).replace(tzinfo=None)
    book.set_properties(
        {
            "title": f"Laporan Adopsi Persuratan Elektronik {tulis.bulan(isi['bulan'])}",
            "subject": id_potret(isi["bulan"], sha256),
            "author": f"Pemerintah {isi['kota']}",
            "created": made,
        }
    )
    look = _gaya(book)
    for each in lembar(isi, sha256):
        _tulis(book.add_worksheet(each.nama), each, look, id_potret(isi["bulan"], sha256))
    book.close()
    return out.getvalue()


def _gaya(book: Any) -> dict[str, Any]:
    edge = {"valign": "top", "bottom": 4, "bottom_color": "#8C8C8C"}
    look = {name: book.add_format({**edge, "num_format": code}) for name, code in FORMAT.items()}
    look["teks"] = book.add_format({**edge, "text_wrap": True, "num_format": "@"})
    look["judul"] = book.add_format({"bold": True, "font_size": 14})
    look["catatan"] = book.add_format({"italic": True, "font_color": "#4D4D4D"})
    look["kepala"] = book.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#F0F0F0"}
    )
    return look


def _tulis(sheet: Any, each: Lembar, look: dict[str, Any], name: str) -> None:
    sheet.write_string(0, 0, each.judul, look["judul"])
    sheet.write_string(1, 0, each.catatan, look["catatan"])
    for n, (title, width) in enumerate(zip(each.kepala, each.lebar, strict=True)):
        sheet.set_column(n, n, width)
        sheet.write_string(KEPALA, n, title, look["kepala"])
    for row, cells in enumerate(each.baris, KEPALA + 1):
        for n, cell in enumerate(cells):
            _sel(sheet, row, n, cell, look)
    sheet.freeze_panes(KEPALA + 1, 2 if len(each.kepala) > 3 else 1)
    if each.baris:
        sheet.autofilter(KEPALA, 0, KEPALA + len(each.baris), len(each.kepala) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(KEPALA)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.set_footer(f"&L{name}&R&P / &N")


def _sel(sheet: Any, row: int, column: int, cell: Sel, look: dict[str, Any]) -> None:
    value = cell.nilai
    if value is None:
        sheet.write_blank(row, column, None, look["teks"])
    elif isinstance(value, str):
        sheet.write_string(row, column, value, look["teks"])
    elif cell.bentuk == "tanggal":
        sheet.write_datetime(row, column, value, look["tanggal"])
    else:
        sheet.write_number(row, column, float(value), look[cell.bentuk])  # type: ignore[arg-type]
