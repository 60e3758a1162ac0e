"""Months so far as one line per kelompok, the target, and the fan of the whole city from today to the target date (G3)."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from eoffice.laporan.bagan.bentuk import GAYA, HURUF, Alur, Bagan, Bentuk, Garis, Gaya, Tabel, Teks, Titik
from eoffice.laporan.bagan.laju import KISI, PERSEN, Ramalan
from eoffice.laporan.bagan.susunan import LEBAR_HURUF, Deret

LEBAR: Final = 640.0
SERI: Final = (
    (GAYA[0], False),
    (Gaya("merah-jingga", "#D55E00", "penuh"), False),
    (GAYA[5], False),
    (GAYA[4], False),
    (GAYA[0], True),
    (Gaya("merah-jingga", "#D55E00", "penuh"), True),
    (GAYA[5], True),
    (GAYA[4], True),
)
"""Hue and dash of each line: at least 3:1 on white (metrik.md 3.3), and named beside its end."""


def arah(
    judul: str,
    ringkasan: str,
    bulan: Sequence[str],
    data: Sequence[Deret],
    ramalan: Sequence[Ramalan],
    *,
    sasaran: float,
    lebar: float = LEBAR,
    tinggi: float = 280,
) -> Bagan:
    """Lines in percent; the first one is the whole city, drawn thicker, and the fan starts at its last value.

    Raises:
        ValueError: more lines than styles, a line of another length than the axis, or a future point out of order.
    """
    if len(data) > len(SERI) or any(len(each.nilai) != len(bulan) for each in data):
        raise ValueError("bagan arah: terlalu banyak garis atau jumlah nilai tidak sama dengan jumlah bulan")
    if any(list(each.nilai) != sorted(each.nilai) for each in ramalan):
        raise ValueError("bagan arah: nilai rendah, tengah, tinggi harus berurutan")
    names = [*bulan, *(each.nama for each in ramalan)]
    left, top, bottom = 40.0, 24.0, tinggi - 30
    right = lebar - 14 - LEBAR_HURUF * max((len(each.nama) for each in data), default=7)

    def at(n: int, value: float) -> tuple[float, float]:
        return left + (right - left) * (n + 0.5) / max(len(names), 1), bottom - (bottom - top) * value / 100

    shapes: list[Bentuk] = [Teks(left, 12, "persen pemakaian", pudar=True)]
    for tick in PERSEN:
        y = at(0, tick)[1]
        shapes += [Garis(left, y, right, y, 0.5, KISI), Teks(left - 6, y + 4, str(tick), "end", pudar=True)]
    every = max(1, -(-len(names) * 54 // int(right - left)))
    shapes += [
        Teks(at(n, 0)[0], bottom + 18, name, "middle", pudar=True)
        for n, name in enumerate(names)
        if (len(names) - 1 - n) % every == 0
    ]
    y = at(0, sasaran)[1]
    shapes += [Garis(left, y, right, y, 1.5, putus=True), Teks(left + 4, y - 5, f"sasaran {sasaran:.0f}")]
    for each, (gaya, dash) in zip(data, SERI, strict=False):
        points = [(n, value) for n, value in enumerate(each.nilai) if value is not None]
        shapes += _jalur([at(n, value) for n, value in points], gaya, dash, each.nama)
        shapes += [
            Titik(*at(n, value), 3.5 if each is data[0] else 2.5, gaya, f"{each.nama}, {bulan[n]}: {each.teks[n]}")
            for n, value in points
        ]
    shapes += _kipas(data, ramalan, at)
    shapes += _nama(data, right + 8, lambda value: at(0, value)[1])
    rows = [(name, *(each.teks[n] for each in data)) for n, name in enumerate(bulan)]
    rows += [
        (each.nama, f"perkiraan {each.teks[1]} ({each.teks[0]} sampai {each.teks[2]})", *("–" for _ in data[1:]))
        for each in ramalan
    ]
    return Bagan(
        judul, ringkasan, lebar, tinggi, tuple(shapes), Tabel(("Bulan", *(each.nama for each in data)), tuple(rows))
    )


def _jalur(points: Sequence[tuple[float, float]], gaya: Gaya, dash: bool, nama: str) -> list[Bentuk]:
    if len(points) < 2:
        return []
    if not dash:
        return [Alur(tuple(points), gaya, nama)]
    return [Garis(*a, *b, 2, gaya.warna, putus=True) for a, b in pairwise(points)]


def _kipas(
    data: Sequence[Deret], ramalan: Sequence[Ramalan], at: Callable[[int, float], tuple[float, float]]
) -> list[Bentuk]:
    """Bars from rendah to tinggi around a dashed middle, from the last value of the first line."""
    if not data:
        return []
    known = [(n, value) for n, value in enumerate(data[0].nilai) if value is not None]
    before = at(*known[-1]) if known else None
    shapes: list[Bentuk] = []
    for n, each in enumerate(ramalan, len(data[0].nilai)):
        low, mid, high = (at(n, value) for value in each.nilai)
        shapes.append(Garis(low[0], low[1], high[0], high[1], 7, "#56B4E9"))
        if before is not None:
            shapes.append(Garis(*before, *mid, 1.2, putus=True))
        mark = f"{each.nama}: perkiraan {each.teks[1]} (rentang {each.teks[0]} sampai {each.teks[2]})"
        shapes.append(Titik(*mid, 3.5, GAYA[3], mark))
        before = mid
    return shapes


def _nama(data: Sequence[Deret], x: float, height: Callable[[float], float]) -> list[Bentuk]:
    """Each name beside its last value, lines of text kept apart."""
    ends = [(height(known[-1]) + 4, n, each.nama) for n, each in enumerate(data) if (known := _known(each))]
    found: list[Bentuk] = []
    below = float("-inf")
    for y, n, nama in sorted(ends):
        below = max(y, below + HURUF + 2)
        found += [
            Garis(x - 6, below - 4, x + 1, below - 4, 3, SERI[n][0].warna),
            Teks(x + 4, below, nama, tebal=n == 0),
        ]
    return found


def _known(deret: Deret) -> list[float]:
    return [value for value in deret.nilai if value is not None]
