"""Answers about single certificates (RFC 6960): read the question, say what the register says, sign it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import ocsp

#: Bytes of a question; an honest one has about a hundred.
LARGEST: Final = 4096
#: How long an answer may be kept.
LIFE: Final = timedelta(hours=1)
#: Bytes of a number that the asker wants back (RFC 9654).
LONGEST_NONCE: Final = 128

#: When and why a certificate was revoked.
Revoked = tuple[datetime, x509.ReasonFlags]
#: Of an issued serial in hexadecimal None, or its revocation; raises LookupError for one never issued.
State = Callable[[str], Revoked | None]


@dataclass(frozen=True)
class Responder:
    """Who answers for one issuer, and what it knows of its certificates."""

    issuer: x509.Certificate
    certificate: x509.Certificate
    key: EllipticCurvePrivateKey
    state: State


def answer(question: bytes, responders: Sequence[Responder], *, now: datetime) -> bytes:
    """The DER of an OCSP response to the DER of a request; never raises.

    The certificate is named as the question named it, also by SHA-1 as openssl and NSS do: an answer under another hash
    is taken for none at all (tte.md 2). Serials that were never issued are not called good but refused (unauthorized).
    """
    try:
        asked = ocsp.load_der_ocsp_request(question)
        nonce = _nonce(asked)
        responder = next((one for one in responders if _meant(asked, one.issuer)), None)
    except (ValueError, TypeError, NotImplementedError, UnsupportedAlgorithm, x509.DuplicateExtension):
        return _refusal(ocsp.OCSPResponseStatus.MALFORMED_REQUEST)
    if responder is None:
        return _refusal(ocsp.OCSPResponseStatus.UNAUTHORIZED)
    try:
        revoked = responder.state(f"{asked.serial_number:x}")
    except LookupError:
        return _refusal(ocsp.OCSPResponseStatus.UNAUTHORIZED)
    moment = now.replace(microsecond=0)
    builder = ocsp.OCSPResponseBuilder().add_response_by_hash(
        asked.issuer_name_hash,
        asked.issuer_key_hash,
        asked.serial_number,
        asked.hash_algorithm,
        ocsp.OCSPCertStatus.REVOKED if revoked else ocsp.OCSPCertStatus.GOOD,
        moment,
        moment + LIFE,
        revoked[0] if revoked else None,
        revoked[1] if revoked else None,
    )
    builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, responder.certificate)
    builder = builder.certificates([responder.certificate])
    if nonce is not None:
        builder = builder.add_extension(nonce, critical=False)
    return builder.sign(responder.key, hashes.SHA256()).public_bytes(Encoding.DER)


def _meant(asked: ocsp.OCSPRequest, issuer: x509.Certificate) -> bool:
    """Whether the question is about a certificate of this issuer."""
    return (asked.issuer_name_hash, asked.issuer_key_hash) == (
        _digest(asked.hash_algorithm, issuer.subject.public_bytes()),
        _digest(asked.hash_algorithm, _key_bits(issuer)),
    )


def _digest(algorithm: hashes.HashAlgorithm, content: bytes) -> bytes:
    digest = hashes.Hash(algorithm)
    digest.update(content)
    return digest.finalize()


def _key_bits(issuer: x509.Certificate) -> bytes:
    """The key of the issuer as hashed in a CertID: without its algorithm, for RSA the PKCS#1 form."""
    return issuer.public_key().public_bytes(Encoding.DER, PublicFormat.PKCS1)


def _nonce(asked: ocsp.OCSPRequest) -> x509.OCSPNonce | None:
    """Raises ValueError for one longer than the standard allows."""
    try:
        found = asked.extensions.get_extension_for_class(x509.OCSPNonce).value
    except x509.ExtensionNotFound:
        return None
    if not 1 <= len(found.nonce) <= LONGEST_NONCE:
        raise ValueError("a nonce of no honest length")
    return found


def _refusal(status: ocsp.OCSPResponseStatus) -> bytes:
    return ocsp.OCSPResponseBuilder.build_unsuccessful(status).public_bytes(Encoding.DER)
