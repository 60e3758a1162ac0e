"""What waits where, and since how many working days: counts by unit, and the list for whoever may read it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.clock import WIB
from eoffice.db import within
from eoffice.disposisi.models import Disposisi, DisposisiPenerima
from eoffice.disposisi.states import StatusPenerima
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.models import Naskah, Paraf
from eoffice.naskah.states import JenisParaf, Status
from eoffice.organisasi.models import Jabatan, Unit
from eoffice.organisasi.waktu import Kalender
from eoffice.rekap.states import KELAS, Tahap
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import BELUM, OPEN, PeranSurat
from eoffice.surat_masuk.states import Status as StatusSurat

PAGE: Final = 50
_OWED: Final = (StatusPenerima.TERKIRIM, StatusPenerima.DIBACA, StatusPenerima.DITINDAKLANJUTI)
_SIGNING: Final = (Status.SIAP_TTD, Status.MENUNGGU_TTE, Status.GAGAL_TTD)


@dataclass
class Antrean:
    """One group of what waits: how many in each age class, and how many of them are past their limit."""

    kelas: list[int] = field(default_factory=lambda: [0] * (len(KELAS) + 1))
    lewat: int = 0

    @property
    def jumlah(self) -> int:
        """All of them."""
        return sum(self.kelas)

    def add(self, kelas: int, banyak: int, lewat: int = 0) -> None:
        """Count some more."""
        self.kelas[kelas] += banyak
        self.lewat += lewat

    def join(self, lain: "Antrean") -> None:
        """Count another group too."""
        for n, many in enumerate(lain.kelas):
            self.kelas[n] += many
        self.lewat += lain.lewat


Kunci = tuple[Tahap, int, int]
"""Stage, perangkat daerah, and unit or jabatan."""


def ambang(kalender: Kalender, saat: datetime) -> list[datetime]:
    """The instants before which something has waited more than 1, 3, 5 and 10 whole working days."""
    found: list[datetime] = []
    day, left = clock.wib(saat).date(), 0
    while len(found) < len(KELAS):
        if kalender.is_hari_kerja(day):
            left += 1
            while len(found) < len(KELAS) and left > KELAS[len(found)]:
                found.append(datetime.combine(day, time(), WIB))
        day -= timedelta(days=1)
    return found


def kelas(saat: datetime, batas: list[datetime]) -> int:
    """Which age class something belongs to that waits since an instant."""
    return next((n for n, edge in enumerate(batas) if saat >= edge), len(batas))


def _kelas(column: InstrumentedAttribute[Any], batas: list[datetime]) -> ColumnElement[int]:
    return case(*((column >= edge, n) for n, edge in enumerate(batas)), else_=len(batas)).label("kelas")


def _kelas_naskah(batas: list[datetime]) -> ColumnElement[int]:
    """The age class of a naskah on its route: it moved last when it was changed or when somebody gave a paraf."""
    given = Paraf.__table__.alias("given")
    last = select(func.max(given.c.given_at)).where(given.c.naskah_id == Naskah.id).scalar_subquery()
    moved = ((or_(Naskah.diubah_at >= edge, last >= edge), n) for n, edge in enumerate(batas))
    return case(*moved, else_=len(batas)).label("kelas")


def turn() -> ColumnElement[bool]:
    """A paraf whose turn it is: asked for in koordinasi, or the first open one of the line."""
    earlier = Paraf.__table__.alias("earlier")
    before = (
        select(earlier.c.id)
        .where(
            earlier.c.naskah_id == Paraf.naskah_id,
            earlier.c.jenis == JenisParaf.HIERARKI,
            earlier.c.given_at.is_(None),
            earlier.c.urutan < Paraf.urutan,
        )
        .exists()
    )
    return and_(Paraf.given_at.is_(None), or_(Paraf.jenis == JenisParaf.KOORDINASI, ~before))


def antrean(
    session: Session, opd: frozenset[int] | None, batas: list[datetime], *, rinci: str = "unit_id"
) -> dict[Kunci, Antrean]:
    """Everything that waits, by stage, perangkat daerah and unit (or, with `rinci="id"`, jabatan); six statements.

    Work counts where the jabatan sits that has to act. What waits to be filed counts for the office, not for a jabatan.
    """
    place = getattr(Jabatan, rinci)
    found: dict[Kunci, Antrean] = defaultdict(Antrean)
    for stage, made in _waiting(place, batas).items():
        statement = made if opd is None else made.where(within(Unit.opd_id, opd))
        for owner, where, age, many, late in session.execute(statement):
            found[stage, owner or 0, where or 0].add(age, many, late or 0)
    if rinci == "unit_id":
        for stage, owner, where, age, many in _unfiled(session, opd, batas):
            found[stage, owner, where].add(age, many)
    return dict(found)


def digabung(cells: Mapping[Kunci, Antrean], ke: Mapping[int, int | None]) -> dict[Kunci, Antrean]:
    """The cells with those of small units under the unit they are told with; 0 is what is told of none (metrik.md 3.6).

    Args:
        ke: for each unit the one it is told under, as `laporan.queries.unit.gabungan` gives it.
    """
    found: dict[Kunci, Antrean] = defaultdict(Antrean)
    for (stage, opd, unit), each in cells.items():
        found[stage, opd, ke.get(unit) or 0].join(each)
    return dict(found)


def _waiting(place: Any, batas: list[datetime]) -> Mapping[Tahap, Select[Any]]:
    now, today = clock.now(), clock.today()

    def late(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.sum(case((condition, 1), else_=0))

    none = func.sum(0)
    age = _kelas_naskah(batas)
    keys = (Unit.opd_id, place)
    paraf = (
        select(*keys, age, func.count(), none)
        .select_from(Paraf)
        .join(Naskah, Naskah.id == Paraf.naskah_id)
        .join(Jabatan, Jabatan.id == Paraf.jabatan_id)
        .join(Unit, Unit.id == Jabatan.unit_id)
        .where(Naskah.status == Status.PEMERIKSAAN, turn())
        .group_by(*keys, "kelas")
    )
    sign = (
        select(*keys, age, func.count(), none)
        .select_from(Naskah)
        .join(Jabatan, Jabatan.id == Naskah.penandatangan_id)
        .join(Unit, Unit.id == Jabatan.unit_id)
        .where(Naskah.status.in_(_SIGNING))
        .group_by(*keys, "kelas")
    )
    arrived = _kelas(SuratMasuk.diterima_at, batas)
    surat = (
        select(*keys, arrived, func.count(), late(SuratMasuk.batas_at < now))
        .select_from(SuratMasuk)
        .join(Jabatan, Jabatan.id == SuratMasuk.tujuan_jabatan_id)
        .join(Unit, Unit.id == Jabatan.unit_id)
        .where(SuratMasuk.status.in_(BELUM), SuratMasuk.peran == PeranSurat.ASLI)
        .group_by(*keys, "kelas")
    )
    given = _kelas(Disposisi.at, batas)
    part = (
        select(*keys, given, func.count(), late(Disposisi.batas < today))
        .select_from(DisposisiPenerima)
        .join(Disposisi, Disposisi.id == DisposisiPenerima.disposisi_id)
        .join(SuratMasuk, SuratMasuk.id == Disposisi.surat_id)
        .join(Jabatan, Jabatan.id == DisposisiPenerima.jabatan_id)
        .join(Unit, Unit.id == Jabatan.unit_id)
        .where(DisposisiPenerima.status.in_(_OWED), SuratMasuk.status.in_(OPEN))
        .group_by(*keys, "kelas")
    )
    return {
        Tahap.PARAF: paraf,
        Tahap.TANDATANGAN: sign,
        Tahap.BACA: surat.where(SuratMasuk.dibaca_at.is_(None)),
        Tahap.DISPOSISI: surat.where(SuratMasuk.dibaca_at.is_not(None)),
        Tahap.TINDAK_LANJUT: part,
    }


def _unfiled(session: Session, opd: frozenset[int] | None, batas: list[datetime]) -> list[Any]:
    age = _kelas(Naskah.ditandatangani_at, batas)
    sent = select(Naskah.opd_id, Naskah.unit_id, age, func.count()).where(Naskah.status == Status.TERKIRIM)
    done = _kelas(SuratMasuk.selesai_at, batas)
    surat = (
        select(SuratMasuk.opd_id, Jabatan.unit_id, done, func.count())
        .join(Jabatan, Jabatan.id == SuratMasuk.tujuan_jabatan_id)
        .where(SuratMasuk.status == StatusSurat.SELESAI)
    )
    if opd is not None:
        sent, surat = sent.where(within(Naskah.opd_id, opd)), surat.where(within(SuratMasuk.opd_id, opd))
    rows = list(session.execute(sent.group_by(Naskah.opd_id, Naskah.unit_id, "kelas")))
    rows += session.execute(surat.group_by(SuratMasuk.opd_id, Jabatan.unit_id, "kelas")).all()
    return [(Tahap.BERKASKAN, *row) for row in rows]


def jabatan(session: Session, ids: Iterable[int]) -> dict[int, Jabatan]:
    """Jabatan by id."""
    return {j.id: j for j in session.scalars(select(Jabatan).where(Jabatan.id.in_(set(ids))))}


def lewat_menurut_urgensi(session: Session, opd: frozenset[int] | None) -> dict[str, tuple[int, int, date | None]]:
    """Open surat by urgensi: how many, how many past their limit, and the oldest limit that passed."""
    now = clock.now()
    late = case((SuratMasuk.batas_at < now, 1), else_=0)
    found = (
        select(SuratMasuk.urgensi, func.count(), func.sum(late), func.min(SuratMasuk.batas_at))
        .where(SuratMasuk.status.in_(OPEN), SuratMasuk.peran == PeranSurat.ASLI)
        .group_by(SuratMasuk.urgensi)
    )
    if opd is not None:
        found = found.where(within(SuratMasuk.opd_id, opd))
    return {
        str(urgensi): (many, past or 0, clock.wib(first).date() if past and first is not None else None)
        for urgensi, many, past, first in session.execute(found)
    }


@dataclass(frozen=True)
class Butir:
    """One record of the list behind a number, as far as the reader may read it."""

    id: int
    judul: str
    rinci: str
    sejak: datetime
    url: str
    lewat: bool


def daftar(
    session: Session, actor: Actor, tahap: Tahap, opd_id: int, *, sebelum: int | None = None, limit: int = PAGE
) -> list[Butir]:
    """What waits at a stage in a perangkat daerah and the actor may read, newest first, keyset by id."""
    if tahap in (Tahap.PARAF, Tahap.TANDATANGAN):
        return _daftar_naskah(session, actor, tahap, opd_id, sebelum, limit)
    if tahap is Tahap.BERKASKAN:
        sent = naskah_queries.visible(actor).where(Naskah.status == Status.TERKIRIM, Naskah.opd_id == opd_id)
        return _naskah(session, sent, sebelum, limit)
    return _daftar_surat(session, actor, tahap, opd_id, sebelum, limit)


def _daftar_naskah(
    session: Session, actor: Actor, tahap: Tahap, opd_id: int, sebelum: int | None, limit: int
) -> list[Butir]:
    here = select(Jabatan.id).join(Unit, Unit.id == Jabatan.unit_id).where(Unit.opd_id == opd_id)
    if tahap is Tahap.PARAF:
        asked = select(Paraf.naskah_id).where(Paraf.jabatan_id.in_(here), turn())
        found = naskah_queries.visible(actor).where(Naskah.status == Status.PEMERIKSAAN, Naskah.id.in_(asked))
    else:
        found = naskah_queries.visible(actor).where(Naskah.status.in_(_SIGNING), Naskah.penandatangan_id.in_(here))
    return _naskah(session, found, sebelum, limit)


def _naskah(session: Session, found: Select[tuple[Naskah]], sebelum: int | None, limit: int) -> list[Butir]:
    if sebelum is not None:
        found = found.where(Naskah.id < sebelum)
    rows = session.scalars(found.order_by(Naskah.id.desc()).limit(limit))
    return [
        Butir(n.id, n.hal or "Tanpa hal", n.nomor or "Belum bernomor", n.diubah_at, f"/naskah/{n.id}", False)
        for n in rows
    ]


def _daftar_surat(
    session: Session, actor: Actor, tahap: Tahap, opd_id: int, sebelum: int | None, limit: int
) -> list[Butir]:
    found = surat_queries.visible(actor).where(SuratMasuk.opd_id == opd_id, SuratMasuk.peran == PeranSurat.ASLI)
    if tahap is Tahap.TINDAK_LANJUT:
        owed = (
            select(Disposisi.surat_id)
            .join(DisposisiPenerima, DisposisiPenerima.disposisi_id == Disposisi.id)
            .where(DisposisiPenerima.status.in_(_OWED))
        )
        found = found.where(SuratMasuk.status.in_(OPEN), SuratMasuk.id.in_(owed))
    else:
        read = SuratMasuk.dibaca_at.is_(None) if tahap is Tahap.BACA else SuratMasuk.dibaca_at.is_not(None)
        found = found.where(SuratMasuk.status.in_(BELUM), read)
    if sebelum is not None:
        found = found.where(SuratMasuk.id < sebelum)
    now = clock.now()
    return [
        Butir(
            s.id,
            s.hal,
            f"Agenda {s.nomor_agenda}/{s.tahun} · {s.asal_teks}",
            s.diterima_at,
            f"/surat-masuk/{s.id}",
            s.batas_at is not None and s.batas_at < now,
        )
        for s in session.scalars(found.order_by(SuratMasuk.id.desc()).limit(limit))
    ]
