"""Facets: how the newest matches divide by jenis, year, unit, klasifikasi, sifat and status."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import search
from eoffice.arsip.queries.pencarian.kamus import JENIS_NAMA, SIFAT_NAMA, STATUS_NAMA
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.organisasi.models import Unit
from eoffice.search.tanya import OPERATOR, Butir, Operator, Tanya

#: Values of one facet that are shown.
MOST: Final = 10
_ORDER: Final = (
    ("jenis", Operator.JENIS),
    ("tahun", Operator.TAHUN),
    ("unit", Operator.UNIT),
    ("klasifikasi", Operator.KLASIFIKASI),
    ("sifat", Operator.SIFAT),
    ("status", Operator.STATUS),
)


@dataclass(frozen=True)
class NilaiSegi:
    """One value: its name, how many have it, what asks for it, and whether the question already does."""

    label: str
    jumlah: int
    butir: Butir
    dipakai: bool


@dataclass(frozen=True)
class Segi:
    """One facet, the most frequent value first; years newest first."""

    nama: str
    label: str
    nilai: tuple[NilaiSegi, ...]


def segi(session: Session, tanya: Tanya, counted: Mapping[search.Saring, int]) -> tuple[Segi, ...]:
    """The facets of what was counted, with two statements for names whatever there is."""
    totals: dict[str, Counter[str]] = {nama: Counter() for nama, _ in _ORDER}
    for kept, n in counted.items():
        for nama, _ in _ORDER:
            value = getattr(kept, nama)
            if value:
                totals[nama][value] += n
    most = {nama: _most(nama, found) for nama, found in totals.items()}
    units = {str(row.id): row for row in _units(session, [int(u) for u, _ in most["unit"]])}
    titles = klasifikasi.titles(session, [k for k, _ in most["klasifikasi"]]) if most["klasifikasi"] else {}
    made = []
    for nama, operator in _ORDER:
        values = []
        for value, n in most[nama]:
            said, asks = value, value
            if nama == "unit":
                if value not in units:
                    continue
                said, asks = units[value].nama, units[value].singkatan
            elif nama == "klasifikasi":
                said = f"{value} {titles.get(value, '')}".strip()
            else:
                said = _NAMES.get(nama, {}).get(value, value)
            butir = Butir(asks, operator)
            values.append(NilaiSegi(said, n, butir, butir in tanya.butir))
        if values:
            made.append(Segi(nama, OPERATOR[operator].nama, tuple(values)))
    return tuple(made)


_NAMES: Final[Mapping[str, Mapping[str, str]]] = {"jenis": JENIS_NAMA, "sifat": SIFAT_NAMA, "status": STATUS_NAMA}


def _most(nama: str, found: Counter[str]) -> list[tuple[str, int]]:
    if nama == "tahun":
        return sorted(found.items(), reverse=True)[:MOST]
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST]


def _units(session: Session, ids: list[int]) -> list[Unit]:
    rows = session.execute(select(Unit.id, Unit.nama, Unit.singkatan).where(Unit.id.in_(ids))).all() if ids else []
    return list(rows)  # type: ignore[arg-type]
