"""A watched folder: which files lie there finished, their bytes, and where they go afterwards (INJ-04)."""

import os
import re
import secrets
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from eoffice.errors import Unavailable

#: Seconds that a file must have been left alone: a scanner still writes into a younger one.
TENANG: Final = 5.0
SELESAI: Final = "selesai"
DITOLAK: Final = "ditolak"
_UNSAFE: Final = re.compile(r"[^a-z0-9-]+")


@dataclass(frozen=True)
class Berkas:
    """A file that lies there finished; its bytes are read by `isi`."""

    nama: str
    ukuran: int


def tempat(pangkal: str, singkatan: str) -> Path:
    """The folder of a perangkat daerah beneath the one that the installation names."""
    return Path(pangkal) / (_UNSAFE.sub("-", singkatan.lower()).strip("-") or "opd")


def siapkan(folder: Path) -> None:
    """Make the folder and the two beside which files go. Raises Unavailable with what to do."""
    try:
        for each in (folder, folder / SELESAI, folder / DITOLAK):
            each.mkdir(parents=True, exist_ok=True, mode=0o770)
        if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
            raise PermissionError
    except OSError:
        raise Unavailable(
            f"Folder {folder} tidak dapat dipakai. Periksa bahwa penyimpanannya terpasang dan boleh ditulis e-Office."
        ) from None


def daftar(folder: Path, paling_banyak: int, pakai: Callable[[Berkas], bool]) -> list[Berkas]:
    """Finished files for which `pakai` is true, oldest first; hidden ones, folders and links are left alone."""
    found: list[tuple[float, Berkas]] = []
    try:
        for entry in os.scandir(folder):
            if entry.name.startswith((".", "~")) or entry.name.endswith((".part", ".tmp", ".crdownload")):
                continue
            known = entry.stat(follow_symlinks=False)
            if stat.S_ISREG(known.st_mode) and known.st_mtime <= time.time() - TENANG:
                one = Berkas(entry.name, known.st_size)
                if pakai(one):
                    found.append((known.st_mtime, one))
    except OSError:
        raise Unavailable(f"Folder {folder} tidak dapat dibaca.") from None
    return [b for _, b in sorted(found, key=lambda f: (f[0], f[1].nama))][:paling_banyak]


def isi(folder: Path, berkas: Berkas) -> bytes | None:
    """The bytes; None when it is gone or changed meanwhile."""
    try:
        handle = os.open(folder / berkas.nama, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError:
        return None
    with os.fdopen(handle, "rb") as source:
        known = os.fstat(source.fileno())
        if not stat.S_ISREG(known.st_mode) or known.st_size != berkas.ukuran:
            return None
        content = source.read(berkas.ukuran + 1)
    return content if len(content) == berkas.ukuran else None


def pindahkan(folder: Path, nama: str, ke: str, alasan: str = "") -> None:
    """Put a file away after its row is kept; a note beside it says why it was refused. Gone already is fine."""
    target = folder / ke / nama
    if target.exists():
        target = target.with_name(f"{target.stem}-{secrets.token_hex(3)}{target.suffix}")
    try:
        os.rename(folder / nama, target)
        if alasan:
            target.with_name(target.name + ".txt").write_text(alasan + "\n", encoding="utf-8")
    except FileNotFoundError:
        return
    except OSError:
        raise Unavailable(f"Berkas {nama} tidak dapat dipindahkan ke folder {ke}.") from None
