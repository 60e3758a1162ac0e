"""A QR code as vector squares: sharp at any zoom, no image, no transparency."""

from functools import lru_cache
from typing import Any, Final

import segno

QUIET: Final = 4  # modules of white around, as the standard asks
_LEAST_VERSION: Final = 4  # 33 modules; keeps the code proper at 20 mm or more in a box of 25 mm


@lru_cache(maxsize=64)
def _rows(content: str) -> tuple[bytes, ...]:
    code = segno.make_qr(content, error="m")
    if int(code.version) < _LEAST_VERSION:
        code = segno.make_qr(content, error="m", version=_LEAST_VERSION)
    return tuple(bytes(row) for row in code.matrix)


def draw(canvas: Any, content: str, x: float, y: float, side: float) -> None:
    """Draw the code with its quiet zone into a square whose lower left corner is (x, y); points.

    Raises:
        ValueError: there is nothing to encode.
    """
    if not content:
        raise ValueError("QR tanpa isi")
    rows = _rows(content)
    step = side / (len(rows) + 2 * QUIET)
    left, top = x + QUIET * step, y + side - QUIET * step
    canvas.saveState()
    canvas.setFillGray(0)
    path = canvas.beginPath()
    for down, row in enumerate(rows):
        column = 0
        while column < len(row):
            run = 1
            if row[column]:
                while column + run < len(row) and row[column + run]:
                    run += 1
                path.rect(left + column * step, top - (down + 1) * step, run * step, step)
            column += run
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()
