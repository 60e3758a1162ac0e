"""Lampiran pages: header, typed lists and tables, and room for files that are laid in afterwards.

Source: naskah-dinas.md 3.8.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from reportlab.platypus import Flowable, NextPageTemplate, PageBreak, Spacer

from eoffice.naskah import jenis
from eoffice.naskah.document import kepala, ttd
from eoffice.naskah.document.ttd import Jejak, Ttd
from eoffice.naskah.document.values import Halaman, Lampiran
from eoffice.pdf import flow, fonts, isi, kata, pdfa
from eoffice.pdf.baris import Baris
from eoffice.pdf.flow import Gaya
from eoffice.pdf.geometry import MM, TTD_WIDTH

TEGAK: Final = "tegak"
REBAH: Final = "rebah"

_HEADER: Final = 70 * MM  # from the left margin; a whole number fits on its line
_JUDUL_BERKAS: Final = Gaya(11, 11, 0)  # small, for the file needs the page
_BLEED: Final = 16 * MM  # a file brings its own margins, so it may use ours


class Tempel(Flowable):  # type: ignore[misc]
    """The rest of a page, kept for one page of a file; on the last one the signer is named below it."""

    def __init__(self, trace: Jejak, signer: list[str]) -> None:
        super().__init__()
        self.trace, self.signer = trace, signer

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = width, height - 1
        return width, height - 1

    def draw(self) -> None:
        leading = 10.5
        foot = leading * len(self.signer) + 4 if self.signer else 0
        x, y = self.canv.absolutePosition(0, 0)
        box = (x - _BLEED, y + foot, x + self.width + _BLEED * 0.6, y + self.height)
        self.trace.files.append((self.canv.getPageNumber(), box))
        self.canv.setFont(fonts.REGULAR, 9)
        for index, line in enumerate(self.signer, 1):
            left = self.width - TTD_WIDTH
            self.canv.drawString(left, leading * (len(self.signer) - index) + 2, fonts.dalam(line, self.canv.huruf))


def lists(page: Halaman, own: list[Lampiran]) -> list[Lampiran]:
    """Lampiran that the page itself asks for: many addressees, and those of its jenis."""
    if not kepala.listed(page):
        return own
    lines = [kepala.with_desk(t) + (f" {kepala.place(t)}" if t.tempat else "") for t in page.tujuan]
    return [Lampiran(judul="Daftar Tujuan", isi=listing(lines)), *own]


def _paragraph(words: str) -> dict[str, Any]:
    return {"type": "paragraph", **({"content": [{"type": "text", "text": words}]} if words else {})}


def listing(lines: Sequence[str]) -> dict[str, Any]:
    """A numbered list as a body."""
    items = [{"type": "list_item", "content": [_paragraph(fonts.printable(line))]} for line in lines]
    listed = {"type": "list", "attrs": {"style": "decimal", "start": 1}, "content": items}
    return {"v": 1, "doc": {"type": "doc", "content": [listed]}}


def grid(rows: Sequence[tuple[str, ...]]) -> dict[str, Any]:
    """A table as a body; the first row is its heading."""
    made = []
    for index, row in enumerate(rows):
        kind = "table_cell" if index else "table_header"
        made.append(
            {
                "type": "table_row",
                "content": [{"type": kind, "content": [_paragraph(fonts.printable(words))]} for words in row],
            }
        )
    return {"v": 1, "doc": {"type": "doc", "content": [{"type": "table", "content": made}]}}


Header = Callable[[Halaman, int, int, float], list[Flowable]]


def header(page: Halaman, number: int, count: int, left: float) -> list[Flowable]:
    """Lampiran, Nomor and Tanggal of the letter it belongs to (3.8); `left` in points."""
    gaya = Gaya(10, 11.8, 2, fonts.HURUF[jenis.get(page.jenis).huruf])
    label = "Lampiran" if count == 1 else f"Lampiran {kata.romawi(number)}"
    of = f"{jenis.get(page.jenis).nama_lampiran} {page.penanda.signing_as}"
    colon, value = left + 21 * MM, left + 23.5 * MM
    pairs = ((label, of), ("Nomor", kepala.nomor(page)), ("Tanggal", kepala.tanggal(page)))
    rows: list[Flowable] = [
        Baris(((left, name), (colon, ":")), flow.plain(words, gaya), value, gaya) for name, words in pairs
    ]
    return [*rows, Spacer(1, gaya.leading)]


def _judul(words: str, gaya: Gaya) -> Flowable:
    return flow.plain(words.upper(), kepala.single(gaya), bold=True, align="center", after=gaya.leading)


def story(
    page: Halaman,
    every: list[Lampiran],
    trace: Jejak,
    values: Mapping[str, str],
    gaya: Gaya,
    size: tuple[float, float],
    *,
    header: Header = header,
) -> tuple[list[Flowable], list[tuple[bytes, int]]]:
    """All lampiran pages, and which page of which file belongs on each reserved one, in order.

    Args:
        size: width and height of a page of text, points.
    """
    made: list[Flowable] = []
    files: list[tuple[bytes, int]] = []
    for number, lampiran in enumerate(every, 1):
        if lampiran.pdf is not None:
            sizes = pdfa.sizes(lampiran.pdf)
            turned = bool(sizes) and sizes[0][0] > sizes[0][1]
            more = page.kertas.height - page.kertas.width if turned else 0
            head = [
                *header(page, number, len(every), _HEADER + more),
                _judul(lampiran.judul, replace(_JUDUL_BERKAS, huruf=gaya.huruf)),
            ]
            made += _file(page, sizes, head, trace)
            files += [(lampiran.pdf, index) for index in range(len(sizes))]
            continue
        room, more = size, 0.0
        if lampiran.rebah:
            more = page.kertas.height - page.kertas.width
            room = (size[0] + more, size[1] - more)
        made += [NextPageTemplate(REBAH if lampiran.rebah else TEGAK), PageBreak()]
        made += header(page, number, len(every), _HEADER + more)
        made.append(_judul(lampiran.judul, gaya))
        body: Mapping[str, Any] = lampiran.isi or isi.from_plain("")
        text = flow.story(body, values, width=room[0], height=room[1], gaya=gaya)
        made += ttd.close(text, Ttd(page, gaya), [], gaya, room[1])
    return made, files


def _file(page: Halaman, sizes: list[tuple[float, float]], header: list[Flowable], trace: Jejak) -> list[Flowable]:
    made: list[Flowable] = []
    signer = ttd.office_lines(page.penanda, page.rupa) + ([] if page.konsep else ["ditandatangani secara elektronik"])
    signer += ttd.name_lines(page.penanda)
    for index, (width, height) in enumerate(sizes):
        made += [NextPageTemplate(REBAH if width > height else TEGAK), PageBreak()]
        made += header if index == 0 else []
        made.append(Tempel(trace, signer if index == len(sizes) - 1 else []))
    return made
