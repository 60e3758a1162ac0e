"""Handing an unfinished naskah from one konseptor to another, when people change their jabatan."""

from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.naskah.actions.step import record
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import ISSUED


def serahkan(session: Session, actor: Actor, naskah: Naskah, *, pegawai_id: int, jabatan_id: int) -> bool:
    """Make somebody else its konseptor; False when it was issued meanwhile or is that person's already.

    Who may hand over whose work is decided by the mutation that asks for it. Its route, its unit and the jabatan under
    which it was begun stay in the trail.
    """
    if naskah.status in ISSUED or naskah.konseptor_id == pegawai_id:
        return False
    before = naskah.konseptor.nama
    naskah.konseptor_id, naskah.konseptor_jabatan_id = pegawai_id, jabatan_id
    session.flush()
    session.expire(naskah, ["konseptor"])
    said = f"konsep diserahkan dari {before} kepada {naskah.konseptor.nama}"
    record(session, actor, "naskah.serah_konsep", naskah, dari=naskah.status, catatan=said)
    return True
