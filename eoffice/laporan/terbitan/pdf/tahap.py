"""The strip of stages: one cell for each office with its letter and pattern, so that it survives grey printing (metrik.md 3.3)."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from reportlab.lib.colors import HexColor, white

from eoffice.laporan.terbitan.isi import Isi
from eoffice.laporan.terbitan.pdf.gaya import GARIS, PUDAR, TINTA
from eoffice.pdf import fonts

KATA: Final = (("B", "belum"), ("M", "mulai"), ("J", "berjalan"), ("P", "penuh"))
SEL: Final = 12.0
"""Height and width of the patterned square, points."""
ARTI: Final = (
    "B: lahir digital di bawah 10% atau 20 hari kerja tanpa naskah. M: pemakaian di bawah 50%. J: 50% ke atas.",
    "P: 90% ke atas dua bulan berturut-turut, sertifikat lengkap, 70% pegawai aktif. Putus-putus: waspada.",
)
"""What the letters mean, in two lines below the strip."""
BARIS: Final = 14.5
KELOMPOK: Final = 11.0
_LANGIT: Final = HexColor("#56B4E9")
_BIRU: Final = HexColor("#0072B2")


def _baris(isi: Isi, kolom: int) -> list[tuple[str, list[Mapping[str, Any]]]]:
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for each in isi["opd"]:
        groups.setdefault(each["kelompok"], []).append(each)
    found: list[tuple[str, list[Mapping[str, Any]]]] = []
    for name, cells in groups.items():
        found.append((name, []))
        found += [("", cells[n : n + kolom]) for n in range(0, len(cells), kolom)]
    return found


def tinggi(isi: Isi, kolom: int) -> float:
    """Height of the strip with its legend, points."""
    return sum(KELOMPOK if name else BARIS for name, _ in _baris(isi, kolom)) + BARIS + 2 + 8 * len(ARTI) + 2


def lukis(canvas: Any, isi: Isi, x: float, y: float, lebar: float, kolom: int) -> None:
    """Draw the strip from its top edge."""
    step = lebar / kolom
    for name, cells in _baris(isi, kolom):
        if name:
            y -= KELOMPOK
            canvas.setFillColor(PUDAR)
            canvas.setFont(fonts.REGULAR, 6.5)
            canvas.drawString(x, y + 2.5, fonts.printable(name.capitalize()))
            continue
        y -= BARIS
        for n, each in enumerate(cells):
            _sel(canvas, x + n * step, y, each["huruf"], waspada=each["waspada"])
            _kode(canvas, each["kode"], x + n * step + SEL + 2, y + 4, step - SEL - 4)
    y -= BARIS + 2
    for n, (huruf, word) in enumerate(KATA):
        at = x + n * lebar / len(KATA)
        _sel(canvas, at, y, huruf, waspada=False)
        canvas.setFillColor(TINTA)
        canvas.setFont(fonts.REGULAR, 7)
        canvas.drawString(at + SEL + 3, y + 4, f"{word} {isi['tahap'][word]}")
    canvas.setFillColor(PUDAR)
    canvas.setFont(fonts.REGULAR, 5.4)
    for n, line in enumerate(ARTI, 1):
        canvas.drawString(x, y - 8 * n, line)


def _kode(canvas: Any, kode: str, x: float, y: float, room: float) -> None:
    said = fonts.printable(kode)
    size = next((s for s in (6.5, 6, 5.5, 5) if fonts.width(said, fonts.REGULAR, s) <= room), 4.6)
    canvas.setFillColor(TINTA)
    canvas.setFont(fonts.REGULAR, size)
    canvas.drawString(x, y, said)


def _sel(canvas: Any, x: float, y: float, huruf: str, *, waspada: bool) -> None:
    canvas.setStrokeColor(TINTA)
    canvas.setLineWidth(0.7)
    if waspada:
        canvas.setDash(2, 1.5)
    canvas.setFillColor({"J": _LANGIT, "P": _BIRU}.get(huruf, white))
    canvas.rect(x, y, SEL, SEL, stroke=1, fill=1)
    canvas.setDash()
    if huruf == "M":
        _arsir(canvas, x, y)
    canvas.setFillColor(white if huruf == "P" else TINTA)
    canvas.setFont(fonts.BOLD, 8)
    canvas.drawCentredString(x + SEL / 2, y + 3.2, huruf)


def _arsir(canvas: Any, x: float, y: float) -> None:
    canvas.setStrokeColor(GARIS)
    canvas.setLineWidth(0.5)
    ends: Sequence[tuple[float, float, float, float]] = (
        (0, 8, 4, 12), (0, 4, 8, 12), (0, 0, 12, 12), (4, 0, 12, 8), (8, 0, 12, 4),
    )  # fmt: skip
    for x1, y1, x2, y2 in ends:
        canvas.line(x + x1, y + y1, x + x2, y + y2)
