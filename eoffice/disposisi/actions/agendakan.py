"""Telling the agenda that somebody was sent to an event, or is not sent any more."""

from typing import Final

from sqlalchemy.orm import Session

from eoffice import outbox
from eoffice.disposisi.models import Disposisi

#: Instructions that concern an agenda.
ARAHAN: Final = frozenset({"wakili", "dampingi", "agendakan"})


def agendakan(session: Session, act: Disposisi) -> None:
    """Leave a message when a disposisi of this kind was given, changed, declined or taken back."""
    if ARAHAN & set(act.instruksi):
        outbox.enqueue(session, "agenda.selaraskan", surat_id=act.surat_id)
