"""Below a perangkat daerah: counts per unit kerja with everything under it, masked where few people stand behind them."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor
from eoffice.laporan.adopsi import samarkan
from eoffice.laporan.adopsi.privasi import K
from eoffice.laporan.queries.adopsi import awal
from eoffice.laporan.queries.angka import sebutan
from eoffice.laporan.states import Rentang
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import ISSUED
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan, Penugasan, Unit
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import PeranSurat


@dataclass(frozen=True)
class HitungUnit:
    """What one unit kerja and everything below it did in a span; None is a number about fewer than five people.

    Attributes:
        tingkat: depth below the perangkat daerah, which itself is 0.
        terbuka, lewat: surat addressed to its jabatan and not completed, and those past their limit.
    """

    id: int
    nama: str
    induk_id: int | None
    tingkat: int
    orang: int
    terbit: int | None
    masuk: int | None
    terbuka: int | None
    lewat: int | None

    @property
    def tersamar(self) -> bool:
        """Whether its numbers are hidden."""
        return self.terbit is None


def per_unit(session: Session, opd_id: int, rentang: Rentang, saat: datetime, *, hari_ini: date) -> list[HitungUnit]:
    """Every unit kerja of a perangkat daerah in the order of its tree; numbers about 1 to 4 people are masked.

    Where exactly one of several units under the same one would be masked, the next smallest goes with it (metrik.md 3.6).
    """
    units = list(session.scalars(select(Unit).where(Unit.opd_id == opd_id).order_by(Unit.kode)))
    below = _bawahan(units)
    people = _orang(session, opd_id, hari_ini)
    issued = _terbit(session, opd_id, rentang)
    mail = _masuk(session, opd_id, rentang, saat)

    def total(counts: Mapping[int, int], unit: int) -> int:
        return sum(counts.get(each, 0) for each in _semua(unit, below))

    heads = {unit.id: len(set().union(*(people.get(each, set()) for each in _semua(unit.id, below)))) for unit in units}
    shown = _terlihat(units, below, heads)
    names, order = {unit.id: unit for unit in units}, _urut(opd_id, below)
    found = []
    for unit_id, depth in order:
        unit = names[unit_id]
        values = [total(issued, unit_id), *(total(mail[n], unit_id) for n in range(3))]
        cells = values if unit_id in shown else [None] * 4
        found.append(HitungUnit(unit_id, unit.nama, unit.induk_id, depth, heads[unit_id], *cells))
    return found


def gabungan(session: Session, opd_id: int, *, hari_ini: date) -> dict[int, int | None]:
    """Under which unit kerja the durations of each one are told: with those above it until five people stand behind them.

    None for what is left with fewer than five; nothing is told of it alone (metrik.md 3.6).
    """
    below = _bawahan(list(session.scalars(select(Unit).where(Unit.opd_id == opd_id).order_by(Unit.kode))))
    people = _orang(session, opd_id, hari_ini)
    found: dict[int, int | None] = {}

    def gather(unit: int) -> tuple[list[int], set[int]]:
        mine, who = [unit], set(people.get(unit, ()))
        for each in below.get(unit, ()):
            more, others = gather(each)
            mine, who = mine + more, who | others
        if len(who) < K:
            return mine, who
        found.update(dict.fromkeys(mine, unit))
        return [], set()

    found.update(dict.fromkeys(gather(opd_id)[0]))
    return found


def _bawahan(units: list[Unit]) -> dict[int, list[int]]:
    known = {unit.id for unit in units}
    found: dict[int, list[int]] = defaultdict(list)
    for unit in units:
        if unit.induk_id in known and unit.id != unit.opd_id:
            found[unit.induk_id or 0].append(unit.id)
    return found


def _semua(unit: int, below: Mapping[int, list[int]]) -> list[int]:
    """The unit and everything under it."""
    return [unit, *(deeper for each in below.get(unit, ()) for deeper in _semua(each, below))]


def _urut(unit: int, below: Mapping[int, list[int]], depth: int = 0) -> list[tuple[int, int]]:
    return [(unit, depth), *(row for each in below.get(unit, ()) for row in _urut(each, below, depth + 1))]


def _terlihat(units: list[Unit], below: Mapping[int, list[int]], heads: Mapping[int, int]) -> set[int]:
    """The units whose numbers may be shown: masked among siblings, and never below a masked one."""
    shown = set()
    top = [unit.id for unit in units if unit.id == unit.opd_id]
    waiting = [top]
    while waiting:
        group = waiting.pop()
        cells = samarkan(dict.fromkeys(group, 1), {each: heads[each] for each in group})
        open_ = [each for each in group if cells[each] is not None]
        shown |= set(open_)
        waiting += [below[each] for each in open_ if below.get(each)]
    return shown


def _orang(session: Session, opd_id: int, hari_ini: date) -> dict[int, set[int]]:
    rows = session.execute(
        organisasi.in_force(hari_ini)
        .join(Jabatan, Jabatan.id == Penugasan.jabatan_id)
        .join(Unit, Unit.id == Jabatan.unit_id)
        .where(Unit.opd_id == opd_id)
        .with_only_columns(Jabatan.unit_id, Penugasan.pegawai_id)
    )
    found: dict[int, set[int]] = defaultdict(set)
    for unit, pegawai in rows:
        found[unit].add(pegawai)
    return found


def _terbit(session: Session, opd_id: int, rentang: Rentang) -> dict[int, int]:
    rows = session.execute(
        select(Naskah.unit_id, func.count())
        .where(
            Naskah.opd_id == opd_id,
            Naskah.status.in_(ISSUED),
            Naskah.tanggal >= rentang.dari,
            Naskah.tanggal < rentang.sampai,
        )
        .group_by(Naskah.unit_id)
    )
    return {unit: count for unit, count in rows}  # noqa: C416 - a Row is no pair for dict()


def _masuk(
    session: Session, opd_id: int, rentang: Rentang, saat: datetime
) -> tuple[dict[int, int], dict[int, int], dict[int, int]]:
    open_ = SuratMasuk.selesai_at.is_(None)
    rows = session.execute(
        select(
            Jabatan.unit_id,
            func.count(),
            func.sum(case((open_, 1), else_=0)),
            func.sum(case((open_ & (SuratMasuk.batas_at < saat), 1), else_=0)),
        )
        .join(Jabatan, Jabatan.id == SuratMasuk.tujuan_jabatan_id)
        .where(
            SuratMasuk.opd_id == opd_id,
            SuratMasuk.peran == PeranSurat.ASLI,
            SuratMasuk.diterima_at >= awal(rentang.dari),
            SuratMasuk.diterima_at < awal(rentang.sampai),
        )
        .group_by(Jabatan.unit_id)
    )
    held = [(unit, int(n), int(a), int(b)) for unit, n, a, b in rows]
    return {r[0]: r[1] for r in held}, {r[0]: r[2] for r in held}, {r[0]: r[3] for r in held}


@dataclass(frozen=True)
class ButirUnit:
    """One naskah or surat behind the numbers, for whoever may read it; above Biasa only its sifat (AUD-01)."""

    url: str
    jenis: str
    hal: str
    nomor: str
    tanggal: date
    lewat: bool = False


def butir(
    session: Session, actor: Actor, unit_id: int, rentang: Rentang, saat: datetime, *, limit: int = 50
) -> list[ButirUnit]:
    """The newest naskah and surat of one unit kerja that the actor may read; what it may not read is not even counted."""
    mine = (
        naskah_queries.visible(actor)
        .where(
            Naskah.unit_id == unit_id,
            Naskah.status.in_(ISSUED),
            Naskah.tanggal >= rentang.dari,
            Naskah.tanggal < rentang.sampai,
        )
        .order_by(Naskah.id.desc())
        .limit(limit)
    )
    columns = mine.with_only_columns(Naskah.id, Naskah.sifat, Naskah.hal, Naskah.nomor, Naskah.tanggal)
    found = [
        ButirUnit(f"/naskah/{id_}", "Naskah", *sebutan(sifat, hal, nomor), day)
        for id_, sifat, hal, nomor, day in session.execute(columns)
    ]
    ours = (
        surat_queries.visible(actor)
        .join(Jabatan, Jabatan.id == SuratMasuk.tujuan_jabatan_id)
        .where(
            Jabatan.unit_id == unit_id,
            SuratMasuk.diterima_at >= awal(rentang.dari),
            SuratMasuk.diterima_at < awal(rentang.sampai),
        )
        .order_by(SuratMasuk.id.desc())
        .limit(limit)
    )
    fields = (SuratMasuk.id, SuratMasuk.sifat, SuratMasuk.hal, SuratMasuk.nomor_surat, SuratMasuk.diterima_at)
    rows = session.execute(ours.with_only_columns(*fields, SuratMasuk.selesai_at, SuratMasuk.batas_at))
    for id_, sifat, hal, nomor, at, done, limit_at in rows:
        late = done is None and limit_at is not None and limit_at < saat
        day = at.astimezone(awal(rentang.dari).tzinfo).date()
        found.append(ButirUnit(f"/surat-masuk/{id_}", "Surat masuk", *sebutan(sifat, hal, nomor), day, late))
    return sorted(found, key=lambda each: (each.tanggal, each.url), reverse=True)[:limit]
