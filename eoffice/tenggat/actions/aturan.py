"""Setting the rules of reminding: each a version with its date, its author and its reason, never changed afterwards."""

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy.orm import Session

from eoffice import clock, outbox
from eoffice.akses.actor import Actor
from eoffice.akses.verdict import require
from eoffice.audit import actions as audit
from eoffice.errors import Invalid
from eoffice.tenggat import policy, queries
from eoffice.tenggat.jadwal import Aturan
from eoffice.tenggat.models import TenggatAturan


@dataclass(frozen=True)
class Usul:
    """New rules, from when they hold, and why."""

    aturan: Aturan
    berlaku_sejak: date
    alasan: str


def tetapkan(session: Session, actor: Actor, usul: Usul) -> TenggatAturan:
    """Set a version; the worker works out anew when whom to remind.

    Raises:
        NotAllowed: the actor neither administers the system nor watches over the city.
        Invalid: it would hold from a day that has passed, or nothing changes.
    """
    require(policy.may_atur(actor))
    if usul.berlaku_sejak < clock.today():
        raise Invalid("Aturan tidak berlaku surut.", {"berlaku_sejak": "Pilih hari ini atau sesudahnya."})
    if queries.aturan(session, usul.berlaku_sejak) == usul.aturan:
        raise Invalid("Tidak ada yang berubah dari aturan yang berlaku pada tanggal itu.")
    made = TenggatAturan(
        berlaku_sejak=usul.berlaku_sejak,
        **asdict(usul.aturan),
        alasan=usul.alasan,
        penetap=actor.jabatan_nama or actor.nama,
        ditetapkan_at=clock.now(),
    )
    session.add(made)
    session.flush()
    said = f"berlaku {usul.berlaku_sejak}; {usul.alasan}"[:300]
    audit.record(session, actor, "tenggat.atur", "tenggat", made.id, catatan=said)
    susun_ulang(session, f"aturan:{made.id}")
    return made


def susun_ulang(session: Session, sebab: str) -> None:
    """Have the worker set up every open deadline anew, once for each cause."""
    outbox.enqueue(session, "tenggat.keliling", dedup_key=f"tenggat.keliling:{sebab}", setelah=0, sebab=sebab)
