"""The city's own certificate authority: root, issuer, time-stamper and signers as X.509, without any network."""

import contextlib
import os
import secrets
import stat
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final, cast

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from eoffice.errors import Invalid
from eoffice.tte import parts
from eoffice.tte.parts import Places

#: RFC 9336 id-kp-documentSigning; poppler and LibreOffice want emailProtection beside it (tte.md 2).
DOCUMENT_SIGNING: Final = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")
KEY_BITS: Final = 3072
PEPPER_FILE: Final = "rahasia-tte"
PEPPER_BYTES: Final = 32

#: Authorities are dated back, so that records taken over from before the installation find them already valid.
BACKDATE: Final = timedelta(days=3 * 365)
#: The clock of a reader may be behind ours.
LEEWAY: Final = timedelta(minutes=5)
#: Nobody lives as long as the authority above.
MARGIN: Final = timedelta(days=30)
CRL_LIFE: Final = timedelta(days=7)
#: Path under the address of the installation where the issuer's revocation list is served.
CRL_PATH: Final = "/crl/penerbit.crl"
#: Where the state of a single certificate is asked for (RFC 6960).
OCSP_PATH: Final = "/ocsp"
#: A responder's certificate cannot be revoked (nocheck), so it is short-lived.
RESPONDER_LIFE: Final = timedelta(days=365)
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


def new_responder_key() -> EllipticCurvePrivateKey:
    """A fresh P-256 key, at once."""
    return ec.generate_private_key(ec.SECP256R1())


def pem(certificate: x509.Certificate) -> str:
    """The certificate as PEM text."""
    return certificate.public_bytes(Encoding.PEM).decode()


@lru_cache(maxsize=1024)
def load(text: str | bytes) -> x509.Certificate:
    """A certificate from PEM; the last thousand are kept, for lists read the same ones again and again."""
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
    subject = parts.name(f"CA Akar {nama_kota}", organisation=f"Pemerintah {nama_kota}")
    start = now - BACKDATE
    builder = parts.builder(subject, subject, key, start, start + BACKDATE + timedelta(days=20 * 365))
    return parts.as_ca(builder, path_length=1).sign(key, hashes.SHA256())


def issuer(
    key: RSAPrivateKey,
    *,
    nama_kota: str,
    root: x509.Certificate,
    root_key: RSAPrivateKey,
    crl_url: str,
    now: datetime,
    ke: int = 0,
) -> x509.Certificate:
    """The authority that signs people's certificates; 10 years, and a month short of the root.

    Args:
        crl_url: where the root's list is served.
        ke: how many issuers came before. A later one bears another name, so that its list is never taken for theirs.
    """
    subject = parts.name(f"CA Penerbit {f'G{ke + 1} ' if ke else ''}{nama_kota}", organisation=organisation(root))
    until = min(now + timedelta(days=10 * 365), root.not_valid_after_utc - MARGIN)
    builder = parts.builder(subject, root.subject, key, _since(ke, now), until)
    builder = parts.with_crl(parts.as_ca(builder, path_length=0), crl_url)
    return parts.issued_by(builder, root).sign(root_key, hashes.SHA256())


def time_stamper(
    key: RSAPrivateKey,
    *,
    nama_kota: str,
    issuer: x509.Certificate,
    issuer_key: RSAPrivateKey,
    places: Places,
    now: datetime,
    ke: int = 0,
) -> x509.Certificate:
    """The time-stamping authority. RFC 3161 wants exactly one extended usage, and critical; a month short of its issuer."""
    subject = parts.name(f"Penanda Waktu {nama_kota}", organisation=organisation(issuer))
    until = issuer.not_valid_after_utc - MARGIN
    builder = parts.builder(subject, issuer.subject, key, _since(ke, now), until)
    builder = parts.as_leaf(builder, content_commitment=False)
    builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return parts.issued_by(parts.with_places(builder, places), issuer).sign(issuer_key, hashes.SHA256())


def responder(
    key: EllipticCurvePrivateKey, *, nama_kota: str, issuer: x509.Certificate, issuer_key: RSAPrivateKey, now: datetime
) -> x509.Certificate:
    """Who answers about the certificates of one issuer; a year at most, and nobody asks for its own state (nocheck)."""
    subject = parts.name(f"Penjawab OCSP {nama_kota}", organisation=organisation(issuer))
    until = min(now + RESPONDER_LIFE, issuer.not_valid_after_utc)
    builder = parts.builder(subject, issuer.subject, key, now - LEEWAY, until)
    builder = parts.as_leaf(builder, content_commitment=False).add_extension(x509.OCSPNoCheck(), critical=False)
    builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.OCSP_SIGNING]), critical=False)
    return parts.issued_by(builder, issuer).sign(issuer_key, hashes.SHA256())


def _since(ke: int, now: datetime) -> datetime:
    return now - (LEEWAY if ke else BACKDATE)


def signer(
    public: rsa.RSAPublicKey,
    *,
    nama: str,
    unit: str,
    number: str,
    issuer: x509.Certificate,
    issuer_key: RSAPrivateKey,
    places: Places,
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
    subject = parts.name(nama, organisation=organisation(issuer), unit=unit, number=number)
    builder = parts.as_leaf(parts.builder(subject, issuer.subject, public, start, until), content_commitment=True)
    usages = x509.ExtendedKeyUsage([DOCUMENT_SIGNING, ExtendedKeyUsageOID.EMAIL_PROTECTION])
    builder = parts.with_places(builder.add_extension(usages, critical=False), places)
    return parts.issued_by(builder, issuer).sign(issuer_key, hashes.SHA256())


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
        .add_extension(parts.key_identifier(issuer), critical=False)
    )
    for serial, (at, reason) in revoked.items():
        entry = x509.RevokedCertificateBuilder().serial_number(int(serial, 16)).revocation_date(at)
        builder = builder.add_revoked_certificate(entry.add_extension(x509.CRLReason(reason), critical=False).build())
    return builder.sign(issuer_key, hashes.SHA256()).public_bytes(Encoding.DER)


def places(base_url: str, ke: int = 0) -> Places:
    """Where an installation at this address tells about the certificates of its issuer number `ke`, counted from 0."""
    base = base_url.rstrip("/")
    return Places(base + crl_path(ke), base + OCSP_PATH, f"{base}/ca/{issuer_name(ke)}.cer")


def crl_path(ke: int) -> str:
    """The path of an issuer's revocation list."""
    return f"/crl/{issuer_name(ke)}.crl"


def issuer_name(ke: int) -> str:
    """The name of an issuer in addresses: `penerbit` for the first, `penerbit-1` for the one after it."""
    return f"penerbit-{ke}" if ke else "penerbit"


def issued(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Whether a certificate names this one as its issuer, by name and by key."""
    try:
        wanted = certificate.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value.key_identifier
    except x509.ExtensionNotFound:
        wanted = None
    own = parts.key_identifier(issuer).key_identifier
    return certificate.issuer == issuer.subject and wanted in (None, own)


def crl_url(certificate: x509.Certificate) -> str:
    """Where the revocation list for this certificate is served."""
    points = certificate.extensions.get_extension_for_class(x509.CRLDistributionPoints).value
    return cast(str, next(iter(next(iter(points)).full_name or ())).value)


def _first(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(oid)
    return cast(str, found[0].value) if found else ""
