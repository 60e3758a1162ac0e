"""The daily list of hashes as canonical JSON: what is in it, and nothing that would tell of a naskah. Pure.

One list for each day in WIB. `berkas` are the stages of signed files that came to be known that day, `perubahan` the naskah
whose state changed; both name a naskah by the SHA-256 of the random code in its QR. Each list names the hash of the one before
it, so that none can be taken out or put in afterwards.
"""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from eoffice.errors import Invalid

JENIS: Final = "eoffice/daftar-hash"
VERSI: Final = 1
#: Larger is no list of ours (a million stages of files in one day).
PALING_BESAR: Final = 200_000_000
KEADAAN: Final = ("berlaku", "diralat", "digantikan", "dicabut")
_HASH: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Sebelum:
    """The list of the day before: its day, and the SHA-256 of its bytes."""

    tanggal: date
    sha256: str


@dataclass(frozen=True)
class Daftar:
    """One list.

    Args:
        berkas: SHA-256 of the code of a naskah to the SHA-256 of the stages of its file.
        perubahan: SHA-256 of the code of a naskah to what holds of it since.
        sebelum: None for the very first list, which also holds everything from before it.
    """

    kota: str
    tanggal: date
    dibuat: datetime
    sebelum: Sebelum | None
    berkas: dict[str, tuple[str, ...]]
    perubahan: dict[str, str]


def tulis(found: Daftar) -> bytes:
    """The canonical bytes: sorted keys, no spaces, UTF-8, one line."""
    value = {
        "jenis": JENIS,
        "versi": VERSI,
        "kota": found.kota,
        "tanggal": found.tanggal.isoformat(),
        "dibuat": found.dibuat.isoformat(),
        "sebelum": None
        if found.sebelum is None
        else {"tanggal": found.sebelum.tanggal.isoformat(), "sha256": found.sebelum.sha256},
        "berkas": {kode: sorted(stages) for kode, stages in found.berkas.items()},
        "perubahan": found.perubahan,
    }
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def baca(content: bytes) -> Daftar:
    """The list in these bytes.

    Raises:
        Invalid: they are not the canonical bytes of a list of this kind.
    """
    try:
        if len(content) > PALING_BESAR:
            raise ValueError
        found = _of(json.loads(content))
        if tulis(found) != content:
            raise ValueError
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise Invalid("Bukan daftar hash dari e-Office, atau isinya sudah diubah.") from None
    return found


def _of(value: Any) -> Daftar:
    if value["jenis"] != JENIS or value["versi"] != VERSI:
        raise ValueError
    before = value["sebelum"]
    found = Daftar(
        kota=str(value["kota"]),
        tanggal=date.fromisoformat(value["tanggal"]),
        dibuat=datetime.fromisoformat(value["dibuat"]),
        sebelum=None if before is None else Sebelum(date.fromisoformat(before["tanggal"]), before["sha256"]),
        berkas={kode: tuple(stages) for kode, stages in value["berkas"].items()},
        perubahan=dict(value["perubahan"].items()),
    )
    hashes = [*found.berkas, *found.perubahan, *(one for stages in found.berkas.values() for one in stages)]
    if found.sebelum is not None:
        hashes.append(found.sebelum.sha256)
    if not all(_HASH.fullmatch(one) for one in hashes) or not set(found.perubahan.values()) <= set(KEADAAN):
        raise ValueError
    return found
