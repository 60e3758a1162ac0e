"""A QR code as vector squares: sharp at any zoom, no image, no transparency."""

from functools import lru_cache
from typing import Any, Final

import segno

QUIET: Final = 4  # modules of white around, as the standard asks
_LEAST_VERSION: Final = 4  # 33 modules; keeps the code proper at 20 mm or more in a box of 25 mm


@lru_cache(maxsize=64)
def _squares(content: str) -> tuple[int, str]:
    """Modules on a side without the quiet zone, and the dark runs as PDF rectangles in whole modules."""
    code = segno.make_qr(content, error="m")
    if int(code.version) < _LEAST_VERSION:
        code = segno.make_qr(content, error="m", version=_LEAST_VERSION)
    rows = [bytes(row) for row in code.matrix]
    runs = []
    for down, row in enumerate(rows, 1):
        column = 0
        while (column := row.find(1, column)) >= 0:
            end = row.find(0, column)
            end = len(row) if end < 0 else end
            runs.append(f"{column} {len(rows) - down} {end - column} 1 re")
            column = end
    return len(rows), " ".join(runs)


def draw(canvas: Any, content: str, x: float, y: float, side: float) -> None:
    """Draw the code with its quiet zone into a square whose lower left corner is (x, y); points.

    Raises:
        ValueError: there is nothing to encode.
    """
    if not content:
        raise ValueError("QR tanpa isi")
    modules, squares = _squares(content)
    step = side / (modules + 2 * QUIET)
    canvas.saveState()
    canvas.setFillGray(0)
    canvas.translate(x + QUIET * step, y + QUIET * step)
    canvas.scale(step, step)
    canvas._code.append(f"{squares} f")  # three hundred calls of rect() would cost more than the rest of the block
    canvas.restoreState()
