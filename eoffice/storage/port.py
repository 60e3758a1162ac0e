"""What every store promises, and the reading that never hands out wrong bytes."""

import hashlib
import re
import secrets
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, BinaryIO, Final, Protocol, cast

from eoffice.errors import Damaged, Invalid, Unavailable

#: Keys are made here and nowhere else; this is all they may look like (INJ-04).
KEY: Final = re.compile(r"[a-z0-9/_-]{1,120}", re.ASCII)
#: What `new_key` makes: its first two digits as a folder, then all forty; nothing else in a folder or bucket is ours.
OWN: Final = re.compile(r"([0-9a-f]{2})/\1[0-9a-f]{38}", re.ASCII)
#: Bytes copied at a time.
CHUNK: Final = 256 * 1024
#: Bytes of one file held in memory; a larger one waits in an unnamed temporary file.
LARGEST_IN_MEMORY: Final = 8 * 1024 * 1024


@dataclass(frozen=True)
class Blob:
    """What the row remembers of an object: its random key, its size in bytes and its SHA-256 in lower-case hex."""

    key: str
    size: int
    sha256: str


class BlobStore(Protocol):
    """A filesystem folder or an S3 bucket; nobody above can tell which. Safe to share between threads.

    Every method may raise `Unavailable` when the disk or the server does not answer.
    """

    def put(self, content: BinaryIO) -> Blob:
        """Store the rest of `content` under a new random key and read it back (OBJ-01).

        Durable on return, so commit the row only afterwards; a crash before that leaves an orphan, nothing worse.
        The caller closes `content`.

        Raises:
            Unavailable: no space is left, or the store did not answer.
            Damaged: what was read back is not what was written.
        """

    def open(self, blob: Blob, *, dekat: bool = False) -> BinaryIO:
        """Open for reading, seekable; the caller closes it.

        Every byte has been checked before the first one is handed out, whatever the size (OBJ-04).

        Args:
            dekat: a copy may be kept near for the next reader; never said of Rahasia and above.
        Raises:
            Damaged: the bytes are gone, or are not those of `blob.sha256`.
        """

    def salin(self, blob: Blob, content: BinaryIO) -> None:
        """Write the bytes of `blob`, taken from another copy, under its own key, and read them back.

        What stands there already is replaced in one step, or kept when anything goes wrong: this heals an object and
        fills a replica, nothing else may write under a key that exists (OBJ-01). The caller closes `content`.

        Raises:
            Damaged: `content` is not what `blob` says; nothing was written.
            Unavailable: no space is left, or the store did not answer.
        """

    def lupakan(self, digests: Iterable[str]) -> None:
        """Throw away what is kept near of objects with these SHA-256; the objects themselves stay (OTR-09)."""

    def exists(self, blob: Blob) -> bool:
        """Whether an object of this key and size is there; its hash is not looked at."""

    def keys(self) -> Iterator[tuple[str, datetime]]:
        """Every key that was made here with the instant (UTC) at which it was written, in no order.

        What others keep in the same place, another installation in a folder of it included, is left out.
        """

    def remove(self, key: str) -> None:
        """Take an object away for good; one that is not there is no error. Only the worker calls this (OBJ-02).

        Raises:
            Terkunci: it is locked in the store.
        """

    def bergembok(self) -> bool:
        """Whether the store itself can refuse to delete an object that is locked, even to its own administrator."""

    def gembok(self, blob: Blob, *, tahan: bool, sampai: date | None = None) -> bool:
        """Lock an object in the store until a date, or until it is let go (`tahan`); neither lets it go.

        A date is never made earlier: what the store promised it keeps. False when the store cannot lock; then nothing
        has happened.

        Raises:
            Menolak: the key may not lock. Damaged: the object is not there.
        """

    def tertahan(self, blob: Blob) -> bool | None:
        """Whether an object is on hold (`gembok` with `tahan`) in the store now; None where it cannot be, or nobody may ask."""

    def singkap(self, blob: Blob) -> bool:
        """Bring the bytes of an object back on top after somebody hid or wrote over them in a store that keeps versions.

        Only for one that `open` has just read; whether it had to be done. What was put on top goes.
        """

    def ready(self) -> bool:
        """Whether a write would be accepted now; answers within seconds and never raises."""

    def describe(self) -> str:
        """One Indonesian sentence for administrators, without secrets."""

    def siapkan(self) -> None:
        """Make the folder or bucket if it is not there; everything else expects it."""


def new_key() -> str:
    """A fresh key of 160 random bits, such as `ab/abcdef…`; it tells nothing about the file (UPL-13)."""
    name = secrets.token_hex(20)
    return f"{name[:2]}/{name}"


def checked_key(key: str) -> str:
    """The key itself.

    Raises:
        Invalid: it could not have been made here (INJ-04).
    """
    if not KEY.fullmatch(key) or any(part in ("", "-", "_") for part in key.split("/")):
        raise Invalid("Kunci objek tidak sah.")
    return key


class Menolak(Unavailable):
    """The store answered, and refused: the key may not do that, or the object may not be touched so."""


class Terkunci(Menolak):
    """The store refuses to delete an object that is locked in it."""


class Gone(Damaged):
    """The object of a row is not in the store at all."""


def gone() -> Gone:
    """What is said then."""
    return Gone("Berkas ini tidak ada lagi di penyimpanan. Hubungi administrator agar dipulihkan dari cadangan.")


def verified(source: "IO[bytes]", blob: Blob) -> BinaryIO:
    """A private copy of exactly the bytes of `blob`, read from `source`.

    Raises:
        Damaged: length or SHA-256 differ.
    """
    copy = tempfile.SpooledTemporaryFile(max_size=LARGEST_IN_MEMORY)  # noqa: SIM115 - the caller closes it
    try:
        sha256, size = hashlib.sha256(), 0
        while size <= blob.size and (chunk := source.read(CHUNK)):
            sha256.update(chunk)
            size += len(chunk)
            copy.write(chunk)
        if (size, sha256.hexdigest()) != (blob.size, blob.sha256):
            raise Damaged("Isi berkas ini berubah di penyimpanan sehingga tidak ditampilkan. Hubungi administrator.")
        copy.seek(0)
    except BaseException:
        copy.close()
        raise
    return cast(BinaryIO, copy)
