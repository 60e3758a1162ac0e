"""A private address for one's phone: made, replaced, revoked; the database knows only its hash."""

import hashlib
import secrets

from sqlalchemy import update
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.agenda.models import Langganan
from eoffice.akses.actor import Actor
from eoffice.audit import actions as audit


def langgani(session: Session, actor: Actor) -> str:
    """A new address, shown once; the one before stops working. The secret part of it, 256 bits."""
    cabut(session, actor, quiet=True)
    token = secrets.token_urlsafe(32)
    row = Langganan(
        pegawai_id=actor.pegawai_id,
        token_sha256=hashlib.sha256(token.encode()).hexdigest(),
        dibuat_at=clock.now(),
    )
    session.add(row)
    session.flush()
    audit.record(session, actor, "agenda.langgan", "pegawai", actor.pegawai_id)
    return token


def cabut(session: Session, actor: Actor, *, quiet: bool = False) -> None:
    """No address works any more from now on."""
    session.execute(
        update(Langganan)
        .where(Langganan.pegawai_id == actor.pegawai_id, Langganan.dicabut_at.is_(None))
        .values(dicabut_at=clock.now())
    )
    if not quiet:
        audit.record(session, actor, "agenda.cabut_langganan", "pegawai", actor.pegawai_id)
