"""The whole check of an uploaded file: its type, then everything that this type can hide."""

import hashlib
from typing import Any

from eoffice.sandbox.names import MIME, UNKNOWN
from eoffice.sandbox.refusal import Refused
from eoffice.sandbox.tasks import active, images, kinds, office, rebuild, structure


def periksa_unggahan(payload: bytes, nama: str, kind: str) -> tuple[dict[str, Any], bytes]:
    """Facts about the file, and the rendition if one is served instead of it."""
    if kind not in kinds.ACCEPTED:
        raise ValueError(kind)
    info: dict[str, Any] = {
        "type": "",
        "mime": UNKNOWN,
        "pages": None,
        "size": len(payload),
        "sha256": hashlib.sha256(payload).hexdigest(),
        "bersih": False,
        "alasan": [],
        "tanda": [],
        "bertanda_tangan": False,
    }
    try:
        found = kinds.detect(payload, kind)
        kinds.refuse_polyglot(payload, found)
        if found == "zip":
            found = office.inspect(payload)
        info["type"], info["mime"] = found, MIME[found]
        kinds.agree(found, nama, kind)
        rendition = _inspect(found, payload, kind, info)
    except Refused as refused:
        info["alasan"] = [str(refused)]
        return info, b""
    info["bersih"] = not info["alasan"]
    return info, rendition if info["bersih"] else b""


def _inspect(found: str, payload: bytes, kind: str, info: dict[str, Any]) -> bytes:
    if found in ("jpeg", "png"):
        info["pages"] = 1
        return images.reencode(payload, found)
    if found != "pdf":
        return b""
    with structure.opened(payload) as pdf:
        info["pages"] = structure.inspect(pdf)
        info["bertanda_tangan"] = active.is_signed(pdf)
        dangers = active.found_in(pdf)
        if not dangers:
            return b""
        said = f"PDF ini berisi hal yang dapat berubah atau berjalan sendiri: {', '.join(dangers)}."
        if kind != "masuk":
            info["alasan"] = [f"{said} Cetak ulang menjadi PDF biasa, lalu unggah lagi."]
            return b""
        # What was received stays as it is, as evidence; what is shown has none of it (UPL-06, UPL-07).
        info["tanda"] = dangers
        return rebuild.pages_only(pdf)
