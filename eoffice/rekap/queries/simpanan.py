"""Storage by unit, kind and month from its rollup, how it grows, and how large it would be in a year."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eoffice.laporan.states import month_start
from eoffice.rekap.models import RSimpan
from eoffice.rekap.states import Macam

DILIHAT: Final = 12
DASAR: Final = 3
"""Complete months that the forecast takes the growth from."""


@dataclass(frozen=True)
class Isi:
    """Files and their bytes."""

    berkas: int = 0
    bita: int = 0

    def __add__(self, other: "Isi") -> "Isi":
        return Isi(self.berkas + other.berkas, self.bita + other.bita)


@dataclass(frozen=True)
class Simpanan:
    """What is stored.

    Attributes:
        per_unit: by perangkat daerah, or by unit within one.
        bulan: what came in each of the last twelve months, oldest first.
        per_bulan: mean growth of the last three complete months; None with less history.
    """

    total: Isi
    per_unit: dict[int, Isi]
    per_macam: dict[Macam, Isi]
    bulan: tuple[tuple[date, Isi], ...]
    per_bulan: int | None
    dihitung_at: datetime | None

    def perkiraan(self, bulan: int = 12) -> int | None:
        """Bytes after so many months if it keeps growing as it did; a straight line and no promise."""
        return None if self.per_bulan is None else self.total.bita + bulan * self.per_bulan


def simpanan(session: Session, hari_ini: date, opd_id: int | None = None) -> Simpanan:
    """The state of storage, of the city or of one perangkat daerah; two statements over the rollup."""
    where = RSimpan.opd_id == opd_id if opd_id is not None else RSimpan.opd_id.is_not(None)
    place = RSimpan.opd_id if opd_id is None else RSimpan.unit_id
    rows = session.execute(
        select(place, RSimpan.macam, RSimpan.bulan, func.sum(RSimpan.berkas), func.sum(RSimpan.bita))
        .where(where)
        .group_by(place, RSimpan.macam, RSimpan.bulan)
    ).all()
    units: dict[int, Isi] = defaultdict(Isi)
    kinds: dict[Macam, Isi] = defaultdict(Isi)
    months: dict[date, Isi] = defaultdict(Isi)
    for unit, macam, month, files, size in rows:
        isi = Isi(int(files), int(size))
        units[unit] += isi
        kinds[macam] += isi
        months[month] += isi
    shown = [month_start(hari_ini, n) for n in range(DILIHAT - 1, -1, -1)]
    return Simpanan(
        sum(units.values(), Isi()),
        dict(units),
        dict(kinds),
        tuple((month, months.get(month, Isi())) for month in shown),
        _growth(months, [month_start(hari_ini, n) for n in range(1, DASAR + 1)]),
        session.scalar(select(func.max(RSimpan.dihitung_at))),
    )


def _growth(months: dict[date, Isi], lately: Sequence[date]) -> int | None:
    if not months or min(months) > min(lately):
        return None
    return sum(months.get(month, Isi()).bita for month in lately) // len(lately)
