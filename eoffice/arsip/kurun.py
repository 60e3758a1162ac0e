"""The span of days that the title of a berkas tells: `Januari-Juni 2026`, `Semester II 2026`, `Triwulan I 2026`, `2026`."""

import re
from calendar import monthrange
from datetime import date
from typing import Final

from eoffice.pdf.kata import BULAN

_MONTHS: Final = {name.casefold(): n for n, name in enumerate(BULAN, start=1)}
_MONTH: Final = "|".join(_MONTHS)
_RANGE: Final = re.compile(rf"\b({_MONTH})\s*(?:-|–|—|s\.d\.|sampai)\s*({_MONTH})\s+(20\d\d)\b", re.IGNORECASE)
_PART: Final = re.compile(r"\b(semester|triwulan)\s+(IV|III|II|I|[1-4])\s+(?:tahun\s+)?(20\d\d)\b", re.IGNORECASE)
_ONE: Final = re.compile(rf"\b({_MONTH})\s+(20\d\d)\b", re.IGNORECASE)
_YEAR: Final = re.compile(r"\b(20\d\d)\b")
_ROMAN: Final = {"I": 1, "II": 2, "III": 3, "IV": 4}
_LENGTH: Final = {"semester": 6, "triwulan": 3}


def kurun(judul: str) -> tuple[date, date] | None:
    """First and last day, or None when the title tells no span."""
    if found := _RANGE.search(judul):
        return _months(int(found[3]), _MONTHS[found[1].casefold()], _MONTHS[found[2].casefold()])
    if found := _PART.search(judul):
        length = _LENGTH[found[1].casefold()]
        last = length * (_ROMAN.get(found[2].upper()) or int(found[2]))
        return _months(int(found[3]), last - length + 1, last) if last <= 12 else None
    if found := _ONE.search(judul):
        month = _MONTHS[found[1].casefold()]
        return _months(int(found[2]), month, month)
    years = set(_YEAR.findall(judul))
    return _months(int(years.pop()), 1, 12) if len(years) == 1 else None


def _months(year: int, first: int, last: int) -> tuple[date, date] | None:
    if first > last:
        return None
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def memuat(judul: str, day: date | None) -> bool:
    """Whether a record of this day belongs into a berkas of this title, as far as both tell."""
    span = kurun(judul)
    return span is None or day is None or span[0] <= day <= span[1]


def kata(first: date | None, last: date | None) -> str:
    """A span of days as a list writes it: `Januari–Juni 2026`, `Maret 2026`, `2 Maret 2026`; '' when there is none."""
    if first is None or last is None:
        return ""
    if first == last:
        return f"{first.day} {BULAN[first.month - 1]} {first.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{BULAN[first.month - 1]} {first.year}"
    begin = BULAN[first.month - 1] + ("" if first.year == last.year else f" {first.year}")
    return f"{begin}–{BULAN[last.month - 1]} {last.year}"
