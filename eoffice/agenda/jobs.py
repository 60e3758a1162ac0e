"""What the worker does for agendas: keep them in step with the surat and the naskah behind them."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy.orm import Session

from eoffice import outbox
from eoffice.agenda import actions
from eoffice.web.services import Services


def selaraskan(session: Session, services: Services, surat_id: int) -> None:
    """A surat undangan arrived, or somebody was told to go there, or not any more."""
    actions.selaraskan(session, surat_id)


def naskah_gugur(session: Session, services: Services, naskah_id: int) -> None:
    """A naskah was revoked or replaced."""
    actions.naskah_gugur(session, naskah_id)


HANDLERS: Final[Mapping[str, outbox.Handler]] = {
    "agenda.selaraskan": selaraskan,
    "naskah.gugur": naskah_gugur,
}
