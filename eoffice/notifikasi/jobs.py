"""What the worker does for notices."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from eoffice import outbox
from eoffice.notifikasi import actions
from eoffice.notifikasi.port import Lihat
from eoffice.web.services import Services


def handlers(lihat: Lihat) -> Mapping[str, outbox.Handler]:
    """The topics of notices, given who can tell what a reader may see."""

    def sebar(session: Session, services: Services, **berita: Any) -> None:
        settings = services.settings
        keluar = actions.Keluar(surel=settings.surel is not None, dorong=settings.dorong)
        actions.sebar(session, actions.Berita.dari(berita), lihat, keluar)

    return {"notifikasi.sebar": sebar, "notifikasi.ringkasan": ringkasan}


def ringkasan(session: Session, services: Services, tanggal: str, jam: int) -> None:
    """The hour of a digest has come."""
    if services.settings.surel is not None:
        actions.ringkasan(session, date.fromisoformat(tanggal), jam)
