"""What the worker does on the day a change of the classification begins."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy.orm import Session

from eoffice import outbox
from eoffice.klasifikasi import ubah
from eoffice.web.services import Services


def berlaku(session: Session, _services: Services, kode: list[str]) -> None:
    """Apply what the decisions about these codes say today; doing it twice changes nothing."""
    for each in kode:
        ubah.terapkan(session, each)


HANDLERS: Final[Mapping[str, outbox.Handler]] = {"klasifikasi.berlaku": berlaku}
