"""What the worker does for deadlines: sweep every minute, and go the round of all that is open once a day."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from sqlalchemy.orm import Session

from eoffice import outbox
from eoffice.tenggat import actions
from eoffice.web.services import Services


def tegur(session: Session, _services: Services) -> None:
    """One portion of what is due, and the message of the next: at once while much is left, else in a minute."""
    more = actions.tegur(session) == actions.SEKALIGUS
    actions.berikut(session, timedelta(seconds=1) if more else actions.SELANG)


def keliling(session: Session, _services: Services, setelah: int = 0, sebab: str = "") -> None:
    """One portion of the round, and the message of the next until it is done."""
    last = actions.keliling(session, setelah)
    if last is not None:
        key = f"tenggat.keliling:{sebab}:{last}"
        outbox.enqueue(session, "tenggat.keliling", dedup_key=key, setelah=last, sebab=sebab)


HANDLERS: Final[Mapping[str, outbox.Handler]] = {"tenggat.keliling": keliling, "tenggat.sapu": tegur}
