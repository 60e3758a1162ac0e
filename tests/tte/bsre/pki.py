"""Certificates shaped like BSrE's, every name marked UJI: nothing here can be taken for the real thing."""

import io
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers

from eoffice import clock
from eoffice.tte.signing import KeySigner
from eoffice.tte.timestamp import Tsa

INSTANSI = "Badan Siber dan Sandi Negara (UJI)"
ASING = "Penerbit Lain (UJI)"


@dataclass(frozen=True)
class Pasangan:
    """A certificate and its key."""

    sertifikat: x509.Certificate
    kunci: RSAPrivateKey

    @property
    def der(self) -> bytes:
        """The certificate's bytes."""
        return self.sertifikat.public_bytes(Encoding.DER)

    @property
    def pem(self) -> str:
        """The certificate as text."""
        return self.sertifikat.public_bytes(Encoding.PEM).decode()


@cache
def kunci(nama: str) -> RSAPrivateKey:
    """A key for each name; RSA-2048 is what BSrE's people have too."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _nama(cn: str, o: str, nik: str = "") -> x509.Name:
    parts = [(NameOID.COUNTRY_NAME, "ID"), (NameOID.ORGANIZATION_NAME, o), (NameOID.COMMON_NAME, cn)]
    parts += [(NameOID.SERIAL_NUMBER, nik)] if nik else []
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in parts])


def terbitkan(
    cn: str,
    oleh: Pasangan | None,
    *,
    o: str = INSTANSI,
    ca: bool = False,
    tsa: bool = False,
    nik: str = "",
    hari: int = 730,
) -> Pasangan:
    """A certificate of one of the kinds that BSrE has."""
    now, key = clock.now(), kunci(f"{o}/{cn}" if ca or tsa else "orang")
    subject = _nama(cn, o, nik)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(oleh.sertifikat.subject if oleh else subject)
        .public_key(key.public_key())
        .serial_number(secrets.randbits(120))
        .not_valid_before(now - timedelta(days=30))
        .not_valid_after(now + timedelta(days=3650 if ca or tsa else hari))
        .add_extension(x509.BasicConstraints(ca, None), critical=True)
        .add_extension(
            x509.KeyUsage(not ca, not ca and not tsa, False, False, False, ca, ca, False, False), critical=True
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if oleh is not None:
        above = x509.AuthorityKeyIdentifier.from_issuer_public_key(oleh.kunci.public_key())
        builder = builder.add_extension(above, critical=False)
    if tsa:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return Pasangan(builder.sign((oleh or Pasangan(None, key)).kunci, hashes.SHA256()), key)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Otoritas:
    """Root, issuer and time-stamper of one agency."""

    akar: Pasangan
    penerbit: Pasangan
    penanda: Tsa


@cache
def otoritas(o: str = INSTANSI) -> Otoritas:
    """One agency, made once."""
    akar = terbitkan("Root CA UJI", None, o=o, ca=True)
    penerbit = terbitkan("BSRE CA DS G1 UJI", akar, o=o, ca=True)
    stamper = terbitkan("Timestamp Authority UJI", penerbit, o=o, tsa=True)
    return Otoritas(akar, penerbit, Tsa(stamper.der, stamper.kunci, (penerbit.der,)))


def bubuhkan(
    pdf: bytes, orang: Pasangan, agensi: Otoritas, *, alasan: str, tempat: str, at: datetime | None = None
) -> bytes:
    """One more approval signature, invisible, B-T, as the service makes it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    field = f"sig_{secrets.token_hex(6)}"
    meta = signers.PdfSignatureMetadata(
        field_name=field, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES, reason=alasan, location=tempat
    )
    signer = signers.PdfSigner(
        meta,
        KeySigner(orang.der, orang.kunci, (agensi.penerbit.der,)),
        timestamper=agensi.penanda,
        new_field_spec=fields.SigFieldSpec(field),
    )
    out = io.BytesIO()
    signer.sign_pdf(writer, output=out)
    return out.getvalue()


def daftar_cabut(nama: str) -> bytes:
    """The revocation list of the root (`akar`) or the issuer (`penerbit`) as it is now; nobody is on it."""
    own = getattr(otoritas(), nama)
    now = clock.now()
    above = x509.AuthorityKeyIdentifier.from_issuer_public_key(own.kunci.public_key())
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(own.sertifikat.subject)
        .last_update(now - timedelta(seconds=5))
        .next_update(now + timedelta(days=7))
        .add_extension(x509.CRLNumber(int(now.timestamp())), critical=False)
        .add_extension(above, critical=False)
    )
    return builder.sign(own.kunci, hashes.SHA256()).public_bytes(Encoding.DER)
