"""The sheets as ODS: the same cells as the XLSX, written by odfdo and packed again so that equal figures give equal bytes."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from eoffice.laporan.kertas import angka
from eoffice.laporan.terbitan import tulis
from eoffice.laporan.terbitan.isi import Isi, id_potret
from eoffice.laporan.terbitan.lembar import NAMA, Lembar, Sel, lembar

#: Date of every file inside the package; an archive without a date cannot be written.
TANGGAL: Final = (1980, 1, 1, 0, 0, 0)
KEPALA: Final = 4
"""Rows above the first row of figures."""
_ID: Final = 'number:language="id" number:country="ID"'
_GAYA: Final = (
    f'<number:number-style style:name="Nbulat" {_ID}><number:number number:decimal-places="0" '
    'number:min-integer-digits="1" number:grouping="true"/></number:number-style>',
    f'<number:number-style style:name="Nangka" {_ID}><number:number number:decimal-places="3" '
    'number:min-decimal-places="1" number:min-integer-digits="1" number:grouping="true"/></number:number-style>',
    f'<number:percentage-style style:name="Npersen" {_ID}><number:number number:decimal-places="1" '
    'number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>',
    f'<number:number-style style:name="Nrupiah" {_ID}><number:text>Rp</number:text><number:number '
    'number:decimal-places="0" number:min-integer-digits="1" number:grouping="true"/></number:number-style>',
    f'<number:date-style style:name="Ntanggal" {_ID}><number:day/><number:text> </number:text><number:month '
    'number:textual="true"/><number:text> </number:text><number:year number:style="long"/></number:date-style>',
    *(
        f'<style:style style:name="{name}" style:family="table-cell" style:parent-style-name="Default" '
        f'style:data-style-name="N{name}"><style:table-cell-properties style:vertical-align="top"/></style:style>'
        for name in ("bulat", "angka", "persen", "rupiah", "tanggal")
    ),
    '<style:style style:name="teks" style:family="table-cell" style:parent-style-name="Default">'
    '<style:table-cell-properties style:vertical-align="top" fo:wrap-option="wrap"/></style:style>',
    '<style:style style:name="kepala" style:family="table-cell" style:parent-style-name="Default">'
    '<style:table-cell-properties style:vertical-align="top" fo:wrap-option="wrap" fo:background-color="#f0f0f0" '
    'fo:border-bottom="0.75pt solid #000000"/><style:text-properties fo:font-weight="bold"/></style:style>',
    '<style:style style:name="judul" style:family="table-cell" style:parent-style-name="Default">'
    '<style:text-properties fo:font-weight="bold" fo:font-size="14pt"/></style:style>',
)


def ods(isi: Isi, sha256: str) -> bytes:
    """The whole workbook. The same figures give the same bytes."""
    from odfdo import Document, Element  # takes 0.3 s to import, and only whoever makes a report needs it

    sheets = lembar(isi, sha256)
    document = Document("spreadsheet")
    styles: Any = document.content.get_element("//office:automatic-styles")
    widths = sorted({width for each in sheets for width in each.lebar})
    for markup in (*_GAYA, *(_kolom(width) for width in widths)):
        styles.append(Element.from_tag(markup))
    document.body.clear()
    for each in sheets:
        document.body.append(Element.from_tag(_tabel(each)))
    _cetak(document, id_potret(isi["bulan"], sha256), Element.from_tag)
    made = datetime.fromisoformat(isi["kendali"]["dibuat"]).replace(tzinfo=None)
    meta = document.meta
    meta.title = f"Laporan Adopsi Persuratan Elektronik {tulis.bulan(isi['bulan'])}"
    meta.subject = id_potret(isi["bulan"], sha256)
    meta.creator = meta.initial_creator = f"Pemerintah {isi['kota']}"
    meta.language = "id-ID"
    meta.creation_date = meta.date = made
    meta.generator = "eoffice"
    document.set_part("settings.xml", _tampilan().encode())
    out = io.BytesIO()
    document.save(out)
    return _kemas(out.getvalue())


def _kolom(width: int) -> str:
    """A column of so many characters."""
    return (
        f'<style:style style:name="k{width}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width * 0.21 + 0.2:.2f}cm"/></style:style>'
    )


def _tabel(each: Lembar) -> str:
    parts = [f'<table:table table:name={quoteattr(each.nama)} table:style-name="ta1">']
    parts += [f'<table:table-column table:style-name="k{width}"/>' for width in each.lebar]
    parts += [_baris([(Sel(each.judul), "judul")]), _baris([(Sel(each.catatan), "")]), _baris([(Sel(None), "")])]
    head = _baris([(Sel(title), "kepala") for title in each.kepala])
    parts.append(f"<table:table-header-rows>{head}</table:table-header-rows>")
    parts += [_baris([(cell, cell.bentuk) for cell in row]) for row in each.baris]
    return "".join((*parts, "</table:table>"))


def _baris(cells: list[tuple[Sel, str]]) -> str:
    return f"<table:table-row>{''.join(_sel(cell, style) for cell, style in cells)}</table:table-row>"


def _sel(cell: Sel, style: str) -> str:
    """One cell; a formula is never written, and text stays text whatever it begins with."""
    value = cell.nilai
    look = f' table:style-name="{style}"' if style else ""
    if value is None:
        return f"<table:table-cell{look}/>"
    if isinstance(value, str):
        return f'<table:table-cell{look} office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'
    if isinstance(value, date):
        said = tulis.hari_pendek(value.isoformat())
        return (
            f'<table:table-cell{look} office:value-type="date" office:date-value="{value.isoformat()}">'
            f"<text:p>{said}</text:p></table:table-cell>"
        )
    kind = "percentage" if cell.bentuk == "persen" else "float"
    number = float(value)
    said = angka(value if cell.bentuk != "persen" else value * 100, 3) + ("%" if cell.bentuk == "persen" else "")
    return (
        f'<table:table-cell{look} office:value-type="{kind}" office:value="{number!r}">'
        f"<text:p>{said}</text:p></table:table-cell>"
    )


def _cetak(document: Any, name: str, element: Callable[[str], Any]) -> None:
    """Landscape A4, as wide as one page, with the name of the snapshot at the foot."""
    page = document.styles.get_element("//style:page-layout[@style:name='Mpm1']/style:page-layout-properties")
    for key, value in (
        ("fo:page-width", "29.7cm"),
        ("fo:page-height", "21cm"),
        ("style:print-orientation", "landscape"),
        ("style:scale-to-X", "1"),
        ("style:scale-to-Y", "0"),
    ):
        page.set_attribute(key, value)
    foot = document.styles.get_element("//style:master-page[@style:name='Default']/style:footer/text:p")
    foot.clear()
    foot.append(element(f"<text:span>{escape(name)} · </text:span>"))
    foot.append(element("<text:page-number>1</text:page-number>"))


def _tampilan() -> str:
    """The heads stay in sight: each sheet is split below its head and beside its first columns."""

    def item(name: str, kind: str, value: object) -> str:
        return f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'

    sheets = "".join(
        f"<config:config-item-map-entry config:name={quoteattr(name)}>"
        + item("HorizontalSplitMode", "short", 2)
        + item("VerticalSplitMode", "short", 2)
        + item("HorizontalSplitPosition", "int", 1)
        + item("VerticalSplitPosition", "int", KEPALA)
        + item("PositionRight", "int", 1)
        + item("PositionBottom", "int", KEPALA)
        + "</config:config-item-map-entry>"
        for name in NAMA
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><office:document-settings '
        'xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" '
        'xmlns:ooo="http://openoffice.org/2004/office" '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.2"><office:settings>'
        '<config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">'
        f'<config:config-item-map-entry><config:config-item-map-named config:name="Tables">{sheets}'
        "</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed>"
        "</config:config-item-set></office:settings></office:document-settings>"
    )


def _kemas(package: bytes) -> bytes:
    """The same parts in the same order, each with one fixed date; `mimetype` first and not compressed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            info = zipfile.ZipInfo(name, TANGGAL)
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            target.writestr(info, source.read(name))
    return out.getvalue()
