"""What the worker does for penyusutan: go on when a document was signed, take objects away when their time has come."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy.orm import Session

from eoffice import outbox
from eoffice.db import reading, transaction
from eoffice.penyusutan import actions
from eoffice.penyusutan.actions import malam as putaran
from eoffice.penyusutan.actions import serah_pindah
from eoffice.web import pictures
from eoffice.web.services import Services


def naskah_ditandatangani(session: Session, services: Services, naskah_id: int) -> None:
    """A naskah was signed; if it is a document of a case, the case goes on."""
    actions.ditandatangani(session, naskah_id)
    serah_pindah.ditandatangani(session, naskah_id)


def hapus_objek(services: Services, kasus_id: int) -> None:
    """The time of waiting for the objects of a destroyed case is over (OBJ-02); the store is asked with nothing locked."""
    with reading(services.engine) as session:
        due = actions.giliran(session, kasus_id)
    done = actions.singkirkan(services.store, due)
    with transaction(services.engine) as session:
        actions.catat_hapus(session, kasus_id, done, banyak=len(due))


def susulan(session: Session, services: Services, kasus_id: int) -> None:
    """What somebody who began before a destruction wrote back after it goes again (OBJ-02)."""
    found = actions.susulan(session, kasus_id)
    pictures.shelf(services).forget(found)
    services.store.lupakan(found)


def malam(session: Session, services: Services) -> None:
    """The nightly round over what is due; it proposes and tells, and never deletes."""
    putaran.malam(session)


def usul(session: Session, services: Services, versi_id: int, setelah: int) -> None:
    """The next portion of what a new JRA proposes."""
    putaran.usul(session, versi_id, setelah)


def sapu_kata(session: Session, services: Services, setelah: str) -> None:
    """The next portion of the words of the index, without those that stand in no record any more."""
    putaran.sapu_kata(session, setelah)


HANDLERS: Final[Mapping[str, outbox.Handler]] = {
    actions.TOPIK: outbox.Lama(hapus_objek),
    "penyusutan.susulan": susulan,
    "penyusutan.malam": malam,
    "penyusutan.usul": usul,
    "penyusutan.sapu_kata": sapu_kata,
}
#: What follows a message that another capability handles, in the same transaction.
PENGIKUT: Final[Mapping[str, outbox.Handler]] = {"naskah.ditandatangani": naskah_ditandatangani}
