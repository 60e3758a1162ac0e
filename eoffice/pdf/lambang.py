"""Emblems of the invented Kota Arunika, drawn for this program: no real city's arms, no state emblem."""

import math
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

_GOLD: Final = (0.80, 0.60, 0.13)
_DEEP: Final = (0.07, 0.24, 0.42)
_SKY: Final = (0.36, 0.62, 0.80)
_HILL: Final = (0.13, 0.45, 0.30)
_WHITE: Final = (1.0, 1.0, 1.0)


class Hitam:
    """A canvas in shades of black: what is drawn in a colour comes out as dark as that colour is."""

    def __init__(self, canvas: Any) -> None:
        self._canvas = canvas

    def __getattr__(self, name: str) -> Any:
        return getattr(self._canvas, name)

    def setFillColorRGB(self, red: float, green: float, blue: float) -> None:
        self._canvas.setFillGray(_shade(red, green, blue))

    def setStrokeColorRGB(self, red: float, green: float, blue: float) -> None:
        self._canvas.setStrokeGray(_shade(red, green, blue))


def _shade(red: float, green: float, blue: float) -> float:
    """White stays white, all else is dark enough for a copying machine."""
    light = 0.3 * red + 0.59 * green + 0.11 * blue
    return 1.0 if light > 0.98 else light * 0.75


def _shield(canvas: Any, x: float, y: float, w: float, h: float) -> Any:
    path = canvas.beginPath()
    path.moveTo(x, y + h)
    path.curveTo(x + w * 0.3, y + h * 0.95, x + w * 0.7, y + h * 0.95, x + w, y + h)
    path.lineTo(x + w, y + h * 0.42)
    path.curveTo(x + w, y + h * 0.18, x + w * 0.72, y + h * 0.07, x + w * 0.5, y)
    path.curveTo(x + w * 0.28, y + h * 0.07, x, y + h * 0.18, x, y + h * 0.42)
    path.close()
    return path


def _rays(canvas: Any, x: float, y: float, inner: float, outer: float, count: int, start: float, sweep: float) -> None:
    path = canvas.beginPath()
    for index in range(count):
        angle = math.radians(start + sweep * index / (count - 1 if sweep < 360 else count))
        half = math.radians(min(sweep, 360) / count * 0.22)
        path.moveTo(x + inner * math.cos(angle - half), y + inner * math.sin(angle - half))
        path.lineTo(x + outer * math.cos(angle), y + outer * math.sin(angle))
        path.lineTo(x + inner * math.cos(angle + half), y + inner * math.sin(angle + half))
        path.close()
    canvas.drawPath(path, stroke=0, fill=1)


_DIGAMBAR: Final[dict[tuple[object, ...], list[str]]] = {}
_MOST: Final = 64


def _ingat(draw: Callable[..., None]) -> Callable[..., None]:
    """Drawn once for each place and colour, then written again as it is: half a millisecond of every first page."""

    @wraps(draw)
    def drawn(canvas: Any, *box: float) -> None:
        key = (draw.__name__, isinstance(canvas, Hitam), *box)
        code: list[str] = canvas._code
        if key in _DIGAMBAR:
            code.extend(_DIGAMBAR[key])
            return
        start = len(code)
        draw(canvas, *box)
        if len(_DIGAMBAR) < _MOST:
            _DIGAMBAR[key] = code[start:]

    return drawn


@_ingat
def daerah(canvas: Any, x: float, y: float, w: float, h: float) -> None:
    """The city's arms in a box: the sun rises behind two hills, above three waves. Keep w : h at 22 : 25."""
    canvas.saveState()
    canvas.setFillColorRGB(*_GOLD)
    canvas.drawPath(_shield(canvas, x, y, w, h), stroke=0, fill=1)
    edge = w * 0.045
    x, y, w, h = x + edge, y + edge * 1.3, w - 2 * edge, h - 2.2 * edge
    canvas.saveState()
    canvas.clipPath(_shield(canvas, x, y, w, h), stroke=0, fill=0)
    canvas.setFillColorRGB(*_SKY)
    canvas.rect(x, y, w, h, stroke=0, fill=1)
    sun_x, sun_y = x + w / 2, y + h * 0.50
    canvas.setFillColorRGB(*_WHITE)
    _rays(canvas, sun_x, sun_y, w * 0.27, w * 0.44, 9, 10, 160)
    canvas.setFillColorRGB(*_GOLD)
    canvas.circle(sun_x, sun_y, w * 0.23, stroke=0, fill=1)
    canvas.setFillColorRGB(*_HILL)
    for peak, left, right, top in ((0.27, -0.15, 0.70, 0.60), (0.76, 0.32, 1.15, 0.56)):
        path = canvas.beginPath()
        path.moveTo(x + w * left, y + h * 0.30)
        path.curveTo(x + w * (peak - 0.15), y + h * 0.36, x + w * (peak - 0.1), y + h * top, x + w * peak, y + h * top)
        path.curveTo(
            x + w * (peak + 0.1), y + h * top, x + w * (peak + 0.15), y + h * 0.36, x + w * right, y + h * 0.30
        )
        path.close()
        canvas.drawPath(path, stroke=0, fill=1)
    canvas.setFillColorRGB(*_DEEP)
    canvas.rect(x, y, w, h * 0.345, stroke=0, fill=1)
    canvas.setStrokeColorRGB(*_WHITE)
    canvas.setLineWidth(w * 0.03)
    for level in (0.28, 0.20, 0.12):
        path = canvas.beginPath()
        path.moveTo(x, y + h * level)
        for step in range(4):
            a, b = x + w * step / 4, x + w * (step + 1) / 4
            rise = h * (0.035 if step % 2 == 0 else -0.035)
            path.curveTo(a + w / 12, y + h * level + rise, b - w / 12, y + h * level + rise, b, y + h * level)
        canvas.drawPath(path, stroke=1, fill=0)
    canvas.restoreState()
    canvas.restoreState()


@_ingat
def jabatan(canvas: Any, x: float, y: float, side: float) -> None:
    """The seal of the Wali Kota in a square: a golden sun of sixteen rays between two sprigs."""
    middle_x, middle_y, radius = x + side / 2, y + side / 2, side / 2
    canvas.saveState()
    canvas.setFillColorRGB(*_GOLD)
    canvas.setStrokeColorRGB(*_GOLD)
    _rays(canvas, middle_x, middle_y + radius * 0.08, radius * 0.40, radius * 0.66, 16, 0, 360)
    canvas.circle(middle_x, middle_y + radius * 0.08, radius * 0.34, stroke=0, fill=1)
    canvas.setFillColorRGB(*_WHITE)
    _rays(canvas, middle_x, middle_y + radius * 0.08, radius * 0.09, radius * 0.28, 5, 90, 360)
    canvas.circle(middle_x, middle_y + radius * 0.08, radius * 0.10, stroke=0, fill=1)
    canvas.setFillColorRGB(*_GOLD)
    canvas.setLineWidth(radius * 0.035)
    for side_sign in (-1, 1):
        canvas.arc(
            middle_x - radius * 0.84,
            middle_y - radius * 0.84,
            middle_x + radius * 0.84,
            middle_y + radius * 0.84,
            startAng=-85 if side_sign > 0 else -95,
            extent=125 if side_sign > 0 else -125,
        )
        for leaf in range(8):
            angle = math.radians(-80 + leaf * 16)
            at_x = middle_x + side_sign * radius * 0.84 * math.cos(angle)
            at_y = middle_y + radius * 0.84 * math.sin(angle)
            canvas.saveState()
            canvas.translate(at_x, at_y)
            turn = math.degrees(angle) + 90
            canvas.rotate(turn if side_sign > 0 else 180 - turn)
            for tilt in (-38, 38):
                canvas.saveState()
                canvas.rotate(tilt)
                canvas.ellipse(0, -radius * 0.035, radius * 0.19, radius * 0.035, stroke=0, fill=1)
                canvas.restoreState()
            canvas.restoreState()
    canvas.restoreState()
