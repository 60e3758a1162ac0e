"""Taking over a certificate with its key from a P12 file."""

from collections.abc import Callable, Sequence

from argon2 import PasswordHasher
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_der_private_key
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from eoffice import clock, db, sandbox
from eoffice.akses.actor import Actor
from eoffice.akses.verdict import require
from eoffice.akun import actions as akun
from eoffice.audit import actions as audit
from eoffice.errors import Invalid
from eoffice.tte import authority, keybox, policy, queries
from eoffice.tte.actions.frasa import tolak_sandi
from eoffice.tte.actions.terbitkan import catat_terbit, pakai
from eoffice.tte.keybox import STRONG, Cost
from eoffice.tte.models import Sertifikat
from eoffice.tte.states import JenisSertifikat


def impor_sendiri(
    engine: Engine,
    hasher: PasswordHasher,
    *,
    pepper: bytes,
    actor: Actor,
    sandi_masuk: str,
    frasa: str,
    p12: bytes,
    sandi_p12: str,
    roots_pem: Sequence[str],
    cost: Cost = STRONG,
    selesai: Callable[[Session], object] = lambda _: None,
) -> str:
    """Take over one's own certificate from a P12 file; its key is sealed anew under a passphrase of this office.

    File and password are used for this call only. An earlier certificate is revoked as diganti. Call it while no
    transaction of yours is open.

    Args:
        roots_pem: the roots that its issuer must lead to.
        selesai: called last in the transaction that keeps it, to be committed with it or not at all.
    Returns:
        The serial of the certificate, in hexadecimal.
    Raises:
        NotAllowed: the actor signs for no jabatan.
        Invalid: a password is wrong, the passphrase is weak, or the file will not do (field `p12`).
    """
    with db.reading(engine) as session:
        require(queries.boleh_terbit(session, actor))
    akun.pastikan_sandi(
        engine, hasher, actor, sandi_masuk, untuk="tte.impor", kolom="sandi_masuk_impor", nama="Sandi masuk"
    )
    try:
        policy.check_passphrase(frasa, nama=actor.nama)
        tolak_sandi(engine, hasher, actor, frasa)
    except Invalid as error:
        raise Invalid(str(error), {"frasa_impor": str(error)}) from None
    pem, chain, key = _taken_apart(p12, sandi_p12, nama=actor.nama, roots_pem=roots_pem)
    certificate = authority.load(pem)
    kotak = keybox.seal(
        key,
        frasa,
        pepper=pepper,
        owner=str(actor.pegawai_id),
        certificate_sha256=authority.fingerprint(certificate),
        cost=cost,
    )
    with db.transaction(engine) as session:
        require(queries.boleh_terbit(session, actor))
        serial = authority.serial_hex(certificate)
        if session.scalar(select(Sertifikat.id).where(Sertifikat.serial_hex == serial)) is not None:
            raise _wrong("Sertifikat dalam berkas ini sudah ada di register. Terbitkan atau impor yang lain.")
        above = "".join(chain)
        made = pakai(session, actor.pegawai_id, certificate, kotak, jenis=JenisSertifikat.IMPOR, rantai_pem=above)
        audit.record(session, actor, "tte.impor", "sertifikat", made.id, ke=serial)
        catat_terbit(session, made, pepper=pepper, actor=actor)
        selesai(session)
    return serial


def _taken_apart(
    p12: bytes, sandi_p12: str, *, nama: str, roots_pem: Sequence[str]
) -> tuple[str, list[str], RSAPrivateKey]:
    try:
        found = sandbox.baca_p12(p12, sandi_p12, roots=roots_pem, at=clock.now())
    except sandbox.Refused as error:
        raise _wrong(str(error)) from None
    pem, chain = str(found.info["sertifikat"]), [str(one) for one in found.info["rantai"]]
    try:
        key = load_der_private_key(found.content, None)  # a stranger's key: checked in full
    except ValueError:
        raise _wrong("Kunci dalam berkas ini rusak.") from None
    policy.check_import(authority.load(pem), key, nama=nama, at=clock.now())
    if not isinstance(key, RSAPrivateKey) or found.info["tepercaya"] is not True:
        raise _wrong(
            "Penerbit sertifikat dalam berkas ini tidak dipercaya di sini, jadi tanda tangannya tidak akan dianggap sah. "
            "Mintalah admin mendaftarkan akar penerbitnya (EOFFICE_TTE_AKAR)."
        )
    return pem, chain, key


def _wrong(sentence: str) -> Invalid:
    return Invalid(sentence, {"p12": sentence})
