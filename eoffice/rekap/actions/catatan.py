"""What is noted when somebody looks at rights, or takes a book or a pack along."""

from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.audit import actions as audit
from eoffice.organisasi.models import Pegawai
from eoffice.pengguna import policy as pengguna


def catat_pandangan(session: Session, actor: Actor, pegawai: Pegawai, alasan: str) -> None:
    """Note that somebody looked at what a person can see, and why."""
    require(pengguna.may(actor, Action.KELOLA_PENGGUNA))
    audit.record(session, actor, "pengguna.pandangan", "pegawai", pegawai.id, catatan=alasan[:300])


def catat_unduhan(session: Session, actor: Actor, kejadian: str, objek: str, objek_id: int, catatan: str) -> None:
    """Note that a book or a pack of evidence left the application."""
    audit.record(session, actor, kejadian, objek, objek_id, catatan=catatan[:300])
