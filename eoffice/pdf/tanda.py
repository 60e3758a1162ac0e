"""Marks across and around a page: the pale diagonal word, the class of secrecy, the wrapped small print."""

from functools import lru_cache
from typing import Any, Final

from eoffice.pdf import fonts
from eoffice.pdf.geometry import MARGIN_LEFT, MM

_PALE: Final = 0.95  # solid grey: transparency would endanger PDF/A
_TOP: Final = 8.5 * MM


def diagonal(canvas: Any, word: str, width: float, height: float) -> None:
    """A pale word across the page. Call it before anything else is drawn, so that it lies beneath."""
    canvas.saveState()
    canvas.setFillGray(_PALE)
    size = 0.56 * (width**2 + height**2) ** 0.5 / fonts.width(word, fonts.BOLD, 1)
    canvas.translate(width / 2, height / 2)
    canvas.rotate(52)
    canvas.setFont(fonts.BOLD, size)
    canvas.drawCentredString(0, -size * 0.36, word)
    canvas.restoreState()


def konsep(canvas: Any, height: float, left: float = MARGIN_LEFT) -> None:
    """The word KONSEP at the top left, in real text so that a copy of the words says it too."""
    canvas.setFillGray(0.35)
    canvas.setFont(fonts.BOLD, 9)
    canvas.drawString(left, height - _TOP, "KONSEP")
    canvas.setFillGray(0)


def sifat(canvas: Any, word: str, width: float, height: float) -> None:
    """The class of secrecy at the top right and the bottom of a page (3.2)."""
    canvas.setFillGray(0)
    canvas.setFont(fonts.BOLD, 11)
    canvas.drawRightString(width - 20 * MM, height - _TOP, word)
    canvas.drawCentredString(width / 2, 6 * MM, word)


@lru_cache(maxsize=256)
def wrapped(text: str, font: str, size: float, width: float) -> tuple[str, ...]:
    """A plain text broken into lines; a word longer than a line is cut."""
    lines, line = [], ""
    for word in fonts.printable(text).split():
        while fonts.width(word, font, size) > width:
            cut = next(n for n in range(len(word), 0, -1) if n == 1 or fonts.width(word[:n], font, size) <= width)
            if line:
                lines.append(line)
            lines.append(word[:cut])
            line, word = "", word[cut:]
        longer = f"{line} {word}".strip()
        if fonts.width(longer, font, size) <= width:
            line = longer
        else:
            lines.append(line)
            line = word
    return tuple([*lines, line] if line else lines)
