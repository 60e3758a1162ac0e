"""Charts of adoption: the weeks so far with the fan to the target date, and the funnel that tells chance from difference."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from eoffice.laporan.bagan.bentuk import GAYA, Alur, Bagan, Bentuk, Garis, Tabel, Teks, Titik

KISI: Final = "#8793A6"
LEBAR: Final = 640.0
PERSEN: Final = (0, 25, 50, 75, 100)
LUAR: Final = 6
"""Offices outside the limits that are named in the picture; the table names all."""


@dataclass(frozen=True)
class Ramalan:
    """One future point: its label, and rendah, tengah, tinggi between 0 and 100."""

    nama: str
    nilai: tuple[float, float, float]
    teks: tuple[str, str, str]


def kipas(
    judul: str,
    ringkasan: str,
    riwayat: Sequence[tuple[str, float | None, str]],
    ramalan: Sequence[Ramalan],
    *,
    sasaran: float,
    lebar: float = LEBAR,
    tinggi: float = 260,
) -> Bagan:
    """Weeks that were as a solid line with marks, weeks to come as bars from rendah to tinggi around a dashed middle.

    Args:
        riwayat: label, percentage or None, and the percentage as people read it.
        sasaran: the target in percent, drawn as a dashed line.
    Raises:
        ValueError: a future point is not ordered.
    """
    if any(list(each.nilai) != sorted(each.nilai) for each in ramalan):
        raise ValueError("bagan kipas: nilai rendah, tengah, tinggi harus berurutan")
    left, top, bottom, right = 44.0, 24.0, tinggi - 30, lebar - 64
    steps = max(len(riwayat) + len(ramalan), 1)

    def at(n: int, value: float) -> tuple[float, float]:
        return left + (right - left) * (n + 0.5) / steps, bottom - (bottom - top) * value / 100

    shapes: list[Bentuk] = [Teks(left, 12, "persen naskah", pudar=True)]
    for tick in PERSEN:
        y = at(0, tick)[1]
        shapes += [Garis(left, y, right, y, 0.5, KISI), Teks(left - 6, y + 4, str(tick), "end", pudar=True)]
    y = at(0, sasaran)[1]
    shapes += [Garis(left, y, right, y, 1.5, putus=True), Teks(right + 6, y + 4, "sasaran")]
    names = [name for name, _, _ in riwayat] + [each.nama for each in ramalan]
    every = max(1, -(-steps * 52 // int(right - left)))
    for n, name in enumerate(names):
        if n % every == 0:
            shapes.append(Teks(at(n, 0)[0], bottom + 18, name, "middle", pudar=True))
    known = [(n, value, text) for n, (_, value, text) in enumerate(riwayat) if value is not None]
    if len(known) > 1:
        shapes.append(Alur(tuple(at(n, value) for n, value, _ in known), GAYA[0], judul))
    shapes += [Titik(*at(n, value), 3.5, GAYA[0], f"{names[n]}: {text}") for n, value, text in known]
    before = at(known[-1][0], known[-1][1]) if known else None
    for n, each in enumerate(ramalan, len(riwayat)):
        low, mid, high = (at(n, value) for value in each.nilai)
        mark = f"{each.nama}: {each.teks[1]} (rentang {each.teks[0]} sampai {each.teks[2]})"
        shapes += [Garis(low[0], low[1], high[0], high[1], 5, "#56B4E9"), Titik(*mid, 3.5, GAYA[3], mark)]
        if before is not None:
            shapes.append(Garis(*before, *mid, 1.2, putus=True))
        before = mid
    rows = [(name, text, "") for name, _, text in riwayat]
    rows += [(each.nama, each.teks[1], f"{each.teks[0]} sampai {each.teks[2]}") for each in ramalan]
    return Bagan(
        judul, ringkasan, lebar, tinggi, tuple(shapes), Tabel(("Minggu sampai", "Pemakaian", "Rentang"), tuple(rows))
    )


@dataclass(frozen=True)
class TitikCorong:
    """One office in the funnel: naskah, percentage, its limits, and -1, 0 or 1 for below, inside, above them."""

    nama: str
    banyak: int
    nilai: float
    batas: tuple[float, float]
    letak: int
    teks: str


def corong(
    judul: str, ringkasan: str, data: Sequence[TitikCorong], *, rata: float, lebar: float = LEBAR, tinggi: float = 260
) -> Bagan:
    """Percentage against the number of naskah, with the city mean and the limits within which chance alone moves it."""
    left, top, bottom, right = 44.0, 24.0, tinggi - 34, lebar - 20
    most = max((each.banyak for each in data), default=1)

    def at(n: float, value: float) -> tuple[float, float]:
        return left + (right - left) * n / (most * 1.05), bottom - (bottom - top) * value / 100

    shapes: list[Bentuk] = [Teks(left, 12, "persen naskah", pudar=True)]
    for tick in PERSEN:
        y = at(0, tick)[1]
        shapes += [Garis(left, y, right, y, 0.5, KISI), Teks(left - 6, y + 4, str(tick), "end", pudar=True)]
    y = at(0, rata)[1]
    shapes.append(Garis(left, y, right, y, 1.2, putus=True))
    for side in (0, 1):
        edge = sorted({(each.banyak, each.batas[side]) for each in data})
        if len(edge) > 1:
            shapes.append(Alur(tuple(at(*point) for point in edge), GAYA[1], "batas wajar"))
    for part in (0, 0.5, 1):
        value = round(most * part)
        shapes.append(Teks(at(value, 0)[0], bottom + 16, str(value), "middle", pudar=True))
    shapes.append(Teks(right, bottom + 30, "naskah dan disposisi dalam tiga bulan", "end", pudar=True))
    named = 0
    for each in data:
        x, y = at(each.banyak, each.nilai)
        outside = each.letak != 0
        shapes.append(Titik(x, y, 5 if outside else 3.5, GAYA[2] if outside else GAYA[0], f"{each.nama}: {each.teks}"))
        if outside and named < LUAR:
            named += 1
            far = x > (left + right) / 2
            shapes.append(Teks(x - 8 if far else x + 8, y + 4, each.nama[:28], "end" if far else "start"))
    words = {-1: "di bawah batas wajar", 0: "dalam batas wajar", 1: "di atas batas wajar"}
    rows = tuple((each.nama, str(each.banyak), each.teks, words[each.letak]) for each in data)
    return Bagan(
        judul,
        ringkasan,
        lebar,
        tinggi,
        tuple(shapes),
        Tabel(("Perangkat daerah", "Banyaknya", "Pemakaian", "Letak"), rows),
    )
