"""Long-term evidence inside a PDF: the certificates and revocation lists that prove a signature without any network."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from asn1crypto import crl as asn1_crl
from asn1crypto import pem as asn1_pem
from asn1crypto import x509 as asn1_x509
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

Roots = Sequence[asn1_x509.Certificate]

#: More of either than any honest file carries, many renewals included; building paths costs time for each.
MOST: Final = 64


class TooMuch(ValueError):
    """A store with more in it than any honest file brings along."""


@dataclass(frozen=True)
class Evidence:
    """Certificates and revocation lists, parsed: asn1crypto remembers what it has read, so keep and share them."""

    certificates: tuple[asn1_x509.Certificate, ...] = ()
    crls: tuple[asn1_crl.CertificateList, ...] = ()


def embed(writer: Any, evidence: Evidence) -> None:
    """Write the evidence into the document security store (/DSS) of an incremental writer; what is there stays."""
    DocumentSecurityStore.supply_dss_in_writer(writer, None, certs=evidence.certificates, crls=evidence.crls)


def read(reader: Any) -> Evidence:
    """What the file itself brings along; empty when it has no store.

    Raises:
        TooMuch: it brings more than any honest file does.
    """
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return Evidence()
    if len(store.certs) > MOST or len(store.crls) > MOST:
        raise TooMuch
    lists = (asn1_crl.CertificateList.load(one.get_object().data) for one in store.crls)
    return Evidence(tuple(store.load_certs()), tuple(lists))


def revoked(evidence: Evidence, serial_hex: str) -> bool:
    """Whether one of its lists names a certificate."""
    serial = int(serial_hex, 16)
    rows = (one["tbs_cert_list"]["revoked_certificates"] for one in evidence.crls)
    return any(row["user_certificate"].native == serial for each in rows for row in each)


def latest(evidence: Evidence) -> datetime | None:
    """When the newest revocation list was made."""
    return max((one["tbs_cert_list"]["this_update"].native for one in evidence.crls), default=None)


async def person(
    certificate: asn1_x509.Certificate, found: Evidence, *, roots: Roots, also: Roots, at: datetime
) -> bool:
    """Whether this evidence alone shows that a signer's certificate was in force and not revoked at an instant.

    Every certificate below the root needs a revocation list that was valid then.

    Args:
        also: certificates from the signature itself, as parts of the path.
    """
    return await _proves(certificate, _context(found, roots, also, at), {"non_repudiation"}, set())


async def stamper(
    certificate: asn1_x509.Certificate, found: Evidence, *, roots: Roots, also: Roots, at: datetime
) -> bool:
    """The same for the certificate of a time-stamper."""
    return await _proves(certificate, _context(found, roots, also, at), {"digital_signature"}, {"time_stamping"})


async def leads_to(pem: str, chain_pem: Sequence[str], *, roots_pem: Sequence[str], at: datetime) -> bool:
    """Whether a signer's certificate leads to one of the roots and is in force; revocation is not asked for."""
    roots, others = ([_parsed(text) for text in texts] for texts in (roots_pem, chain_pem))
    context = ValidationContext(
        trust_roots=roots, other_certs=others, moment=at, allow_fetching=False, revocation_mode="soft-fail"
    )
    return await _proves(_parsed(pem), context, {"non_repudiation"}, set())


def _parsed(pem: str) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(asn1_pem.unarmor(pem.encode())[2])


def _context(found: Evidence, roots: Roots, also: Roots, at: datetime) -> ValidationContext:
    return ValidationContext(
        trust_roots=list(roots),
        other_certs=[*found.certificates, *also],
        crls=list(found.crls),
        moment=at,
        allow_fetching=False,
        revocation_mode="require",
    )


async def _proves(
    certificate: asn1_x509.Certificate, context: ValidationContext, usage: set[str], extended: set[str]
) -> bool:
    try:
        await CertificateValidator(certificate, validation_context=context).async_validate_usage(usage, extended)
    except (PathError, ValidationError, ValueError):
        return False
    return True
