"""A posted file as bytes, within what one file and one person's day may weigh (UPL-02)."""

from collections.abc import Callable
from datetime import datetime, time

from flask import request

from eoffice import clock
from eoffice.errors import TooLarge
from eoffice.web.session import services


def received(field: str, *, used: Callable[[datetime], int], hint: str) -> tuple[bytes, str] | None:
    """The bytes and the name that the browser gave; None when no file was chosen.

    Args:
        used: bytes that this person sent since an instant; asked for the present day in WIB.
        hint: a sentence for one whose file is too large.
    Raises:
        TooLarge: over the limit of one file or of one day.
    """
    posted = request.files.get(field)
    if posted is None or not posted.filename:
        return None
    settings = services().settings
    content = posted.stream.read(settings.max_upload + 1)
    if len(content) > settings.max_upload:
        raise TooLarge(f"Berkas ini lebih besar dari {size(settings.max_upload)}. {hint}")
    today = datetime.combine(clock.today(), time.min, tzinfo=clock.WIB)
    if used(today) + len(content) > settings.daily_upload:
        raise TooLarge(
            f"Unggahan Anda hari ini sudah mencapai {size(settings.daily_upload)}. Lanjutkan besok, atau hubungi admin sistem."
        )
    return content, posted.filename


def size(limit: int) -> str:
    """Bytes as people write a limit: 25 MB for 25 MiB, 200 KB below one."""
    for unit, of in (("GB", 1024**3), ("MB", 1024**2)):
        if limit >= of:
            return f"{limit // of} {unit}"
    return f"{limit // 1024} KB"
