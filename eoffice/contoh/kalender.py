"""The working days of the sample year in WIB: weekends, holidays and joint leave left out."""

import random
from datetime import date, datetime, time, timedelta
from typing import Final

from eoffice.clock import WIB

#: (date, kind, name): the national days of 2026 and the two at the end of 2025.
LIBUR: Final[tuple[tuple[date, str, str], ...]] = (
    (date(2025, 12, 25), "libur_nasional", "Kelahiran Yesus Kristus"),
    (date(2025, 12, 26), "cuti_bersama", "Natal"),
    (date(2026, 1, 1), "libur_nasional", "Tahun Baru 2026 Masehi"),
    (date(2026, 1, 16), "libur_nasional", "Isra Mikraj Nabi Muhammad SAW"),
    (date(2026, 2, 16), "cuti_bersama", "Tahun Baru Imlek 2577 Kongzili"),
    (date(2026, 2, 17), "libur_nasional", "Tahun Baru Imlek 2577 Kongzili"),
    (date(2026, 3, 18), "cuti_bersama", "Hari Suci Nyepi"),
    (date(2026, 3, 19), "libur_nasional", "Hari Suci Nyepi Tahun Baru Saka 1948"),
    (date(2026, 3, 20), "cuti_bersama", "Idulfitri 1447 Hijriah"),
    (date(2026, 3, 21), "libur_nasional", "Idulfitri 1447 Hijriah"),
    (date(2026, 3, 22), "libur_nasional", "Idulfitri 1447 Hijriah"),
    (date(2026, 3, 23), "cuti_bersama", "Idulfitri 1447 Hijriah"),
    (date(2026, 3, 24), "cuti_bersama", "Idulfitri 1447 Hijriah"),
    (date(2026, 4, 3), "libur_nasional", "Wafat Yesus Kristus"),
    (date(2026, 4, 5), "libur_nasional", "Kebangkitan Yesus Kristus"),
    (date(2026, 5, 1), "libur_nasional", "Hari Buruh Internasional"),
    (date(2026, 5, 14), "libur_nasional", "Kenaikan Yesus Kristus"),
    (date(2026, 5, 15), "cuti_bersama", "Kenaikan Yesus Kristus"),
    (date(2026, 5, 27), "libur_nasional", "Iduladha 1447 Hijriah"),
    (date(2026, 5, 28), "cuti_bersama", "Iduladha 1447 Hijriah"),
    (date(2026, 5, 31), "libur_nasional", "Hari Raya Waisak 2570 BE"),
    (date(2026, 6, 1), "libur_nasional", "Hari Lahir Pancasila"),
    (date(2026, 6, 16), "libur_nasional", "Tahun Baru Islam 1448 Hijriah"),
    (date(2026, 8, 17), "libur_nasional", "Proklamasi Kemerdekaan"),
    (date(2026, 8, 25), "libur_nasional", "Maulid Nabi Muhammad SAW"),
    (date(2026, 12, 24), "cuti_bersama", "Natal"),
    (date(2026, 12, 25), "libur_nasional", "Kelahiran Yesus Kristus"),
)

_OFF: Final = frozenset(day for day, _, _ in LIBUR)

HARI: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
BULAN: Final = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip


def works(day: date) -> bool:
    """Whether offices are open."""
    return day.weekday() < 5 and day not in _OFF


def next_working(day: date) -> date:
    """The day itself if offices are open, else the next one on which they are."""
    while not works(day):
        day += timedelta(days=1)
    return day


def add_working(day: date, days: int) -> date:
    """So many working days later; 0 moves only off a closed day."""
    day = next_working(day)
    for _ in range(days):
        day = next_working(day + timedelta(days=1))
    return day


def working_days(first: date, last: date) -> list[date]:
    """Every working day from the first to the last, both included."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if works(day)]


def at(day: date, minutes: int) -> datetime:
    """An instant of a day, so many minutes after midnight WIB."""
    return datetime.combine(day, time(minutes // 60, minutes % 60), WIB)


def later(instant: datetime, minutes: int, chance: random.Random) -> datetime:
    """So many office minutes later, with odd seconds: offices work 07:30-16:00, Friday to 16:30, breaks not counted."""
    day = instant.astimezone(WIB).date()
    minute = instant.astimezone(WIB).hour * 60 + instant.astimezone(WIB).minute + minutes
    while not works(day) or minute >= _close(day):
        rest = max(0, minute - _close(day)) if works(day) else 0
        day = next_working(day + timedelta(days=1))
        minute = 450 + rest
    return at(day, max(minute, 450)) + timedelta(seconds=chance.randrange(60))


def _close(day: date) -> int:
    return 990 if day.weekday() == 4 else 960


def tanggal(day: date) -> str:
    """`2 Maret 2026`, as naskah dinas write it."""
    return f"{day.day} {BULAN[day.month - 1]} {day.year}"


def hari(day: date) -> str:
    """The Indonesian name of the weekday."""
    return HARI[day.weekday()]
