"""Issuing and revoking certificates."""

from collections.abc import Callable

from argon2 import PasswordHasher
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from sqlalchemy import Engine, delete
from sqlalchemy.orm import Session

from eoffice import clock, db
from eoffice.akses.actor import SISTEM, Actor
from eoffice.akses.verdict import require
from eoffice.akun import actions as akun
from eoffice.audit import actions as audit
from eoffice.errors import Conflict
from eoffice.organisasi.models import Unit
from eoffice.peristiwa import actions as peristiwa
from eoffice.tte import authority, keybox, policy, queries
from eoffice.tte.actions.frasa import tolak_sandi
from eoffice.tte.keybox import STRONG, Cost
from eoffice.tte.models import FrasaGagal, Sertifikat
from eoffice.tte.parts import Places
from eoffice.tte.states import AlasanCabut, JenisSertifikat, Kind


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
    base_url: str = "",
    actor: Actor = SISTEM,
) -> Sertifikat:
    """Issue a signing certificate with a new key pair, sealed by the passphrase; an earlier one is revoked as diganti.

    Args:
        nama: name with titles as it will stand in the certificate (at most 64 characters are kept).
        key: a key made beforehand by `authority.new_key`, which may take two seconds; never a used one.
        hari: life in days from `clock.now()`.
        base_url: the address of the installation for the places named inside; where the stamper's says, if empty.
    Raises:
        Invalid: the passphrase is too weak (field `frasa`), or the issuer ends earlier.
        Conflict: the authorities have not been prepared.
    """
    policy.check_passphrase(passphrase, nama=nama)
    key = key or authority.new_key()

    def sealed(certificate: x509.Certificate) -> keybox.Box:
        sha256 = authority.fingerprint(certificate)
        return keybox.seal(key, passphrase, pepper=pepper, owner=str(pegawai_id), certificate_sha256=sha256, cost=cost)

    return terbitkan_bagi(
        session,
        key.public_key(),
        sealed,
        pepper=pepper,
        pegawai_id=pegawai_id,
        nama=nama,
        unit=unit,
        hari=hari,
        base_url=base_url,
        actor=actor,
    )


def terbitkan_bagi(
    session: Session,
    public: RSAPublicKey,
    kotak: Callable[[x509.Certificate], keybox.Box],
    *,
    pepper: bytes,
    pegawai_id: int,
    nama: str,
    unit: str,
    hari: int = 730,
    base_url: str = "",
    actor: Actor = SISTEM,
) -> Sertifikat:
    """Issue a signing certificate for a key pair; an earlier one is revoked as diganti.

    Args:
        kotak: makes what the register keeps of the private half, once the certificate is there.
    Raises:
        Invalid, Conflict: as in `terbitkan`.
    """
    now = clock.now()
    issuer, issuer_key = queries.penerbit(session, pepper=pepper)
    certificate = authority.signer(
        public,
        nama=nama,
        unit=unit,
        number=f"P{pegawai_id:07d}",
        issuer=issuer,
        issuer_key=issuer_key,
        places=_places(session, base_url),
        now=now,
        hari=hari,
    )
    sertifikat = pakai(session, pegawai_id, certificate, kotak(certificate), jenis=JenisSertifikat.INTERNAL)
    audit.record(session, actor, "tte.terbitkan", "sertifikat", sertifikat.id, ke=sertifikat.serial_hex)
    return sertifikat


def pakai(
    session: Session,
    pegawai_id: int,
    certificate: x509.Certificate,
    kotak: keybox.Box,
    *,
    jenis: JenisSertifikat,
    rantai_pem: str = "",
) -> Sertifikat:
    """Put a certificate into the register as the one that its holder signs with; the caller records why.

    An earlier one is revoked as diganti, and wrong passphrases of before are forgiven.

    Args:
        kotak: what the register keeps of the private half.
        rantai_pem: the certificates above it, when our own issuer did not make it.
    """
    now = clock.now()
    earlier = queries.berlaku(session, pegawai_id, now)
    if earlier is not None:
        earlier.cabut(AlasanCabut.DIGANTI, now)
    made = Sertifikat(
        pegawai_id=pegawai_id,
        jenis=jenis,
        serial_hex=authority.serial_hex(certificate),
        subject=authority.common_name(certificate),
        pem=authority.pem(certificate),
        rantai_pem=rantai_pem,
        kotak=kotak,
        berlaku_dari=certificate.not_valid_before_utc,
        berlaku_sampai=certificate.not_valid_after_utc,
    )
    session.add(made)
    forgiven = delete(FrasaGagal).where(FrasaGagal.pegawai_id == pegawai_id)
    session.execute(forgiven.execution_options(synchronize_session=False))  # nobody holds these rows
    session.flush()
    return made


def terbitkan_sendiri(
    engine: Engine,
    hasher: PasswordHasher,
    *,
    pepper: bytes,
    actor: Actor,
    sandi_masuk: str,
    frasa: str,
    cost: Cost = STRONG,
    base_url: str = "",
    selesai: Callable[[Session], object] = lambda _: None,
) -> str:
    """Issue a certificate for oneself after typing the sign-in password again; an earlier one is revoked as diganti.

    Call it while no transaction of yours is open.

    Args:
        frasa: the new passphrase; used for this call, sealed into nothing but the box, never the sign-in password.
        selesai: called last in the transaction that issues, to be committed with it or not at all.
    Returns:
        The serial of the new certificate, in hexadecimal.
    Raises:
        NotAllowed: the actor signs for no jabatan.
        Invalid: the password is wrong (counted as a failed sign-in), or the passphrase is weak or that password.
        Conflict: the authorities have not been prepared.
    """
    with db.reading(engine) as session:
        require(queries.boleh_terbit(session, actor))
        office = session.get(Unit, actor.opd_id)
        unit = office.nama if office is not None else ""
    policy.check_passphrase(frasa, nama=actor.nama)
    akun.pastikan_sandi(
        engine, hasher, actor, sandi_masuk, untuk="tte.terbitkan", kolom="sandi_masuk", nama="Sandi masuk"
    )
    tolak_sandi(engine, hasher, actor, frasa)
    key = authority.new_key()
    with db.transaction(engine) as session:
        require(queries.boleh_terbit(session, actor))
        made = terbitkan(
            session,
            pepper=pepper,
            pegawai_id=actor.pegawai_id,
            nama=actor.nama,
            unit=unit,
            passphrase=frasa,
            key=key,
            cost=cost,
            base_url=base_url,
            actor=actor,
        )
        catat_terbit(session, made, pepper=pepper, actor=actor)
        selesai(session)
        return made.serial_hex


def _places(session: Session, base_url: str) -> Places:
    known = authority.crl_url(authority.load(queries.otoritas(session, Kind.TSA).pem))
    return authority.places(base_url or known.partition("/crl/")[0], queries.otoritas(session, Kind.PENERBIT).ke)


def catat_terbit(session: Session, made: Sertifikat, *, pepper: bytes, actor: Actor) -> None:
    """Tell the log of events that a signer has a certificate now, for the figures of adoption."""
    peristiwa.catat(
        session,
        jenis="sertifikat.diterbitkan",
        opd_id=actor.opd_id,
        unit_id=actor.unit_id,
        akun=peristiwa.samaran(pepper, made.pegawai_id),
        jabatan_id=actor.jabatan_id,
        naskah=None,
        rincian={"berlaku_sampai": made.berlaku_sampai.isoformat(timespec="seconds")},
    )


def cabut(session: Session, *, pegawai_id: int, alasan: AlasanCabut, actor: Actor = SISTEM) -> Sertifikat:
    """Revoke the certificate a pegawai signs with; what was time-stamped before stays valid.

    Raises:
        Conflict: there is none in force.
    """
    found = queries.berlaku(session, pegawai_id, clock.now())
    if found is None:
        raise Conflict("Tidak ada sertifikat yang sedang berlaku untuk dicabut.")
    _cabut(session, found, alasan, alasan, actor)
    return found


def cabut_sertifikat(
    session: Session, actor: Actor, sertifikat_id: int, *, alasan: AlasanCabut, catatan: str, pepper: bytes
) -> Sertifikat:
    """Revoke one certificate for good, as its holder or as the administrator, with a reason.

    The public list names it from this moment; a signing that is under way finds it there and is not kept.

    Raises:
        NotFound: no such certificate, or not the actor's to revoke.
        Conflict: it was revoked before, or has ended.
    """
    found = queries.ambil(session, actor, sertifikat_id)
    if not found.usable(clock.now()):
        raise Conflict("Sertifikat ini sudah dicabut atau sudah berakhir, jadi tidak ada yang perlu dicabut.")
    _cabut(session, found, alasan, f"{alasan}: {catatan}" if catatan else alasan, actor)
    peristiwa.catat(
        session,
        jenis="sertifikat.dicabut",
        opd_id=None,
        unit_id=None,
        akun=peristiwa.samaran(pepper, found.pegawai_id),
        jabatan_id=None,
        naskah=None,
        rincian={},
    )
    return found


def cabut_dengan_sandi(
    engine: Engine,
    hasher: PasswordHasher,
    actor: Actor,
    sertifikat_id: int,
    *,
    alasan: AlasanCabut,
    catatan: str,
    sandi_masuk: str,
    pepper: bytes,
    selesai: Callable[[Session], object] = lambda _: None,
) -> None:
    """As `cabut_sertifikat`, after the sign-in password once more (AUT-12).

    Call it while no transaction of yours is open.

    Args:
        selesai: called last in the transaction that revokes, to be committed with it or not at all.
    Raises:
        NotFound, Conflict: as there.
        Invalid: the password is wrong; counted as a failed sign-in (field `sandi_masuk_cabut`).
    """
    with db.reading(engine) as session:
        queries.ambil(session, actor, sertifikat_id)
    akun.pastikan_sandi(
        engine, hasher, actor, sandi_masuk, untuk="tte.cabut", kolom="sandi_masuk_cabut", nama="Sandi masuk"
    )
    with db.transaction(engine) as session:
        cabut_sertifikat(session, actor, sertifikat_id, alasan=alasan, catatan=catatan, pepper=pepper)
        selesai(session)


def _cabut(session: Session, found: Sertifikat, alasan: AlasanCabut, catatan: str, actor: Actor) -> None:
    found.cabut(alasan, clock.now())
    audit.record(session, actor, "tte.cabut", "sertifikat", found.id, dari=found.serial_hex, catatan=catatan)
