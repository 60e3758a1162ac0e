"""Sizes of paper and the fixed places on it, in points unless a name says otherwise.

Source: naskah-dinas.md 2.3 (columns) and 3.1 (paper, margins, type).
"""

from dataclasses import dataclass
from typing import Final

MM: Final = 72 / 25.4


@dataclass(frozen=True)
class Kertas:
    """A sheet of paper; width and height in whole millimetres."""

    nama: str
    lebar_mm: int
    tinggi_mm: int

    @property
    def width(self) -> float:
        """Width in points."""
        return self.lebar_mm * MM

    @property
    def height(self) -> float:
        """Height in points."""
        return self.tinggi_mm * MM

    @property
    def right(self) -> float:
        """Where text ends, from the left edge: 190 mm on A4, 195 mm on F4."""
        return self.width - MARGIN_RIGHT


A4: Final = Kertas("A4", 210, 297)
F4: Final = Kertas("F4", 215, 330)
A5: Final = Kertas("A5", 148, 210)


def kertas(nama: str, *, rebah: bool = False) -> Kertas:
    """A4, F4 or A5 by name, upright or turned. Raises KeyError."""
    sheet = {each.nama: each for each in (A4, F4, A5)}[nama]
    return Kertas(sheet.nama, sheet.tinggi_mm, sheet.lebar_mm) if rebah else sheet


MARGIN_LEFT: Final = 30 * MM
MARGIN_RIGHT: Final = 20 * MM
MARGIN_TOP: Final = 25 * MM  # of pages without kop; the page number stands above it
MARGIN_BOTTOM: Final = 30 * MM  # leaves room for the TTE footer
NOMOR_HALAMAN: Final = 15 * MM  # baseline of the page number, from the top edge
KOP_TOP: Final = 12 * MM

# Columns, measured from the left margin (subtract 30 mm from the figures of 2.3).
TITIK_DUA: Final = 24 * MM
NILAI: Final = 27 * MM
BATAS_NILAI: Final = 100 * MM  # the date at the right must never collide with a value
TTD: Final = 83 * MM
TTD_WIDTH: Final = 77 * MM
TEMBUSAN_WIDTH: Final = 75 * MM
ARMS: Final = (22 * MM, 25 * MM)
KOP_TEXT: Final = 22 * MM

VISUAL_HEIGHT: Final = 25 * MM  # of the TTE block; its QR is then at least 20 mm without the quiet zone
FOOTER_TOP: Final = 24 * MM
FIRST_LINE: Final = 12 * MM
INDENT: Final = 10 * MM
LIST_STEP: Final = 8 * MM

Box = tuple[int, float, float, float, float]
"""Page counted from 1, then x1, y1, x2, y2 in points with the origin at the bottom left."""
