"""What a signer is shown, as one hash: the content, and everything else that the typesetter reads (CNT-06, tte.md 11).

The final file differs from the pages that were shown only by number, date, QR and the marks of a konsep. All else that could
change a page is in the hash, so a change between reading and signing is found before a number is taken.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from sqlalchemy.orm import Session

from eoffice.db import dump_json
from eoffice.naskah import document, typeset
from eoffice.naskah.models import Naskah

#: What the parts are called when they changed.
NAMA: Final[Mapping[str, str]] = {
    "isi": "isi naskah, penerima, sifat, atau lampirannya",
    "kop": "kop, nama kota, atau pengaturan naskah",
    "penanda": "nama, pangkat, atau jabatan penandatangan",
    "halaman": "keterangan lain pada halaman",
    "berkas": "berkas lampiran yang digabung",
    "susunan": "cara e-Office menyusun halaman",
}
#: Folders and modules whose every byte may move something on a page.
_SUMBER: Final = ("naskah/document", "naskah/typeset.py", "naskah/jenis", "pdf", "fonts")
#: Filled in while signing, so they cannot be part of what was shown.
_NANTI: Final[Mapping[str, Any]] = {
    "nomor": None,
    "tanggal": None,
    "verify_url": "",
    "dibuat_at": None,
    "konsep": True,
    "lampiran": (),
}


@dataclass(frozen=True)
class Tampak:
    """The hash of what is shown, and of its parts by the names in NAMA."""

    bagian: Mapping[str, str]

    @property
    def sha256(self) -> str:
        """The hash that is shown, agreed to, and compared: 64 hexadecimal digits."""
        return _hash(self.bagian)

    @property
    def rinci(self) -> str:
        """The parts in short, to travel with a form; only good for saying what changed."""
        return ".".join(self.bagian[name][:12] for name in NAMA)

    def berubah(self, rinci: str) -> str:
        """What differs from the parts a form came back with, as words; "" when they cannot tell."""
        parts = rinci.split(".")
        if len(parts) != len(NAMA):
            return ""
        return "; ".join(
            word for (name, word), was in zip(NAMA.items(), parts, strict=True) if self.bagian[name][:12] != was
        )


def tampak(session: Session, naskah: Naskah, *, kota: str, tempat: str) -> Tampak:
    """The hash of what the pages of a naskah show today, number and date aside.

    Args:
        kota, tempat: as for `typeset.halaman`.
    """
    page = typeset.halaman(session, naskah, kota=kota, tempat=tempat, konsep=True)
    rest = asdict(replace(page, **_NANTI))
    head, block = rest.pop("kop"), rest.pop("penanda")
    joined = [[x.judul, x.bersih_sha256 or ""] for x in naskah.lampiran if x.gabung]
    return Tampak(
        {
            "isi": _hash([naskah.content_sha256(), [p.pos_el for p in naskah.penerima]]),  # also where it is sent to
            "kop": _hash([head, *(rest.pop(name) for name in ("tempat", "rupa", "kertas"))]),
            "penanda": _hash(block),
            "halaman": _hash({name: value for name, value in rest.items() if name != "isi"}),
            "berkas": _hash(joined),
            "susunan": susunan(),
        }
    )


@cache
def susunan() -> str:
    """The hash of the typesetter itself: its source, its fonts and the library below it; read once in a process."""
    root, seen = Path(document.__file__).parents[2], hashlib.sha256(metadata.version("reportlab").encode())
    for name in _SUMBER:
        place = root / name
        files = [place] if place.is_file() else [p for p in place.rglob("*") if p.suffix in (".py", ".ttf", ".otf")]
        for path in sorted(files):
            seen.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return seen.hexdigest()


def berempat(sha256: str) -> str:
    """A hash in groups of four, as people compare it."""
    return " ".join(sha256[n : n + 4] for n in range(0, len(sha256), 4))


def _hash(value: object) -> str:
    return hashlib.sha256(dump_json(_plain(value)).encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    return value if value is None or isinstance(value, (str, int, bool)) else str(value)
