"""What the worker does for disposisi: an answer that went out closes its part, and reports left too long are accepted."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy.orm import Session

from eoffice import outbox
from eoffice.disposisi import actions
from eoffice.naskah.models import Naskah
from eoffice.web.services import Services


def menjawab(session: Session, services: Services, naskah_id: int) -> None:
    """An answer was signed and sent."""
    actions.terjawab(session, session.get_one(Naskah, naskah_id))


def cari_terlambat(session: Session, services: Services) -> None:
    """Once a day: reports that wait for too long, if the city wants them accepted."""
    actions.cari_terlambat(session, services.settings.terima_otomatis_hari)


def terima_otomatis(session: Session, services: Services, penerima_id: int, hari: int) -> None:
    """One report that waited too long; not any more when the city has changed its mind."""
    if services.settings.terima_otomatis_hari:
        actions.terima_otomatis(session, penerima_id, hari)


HANDLERS: Final[Mapping[str, outbox.Handler]] = {
    "naskah.menjawab": menjawab,
    "disposisi.cari_terlambat": cari_terlambat,
    "disposisi.terima_otomatis": terima_otomatis,
}
