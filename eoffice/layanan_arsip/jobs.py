"""What the worker does for the archive's services."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy.orm import Session

from eoffice import clock, outbox
from eoffice.layanan_arsip.actions import akses, pinjam
from eoffice.web.services import Services


def ingatkan(session: Session, _services: Services) -> None:
    """Remind of paper that is due, and of leaves that end."""
    pinjam.ingatkan(session, clock.today())
    akses.ingatkan(session, clock.today())


HANDLERS: Final[Mapping[str, outbox.Handler]] = {"layanan_arsip.ingatkan": ingatkan}
