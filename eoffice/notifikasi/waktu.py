"""When something that leaves the application may go: after a short wait, and not in somebody's quiet hours."""

from datetime import datetime, time, timedelta
from typing import Final

from eoffice import clock

#: A wait before e-mail, so that what is read meanwhile, or changes at once, is not sent.
JEDA: Final = timedelta(minutes=2)


def sesudah_tenang(at: datetime, mulai: int | None, selesai: int | None) -> datetime:
    """The instant itself, or the end of the quiet hours it falls in.

    Args:
        mulai, selesai: minutes of the day, WIB; they may pass midnight. None or equal: no quiet hours.
    """
    if mulai is None or selesai is None or mulai == selesai:
        return at
    local = clock.wib(at)
    minute = local.hour * 60 + local.minute
    quiet = mulai <= minute < selesai if mulai < selesai else minute >= mulai or minute < selesai
    if not quiet:
        return at
    end = datetime.combine(local.date(), time(selesai // 60, selesai % 60), clock.WIB)
    return end if end > local else end + timedelta(days=1)
