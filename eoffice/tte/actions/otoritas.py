"""Preparing the authorities of an installation, and renewing them before they end."""

from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.x509 import Certificate
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock, outbox
from eoffice.akses.actor import SISTEM, Actor
from eoffice.audit import actions as audit
from eoffice.tte import authorities, authority, keybox
from eoffice.tte.models import Otoritas
from eoffice.tte.states import Kind
from eoffice.web.services import Services


def siapkan_otoritas(session: Session, *, pepper: bytes, nama_kota: str, base_url: str, actor: Actor = SISTEM) -> None:
    """Make root, issuer, time-stamper and responder unless they exist; seconds the first time, nothing afterwards.

    The root key is used here, when an issuer is renewed, and for the root's own list. All keys lie sealed under the
    pepper. `base_url` goes into every certificate, as the place where its state is asked for.
    """
    now = clock.now()
    if session.scalar(select(Otoritas.id).limit(1)) is None:
        _root(session, pepper, nama_kota, now, actor)
        _issuer(session, pepper, nama_kota, base_url, now, actor)
        _stamper(session, pepper, nama_kota, base_url, now, actor)
    _responders(session, pepper, nama_kota, now, actor)


def perbarui_otoritas(
    session: Session, *, pepper: bytes, nama_kota: str, base_url: str, actor: Actor = SISTEM
) -> list[tuple[Kind, datetime]]:
    """Follow up each authority whose end is near with a new one under a new key: what was made, and until when.

    The earlier ones stay: their lists are still served and their signers' chains still lead to the same root. The root
    itself is not renewed, for every reader would have to trust another one. Running it again makes nothing.

    Raises:
        Conflict: the authorities have not been prepared.
    """
    now, made = clock.now(), list[tuple[Kind, datetime]]()
    for kind, make in ((Kind.PENERBIT, _issuer), (Kind.TSA, _stamper)):
        row = authorities.otoritas(session, kind)
        ends = authority.load(row.pem).not_valid_after_utc
        if ends - now > authorities.SEBELUM[kind]:
            continue
        above = authorities.otoritas(session, Kind.AKAR if kind is Kind.PENERBIT else Kind.PENERBIT)
        if authority.load(above.pem).not_valid_after_utc - authority.MARGIN <= ends:
            continue  # a new one would not live longer
        made.append((kind, make(session, pepper, nama_kota, base_url, now, actor)))
    made += [(Kind.OCSP, ends) for ends in _responders(session, pepper, nama_kota, now, actor)]
    return made


def jadwalkan_otoritas(session: Session) -> None:
    """Ask the worker once a day to look whether an authority must be renewed."""
    outbox.enqueue(session, "tte.perbarui_otoritas", dedup_key=f"tte.perbarui_otoritas:{clock.today().isoformat()}")


def kerjakan_otoritas(session: Session, services: Services) -> None:
    """What the worker does about it; nothing on an installation that was never prepared."""
    if session.scalar(select(Otoritas.id).limit(1)) is None:
        return
    settings = services.settings
    perbarui_otoritas(session, pepper=services.pepper, nama_kota=settings.nama_kota, base_url=settings.base_url)


def _root(session: Session, pepper: bytes, nama_kota: str, now: datetime, actor: Actor) -> None:
    key = authority.new_key()
    _add(session, Kind.AKAR, 0, authority.root(key, nama_kota=nama_kota, now=now), key, pepper, now, actor)


def _issuer(session: Session, pepper: bytes, nama_kota: str, base_url: str, now: datetime, actor: Actor) -> datetime:
    root, root_key = authorities.terbuka(session, Kind.AKAR, pepper=pepper)
    key, ke = authority.new_key(), len(authorities.semua(session, Kind.PENERBIT))
    certificate = authority.issuer(
        key,
        nama_kota=nama_kota,
        root=root,
        root_key=root_key,
        crl_url=base_url.rstrip("/") + authority.ROOT_CRL_PATH,
        now=now,
        ke=ke,
    )
    return _add(session, Kind.PENERBIT, ke, certificate, key, pepper, now, actor)


def _stamper(session: Session, pepper: bytes, nama_kota: str, base_url: str, now: datetime, actor: Actor) -> datetime:
    issuer, issuer_key = authorities.penerbit(session, pepper=pepper)
    key, ke = authority.new_key(), len(authorities.semua(session, Kind.TSA))
    certificate = authority.time_stamper(
        key,
        nama_kota=nama_kota,
        issuer=issuer,
        issuer_key=issuer_key,
        places=authority.places(base_url, authorities.otoritas(session, Kind.PENERBIT).ke),
        now=now,
        ke=ke,
    )
    return _add(session, Kind.TSA, ke, certificate, key, pepper, now, actor)


def _responders(session: Session, pepper: bytes, nama_kota: str, now: datetime, actor: Actor) -> list[datetime]:
    """One for each issuer still in force, and its successor when it ends soon."""
    held = [authority.load(row.pem) for row in authorities.semua(session, Kind.OCSP)]
    made: list[datetime] = []
    for row in authorities.semua(session, Kind.PENERBIT):
        issuer = authority.load(row.pem)
        ends = max((one.not_valid_after_utc for one in held if authority.issued(one, issuer)), default=now)
        if issuer.not_valid_after_utc <= max(now, ends) or ends - now > authorities.SEBELUM[Kind.OCSP]:
            continue
        _, issuer_key = authorities.opened(row, pepper=pepper)
        key = authority.new_responder_key()
        certificate = authority.responder(key, nama_kota=nama_kota, issuer=issuer, issuer_key=issuer_key, now=now)
        made.append(_add(session, Kind.OCSP, len(held) + len(made), certificate, key, pepper, now, actor))
    return made


def _add(
    session: Session,
    kind: Kind,
    ke: int,
    certificate: Certificate,
    key: RSAPrivateKey | EllipticCurvePrivateKey,
    pepper: bytes,
    now: datetime,
    actor: Actor,
) -> datetime:
    sha256 = authority.fingerprint(certificate)
    kotak = keybox.seal_unattended(key, pepper=pepper, owner=kind, certificate_sha256=sha256)
    row = Otoritas(kind=kind, ke=ke, pem=authority.pem(certificate), kotak=kotak, created_at=now)
    session.add(row)
    session.flush()
    event = "tte.perbarui_otoritas" if ke else "tte.siapkan_otoritas"
    audit.record(session, actor, event, "otoritas", row.id, ke=kind, catatan=authority.serial_hex(certificate))
    return certificate.not_valid_after_utc
