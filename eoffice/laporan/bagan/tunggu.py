"""Where surat wait: median and ninetieth percentile per perangkat daerah, with the limit as a line (G6)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from eoffice.laporan.bagan.bentuk import GAYA, Bagan, Bentuk, Garis, Tabel, Teks, Titik
from eoffice.laporan.bagan.laju import KISI
from eoffice.laporan.bagan.susunan import LEBAR_HURUF, NAMA_TERPANJANG, angka_sumbu, pembagian

LEBAR: Final = 640.0
BARIS: Final = 22


@dataclass(frozen=True)
class Tunggu:
    """One row: median and p90 in working hours, None for "belum", and both as people read them."""

    nama: str
    median: float | None
    p90: float | None
    teks: tuple[str, str]
    banyak: str


def tunggu(
    judul: str,
    ringkasan: str,
    data: Sequence[Tunggu],
    *,
    batas: float,
    teks_batas: str,
    tampak: int = 15,
    lebar: float = LEBAR,
) -> Bagan:
    """A filled dot at the median and an open one at p90, joined; "belum" stands at the right edge as a word.

    Args:
        data: slowest first; the picture shows the first `tampak`, the table all.
        batas: the limit in working hours.
    """
    rows = data[:tampak]
    name_room = LEBAR_HURUF * min(max((len(each.nama) for each in rows), default=0), NAMA_TERPANJANG, int(lebar / 16))
    left, right, top = 14 + name_room, lebar - 56, 30.0
    bottom = top + BARIS * len(rows)
    ticks = pembagian(0, max([batas * 1.2, *(v for each in rows for v in (each.median, each.p90) if v is not None)]))
    most = ticks[-1]

    def x(value: float) -> float:
        return left + (right - left) * value / most

    shapes: list[Bentuk] = []
    for value in ticks:
        shapes += [
            Garis(x(value), top, x(value), bottom, 0.5, KISI),
            Teks(x(value), bottom + 16, angka_sumbu(value), "middle", pudar=True),
        ]
    shapes += [
        Teks(lebar - 2, bottom + 32, "jam kerja", "end", pudar=True),
        Garis(x(batas), top - 8, x(batas), bottom, 2, "#D55E00", putus=True),
        Teks(x(batas), 16, teks_batas, "middle"),
    ]
    longest = int(name_room / LEBAR_HURUF)
    for n, each in enumerate(rows):
        y = top + BARIS * n + BARIS / 2
        name = each.nama if len(each.nama) <= longest else each.nama[: longest - 1].rstrip() + "…"
        shapes.append(Teks(0, y + 4, name))
        mark = f"{each.nama}: separuh dalam {each.teks[0]}, sembilan dari sepuluh dalam {each.teks[1]}, {each.banyak}"
        shapes += _baris(each, y, x, right, mark)
    table = tuple((each.nama, each.teks[0], each.teks[1], each.banyak) for each in data)
    return Bagan(
        judul,
        ringkasan,
        lebar,
        bottom + 38,
        tuple(shapes),
        Tabel(("Perangkat daerah", "Separuh surat", "Sembilan dari sepuluh", "Banyaknya"), table),
    )


def _baris(each: Tunggu, y: float, x: Callable[[float], float], right: float, mark: str) -> list[Bentuk]:
    start = right if each.median is None else x(each.median)
    end = right if each.p90 is None else x(each.p90)
    found: list[Bentuk] = [Garis(start, y, end, y, 2, GAYA[0].warna, putus=each.p90 is None)]
    if each.p90 is None:
        found.append(Teks(right + 6, y + 4, "belum", tebal=True))
    else:
        found.append(Titik(end, y, 4.5, GAYA[3], mark))
    if each.median is not None:
        found.append(Titik(start, y, 5, GAYA[0], mark))
    return found
