"""One writer at a time: the lease of a naskah, its take-over, and what the other one typed meanwhile."""

from datetime import timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.errors import Conflict
from eoffice.naskah import policy, suntingan
from eoffice.naskah.actions.simpanan import simpan_keadaan
from eoffice.naskah.actions.step import record
from eoffice.naskah.models import Naskah, Sewa
from eoffice.notifikasi import actions as notifikasi
from eoffice.notifikasi.states import Kabar

#: How long a page without scripts holds a naskah after it was opened, and a page that reports itself every 25 seconds.
LAMA: Final = timedelta(minutes=10)
LAMA_DENYUT: Final = timedelta(seconds=75)


def pegang(session: Session, actor: Actor, naskah: Naskah, *, lama: timedelta = LAMA) -> Sewa | None:
    """Hold the naskah, or hold it longer; None when somebody else holds it.

    The row of the naskah is locked meanwhile, so that of two who come at once only one holds it.
    """
    require(policy.may(actor, Action.UBAH, naskah))
    session.execute(select(Naskah.id).where(Naskah.id == naskah.id).with_for_update())
    if suntingan.lain(session, actor, naskah.id) is not None:
        return None
    return _put(session, actor, naskah, lama)


def _put(session: Session, actor: Actor, naskah: Naskah, lama: timedelta) -> Sewa:
    at = clock.now()
    row = session.get(Sewa, naskah.id)
    if row is None:
        row = Sewa(naskah_id=naskah.id, pegawai_id=actor.pegawai_id, sejak_at=at, sampai_at=at + lama)
        session.add(row)
    elif row.pegawai_id != actor.pegawai_id or row.sampai_at <= at:
        row.pegawai_id, row.sejak_at = actor.pegawai_id, at
    row.sampai_at = at + lama
    session.flush()
    return row


def lepas(session: Session, actor: Actor, naskah: Naskah) -> None:
    """Hold it no longer; nothing happens when somebody else does."""
    row = session.get(Sewa, naskah.id)
    if row is not None and row.pegawai_id == actor.pegawai_id:
        session.delete(row)


def ambil_alih(session: Session, actor: Actor, naskah: Naskah) -> None:
    """Write instead of the one who does now: the text as it is saved is kept, and the other one is told."""
    require(policy.may(actor, Action.UBAH, naskah))
    session.execute(select(Naskah.id).where(Naskah.id == naskah.id).with_for_update())
    other = suntingan.lain(session, actor, naskah.id)
    if other is not None:
        before = other.pegawai_id
        simpan_keadaan(session, naskah, oleh_id=before, sebab=f"sebelum diambil alih {actor.nama}")
        record(session, actor, "naskah.ambil_alih", naskah, catatan=f"dari {other.pegawai.nama_lengkap}")
        notifikasi.kabari(
            session,
            Kabar.SUNTINGAN_DIAMBIL,
            objek="naskah",
            objek_id=naskah.id,
            pegawai={before},
            sifat=naskah.sifat,
            alasan=f"Anda sedang menyunting naskah ini ketika {actor.nama} mengambil alih",
            oleh=actor.pegawai_id,
        )
    _put(session, actor, naskah, LAMA)


def tidak_direbut(session: Session, actor: Actor, naskah: Naskah) -> None:
    """Refuse a save while somebody else writes. Raises Conflict."""
    other = suntingan.lain(session, actor, naskah.id)
    if other is not None:
        raise Conflict(
            f"{suntingan.kalimat(other)}, jadi tulisan Anda belum disimpan ke naskah ini. Tulisan Anda dititipkan di "
            "halaman Versi dan dapat dipakai lagi setelah Anda mengambil alih."
        )
