"""One conversation with an IMAP server: TLS always, every wait and every size bounded, nothing marked while reading."""

import contextlib
import imaplib
import re
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from eoffice.errors import Invalid, Unavailable

#: Seconds for connecting, and for each answer.
TIMEOUT: Final = 20.0
#: Bytes of anything but a message: the head of one, a list of uids.
SMALL: Final = 1024 * 1024
_SIZE: Final = re.compile(rb"RFC822\.SIZE (\d{1,12})")
_UID: Final = re.compile(rb"UID (\d{1,12})")
_NAME: Final = re.compile(r"[A-Za-z0-9 ._/&,+-]{1,120}")


@dataclass(frozen=True, repr=False)
class Alamat:
    """How a mailbox is reached. Never printed: it holds a password.

    Attributes:
        server: host:port, already found on the list of the installation.
        ca: PEM text of the issuers to trust; "" for those of the system.
    """

    server: str
    pengguna: str
    sandi: str
    ca: str = ""


def check_folder(name: str) -> str:
    """The name of a mailbox folder, if it is one we are ready to send. Raises Invalid."""
    if not _NAME.fullmatch(name):
        raise Invalid("Nama folder pos-el hanya boleh huruf, angka, spasi, titik, garis, dan garis miring.")
    return name


class _Bounded(imaplib.IMAP4_SSL):
    """Refuses a literal that is larger than what was asked for, before it is read into memory."""

    most = SMALL

    def read(self, size: int) -> bytes:
        if size > self.most:
            raise imaplib.IMAP4.abort("literal too large")
        return super().read(size)


class Kotak:
    """A selected folder of a mailbox. Everything it raises is `Unavailable` with a sentence for people."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self.uidvalidity = 0

    def select(self, folder: str) -> None:
        """Open a folder for reading and marking."""
        self._ok(self._server.select(f'"{check_folder(folder)}"'), f"Folder “{folder}” tidak ada di kotak pos-el.")
        said = self._server.response("UIDVALIDITY")[1]
        self.uidvalidity = int(said[0]) if said and said[0] else 0

    def baru(self, sesudah: int, paling_banyak: int) -> list[int]:
        """Uids after one, lowest first, at most so many."""
        data = self._ok(self._server.uid("SEARCH", None, f"UID {sesudah + 1}:*"))
        found = sorted(int(word) for word in (data[0] or b"").split() if word.isdigit())
        return [uid for uid in found if uid > sesudah][:paling_banyak]

    def ukuran(self, uid: int) -> int | None:
        """Bytes of a message; None when it is gone."""
        data = self._ok(self._server.uid("FETCH", str(uid), "(UID RFC822.SIZE)"))
        line = next((d for d in data if isinstance(d, bytes) and _UID.search(d)), b"")
        size = _SIZE.search(line)
        return int(size.group(1)) if size else None

    def kepala(self, uid: int) -> bytes:
        """The head of a message, without marking it."""
        return self._fetch(uid, "BODY.PEEK[HEADER]", SMALL)

    def pesan(self, uid: int, ukuran: int) -> bytes:
        """The whole message of so many bytes, without marking it."""
        return self._fetch(uid, "BODY.PEEK[]", ukuran + 1024)

    def _fetch(self, uid: int, part: str, most: int) -> bytes:
        self._server.most = most
        try:
            data = self._ok(self._server.uid("FETCH", str(uid), f"({part})"))
        finally:
            self._server.most = SMALL
        return next((bytes(d[1]) for d in data if isinstance(d, tuple)), b"")

    def tandai(self, uid: int, pindah_ke: str) -> None:
        """Mark as read and, if a folder is named, move there; doing it again does no harm."""
        self._ok(self._server.uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Seen)"))
        if not pindah_ke:
            return
        target = f'"{check_folder(pindah_ke)}"'
        self._server.create(target)  # says NO when it is there
        words = "Pesan tidak dapat dipindahkan ke folder selesai."
        if "MOVE" in self._server.capabilities:
            self._ok(self._server.uid("MOVE", str(uid), target), words)
        else:
            self._ok(self._server.uid("COPY", str(uid), target), words)
            self._ok(self._server.uid("STORE", str(uid), "+FLAGS.SILENT", r"(\Deleted)"))
            self._server.expunge()

    @staticmethod
    def _ok(answer: Any, otherwise: str = "Server pos-el menolak permintaan.") -> Any:
        kind, data = answer
        if kind != "OK":
            raise Unavailable(otherwise)
        return data


@contextmanager
def terhubung(alamat: Alamat) -> Iterator[Kotak]:
    """Sign in over TLS, and leave whatever happens.

    Raises:
        Unavailable: with one sentence that says what is wrong and what to do about it.
    """
    host, _, port = alamat.server.rpartition(":")
    trusted = ssl.create_default_context(cadata=alamat.ca or None)
    trusted.minimum_version = ssl.TLSVersion.TLSv1_2
    server: Any = None
    try:
        server = _Bounded(host, int(port), ssl_context=trusted, timeout=TIMEOUT)
        _sign_in(server, alamat)
        yield Kotak(server)
    except ssl.SSLCertVerificationError:
        raise Unavailable(
            f"Sertifikat {host} tidak dipercaya. Periksa namanya, atau mintalah pengelola server mendaftarkan penerbitnya "
            "(EOFFICE_POS_EL_CA)."
        ) from None
    except (ssl.SSLError, EOFError):
        raise Unavailable(
            f"{host} tidak berbicara TLS pada porta {port}. Pakailah porta IMAPS, biasanya 993."
        ) from None
    except socket.gaierror:
        raise Unavailable(f"Nama {host} tidak ditemukan di jaringan.") from None
    except TimeoutError:
        raise Unavailable(f"{host} tidak menjawab dalam {TIMEOUT:.0f} detik.") from None
    except ConnectionRefusedError:
        raise Unavailable(f"{host} menolak sambungan pada porta {port}.") from None
    except (imaplib.IMAP4.error, OSError):
        raise Unavailable(f"Percakapan dengan {host} terputus. Akan dicoba lagi.") from None
    finally:
        if server is not None:
            with contextlib.suppress(Exception):
                server.logout()


def _sign_in(server: Any, alamat: Alamat) -> None:
    try:
        server.login(alamat.pengguna, alamat.sandi)
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error:
        raise Unavailable("Nama pengguna atau sandi kotak pos-el ditolak. Isi lagi sandinya.") from None
