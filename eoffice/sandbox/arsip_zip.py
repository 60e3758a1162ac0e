"""The parent's side of strangers' archives: what is in a ZIP, its files, and the hashes that a package names."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from eoffice.sandbox.refusal import Refused
from eoffice.sandbox.runner import run

#: Bytes of a ZIP that the sandbox can hold; what is larger is unpacked by an operator first.
TERBESAR: Final = 200 * 1024 * 1024
WALL: Final = 90.0


@dataclass(frozen=True)
class IsiZip:
    """The files of a ZIP with size in bytes and SHA-256, and the texts of those that say what the hashes should be."""

    isi: tuple[tuple[str, int, str], ...]
    tanda: dict[str, str]


def sidik_zip(payload: bytes | Path) -> IsiZip:
    """Look into a ZIP.

    Raises:
        Refused: broken, a bomb, with names that lead elsewhere, links, a password, or more than anybody needs.
        Unavailable: the sandboxes are busy.
    """
    info = run("sidik_zip", payload, wall=WALL).info
    files = tuple((str(f["nama"]), int(f["size"]), str(f["sha256"])) for f in info["isi"])
    return IsiZip(files, {str(k): str(v) for k, v in info["tanda"].items()})


def ambil_zip(payload: bytes | Path, nama: Sequence[str]) -> list[bytes]:
    """Some files of a ZIP by name; ask for no more at once than fits into memory. Raises as `sidik_zip`."""
    result = run("ambil_zip", payload, wall=WALL, nama=list(nama))
    made, at = [], 0
    for length in map(int, result.info["panjang"]):
        made.append(result.content[at : at + length])
        at += length
    return made


def sidik_mets(mets: bytes) -> dict[str, str]:
    """The SHA-256 of each file that a METS names, by its path as written there. Raises Refused."""
    return {str(path): str(sha256) for path, sha256 in run("sidik_mets", mets).info["isi"]}


__all__ = ["TERBESAR", "IsiZip", "Refused", "ambil_zip", "sidik_mets", "sidik_zip"]
