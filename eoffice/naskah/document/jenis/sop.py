"""SOP: the identity sheet with the signature in its box, and the flowchart table (naskah-dinas.md 2.4 d)."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import zip_longest
from typing import Any, Final

from reportlab.platypus import Flowable, PageBreak, Spacer, Table

from eoffice.naskah.document import kepala
from eoffice.naskah.document.jenis import kotak
from eoffice.naskah.document.jenis.susunan import Susunan
from eoffice.naskah.document.ttd import Jejak, Kolom
from eoffice.naskah.document.values import Halaman
from eoffice.naskah.jenis import rincian
from eoffice.pdf import flow, fonts, kata, kop
from eoffice.pdf.baris import Baris
from eoffice.pdf.flow import Gaya
from eoffice.pdf.geometry import MM

_BARIS: Final = 6.5 * MM
_LABEL: Final = 38 * MM
_SIMBOL: Final = (11 * MM, 5.5 * MM)  # largest width and height of a symbol
_TURUN: Final = 2.2 * MM  # from the top of a row to where its line turns


def _hari(page: Halaman, nama: str, *, wajib: bool) -> str:
    day = rincian.tanggal(page.rincian, nama)
    return kata.tanggal(day) if day else kepala.titik("") if wajib else "-"


class Lembar(Flowable):  # type: ignore[misc]
    """The upper half of the identity sheet: who made it at the left; number, dates, and the signature at the right."""

    def __init__(self, page: Halaman, gaya: Gaya, trace: Jejak) -> None:
        super().__init__()
        self.page, self.trace, self.gaya = page, trace, replace(gaya, size=10, leading=12)
        self.column = Kolom(page, page.penanda, self.gaya)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        self.signing = self.column.measure(height) + 3 * MM
        self.name = flow.plain(rincian.teks(self.page.rincian, "nama") or kepala.titik(""), self.gaya, bold=True)
        self.named = max(_BARIS, self.name.wrap(width * 0.58 - _LABEL - 6 * MM, height)[1] + 2 * MM)
        self.height = 4 * _BARIS + self.signing + self.named
        return width, self.height

    def draw(self) -> None:
        canvas, left = self.canv, self.width * 0.42
        canvas.setLineWidth(kotak.GARIS)
        canvas.rect(0, 0, self.width, self.height)
        canvas.line(left, 0, left, self.height)
        canvas.line(left + _LABEL, 0, left + _LABEL, self.height)
        self.kop(left)
        own, top = self.page, self.height
        pairs = (
            ("Nomor SOP", kepala.nomor(own)),
            ("Tanggal Pembuatan", _hari(own, "tanggal_pembuatan", wajib=True)),
            ("Tanggal Revisi", _hari(own, "tanggal_revisi", wajib=False)),
            ("Tanggal Efektif", _hari(own, "tanggal_efektif", wajib=True)),
        )
        for label, words in pairs:
            self.row(left, top, label, words)
            top -= _BARIS
        self.row(left, top, "Disahkan oleh", "")
        self.trace.visual = self.column.draw(canvas, left + _LABEL + 2 * MM, top - 1.5 * MM)
        top -= self.signing
        self.row(left, top, "Nama SOP", "")
        self.name.drawOn(canvas, left + _LABEL + 2 * MM, top - self.named + 1.5 * MM)

    def row(self, left: float, top: float, label: str, words: str) -> None:
        canvas = self.canv
        canvas.line(left, top, self.width, top)
        canvas.setFont(fonts.REGULAR, self.gaya.size)
        canvas.drawString(left + 2 * MM, top - 4.5 * MM, label)
        if words:
            room = self.width - left - _LABEL - 4 * MM
            needed = fonts.width(fonts.printable(words), fonts.REGULAR, self.gaya.size)
            canvas.setFont(fonts.REGULAR, self.gaya.size * min(1, room / needed))
            canvas.drawString(left + _LABEL + 2 * MM, top - 4.5 * MM, fonts.printable(words))

    def kop(self, width: float) -> None:
        """Arms above the lines of the kop, in the middle of the left half."""
        lines: list[tuple[str, str]] = []
        for index, words in enumerate(self.page.kop.baris):
            font = fonts.BOLD if index == len(self.page.kop.baris) - 1 else fonts.REGULAR
            lines += [(font, line) for line in kop.balanced(fonts.printable(words).upper(), font, 12, width - 8 * MM)]
        high = 20 * MM + 6 * MM + 14 * len(lines)
        top = (self.height + high) / 2
        kop.arms(self.canv, self.page.kop, (width - 20 * MM) / 2, top - 22 * MM, 20 * MM, 20 * MM)
        y = top - 22 * MM - 5 * MM
        for font, line in lines:
            self.canv.setFont(font, 12)
            self.canv.drawCentredString(width / 2, y, line)
            y -= 14


def lembar(page: Halaman, gaya: Gaya, trace: Jejak) -> Flowable:
    """The sheet that is signed."""
    return Lembar(page, gaya, trace)


def kosong(page: Halaman, gaya: Gaya, *_: Any) -> list[Flowable]:
    """Nothing stands above the sheet or inside the story before it."""
    return []


def sesudah(page: Halaman, gaya: Gaya, width: float) -> list[Flowable]:
    """The six boxes below the sheet, then the flowchart on pages of its own."""
    line = replace(gaya, size=10, leading=12)
    pairs = (
        (("Dasar Hukum", _daftar(page, "dasar_hukum")), ("Kualifikasi Pelaksana", _daftar(page, "kualifikasi"))),
        (("Keterkaitan", _daftar(page, "keterkaitan")), ("Peralatan/Perlengkapan", _daftar(page, "peralatan"))),
        (("Peringatan", _kata(page, "peringatan")), ("Pencatatan dan Pendataan", _kata(page, "pencatatan"))),
    )
    groups = [_kelompok(_kotak(*left, line), _kotak(*right, line)) for left, right in pairs]
    boxes = kotak.berkelompok(groups, (width * 0.42, width * 0.58), line)
    title = flow.plain(
        f"ALUR {page.hal.upper()}", replace(gaya, size=11, leading=13), bold=True, align="center", after=8
    )
    return [boxes, PageBreak(), title, bagan(page, width), Spacer(1, 4)]


def _kelompok(left: list[Flowable], right: list[Flowable]) -> list[list[Any]]:
    """Two boxes beside each other, item by item, so that a long list may go on over the page."""
    return [list(pair) for pair in zip_longest(left, right, fillvalue="")]


def _daftar(page: Halaman, nama: str) -> list[str]:
    return list(rincian.daftar(page.rincian, nama))


def _kata(page: Halaman, nama: str) -> list[str]:
    words = rincian.teks(page.rincian, nama)
    return [words] if words else []


def _kotak(label: str, lines: list[str], gaya: Gaya) -> list[Flowable]:
    made: list[Flowable] = [flow.plain(label, gaya, bold=True)]
    if len(lines) < 2:
        return [*made, flow.plain(lines[0] if lines else "-", gaya)]
    for number, line in enumerate(lines, 1):
        made.append(Baris(((0.0, f"{number}."),), flow.plain(line, gaya), 6 * MM, gaya))
    return made


# -- the flowchart ----------------------------------------------------------------------------------------------------


class Simbol(Flowable):  # type: ignore[misc]
    """The symbol of one step; the table draws it, since only the table knows how high the row became.

    Args:
        dari: column from which the line comes, None at the first step.
        tidak: number of the step to which a refused decision returns.
    """

    def __init__(self, bentuk: str, *, dari: int | None, akhir: bool, tidak: int | None) -> None:
        super().__init__()
        self.bentuk, self.dari, self.akhir, self.tidak = bentuk, dari, akhir, tidak

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return width, _SIMBOL[1] + 2 * _TURUN + 2 * MM

    def draw(self) -> None:
        """Nothing: see Alur.draw."""


class Alur(Table):  # type: ignore[misc]
    """The table with its symbols and the lines between them; each row carries its own, so a page break cuts none."""

    def draw(self) -> None:
        super().draw()
        canvas = self.canv
        for index, row in enumerate(self._cellvalues):
            for column, value in enumerate(row):
                for each in value if isinstance(value, (list, tuple)) else (value,):
                    if isinstance(each, Simbol):
                        self.langkah(canvas, each, column, self._rowpositions[index], self._rowpositions[index + 1])

    def tengah(self, column: int) -> float:
        """The middle of a column."""
        return float(self._colpositions[column] + self._colpositions[column + 1]) / 2

    def langkah(self, canvas: Any, step: Simbol, column: int, top: float, bottom: float) -> None:
        """One symbol with the line that comes in above it and the one that leaves below."""
        x, y = self.tengah(column), (top + bottom - _TURUN / 2) / 2
        wide = min(_SIMBOL[0], (self._colpositions[column + 1] - self._colpositions[column]) * 0.72)
        high = _SIMBOL[1]
        canvas.saveState()
        canvas.setLineWidth(0.8)
        canvas.setStrokeGray(0)
        canvas.setFillGray(0)
        if step.dari is not None:
            turn, start = top - _TURUN, self.tengah(step.dari)
            canvas.line(start, top, start, turn)
            if start != x:
                canvas.line(start, turn, x, turn)
            canvas.line(x, turn, x, y + high / 2)
            arrow = canvas.beginPath()
            arrow.moveTo(x, y + high / 2)
            arrow.lineTo(x - 2, y + high / 2 + 4)
            arrow.lineTo(x + 2, y + high / 2 + 4)
            arrow.close()
            canvas.drawPath(arrow, stroke=0, fill=1)
        if not step.akhir:
            canvas.line(x, y - high / 2, x, bottom)
        _bentuk(canvas, step.bentuk, x, y, wide, high)
        if step.tidak is not None:
            canvas.setFont(fonts.REGULAR, 6.5)
            canvas.drawCentredString(x, y - 2.2, f"tidak: {step.tidak}")
        canvas.restoreState()


def _bentuk(canvas: Any, bentuk: str, x: float, y: float, wide: float, high: float) -> None:
    if bentuk == "keputusan":
        path = canvas.beginPath()
        path.moveTo(x - wide * 0.62, y)
        path.lineTo(x, y + high / 2)
        path.lineTo(x + wide * 0.62, y)
        path.lineTo(x, y - high / 2)
        path.close()
        canvas.drawPath(path, stroke=1, fill=0)
    elif bentuk in ("mulai", "selesai"):
        canvas.roundRect(x - wide / 2, y - high / 2, wide, high, high / 2)
    else:
        canvas.rect(x - wide / 2, y - high / 2, wide, high)


def bagan(page: Halaman, width: float) -> Table:
    """The steps, one row each, with a column for every executor; its head is repeated on every page."""
    small = flow.KECIL
    who = list(rincian.daftar(page.rincian, "pelaksana")) or [kepala.titik("")]
    steps = rincian.baris(page.rincian, "langkah")
    fixed = [9 * MM, 50 * MM, 30 * MM, 17 * MM, 30 * MM, 23 * MM]
    each = (width - sum(fixed)) / len(who)
    widths = [*fixed[:2], *[each] * len(who), *fixed[2:]]

    def head(*words: str) -> list[Flowable]:
        return [kotak.sel(w, small, bold=True, align="center") for w in words]

    blank = [""] * (len(who) - 1)
    rows: list[list[Any]] = [
        [*head("No.", "Kegiatan", "Pelaksana"), *blank, *head("Mutu Baku"), "", "", *head("Ket.")],
        ["", "", *head(*who), *head("Kelengkapan", "Waktu", "Output"), ""],
    ]
    last = len(who) + 1
    look: list[tuple[Any, ...]] = [
        ("GRID", (0, 0), (-1, -1), kotak.GARIS, (0, 0, 0)),
        ("SPAN", (0, 0), (0, 1)),
        ("SPAN", (1, 0), (1, 1)),
        ("SPAN", (2, 0), (last, 0)),
        ("SPAN", (last + 1, 0), (last + 3, 0)),
        ("SPAN", (-1, 0), (-1, 1)),
        ("VALIGN", (0, 0), (-1, 1), "MIDDLE"),
    ]
    before: int | None = None
    for number, step in enumerate(steps, 1):
        at = _kolom(step, who)
        final = number == len(steps) or rincian.teks(step, "bentuk") == "selesai"
        rows.append(_baris(number, step, len(who), at, before, final, small))
        before = None if final else at + 2
    return kotak.tabel(rows, widths, small, look=look, repeat=2, kind=Alur)


def _kolom(step: Mapping[str, Any], who: list[str]) -> int:
    name = rincian.teks(step, "pelaksana").casefold()
    return next((index for index, each in enumerate(who) if each.casefold() == name), 0)


def _baris(
    number: int, step: Mapping[str, Any], many: int, at: int, before: int | None, final: bool, gaya: Gaya
) -> list[Any]:
    shape = rincian.teks(step, "bentuk") or "proses"
    refused = rincian.bilangan(step, "jika_tidak") if shape == "keputusan" else None
    cells: list[Any] = [""] * many
    cells[at] = Simbol(shape, dari=before, akhir=final, tidak=refused)
    rest = [kotak.sel(rincian.teks(step, name), gaya) for name in ("kelengkapan", "waktu", "keluaran", "keterangan")]
    words = rincian.teks(step, "kegiatan") or kepala.titik("")
    return [kotak.sel(f"{number}.", gaya, align="center"), kotak.sel(words, gaya), *cells, *rest]


SUSUNAN: Final = Susunan(
    kepala=kosong, tubuh=kosong, ttd=lembar, sesudah=sesudah, tembusan=False, kop=False, kop_tinggi=18 * MM, rapat=False
)
