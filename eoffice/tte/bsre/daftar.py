"""Reading who signs with BSrE."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice.akses.verdict import Verdict, no
from eoffice.tte import policy
from eoffice.tte.bsre import identitas
from eoffice.tte.models import PenandaBsre


def penanda(session: Session, pegawai_id: int) -> PenandaBsre | None:
    """The row of somebody who signs with BSrE today, or None for everybody else."""
    found = session.get(PenandaBsre, pegawai_id)
    return found if found is not None and found.aktif else None


def penanda_semua(session: Session, pegawai_ids: Sequence[int]) -> dict[int, PenandaBsre]:
    """The same for many, in one statement."""
    of = select(PenandaBsre).where(PenandaBsre.pegawai_id.in_(pegawai_ids), PenandaBsre.aktif)
    return {one.pegawai_id: one for one in session.scalars(of)}


def semua(session: Session) -> list[PenandaBsre]:
    """Everybody who signs with BSrE."""
    return list(session.scalars(select(PenandaBsre).where(PenandaBsre.aktif).order_by(PenandaBsre.pegawai_id)))


def siap(row: PenandaBsre, gagal: Sequence[datetime], at: datetime) -> Verdict:
    """Whether this person can sign now: not locked by wrong tries of our own counting, and ISSUE at BSrE."""
    until = policy.locked_until(gagal, at)
    return identitas.siap(row) if until is None else no(policy.lock_sentence(until))
