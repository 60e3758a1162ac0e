"""Certificates that keep a path search busy for ever, and a PDF or P12 that brings them along."""

import io
from datetime import timedelta

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko_certvalidator.registry import SimpleCertificateStore

from eoffice import clock

Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


def certificate(nama: str, key: Key, penerbit: str, by: Key, *, ca: bool = True, serial: int = 0) -> x509.Certificate:
    """A certificate in force, without key identifiers."""

    def called(text: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])

    now = clock.now()
    builder = (
        x509.CertificateBuilder()
        .subject_name(called(nama))
        .issuer_name(called(penerbit))
        .public_key(key.public_key())
        .serial_number(serial or x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=300))
        .add_extension(x509.BasicConstraints(ca, None), critical=True)
    )
    if not ca:
        usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
        builder = builder.add_extension(usage, critical=True)
    return builder.sign(by, hashes.SHA256())


def rings(names: str, each: int) -> list[x509.Certificate]:
    """So many certificates of each name, every name issued by the next: «X» alone is one name that issues itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    return [
        certificate(names[n], key, names[(n + 1) % len(names)], key) for n in range(len(names)) for _ in range(each)
    ]


def pdf(plain: bytes, chain: list[x509.Certificate]) -> bytes:
    """A signature that brings the chain along."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    leaf = certificate("Budi", key, _name(chain[0]), ec.generate_private_key(ec.SECP256R1()), ca=False)
    store = SimpleCertificateStore()
    store.register_multiple([parsed(one) for one in chain])
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    signer = SimpleSigner(
        signing_cert=parsed(leaf), signing_key=asn1_keys.PrivateKeyInfo.load(private), cert_registry=store
    )
    out = io.BytesIO()
    PdfSigner(PdfSignatureMetadata(field_name="S"), signer=signer).sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(plain)), output=out
    )
    return out.getvalue()


def p12(nama: str, chain: list[x509.Certificate], sandi: bytes) -> bytes:
    """A key and its certificate, with the chain."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    leaf = certificate(nama, key, _name(chain[0]), ec.generate_private_key(ec.SECP256R1()), ca=False)
    return pkcs12.serialize_key_and_certificates(b"a", key, leaf, chain, BestAvailableEncryption(sandi))


def _name(one: x509.Certificate) -> str:
    return str(one.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)


def parsed(one: x509.Certificate) -> asn1_x509.Certificate:
    return asn1_x509.Certificate.load(one.public_bytes(Encoding.DER))
