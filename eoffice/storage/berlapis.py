"""A store with a replica behind it and small copies near: reading goes on when one of them fails, and is never wrong."""

import hashlib
import io
import os
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import BinaryIO, Final

from eoffice import clock
from eoffice.errors import Damaged, Unavailable
from eoffice.storage.port import Blob, BlobStore

#: Bytes of the largest object that is kept near.
KECIL: Final = 1024 * 1024
#: How long a copy is kept near, however often it is read: no longer can one outlive what was destroyed elsewhere.
USIA: Final = timedelta(hours=24)


class Singgahan:
    """Copies of small objects in a folder of this computer, the least recently used thrown out first (singgahan).

    Files are named by their SHA-256, which is checked at every reading: a changed one is thrown away and fetched anew.
    They are mode 0600 below the data folder, as the database beside them; nothing of Rahasia is ever put here, since
    only a reader who says `dekat` leaves a copy. Nobody finds one without the hash, which only the row of a living record
    tells; and none grows older than `USIA`, since another computer may not have heard that its record was destroyed.
    """

    def __init__(self, folder: Path, most: int) -> None:
        """`most`: bytes that all copies together may take."""
        self.folder, self.most = folder, most
        self.kena = self.luput = 0
        self._lock = threading.Lock()
        self._held: OrderedDict[str, int] = OrderedDict()
        self._bytes = 0
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        known = sorted((p for p in folder.iterdir() if len(p.name) == 64), key=lambda p: p.stat().st_mtime)
        for path in known:
            self._held[path.name] = path.stat().st_size
            self._bytes += path.stat().st_size

    def get(self, blob: Blob) -> bytes | None:
        """The bytes, if a sound copy is here."""
        with self._lock:
            if blob.sha256 not in self._held:
                self.luput += 1
                return None
            self._held.move_to_end(blob.sha256)
        path = self.folder / blob.sha256
        try:
            content = path.read_bytes() if not self._old(path) else b""
        except OSError:
            content = b""
        if hashlib.sha256(content).hexdigest() != blob.sha256 or len(content) != blob.size:
            self.forget([blob.sha256])
            return None
        self.kena += 1
        return content

    def put(self, blob: Blob, content: bytes) -> None:
        """Keep a copy of bytes that were checked; a full disk only means that nothing is kept."""
        if blob.size > KECIL:
            return
        fresh = self.folder / f".{blob.sha256}.{threading.get_ident()}"
        try:
            handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "wb") as out:
                out.write(content)
            os.replace(fresh, self.folder / blob.sha256)
        except OSError:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
            return
        with self._lock:
            self._bytes += blob.size - self._held.pop(blob.sha256, 0)
            self._held[blob.sha256] = blob.size
            dropped = []
            while self._bytes > self.most:
                name, size = self._held.popitem(last=False)
                self._bytes -= size
                dropped.append(name)
        self._unlink(dropped)

    def forget(self, digests: Iterable[str]) -> None:
        """Throw copies away, whether this process put them here or another."""
        names = [d for d in digests if len(d) == 64 and d.isalnum()]
        with self._lock:
            for name in names:
                self._bytes -= self._held.pop(name, 0)
        self._unlink(names)

    def _old(self, path: Path) -> bool:
        return clock.now().timestamp() - path.stat().st_mtime > USIA.total_seconds()

    def rapikan(self) -> int:
        """Throw away whatever is too old, whichever process put it here, and what a crash left unfinished; how many."""
        old = []
        with suppress(OSError):
            for path in self.folder.iterdir():
                with suppress(OSError):
                    if len(path.name.removeprefix(".").partition(".")[0]) == 64 and self._old(path):
                        old.append(path.name)
        with self._lock:
            for name in old:
                self._bytes -= self._held.pop(name, 0)
        self._unlink(old)
        return len(old)

    def _unlink(self, names: Iterable[str]) -> None:
        for name in names:
            with suppress(OSError):
                (self.folder / name).unlink(missing_ok=True)


@dataclass(frozen=True)
class Temuan:
    """A reading that found bytes missing or changed in the first store, and whether the replica answered instead."""

    kunci: str
    dari_replika: bool


#: Seconds for which a first store that did not answer is not waited for again, as long as the replica has what is asked.
DIAM: Final = 15.0
#: Findings that wait to be told; more in one request or minute are found again by the scrub.
TEMUAN: Final = 200


class Berlapis:
    """The store of an installation: what is written goes to `utama`; reading falls back to `replika` (OBJ-05).

    The replica is filled by the worker afterwards, so that a writer waits for one store only. Nothing counts as stored
    before it lies in `utama`; while that is away uploads are refused with a sentence and reading goes on.
    """

    def __init__(self, utama: BlobStore, replika: BlobStore | None = None, singgahan: Singgahan | None = None) -> None:
        self.utama, self.replika, self.singgahan = utama, replika, singgahan
        self.dari_replika = 0  # readings that the replica answered, since the start
        self._temuan: deque[Temuan] = deque(maxlen=TEMUAN)
        self._diam = 0.0  # until then the first store is not asked before the replica

    def put(self, content: BinaryIO) -> Blob:
        return self.utama.put(content)

    def open(self, blob: Blob, *, dekat: bool = False) -> BinaryIO:
        near = self.singgahan if dekat and blob.size <= KECIL else None
        if near is not None and (kept := near.get(blob)) is not None:
            return io.BytesIO(kept)
        stream = self._fetched(blob)
        if near is not None:
            content = stream.read()
            stream.close()
            near.put(blob, content)
            return io.BytesIO(content)
        return stream

    def _fetched(self, blob: Blob) -> BinaryIO:
        if time.monotonic() < self._diam and (found := self._dari_replika(blob)) is not None:
            self.dari_replika += 1
            return found
        try:
            return self.utama.open(blob)
        except (Damaged, Unavailable) as error:
            found = self._dari_replika(blob)
            if isinstance(error, Damaged):
                self._temuan.append(Temuan(blob.key, found is not None))
            else:
                self._diam = time.monotonic() + DIAM
            if found is None:
                raise  # what the first store said is what matters
            self.dari_replika += 1
            return found

    def _dari_replika(self, blob: Blob) -> BinaryIO | None:
        if self.replika is None:
            return None
        try:
            return self.replika.open(blob)
        except (Damaged, Unavailable):
            return None

    def ambil_temuan(self) -> list[Temuan]:
        """What readers found damaged since the last time somebody asked; whoever takes them tells of them (OBJ-04).

        Kept in memory, for a reader may hold a transaction that only reads, or one that others wait for.
        """
        found = []
        with suppress(IndexError):
            while True:
                found.append(self._temuan.popleft())
        return found

    def salin(self, blob: Blob, content: BinaryIO) -> None:
        self.utama.salin(blob, content)

    def lupakan(self, digests: Iterable[str]) -> None:
        if self.singgahan is not None:
            self.singgahan.forget(digests)

    def exists(self, blob: Blob) -> bool:
        return self.utama.exists(blob)

    def keys(self) -> Iterator[tuple[str, datetime]]:
        return self.utama.keys()

    def remove(self, key: str) -> None:
        """From both, the first store first: what it keeps locked must not lose its copy.

        Whoever removes keeps asking until both have done so, so that nothing comes back from the second. A copy kept near
        is named by its hash and not by a key; whoever destroys also calls `lupakan`.
        """
        self.utama.remove(key)
        if self.replika is not None:
            self.replika.remove(key)

    def bergembok(self) -> bool:
        return self.utama.bergembok()

    def gembok(self, blob: Blob, *, tahan: bool, sampai: date | None = None) -> bool:
        return self.utama.gembok(blob, tahan=tahan, sampai=sampai)

    def tertahan(self, blob: Blob) -> bool | None:
        return self.utama.tertahan(blob)

    def singkap(self, blob: Blob) -> bool:
        return self.utama.singkap(blob)

    def ready(self) -> bool:
        return self.utama.ready()

    def describe(self) -> str:
        said = self.utama.describe()
        return said if self.replika is None else f"{said} Replika: {self.replika.describe()}"

    def siapkan(self) -> None:
        self.utama.siapkan()
        if self.replika is not None:
            self.replika.siapkan()
