"""Dates, numbers and months as Indonesian words. Source: naskah-dinas.md 3.4."""

from datetime import date, datetime
from typing import Final

from eoffice import clock

BULAN: Final = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
BULAN_PENDEK: Final = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
HARI: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")

_SATUAN: Final = (
    "", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas",
)  # fmt: skip
_BESAR: Final = ((10**15, "kuadriliun"), (10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"))
_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def tanggal(day: date) -> str:
    """``2 Maret 2026``: no leading zero, the month in full."""
    return f"{day.day} {BULAN[day.month - 1]} {day.year}"


def hari_tanggal(day: date) -> str:
    """``Kamis, 7 Mei 2026``; the weekday is computed, so it cannot contradict the date."""
    return f"{HARI[day.weekday()]}, {tanggal(day)}"


def hari_tanggal_terbilang(day: date) -> str:
    """``hari ini, Senin, tanggal delapan belas bulan Mei tahun dua ribu dua puluh enam``, as a berita acara says it."""
    month = BULAN[day.month - 1]
    return f"hari ini, {HARI[day.weekday()]}, tanggal {terbilang(day.day)} bulan {month} tahun {terbilang(day.year)}"


def pukul(instant: datetime) -> str:
    """``13.05 WIB`` for an aware instant."""
    return f"{clock.wib(instant):%H.%M} WIB"


def tanggal_pukul(instant: datetime) -> str:
    """``2 Maret 2026 pukul 13.05 WIB`` for an aware instant."""
    return f"{tanggal(clock.wib(instant).date())} pukul {pukul(instant)}"


def romawi(number: int) -> str:
    """Roman numerals, as used for months and for lampiran.

    Raises:
        ValueError: below 1 or above 3999.
    """
    if not 1 <= number <= 3999:
        raise ValueError(number)
    word = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        word += sign * count
    return word


def terbilang(number: int) -> str:
    """A whole number in words: 1 is ``satu``, 1000 is ``seribu``.

    Raises:
        ValueError: negative, or 10^18 and above.
    """
    if not 0 <= number < 10**18:
        raise ValueError(number)
    return _words(number) or "nol"


def urutan(number: int) -> str:
    """An ordinal: ``kesatu``, ``kedua``, ``kesebelas``, ``kedua puluh satu``. Raises ValueError below 1."""
    if number < 1:
        raise ValueError(number)
    return "kesatu" if number == 1 else f"ke{terbilang(number)}"


def _words(number: int) -> str:
    if number < 12:
        return _SATUAN[number]
    if number < 20:
        return f"{_SATUAN[number - 10]} belas"
    if number < 100:
        return _join(f"{_SATUAN[number // 10]} puluh", number % 10)
    if number < 200:
        return _join("seratus", number - 100)
    if number < 1000:
        return _join(f"{_SATUAN[number // 100]} ratus", number % 100)
    if number < 2000:
        return _join("seribu", number - 1000)
    value, name = next(pair for pair in _BESAR if number >= pair[0])
    return _join(f"{_words(number // value)} {name}", number % value)


def _join(front: str, rest: int) -> str:
    return f"{front} {_words(rest)}" if rest else front


def jumlah(count: int, satuan: str) -> str:
    """``1 (satu) berkas``; ``-`` for none, as naskah-dinas.md 2.2 prints it."""
    return f"{count} ({terbilang(count)}) {satuan}".strip() if count else "-"
