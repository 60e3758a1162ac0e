"""A P12 file: key and certificates, taken apart where nothing else can be reached (KNF-05)."""

import asyncio
import importlib
from datetime import datetime
from typing import Any, Final

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12

from eoffice.sandbox.refusal import Refused

# The rules are `tte`'s, found by name so that nothing here imports upwards.
_evidence: Any = importlib.import_module("eoffice.tte.evidence")

#: Certificates of a chain, no two of one name: an honest one has one or two, and more ways up cost time without end.
MOST: Final = 3


def baca_p12(payload: bytes, sandi: str, roots: list[str], at: str) -> tuple[dict[str, Any], bytes]:
    """Certificate and chain as PEM, and whether they lead to a root at an instant; the content is the key as PKCS#8."""
    try:
        found = load_pkcs12(payload, sandi.encode())
    except ValueError:
        raise Refused("Kata sandi berkas P12 salah, atau berkasnya rusak.") from None
    if found.key is None or found.cert is None:
        raise Refused("Berkas P12 ini tidak memuat satu kunci dengan sertifikatnya.")
    above = [one.certificate for one in found.additional_certs]
    try:
        names = {one.subject.public_bytes() for one in above}
    except ValueError:
        raise Refused("Sertifikat penerbit dalam berkas P12 ini rusak.") from None
    if len(above) > MOST or len(names) < len(above):
        raise Refused(
            f"Berkas P12 ini memuat lebih dari {MOST} sertifikat penerbit, atau beberapa yang namanya sama. Mintalah "
            "kepada penerbitnya berkas dengan satu rantai saja."
        )
    chain = [one.public_bytes(Encoding.PEM).decode() for one in above]
    certificate = found.cert.certificate.public_bytes(Encoding.PEM).decode()
    key = found.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())  # type: ignore[call-arg, unused-ignore]
    return {"sertifikat": certificate, "rantai": chain, "tepercaya": _trusted(certificate, chain, roots, at)}, key


def _trusted(certificate: str, chain: list[str], roots: list[str], at: str) -> bool:
    moment = datetime.fromisoformat(at)
    try:
        return bool(asyncio.run(_evidence.leads_to(certificate, chain, roots_pem=roots, at=moment)))
    except Exception:  # crafted certificates raise anything; none of that is a proof
        return False
