"""Keeping the rollup of storage: every stored file counted once, by unit, month and kind."""

from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, CompoundSelect, Engine, Select, case, delete, func, insert, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from eoffice import clock
from eoffice.db import reading, transaction
from eoffice.disposisi.models import BerkasLaporan, TindakLanjut
from eoffice.laporan.models import KepalaLipatan
from eoffice.laporan.states import month_start
from eoffice.naskah.models import Lampiran, Naskah
from eoffice.organisasi.models import Jabatan, Unit
from eoffice.rekap.models import RSimpan
from eoffice.rekap.queries.volume import awal
from eoffice.rekap.states import Macam
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.tte.models import StempelArsip

SEGAR: Final = timedelta(hours=24)
"""How old the rollup may be when somebody opens its page."""


def segarkan(engine: Engine) -> None:
    """Compute the rollup anew when it is older than a day; the caller holds no transaction."""
    with reading(engine) as session:
        if not _stale(session):
            return
    with transaction(engine) as session:
        session.execute(select(KepalaLipatan.id).where(KepalaLipatan.id == 1).with_for_update())  # one at a time
        if _stale(session):
            hitung(session)


def _stale(session: Session) -> bool:
    made = session.scalar(select(func.min(RSimpan.dihitung_at)))
    return made is None or made < clock.now() - SEGAR


def hitung(session: Session) -> int:
    """Count every stored file by unit, month and kind; how many cells there are. Each file counts once."""
    session.execute(delete(RSimpan))
    first = min((d for d in session.scalars(_firsts()) if d is not None), default=clock.now())
    months, now = _months(clock.wib(first).date()), clock.now()
    rows: list[dict[str, Any]] = []
    for macam, made in _kinds(months).items():
        for month, opd, unit, files, size in session.execute(made):
            cell = {"opd_id": opd or 0, "unit_id": unit or 0, "bulan": months[month], "macam": macam}
            rows.append({**cell, "berkas": int(files), "bita": int(size or 0), "dihitung_at": now})
    if rows:
        session.execute(insert(RSimpan), rows)
    return len(rows)


def _firsts() -> CompoundSelect[Any]:
    ends = (Naskah.ditandatangani_at, Lampiran.diunggah_at, SuratMasuk.diterima_at, TindakLanjut.at)
    return select(func.min(ends[0])).union_all(*(select(func.min(column)) for column in ends[1:]))


def _months(first: date) -> list[date]:
    found = [first.replace(day=1)]
    while found[-1] < month_start(clock.today()):
        found.append(month_start(found[-1], -1))
    return found


def _month(
    column: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None], months: list[date]
) -> ColumnElement[int]:
    if len(months) == 1:
        return case((column.is_(None), 0), else_=0).label("bulan")
    return case(*((column < awal(end), n) for n, end in enumerate(months[1:])), else_=len(months) - 1).label("bulan")


def _kinds(months: list[date]) -> dict[Macam, Select[Any]]:
    many = func.count()
    own = (Naskah.opd_id, Naskah.unit_id)
    signed = select(_month(Naskah.ditandatangani_at, months), *own, many, func.sum(Naskah.pdf_size)).where(
        Naskah.pdf_key.is_not(None)
    )
    stages = (
        select(_month(StempelArsip.distempel_at, months), *own, many, func.sum(StempelArsip.size))
        .join(Naskah, Naskah.id == StempelArsip.objek_id)
        .where(StempelArsip.objek == "naskah", StempelArsip.key != Naskah.pdf_key)
    )
    clean = case((Lampiran.bersih_key.is_not(None) & (Lampiran.bersih_key != Lampiran.key), 1), else_=0)
    size = Lampiran.size + case((clean == 1, func.coalesce(Lampiran.bersih_size, 0)), else_=0)
    lampiran = select(_month(Lampiran.diunggah_at, months), *own, func.sum(1 + clean), func.sum(size)).join(
        Naskah, Naskah.id == Lampiran.naskah_id
    )
    place = (Unit.opd_id, Jabatan.unit_id)
    scans = (
        select(_month(SuratMasuk.diterima_at, months), *place, many, func.sum(SuratMasuk.berkas_size))
        .join(Jabatan, Jabatan.id == SuratMasuk.tujuan_jabatan_id)
        .join(Unit, Unit.id == Jabatan.unit_id)
        .where(SuratMasuk.berkas_key.is_not(None), SuratMasuk.naskah_id.is_(None))
    )
    reports = (
        select(_month(TindakLanjut.at, months), *place, many, func.sum(BerkasLaporan.size))
        .select_from(BerkasLaporan)
        .join(TindakLanjut, TindakLanjut.id == BerkasLaporan.laporan_id)
        .join(Jabatan, Jabatan.id == TindakLanjut.oleh_jabatan_id)
        .join(Unit, Unit.id == Jabatan.unit_id)
    )
    return {
        Macam.NASKAH: signed.group_by("bulan", *own),
        Macam.TAHAP: stages.group_by("bulan", *own),
        Macam.LAMPIRAN: lampiran.group_by("bulan", *own),
        Macam.PINDAIAN: scans.group_by("bulan", *place),
        Macam.LAPORAN: reports.group_by("bulan", *place),
    }
