"""The seal of this installation: made when it is first needed, and followed by another before it ends."""

from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.actor import SISTEM
from eoffice.audit import actions as audit
from eoffice.db import reading, transaction
from eoffice.errors import Conflict
from eoffice.tte import archiving, authorities, authority, keybox, segel
from eoffice.tte.models import Otoritas
from eoffice.tte.states import Kind
from eoffice.web.services import Services


@dataclass(frozen=True)
class Segel:
    """An open seal."""

    certificate_pem: str
    issuer_pem: str
    key: RSAPrivateKey = field(repr=False)


def buka_segel(services: Services) -> Segel:
    """The seal of today, made first if there is none or it ends soon. The caller must hold no transaction.

    Raises:
        Conflict: the authorities have not been prepared.
        Damaged: the pepper does not belong to this database.
    """
    with reading(services.engine) as session:
        known = _newest(session)
        held = known.id if known is not None and not _ends_soon(known) else 0
    if not held:
        fresh = authority.new_key()  # slow, so before anything is locked
        with transaction(services.engine) as session:
            known = _newest(session)
            if known is None or _ends_soon(known):  # nobody was quicker
                _make(session, services, fresh)
    with reading(services.engine) as session:
        row = _newest(session)
        if row is None:
            raise Conflict("Segel belum dapat dibuat. Jalankan: eoffice siapkan")
        own, key = authorities.opened(row, pepper=services.pepper)
        return Segel(authority.pem(own), authorities.penerbit_dari(session, row.pem).pem, key)


def segel_isi(services: Services, content: bytes, seal: Segel) -> bytes:
    """A detached CMS signature of this installation over these bytes, with the time of its stamper."""
    return segel.bubuhkan(
        content,
        seal.key,
        certificate_pem=seal.certificate_pem,
        issuer_pem=seal.issuer_pem,
        tsa=archiving.stamper(services),
        at=clock.now(),
    )


def _newest(session: Session) -> Otoritas | None:
    found = select(Otoritas).where(Otoritas.kind == Kind.SEGEL).order_by(Otoritas.ke.desc()).limit(1)
    return session.scalar(found)


def _ends_soon(row: Otoritas) -> bool:
    return authority.load(row.pem).not_valid_after_utc - clock.now() < segel.SEBELUM


def _make(session: Session, services: Services, key: RSAPrivateKey) -> None:
    now, settings = clock.now(), services.settings
    issuer, issuer_key = authorities.penerbit(session, pepper=services.pepper)
    made = segel.certificate(
        key,
        nama_kota=settings.nama_kota,
        issuer=issuer,
        issuer_key=issuer_key,
        places=authority.places(settings.base_url, authorities.otoritas(session, Kind.PENERBIT).ke),
        now=now,
    )
    sha256, ke = authority.fingerprint(made), len(authorities.semua(session, Kind.SEGEL))
    kotak = keybox.seal_unattended(key, pepper=services.pepper, owner=Kind.SEGEL, certificate_sha256=sha256)
    row = Otoritas(kind=Kind.SEGEL, ke=ke, pem=authority.pem(made), kotak=kotak, created_at=now)
    session.add(row)
    session.flush()
    audit.record(
        session, SISTEM, "tte.buat_segel", "otoritas", row.id, ke=Kind.SEGEL, catatan=authority.serial_hex(made)
    )
