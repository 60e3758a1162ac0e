"""How many naskah went out, surat came in and disposisi were given, by month; counts only, never a title."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from eoffice.akses.rights import Sifat
from eoffice.clock import WIB
from eoffice.db import within
from eoffice.disposisi.models import Disposisi
from eoffice.laporan.states import Rentang
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import ISSUED
from eoffice.organisasi.models import Jabatan, Unit
from eoffice.surat_masuk.models import SuratMasuk

ARAH: Final = ("keluar", "masuk", "disposisi")
GABUNGAN: Final = "Unit kecil, digabung"
"""How the units are called that are too small to be told apart."""


@dataclass(frozen=True)
class Saring:
    """What is counted.

    Attributes:
        rentang: WIB days.
        opd: perangkat daerah that may be counted; None for every one.
        unit_id: one unit; jenis: one jenis naskah; sifat: one level, which for disposisi is that of the surat.
    """

    rentang: Rentang
    opd: frozenset[int] | None = None
    unit_id: int | None = None
    jenis: str = ""
    sifat: Sifat | None = None


@dataclass(frozen=True)
class Butir:
    """One cell of the count. `jenis` is the jenis naskah, the urgensi of a surat, or the channel of a disposisi."""

    arah: str
    bulan: date
    opd_id: int
    unit_id: int
    jenis: str
    sifat: str
    banyak: int


def awal(tanggal: date) -> datetime:
    """00.00 WIB of a date."""
    return datetime.combine(tanggal, time(), WIB)


def volume(session: Session, saring: Saring) -> list[Butir]:
    """Every cell that is not empty, by direction, month, perangkat daerah, unit, kind and sifat; three statements."""
    found = [*_cells(session, saring, "masuk", _masuk(saring)), *_cells(session, saring, "disposisi", _given(saring))]
    found += _cells(session, saring, "keluar", _keluar(saring))
    if saring.jenis:
        found = [each for each in found if each.arah != "keluar" or each.jenis == saring.jenis]
    return sorted(found, key=lambda b: (ARAH.index(b.arah), b.bulan, b.opd_id, b.unit_id, b.jenis, b.sifat))


def _cells(session: Session, saring: Saring, arah: str, counted: Select[Any]) -> list[Butir]:
    months = saring.rentang.bulan()
    rows = session.execute(counted).all()
    return [Butir(arah, months[row[0]], row[1] or 0, row[2] or 0, str(row[3]), str(row[4]), row[5]) for row in rows]


def _month(column: InstrumentedAttribute[Any], bounds: Sequence[Any]) -> ColumnElement[int]:
    """Which of the months a value falls in, by their ends: the same on every database."""
    if len(bounds) == 1:
        return case((column < bounds[0], 0), else_=0)
    return case(*((column < end, n) for n, end in enumerate(bounds[:-1])), else_=len(bounds) - 1)


def _ends(saring: Saring) -> list[date]:
    months = saring.rentang.bulan()
    return [*months[1:], saring.rentang.sampai]


def _keluar(saring: Saring) -> Select[Any]:
    month = _month(Naskah.tanggal, _ends(saring)).label("bulan")
    where: list[ColumnElement[bool]] = [
        Naskah.tanggal >= saring.rentang.dari,
        Naskah.tanggal < saring.rentang.sampai,
        Naskah.status.in_(ISSUED),
    ]
    if saring.opd is not None:
        where.append(within(Naskah.opd_id, saring.opd))
    if saring.unit_id is not None:
        where.append(Naskah.unit_id == saring.unit_id)
    if saring.sifat is not None:
        where.append(Naskah.sifat == saring.sifat)
    keys = (Naskah.opd_id, Naskah.unit_id, Naskah.jenis, Naskah.sifat)
    return select(month, *keys, func.count()).where(and_(*where)).group_by("bulan", *keys)


def _masuk(saring: Saring) -> Select[Any]:
    bounds = [awal(end) for end in _ends(saring)]
    inner = (
        select(
            _month(SuratMasuk.diterima_at, bounds).label("bulan"),
            SuratMasuk.opd_id.label("opd_id"),
            SuratMasuk.tujuan_jabatan_id.label("jabatan_id"),
            SuratMasuk.urgensi.label("jenis"),
            SuratMasuk.sifat.label("sifat"),
            func.count().label("banyak"),
        )
        .where(
            SuratMasuk.diterima_at >= awal(saring.rentang.dari), SuratMasuk.diterima_at < awal(saring.rentang.sampai)
        )
        .group_by("bulan", SuratMasuk.opd_id, SuratMasuk.tujuan_jabatan_id, SuratMasuk.urgensi, SuratMasuk.sifat)
    )
    if saring.opd is not None:
        inner = inner.where(within(SuratMasuk.opd_id, saring.opd))
    if saring.sifat is not None:
        inner = inner.where(SuratMasuk.sifat == saring.sifat)
    cell = inner.subquery()
    keys = (cell.c.bulan, cell.c.opd_id, Jabatan.unit_id, cell.c.jenis, cell.c.sifat)
    counted = select(*keys, func.sum(cell.c.banyak)).join(Jabatan, Jabatan.id == cell.c.jabatan_id).group_by(*keys)
    return counted if saring.unit_id is None else counted.where(Jabatan.unit_id == saring.unit_id)


def _given(saring: Saring) -> Select[Any]:
    bounds = [awal(end) for end in _ends(saring)]
    month = _month(Disposisi.at, bounds).label("bulan")
    keys = (Unit.opd_id, Jabatan.unit_id, Disposisi.kanal, SuratMasuk.sifat)
    counted = (
        select(month, *keys, func.count())
        .join(Jabatan, Jabatan.id == Disposisi.pemberi_jabatan_id)
        .join(Unit, Unit.id == Jabatan.unit_id)
        .join(SuratMasuk, SuratMasuk.id == Disposisi.surat_id)
        .where(Disposisi.at >= awal(saring.rentang.dari), Disposisi.at < awal(saring.rentang.sampai))
        .group_by("bulan", *keys)
    )
    if saring.opd is not None:
        counted = counted.where(within(Unit.opd_id, saring.opd))
    if saring.unit_id is not None:
        counted = counted.where(Jabatan.unit_id == saring.unit_id)
    return counted if saring.sifat is None else counted.where(SuratMasuk.sifat == saring.sifat)


def digabung(butir: Iterable[Butir], ke: Mapping[int, int | None]) -> list[Butir]:
    """The cells with those of small units under the unit they are told with; 0 is what is told of none (metrik.md 3.6).

    Args:
        ke: for each unit the one it is told under, as `laporan.queries.unit.gabungan` gives it.
    """
    found: dict[Butir, int] = defaultdict(int)
    for each in butir:
        found[replace(each, unit_id=ke.get(each.unit_id) or 0, banyak=0)] += each.banyak
    return [replace(each, banyak=n) for each, n in found.items()]


def jumlah(butir: Sequence[Butir], *menurut: str) -> dict[tuple[Any, ...], dict[str, int]]:
    """The cells added up by some of their fields: per key the count of each direction."""
    found: dict[tuple[Any, ...], dict[str, int]] = defaultdict(lambda: dict.fromkeys(ARAH, 0))
    for each in butir:
        found[tuple(getattr(each, name) for name in menurut)][each.arah] += each.banyak
    return dict(found)


def satu(butir: Sequence[Butir], arah: str) -> list[Butir]:
    """The cells of one direction by kind alone, most first."""
    found: dict[str, Butir] = {}
    for each in butir:
        if each.arah == arah:
            held = found.get(each.jenis)
            found[each.jenis] = replace(each, banyak=each.banyak + (held.banyak if held else 0))
    return sorted(found.values(), key=lambda b: (-b.banyak, b.jenis))


def units(session: Session, opd_id: int) -> list[Unit]:
    """The units of a perangkat daerah, itself first."""
    found = select(Unit).where(Unit.opd_id == opd_id).order_by(func.length(Unit.kode), Unit.kode).limit(200)
    return list(session.scalars(found))


def unit_names(session: Session, ids: Iterable[int]) -> dict[int, str]:
    """Names of units by id."""
    return dict(session.execute(select(Unit.id, Unit.nama).where(Unit.id.in_(set(ids)))).tuples().all())
