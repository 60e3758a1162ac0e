"""What the worker does for notices."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy.orm import Session

from eoffice import outbox
from eoffice.web.services import Services


def sebar(session: Session, services: Services, **kabar: Any) -> None:
    """Tell whoever is concerned."""


HANDLERS: Final[Mapping[str, outbox.Handler]] = {"notifikasi.sebar": sebar}
