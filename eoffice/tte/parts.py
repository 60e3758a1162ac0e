"""Parts that every certificate of the city is built from: names, keys, usages, and where to ask about it."""

from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID

PrivateKey = RSAPrivateKey | EllipticCurvePrivateKey
PublicKey = RSAPublicKey | EllipticCurvePublicKey


def _fit(text: str) -> str:
    """At most 64 characters, cut between words: the upper bound of X.520 for names."""
    text = " ".join(text.split())
    if len(text) <= 64:
        return text
    return text[:65].rpartition(" ")[0].rstrip(" ,") or text[:64]


def name(common: str, *, organisation: str, unit: str = "", number: str = "") -> x509.Name:
    """A subject in Indonesia; parts longer than X.520 allows are cut."""
    found = [(NameOID.COUNTRY_NAME, "ID"), (NameOID.ORGANIZATION_NAME, _fit(organisation))]
    if unit:
        found.append((NameOID.ORGANIZATIONAL_UNIT_NAME, _fit(unit)))
    if number:
        found.append((NameOID.SERIAL_NUMBER, number))
    found.append((NameOID.COMMON_NAME, _fit(common)))
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in found])


def builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: PrivateKey | PublicKey,
    start: datetime,
    until: datetime,
) -> x509.CertificateBuilder:
    """A certificate over a key, with a random serial number and the identifier of the key."""
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(_public(key))
        .serial_number(x509.random_serial_number())
        .not_valid_before(start.replace(microsecond=0))
        .not_valid_after(until.replace(microsecond=0))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(_public(key)), critical=False)
    )


def _public(key: PrivateKey | PublicKey) -> PublicKey:
    return key.public_key() if isinstance(key, PrivateKey) else key


def as_ca(builder: x509.CertificateBuilder, *, path_length: int) -> x509.CertificateBuilder:
    """For an authority with so many authorities below it."""
    basic = x509.BasicConstraints(ca=True, path_length=path_length)
    return builder.add_extension(basic, critical=True).add_extension(_usage(ca=True), critical=True)


def as_leaf(builder: x509.CertificateBuilder, *, content_commitment: bool) -> x509.CertificateBuilder:
    """For whoever signs and issues nothing; `content_commitment` for people alone."""
    basic = x509.BasicConstraints(ca=False, path_length=None)
    usage = _usage(signs=True, content_commitment=content_commitment)
    return builder.add_extension(basic, critical=True).add_extension(usage, critical=True)


def _usage(*, ca: bool = False, signs: bool = False, content_commitment: bool = False) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=signs,
        content_commitment=content_commitment,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=ca,
        crl_sign=ca,
        encipher_only=False,
        decipher_only=False,
    )


def issued_by(builder: x509.CertificateBuilder, issuer: x509.Certificate) -> x509.CertificateBuilder:
    """Name the key of the issuer."""
    return builder.add_extension(key_identifier(issuer), critical=False)


def key_identifier(issuer: x509.Certificate) -> x509.AuthorityKeyIdentifier:
    """How a certificate or list names the key of its issuer."""
    own = issuer.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(own)


@dataclass(frozen=True)
class Places:
    """Addresses inside a certificate: the revocation list, the OCSP responder, the certificate of the issuer."""

    crl: str
    ocsp: str
    issuer: str


def with_places(builder: x509.CertificateBuilder, places: Places) -> x509.CertificateBuilder:
    """Say in the certificate where to ask about it."""
    ways = (
        (AuthorityInformationAccessOID.OCSP, places.ocsp),
        (AuthorityInformationAccessOID.CA_ISSUERS, places.issuer),
    )
    access = [x509.AccessDescription(way, x509.UniformResourceIdentifier(url)) for way, url in ways]
    return with_crl(builder, places.crl).add_extension(x509.AuthorityInformationAccess(access), critical=False)


def with_crl(builder: x509.CertificateBuilder, url: str) -> x509.CertificateBuilder:
    """NSS, hence poppler, trusts no signer whose certificate does not say where its revocation list is (tried)."""
    point = x509.DistributionPoint([x509.UniformResourceIdentifier(url)], None, None, None)
    return builder.add_extension(x509.CRLDistributionPoints([point]), critical=False)
