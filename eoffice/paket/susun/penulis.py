"""Writing a package as a ZIP, file by file, with the SHA-256 of each; nothing is held but one piece at a time."""

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, BinaryIO, Final

from eoffice.paket.states import Format
from eoffice.paket.susun import bagit, eark, srikandi
from eoffice.paket.susun.muatan import Muatan
from eoffice.paket.susun.rekaman import Rekaman
from eoffice.storage import BlobStore

#: The date of every entry: when a package was made stands inside it.
TANGGAL: Final = (1980, 1, 1, 0, 0, 0)
SEPOTONG: Final = 256 * 1024
#: From this many bytes an entry is written with 64-bit sizes at once.
BESAR: Final = 1 << 31


def bungkus(nama: str, content: bytes) -> BinaryIO:
    """One file alone as a ZIP; whoever wants only ZIPs takes it as any other."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(zipfile.ZipInfo(nama, TANGGAL), content, zipfile.ZIP_DEFLATED)
    made.seek(0)
    return made


@dataclass(frozen=True)
class Tentang:
    """What a package says about itself."""

    nama: str
    judul: str
    instansi: str
    dibuat: date
    cakupan: dict[str, Any] = field(default_factory=dict)
    berkas: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Entri:
    """A file that was written: its path below the root of the package, its size in bytes, its SHA-256, its type."""

    nama: str
    size: int
    sha256: str
    mime: str


class Penulis:
    """Writes files below one folder of a ZIP."""

    def __init__(self, out: BinaryIO, store: BlobStore, root: str) -> None:
        self.root, self.store = root, store
        self.entri: list[Entri] = []
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, allowZip64=True, compresslevel=6)

    def teks(self, nama: str, isi: str, mime: str = "text/plain") -> Entri:
        """A text as UTF-8."""
        return self.potongan(nama, iter((isi.encode(),)), mime)

    def potongan(self, nama: str, pieces: Iterator[bytes], mime: str) -> Entri:
        """A file that is made while it is written."""
        return self._put(nama, pieces, mime, zipfile.ZIP_DEFLATED, 0)

    def muatan(self, nama: str, file: Muatan) -> Entri:
        """A file of the store, byte for byte; the store has checked every byte before the first one is written.

        Raises:
            Damaged: the store has other bytes, or none.
        """
        with self.store.open(file.blob) as source:
            pieces = iter(lambda: source.read(SEPOTONG), b"")
            return self._put(nama, pieces, file.mime, zipfile.ZIP_STORED, file.size)

    def selesai(self) -> None:
        """The directory of the ZIP; nothing can be added any more."""
        self._zip.close()

    def _put(self, nama: str, pieces: Iterator[bytes], mime: str, cara: int, size: int) -> Entri:
        info = zipfile.ZipInfo(f"{self.root}/{nama}", TANGGAL)
        info.compress_type, info.external_attr = cara, 0o644 << 16
        digest, count = hashlib.sha256(), 0
        with self._zip.open(info, "w", force_zip64=size >= BESAR) as out:
            for piece in pieces:
                out.write(piece)
                digest.update(piece)
                count += len(piece)
        made = Entri(nama, count, digest.hexdigest(), mime)
        self.entri.append(made)
        return made


Bacaan = Callable[[], Iterator[tuple[int, Rekaman]]]
"""Every record with its number in the package, as often as a format asks."""

_FORMAT: Final[dict[Format, Callable[[Penulis, Tentang, Bacaan], None]]] = {
    Format.BAGIT: bagit.tulis,
    Format.EARK: eark.tulis,
    Format.SRIKANDI: srikandi.tulis,
}


def tulis(out: BinaryIO, store: BlobStore, bentuk: Format, about: Tentang, records: Bacaan) -> None:
    """The whole package as a ZIP with one folder; `out` must be seekable.

    Raises:
        Damaged: a file is not in the store as its row says; the package is not made without it.
    """
    writer = Penulis(out, store, about.nama)
    try:
        _FORMAT[bentuk](writer, about, records)
    finally:  # also of one that is thrown away, for nobody else lets go of the file
        writer.selesai()
