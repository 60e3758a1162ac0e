"""Reading the log: in order, without a gap, and the walk that proves its chain."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice.peristiwa.actions import CHAINED, GENESIS, canonical
from eoffice.peristiwa.models import KepalaPeristiwa, Peristiwa
from eoffice.peristiwa.states import Jenis

ENVELOPE = (
    Peristiwa.urut,
    Peristiwa.id_peristiwa,
    Peristiwa.terjadi_pada,
    Peristiwa.jenis,
    Peristiwa.opd_id,
    Peristiwa.unit_id,
    Peristiwa.akun,
    Peristiwa.jabatan_id,
    Peristiwa.naskah,
    Peristiwa.rincian,
)


@dataclass(frozen=True)
class Baris:
    """One event as a plain value (baris peristiwa), detached from any session."""

    urut: int
    id_peristiwa: str
    terjadi_pada: datetime
    jenis: Jenis
    opd_id: int | None
    unit_id: int | None
    akun: str | None
    jabatan_id: int | None
    naskah: str | None
    rincian: dict[str, object]


def after(session: Session, urut: int = 0) -> Iterator[Baris]:
    """Every event behind a watermark, in order; a gap stops the reader (metrik.md 4.2).

    Raises:
        ValueError: an urut is missing, so whatever was computed beyond it would be wrong.
    """
    found = select(*ENVELOPE).where(Peristiwa.urut > urut).order_by(Peristiwa.urut).execution_options(yield_per=2000)
    with session.execute(found) as rows:  # a reader that stops early leaves no cursor open
        for row in rows:
            if row.urut != urut + 1:
                raise ValueError(f"catatan peristiwa terputus setelah urut {urut}")
            urut = row.urut
            yield Baris(**row._mapping)


def of_naskah(session: Session, naskah: list[str]) -> list[Baris]:
    """The events of some naskah, in order of the log."""
    found = select(*ENVELOPE).where(Peristiwa.naskah.in_(naskah)).order_by(Peristiwa.urut)
    return [Baris(**row._mapping) for row in session.execute(found)]


def head(session: Session) -> tuple[int, str]:
    """The last urut and its hash, as printed under a report; (0, genesis) for an empty log."""
    found = session.get(KepalaPeristiwa, 1)
    return (found.urut, found.hash) if found else (0, GENESIS)


@dataclass(frozen=True)
class Walk:
    """Outcome of a walk: how many events, and the first broken urut if any."""

    entries: int
    broken_at: int | None
    reason: str = ""


def walk(session: Session) -> Walk:
    """Recompute every hash up to the head; a changed, missing, added or swapped row breaks at its urut."""
    previous, expected = GENESIS, 0
    columns = [getattr(Peristiwa, name) for name in ("urut", "hash_sebelum", "hash", *CHAINED)]
    every = select(*columns).order_by(Peristiwa.urut).execution_options(yield_per=2000)
    with session.execute(every) as rows:  # closed also when the walk ends early
        for row in rows.mappings():
            expected += 1
            if row["urut"] != expected:
                return Walk(expected - 1, expected, "nomor urut terputus")
            digest = hashlib.sha256(canonical(expected, previous, dict(row))).hexdigest()
            if row["hash_sebelum"] != previous or row["hash"] != digest:
                return Walk(expected, expected, "isi tidak sesuai dengan hash")
            previous = digest
    if (expected, previous) != head(session):
        return Walk(expected, expected + 1, "ekor rantai terpotong")
    return Walk(expected, None)
