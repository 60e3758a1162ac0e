"""The kop: who writes, at the head of page 1 only. Source: naskah-dinas.md 3.3."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from eoffice.pdf import fonts, gambar, lambang
from eoffice.pdf.geometry import ARMS, KOP_TEXT, KOP_TOP, MARGIN_LEFT, MM, Kertas
from eoffice.pdf.rupa import Gambar

_SIZES: Final = {"pemerintah": 12.0, "perangkat": 16.0, "alamat": 9.0, "jabatan": 14.0}  # 3 : 4 as in [S13]
_SEAL: Final = 25 * MM


@dataclass(frozen=True, kw_only=True)
class Kop:
    """Lines of the kop, in full and not in capitals; they are printed in capitals.

    `baris` goes from the government to the agency: ("Pemerintah Kota Arunika", "Dinas Kesehatan"), with a third
    line for a UPTD or kelurahan. With `jabatan` it is the single line of a kop jabatan ("Wali Kota Arunika").
    `lambang` is the picture of the city, else the drawing of the program stands there, in black with `hitam`.
    """

    baris: tuple[str, ...]
    alamat: tuple[str, ...] = ()
    jabatan: bool = False
    lambang: Gambar | None = None
    hitam: bool = False


@dataclass(frozen=True)
class _Line:
    text: str
    font: str
    size: float

    @property
    def leading(self) -> float:
        return self.size * 1.16


def balanced(text: str, font: str, size: float, width: float) -> list[str]:
    """Break a heading into as few lines as fit, of about equal length, never inside a word."""
    return list(_balanced(text, font, size, width))


@lru_cache(maxsize=1024)
def _balanced(text: str, font: str, size: float, width: float) -> list[str]:
    words = text.split()
    if not words:
        return []
    least = -(-fonts.width(text, font, size) // width)
    for count in range(int(least), len(words) + 1):
        lines = _fill(words, font, size, max(width * 0.999, 1) if count == len(words) else width)
        if len(lines) <= count:
            return _even(words, font, size, width, len(lines))
    return _fill(words, font, size, width)


def _even(words: list[str], font: str, size: float, width: float, count: int) -> list[str]:
    """The narrowest setting that still needs only `count` lines."""
    low, high = 0.0, width
    for _ in range(9):
        middle = (low + high) / 2
        if len(_fill(words, font, size, middle)) <= count:
            high = middle
        else:
            low = middle
    return _fill(words, font, size, high)


def _fill(words: list[str], font: str, size: float, width: float) -> list[str]:
    lines = [words[0]]
    for word in words[1:]:
        longer = f"{lines[-1]} {word}"
        if fonts.width(longer, font, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


@lru_cache(maxsize=256)
def _lines(kop: Kop, width: float, huruf: fonts.Huruf) -> tuple[_Line, ...]:
    made = []
    for index, words in enumerate(kop.baris):
        agency = index == len(kop.baris) - 1
        kind = "jabatan" if kop.jabatan else "perangkat" if agency else "pemerintah"
        font = huruf.bold if agency or kop.jabatan else huruf.regular
        for line in balanced(fonts.dalam(words, huruf).upper(), font, _SIZES[kind], width):
            made.append(_Line(line, font, _SIZES[kind]))
    for words in kop.alamat:
        for line in balanced(fonts.dalam(words, huruf), huruf.regular, _SIZES["alamat"], width):
            made.append(_Line(line, huruf.regular, _SIZES["alamat"]))
    return tuple(made)


def _text_width(kop: Kop, kertas: Kertas) -> float:
    whole = kertas.right - MARGIN_LEFT
    return whole if kop.jabatan else whole - KOP_TEXT - 2 * MM


def height(kop: Kop, kertas: Kertas, huruf: fonts.Huruf = fonts.SANS) -> float:
    """From the top edge of the paper to where text may begin, points."""
    text = sum(line.leading for line in _lines(kop, _text_width(kop, kertas), huruf))
    if kop.jabatan:
        return KOP_TOP + _SEAL + 2 * MM + text + 8 * MM
    return KOP_TOP + max(text, ARMS[1]) + 2 * MM + 4 + 6 * MM


def draw(canvas: Any, kop: Kop, kertas: Kertas, huruf: fonts.Huruf = fonts.SANS) -> None:
    """Draw the kop at the top of the current page."""
    lines = _lines(kop, _text_width(kop, kertas), huruf)
    text = sum(line.leading for line in lines)
    top = kertas.height - KOP_TOP
    if kop.jabatan:
        middle = (MARGIN_LEFT + kertas.right) / 2
        arms(canvas, kop, middle - _SEAL / 2, top - _SEAL, _SEAL, _SEAL)
        _write(canvas, lines, middle, top - _SEAL - 2 * MM)
        return
    block = max(text, ARMS[1])
    arms(canvas, kop, MARGIN_LEFT, top - (block + ARMS[1]) / 2, *ARMS)
    _write(canvas, lines, (MARGIN_LEFT + KOP_TEXT + kertas.right) / 2, top - (block - text) / 2)
    rule = top - block - 2 * MM
    canvas.setStrokeGray(0)
    canvas.setLineWidth(2)
    canvas.line(MARGIN_LEFT, rule, kertas.right, rule)
    canvas.setLineWidth(0.5)
    canvas.line(MARGIN_LEFT, rule - 2.5, kertas.right, rule - 2.5)


def arms(canvas: Any, kop: Kop, x: float, y: float, width: float, height: float) -> None:
    """The arms of a kop in a box, points from its lower left corner: of the office square, of the city 22 : 25."""
    if kop.lambang is not None:
        gambar.draw(canvas, kop.lambang, x, y, width, height)
        return
    ink = lambang.Hitam(canvas) if kop.hitam else canvas
    if kop.jabatan:
        lambang.jabatan(ink, x, y, width)
    else:
        lambang.daerah(ink, x, y, width, height)


def _write(canvas: Any, lines: tuple[_Line, ...], middle: float, top: float) -> None:
    canvas.setFillGray(0)
    for line in lines:
        canvas.setFont(line.font, line.size)
        canvas.drawCentredString(middle, top - line.size * 0.92, line.text)
        top -= line.leading
