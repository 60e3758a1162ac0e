"""From PAdES B-T to B-LTA, and from one archive stamp to the next: only ever appended, never rewritten (tte.md 4.4, 12)."""

import io
from datetime import datetime, timedelta
from typing import Any, Final, cast

from asn1crypto import crl as asn1_crl
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.sign import fields
from pyhanko.sign.signers.pdf_signer import PdfTimeStamper
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.db import reading
from eoffice.errors import Conflict
from eoffice.tte import authorities, authority, evidence, queries, signing
from eoffice.tte.evidence import Evidence
from eoffice.tte.port import Holder
from eoffice.tte.remote import RemoteTsa
from eoffice.tte.signing import Writer
from eoffice.tte.states import Kind
from eoffice.tte.timestamp import Stamper, Tsa
from eoffice.web.services import Services

#: An archive stamp is renewed after so long, or so long before the certificate of its stamper ends (tte.md 12).
PALING_LAMA: Final = timedelta(days=5 * 365)
SEBELUM_AKHIR: Final = timedelta(days=365)
#: The root revokes nothing from one year to the next; its list is made anew this often.
UMUR_DAFTAR_AKAR: Final = timedelta(hours=12)
#: Our own stamper's certificate may be changed; a process notices it within a day.
UMUR_PENANDA: Final = timedelta(days=1)
#: Room in bytes for a stamp beside its certificates.
STAMP_ROOM: Final = 2048
FIELD: Final = "Arsip"


def bukti(session: Session, cache: dict[str, Any], *, pepper: bytes, key: Holder | None = None) -> Evidence:
    """The evidence of this moment. Ask for it after the signature was stamped, so that its lists are not older.

    The list of each issuer in force is made anew each time (a millisecond), the root's twice a day and kept in `cache`.

    Args:
        key: whose certificate belongs to it, for a new signature.
    Raises:
        Conflict: that certificate was revoked since its key was opened.
    """
    now, state = clock.now(), authorities.keadaan_otoritas(session)
    kept = cache.get("bukti")
    if kept is None or kept[3] != state or not timedelta() <= now - kept[0] < UMUR_DAFTAR_AKAR:
        issuers = authorities.penerbit_hidup(session, now)
        pems = [queries.otoritas(session, Kind.AKAR).pem, *(one.pem for one in issuers)]
        pems.append(queries.otoritas(session, Kind.TSA).pem)
        akar = asn1_crl.CertificateList.load(queries.crl_akar(session, pepper=pepper, at=now))
        kept = cache["bukti"] = (now, {pem: _parsed(pem) for pem in pems}, akar, state, [one.ke for one in issuers])
    known = kept[1]
    own = () if key is None else (key.certificate_pem, *key.chain_pem)
    certificates = (*known.values(), *(_parsed(pem) for pem in own if pem not in known))
    fresh = (asn1_crl.CertificateList.load(queries.crl(session, pepper=pepper, at=now, ke=ke)) for ke in kept[4])
    found = Evidence(certificates, (*fresh, kept[2]))
    if key is not None and evidence.revoked(found, key.serial_hex):
        raise Conflict("Sertifikat Anda baru saja dicabut, jadi tanda tangan ini tidak disimpan. Terbitkan yang baru.")
    return found


def extend(pdf: bytes, found: Evidence, *, tsa: Stamper) -> bytes:
    """Append the evidence and, over everything, one archive stamp (a document time-stamp) as the last thing in the file.

    Makes B-LTA of a B-T file, and renews a B-LTA file. The answer begins with exactly the bytes given.

    Raises:
        Unavailable: no stamper answers.
    Cost: about 7 ms of processor time; the file grows by about 16 kB.
    """
    writer = Writer(io.BytesIO(pdf))
    stamps = sum(name.startswith(FIELD) for name, *_ in fields.enumerate_sig_fields(writer))
    evidence.embed(writer, found)
    out = io.BytesIO()
    stamper = PdfTimeStamper(tsa, field_name=f"{FIELD}{stamps + 1}", readable_field_name="Penanda waktu arsip")
    stamper.timestamp_pdf(writer, "sha256", bytes_reserved=2 * (tsa.weight + STAMP_ROOM), output=out)
    return out.getvalue()


def renew_by(tsa: Stamper, at: datetime) -> datetime:
    """When an archive stamp made at an instant must be renewed."""
    return min(at + PALING_LAMA, tsa.ends - SEBELUM_AKHIR)


def stamper(services: Services) -> Stamper:
    """The time-stamper of this process: that at the configured address if there is one, and always our own behind it.

    Raises:
        Conflict: the authorities have not been prepared.
    """
    now, kept = clock.now(), services.cache.get("tsa")
    if kept is None or not timedelta() <= now - kept[0] < UMUR_PENANDA:
        with reading(services.engine) as session:
            stands_on = [queries.otoritas(session, kind).pem for kind in (Kind.TSA, Kind.PENERBIT)]
            if kept is not None and kept[2] == stands_on:  # opening its key again would be a waste
                made = kept[1]
            else:
                own = signing.tsa(session, pepper=services.pepper)
                settings = services.settings
                made = RemoteTsa(settings.tsa_url, anchors(services), own) if settings.tsa_url else own
        kept = services.cache["tsa"] = (now, made, stands_on)
    found: Stamper = kept[1]
    return found


def own_stamper(services: Services) -> Tsa:
    """Our own time-stamper, whoever stamps our signatures. Raises Conflict when nothing has been prepared."""
    found = stamper(services)
    return cast(Tsa, found.own if isinstance(found, RemoteTsa) else found)


def anchors(services: Services) -> tuple[str, ...]:
    """Roots trusted for time-stamps beside our own, as PEM: those in the file that the settings name."""
    return _each(services.settings.tsa_akar)


def roots(session: Session, services: Services) -> tuple[str, ...]:
    """Roots trusted for signatures, as PEM: our own, and those in the file that the settings name."""
    return (queries.otoritas(session, Kind.AKAR).pem, *_each(services.settings.tte_akar))


def _each(text: str) -> tuple[str, ...]:
    return tuple(authority.pem(one) for one in x509.load_pem_x509_certificates(text.encode())) if text else ()


def _parsed(pem: str) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(authority.load(pem).public_bytes(Encoding.DER))
