"""The embedded typeface, Liberation Sans (the widths of Arial), registered once per process.

Also the one place where reportlab's reach to files, addresses and evaluated colours is closed (CNT-02).
"""

import threading
import unicodedata
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

TYPESETTING: Final = threading.Lock()
"""reportlab keeps fonts and their subsets in module state: one document is set at a time in a process."""

_UNPRINTABLE: Final = ("Cc", "Cf", "Cs", "Co", "Cn")
_SUBSTITUTE: Final = "□"


@cache
def register() -> None:
    """Make the four styles known and close reportlab; the second call costs nothing."""
    # Without this every page starts with Helvetica, which is not embedded, and PDF/A fails (tte.md 6).
    rl_config.canvas_basefontname = REGULAR
    rl_config.useA85 = 0  # streams as bytes and not as text: a quarter smaller and sooner written
    # No file, address or expression may come out of markup, even if some ever slipped through.
    rl_config.trustedHosts = None
    rl_config.trustedSchemes = []
    rl_config.toColorCanUse = None
    for name, file in (
        (REGULAR, "LiberationSans-Regular.ttf"),
        (BOLD, "LiberationSans-Bold.ttf"),
        (ITALIC, "LiberationSans-Italic.ttf"),
        (BOLD_ITALIC, "LiberationSans-BoldItalic.ttf"),
    ):
        pdfmetrics.registerFont(TTFont(name, str(FOLDER / file)))
    pdfmetrics.registerFontFamily(REGULAR, REGULAR, BOLD, ITALIC, BOLD_ITALIC)


@cache
def _glyphs() -> frozenset[int]:
    register()
    fonts: list[Any] = [pdfmetrics.getFont(name) for name in (REGULAR, BOLD, ITALIC, BOLD_ITALIC)]
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


def teks(text: str) -> str:
    """A plain value as reportlab markup that prints literally. Every user text passes here once (CNT-02)."""
    return escape(printable(text))


def width(text: str, font: str, size: float) -> float:
    """Width of a line in points."""
    register()
    return float(pdfmetrics.stringWidth(text, font, size))
