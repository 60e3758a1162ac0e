"""Two flowables that reportlab lacks: a row on fixed columns, and text that does not leave its signature alone."""

from typing import Any, Final

from reportlab.platypus import Flowable, KeepTogether, Paragraph, Table

from eoffice.pdf import fonts
from eoffice.pdf.flow import Gaya
from eoffice.pdf.tabel import Tabel

ROOM: Final = 1e6  # points; "as high as it likes"


class Baris(Flowable):  # type: ignore[misc]
    """Words at fixed places of the first line, then a paragraph in its own column that may go on for pages.

    Args:
        fixed: (x in points from the left edge of the column, words), as in ``(0, "Nomor"), (68, ":")``.
        nilai: the paragraph, and `x` where it begins, and `limit` where it ends (the column's end without).
        kanan: words against the right edge of the first line.
    """

    def __init__(
        self,
        fixed: tuple[tuple[float, str], ...],
        nilai: Paragraph,
        x: float,
        gaya: Gaya,
        *,
        limit: float | None = None,
        kanan: str = "",
        after: float = 0,
    ) -> None:
        super().__init__()
        self.fixed, self.nilai, self.x, self.gaya = fixed, nilai, x, gaya
        self.limit, self.kanan, self.after = limit, kanan, after
        self.spaceAfter = after

    def _room(self, width: float) -> float:
        return min(self.limit or width, width) - self.x

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        _, self.height = self.nilai.wrap(self._room(width), height)
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        parts = self.nilai.split(self._room(width), height)
        if len(parts) < 2:
            return []
        first = Baris(self.fixed, parts[0], self.x, self.gaya, limit=self.limit, kanan=self.kanan)
        return [first, Baris((), parts[1], self.x, self.gaya, limit=self.limit, after=self.after)]

    def draw(self) -> None:
        canvas = self.canv
        canvas.setFont(self.gaya.huruf.regular, self.gaya.size)
        baseline = self.height - self.gaya.size
        for x, words in self.fixed:
            canvas.drawString(x, baseline, fonts.dalam(words, self.gaya.huruf))
        self.nilai.drawOn(canvas, self.x, 0)
        if self.kanan:
            canvas.setFont(self.gaya.huruf.regular, self.gaya.size)
            canvas.drawRightString(self.width, baseline, fonts.dalam(self.kanan, self.gaya.huruf))


class Bersama(Flowable):  # type: ignore[misc]
    """A last piece of text with what must stay under it: at least two of its lines move along (3.2).

    `full` is the height of a whole page of text: a table that cannot be split and leaves no room there for the
    tail gives the tail a page of its own rather than none.
    """

    def __init__(self, text: Flowable, gap: float, tail: list[Flowable], full: float) -> None:
        super().__init__()
        self.text, self.gap, self.tail, self.full = text, gap, tail, full

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width = width
        _, self.text_height = self.text.wrap(width, ROOM)
        self.heights = [part.wrap(width, ROOM)[1] for part in self.tail]
        self.height = self.text_height + self.gap + sum(self.heights)
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        _, whole = self.wrap(width, height)
        if whole <= height:
            return [self]
        kept = self._kept()
        upper = min(height, self.text_height - kept)
        parts: list[Any] = self.text.split(width, upper) if upper > 0 else []
        if len(parts) == 2 and parts[1].wrap(width, ROOM)[1] >= min(kept, self.text_height) - 0.1:
            return [parts[0], Bersama(parts[1], self.gap, self.tail, self.full)]
        return self._apart(width, height) if whole > self.full else []

    def _apart(self, width: float, height: float) -> list[Flowable]:
        if self.text_height <= height:
            return [self.text, KeepTogether(self.tail)]
        parts = self.text.split(width, height)
        return [parts[0], Bersama(parts[1], self.gap, self.tail, self.full)] if len(parts) == 2 else []

    def _kept(self) -> float:
        if isinstance(self.text, Table | Tabel):
            return float(self.text._rowHeights[-1])
        paragraph = self.text.nilai if isinstance(self.text, Baris) else self.text
        return 2 * float(paragraph.style.leading) if isinstance(paragraph, Paragraph) else self.text_height

    def draw(self) -> None:
        top = self.height - self.text_height
        self.text.drawOn(self.canv, 0, top)
        top -= self.gap
        for part, height in zip(self.tail, self.heights, strict=True):
            top -= height
            part.drawOn(self.canv, 0, top)
