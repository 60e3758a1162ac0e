"""Times as people type them into a search box: a day, a month, a year, «minggu lalu», from one to another."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from eoffice import clock

BULAN: Final = (
    *("januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november"),
    "desember",
)
#: Other ways to write a month than its first three letters.
_LAIN: Final = {"nopember": 11, "peb": 2, "agt": 8, "ags": 8, "pebruari": 2, "mrt": 3}

_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", re.ASCII)
_KITA: Final = re.compile(r"(?:(\d{1,2})[-/. ])?(\d{1,2})[-/. ](\d{4})", re.ASCII)
_KATA: Final = re.compile(r"(?:(\d{1,2})[-/. ]{1,3})?([a-z]{3,9})[-/. ]{1,3}(\d{4})", re.ASCII)
_PENDEK: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d\d)", re.ASCII)
_TAHUN: Final = re.compile(r"(\d{4})", re.ASCII)
#: From one to another; the first may leave out what the second says.
_SAMPAI: Final = re.compile(r"(.{1,20}?) ?(?:-|–|—| s\.?d\.? | s/d | sampai | hingga ) ?(.{4,20})")
_AWAL: Final = re.compile(r"(\d{1,2}|[a-z]{3,9}|\d{1,2} [a-z]{3,9})", re.ASCII)
_BAGIAN: Final = re.compile(r"(triwulan|tw|semester) (iv|i{1,3}|[1-4])(?: tahun)? (\d{4})", re.ASCII)
_ROMAWI: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_TERAKHIR: Final = re.compile(r"(\d{1,3}) (hari|minggu|pekan|bulan|tahun) terakhir", re.ASCII)
_HARI: Final = {"hari": 1, "minggu": 7, "pekan": 7, "bulan": 30, "tahun": 365}

Rentang = tuple[date, date]
"""First and last day."""


def _bulan(nama: str) -> int | None:
    if nama in _LAIN:
        return _LAIN[nama]
    return next((n for n, full in enumerate(BULAN, 1) if full == nama or full[:3] == nama), None)


def rentang(typed: str) -> Rentang | None:
    """First and last day of what was typed; else None.

    `12-3-2026`, `2026-03`, `3 Maret 2026`, `Maret 2026`, `2026`; `Januari-Maret 2026`, `1 s.d. 15 Maret 2026`, `2024-2026`;
    `triwulan II 2026`, `semester 1 2026`; `kemarin`, `minggu lalu`, `bulan ini`, `30 hari terakhir`.
    """
    said = " ".join(typed.lower().split())
    return _tertentu(said) or _nisbi(said, clock.today()) or _sampai(said)


def _tertentu(said: str) -> Rentang | None:
    """A day, a month, a part of a year, or a year."""
    day: str | None
    if found := _ISO.fullmatch(said):
        year, month, day = found[1], int(found[2]), found[3]
    elif found := _KITA.fullmatch(said):
        day, month, year = found[1], int(found[2]), found[3]
    elif found := _PENDEK.fullmatch(said):
        day, month, year = found[1], int(found[2]), f"20{found[3]}"
    elif found := _KATA.fullmatch(said):
        named = _bulan(found[2])
        if named is None:
            return None
        day, month, year = found[1], named, found[3]
    elif found := _TAHUN.fullmatch(said):
        return _made(int(found[1]), 1, 1, 12, 31)
    elif found := _BAGIAN.fullmatch(said):
        return _bagian(found[1], _ROMAWI.get(found[2]) or int(found[2]), int(found[3]))
    else:
        return None
    if not 1 <= month <= 12 or int(year) < 1:
        return None
    first, last = (int(day), int(day)) if day else (1, monthrange(int(year), month)[1])
    return _made(int(year), month, first, month, last)


def _bagian(nama: str, n: int, year: int) -> Rentang | None:
    months = 6 if nama == "semester" else 3
    last = n * months
    return _made(year, last - months + 1, 1, last, monthrange(max(year, 1), last)[1]) if last <= 12 else None


def _nisbi(said: str, today: date) -> Rentang | None:
    """A time as it is called today."""
    if found := _TERAKHIR.fullmatch(said):
        days = int(found[1]) * _HARI[found[2]]
        return (today - timedelta(days=days - 1), today) if days else None
    monday, first = today - timedelta(days=today.weekday()), today.replace(day=1)
    match said.replace("pekan", "minggu"):
        case "hari ini":
            return today, today
        case "kemarin":
            return today - timedelta(days=1), today - timedelta(days=1)
        case "minggu ini":
            return monday, today
        case "minggu lalu":
            return monday - timedelta(days=7), monday - timedelta(days=1)
        case "bulan ini":
            return first, today
        case "bulan lalu":
            last = first - timedelta(days=1)
            return last.replace(day=1), last
        case "tahun ini":
            return today.replace(month=1, day=1), today
        case "tahun lalu":
            return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
    return None


def _sampai(said: str) -> Rentang | None:
    """From one time to another."""
    found = _SAMPAI.fullmatch(said)
    last = _tertentu(found[2].strip()) if found else None
    if found is None or last is None:
        return None
    begin = found[1].strip()
    if _TAHUN.fullmatch(begin) and not _TAHUN.fullmatch(found[2].strip()):  # «2026-02-02 2026» is no span
        return None
    first = _tertentu(begin)
    if first is None and _AWAL.fullmatch(begin):  # «Januari-Maret 2026», «1-15 Maret 2026»
        rest = found[2].split()
        wanting = rest[-2:] if begin.isdigit() else rest[-1:]
        first = _tertentu(" ".join([begin, *wanting]))
    return (first[0], last[1]) if first is not None and first[0] <= last[1] else None


def _made(year: int, month: int, day: int, last_month: int, last_day: int) -> Rentang | None:
    try:
        return date(year, month, day), date(year, last_month, last_day)
    except ValueError:
        return None


def sebutan(first: date, last: date) -> str:
    """A span as people say it: «3 Maret 2026», «Maret 2026», «2026», or from one day to another."""
    if (first, last) == _made(first.year, 1, 1, 12, 31):
        return str(first.year)
    if first.day == 1 and last == first.replace(day=monthrange(first.year, first.month)[1]):
        return f"{BULAN[first.month - 1].capitalize()} {first.year}"
    return _hari(last) if first == last else f"{_hari(first)} sampai {_hari(last)}"


def _hari(day: date) -> str:
    return f"{day.day} {BULAN[day.month - 1].capitalize()} {day.year}"
