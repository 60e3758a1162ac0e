"""Registering a key that lies in a token or HSM: it stays there, and the register learns where (PKCS#11)."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from argon2 import PasswordHasher
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from eoffice import clock, db
from eoffice.akses.actor import Actor
from eoffice.akses.verdict import require
from eoffice.akun import actions as akun
from eoffice.audit import actions as audit
from eoffice.errors import Invalid
from eoffice.organisasi.models import Unit
from eoffice.tte import authority, evidence, policy, queries, token
from eoffice.tte.actions.frasa import catat_gagal, tolak_terkunci
from eoffice.tte.actions.terbitkan import catat_terbit, pakai, terbitkan_bagi
from eoffice.tte.keybox import WrongPassphrase
from eoffice.tte.models import Sertifikat
from eoffice.tte.states import JenisSertifikat


def daftarkan_token(
    engine: Engine,
    hasher: PasswordHasher,
    *,
    pepper: bytes,
    pkcs11: str,
    actor: Actor,
    sandi_masuk: str,
    label: str,
    pin: str,
    roots_pem: Sequence[str],
    selesai: Callable[[Session], object] = lambda _: None,
) -> str:
    """Sign from now on with the one signing key of a token.

    With a certificate of the actor beside it, from an issuer that is trusted here, that one is taken over; a key without
    one is given a certificate by our own issuer. An earlier certificate is revoked as diganti. Call it while no
    transaction of yours is open.

    Args:
        pkcs11: path of the module that reaches tokens.
        pin: used for this call and never kept.
        selesai: called last in the transaction that keeps it, to be committed with it or not at all.
    Returns:
        The serial of the certificate, in hexadecimal.
    Raises:
        NotAllowed: the actor signs for no jabatan.
        Invalid: password or PIN is wrong, or what the token holds will not do (fields `pin`, `token`).
        TooMany, Unavailable: as in `unlock`.
    """
    with db.reading(engine) as session:
        require(queries.boleh_terbit(session, actor))
        office = session.get(Unit, actor.opd_id)
        unit = office.nama if office is not None else ""
    akun.pastikan_sandi(
        engine, hasher, actor, sandi_masuk, untuk="tte.token", kolom="sandi_masuk_token", nama="Sandi masuk"
    )
    now = clock.now()
    found = _looked(engine, pkcs11, actor, label, pin, now)
    with db.transaction(engine) as session:
        require(queries.boleh_terbit(session, actor))
        if found.certificates:
            made = _taken_over(session, actor, label, found, roots_pem, now)
        else:
            policy.check_token(None, found.public, nama=actor.nama, at=now)
            made = terbitkan_bagi(
                session,
                found.public,
                lambda _: token.box(label, found.key_id),
                pepper=pepper,
                pegawai_id=actor.pegawai_id,
                nama=actor.nama,
                unit=unit,
                actor=actor,
            )
        audit.record(session, actor, "tte.token", "sertifikat", made.id, ke=made.serial_hex, catatan=label)
        catat_terbit(session, made, pepper=pepper, actor=actor)
        selesai(session)
        return made.serial_hex


def _looked(engine: Engine, pkcs11: str, actor: Actor, label: str, pin: str, at: datetime) -> token.Found:
    with db.reading(engine) as session:
        tolak_terkunci(queries.gagal(session, actor.pegawai_id, at), at)
        _refuse_taken(session, actor, label, at)
    try:
        return token.only(token.look(pkcs11, label, pin))
    except WrongPassphrase:
        tolak_terkunci(catat_gagal(engine, actor.pegawai_id, at=at, actor=actor), at)
        raise Invalid("PIN token salah.", {"pin": "PIN token salah. Periksa, lalu coba lagi."}) from None


def _refuse_taken(session: Session, actor: Actor, label: str, at: datetime) -> None:
    """Before a PIN goes there: a token of somebody else is not tried, for so many wrong ones lock it for its holder."""
    others = select(Sertifikat.kotak).where(
        Sertifikat.pegawai_id != actor.pegawai_id, Sertifikat.dicabut_at.is_(None), Sertifikat.berlaku_sampai > at
    )
    if any(token.lies_in_token(kotak) and kotak.get("token") == label for kotak in session.scalars(others)):
        raise _wrong("Token ini sudah terdaftar atas pegawai lain. Periksa namanya, atau hubungi admin.")


def _taken_over(
    session: Session, actor: Actor, label: str, found: token.Found, roots_pem: Sequence[str], at: datetime
) -> Sertifikat:
    certificate, *above = found.certificates
    policy.check_token(certificate, found.public, nama=actor.nama, at=at)
    pem, chain = authority.pem(certificate), [authority.pem(one) for one in above]
    if not asyncio.run(evidence.leads_to(pem, chain, roots_pem=roots_pem, at=at)):
        raise _wrong(
            "Penerbit sertifikat dalam token ini tidak dipercaya di sini, jadi tanda tangannya tidak akan dianggap sah. "
            "Mintalah admin mendaftarkan akar penerbitnya (EOFFICE_TTE_AKAR)."
        )
    serial = authority.serial_hex(certificate)
    if session.scalar(select(Sertifikat.id).where(Sertifikat.serial_hex == serial)) is not None:
        raise _wrong("Sertifikat dalam token ini sudah ada di register.")
    kotak = token.box(label, found.key_id)
    return pakai(session, actor.pegawai_id, certificate, kotak, jenis=JenisSertifikat.IMPOR, rantai_pem="".join(chain))


def _wrong(sentence: str) -> Invalid:
    return Invalid(sentence, {"token": sentence})
