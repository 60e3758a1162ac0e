"""Moving the sample year by whole weeks, so that it always ends on the last Friday before it is loaded."""

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from eoffice.contoh.kalender import BULAN
from eoffice.contoh.rencana import BERHENTI, Rencana

_WEEK: Final = timedelta(weeks=1)
_MONTHS: Final = "|".join(BULAN)
_ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
#: `2 Maret 2026`, `Maret 2026`, and a year of the plan that stands alone.
_DATES: Final = re.compile(rf"(?:(\d{{1,2}}) )?\b({_MONTHS}) (20\d\d)\b|(?<![\d/.])\b(202[4-8])\b(?![\d])")


def weeks(now: datetime) -> int:
    """Whole weeks between the end of the plan and now; negative when the computer's clock is earlier than the plan."""
    return (now - BERHENTI) // _WEEK


def geser(plan: Rencana, minggu: int) -> Rencana:
    """The same plan so many weeks later; weekdays stay, and dates in texts move along."""
    if not minggu:
        return plan
    moved = _move(plan, timedelta(weeks=minggu))
    if not isinstance(moved, Rencana):
        raise TypeError("not a plan")
    return moved


def _move(value: Any, by: timedelta) -> Any:
    if isinstance(value, (date, datetime)):
        return value + by
    if isinstance(value, str):
        return value if type(value) is not str else _text(value, by)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _move(getattr(value, f.name), by) for f in fields(value)})
    if isinstance(value, Mapping):
        return {key: _move(each, by) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(_move(each, by) for each in value)
    return value


def _text(text: str, by: timedelta) -> str:
    if _ISO.fullmatch(text):
        return (date.fromisoformat(text) + by).isoformat()

    def moved(found: re.Match[str]) -> str:
        day, month, year, alone = found.groups()
        if alone:
            return str(int(alone) + round(by.days / 365.25))
        then = date(int(year), BULAN.index(month) + 1, int(day or 15)) + by
        return f"{f'{then.day} ' if day else ''}{BULAN[then.month - 1]} {then.year}"

    return _DATES.sub(moved, text)
