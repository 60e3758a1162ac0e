"""What time it is: `now` for instants (UTC), `today` for dates (WIB)."""

from datetime import UTC, date, datetime, timedelta, timezone

WIB = timezone(timedelta(hours=7), "WIB")

_set: datetime | None = None


def now() -> datetime:
    """The present instant, aware, UTC. The sample city sets it; nothing else does."""
    return _set if _set is not None else datetime.now(UTC)


def today() -> date:
    """The calendar date in WIB, which decides the year of a number (NOM-03)."""
    return now().astimezone(WIB).date()


def wib(instant: datetime) -> datetime:
    """The same instant on a WIB wall clock, for display."""
    return instant.astimezone(WIB)


def is_set() -> bool:
    """Whether the clock is frozen, so that it may go to and fro."""
    return _set is not None


def set_clock(instant: datetime | None) -> None:
    """Freeze the clock of this process at an instant, or let it run again with None (sample city only)."""
    global _set
    _set = instant
