"""The city's own certificate authority: root, issuer, time-stamper and signers as X.509, without any network."""

import contextlib
import os
import secrets
import stat
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, cast

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from eoffice.errors import Invalid

#: RFC 9336 id-kp-documentSigning; poppler and LibreOffice want emailProtection beside it (tte.md 2).
DOCUMENT_SIGNING: Final = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")
KEY_BITS: Final = 3072
PEPPER_FILE: Final = "rahasia-tte"
PEPPER_BYTES: Final = 32

#: Authorities are dated back, so that records taken over from before the installation find them already valid.
BACKDATE: Final = timedelta(days=3 * 365)
#: The clock of a reader may be behind ours.
LEEWAY: Final = timedelta(minutes=5)
CRL_LIFE: Final = timedelta(days=7)
#: Path under the address of the installation where the issuer's revocation list is served.
CRL_PATH: Final = "/crl/penerbit.crl"
#: And the root's, which says whether the issuer still stands.
ROOT_CRL_PATH: Final = "/crl/akar.crl"


def pepper(data_dir: Path) -> bytes:
    """The 32 secret bytes of this installation, made on first use in a file of mode 0600 outside the database.

    A stolen database alone opens no key box. Losing the file loses every key: it belongs in the backup, kept apart.

    Raises:
        Invalid: others can read the file, or it has another size.
    """
    path = data_dir / PEPPER_FILE
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = data_dir / f".{PEPPER_FILE}.{secrets.token_hex(8)}"
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(secrets.token_bytes(PEPPER_BYTES))
                out.flush()
                os.fsync(out.fileno())
            with contextlib.suppress(FileExistsError):  # the first of two starters wins
                os.link(fresh, path)  # whole or not at all
        finally:
            fresh.unlink()
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise Invalid(f"Berkas {path} dapat dibaca pengguna lain; jalankan: chmod 600 {path}")
    found = path.read_bytes()
    if len(found) != PEPPER_BYTES:
        raise Invalid(f"Berkas {path} rusak; pulihkan dari cadangan, sebab tanpanya tidak ada kunci yang dapat dibuka.")
    return found


def new_key(bits: int = KEY_BITS) -> RSAPrivateKey:
    """A fresh RSA key; one of 3072 bits takes between a tenth of a second and about two.

    Args:
        bits: shorter only for invented people of the sample city; 2048 costs about a quarter.
    """
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def pem(certificate: x509.Certificate) -> str:
    """The certificate as PEM text."""
    return certificate.public_bytes(Encoding.PEM).decode()


def load(text: str | bytes) -> x509.Certificate:
    """A certificate from PEM."""
    return x509.load_pem_x509_certificate(text.encode() if isinstance(text, str) else text)


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 of the DER bytes, hexadecimal."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def serial_hex(certificate: x509.Certificate) -> str:
    """The certificate's own number in hexadecimal, without leading zeros."""
    return f"{certificate.serial_number:x}"


def common_name(certificate: x509.Certificate) -> str:
    """CN of the subject."""
    return _first(certificate.subject, NameOID.COMMON_NAME)


def organisation(certificate: x509.Certificate) -> str:
    """O of the subject."""
    return _first(certificate.subject, NameOID.ORGANIZATION_NAME)


def root(key: RSAPrivateKey, *, nama_kota: str, now: datetime) -> x509.Certificate:
    """The anchor that readers are asked to trust; 20 years."""
    subject = _name(f"CA Akar {nama_kota}", organisation=f"Pemerintah {nama_kota}")
    start = now - BACKDATE
    builder = _builder(subject, subject, key, start, start + BACKDATE + timedelta(days=20 * 365))
    return _as_ca(builder, path_length=1).sign(key, hashes.SHA256())


def issuer(
    key: RSAPrivateKey,
    *,
    nama_kota: str,
    root: x509.Certificate,
    root_key: RSAPrivateKey,
    crl_url: str,
    now: datetime,
) -> x509.Certificate:
    """The authority that signs people's certificates; 10 years. `crl_url` is where the root's list is served."""
    start = now - BACKDATE
    subject = _name(f"CA Penerbit {nama_kota}", organisation=organisation(root))
    builder = _builder(subject, root.subject, key, start, start + BACKDATE + timedelta(days=10 * 365))
    builder = _with_crl(_as_ca(builder, path_length=0), crl_url)
    return _issued_by(builder, root).sign(root_key, hashes.SHA256())


def time_stamper(
    key: RSAPrivateKey,
    *,
    nama_kota: str,
    issuer: x509.Certificate,
    issuer_key: RSAPrivateKey,
    crl_url: str,
    now: datetime,
) -> x509.Certificate:
    """The time-stamping authority. RFC 3161 wants exactly one extended usage, and critical; a month short of its issuer."""
    start = now - BACKDATE
    subject = _name(f"Penanda Waktu {nama_kota}", organisation=organisation(issuer))
    until = issuer.not_valid_after_utc - timedelta(days=30)
    builder = _as_leaf(_builder(subject, issuer.subject, key, start, until), content_commitment=False)
    builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return _issued_by(_with_crl(builder, crl_url), issuer).sign(issuer_key, hashes.SHA256())


def signer(
    public: rsa.RSAPublicKey,
    *,
    nama: str,
    unit: str,
    number: str,
    issuer: x509.Certificate,
    issuer_key: RSAPrivateKey,
    crl_url: str,
    now: datetime,
    hari: int,
) -> x509.Certificate:
    """A person's signing certificate for so many days. It carries no NIK or NIP: it travels with every naskah (tte.md 2).

    Raises:
        Invalid: it would outlive its issuer.
    """
    start = now - LEEWAY
    until = start + timedelta(days=hari)
    if until > issuer.not_valid_after_utc:
        raise Invalid("Masa berlaku sertifikat melewati masa berlaku CA penerbit. Perbarui CA penerbit lebih dahulu.")
    subject = _name(nama, organisation=organisation(issuer), unit=unit, number=number)
    builder = _as_leaf(_builder(subject, issuer.subject, public, start, until), content_commitment=True)
    usages = x509.ExtendedKeyUsage([DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION])
    builder = _with_crl(builder.add_extension(usages, critical=False), crl_url)
    return _issued_by(builder, issuer).sign(issuer_key, hashes.SHA256())


def crl(
    revoked: Mapping[str, tuple[datetime, x509.ReasonFlags]],
    *,
    issuer: x509.Certificate,
    issuer_key: RSAPrivateKey,
    now: datetime,
) -> bytes:
    """The revocation list as DER, good for seven days; `revoked` maps a serial in hexadecimal to when and why."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.subject)
        .last_update(now.replace(microsecond=0))
        .next_update((now + CRL_LIFE).replace(microsecond=0))
        .add_extension(x509.CRLNumber(int(now.timestamp() * 1000)), critical=False)
        .add_extension(_key_identifier(issuer), critical=False)
    )
    for serial, (at, reason) in revoked.items():
        entry = x509.RevokedCertificateBuilder().serial_number(int(serial, 16)).revocation_date(at)
        builder = builder.add_revoked_certificate(entry.add_extension(x509.CRLReason(reason), critical=False).build())
    return builder.sign(issuer_key, hashes.SHA256()).public_bytes(Encoding.DER)


def crl_url(certificate: x509.Certificate) -> str:
    """Where the revocation list for this certificate is served."""
    points = certificate.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    return cast(str, next(iter(next(iter(points)).full_name or ())).value)


def _first(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(oid)
    return cast(str, found[0].value) if found else ""


def _fit(text: str) -> str:
    """At most 64 characters, cut between words: the upper bound of X.520 for names."""
    text = " ".join(text.split())
    if len(text) <= 64:
        return text
    return text[:65].rpartition(" ")[0].rstrip(" ,") or text[:64]


def _name(common: str, *, organisation: str, unit: str = "", number: str = "") -> x509.Name:
    parts = [(NameOID.COUNTRY_NAME, "ID"), (NameOID.ORGANIZATION_NAME, _fit(organisation))]
    if unit:
        parts.append((NameOID.ORGANIZATIONAL_UNIT_NAME, _fit(unit)))
    if number:
        parts.append((NameOID.SERIAL_NUMBER, number))
    parts.append((NameOID.COMMON_NAME, _fit(common)))
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts])


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: RSAPrivateKey | rsa.RSAPublicKey,
    start: datetime,
    until: datetime,
) -> x509.CertificateBuilder:
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


def _public(key: RSAPrivateKey | rsa.RSAPublicKey) -> rsa.RSAPublicKey:
    return key.public_key() if isinstance(key, RSAPrivateKey) else key


def _as_ca(builder: x509.CertificateBuilder, *, path_length: int) -> x509.CertificateBuilder:
    basic = x509.BasicConstraints(ca=True, path_length=path_length)
    return builder.add_extension(basic, critical=True).add_extension(_usage(ca=True), critical=True)


def _as_leaf(builder: x509.CertificateBuilder, *, content_commitment: bool) -> x509.CertificateBuilder:
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


def _issued_by(builder: x509.CertificateBuilder, issuer: x509.Certificate) -> x509.CertificateBuilder:
    return builder.add_extension(_key_identifier(issuer), critical=False)


def _key_identifier(issuer: x509.Certificate) -> x509.AuthorityKeyIdentifier:
    own = issuer.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    return x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(own)


def _with_crl(builder: x509.CertificateBuilder, url: str) -> x509.CertificateBuilder:
    """NSS, hence poppler, trusts no signer whose certificate does not say where its revocation list is (tried)."""
    point = x509.DistributionPoint([x509.UniformResourceIdentifier(url)], None, None, None)
    return builder.add_extension(x509.CRLDistributionPoints([point]), critical=False)
