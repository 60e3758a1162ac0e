"""The embedded typefaces: Liberation Sans (the widths of Arial), and eOffice Bonum (as Bookman) for produk hukum.

Each is read once per process, when first used. Also the one place where reportlab's reach to files, addresses and evaluated
colours is closed (CNT-02).
"""

import threading
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER: Final = Path(__file__).resolve().parent.parent / "fonts"

REGULAR: Final = "LiberationSans"
BOLD: Final = "LiberationSans-Bold"
ITALIC: Final = "LiberationSans-Italic"
BOLD_ITALIC: Final = "LiberationSans-BoldItalic"


@dataclass(frozen=True)
class Huruf:
    """A typeface: the names of its four styles; `berkas` begins the names of their files."""

    regular: str
    bold: str
    italic: str
    bold_italic: str
    berkas: str

    @property
    def styles(self) -> tuple[tuple[str, str], ...]:
        """Each style with its file."""
        names = (self.regular, self.bold, self.italic, self.bold_italic)
        files = ("Regular", "Bold", "Italic", "BoldItalic")
        return tuple((name, f"{self.berkas}-{file}.ttf") for name, file in zip(names, files, strict=True))


SANS: Final = Huruf(REGULAR, BOLD, ITALIC, BOLD_ITALIC, "LiberationSans")
BONUM: Final = Huruf(
    "eOfficeBonum", "eOfficeBonum-Bold", "eOfficeBonum-Italic", "eOfficeBonum-BoldItalic", "eOfficeBonum"
)
HURUF: Final = {"sans": SANS, "bonum": BONUM}

TYPESETTING: Final = threading.Lock()
"""reportlab keeps fonts and their subsets in module state: one document is set at a time in a process."""

_UNPRINTABLE: Final = ("Cc", "Cf", "Cs", "Co", "Cn")
_SUBSTITUTE: Final = "□"


@cache
def register(huruf: Huruf = SANS) -> None:
    """Make the four styles known and close reportlab; the second call costs nothing."""
    # Without this every page starts with Helvetica, which is not embedded, and PDF/A fails (tte.md 6).
    rl_config.canvas_basefontname = REGULAR
    rl_config.useA85 = 0  # streams as bytes and not as text: a quarter smaller and sooner written
    # No file, address or expression may come out of markup, even if some ever slipped through.
    rl_config.trustedHosts = None
    rl_config.trustedSchemes = []
    rl_config.toColorCanUse = None
    if huruf is not SANS:
        register(SANS)  # lends the signs that a smaller typeface lacks
    for name, file in huruf.styles:
        pdfmetrics.registerFont(TTFont(name, str(FOLDER / file)))
    pdfmetrics.registerFontFamily(huruf.regular, huruf.regular, huruf.bold, huruf.italic, huruf.bold_italic)


@cache
def _glyphs(huruf: Huruf = SANS) -> frozenset[int]:
    register(huruf)
    fonts: list[Any] = [pdfmetrics.getFont(name) for name, _ in huruf.styles]
    return frozenset.intersection(*(frozenset(font.face.charToGlyph) for font in fonts))


@cache
def _printed(character: str) -> str:
    if character in "\t\n\r\u2028\u2029":
        return " "
    if unicodedata.category(character) in _UNPRINTABLE:
        return ""
    # A character without a glyph would print .notdef, which PDF/A forbids.
    return character if ord(character) in _glyphs() else _SUBSTITUTE


def printable(text: str) -> str:
    """The text as the typeface can print it: no control characters, one □ for what it has no glyph for."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_printed, unicodedata.normalize("NFC", text)))


def tak_tercetak(text: str) -> list[tuple[int, int]]:
    """Where signs stand that no typeface of ours has: beginning and end of each run."""
    found: list[tuple[int, int]] = []
    for at, character in enumerate(text):
        # A mark after a letter is one sign with it on paper; a joiner between two emoji belongs to them.
        loose = unicodedata.category(character) in ("Mn", "Me", "Cf")
        after = bool(found) and found[-1][1] == at
        if after if loose else character != _SUBSTITUTE and _printed(character) == _SUBSTITUTE:
            start = found.pop()[0] if after else at
            found.append((start, at + 1))
    return found


def teks(text: str, huruf: Huruf = SANS) -> str:
    """A plain value as reportlab markup that prints literally. Every user text passes here once (CNT-02)."""
    words = printable(text)
    if huruf is SANS or words.isascii():
        return escape(words)
    return "".join(_lent(c) if ord(c) not in _glyphs(huruf) else escape(c) for c in words)


def _lent(character: str) -> str:
    return f'<font name="{REGULAR}">{escape(character)}</font>'


def dalam(text: str, huruf: Huruf) -> str:
    """A plain line for a canvas whose typeface may lack a sign: that one becomes a question mark."""
    words = printable(text)
    if huruf is SANS or words.isascii():
        return words
    return "".join(c if ord(c) in _glyphs(huruf) else "?" for c in words)


def width(text: str, font: str, size: float) -> float:
    """Width of a line in points."""
    register(BONUM if font.startswith(BONUM.regular) else SANS)
    return float(pdfmetrics.stringWidth(text, font, size))
