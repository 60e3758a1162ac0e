"""The deadlines of the sample city: what is open gets its limit, the last days are swept, and one clock stands still."""

from datetime import datetime, time
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.organisasi import kalender, waktu
from eoffice.organisasi import queries as organisasi
from eoffice.tenggat import actions, policy
from eoffice.tenggat.models import Tenggat
from eoffice.tenggat.states import Alasan, Jenis

HARI: Final = 3
"""Working days that are swept: enough for a reminder, the giver, and the one above."""
SAPU: Final = time(8, 5)
ALASAN: Final = "Data penerima bantuan yang sudah dipadankan"


def isi(session: Session) -> None:
    """Set up what is open, sweep the last days at their hour, and stop one clock; the clock of the city stands where it stood."""
    now = clock.now()
    last: int | None = 0
    while last is not None:
        last = actions.keliling(session, last)
    calendar, hari = kalender.berlaku(session), clock.today()
    days = [waktu.kurang_hari_kerja(calendar, hari, n) for n in range(HARI - 1, -1, -1)]
    for each in dict.fromkeys(days):
        at: datetime = waktu.pada(each, SAPU)
        if at <= now:
            clock.set_clock(at)
            while actions.tegur(session):
                session.flush()
    clock.set_clock(now)
    _henti(session, now)


def _henti(session: Session, now: datetime) -> None:
    """One office waits for data from outside, and its giver stopped the clock."""
    due = select(Tenggat).where(
        Tenggat.jenis == Jenis.BAGIAN, Tenggat.atas_id.is_not(None), Tenggat.tutup_at.is_(None), Tenggat.batas_at > now
    )
    for row in session.scalars(due.order_by(Tenggat.batas_at.desc(), Tenggat.id).limit(20)):
        held = organisasi.holder(session, row.atas_id or 0)
        giver = organisasi.actor_for(session, held.pegawai_id, row.atas_id) if held is not None else None
        if giver is not None and policy.may_hentikan(giver, row):
            actions.hentikan(session, giver, row, actions.Isian(Alasan.DATA_LUAR, ALASAN))
            return
