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
        actions.malam(session)
    actions.berikut(session, timedelta(seconds=1) if more else actions.SELANG)


def bayangan(session: Session, _services: Services, kunci: str = "", beda: int = 0, sel: str = "") -> None:
    """Compare one portion of the rollups with the log; the last one leaves its result for the operator to see."""
    actions.bandingkan(session, kunci=kunci, beda=beda, sel=sel)


HANDLERS: Final[Mapping[str, outbox.Handler]] = {
    "laporan.bayangan": bayangan,
    "laporan.lipat": lipat,
    "laporan.tutup": actions.tutup,
}
