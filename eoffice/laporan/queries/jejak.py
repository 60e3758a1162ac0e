"""What the fold of adoption needs to read: stored rows of some naskah, and who printed a copy of them."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice.laporan.adopsi import dicetak, rujukan
from eoffice.laporan.kertas import Lipatan
from eoffice.laporan.models import RAdopsi, WaktuSurat
from eoffice.laporan.queries.catatan import SEKALIGUS, chunks

T = TypeVar("T")


def of_keys(session: Session, table: type[T], naskah: Iterable[str]) -> list[T]:
    """The stored rows of some naskah in a table that has a column `naskah`."""
    column: Any = getattr(table, "naskah")  # noqa: B009 - every table handed in has it, which the type cannot say
    return [row for some in chunks(naskah) for row in session.scalars(select(table).where(column.in_(some)))]


def asal(session: Session, naskah: set[str], lipatan: Lipatan) -> set[str]:
    """The keys of naskah outside the set whose "bebas cetak" may change, because a copy in the set was printed (A11).

    Both what the copies say now and what they said at the last fold counts, so a withdrawn print is noticed as well.
    """
    before = {row.rujukan for row in of_keys(session, WaktuSurat, naskah) if row.dicetak}
    now = {rujukan(facts) for key in naskah if dicetak(facts := lipatan.sah(key))}
    return (before | now) - naskah - {""}


def dicetak_penerima(session: Session, naskah: set[str], lipatan: Lipatan) -> set[str]:
    """Those of the naskah of which some receiver printed its copy; training data does not count (K11)."""
    found = set()
    for key in naskah:
        facts = lipatan.sah(key)
        if dicetak(facts) and not any(each.rincian.get("uji_coba") for each in facts):
            found.add(rujukan(facts))
    for some in chunks(naskah):
        rows = session.execute(
            select(WaktuSurat.naskah, WaktuSurat.rujukan).where(WaktuSurat.rujukan.in_(some), WaktuSurat.dicetak)
        )
        found |= {origin for copy, origin in rows if copy not in naskah}
    return found & naskah


def harian_adopsi(session: Session, tanggal: set[date], opd: set[int]) -> list[RAdopsi]:
    """The daily adoption counts of some perangkat daerah on some days."""
    days = sorted(tanggal)
    return [
        row
        for n in range(0, len(days), SEKALIGUS)
        for row in session.scalars(
            select(RAdopsi).where(RAdopsi.tanggal.in_(days[n : n + SEKALIGUS]), RAdopsi.opd_id.in_(opd))
        )
    ]
