"""Facets: how the newest matches divide by jenis, year, unit, klasifikasi, sifat and status."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from eoffice import acuan
from eoffice.arsip.queries.pencarian.kamus import JENIS_NAMA, SIFAT_NAMA, STATUS_NAMA
from eoffice.db import among, filled
from eoffice.klasifikasi.models import Klasifikasi
from eoffice.organisasi.models import Unit
from eoffice.search.catatan import terurai
from eoffice.search.tanya import OPERATOR, Butir, Operator, Tanya

#: Values of one facet that are shown.
MOST: Final = 8
_ORDER: Final = (
    ("jenis", Operator.JENIS),
    ("tahun", Operator.TAHUN),
    ("unit", Operator.UNIT),
    ("klasifikasi", Operator.KLASIFIKASI),
    ("sifat", Operator.SIFAT),
    ("status", Operator.STATUS),
)


class NilaiSegi(NamedTuple):
    """One value: its name, how many have it, what asks for it, and whether the question already does."""

    label: str
    jumlah: int
    butir: Butir
    dipakai: bool


class Segi(NamedTuple):
    """One facet, the most frequent value first; years newest first."""

    nama: str
    label: str
    nilai: tuple[NilaiSegi, ...]


def segi(session: Session, tanya: Tanya, counted: Mapping[str, int]) -> tuple[Segi, ...]:
    """The facets of what was counted (`search.tally`), with two statements for names whatever there is."""
    totals = _totals(counted)
    most = {nama: _most(nama, found) for (nama, _), found in zip(_ORDER, totals, strict=True)}
    units = {str(unit_id): (nama, singkatan) for unit_id, nama, singkatan in _named(session, _UNITS, most["unit"], int)}
    titles = {row[0]: row[1] for row in _named(session, _TITLES, most["klasifikasi"], str)}
    made = []
    for nama, operator in _ORDER:
        values = []
        for value, n in most[nama]:
            said, asks = value, value
            if nama == "unit":
                if value not in units:
                    continue
                said, asks = units[value]
            elif nama == "klasifikasi":
                said = f"{value} {titles.get(value, '')}".strip()
            else:
                said = _NAMES.get(nama, {}).get(value, value)
            butir = _butir(asks, operator)
            values.append(NilaiSegi(said, n, butir, butir in tanya.butir))
        if values:
            made.append(Segi(nama, OPERATOR[operator].nama, tuple(values)))
    return tuple(made)


@lru_cache(maxsize=8192)
def _butir(asks: str, operator: Operator) -> Butir:
    """What asks for a value; a page shows dozens of them, and the next page mostly the same."""
    return Butir(asks, operator)


def _totals(counted: Mapping[str, int]) -> tuple[dict[str, int], ...]:
    totals: tuple[dict[str, int], ...] = tuple({} for _ in _ORDER)
    each = [*map(terurai, counted)] or [("",) * len(_ORDER)]
    numbers = [*counted.values()] or [0]
    for total, values in zip(totals, zip(*each, strict=True), strict=True):
        for value, n in zip(values, numbers, strict=True):
            total[value] = total.get(value, 0) + n
    return totals


_NAMES: Final[Mapping[str, Mapping[str, str]]] = {"jenis": JENIS_NAMA, "sifat": SIFAT_NAMA, "status": STATUS_NAMA}


def _most(nama: str, found: dict[str, int]) -> list[tuple[str, int]]:
    found.pop("", None)
    if nama == "tahun":
        return sorted(found.items(), reverse=True)[:MOST]
    return sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST]


_UNITS: Final[Select[Any]] = select(Unit.id, Unit.nama, Unit.singkatan).where(among(Unit.id, "id", MOST))
_TITLES: Final[Select[Any]] = select(Klasifikasi.kode, Klasifikasi.uraian).where(among(Klasifikasi.kode, "id", MOST))


def _named(
    session: Session, asked: Select[Any], most: list[tuple[str, int]], made: Callable[[str], Any]
) -> Iterable[Row[Any]]:
    if not most:
        return ()
    # In the order of the values, so that the same ones in another order are asked for once.
    values = sorted(made(value) for value, _ in most)
    run = session.connection().execute
    return acuan.ingat(session, (asked, *values), lambda: run(asked, filled("id", values, MOST)).all())
