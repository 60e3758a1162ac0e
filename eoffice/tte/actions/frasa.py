"""The passphrase: opening a key with it, counting wrong ones, changing it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, cast

from argon2 import PasswordHasher
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from eoffice import clock, db
from eoffice.akses.actor import SISTEM, Actor
from eoffice.akun import queries as akun
from eoffice.akun import sandi
from eoffice.audit import actions as audit
from eoffice.errors import Conflict, Damaged, Invalid, TooMany
from eoffice.tte import authorities, authority, keybox, policy, queries, token
from eoffice.tte.keybox import STRONG, Cost, UnlockedKey, WrongPassphrase
from eoffice.tte.models import FrasaGagal, Sertifikat

#: Wrong tries are forgotten after a day; the lock looks back half an hour at most.
KEEP_TRIES: Final = timedelta(days=1)


def unlock(
    engine: Engine,
    *,
    pepper: bytes,
    pegawai_id: int,
    passphrase: str,
    at: datetime | None = None,
    actor: Actor = SISTEM,
    pkcs11: str = "",
) -> UnlockedKey:
    """Open the key of a pegawai for one signing session; about a quarter of a second, no transaction held meanwhile.

    A key that lies in a token is signed in to with its PIN, and must be closed.

    Wrong tries are counted in a transaction of their own, and looked at again after the guess, so that guesses made
    at the same time cannot outrun the lock.

    Args:
        pkcs11: path of the module that reaches tokens.
    Raises:
        Invalid: wrong passphrase (field `frasa`), with the tries that remain.
        TooMany: locked after five wrong tries within 15 minutes; `retry_after` in seconds.
        Conflict: no certificate, not in force, or revoked.
        Unavailable: too many are opening theirs at this moment.
    """
    at = at or clock.now()
    with db.reading(engine) as session:
        gagal = queries.gagal(session, pegawai_id, at)
        tolak_terkunci(gagal, at)
        ready = queries.kesiapan(session, pegawai_id, at)
        sertifikat = queries.berlaku(session, pegawai_id, at)
        if not ready or sertifikat is None:
            raise Conflict(ready.alasan)
        serial_hex, pem, kotak = sertifikat.serial_hex, sertifikat.pem, sertifikat.kotak
        chain = split(sertifikat.rantai_pem) or (authorities.penerbit_dari(session, pem).pem,)
    certificate = authority.load(pem)
    name, close = "Frasa sandi", None
    try:
        if token.lies_in_token(kotak):
            name = "PIN token"
            held, close = token.open_key(pkcs11, kotak, passphrase)
            private = cast(RSAPrivateKey, held)
        else:
            private = keybox.open_box(
                kotak,
                passphrase,
                pepper=pepper,
                owner=str(pegawai_id),
                certificate_sha256=authority.fingerprint(certificate),
            )
    except WrongPassphrase:
        gagal = catat_gagal(engine, pegawai_id, at=at, actor=actor)
        tolak_terkunci(gagal, at)
        sentence = (
            f"{name} salah. Periksa huruf besar dan kecil, lalu coba lagi; sisa {policy.tries_left(gagal, at)} "
            "kali percobaan sebelum tanda tangan Anda dikunci 15 menit."
        )
        raise Invalid(sentence, {"frasa": sentence}) from None
    key = UnlockedKey(pegawai_id, serial_hex, pem, chain, private, close)
    if private.public_key() != certificate.public_key():
        key.close()
        raise Damaged("Kunci tanda tangan ini tidak cocok dengan sertifikatnya. Cabut, lalu terbitkan yang baru.")
    try:
        _forget_tries(engine, pegawai_id, at)
    except BaseException:
        key.close()
        raise
    return key


def split(rantai_pem: str) -> tuple[str, ...]:
    """Certificates of a chain kept as one text."""
    return (
        tuple(authority.pem(one) for one in x509.load_pem_x509_certificates(rantai_pem.encode())) if rantai_pem else ()
    )


def catat_gagal(
    engine: Engine, pegawai_id: int, *, at: datetime | None = None, actor: Actor = SISTEM
) -> list[datetime]:
    """Count a wrong passphrase, durably, in a transaction of its own; returns the tries that count for the lock."""
    at = at or clock.now()
    with db.transaction(engine) as session:
        old = delete(FrasaGagal).where(FrasaGagal.pegawai_id == pegawai_id, FrasaGagal.at < at - KEEP_TRIES)
        session.execute(old)
        session.add(FrasaGagal(pegawai_id=pegawai_id, at=at))
        session.flush()
        audit.record(session, actor, "tte.frasa_salah", "pegawai", pegawai_id, hasil="gagal", at=at)
        return queries.gagal(session, pegawai_id, at)


def ganti_frasa(
    engine: Engine,
    *,
    pepper: bytes,
    pegawai_id: int,
    lama: str,
    baru: str,
    nama: str = "",
    at: datetime | None = None,
    cost: Cost = STRONG,
    actor: Actor = SISTEM,
    terbuka: Callable[[], object] = lambda: None,
    selesai: Callable[[Session], object] = lambda _: None,
) -> None:
    """Seal the same key under a new passphrase; the old one is checked, and counted when wrong, as in `unlock`.

    Args:
        terbuka: called once the old one has opened the key, so that nobody learns anything from it by guessing.
        selesai: called last in the transaction that changes it, to be committed with it or not at all.
    Raises:
        Invalid: the new one is too weak or not new, or the old one is wrong.
        TooMany, Conflict, Unavailable: as in `unlock`; Conflict also when the certificate changed meanwhile.
    """
    policy.check_passphrase(baru, nama=nama)
    _must_differ(lama, baru)
    at = at or clock.now()
    with db.reading(engine) as session:
        held = queries.berlaku(session, pegawai_id, at)
        elsewhere = held is not None and token.lies_in_token(held.kotak)
    if elsewhere:
        raise Conflict("Kunci Anda di token. PIN-nya diganti dengan alat dari pembuat token, bukan di sini.")
    key = unlock(engine, pepper=pepper, pegawai_id=pegawai_id, passphrase=lama, at=at, actor=actor)
    terbuka()
    sha256 = authority.fingerprint(authority.load(key.certificate_pem))
    kotak = keybox.seal(key.private, baru, pepper=pepper, owner=str(pegawai_id), certificate_sha256=sha256, cost=cost)
    with db.transaction(engine) as session:
        current = select(Sertifikat).where(Sertifikat.serial_hex == key.serial_hex).with_for_update()
        sertifikat = session.scalars(current).one()
        if not sertifikat.usable(at):
            raise Conflict("Sertifikat ini baru saja dicabut atau diganti. Muat ulang halaman, lalu coba lagi.")
        sertifikat.kotak = kotak
        audit.record(session, actor, "tte.ganti_frasa", "sertifikat", sertifikat.id)
        selesai(session)


def _must_differ(lama: str, baru: str) -> None:
    if lama == baru:
        sentence = "Frasa sandi baru sama dengan yang lama. Pilih yang lain."
        raise Invalid(sentence, {"frasa": sentence})


def tolak_terkunci(gagal: list[datetime], at: datetime) -> None:
    """Raises TooMany while too many wrong tries lie close together."""
    until = policy.locked_until(gagal, at)
    if until is not None:
        raise TooMany(policy.lock_sentence(until), retry_after=max(1, int((until - at).total_seconds())))


def _forget_tries(engine: Engine, pegawai_id: int, at: datetime) -> None:
    with db.reading(engine) as session:
        gagal = queries.gagal(session, pegawai_id, at)
    tolak_terkunci(gagal, at)
    if gagal:
        with db.transaction(engine) as session:
            session.execute(delete(FrasaGagal).where(FrasaGagal.pegawai_id == pegawai_id))


def ganti_frasa_sendiri(
    engine: Engine,
    hasher: PasswordHasher,
    *,
    pepper: bytes,
    actor: Actor,
    lama: str,
    baru: str,
    cost: Cost = STRONG,
    selesai: Callable[[Session], object] = lambda _: None,
) -> None:
    """Change one's own passphrase.

    Args:
        selesai: as in `ganti_frasa`.
    Raises:
        Invalid: the new one is weak, not new, or the sign-in password (field `frasa_baru`); or the old one is wrong,
            which is counted (field `frasa_lama`).
        TooMany, Conflict, Unavailable: as in `unlock`.
    """
    try:
        policy.check_passphrase(baru, nama=actor.nama)
        _must_differ(lama, baru)
    except Invalid as error:
        raise Invalid(str(error), {"frasa_baru": str(error)}) from None

    def other_than_the_password() -> None:
        try:
            tolak_sandi(engine, hasher, actor, baru)
        except Invalid as error:
            raise Invalid(str(error), {"frasa_baru": str(error)}) from None

    try:
        ganti_frasa(
            engine,
            pepper=pepper,
            pegawai_id=actor.pegawai_id,
            lama=lama,
            baru=baru,
            nama=actor.nama,
            cost=cost,
            actor=actor,
            terbuka=other_than_the_password,
            selesai=selesai,
        )
    except Invalid as error:
        if "frasa_baru" in error.fields:
            raise
        raise Invalid(str(error), {"frasa_lama": str(error)}) from None


def tolak_sandi(engine: Engine, hasher: PasswordHasher, actor: Actor, frasa: str) -> None:
    """Refuse a passphrase that is the actor's sign-in password: whoever learns one must not hold the other.

    Raises:
        Invalid: it is that password (field `frasa`).
    """
    if actor.akun_id is None:
        return
    with db.reading(engine) as session:
        stored = akun.get(session, actor.akun_id).sandi_hash
    if stored is not None and sandi.matches(hasher, stored, frasa):
        sentence = "Frasa sandi harus berbeda dari sandi masuk Anda. Pilih beberapa kata yang lain."
        raise Invalid(sentence, {"frasa": sentence})
