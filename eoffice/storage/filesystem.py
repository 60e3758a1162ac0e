"""A folder as a store: written under a temporary name, flushed, renamed, read back."""

import errno
import hashlib
import os
import secrets
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import BinaryIO, Final

from eoffice.errors import Damaged, Unavailable
from eoffice.storage.port import CHUNK, OWN, Blob, checked_key, gone, new_key, verified
from eoffice.titik import titik

#: Bytes that uploads leave free, so that the database beside them does not starve (DB-02).
RESERVE: Final = 256 * 1024 * 1024
#: The folder of unfinished files; the dot keeps it apart from keys.
UNFINISHED: Final = ".sementara"
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
#: Windows has neither; there the check of the real path stands alone (INJ-04).
_NOFOLLOW: Final = getattr(os, "O_NOFOLLOW", 0)
_BINARY: Final = getattr(os, "O_BINARY", 0)
#: A pipe in place of a file must not make us wait for a writer.
_NOWAIT: Final = getattr(os, "O_NONBLOCK", 0)


class Folder:
    """Files of mode 0600 in folders of mode 0700 below `root`. It is not WORM: root can change what is written."""

    def __init__(self, root: str | Path, reserve: int = RESERVE) -> None:
        self.root = Path(root).resolve()
        self.reserve = reserve

    def put(self, content: BinaryIO) -> Blob:
        key = new_key()
        with _told():
            self._spare()
            temporary = self.root / UNFINISHED / secrets.token_hex(16)
            try:
                sha256, size = self._write(temporary, content)
                titik("objek_ditulis")
                final = self._place(key, make=True)
                if os.path.lexists(final):
                    raise Unavailable("Kunci objek kebetulan sama. Coba sekali lagi.")
                os.rename(temporary, final)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
            _flush(final.parent)
            titik("objek_dinamai")
            blob = Blob(key, size, sha256)
            self._read_back(blob)
            titik("objek_dibaca_ulang")
            return blob

    def open(self, blob: Blob, *, dekat: bool = False) -> BinaryIO:
        with _told(), self._reading(blob.key) as source:
            return verified(source, blob)

    def salin(self, blob: Blob, content: BinaryIO) -> None:
        with _told():
            self._spare()
            temporary = self.root / UNFINISHED / secrets.token_hex(16)
            try:
                sha256, size = self._write(temporary, content)
                if (size, sha256) != (blob.size, blob.sha256):
                    raise Damaged("Salinan yang hendak dipakai memulihkan berkas ini tidak utuh.")
                final = self._place(blob.key, make=True)
                os.replace(temporary, final)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
            _flush(final.parent)
            self._read_back(blob)

    def lupakan(self, digests: Iterable[str]) -> None:
        """A folder is near already and keeps nothing beside itself."""

    def exists(self, blob: Blob) -> bool:
        with _told():
            try:
                found = self._place(blob.key).lstat()
            except (FileNotFoundError, Damaged):
                return False
            return stat.S_ISREG(found.st_mode) and found.st_size == blob.size

    def keys(self) -> Iterator[tuple[str, datetime]]:
        with _told():
            for folder, _, names in os.walk(self.root):
                inside = Path(folder).relative_to(self.root).as_posix()
                for name in names:
                    key = f"{inside}/{name}"
                    if not OWN.fullmatch(key):
                        continue  # not ours
                    with suppress(FileNotFoundError):
                        found = (Path(folder) / name).lstat()
                        if stat.S_ISREG(found.st_mode):
                            yield key, datetime.fromtimestamp(found.st_mtime, UTC)

    def remove(self, key: str) -> None:
        with _told():
            path = self._place(key)
            with suppress(FileNotFoundError):
                path.unlink()
                _flush(path.parent)

    def bergembok(self) -> bool:
        return False

    def gembok(self, blob: Blob, *, tahan: bool, sampai: date | None = None) -> bool:
        return False

    def tertahan(self, blob: Blob) -> bool | None:
        """A folder holds nothing."""
        return None

    def singkap(self, blob: Blob) -> bool:
        """A folder keeps no versions."""
        return False

    def ready(self) -> bool:
        probe = self.root / UNFINISHED / secrets.token_hex(16)
        try:
            self._spare()
            os.close(os.open(probe, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            probe.unlink()
        except (OSError, Unavailable):
            return False
        return True

    def describe(self) -> str:
        said = f"Folder {self.root} di komputer server, yang isinya dapat diubah administrator server"
        try:
            disk = shutil.disk_usage(self.root)
        except OSError:
            return f"{said}; folder tidak dapat dibaca."
        percent = disk.free * 100 // disk.total
        return f"{said}; sisa ruang {percent}%." + (" Segera tambah ruang simpan." if percent < 10 else "")

    def siapkan(self) -> None:
        with _told():
            for folder in (self.root, self.root / UNFINISHED):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                if stat.S_IMODE(folder.stat().st_mode) & 0o077:
                    folder.chmod(0o700)
            _flush(self.root)

    def _place(self, key: str, *, make: bool = False) -> Path:
        """The file of a key; no folder on the way may lead elsewhere (INJ-04)."""
        path = self.root / checked_key(key)
        if make and not path.parent.is_dir():
            path.parent.mkdir(mode=0o700, exist_ok=True)
            _flush(self.root)
        if path.parent.resolve() != path.parent:
            raise Damaged("Folder penyimpanan berisi tautan yang tidak semestinya. Hubungi administrator.")
        return path

    def _write(self, path: Path, content: BinaryIO) -> tuple[str, int]:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NOFOLLOW | _BINARY, 0o600)
        with os.fdopen(handle, "wb") as out:
            sha256, size, spared = hashlib.sha256(), 0, 0
            while chunk := content.read(CHUNK):
                out.write(chunk)
                sha256.update(chunk)
                size += len(chunk)
                if size - spared >= 8 * 1024 * 1024:
                    self._spare()
                    spared = size
            out.flush()
            os.fsync(out.fileno())
        return sha256.hexdigest(), size

    @contextmanager
    def _reading(self, key: str) -> Iterator[BinaryIO]:
        path = self._place(key)
        try:
            handle = os.open(path, os.O_RDONLY | _NOFOLLOW | _NOWAIT | _BINARY)
        except FileNotFoundError:
            raise gone() from None
        except OSError as error:
            if error.errno in (errno.ELOOP, errno.EMLINK):
                raise Damaged("Berkas ini berupa tautan yang tidak semestinya. Hubungi administrator.") from None
            raise
        with os.fdopen(handle, "rb") as source:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise gone()
            yield source

    def _read_back(self, blob: Blob) -> None:
        with self._reading(blob.key) as source:
            sha256, size = hashlib.sha256(), 0
            while chunk := source.read(CHUNK):
                sha256.update(chunk)
                size += len(chunk)
        if (size, sha256.hexdigest()) != (blob.size, blob.sha256):
            raise Damaged("Berkas berubah saat disimpan. Unggah sekali lagi; bila terulang, hubungi administrator.")

    def _spare(self) -> None:
        if shutil.disk_usage(self.root).free < self.reserve:
            raise OSError(errno.ENOSPC, "reserve reached")


def _flush(folder: Path) -> None:
    """Make renames in a folder survive a power cut; Windows cannot and need not."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _told() -> Iterator[None]:
    """What the system says, in our words."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise Unavailable(
                "Ruang penyimpanan hampir penuh sehingga berkas baru belum dapat diterima. Hubungi administrator."
            ) from error
        raise Unavailable("Penyimpanan berkas sedang tidak dapat dipakai. Coba lagi beberapa saat.") from error
