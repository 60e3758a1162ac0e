"""Preparing the authorities of an installation."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import SISTEM, Actor
from eoffice.audit import actions as audit
from eoffice.tte import authority, keybox
from eoffice.tte.models import Otoritas
from eoffice.tte.states import Kind


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
    issuer = authority.issuer(
        issuer_key,
        nama_kota=nama_kota,
        root=root,
        root_key=root_key,
        crl_url=base_url.rstrip("/") + authority.ROOT_CRL_PATH,
        now=now,
    )
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
