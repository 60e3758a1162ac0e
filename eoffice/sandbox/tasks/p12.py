"""A P12 file: key and certificates, taken apart where nothing else can be reached (KNF-05)."""

from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12

from eoffice.sandbox.refusal import Refused

#: Certificates of a chain; an honest one has two or three.
MOST = 10


def baca_p12(payload: bytes, sandi: str) -> tuple[dict[str, Any], bytes]:
    """Certificate and chain as PEM; the content is the private key as PKCS#8."""
    try:
        found = load_pkcs12(payload, sandi.encode())
    except ValueError:
        raise Refused("Kata sandi berkas P12 salah, atau berkasnya rusak.") from None
    if found.key is None or found.cert is None or len(found.additional_certs) > MOST:
        raise Refused("Berkas P12 ini tidak memuat satu kunci dengan sertifikatnya.")
    chain = [one.certificate.public_bytes(Encoding.PEM).decode() for one in found.additional_certs]
    certificate = found.cert.certificate.public_bytes(Encoding.PEM).decode()
    key = found.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())  # type: ignore[call-arg, unused-ignore]
    return {"sertifikat": certificate, "rantai": chain}, key
