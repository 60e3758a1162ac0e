"""The signature block: office, visual of the electronic signature, name; and the tembusan below it.

Source: naskah-dinas.md 3.6, 3.7, 3.9.
"""

from dataclasses import dataclass, field, replace
from typing import Any, Final

from reportlab.platypus import Flowable, KeepTogether, PageBreak, Paragraph, Spacer, Table

from eoffice.naskah.document.values import PIHAK_PERTAMA, Halaman, Penanda
from eoffice.pdf import flow, fonts, kop, qr, rupa, tanda
from eoffice.pdf.baris import Baris, Bersama
from eoffice.pdf.flow import Gaya
from eoffice.pdf.geometry import LIST_STEP, MM, TEMBUSAN_WIDTH, TTD, TTD_WIDTH, Box
from eoffice.pdf.rupa import Rupa
from eoffice.pdf.tabel import Tabel

_GAP: Final = 3  # points between office, visual and name
_SMALL: Final = 7.5
_AWALAN: Final = {"plt": "Plt. ", "plh": "Plh. ", "pj": "Pj. "}
_MENYATU: Final = 12  # so many tembusan stay with the block; more may go on to the next page


def office_lines(penanda: Penanda, look: Rupa = rupa.BAWAAN) -> list[str]:
    """The lines above the signature; offices as the city writes them, only the last ends with a comma."""
    jabatan, atas = look.jabatan(penanda.jabatan), look.jabatan(penanda.jabatan_atas)
    if penanda.bentuk == "an":
        lines = [f"a.n. {atas}", jabatan]
    elif penanda.bentuk == "ub":
        lines = [f"a.n. {atas}", jabatan, "u.b.", look.jabatan(penanda.jabatan_ub)]
    elif penanda.bentuk in _AWALAN:
        lines = [_AWALAN[penanda.bentuk] + jabatan]
        if penanda.jabatan_definitif:
            lines.append(look.jabatan(penanda.jabatan_definitif))
    else:
        lines = [jabatan]
    return [*lines[:-1], f"{lines[-1]},"]


def name_lines(penanda: Penanda) -> list[str]:
    """Name, pangkat and NIP; an elected leader has neither of the last two."""
    lines = [penanda.nama]
    if not penanda.is_kepala_daerah:
        if penanda.pangkat:
            lines.append(penanda.pangkat)
        if penanda.nip:
            lines.append(f"NIP {penanda.nip}")
    return lines


@dataclass
class Jejak:
    """Where things came to lie: filled while drawing, read when the document is built.

    `visual` is the place of the first signer, `lain` those of the others in the order of signing.
    """

    pages: int = 0
    visual: Box | None = None
    lain: dict[int, Box] = field(default_factory=dict)
    files: list[tuple[int, tuple[float, float, float, float]]] = field(default_factory=list)


class Kolom:
    """One signer's column: office, visual of the signature, name; TTD_WIDTH wide.

    Args:
        head: lines above the office, as place and date, or what a party is called.
    """

    def __init__(self, page: Halaman, penanda: Penanda, gaya: Gaya, *, head: tuple[str, ...] = ()) -> None:
        self.page, self.penanda = page, penanda
        single, self.huruf = replace(gaya, leading=gaya.size * 1.16, jarak=0), gaya.huruf
        self.upper: list[Flowable] = [flow.plain(line, single) for line in head]
        if head:
            self.upper.append(Spacer(1, gaya.size / 2))
        for office in office_lines(penanda, page.rupa):
            lines = kop.balanced(fonts.printable(office), self.huruf.regular, gaya.size, TTD_WIDTH)
            self.upper += [flow.plain(line, single) for line in lines]
        lined = page.rupa.nama_garis_bawah
        self.lower = [
            flow.plain(line, single, bold=lined and not number, underline=lined and not number)
            for number, line in enumerate(name_lines(penanda))
        ]
        self.high = page.rupa.tinggi_visual

    def measure(self, height: float) -> float:
        """Height in points."""
        self.heights = [part.wrap(TTD_WIDTH, height)[1] for part in (*self.upper, *self.lower)]
        return float(sum(self.heights)) + self.high + 2 * _GAP

    @property
    def above(self) -> float:
        """Height of what stands above the visual; known once it is measured."""
        return float(sum(self.heights[: len(self.upper)]))

    def draw(self, canvas: Any, x: float, top: float, *, lower: float = 0) -> Box:
        """Draw it downwards from `top`, with so much room before the visual; returns the visual's place on the page."""
        for part, height in zip(self.upper, self.heights, strict=False):
            top -= height
            part.drawOn(canvas, x, top)
        top -= lower + _GAP + self.high
        self.visual(canvas, x, top)
        left, bottom = canvas.absolutePosition(x, top)
        place = (left, bottom, left + TTD_WIDTH, bottom + self.high)
        top -= _GAP
        for part, height in zip(self.lower, self.heights[len(self.upper) :], strict=True):
            top -= height
            part.drawOn(canvas, x, top)
        x1, y1, x2, y2 = (round(value, 2) for value in place)
        return canvas.getPageNumber(), x1, y1, x2, y2

    def visual(self, canvas: Any, x: float, y: float) -> None:
        """The framed block with the QR; in a konsep an empty frame that says so, for a pen nothing but room."""
        if self.page.basah:
            return
        canvas.saveState()
        canvas.setLineWidth(0.5)
        if self.page.konsep:
            canvas.setStrokeGray(0.6)
            canvas.setDash(2, 2)
        if self.page.konsep or self.page.rupa.bingkai:
            canvas.rect(x, y, TTD_WIDTH, self.high, stroke=1, fill=0)
        canvas.restoreState()
        if self.page.konsep:
            canvas.saveState()
            canvas.setFillGray(0.4)
            canvas.setFont(fonts.REGULAR, 8)
            middle = y + self.high / 2 - 3
            canvas.drawCentredString(x + TTD_WIDTH / 2, middle, "(tempat tanda tangan elektronik)")
            canvas.restoreState()
            return
        qr.draw(canvas, self.page.verify_url, x, y, self.high)
        self.words(canvas, x + self.high + MM, y, TTD_WIDTH - self.high - 3 * MM)

    def words(self, canvas: Any, x: float, y: float, width: float) -> None:
        """Beside the QR: that it is signed electronically, in which office, and what the certificate is worth."""
        look, plain, strong = self.page.rupa, self.huruf.regular, self.huruf.bold
        office = tanda.wrapped(look.jabatan(self.penanda.signing_as), strong, _SMALL, width)
        lines = [(plain, line) for line in kop.balanced(look.kalimat_visual, plain, _SMALL, 0.7 * width)]
        lines += [(strong, line) for line in office[:4]]
        if look.nama_visual:
            lines += [(plain, line) for line in tanda.wrapped(self.penanda.nama, plain, _SMALL, width)[:2]]
        if self.page.tanda_tte:
            lines.append((plain, ""))
            lines += [(plain, line) for line in tanda.wrapped(self.page.tanda_tte, plain, _SMALL, width)]
        leading = min(_SMALL * 1.22, (self.high - 4) / len(lines))
        size = min(_SMALL, leading / 1.1)
        top = y + (self.high + leading * len(lines)) / 2
        for font, line in lines:
            top -= leading
            canvas.setFont(font, size)
            canvas.drawString(x, top + 1.5, fonts.dalam(line, self.huruf))


class Ttd(Flowable):  # type: ignore[misc]
    """The block in the right half of the text column.

    Args:
        before: lines above the office, as place and date where a jenis prints them there.
        trace: receives the place of the visual; without it (on a lampiran) nothing is recorded.
    """

    def __init__(self, page: Halaman, gaya: Gaya, *, before: tuple[str, ...] = (), trace: Jejak | None = None) -> None:
        super().__init__()
        self.trace = trace
        self.column = Kolom(page, page.penanda, gaya, head=before)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = width, self.column.measure(height)
        return width, self.height

    def draw(self) -> None:
        place = self.column.draw(self.canv, TTD, self.height)
        if self.trace is not None:
            self.trace.visual = place


class TtdPihak(Flowable):  # type: ignore[misc]
    """Several signers: PIHAK KEDUA at the left of PIHAK PERTAMA, who signs first; others below, in the middle (2.4 o)."""

    def __init__(self, page: Halaman, gaya: Gaya, *, trace: Jejak | None = None) -> None:
        super().__init__()
        self.trace, self.gap = trace, 1.2 * gaya.leading
        self.first = Kolom(page, page.penanda, gaya, head=(f"{PIHAK_PERTAMA},",))
        self.others = [Kolom(page, p.penanda, gaya, head=(f"{p.sebutan},",)) for p in page.penanda_lain]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        beside, *below = [column.measure(height) for column in self.others]
        self.width = width
        first = self.first.measure(height)
        level = max(self.first.above, self.others[0].above)  # both visuals of a row stand at the same height
        self.down = (level - self.first.above, level - self.others[0].above)
        self.rows = [max(first + self.down[0], beside + self.down[1]), *below]
        self.height = sum(self.rows) + self.gap * (len(self.rows) - 1)
        return width, self.height

    def draw(self) -> None:
        top, places = self.height, {}
        first = self.first.draw(self.canv, TTD, top, lower=self.down[0])
        places[0] = self.others[0].draw(self.canv, 0, top, lower=self.down[1])
        for number, (column, row) in enumerate(zip(self.others[1:], self.rows, strict=False), 1):
            top -= row + self.gap
            places[number] = column.draw(self.canv, (self.width - TTD_WIDTH) / 2, top)
        if self.trace is not None:
            self.trace.visual, self.trace.lain = first, places


def tembusan(names: tuple[str, ...], gaya: Gaya) -> list[Flowable]:
    """Tembusan in the left column, numbered when there are several (3.7)."""
    if not names:
        return []
    small = replace(gaya, size=gaya.size - 1, leading=(gaya.size - 1) * 1.16, jarak=0)
    rows: list[Flowable] = [Spacer(1, small.leading), flow.plain("Tembusan:", small)]
    if len(names) == 1:
        return [*rows, Baris((), flow.plain(names[0], small), 0, small, limit=TEMBUSAN_WIDTH)]
    for number, name in enumerate(names, 1):
        fixed = ((0.0, f"{number}."),)
        rows.append(Baris(fixed, flow.plain(name, small), LIST_STEP, small, limit=TEMBUSAN_WIDTH + LIST_STEP))
    return rows


def close(story: list[Flowable], block: Flowable, copies: list[Flowable], gaya: Gaya, height: float) -> list[Flowable]:
    """The story with its signature block, which never stands alone on a page (3.2); `height` of a page of text."""
    gap = 1.2 * gaya.leading
    while story and isinstance(story[-1], (Spacer, PageBreak)):  # a break at the end would leave the block alone
        story = story[:-1]
    together, rest = (copies, []) if len(copies) <= _MENYATU + 2 else (copies[:4], copies[4:])
    if not story or not isinstance(story[-1], (Paragraph, Table, Tabel, Baris)):
        return [*story, Spacer(1, gap), KeepTogether([block, *together]), *rest]
    return [*story[:-1], Bersama(story[-1], gap, [block, *together], height), *rest]
