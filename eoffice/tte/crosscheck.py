"""A second opinion on what we have just signed, from other libraries than the one that signed it.

pyHanko signs; here qpdf (pikepdf) reads the file and `cryptography` checks signatures, chains and revocation lists. It knows
one kind of file only: our own rendered PDF, one certified signature of our issuer with a stamp of our own, the evidence, and
one archive stamp over everything. Whatever is not exactly that is not said to be bad, but left to the full examination.

Only for bytes we made ourselves; strangers' files are examined in the sandbox (KNF-05).
"""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import pikepdf
from asn1crypto import cms
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.x509.oid import ExtendedKeyUsageOID

#: What signing may add to the catalogue, and to a page.
CATALOGUE: Final = frozenset({"/AcroForm", "/Perms", "/DSS", "/Extensions", "/Version"})
PAGE: Final = frozenset({"/Annots"})


class _Other(Exception):
    """Not exactly the kind of file we make."""


@dataclass(frozen=True)
class _Part:
    """One signature: its CMS and the SHA-256 of what it covers."""

    signed: Any
    digest: bytes
    end: int


def sound(sent: bytes, signed: bytes, *, expected_cert_pem: str | bytes, roots_pem: Sequence[str | bytes]) -> bool:
    """Whether the file is, beyond doubt, the one that was sent with our signature at B-LTA and nothing else.

    Cost: about 8 ms of processor time for a naskah of one page, a seventh of the full examination.
    """
    try:
        _check(sent, signed, _loaded(expected_cert_pem), [_loaded(one) for one in roots_pem])
    except (_Other, InvalidSignature, pikepdf.PdfError):
        return False
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):  # asn1crypto and crafted structures
        return False
    return True


def _loaded(pem: str | bytes) -> x509.Certificate:
    return x509.load_pem_x509_certificate(pem.encode() if isinstance(pem, str) else pem)


def _need(holds: bool) -> None:
    if not holds:
        raise _Other


def _check(sent: bytes, signed: bytes, expected: x509.Certificate, roots: list[x509.Certificate]) -> None:
    _need(signed.startswith(b"%PDF-") and signed.startswith(sent) and len(signed) > len(sent))
    with pikepdf.open(io.BytesIO(sent)) as before, pikepdf.open(io.BytesIO(signed)) as after:
        _need("/AcroForm" not in before.Root and "/Perms" not in before.Root)
        values = _only_signing_added(before, after)
        first, archive = (_part(one, signed) for one in values)
        store = after.Root.DSS
        certificates = [x509.load_der_x509_certificate(bytes(one.read_bytes())) for one in store.Certs]
        crls = [x509.load_der_x509_crl(bytes(one.read_bytes())) for one in store.CRLs]
    _need(len(sent) < first.end < archive.end == len(signed))
    _need(signed[: first.end].endswith((b"%%EOF", b"%%EOF\n", b"%%EOF\r\n")))
    attributes = _signature(first, expected)
    token = _stamp_on(attributes)
    pool = [*certificates, *roots]
    at = _stamp(token, hashlib.sha256(attributes["signature"].native).digest(), pool, crls, roots)
    archived = _stamp(archive.signed, archive.digest, pool, crls, roots, last=True)
    _need(at <= archived)
    _proven(expected, pool, crls, roots, at=at)
    usage = expected.extensions.get_extension_for_class(x509.KeyUsage).value
    _need(usage.content_commitment and not usage.key_cert_sign)


# -- the file ---------------------------------------------------------------------------------------------------------


def _only_signing_added(before: pikepdf.Pdf, after: pikepdf.Pdf) -> list[pikepdf.Object]:
    """The values of the two signature fields; every object of the sent file is unchanged but for what signing adds."""
    root, widgets = before.Root.objgen, list[tuple[int, int]]()
    pages = {page.obj.objgen for page in before.pages}
    _need([page.obj.objgen for page in before.pages] == [page.obj.objgen for page in after.pages])
    for old in before.objects:
        _need(isinstance(old, pikepdf.Object))  # of an object that is null not even the number is told
        new = after.get_object(old.objgen)
        if old.objgen == root:
            _same_but(old, new, CATALOGUE)
        elif old.objgen in pages:
            _same_but(old, new, PAGE)
            added = list(new.get("/Annots", pikepdf.Array()))
            had = [one.objgen for one in old.get("/Annots", pikepdf.Array())]
            _need([one.objgen for one in added[: len(had)]] == had)
            widgets += [one.objgen for one in added[len(had) :]]
        elif isinstance(old, pikepdf.Stream):
            _need(isinstance(new, pikepdf.Stream) and old.read_raw_bytes() == new.read_raw_bytes())
            _same_but(old, new, frozenset())
        else:
            _need(old.unparse(resolved=True) == new.unparse(resolved=True))
    _need(
        before.trailer.get("/Info", pikepdf.Dictionary()).objgen
        == after.trailer.get("/Info", pikepdf.Dictionary()).objgen
    )
    form = after.Root.AcroForm
    fields = list(form.Fields)
    _need(set(form.keys()) <= {"/Fields", "/SigFlags"} and int(form.SigFlags) == 3 and len(fields) == 2)
    _need(sorted(one.objgen for one in fields) == sorted(widgets))
    for one in fields:
        _need(one.FT == "/Sig" and set(one.keys()) & {"/A", "/AA", "/Kids"} == set())
    signature, stamp = (one.V for one in fields)
    _need(signature.SubFilter == "/ETSI.CAdES.detached" and stamp.SubFilter == "/ETSI.RFC3161")
    _need(after.Root.Perms.DocMDP.objgen == signature.objgen and set(after.Root.Perms.keys()) == {"/DocMDP"})
    (reference,) = signature.Reference
    _need(reference.TransformMethod == "/DocMDP" and int(reference.TransformParams.P) == 2)
    return [signature, stamp]


def _same_but(old: pikepdf.Object, new: pikepdf.Object, added: frozenset[str]) -> None:
    keys = set(old.keys())
    _need(keys <= set(new.keys()) and set(new.keys()) - keys <= added)
    for key in keys - added:
        _need(_text(old[key]) == _text(new[key]))


def _text(value: Any) -> bytes:
    """An object as written: an indirect one by its number, which is compared where it stands."""
    if isinstance(value, pikepdf.Object) and value.is_indirect:
        return b"%d %d R" % value.objgen
    return value.unparse() if isinstance(value, pikepdf.Object) else repr(value).encode()


def _part(value: pikepdf.Object, pdf: bytes) -> _Part:
    """What a signature covers: all up to its end but the CMS itself, which stands in the gap and nothing beside it."""
    zero, first, second, rest = (int(one) for one in value.ByteRange)
    _need(zero == 0 and first < second and rest > 0 and second + rest <= len(pdf))
    gap = pdf[first:second]
    _need(gap[:1] == b"<" and gap[-1:] == b">")
    content = bytes.fromhex(gap[1:-1].decode("ascii"))
    _need(content == bytes(value.Contents))
    digest = hashlib.sha256(pdf[:first])
    digest.update(memoryview(pdf)[second : second + rest])
    return _Part(cms.ContentInfo.load(content)["content"], digest.digest(), second + rest)


# -- CMS and stamps ---------------------------------------------------------------------------------------------------


def _signature(part: _Part, certificate: x509.Certificate) -> Any:
    """The signer of a detached CMS over the file, made with this very certificate."""
    (signer,) = part.signed["signer_infos"]
    written, attributes = _attributes(signer)
    _need(attributes["content_type"].native == "data" and attributes["message_digest"].native == part.digest)
    _signed_by(signer, written, attributes, certificate)
    return signer


def _signed_by(signer: Any, written: bytes, attributes: dict[str, Any], certificate: x509.Certificate) -> None:
    _need(signer["digest_algorithm"]["algorithm"].native == "sha256")
    _need(
        attributes["signing_certificate_v2"]["certs"][0]["cert_hash"].native == certificate.fingerprint(hashes.SHA256())
    )
    # Signed is the set itself, not the field [0] that it stands in (RFC 5652, 5.4): another first byte.
    _verified(certificate, signer["signature"].native, b"\x31" + written[1:])


def _attributes(signer: Any) -> tuple[bytes, dict[str, Any]]:
    """The signed attributes as they were written, and by name; asn1crypto would build the bytes anew once it read them."""
    written: bytes = signer["signed_attrs"].dump()
    found = {one["type"].native: one["values"] for one in signer["signed_attrs"]}
    _need(all(len(values) == 1 for values in found.values()) and len(found) == len(signer["signed_attrs"]))
    return written, {name: values[0] for name, values in found.items()}


def _stamp_on(signer: Any) -> Any:
    (attribute,) = signer["unsigned_attrs"]
    _need(attribute["type"].native == "signature_time_stamp_token" and len(attribute["values"]) == 1)
    return attribute["values"][0]["content"]


def _stamp(
    token: Any,
    digest: bytes,
    pool: list[x509.Certificate],
    crls: list[x509.CertificateRevocationList],
    roots: list[x509.Certificate],
    *,
    last: bool = False,
) -> datetime:
    """The time of a stamp over a digest, by a stamper of ours that was in force.

    Args:
        last: the lists were made before it, as they must be.
    """
    (signer,) = token["signer_infos"]
    content = token["encap_content_info"]["content"]
    covered, (written, attributes) = hashlib.sha256(bytes(content)).digest(), _attributes(signer)
    info = content.parsed
    _need(token["encap_content_info"]["content_type"].native == "tst_info")
    _need(attributes["content_type"].native == "tst_info")
    _need(attributes["message_digest"].native == covered)
    imprint = info["message_imprint"]
    _need(imprint["hash_algorithm"]["algorithm"].native == "sha256" and imprint["hashed_message"].native == digest)
    number = signer["sid"].chosen["serial_number"].native
    (certificate,) = (one for one in pool if one.serial_number == number)
    _signed_by(signer, written, attributes, certificate)
    usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    _need(usage.critical and list(usage.value) == [ExtendedKeyUsageOID.TIME_STAMPING])
    at: datetime = info["gen_time"].native
    _proven(certificate, pool, crls, roots, at=at, since=not last)
    return at.astimezone(UTC)


# -- chains and lists -------------------------------------------------------------------------------------------------


def _proven(
    certificate: x509.Certificate,
    pool: list[x509.Certificate],
    crls: list[x509.CertificateRevocationList],
    roots: list[x509.Certificate],
    *,
    at: datetime,
    since: bool = True,
) -> None:
    """The certificate leads to a root by authorities that stand, and lists in force then name neither.

    Args:
        since: the list of the issuer must not be older than `at`; that of a root may.
    """
    for _ in range(3):
        _need(certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc)
        if certificate in roots:
            return
        issuer = next(
            one for one in pool if one.subject == certificate.issuer and _ca(one) and _issued(certificate, one)
        )
        newest = max(
            (one for one in crls if one.issuer == issuer.subject and one.is_signature_valid(_key(issuer))),
            key=lambda one: one.last_update_utc,
        )
        _need(newest.last_update_utc >= at or issuer in roots or not since)
        _need(newest.next_update_utc is not None and newest.next_update_utc > at)
        _need(newest.get_revoked_certificate_by_serial_number(certificate.serial_number) is None)
        certificate = issuer
    raise _Other


def _ca(certificate: x509.Certificate) -> bool:
    basic = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    return basic.ca and usage.key_cert_sign and usage.crl_sign


def _issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        certificate.verify_directly_issued_by(issuer)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def _key(certificate: x509.Certificate) -> RSAPublicKey:
    key = certificate.public_key()
    if not isinstance(key, RSAPublicKey):
        raise _Other
    return key


def _verified(certificate: x509.Certificate, signature: bytes, content: bytes) -> None:
    _key(certificate).verify(signature, content, PKCS1v15(), hashes.SHA256())
