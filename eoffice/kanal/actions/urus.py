"""What a TU does about something that a channel did not take: look after it elsewhere, or let it be tried again."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.verdict import require
from eoffice.audit import actions as audit
from eoffice.errors import Conflict
from eoffice.kanal import policy
from eoffice.kanal.models import Kanal, Kiriman
from eoffice.kanal.states import DITAHAN, LABEL_STATUS, PERLU_DILIHAT


def urus(session: Session, actor: Actor, kiriman: Kiriman) -> None:
    """It was looked after; once is enough. Raises NotAllowed, or Conflict for something that was taken."""
    require(policy.may_read(actor, kiriman.opd_id))
    if kiriman.status not in PERLU_DILIHAT:
        raise Conflict(f"Kiriman ini “{LABEL_STATUS[kiriman.status]}”, jadi tidak ada yang perlu diurus.")
    if kiriman.diurus_at is None:
        kiriman.diurus_at, kiriman.diurus_oleh = clock.now(), actor.pegawai_id
        audit.record(session, actor, "kanal.urus", "kiriman", kiriman.id, ke=kiriman.status)


def coba_lagi(session: Session, actor: Actor, kiriman: Kiriman) -> None:
    """Let something that was set aside be fetched again, at once. Raises NotAllowed, or Conflict when it was not."""
    require(policy.may_read(actor, kiriman.opd_id))
    if kiriman.status not in DITAHAN:
        raise Conflict(f"Kiriman ini “{LABEL_STATUS[kiriman.status]}”, jadi tidak dapat dicoba lagi.")
    kiriman.coba_at, kiriman.diurus_at, kiriman.diurus_oleh = clock.now(), None, None
    # Past the version column, as what the worker notes.
    session.execute(
        update(Kanal)
        .where(Kanal.id == kiriman.kanal_id)
        .values(periksa_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    audit.record(session, actor, "kanal.coba_lagi", "kiriman", kiriman.id, ke=kiriman.status)
