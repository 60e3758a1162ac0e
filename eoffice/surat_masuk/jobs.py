"""What the worker does for surat masuk: register what another office of the city sent."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy.orm import Session

from eoffice import outbox
from eoffice.surat_masuk import actions
from eoffice.web.services import Services


def terkirim(session: Session, services: Services, naskah_id: int, penerima_id: int) -> None:
    """A delivered naskah arrives at one recipient."""
    actions.terima(session, penerima_id)


HANDLERS: Final[Mapping[str, outbox.Handler]] = {"naskah.terkirim": terkirim}
