"""The use cases of the certificate register: prepare, issue, revoke, unlock, change the passphrase.

`unlock` and `ganti_frasa` take the engine and not a session: a wrong try must be counted even though everything else
rolls back, and a quarter of a second of Argon2 must not hold a lock. Call them while no transaction of yours is open.
"""

from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from eoffice import clock, db
from eoffice.akses.actor import SISTEM, Actor
from eoffice.audit import actions as audit
from eoffice.errors import Conflict, Damaged, Invalid, TooMany
from eoffice.tte import authority, keybox, policy, queries
from eoffice.tte.keybox import STRONG, Cost, UnlockedKey, WrongPassphrase
from eoffice.tte.models import FrasaGagal, Otoritas, Sertifikat
from eoffice.tte.states import AlasanCabut, Kind

#: Wrong tries are forgotten after a day; the lock looks back half an hour at most.
KEEP_TRIES = timedelta(days=1)


def siapkan_otoritas(session: Session, *, pepper: bytes, nama_kota: str, base_url: str, actor: Actor = SISTEM) -> None:
    """Make root, issuer and time-stamper unless they exist; takes a few seconds the first time, nothing afterwards.

    The root key is used once, here. All keys lie sealed under the pepper. `base_url` goes into every certificate, as
    the place where its revocation list is served.
    """
    if session.scalar(select(Otoritas.id).limit(1)) is not None:
        return
    now = clock.now()
    crl_url = base_url.rstrip("/") + authority.CRL_PATH
    root_key, issuer_key, tsa_key = authority.new_key(), authority.new_key(), authority.new_key()
    root = authority.root(root_key, nama_kota=nama_kota, now=now)
    issuer = authority.issuer(issuer_key, nama_kota=nama_kota, root=root, root_key=root_key, now=now)
    stamper = authority.time_stamper(
        tsa_key, nama_kota=nama_kota, issuer=issuer, issuer_key=issuer_key, crl_url=crl_url, now=now
    )
    for kind, certificate, key in (
        (Kind.AKAR, root, root_key),
        (Kind.PENERBIT, issuer, issuer_key),
        (Kind.TSA, stamper, tsa_key),
    ):
        sha256 = authority.fingerprint(certificate)
        kotak = keybox.seal_unattended(key, pepper=pepper, owner=kind, certificate_sha256=sha256)
        row = Otoritas(kind=kind, pem=authority.pem(certificate), kotak=kotak, created_at=now)
        session.add(row)
        session.flush()
        audit.record(session, actor, "tte.siapkan_otoritas", "otoritas", row.id, ke=kind)


def terbitkan(
    session: Session,
    *,
    pepper: bytes,
    pegawai_id: int,
    nama: str,
    unit: str,
    passphrase: str,
    key: RSAPrivateKey | None = None,
    hari: int = 730,
    cost: Cost = STRONG,
    actor: Actor = SISTEM,
) -> Sertifikat:
    """Issue a signing certificate with a new key pair, sealed by the passphrase; an earlier one is revoked as diganti.

    Args:
        nama: name with titles as it will stand in the certificate (at most 64 characters are kept).
        key: a key made beforehand by `authority.new_key`, which may take two seconds; never a used one.
        hari: life in days from `clock.now()`.
    Raises:
        Invalid: the passphrase is too weak (field `frasa`), or the issuer ends earlier.
        Conflict: the authorities have not been prepared.
    """
    policy.check_passphrase(passphrase, nama=nama)
    now = clock.now()
    issuer, issuer_key = queries.penerbit(session, pepper=pepper)
    key = key or authority.new_key()
    certificate = authority.signer(
        key.public_key(),
        nama=nama,
        unit=unit,
        number=f"P{pegawai_id:07d}",
        issuer=issuer,
        issuer_key=issuer_key,
        crl_url=authority.crl_url(authority.load(queries.otoritas(session, Kind.TSA).pem)),
        now=now,
        hari=hari,
    )
    earlier = queries.berlaku(session, pegawai_id, now)
    if earlier is not None:
        earlier.cabut(AlasanCabut.DIGANTI, now)
    sertifikat = Sertifikat(
        pegawai_id=pegawai_id,
        serial_hex=authority.serial_hex(certificate),
        subject=authority.common_name(certificate),
        pem=authority.pem(certificate),
        kotak=keybox.seal(
            key,
            passphrase,
            pepper=pepper,
            owner=str(pegawai_id),
            certificate_sha256=authority.fingerprint(certificate),
            cost=cost,
        ),
        berlaku_dari=certificate.not_valid_before_utc,
        berlaku_sampai=certificate.not_valid_after_utc,
    )
    session.add(sertifikat)
    session.execute(delete(FrasaGagal).where(FrasaGagal.pegawai_id == pegawai_id))
    session.flush()
    audit.record(session, actor, "tte.terbitkan", "sertifikat", sertifikat.id, ke=sertifikat.serial_hex)
    return sertifikat


def cabut(session: Session, *, pegawai_id: int, alasan: AlasanCabut, actor: Actor = SISTEM) -> Sertifikat:
    """Revoke the certificate a pegawai signs with; what was time-stamped before stays valid.

    Raises:
        Conflict: there is none in force.
    """
    now = clock.now()
    found = queries.berlaku(session, pegawai_id, now)
    if found is None:
        raise Conflict("Tidak ada sertifikat yang sedang berlaku untuk dicabut.")
    found.cabut(alasan, now)
    audit.record(session, actor, "tte.cabut", "sertifikat", found.id, dari=found.serial_hex, catatan=alasan)
    return found


def unlock(
    engine: Engine,
    *,
    pepper: bytes,
    pegawai_id: int,
    passphrase: str,
    at: datetime | None = None,
    actor: Actor = SISTEM,
) -> UnlockedKey:
    """Open the key of a pegawai for one signing session; about a quarter of a second, no transaction held meanwhile.

    Wrong tries are counted in a transaction of their own, and looked at again after the guess, so that guesses made
    at the same time cannot outrun the lock.

    Raises:
        Invalid: wrong passphrase (field `frasa`), with the tries that remain.
        TooMany: locked after five wrong tries within 15 minutes; `retry_after` in seconds.
        Conflict: no certificate, not in force, or revoked.
        Unavailable: too many are opening theirs at this moment.
    """
    at = at or clock.now()
    with db.reading(engine) as session:
        gagal = queries.gagal(session, pegawai_id, at)
        _refuse_locked(gagal, at)
        ready = queries.kesiapan(session, pegawai_id, at)
        sertifikat = queries.berlaku(session, pegawai_id, at)
        if not ready or sertifikat is None:
            raise Conflict(ready.alasan)
        serial_hex, pem, kotak = sertifikat.serial_hex, sertifikat.pem, sertifikat.kotak
        issuer_pem = queries.otoritas(session, Kind.PENERBIT).pem
    certificate = authority.load(pem)
    try:
        private = keybox.open_box(
            kotak,
            passphrase,
            pepper=pepper,
            owner=str(pegawai_id),
            certificate_sha256=authority.fingerprint(certificate),
        )
    except WrongPassphrase:
        gagal = catat_gagal(engine, pegawai_id, at=at, actor=actor)
        _refuse_locked(gagal, at)
        sentence = (
            f"Frasa sandi salah. Periksa huruf besar dan kecil, lalu coba lagi; sisa {policy.tries_left(gagal, at)} "
            "kali percobaan sebelum tanda tangan Anda dikunci 15 menit."
        )
        raise Invalid(sentence, {"frasa": sentence}) from None
    if private.public_key() != certificate.public_key():
        raise Damaged("Kunci tanda tangan ini tidak cocok dengan sertifikatnya. Cabut, lalu terbitkan yang baru.")
    _forget_tries(engine, pegawai_id, at)
    return UnlockedKey(pegawai_id, serial_hex, pem, (issuer_pem,), private)


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
) -> None:
    """Seal the same key under a new passphrase; the old one is checked, and counted when wrong, as in `unlock`.

    Raises:
        Invalid: the new one is too weak or not new, or the old one is wrong.
        TooMany, Conflict, Unavailable: as in `unlock`; Conflict also when the certificate changed meanwhile.
    """
    policy.check_passphrase(baru, nama=nama)
    if lama == baru:
        sentence = "Frasa sandi baru sama dengan yang lama. Pilih yang lain."
        raise Invalid(sentence, {"frasa": sentence})
    at = at or clock.now()
    key = unlock(engine, pepper=pepper, pegawai_id=pegawai_id, passphrase=lama, at=at, actor=actor)
    sha256 = authority.fingerprint(authority.load(key.certificate_pem))
    kotak = keybox.seal(key.private, baru, pepper=pepper, owner=str(pegawai_id), certificate_sha256=sha256, cost=cost)
    with db.transaction(engine) as session:
        current = select(Sertifikat).where(Sertifikat.serial_hex == key.serial_hex).with_for_update()
        sertifikat = session.scalars(current).one()
        if not sertifikat.usable(at):
            raise Conflict("Sertifikat ini baru saja dicabut atau diganti. Muat ulang halaman, lalu coba lagi.")
        sertifikat.kotak = kotak
        audit.record(session, actor, "tte.ganti_frasa", "sertifikat", sertifikat.id)


def _refuse_locked(gagal: list[datetime], at: datetime) -> None:
    until = policy.locked_until(gagal, at)
    if until is not None:
        raise TooMany(policy.lock_sentence(until), retry_after=max(1, int((until - at).total_seconds())))


def _forget_tries(engine: Engine, pegawai_id: int, at: datetime) -> None:
    with db.reading(engine) as session:
        gagal = queries.gagal(session, pegawai_id, at)
    _refuse_locked(gagal, at)
    if gagal:
        with db.transaction(engine) as session:
            session.execute(delete(FrasaGagal).where(FrasaGagal.pegawai_id == pegawai_id))
