"""The one way a naskah moves (TRX-01): verdict, change, audit. Who has more to do enqueues it in the body."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.audit import actions as audit
from eoffice.errors import Conflict
from eoffice.naskah import policy
from eoffice.naskah.models import Naskah, Sewa
from eoffice.peristiwa import actions as peristiwa


@contextmanager
def step(session: Session, actor: Actor, action: Action, naskah: Naskah, catatan: str = "") -> Iterator[None]:
    """Permit, then record what the body changed; anything raised undoes all of it."""
    require(policy.may(actor, action, naskah))
    dari = naskah.status
    yield
    record(session, actor, f"naskah.{action}", naskah, dari=dari, catatan=catatan)


def akhiri_sewa(session: Session, naskah: Naskah) -> None:
    """It goes on to somebody else, so whoever wrote holds it no longer."""
    row = session.get(Sewa, naskah.id)
    if row is not None:
        session.delete(row)


def record(session: Session, actor: Actor, event: str, naskah: Naskah, *, dari: str = "", catatan: str = "") -> None:
    """One entry of the trail about this naskah, with the hash of the content it speaks of."""
    audit.record(
        session,
        policy.as_whom(actor, naskah),
        event,
        "naskah",
        naskah.id,
        dari=dari,
        ke=naskah.status,
        catatan=catatan,
        sifat=naskah.sifat,
        versi=naskah.versi,
        isi_sha256=naskah.content_sha256(),
    )


def measure(
    session: Session, actor: Actor, jenis: str, naskah: Naskah, rincian: dict[str, Any], *, opd_id: int | None = None
) -> None:
    """One event of the metric log about this naskah."""
    peristiwa.catat(
        session,
        jenis=jenis,
        opd_id=opd_id or naskah.opd_id,
        unit_id=naskah.unit_id if opd_id is None else None,
        akun=actor.samaran,
        jabatan_id=actor.jabatan_id or None,
        naskah=f"naskah:{naskah.id}",
        rincian=rincian,
    )


def same_version(naskah: Naskah, versi: int) -> None:
    """Refuse a form that was made from an older row (TRX-02).

    Raises:
        Conflict: somebody saved in between; it says when.
    """
    if naskah.version != versi:
        at = clock.wib(naskah.diubah_at).strftime("%H.%M")
        raise Conflict(
            f"Naskah ini sudah berubah sejak Anda membukanya (terakhir pukul {at} WIB). Muat ulang untuk melihat "
            "keadaan terakhir, lalu ulangi; tulisan Anda di sini belum disimpan."
        )
