"""A real mail server, and a push service that decrypts by itself; both on this computer, with certificates of their own."""

import base64
import datetime
import hashlib
import hmac
import json
import ssl
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.x509.oid import NameOID

from eoffice.setelan import Smtp

PUSH = "push.uji.example"


def certificate(folder: Path, host: str) -> tuple[Path, Path]:
    """A self-signed certificate for a name, and its key, as PEM files."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    cert, private = folder / f"{host}.pem", folder / f"{host}.key"
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return cert, private


@dataclass
class Kotak:
    """What the server took, and how it answers: `jawab` by recipient, "" accepts."""

    smtp: Smtp
    pesan: list[tuple[str, EmailMessage]] = field(default_factory=list)
    jawab: dict[str, str] = field(default_factory=dict)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if refusal := self.jawab.get(address, ""):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        for to in envelope.rcpt_tos:
            self.pesan.append((to, message_from_bytes(envelope.content, policy=policy.default)))  # type: ignore[arg-type]
        return "250 OK"


@contextmanager
def server_pos_el(folder: Path, *, sandi: str = "rahasia-server") -> Iterator[Kotak]:
    """A server that wants STARTTLS and a password before anything else."""
    cert, key = certificate(folder, "localhost")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(cert, key)
    kotak = Kotak(Smtp("localhost", 0, "starttls", "e-office@arunika.example", "kota", sandi, cert.read_text()))

    def login(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        return AuthResult(success=data.password == sandi.encode(), handled=False)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the server's library about itself
        control = Controller(
            kotak, hostname="localhost", port=_free(), tls_context=context, require_starttls=True, auth_required=True,
            authenticator=login,
        )  # fmt: skip
        control.start()
        try:
            kotak.smtp = Smtp("localhost", control.port, "starttls", kotak.smtp.dari, "kota", sandi, cert.read_text())
            yield kotak
        finally:
            control.stop()


def _free() -> int:
    import socket

    with socket.socket() as found:
        found.bind(("localhost", 0))
        return int(found.getsockname()[1])


@dataclass
class Peramban:
    """A subscribed browser: its keys, and what it understood of what was pushed to it."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    auth: bytes = b"0123456789abcdef"

    @property
    def point(self) -> bytes:
        return self.key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )

    def langganan(self, path: str = "/kirim/abc") -> dict[str, Any]:
        """What its `pushManager.subscribe` answers."""
        keys = {"p256dh": b64(self.point), "auth": b64(self.auth)}
        return {"endpoint": f"https://{PUSH}{path}", "expirationTime": None, "keys": keys}

    def buka(self, body: bytes) -> bytes:
        """Decrypt, by hand from RFC 8188 and RFC 8291 and HMAC alone, not by the code under test."""
        salt, length = body[:16], body[20]
        theirs, sealed = body[21 : 21 + length], body[21 + length :]
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs))
        prk = hmac.digest(self.auth, shared, hashlib.sha256)
        ikm = hmac.digest(prk, b"WebPush: info\0" + self.point + theirs + b"\x01", hashlib.sha256)
        prk = hmac.digest(salt, ikm, hashlib.sha256)
        cek = hmac.digest(prk, b"Content-Encoding: aes128gcm\0\x01", hashlib.sha256)[:16]
        nonce = hmac.digest(prk, b"Content-Encoding: nonce\0\x01", hashlib.sha256)[:12]
        plain = AESGCM(cek).decrypt(nonce, sealed, None)
        text, _, padding = plain.rpartition(b"\x02")
        assert not padding.strip(b"\0")
        return text


@dataclass
class Layanan:
    """A push service: what came, and the status it answers with."""

    port: int = 0
    context: ssl.SSLContext | None = None
    datang: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)
    status: int = 201


@contextmanager
def layanan_push(folder: Path) -> Iterator[Layanan]:
    """An HTTPS server that answers as a push service does."""
    cert, key = certificate(folder, PUSH)
    served = Layanan(context=ssl.create_default_context(cafile=str(cert)))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            served.datang.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
            self.send_response(served.status)
            if served.status in (301, 302, 307):
                self.send_header("Location", "https://localhost/dalam")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None: ...

    server = HTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(cert, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    served.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def check_token(header: str, *, aud: str) -> dict[str, Any]:
    """What a VAPID header says, after its signature was verified with the key it brings."""
    kind, _, rest = header.partition(" ")
    given = dict(part.partition("=")[::2] for part in rest.split(","))
    head, said, signature = given["t"].split(".")
    raw = un64(signature)
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), un64(given["k"]))
    der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    point.verify(der, f"{head}.{said}".encode(), ec.ECDSA(hashes.SHA256()))
    claims = json.loads(un64(said))
    assert (kind, json.loads(un64(head))["alg"], claims["aud"]) == ("vapid", "ES256", aud)
    return {**claims, "k": given["k"]}


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def un64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
