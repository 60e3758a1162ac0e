"""The calendar that holds: the newest version set by the city, else the one that comes with the program (metrik.md 2.2)."""

import hashlib
import json
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice.db import dump_json
from eoffice.organisasi import waktu
from eoffice.organisasi.models import KalenderKerja
from eoffice.organisasi.waktu import Kalender

_NEWEST: Final = select(KalenderKerja.id, KalenderKerja.sha256).order_by(KalenderKerja.id.desc()).limit(1)
_KEPT: Final = 8
_known: OrderedDict[str, Kalender] = OrderedDict()


def berlaku(session: Session) -> Kalender:
    """The calendar in force; one small statement, as the content is read once for each version."""
    newest = session.execute(_NEWEST).one_or_none()
    if newest is None:
        return waktu.muat_kalender()
    found = _known.get(newest.sha256)
    if found is None:
        row = session.get_one(KalenderKerja, newest.id)
        found = _known[newest.sha256] = waktu.kalender_dari({**row.isi, "versi": row.versi})
        while len(_known) > _KEPT:
            _known.popitem(last=False)
    return found


def isi_berlaku(session: Session) -> tuple[int, dict[str, Any]]:
    """The id of the version in force, 0 for the built-in one, and its content as data."""
    row = session.scalar(select(KalenderKerja).order_by(KalenderKerja.id.desc()).limit(1))
    if row is not None:
        return row.id, dict(row.isi)
    content: dict[str, Any] = json.loads(waktu.DATA.read_text(encoding="utf-8"))
    return 0, content


def riwayat(session: Session, *, limit: int = 50) -> list[KalenderKerja]:
    """The versions that were set, newest first."""
    return list(session.scalars(select(KalenderKerja).order_by(KalenderKerja.id.desc()).limit(limit)))


def sidik(versi: str, isi: Mapping[str, Any]) -> str:
    """SHA-256 of a version and its canonical content."""
    return hashlib.sha256(f"{versi}\n{dump_json(dict(isi))}".encode()).hexdigest()
