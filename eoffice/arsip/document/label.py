"""Labels of folders and boxes, on sheets of A4 that are cut or printed on sticky paper (naskah-dinas 6.1, 6.5)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from reportlab.platypus import Flowable

from eoffice.pdf import fonts, pdfa, qr
from eoffice.pdf.geometry import A4, MM
from eoffice.pdf.kanvas import Dokumen
from eoffice.pdf.tanda import wrapped

#: Two columns, and so many rows of a sheet: a folder has a label of 99 × 57 mm, a box one of 99 × 95 mm.
KOLOM: Final = 2
BARIS: Final = {False: 5, True: 3}
_SIDE: Final = 6 * MM
_PAD: Final = 4 * MM


@dataclass(frozen=True)
class Label:
    """What stands on one label.

    Attributes:
        besar: the line that is read from afar: the number of the berkas, or of the box.
        rinci: pairs of name and value below it.
        alamat: where the QR leads, a whole address.
    """

    kepala: str
    besar: str
    judul: str
    rinci: tuple[tuple[str, str], ...]
    alamat: str
    boks: bool = False


class _Lembar(Flowable):  # type: ignore[misc]
    """One sheet of labels."""

    def __init__(self, labels: Sequence[Label | None], rows: int) -> None:
        super().__init__()
        self.labels, self.rows = labels, rows

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        self.width, self.height = width, height
        return width, height

    def draw(self) -> None:
        wide, tall = self.width / KOLOM, self.height / self.rows
        for n, label in enumerate(self.labels):
            if label is not None:
                x, y = (n % KOLOM) * wide, self.height - (n // KOLOM + 1) * tall
                self.canv.saveState()
                self.canv.translate(x, y)
                _draw(self.canv, label, wide, tall)
                self.canv.restoreState()


def lembar_label(labels: Sequence[Label], *, mulai: int = 1, dicetak_at: datetime | None = None) -> bytes:
    """Sheets of labels, all of the same kind.

    Args:
        mulai: the first label of the first sheet that is still free, from 1: a sheet that was begun is used up.
    """
    boks = any(label.boks for label in labels)
    rows = BARIS[boks]
    with fonts.TYPESETTING:
        document = Dokumen(A4, lambda _canvas, _number, _count: None)
        box = (_SIDE, _SIDE, A4.width - 2 * _SIDE, A4.height - 2 * _SIDE)
        document.template("label", box, beneath=lambda _canvas: None)
        raw = document.build(list(_sheets(labels, rows, mulai)))
    name = "Label boks" if boks else "Label berkas"
    return pdfa.finish(raw, pdfa.Keterangan(judul=name, pembuat=labels[0].kepala, dibuat_at=dicetak_at))


def _sheets(labels: Sequence[Label], rows: int, mulai: int) -> Iterator[Flowable]:
    places: list[Label | None] = [None] * ((mulai - 1) % (rows * KOLOM)) + list(labels)
    for start in range(0, len(places), rows * KOLOM):
        yield _Lembar(places[start : start + rows * KOLOM], rows)


def _draw(canvas: Any, label: Label, wide: float, tall: float) -> None:
    canvas.setLineWidth(0.4)
    canvas.setStrokeGray(0.6)
    canvas.rect(1 * MM, 1 * MM, wide - 2 * MM, tall - 2 * MM)
    canvas.setStrokeGray(0)
    side = 30 * MM if label.boks else 24 * MM
    left, top = _PAD, tall - _PAD
    text = wide - 2 * _PAD
    canvas.setFont(fonts.REGULAR, 7)
    for line in wrapped(label.kepala, fonts.REGULAR, 7, text)[:2]:
        canvas.drawString(left, top - 7, line)
        top -= 8.5
    size = 26 if label.boks else 15
    while size > 9 and fonts.width(fonts.printable(label.besar), fonts.BOLD, size) > text:
        size -= 1
    canvas.setFont(fonts.BOLD, size)
    canvas.drawString(left, top - size - 2, fonts.printable(label.besar))
    top -= size + 7
    canvas.setFont(fonts.BOLD, 9)
    for line in _sebanyak(wrapped(label.judul, fonts.BOLD, 9, text), 4 if label.boks else 3):
        canvas.drawString(left, top - 9, line)
        top -= 10.5
    top -= 3
    narrow = text - side - 2 * MM
    for name, value in label.rinci:
        if not value:
            continue
        canvas.setFont(fonts.REGULAR, 7.5)
        canvas.drawString(left, top - 7.5, fonts.printable(name))
        free = narrow if top - 20 < _PAD + side else text
        for line in wrapped(value, fonts.REGULAR, 7.5, free - 20 * MM)[:2]:
            if top - 8 < _PAD:
                return _code(canvas, label, wide, side)
            canvas.drawString(left + 20 * MM, top - 7.5, line)
            top -= 9
    _code(canvas, label, wide, side)
    return None


def _sebanyak(lines: Sequence[str], most: int) -> Sequence[str]:
    """The first of some lines; where others are left out the last one says so, in place of its last word."""
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1].rpartition(' ')[0]} …"]


def _code(canvas: Any, label: Label, wide: float, side: float) -> None:
    qr.draw(canvas, label.alamat, wide - side - _PAD / 2, _PAD / 2, side)
