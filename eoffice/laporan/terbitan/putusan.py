"""What the Sekda has to decide this month: at most five rows, each with an action, who does it, and until when (3.4)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from eoffice.laporan.adopsi import Sebab
from eoffice.laporan.adopsi.kalimat import sebut
from eoffice.laporan.kertas import angka

PALING_BANYAK: Final = 5
SEBUT: Final = 3
"""Offices that one row names at most."""
SEGERA: Final = 5
LEKAS: Final = 10
"""Working days that an action gets: five where only an order or a certificate is missing, ten where habits must change."""
_SEGERA: Final = frozenset({Sebab.PIMPINAN_KOSONG, Sebab.TANPA_SERTIFIKAT, Sebab.TANPA_TU})


@dataclass(frozen=True)
class Bahan:
    """What the rows are made of.

    Attributes:
        terhambat: name of each office that is not there yet, with what blocks it, most urgent first.
        lewat: surat and disposisi past their limit in the whole city; terbanyak: the office with most of them.
        negatif: offices that printed more than the paper way would have.
    """

    terhambat: Sequence[tuple[str, Sequence[Sebab]]]
    lewat: int
    terbanyak: str
    negatif: Sequence[str]


def putusan(bahan: Bahan, tenggat: Callable[[int], date]) -> list[dict[str, str]]:
    """The rows, most urgent first; offices with the same first cause share one.

    Args:
        tenggat: the date so many working days ahead.
    """
    groups: dict[Sebab, list[str]] = {}
    for nama, causes in bahan.terhambat:
        groups.setdefault(causes[0], []).append(nama)
    rows = []
    for cause in sorted(groups, key=list(Sebab).index):
        names = groups[cause]
        days = SEGERA if cause in _SEGERA else LEKAS
        rows.append(_baris(names, cause.karena, cause.usul, _pemilik(cause.pemilik, names), tenggat(days)))
    others = []
    if bahan.lewat:
        problem = f"{angka(bahan.lewat)} surat dan disposisi lewat batas di seluruh kota, terbanyak di sini"
        action = "Selesaikan atau disposisikan ulang yang lewat batas."
        others.append(_baris([bahan.terbanyak], problem, action, f"Kepala {bahan.terbanyak}", tenggat(SEGERA)))
    if bahan.negatif:
        problem = "mencetak lebih banyak daripada cara lama"
        owner = _pemilik("Kepala perangkat daerah", bahan.negatif)
        others.append(_baris(bahan.negatif, problem, "Periksa apa yang masih dicetak.", owner, tenggat(LEKAS)))
    room = PALING_BANYAK - len(others)
    return (rows[:room] + others)[:PALING_BANYAK]


def _pemilik(pemilik: str, names: Sequence[str]) -> str:
    return pemilik.replace("perangkat daerah", names[0]) if len(names) == 1 else pemilik


def _baris(names: Sequence[str], masalah: str, usul: str, pemilik: str, tenggat: date) -> dict[str, str]:
    count = f"{len(names)} perangkat daerah: " if len(names) > SEBUT else ""
    return {
        "opd": f"{count}{sebut(names, SEBUT)}",
        "masalah": masalah,
        "usul": usul,
        "penanggung_jawab": pemilik,
        "tenggat": tenggat.isoformat(),
    }
