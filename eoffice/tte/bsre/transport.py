"""One HTTP call at a time to the esign service: bounded in time and size, never repeated, never redirected."""

import base64
import contextlib
import http.client
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPSConnection
from typing import Final
from urllib.parse import urlsplit

from eoffice.tte.bsre.galat import Hilang, TidakTerkirim

#: Seconds (tte.md 9.5): to connect, and for a whole answer by what was asked.
SAMBUNG: Final = 10.0
STATUS: Final = 30.0
TANDA: Final = 60.0
PERIKSA: Final = 120.0
#: Bytes of an answer in JSON that brings no file, and of one that does (base64 takes a third more).
KECIL: Final = 1_000_000
BESAR: Final = 80_000_000
#: Bytes read at a time; the clock is looked at in between.
POTONG: Final = 65_536
#: Characters of an id that we keep or send; longer ones are not ids.
PANJANG_ID: Final = 100


class Rahasia:
    """A passphrase, a code or a password for the length of a call; it neither prints, compares nor pickles (AUT-13)."""

    __slots__ = ("_isi",)

    def __init__(self, isi: str) -> None:
        self._isi = isi

    def buka(self) -> str:
        """The value itself, for the body of the one call."""
        return self._isi

    def lupakan(self) -> None:
        """Let go of it."""
        self._isi = ""

    def __bool__(self) -> bool:
        return bool(self._isi)

    def __repr__(self) -> str:
        return "***"

    def __reduce__(self) -> str:
        raise TypeError("a secret never leaves its process")


@dataclass(frozen=True)
class Jawaban:
    """An answer as it came: status, media type in small letters, the service's id for the result, and the body."""

    http: int
    jenis: str
    id_dokumen: str
    isi: bytes

    def __repr__(self) -> str:
        return f"Jawaban({self.http}, {len(self.isi)} bita)"


class Transport:
    """The way to one service; safe to share between threads, for it keeps no connection."""

    def __init__(self, url: str, pengguna: str, sandi: Rahasia, ca_pem: str = "") -> None:
        self._url = urlsplit(url)
        self._pengguna, self._sandi = pengguna, sandi
        self._tls = ssl.create_default_context(cadata=ca_pem or None) if self._url.scheme == "https" else None

    def __repr__(self) -> str:
        return f"Transport({self._url.hostname!r})"

    def panggil(
        self, method: str, path: str, *, ref: str, batas: float, terbesar: int, isi: bytes = b"", jenis: str = ""
    ) -> Jawaban:
        """Ask once.

        Args:
            ref: our name for the request, sent as X-Request-Id.
            batas: seconds for the whole answer, after connecting.
            terbesar: bytes of the body at most.
        Raises:
            TidakTerkirim: no connection, or no trusted one.
            Hilang: connected, and then no whole answer.
        """
        connection = self._connection()
        try:
            connection.connect()
        except (OSError, ValueError) as error:
            connection.close()
            kode = "sertifikat_tls" if isinstance(error, ssl.SSLCertVerificationError) else "tidak_tersambung"
            raise TidakTerkirim(kode) from None
        until = time.monotonic() + batas
        found: Jawaban | None = None
        sock: socket.socket = connection.sock  # the response goes on using it when the connection lets go
        cut = threading.Timer(batas, _putus, (sock,))  # a timeout of the socket begins anew with every byte
        cut.daemon = True
        cut.start()
        try:
            sock.settimeout(batas)
            address = self._url.path.rstrip("/") + path
            connection.request(method, address, body=isi or None, headers=self._heads(ref, jenis))
            response = connection.getresponse()
            found = Jawaban(response.status, _media(response), _id(response), b"")
            body = baca_isi(sock, response, until, terbesar)
            if time.monotonic() >= until:  # cut off, which may look like an end
                raise TimeoutError
        except (OSError, ValueError, http.client.HTTPException) as error:
            kode = "lewat_waktu" if isinstance(error, TimeoutError) else "terputus"
            raise Hilang(kode, found.http if found else 0, id_dokumen=found.id_dokumen if found else "") from None
        finally:
            cut.cancel()
            connection.close()
        return Jawaban(found.http, found.jenis, found.id_dokumen, body)

    def _connection(self) -> HTTPConnection:
        host = self._url.hostname or ""
        if self._tls is not None:
            return HTTPSConnection(host, self._url.port, timeout=SAMBUNG, context=self._tls)
        return HTTPConnection(host, self._url.port, timeout=SAMBUNG)

    def _heads(self, ref: str, jenis: str) -> dict[str, str]:
        basic = base64.b64encode(f"{self._pengguna}:{self._sandi.buka()}".encode()).decode()
        heads = {"Authorization": f"Basic {basic}", "Accept": "application/json, application/pdf", "X-Request-Id": ref}
        return {**heads, "Content-Type": jenis} if jenis else heads


def baca_isi(sock: socket.socket, response: http.client.HTTPResponse, until: float, largest: int) -> bytes:
    """The body, whole: a shorter one than announced is an error, and so is a slow or an endless one."""
    announced = response.length  # None when it is chunked, or goes on until the end
    if announced is not None and announced > largest:
        raise ValueError("too large")
    parts: list[bytes] = []
    size = 0
    while announced is None or size < announced:
        left = until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        sock.settimeout(left)
        part = response.read1(POTONG if announced is None else min(POTONG, announced - size))
        if not part:
            break
        parts.append(part)
        size += len(part)
        if size > largest:
            raise ValueError("too large")
    if announced is not None and size < announced:
        raise http.client.IncompleteRead(b"")
    return b"".join(parts)


def _putus(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):
        socket.socket.shutdown(sock, socket.SHUT_RDWR)  # beneath TLS, whose reader may be in the middle of it


def _media(response: http.client.HTTPResponse) -> str:
    return (response.getheader("Content-Type") or "").split(";")[0].strip().lower()


def _id(response: http.client.HTTPResponse) -> str:
    return bersih_id(response.getheader("id_dokumen") or response.getheader("id-dokumen") or "")


def bersih_id(text: str) -> str:
    """An id as it may stand in an address, or nothing."""
    text = text.strip()
    fine = text.isascii() and text.replace("-", "").replace("_", "").isalnum()
    return text if fine and len(text) <= PANJANG_ID else ""
