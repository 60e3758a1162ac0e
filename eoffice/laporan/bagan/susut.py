"""Where the saved paper comes from, step by step (G7), and whether the store room agrees (G8)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from eoffice.laporan.bagan.bentuk import GAYA, Bagan, Bentuk, Garis, Gaya, Kotak, Tabel, Teks, Titik
from eoffice.laporan.bagan.laju import KISI
from eoffice.laporan.bagan.susunan import LEBAR_HURUF, angka_sumbu, pembagian

LEBAR: Final = 640.0
BARIS: Final = 38


@dataclass(frozen=True)
class Langkah:
    """One step: from which value to which, and how people read it; `rentang` is the whisker, rendah to tinggi."""

    nama: str
    dari: float
    sampai: float
    teks: str
    rentang: tuple[float, float] | None = None
    teks_rentang: str = ""


def susut(judul: str, ringkasan: str, data: Sequence[Langkah], *, satuan: str, lebar: float = LEBAR) -> Bagan:
    """A waterfall of horizontal bars; totals in full colour, what goes away hatched, and a whisker at the result."""
    values = [v for each in data for v in (each.dari, each.sampai, *(each.rentang or ()))]
    ticks = pembagian(min([0, *values]), max([0, *values]))
    narrow = lebar < 500
    left = 12.0 if narrow else 16 + LEBAR_HURUF * max((len(each.nama) for each in data), default=0)
    right = lebar - 20 - LEBAR_HURUF * max((len(each.teks) for each in data), default=0)
    top, row = 8.0, BARIS + (18 if narrow else 0)
    bottom = top + row * len(data)

    def x(value: float) -> float:
        return left + (right - left) * (value - ticks[0]) / (ticks[-1] - ticks[0])

    shapes: list[Bentuk] = [Garis(x(t), top, x(t), bottom, 0.5, KISI) for t in ticks]
    for n, each in enumerate(data):
        y = top + row * n + (18 if narrow else 0)
        shapes.append(Teks(0, y - 4 if narrow else y + 21, each.nama, tebal=each.rentang is not None))
        a, b = sorted((x(each.dari), x(each.sampai)))
        gaya = GAYA[0] if each.dari == 0 else GAYA[1]
        shapes.append(Kotak(a, y + 7, max(b - a, 1), 20, gaya, f"{each.nama}: {each.teks} {satuan}{each.teks_rentang}"))
        far = b
        if each.rentang is not None:
            low, high = (x(v) for v in each.rentang)
            middle = y + 17
            shapes += [Garis(low, middle, high, middle, 2.5, "#D55E00")]
            shapes += [Garis(end, middle - 7, end, middle + 7, 2.5, "#D55E00") for end in (low, high)]
            far = max(b, high)
        shapes.append(Teks(far + 8, y + 21, each.teks, tebal=True))
        if n + 1 < len(data) and data[n + 1].dari != 0:
            end = x(data[n + 1].dari)
            shapes.append(Garis(end, y + 27, end, y + row + 7, 1, putus=True))
    shapes.append(Garis(x(0), top, x(0), bottom, 1.5))
    shapes += [Teks(x(t), bottom + 16, angka_sumbu(t), "middle", pudar=True) for t in ticks]
    shapes.append(Teks(lebar - 2, bottom + 34, satuan, "end", pudar=True))
    rows = tuple((each.nama, each.teks, each.teks_rentang.strip(" ()") or "–") for each in data)
    return Bagan(
        judul, ringkasan, lebar, bottom + 40, tuple(shapes), Tabel(("Langkah", satuan.capitalize(), "Rentang"), rows)
    )


@dataclass(frozen=True)
class Triwulan:
    """One quarter: rim bought (None without an entry), potensi in rim with its range, and how people read them."""

    nama: str
    rim: float | None
    potensi: tuple[float, float, float]
    teks: tuple[str, str]


def gudang(
    judul: str,
    ringkasan: str,
    data: Sequence[Triwulan],
    tanda: Sequence[tuple[float, str]] = (),
    *,
    lebar: float = LEBAR,
    tinggi: float = 270,
) -> Bagan:
    """Rim bought as bars from zero and the potensi as dots with whiskers, in the same unit; dates of policy as lines.

    Args:
        tanda: place on the axis (0 is the beginning of the first quarter, 1 of the second) and its words.
    """
    values = [v for each in data for v in (*each.potensi, each.rim or 0.0)]
    ticks = pembagian(min([0, *values]), max([0, *values]))
    left, right, top, bottom = 52.0, lebar - 8, 40.0, tinggi - 50
    width = (right - left) / max(len(data), 1)

    def y(value: float) -> float:
        return bottom - (bottom - top) * (value - ticks[0]) / (ticks[-1] - ticks[0])

    shapes: list[Bentuk] = [Teks(left, 12, "rim per triwulan", pudar=True)]
    for tick in ticks:
        shapes += [
            Garis(left, y(tick), right, y(tick), 0.5, KISI),
            Teks(left - 6, y(tick) + 4, angka_sumbu(tick), "end", pudar=True),
        ]
    for n, each in enumerate(data):
        shapes += _triwulan(each, left + width * n, width, y)
        shapes.append(Teks(left + width * (n + 0.5), bottom + 18, each.nama, "middle", pudar=True))
    for place, words in tanda:
        at = left + width * place
        shapes += [Garis(at, top - 10, at, bottom, 1.5, "#D55E00", putus=True)]
        shapes.append(Teks(at + 4, top - 14, words) if place < len(data) / 2 else Teks(at - 4, top - 14, words, "end"))
    shapes.append(Garis(left, y(0), right, y(0), 1.5))
    legend = ((GAYA[1], "dibeli menurut gudang"), (GAYA[0], "potensi terhindar, dengan rentang"))
    at = left
    for gaya, words in legend:
        shapes += [Kotak(at, bottom + 30, 14, 11, gaya, words), Teks(at + 20, bottom + 40, words)]
        at += 34 + LEBAR_HURUF * len(words)
    rows = tuple((each.nama, *each.teks) for each in data)
    return Bagan(
        judul, ringkasan, lebar, tinggi, tuple(shapes), Tabel(("Triwulan", "Rim dibeli", "Potensi, rim"), rows)
    )


def _triwulan(each: Triwulan, left: float, width: float, y: Callable[[float], float]) -> list[Bentuk]:
    found: list[Bentuk] = []
    if each.rim is not None:
        a, b = sorted((y(0), y(each.rim)))
        found.append(
            Kotak(left + width * 0.15, a, width * 0.4, b - a, GAYA[1], f"{each.nama}: {each.teks[0]} rim dibeli")
        )
    x, (low, mid, high) = left + width * 0.72, each.potensi
    found += [Garis(x, y(low), x, y(high), 2, GAYA[0].warna)]
    found += [Garis(x - 5, y(v), x + 5, y(v), 2, GAYA[0].warna) for v in (low, high)]
    found.append(
        Titik(x, y(mid), 4.5, Gaya("biru", GAYA[0].warna, "penuh"), f"{each.nama}: potensi {each.teks[1]} rim")
    )
    return found
