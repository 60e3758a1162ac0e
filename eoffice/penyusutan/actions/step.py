"""The one way a case moves (TRX-01): verdict, change, audit; and the check of every rule, which is asked at every step."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.arsip.models import Berkas
from eoffice.audit import actions as audit
from eoffice.errors import Conflict
from eoffice.penyusutan import kaidah, policy, queries
from eoffice.penyusutan.kaidah import Halangan
from eoffice.penyusutan.models import Kasus
from eoffice.penyusutan.states import Penilaian, Status


def record(session: Session, actor: Actor, event: str, kasus: Kasus, *, dari: str = "", catatan: str = "") -> None:
    """One entry of the trail about this case, with the hash of its list as it is now."""
    audit.record(
        session,
        actor,
        event,
        "penyusutan",
        kasus.id,
        dari=dari,
        ke=kasus.status,
        catatan=catatan[:300],
        isi_sha256=kasus.sidik() if kasus.butir else "",
    )


@contextmanager
def step(session: Session, actor: Actor, action: Action, kasus: Kasus, event: str, catatan: str = "") -> Iterator[None]:
    """Permit, then record what the body changed; anything raised undoes all of it."""
    require(policy.may(actor, action, kasus))
    dari = kasus.status
    yield
    kasus.diubah_at = clock.now()
    record(session, actor, f"penyusutan.{event}", kasus, dari=dari, catatan=catatan)


def halangan(session: Session, kasus: Kasus) -> dict[int, tuple[Halangan, ...]]:
    """What stands in the way of each berkas still in the case, by its id; berkas without any are left out."""
    ids = [b.berkas_id for b in kasus.hidup]
    session.flush()
    fresh = select(Berkas).where(Berkas.id.in_(ids)).execution_options(populate_existing=True)
    every = list(session.scalars(fresh))
    facts = queries.kumpulkan(session, every, clock.today(), kasus=kasus)
    found = {b.id: kaidah.periksa(kasus.jenis, facts[b.id]) for b in every}
    if kasus.status not in (Status.USUL, Status.DINILAI):
        for row in kasus.hidup:
            if row.penilaian is not Penilaian.SETUJU:
                said = f"Berkas {row.potret['nomor']} belum disetujui panitia."
                found[row.berkas_id] = (*found[row.berkas_id], Halangan("SST-15", said))
    return {key: value for key, value in found.items() if value}


def periksa(session: Session, kasus: Kasus) -> None:
    """Refuse to go on while a rule stands in the way of anything in the case, or nothing is left in it.

    Raises:
        Conflict: naming the first rule, and how many more there are.
    """
    if not kasus.hidup:
        raise Conflict("Tidak ada berkas yang tersisa dalam perkara ini. Batalkan perkaranya.")
    found = halangan(session, kasus)
    if found:
        first = next(iter(found.values()))[0]
        more = f" Ada {len(found)} berkas yang terhalang;" if len(found) > 1 else ""
        raise Conflict(f"{first}.{more} Keluarkan dari perkara, atau selesaikan dahulu sebabnya.".replace("..", "."))
