"""What the worker does on the day: tell that an appointment began or ended, and what a mutation takes along."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy.orm import Session

from eoffice import outbox
from eoffice.perwakilan import actions
from eoffice.web.services import Services


def kabar(session: Session, services: Services, penunjukan_id: int, kabar: str) -> None:
    """An appointment begins or ended; one that was revoked meanwhile says nothing."""
    actions.kabarkan(session, penunjukan_id, kabar)


def mutasi(session: Session, services: Services, kelompok: str) -> None:
    """A mutation takes effect."""
    actions.terapkan(session, kelompok)


HANDLERS: Final[Mapping[str, outbox.Handler]] = {"perwakilan.kabar": kabar, "perwakilan.mutasi": mutasi}
