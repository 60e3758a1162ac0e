"""A pack of files as ZIP: the same content gives the same bytes, and a manifest names the SHA-256 of each."""

import hashlib
import io
import zipfile
from collections.abc import Mapping
from typing import Final

MANIFES: Final = "MANIFEST.sha256"
TANGGAL: Final = (1980, 1, 1, 0, 0, 0)
"""The date of every entry: when a pack was made is no part of it."""


def manifes(isi: Mapping[str, bytes]) -> bytes:
    """One line for each file, as `sha256sum -c` reads it."""
    lines = [f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in sorted(isi.items())]
    return ("\n".join(lines) + "\n").encode()


def zip_dari(isi: Mapping[str, bytes]) -> bytes:
    """The files by name, and the manifest last."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as made:
        for name, content in [*sorted(isi.items()), (MANIFES, manifes(isi))]:
            entry = zipfile.ZipInfo(name, TANGGAL)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            made.writestr(entry, content)
    return out.getvalue()
