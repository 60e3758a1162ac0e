"""Passwords: what the rule refuses, asking once more, and changing one, with the old one or through a link."""

from argon2 import PasswordHasher
from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akun import queries, sandi
from eoffice.akun.actions.sesi import begin
from eoffice.akun.actions.siapa import Asal, pemilik
from eoffice.akun.models import Akun, Sesi, TokenAktivasi
from eoffice.akun.states import JenisToken
from eoffice.audit import actions as audit
from eoffice.db import reading, transaction
from eoffice.errors import Conflict, Invalid
from eoffice.organisasi import queries as organisasi


def periksa_sandi(session: Session, akun: Akun, typed: str, *, kota: str) -> None:
    """Refuse a password that the rule refuses for this person (AUT-03).

    Raises:
        Invalid: naming the rule.
    """
    held = organisasi.held_by(session, akun.pegawai_id)
    units = [u for p in held for u in (p.jabatan.unit, p.jabatan.unit.opd) if u is not None]
    names = [akun.nama_pengguna, akun.pegawai.nip or "", kota, kota.removeprefix("Kota ")]
    names += [name for u in units for name in (u.nama, u.singkatan)]
    sandi.check(typed, names=names, words=[akun.pegawai.nama])


def pastikan_sandi(
    engine: Engine, hasher: PasswordHasher, actor: Actor, typed: str, *, untuk: str, kolom: str, nama: str
) -> str:
    """Ask for the actor's password once more before something weighty; the stored hash that it matched.

    Call it while no transaction of yours is open.

    Args:
        untuk: what it is asked for, as it stands in the trail; kolom, nama: the field and what it is called.
    Raises:
        Invalid: it is wrong, or the account waits after wrong ones; counted as a failed sign-in.
    """
    assert actor.akun_id is not None
    with reading(engine) as session:
        akun = queries.get(session, actor.akun_id)
        stored = akun.sandi_hash if akun.open_at(clock.now()) else None
    if sandi.matches(hasher, stored, typed) and stored is not None:
        return stored
    with transaction(engine) as session:
        found = session.scalar(select(Akun).where(Akun.id == actor.akun_id).with_for_update())
        if found is not None and stored is not None:
            found.fail(clock.now())
        audit.record(session, actor, untuk, "akun", actor.akun_id, hasil="ditolak")
    sentence = f"{nama} tidak cocok. Periksa huruf besar dan kecilnya."
    raise Invalid(sentence, {kolom: sentence})


def ganti_sandi(
    engine: Engine, hasher: PasswordHasher, actor: Actor, *, lama: str, baru: str, kota: str, asal: Asal
) -> str:
    """Change one's own password; every session ends and this browser gets a new one, whose cookie is returned.

    Raises:
        Invalid: the old one is wrong (counted as a failed sign-in), or the rule refuses the new one.
    """
    assert actor.akun_id is not None
    with reading(engine) as session:
        periksa_sandi(session, queries.get(session, actor.akun_id), baru, kota=kota)
    stored = pastikan_sandi(
        engine, hasher, actor, lama, untuk="akun.ganti_sandi", kolom="sandi_lama", nama="Sandi lama"
    )
    hashed = sandi.make_hash(hasher, baru)
    with transaction(engine) as session:
        akun = session.scalars(select(Akun).where(Akun.id == actor.akun_id).with_for_update()).one()
        if akun.sandi_hash != stored:
            raise Conflict("Sandi baru saja diganti dari tempat lain. Masuk lagi dengan sandi itu.")
        _set_sandi(session, akun, hashed)
        audit.record(session, actor, "akun.ganti_sandi", "akun", akun.id)
        return begin(session, akun, asal=asal, jabatan_id=actor.jabatan_id or None)


def _set_sandi(session: Session, akun: Akun, hashed: str) -> None:
    akun.take_sandi(hashed, clock.now())
    session.execute(delete(Sesi).where(Sesi.akun_id == akun.id))
    session.execute(delete(TokenAktivasi).where(TokenAktivasi.akun_id == akun.id, TokenAktivasi.dipakai_at.is_(None)))


def pakai_token(engine: Engine, hasher: PasswordHasher, raw: str, *, baru: str, kota: str, asal: Asal) -> None:
    """Choose a password through a link. It works once, ends every other link and session, and does not sign in.

    The trail calls it setel_ulang whenever the account had a password before, so that an account which was shut and
    opened again does not pass for a new one.

    Raises:
        NotFound: the link was used, has run out, or never was.
        Invalid: the rule refuses the password; the link stays good.
    """
    with reading(engine) as session:
        akun = queries.usable_token(session, raw, clock.now()).akun
        akun_id = akun.id
        periksa_sandi(session, akun, baru, kota=kota)
    hashed = sandi.make_hash(hasher, baru)
    with transaction(engine) as session:
        session.execute(select(Akun.id).where(Akun.id == akun_id).with_for_update())
        token = queries.usable_token(session, raw, clock.now())
        token.dipakai_at = clock.now()
        anew = token.jenis is JenisToken.SETEL_ULANG or queries.had_password(token.akun)
        _set_sandi(session, token.akun, hashed)
        actor = pemilik(token.akun, asal)
        audit.record(session, actor, "akun.setel_ulang" if anew else "akun.aktivasi", "akun", token.akun.id)
