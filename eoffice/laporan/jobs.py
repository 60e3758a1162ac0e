"""What the worker does for reports: fold the new events in, every minute, and close a month when its day has come."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from sqlalchemy.orm import Session

from eoffice import outbox
from eoffice.laporan import actions
from eoffice.web.services import Services


def lipat(session: Session, services: Services) -> None:
    """Fold once, look after the alerts once a day, and leave the message of the next time: at once while much is left, else in a minute."""
    more = actions.lipat(session) == actions.SEKALIGUS
    if not more:
        actions.periksa(session, services.pepper)
    actions.berikut(session, timedelta(seconds=1) if more else actions.SELANG)


HANDLERS: Final[Mapping[str, outbox.Handler]] = {
    "laporan.lipat": lipat,
    "laporan.tutup": actions.tutup,
}
