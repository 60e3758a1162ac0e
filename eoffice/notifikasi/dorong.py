"""Web push: RFC 8291 encryption, the VAPID token (RFC 8292), and asking a push service that is on our list."""

import base64
import hashlib
import http.client
import ipaddress
import json
import os
import re
import socket
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from eoffice.errors import Invalid, Unavailable

BATAS_DETIK: Final = 10.0
#: Seconds that a push service may keep what it cannot deliver, and that a token holds.
UMUR: Final = 24 * 3600
UMUR_TOKEN: Final = 12 * 3600
PANJANG_ENDPOINT: Final = 1000
_N: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_ALAMAT: Final = re.compile(r"/[A-Za-z0-9._~!$&'()*+,;=:@%/-]{1,900}(?:\?[A-Za-z0-9._~!$&'()*+,;=:@%/?-]{0,400})?")


class Hilang(Invalid):
    """The browser gave its subscription up; it is to be forgotten."""


@dataclass(frozen=True)
class Tujuan:
    """Where a browser is reached, as it said when it subscribed."""

    endpoint: str
    p256dh: str
    auth: str


Cari = Callable[[str], Sequence[str]]
"""Addresses of a host by its name."""


def alamat_host(host: str) -> list[str]:
    """Every address of a host. Raises Unavailable when its name is not known now."""
    try:
        return sorted({str(found[4][0]) for found in socket.getaddrinfo(host, 443, type=socket.SOCK_STREAM)})
    except OSError as error:
        raise Unavailable("Nama layanan push tidak ditemukan.") from error


@dataclass(frozen=True)
class Sambungan:
    """How push services are reached; tests stand their own there. `dalam`: addresses of inner networks are fine."""

    cari: Cari = alamat_host
    context: ssl.SSLContext | None = None
    port: int = 443
    dalam: bool = False


def periksa(tujuan: Tujuan, layanan: Sequence[str]) -> None:
    """Refuse what is no subscription at a push service of the list; nothing is fetched (INJ-05).

    Raises:
        Invalid: another host, port or scheme, or keys that are none.
    """
    _host(tujuan.endpoint, layanan)
    try:
        point, secret = dari64(tujuan.p256dh), dari64(tujuan.auth)
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError:
        raise Invalid("Kunci langganan peramban ini tidak dapat dibaca.") from None
    if len(secret) != 16 or len(point) != 65:
        raise Invalid("Kunci langganan peramban ini tidak dapat dibaca.")


def _host(endpoint: str, layanan: Sequence[str]) -> str:
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        raise Invalid("Alamat langganan ini tidak dapat dibaca.") from None
    host = parts.hostname or ""
    rest = parts.path + (f"?{parts.query}" if parts.query else "")
    odd = parts.scheme != "https" or port not in (None, 443) or parts.username is not None or parts.fragment
    if odd or len(endpoint) > PANJANG_ENDPOINT or not _ALAMAT.fullmatch(rest):
        raise Invalid("Alamat langganan ini bukan alamat layanan push.")
    known = any(host == one or (one.startswith("*.") and host.endswith(one[1:])) for one in layanan)
    if not known:
        raise Invalid("Layanan push peramban ini tidak ada di daftar yang diizinkan administrator.")
    return host


def kunci_vapid(secret: bytes) -> ec.EllipticCurvePrivateKey:
    """The installation's own key pair, the same every time for the same 32 secret bytes."""
    number = int.from_bytes(hashlib.sha512(b"vapid" + secret).digest(), "big") % (_N - 1) + 1
    return ec.derive_private_key(number, ec.SECP256R1())


def kunci_umum(key: ec.EllipticCurvePrivateKey) -> str:
    """Its public half, as a browser wants it."""
    return ke64(key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def dorong(
    tujuan: Tujuan,
    payload: bytes,
    *,
    key: ec.EllipticCurvePrivateKey,
    sub: str,
    now: int,
    layanan: Sequence[str],
    lewat: Sambungan = Sambungan(),
) -> None:
    """Encrypt for one browser and hand it to its push service. Redirects are not followed.

    The name is looked up once; only a public address is connected to, and the certificate must be that of the name.

    Args:
        sub: mailto: or https: address at which the push service reaches us.
        now: seconds since 1970.
    Raises:
        Hilang: the subscription ended (404, 410).
        Invalid: refused for good.
        Unavailable: later, perhaps.
    """
    host = _host(tujuan.endpoint, layanan)
    parts = urlsplit(tujuan.endpoint)
    body = sandikan(payload, tujuan)
    headers = {
        "Authorization": f"vapid t={token(key, f'https://{host}', sub, now)},k={kunci_umum(key)}",
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(UMUR),
        "Urgency": "normal",
    }
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    status = _post(host, path, body, headers, lewat)
    if status in (404, 410):
        raise Hilang("Peramban itu sudah mengakhiri langganannya.")
    if status == 429 or status >= 500:
        raise Unavailable(f"Layanan push menjawab {status}.")
    if not 200 <= status < 300:
        raise Invalid(f"Layanan push menolak dengan {status}.")


def _post(host: str, path: str, body: bytes, headers: dict[str, str], lewat: Sambungan) -> int:
    addresses = [a for a in lewat.cari(host) if lewat.dalam or ipaddress.ip_address(a).is_global]
    if not addresses:
        raise Invalid("Layanan push itu beralamat di jaringan dalam, jadi tidak dihubungi.")
    try:
        raw = socket.create_connection((addresses[0], lewat.port), timeout=BATAS_DETIK)
        with (lewat.context or ssl.create_default_context()).wrap_socket(raw, server_hostname=host) as wire:
            connection = http.client.HTTPConnection(host, timeout=BATAS_DETIK)
            connection.sock = wire
            connection.request("POST", path, body=body, headers=headers)
            return connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        raise Unavailable(f"Layanan push tidak menjawab ({type(error).__name__}).") from error


def token(key: ec.EllipticCurvePrivateKey, aud: str, sub: str, now: int) -> str:
    """A JSON web token (ES256) that says who asks."""
    head = ke64(json.dumps({"typ": "JWT", "alg": "ES256"}).encode())
    said = ke64(json.dumps({"aud": aud, "exp": now + UMUR_TOKEN, "sub": sub}).encode())
    r, s = decode_dss_signature(key.sign(f"{head}.{said}".encode(), ec.ECDSA(hashes.SHA256())))
    return f"{head}.{said}.{ke64(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"


def sandikan(payload: bytes, tujuan: Tujuan) -> bytes:
    """One record of `aes128gcm` for the browser's key (RFC 8291, RFC 8188)."""
    theirs = dari64(tujuan.p256dh)
    own = ec.generate_private_key(ec.SECP256R1())
    point = own.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = own.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs))
    salt = os.urandom(16)
    ikm = _hkdf(shared, dari64(tujuan.auth), b"WebPush: info\x00" + theirs + point, 32)
    content_key = _hkdf(ikm, salt, b"Content-Encoding: aes128gcm\x00", 16)
    nonce = _hkdf(ikm, salt, b"Content-Encoding: nonce\x00", 12)
    sealed = AESGCM(content_key).encrypt(nonce, payload + b"\x02", None)
    return salt + (4096).to_bytes(4, "big") + bytes([len(point)]) + point + sealed


def _hkdf(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=length, salt=salt, info=info).derive(secret)


def ke64(raw: bytes) -> str:
    """Base64 for addresses, unpadded."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def dari64(text: str) -> bytes:
    """Back from it. Raises ValueError."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,200}={0,2}", text):
        raise ValueError("not base64url")
    bare = text.rstrip("=")
    return base64.urlsafe_b64decode(bare + "=" * (-len(bare) % 4))
