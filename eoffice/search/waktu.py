"""Dates as people type them into a search box: a day, a month or a year, as the first and last day that is meant."""

import re
from calendar import monthrange
from datetime import date
from typing import Final

BULAN: Final = (
    *("januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november"),
    "desember",
)
#: Other ways to write a month than its first three letters.
_LAIN: Final = {"nopember": 11, "peb": 2, "agt": 8, "ags": 8, "pebruari": 2}

_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", re.ASCII)
_KITA: Final = re.compile(r"(?:(\d{1,2})[-/. ])?(\d{1,2})[-/. ](\d{4})", re.ASCII)
_KATA: Final = re.compile(r"(?:(\d{1,2})[-/. ]{1,3})?([a-z]{3,9})[-/. ]{1,3}(\d{4})", re.ASCII)
_TAHUN: Final = re.compile(r"(\d{4})", re.ASCII)


def _bulan(nama: str) -> int | None:
    if nama in _LAIN:
        return _LAIN[nama]
    return next((n for n, full in enumerate(BULAN, 1) if full == nama or full[:3] == nama), None)


def rentang(typed: str) -> tuple[date, date] | None:
    """First and last day of what was typed: `12-3-2026`, `2026-03`, `3 Maret 2026`, `Maret 2026`, `2026`; else None."""
    said = " ".join(typed.lower().split())
    day: str | None
    if found := _ISO.fullmatch(said):
        year, month, day = found[1], int(found[2]), found[3]
    elif found := _KITA.fullmatch(said):
        day, month, year = found[1], int(found[2]), found[3]
    elif found := _KATA.fullmatch(said):
        named = _bulan(found[2])
        if named is None:
            return None
        day, month, year = found[1], named, found[3]
    elif found := _TAHUN.fullmatch(said):
        return _made(int(found[1]), 1, 1, 12, 31)
    else:
        return None
    if not 1 <= month <= 12 or int(year) < 1:
        return None
    first, last = (int(day), int(day)) if day else (1, monthrange(int(year), month)[1])
    return _made(int(year), month, first, month, last)


def _made(year: int, month: int, day: int, last_month: int, last_day: int) -> tuple[date, date] | None:
    try:
        return date(year, month, day), date(year, last_month, last_day)
    except ValueError:
        return None
