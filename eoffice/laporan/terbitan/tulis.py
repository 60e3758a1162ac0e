"""Figures of a report as people read them: Indonesian numbers, dates in words, both numbers beside each ratio."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Final

from eoffice.clock import WIB
from eoffice.laporan.adopsi import SEDIKIT, kalimat
from eoffice.laporan.adopsi.privasi import SAMAR
from eoffice.laporan.kertas import angka, kira_kira
from eoffice.laporan.terbitan.isi import pecahan
from eoffice.pdf.kata import BULAN_PENDEK

TANPA: Final = "tidak ada data"

Pasangan = Sequence[int] | None


def hari(teks: str) -> str:
    """`31 Desember 2026`."""
    return kalimat.hari(date.fromisoformat(teks))


def hari_pendek(teks: str) -> str:
    """`31 Des 2026`."""
    day = date.fromisoformat(teks)
    return f"{day.day} {BULAN_PENDEK[day.month - 1]} {day.year}"


def bulan(teks: str) -> str:
    """`Oktober 2026` for `2026-10`."""
    return kalimat.bulan(date.fromisoformat(f"{teks}-01"))


def bulan_pendek(teks: str) -> str:
    """`Okt 2026` for `2026-10`."""
    year, month = teks.split("-")
    return f"{BULAN_PENDEK[int(month) - 1]} {year}"


def saat(teks: str) -> str:
    """`2 November 2026, 07.30 WIB`."""
    at = datetime.fromisoformat(teks).astimezone(WIB)
    return f"{kalimat.hari(at.date())}, {at:%H.%M} WIB"


def persen(rasio: Pasangan) -> str:
    """`87,5%`; a dash without data, and that it is too small to show."""
    if rasio is None:
        return SAMAR
    top, bottom = rasio
    return f"{angka(Fraction(100 * top, bottom), 1)}%" if bottom else "–"


def pecah(rasio: Pasangan) -> str:
    """`7/8`."""
    if rasio is None:
        return "kurang dari 5 pegawai"
    return f"{angka(rasio[0])}/{angka(rasio[1])}" if rasio[1] else TANPA


def rasio(nilai: Pasangan) -> str:
    """`87,5% (7/8)`."""
    if nilai is None:
        return SAMAR
    return f"{persen(nilai)} ({pecah(nilai)})" if nilai[1] else TANPA


def sedikit(nilai: Pasangan) -> bool:
    """Whether a ratio rests on too few to compare."""
    return nilai is not None and 0 < nilai[1] < SEDIKIT


def kira(teks: str) -> str:
    """An estimate with two significant figures."""
    return kira_kira(pecahan(teks))


def tepat(teks: str, desimal: int = 1) -> str:
    """A number with at most so many decimals."""
    return angka(pecahan(teks), desimal)


def rentang(tiga: Mapping[str, str]) -> str:
    """`51–230`, in two significant figures."""
    low, high = pecahan(tiga["rendah"]), pecahan(tiga["tinggi"])
    return f"{kira_kira(low)}{'–' if min(low, high) >= 0 else ' sampai '}{kira_kira(high)}"


def jam(waktu: Mapping[str, Any], bagian: str) -> str:
    """A quantile in working time, `belum`, or that there is no data."""
    return kalimat.jam(waktu[bagian]) if waktu["n"] else TANPA
