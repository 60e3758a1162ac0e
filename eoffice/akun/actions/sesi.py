"""Signing in and out, acting in another jabatan, and ending sessions."""

import secrets
from datetime import timedelta
from typing import Final

from argon2 import PasswordHasher
from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akun import queries, sandi
from eoffice.akun.actions.siapa import Asal, nama_rapi, pemilik
from eoffice.akun.models import Akun, Sesi
from eoffice.audit import actions as audit
from eoffice.db import reading, transaction
from eoffice.errors import Invalid, NotFound

#: One sentence for every reason, so that nobody learns which names exist (AUT-06).
SALAH: Final = (
    "Nama pengguna atau sandi tidak cocok. Setelah beberapa kali salah, tunggu sebentar sebelum mencoba lagi."
)


def masuk(engine: Engine, hasher: PasswordHasher, *, nama_pengguna: str, typed: str, asal: Asal) -> str:
    """Sign in and return the value of the cookie, which is stored nowhere.

    The slow comparison happens between two transactions, so that nothing is locked meanwhile; a failure is counted even
    though the caller sees an error.

    Raises:
        Invalid: unknown name, wrong password, too early after failures, or not active: one sentence for all.
        Unavailable: too many people sign in at once.
    """
    with reading(engine) as session:
        akun = queries.by_name(session, nama_rapi(nama_pengguna))
        akun_id = akun.id if akun is not None else None
        stored = akun.sandi_hash if akun is not None and akun.open_at(clock.now()) else None
    right = sandi.matches(hasher, stored, typed)
    fresh = sandi.make_hash(hasher, typed) if right and stored and hasher.check_needs_rehash(stored) else None
    if akun_id is None:
        raise Invalid(SALAH)
    with transaction(engine) as session:
        found = session.scalar(select(Akun).where(Akun.id == akun_id).with_for_update())
        if found is not None and right and found.sandi_hash == stored and found.open_at(clock.now()):
            found.succeed()
            found.sandi_hash = fresh or found.sandi_hash
            token = begin(session, found, asal=asal)
            actor = pemilik(found, asal, queries.digest(token))
            audit.record(session, actor, "akun.masuk", "akun", found.id)
            return token
        if found is not None:
            if stored is not None:
                found.fail(clock.now())
            audit.record(session, pemilik(found, asal), "akun.masuk", "akun", found.id, hasil="ditolak")
    raise Invalid(SALAH)


def begin(session: Session, akun: Akun, *, asal: Asal, of: Sesi | None = None, jabatan_id: int | None = None) -> str:
    """A new session row with a fresh 256-bit id; one made from another keeps its absolute age and what it has proven."""
    token = secrets.token_urlsafe(32)
    at = clock.now()
    session.add(
        Sesi(
            id=queries.digest(token),
            akun_id=akun.id,
            jabatan_id=jabatan_id,
            dibuat_at=of.dibuat_at if of is not None else at,
            terakhir_at=at,
            alamat=asal.alamat[:64],
            peramban=asal.peramban[:200],
            versi_sesi=akun.versi_sesi,
            sandi_at=of.bukti_at if of is not None else at,
            ttd_at=of.ttd_at if of is not None else None,
        )
    )
    session.execute(delete(Sesi).where(Sesi.akun_id == akun.id, Sesi.terakhir_at < at - timedelta(days=1)))
    return token


def keluar(session: Session, actor: Actor, sesi_id: str) -> None:
    """End one session at once."""
    session.execute(delete(Sesi).where(Sesi.id == sesi_id))
    audit.record(session, actor, "akun.keluar", "akun", actor.akun_id or 0)


def ganti_jabatan(session: Session, actor: Actor, sesi_id: str, jabatan_id: int) -> str:
    """Act in another jabatan that is held today; the session gets a new id (SES-02).

    Raises:
        NotFound: the jabatan is not held, or the session is gone.
    """
    sesi = session.get(Sesi, sesi_id)
    if sesi is None or not actor.holds(jabatan_id):
        raise NotFound("Jabatan itu tidak sedang Anda pegang.")
    akun = queries.get(session, sesi.akun_id)
    token = begin(session, akun, asal=Asal(sesi.alamat, sesi.peramban), of=sesi, jabatan_id=jabatan_id)
    session.delete(sesi)
    audit.record(
        session, actor, "akun.ganti_jabatan", "jabatan", jabatan_id, dari=str(actor.jabatan_id), ke=str(jabatan_id)
    )
    return token


def akhiri(session: Session, actor: Actor, awalan: str) -> None:
    """End another session of one's own, named by the first 16 digits of its id.

    Raises:
        NotFound: there is none.
    """
    own = session.scalars(select(Sesi).where(Sesi.akun_id == actor.akun_id))
    sesi = next((s for s in own if s.id[:16] == awalan), None)
    if sesi is None:
        raise NotFound("Sesi itu sudah berakhir.")
    session.delete(sesi)
    audit.record(session, actor, "akun.akhiri_sesi", "akun", actor.akun_id or 0)


def akhiri_lainnya(session: Session, actor: Actor, sesi_id: str) -> int:
    """End all other sessions of one's own; how many there were."""
    ended = session.execute(delete(Sesi).where(Sesi.akun_id == actor.akun_id, Sesi.id != sesi_id))
    audit.record(session, actor, "akun.akhiri_sesi_lain", "akun", actor.akun_id or 0)
    return int(ended.rowcount)  # type: ignore[attr-defined]
