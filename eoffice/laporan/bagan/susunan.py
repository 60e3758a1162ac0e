"""The kinds of chart: bars, stacked bars, ranges and lines, laid out from figures that were computed elsewhere."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from eoffice.laporan.bagan.bentuk import GAYA, HURUF, Alur, Bagan, Bentuk, Garis, Gaya, Kotak, Tabel, Teks, Titik

LEBAR: Final = 640.0
"""Width of a chart in its own units (px on screen, points on paper)."""
LEBAR_HURUF: Final = 6.4
"""Rough advance of one character at 12 units, used only to leave room for labels."""
NAMA_TERPANJANG: Final = 34
BARIS: Final = 30
KEPALA: Final = 14
KAKI: Final = 26
CONTOH: Final = 18.0
"""Room for the piece of a line before its name."""
KISI: Final = "#8793A6"
MINUS: Final = "\N{MINUS SIGN}"
DERET: Final = (GAYA[0], GAYA[4], GAYA[5])
"""Hues that may draw a line on white: at least 3:1 (metrik.md 3.3)."""
_At = Callable[[int, float], tuple[float, float]]


@dataclass(frozen=True)
class Batang:
    """One row of a bar chart: its name, its value, and the value as people read it."""

    nama: str
    nilai: float
    teks: str


@dataclass(frozen=True)
class Tumpuk:
    """One row of a stacked chart: a value (≥ 0) per series."""

    nama: str
    nilai: tuple[float, ...]
    teks: tuple[str, ...]


@dataclass(frozen=True)
class Rentang:
    """One row of a range chart: rendah, tengah, tinggi, and the three as people read them."""

    nama: str
    nilai: tuple[float, float, float]
    teks: tuple[str, str, str]


@dataclass(frozen=True)
class Deret:
    """One line of a line chart; None where there is no data."""

    nama: str
    nilai: tuple[float | None, ...]
    teks: tuple[str, ...]


def batang(judul: str, ringkasan: str, data: Sequence[Batang], *, satuan: str, lebar: float = LEBAR) -> Bagan:
    """Horizontal bars from zero; negative values go left."""
    skala = _Skala(
        [each.nama for each in data], [each.nilai for each in data], [each.teks for each in data], satuan, lebar
    )
    bentuk: list[Bentuk] = [*skala.grid(len(data))]
    for n, each in enumerate(data):
        y = KEPALA + n * BARIS
        x1, x2 = sorted((skala.x(0), skala.x(each.nilai)))
        bentuk.append(Kotak(x1, y + 5, x2 - x1, BARIS - 12, GAYA[0], f"{each.nama}: {each.teks} {satuan}"))
        bentuk += [skala.nama(each.nama, y), _beside(each.teks, x1, x2, y, left=each.nilai < 0)]
    tabel = Tabel(("Nama", satuan.capitalize()), tuple((each.nama, each.teks) for each in data))
    return Bagan(judul, ringkasan, lebar, skala.tinggi(len(data)), (*bentuk, *skala.sumbu(len(data), satuan)), tabel)


def tumpuk(
    judul: str, ringkasan: str, seri: Sequence[str], data: Sequence[Tumpuk], *, satuan: str, lebar: float = LEBAR
) -> Bagan:
    """Stacked horizontal bars, each part told apart by hue, hatching and a thin outline.

    Raises:
        ValueError: more series than styles, a negative part, or a row with another number of parts.
    """
    if len(seri) > len(GAYA) or any(len(each.nilai) != len(seri) or min(each.nilai) < 0 for each in data):
        raise ValueError("bagan tumpuk: jumlah bagian tidak cocok atau ada nilai negatif")
    totals = [sum(each.nilai) for each in data]
    skala = _Skala([each.nama for each in data], totals, ["" for _ in data], satuan, lebar)
    legend = _legend(seri, lebar, KEPALA + len(data) * BARIS + KAKI + 8)
    bentuk: list[Bentuk] = [*skala.grid(len(data))]
    for n, each in enumerate(data):
        y, at = KEPALA + n * BARIS, 0.0
        bentuk.append(skala.nama(each.nama, y))
        for nama, nilai, teks, gaya in zip(seri, each.nilai, each.teks, GAYA, strict=False):
            if nilai:
                x = skala.x(at)
                mark = f"{each.nama}, {nama}: {teks} {satuan}"
                bentuk.append(Kotak(x, y + 5, skala.x(at + nilai) - x, BARIS - 12, gaya, mark))
            at += nilai
    tabel = Tabel(("Nama", *seri), tuple((each.nama, *each.teks) for each in data))
    tinggi = skala.tinggi(len(data)) + legend[0]
    return Bagan(judul, ringkasan, lebar, tinggi, (*bentuk, *skala.sumbu(len(data), satuan), *legend[1]), tabel)


def rentang(judul: str, ringkasan: str, data: Sequence[Rentang], *, satuan: str, lebar: float = LEBAR) -> Bagan:
    """Range bars: a hatched bar from rendah to tinggi and a mark at tengah, so no estimate stands without its range.

    Raises:
        ValueError: a row is not ordered.
    """
    if any(list(each.nilai) != sorted(each.nilai) for each in data):
        raise ValueError("bagan rentang: nilai rendah, tengah, tinggi harus berurutan")
    labels = [_spoken(each) for each in data]
    values = [value for each in data for value in each.nilai]
    skala = _Skala([each.nama for each in data], values, labels, satuan, lebar)
    bentuk: list[Bentuk] = [*skala.grid(len(data))]
    for n, (each, label) in enumerate(zip(data, labels, strict=True)):
        y, (low, mid, high) = KEPALA + n * BARIS, (skala.x(value) for value in each.nilai)
        mark = f"{each.nama}: {label} {satuan}"
        bentuk.append(Kotak(low, y + 9, max(high - low, 1), BARIS - 20, GAYA[1], mark))
        bentuk += [Garis(x, y + 6, x, y + BARIS - 8, 1.5) for x in (low, high)]
        bentuk += [Titik(mid, y + BARIS / 2 - 1, 5, GAYA[0], mark), skala.nama(each.nama, y)]
        bentuk.append(_beside(label, low, high, y))
    tabel = Tabel(("Nama", "Rendah", "Tengah", "Tinggi"), tuple((each.nama, *each.teks) for each in data))
    return Bagan(judul, ringkasan, lebar, skala.tinggi(len(data)), (*bentuk, *skala.sumbu(len(data), satuan)), tabel)


def garis(
    judul: str,
    ringkasan: str,
    sumbu: Sequence[str],
    data: Sequence[Deret],
    *,
    satuan: str,
    sasaran: float | None = None,
    lebar: float = LEBAR,
    tinggi: float = 260,
) -> Bagan:
    """Lines over time with a mark per value; a missing value interrupts the line, a target is a dashed line.

    Raises:
        ValueError: more lines than styles, or a line with another number of values than the axis.
    """
    if len(data) > len(DERET) or any(len(each.nilai) != len(sumbu) for each in data):
        raise ValueError("bagan garis: jumlah nilai tidak sama dengan jumlah titik sumbu")
    known = [value for each in data for value in each.nilai if value is not None]
    ticks = pembagian(min([0, *known]), max([0, *known, sasaran or 0]))
    left, top, bottom = 56.0, 22.0, tinggi - 30
    right = lebar - 16 - CONTOH - _room(_short(each.nama) for each in data)
    span = ticks[-1] - ticks[0]

    def at(n: int, value: float) -> tuple[float, float]:
        x = left + (right - left) * (n + 0.5) / max(len(sumbu), 1)
        return x, bottom - (bottom - top) * (value - ticks[0]) / span

    bentuk: list[Bentuk] = [Teks(left, 12, satuan, pudar=True)]
    for tick in ticks:
        y = at(0, tick)[1]
        bentuk += [Garis(left, y, right, y, 0.5, KISI), Teks(left - 6, y + 4, angka_sumbu(tick), "end", pudar=True)]
    every = max(1, -(-len(sumbu) * 48 // int(right - left)))
    bentuk += [
        Teks(at(n, 0)[0], bottom + 18, nama, "middle", pudar=True) for n, nama in enumerate(sumbu) if n % every == 0
    ]
    if sasaran is not None:
        y = at(0, sasaran)[1]
        bentuk += [Garis(left, y, right, y, 1.5, putus=True), Teks(right, y - 4, "sasaran", "end")]
    for each, gaya in zip(data, DERET, strict=False):
        bentuk += _line(each, sumbu, gaya, satuan, at)
    bentuk += _line_names(data, right + 8, lambda value: at(0, value)[1])
    rows = tuple((nama, *(each.teks[n] for each in data)) for n, nama in enumerate(sumbu))
    tabel = Tabel(("Waktu", *(each.nama for each in data)), rows)
    return Bagan(judul, ringkasan, lebar, tinggi, tuple(bentuk), tabel)


def _line(deret: Deret, sumbu: Sequence[str], gaya: Gaya, satuan: str, at: _At) -> Iterator[Bentuk]:
    run: list[tuple[float, float]] = []
    for n, value in enumerate((*deret.nilai, None)):
        if value is not None:
            run.append(at(n, value))
            continue
        if len(run) > 1:
            yield Alur(tuple(run), gaya, deret.nama)
        run = []
    for n, value in enumerate(deret.nilai):
        if value is not None:
            x, y = at(n, value)
            yield Titik(x, y, 3.5, gaya, f"{deret.nama}, {sumbu[n]}: {deret.teks[n]} {satuan}")


def _line_names(data: Sequence[Deret], x: float, height: Callable[[float], float]) -> Iterator[Bentuk]:
    """The name of each line with a piece of it beside its last value, kept one line of text apart."""
    ends = []
    for n, each in enumerate(data):
        known = [value for value in each.nilai if value is not None]
        if known:
            ends.append((height(known[-1]) + 4, n))
    below = float("-inf")
    for y, n in sorted(ends):
        below = max(y, below + HURUF + 2)
        yield Alur(((x, below - 4), (x + CONTOH - 6, below - 4)), DERET[n], data[n].nama)
        yield Teks(x + CONTOH, below, _short(data[n].nama))


class _Skala:
    """The common frame of horizontal bars: room for names on the left, for labels on the right, and round ticks."""

    def __init__(
        self, names: Sequence[str], values: Sequence[float], labels: Sequence[str], satuan: str, lebar: float
    ) -> None:
        self.ticks = pembagian(min([0, *values]), max([0, *values]))
        self.left = 12 + _room(_short(name) for name in names)
        below = [label for label in labels if label.startswith(MINUS)]
        if below and self.ticks[0] < 0:
            self.left += 8 + _room(below)
        self.right = lebar - 24 - max(_room(labels), _room([satuan, " "]) + _room([angka_sumbu(self.ticks[-1])]) / 2)

    def x(self, value: float) -> float:
        share = (value - self.ticks[0]) / (self.ticks[-1] - self.ticks[0])
        return self.left + (self.right - self.left) * share

    def tinggi(self, rows: int) -> float:
        return KEPALA + rows * BARIS + KAKI

    def nama(self, teks: str, y: float) -> Teks:
        return Teks(0, y + BARIS / 2 + 3, _short(teks))

    def grid(self, rows: int) -> Iterator[Garis]:
        for tick in self.ticks:
            yield Garis(self.x(tick), KEPALA, self.x(tick), KEPALA + rows * BARIS, 0.5, KISI)

    def sumbu(self, rows: int, satuan: str) -> Iterator[Bentuk]:
        """The zero line and the figures below; drawn last, so bars never cover the zero."""
        bottom = KEPALA + rows * BARIS
        yield Garis(self.x(0), KEPALA - 4, self.x(0), bottom, 1.5)
        for tick in self.ticks:
            yield Teks(self.x(tick), bottom + 16, angka_sumbu(tick), "middle", pudar=True)
        yield Teks(
            self.right + 14 + LEBAR_HURUF * len(angka_sumbu(self.ticks[-1])) / 2, bottom + 16, satuan, pudar=True
        )


def _room(texts: Iterable[str]) -> float:
    return LEBAR_HURUF * max((len(text) for text in texts), default=0)


def _beside(teks: str, x1: float, x2: float, y: float, *, left: bool = False) -> Teks:
    return Teks(x1 - 6 if left else x2 + 6, y + BARIS / 2 + 3, teks, "end" if left else "start", tebal=True)


def _spoken(row: Rentang) -> str:
    low, mid, high = row.teks
    return f"{mid} ({low} sampai {high})"


def _short(name: str) -> str:
    return name if len(name) <= NAMA_TERPANJANG else name[: NAMA_TERPANJANG - 1].rstrip() + "…"


def _legend(names: Sequence[str], lebar: float, y: float) -> tuple[float, list[Bentuk]]:
    """The legend below a chart: how much height it takes, and its shapes; rows wrap at the width."""
    shapes: list[Bentuk] = []
    x, row = 0.0, 0
    for name, gaya in zip(names, GAYA, strict=False):
        width = 30 + LEBAR_HURUF * len(name) + 16
        if x and x + width > lebar:
            x, row = 0.0, row + 1
        top = y + row * 20
        shapes += [Kotak(x + 1, top, 18, HURUF, gaya, name), Teks(x + 26, top + 10, name)]
        x += width
    return (row + 1) * 20 + 8.0, shapes


def pembagian(low: float, high: float) -> list[float]:
    """Three to seven round figures that enclose low, high and zero."""
    span = high - low or 1.0
    power = 10.0 ** math.floor(math.log10(span / 4))
    step = next(power * factor for factor in (1, 2, 2.5, 5, 10, 20) if span / (power * factor) <= 5)
    first, last = math.floor(low / step), math.ceil(high / step) or 1
    return [n * step for n in range(first, max(last, first + 1) + 1)]


def angka_sumbu(value: float) -> str:
    """A figure of an axis: `1.250,5`."""
    text = f"{abs(value):,.6f}".rstrip("0").rstrip(".")
    text = text.replace(",", " ").replace(".", ",").replace(" ", ".")
    return f"{MINUS}{text}" if value < 0 else text
