"""Reading deadlines: the facts they are computed from, and the lists of what is late, each from `visible`."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import BindParameter, Select, bindparam, or_, select
from sqlalchemy.orm import Session, joinedload

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.db import within
from eoffice.disposisi.models import Disposisi, DisposisiPenerima
from eoffice.disposisi.states import OPEN, Peran, StatusPenerima
from eoffice.errors import NotFound
from eoffice.naskah.models import Naskah
from eoffice.organisasi import kalender
from eoffice.organisasi.models import Jabatan, Unit
from eoffice.organisasi.waktu import Kalender
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import OPEN as SURAT_OPEN
from eoffice.surat_masuk.states import PeranSurat, Status
from eoffice.tenggat.jadwal import BAWAAN, Aturan
from eoffice.tenggat.models import Tenggat, TenggatAturan, TenggatCatatan, TenggatHenti
from eoffice.tenggat.states import Alasan, StatusHenti

P = StatusPenerima
#: The giver has to look at it.
KEMBALI: Final = frozenset({P.DILAPORKAN, P.DITOLAK})


@dataclass(frozen=True)
class Henti:
    """A stop that counts: in force, or ended."""

    penerima_id: int | None
    status: StatusHenti
    alasan: Alasan
    uraian: str
    mulai_at: datetime
    sampai: date | None
    selesai_at: datetime | None


@dataclass(frozen=True)
class Bagian:
    """One recipient's part, as far as a deadline depends on it."""

    id: int
    jabatan_id: int
    opd_id: int
    induk_id: int | None
    pemberi_jabatan_id: int
    pemberi_opd_id: int
    at: datetime
    tanggal: date | None
    wajib: bool
    kembali_at: datetime | None
    tampil: tuple[Any, ...]


@dataclass(frozen=True)
class Surat:
    """One surat with its parts, its rows of deadlines, and the stops of its clocks."""

    id: int
    status: Status
    asli: bool
    opd_id: int
    tujuan_jabatan_id: int
    urgensi: str
    jenis: str | None
    diterima_at: datetime
    tampil: tuple[Any, ...]
    bagian: dict[int, Bagian] = field(default_factory=dict)
    baris: dict[int | None, dict[str, Any]] = field(default_factory=dict)
    stops: list[Henti] = field(default_factory=list)

    @property
    def terbuka(self) -> bool:
        """Whether anything is owed on it at all."""
        return self.status in SURAT_OPEN

    @property
    def menunggu_disposisi(self) -> bool:
        """Whether the addressee has not disposed yet."""
        return self.status in (Status.TERCATAT, Status.DIARAHKAN)

    @property
    def menunggu_alamat(self) -> bool:
        """Whether the addressee himself has to do something now."""
        return self.menunggu_disposisi or self.status is Status.MENUNGGU_KONFIRMASI

    def henti(self, penerima_id: int | None) -> list[Henti]:
        """The stops that hold for a part: its own, those of every part above it, and those of the surat."""
        line: set[int | None] = {None}
        current = penerima_id
        while current is not None and current not in line:
            line.add(current)
            above = self.bagian.get(current)
            current = above.induk_id if above is not None else None
        return [h for h in self.stops if h.penerima_id in line]


_IDS: Final[BindParameter[Any]] = bindparam("surat", expanding=True)
_TERKUNCI: Final = select(SuratMasuk.id).where(SuratMasuk.id.in_(_IDS)).order_by(SuratMasuk.id).with_for_update()
_LEWATI: Final = (
    select(SuratMasuk.id).where(SuratMasuk.id.in_(_IDS)).order_by(SuratMasuk.id).with_for_update(skip_locked=True)
)
_SURAT: Final = (
    select(
        SuratMasuk.id, SuratMasuk.status, SuratMasuk.peran, SuratMasuk.opd_id, SuratMasuk.tujuan_jabatan_id,
        SuratMasuk.urgensi, SuratMasuk.diterima_at, SuratMasuk.batas_at, SuratMasuk.batas_dasar,
        SuratMasuk.jam_henti_at, SuratMasuk.jam_henti_alasan, SuratMasuk.tegur_tingkat, SuratMasuk.tegur_kepada,
        Naskah.jenis,
    )
    .outerjoin(Naskah, Naskah.id == SuratMasuk.naskah_id)
    .where(SuratMasuk.id.in_(_IDS))
    .order_by(SuratMasuk.id)
)  # fmt: skip
_PEMEGANG, _PEMBERI = Jabatan.__table__.alias("pemegang"), Jabatan.__table__.alias("pemberi")
_UNIT_A, _UNIT_B = Unit.__table__.alias("unit_a"), Unit.__table__.alias("unit_b")
_BAGIAN: Final = (
    select(
        DisposisiPenerima.id, Disposisi.surat_id, DisposisiPenerima.jabatan_id, _UNIT_A.c.opd_id.label("opd_id"),
        Disposisi.induk_id, Disposisi.pemberi_jabatan_id, _UNIT_B.c.opd_id.label("pemberi_opd_id"), Disposisi.at,
        Disposisi.batas, DisposisiPenerima.peran, DisposisiPenerima.status, DisposisiPenerima.dilaporkan_at,
        DisposisiPenerima.ditolak_at, DisposisiPenerima.tolak_diputus_at, DisposisiPenerima.batas_at,
        DisposisiPenerima.batas_dasar, DisposisiPenerima.jam_henti_at, DisposisiPenerima.jam_henti_alasan,
        DisposisiPenerima.tegur_tingkat, DisposisiPenerima.tegur_kepada,
    )
    .join(Disposisi, Disposisi.id == DisposisiPenerima.disposisi_id)
    .join(_PEMEGANG, _PEMEGANG.c.id == DisposisiPenerima.jabatan_id)
    .join(_UNIT_A, _UNIT_A.c.id == _PEMEGANG.c.unit_id)
    .join(_PEMBERI, _PEMBERI.c.id == Disposisi.pemberi_jabatan_id)
    .join(_UNIT_B, _UNIT_B.c.id == _PEMBERI.c.unit_id)
    .where(Disposisi.surat_id.in_(_IDS))
    .order_by(DisposisiPenerima.id)
)  # fmt: skip
_BARIS: Final = select(Tenggat.__table__).where(Tenggat.surat_id.in_(_IDS))
_HENTI: Final = (
    select(
        Tenggat.surat_id, Tenggat.penerima_id, TenggatHenti.status, TenggatHenti.alasan, TenggatHenti.uraian,
        TenggatHenti.mulai_at, TenggatHenti.sampai, TenggatHenti.selesai_at,
    )
    .join(Tenggat, Tenggat.id == TenggatHenti.tenggat_id)
    .where(Tenggat.surat_id.in_(_IDS), TenggatHenti.status.in_((StatusHenti.BERJALAN, StatusHenti.SELESAI)))
)  # fmt: skip


def terkunci(session: Session, surat_ids: Iterable[int], *, sabar: bool = True) -> list[Surat]:
    """The facts of some surat, in the order of their ids, locked until the caller commits; five statements for any number.

    Args:
        sabar: wait for those that somebody else holds; otherwise they are left out.
    """
    wanted = {"surat": sorted(set(surat_ids))}
    ids = {"surat": list(session.scalars(_TERKUNCI if sabar else _LEWATI, wanted))}
    found = {row.id: _surat(row) for row in session.execute(_SURAT, ids)}
    for row in session.execute(_BAGIAN, ids):
        found[row.surat_id].bagian[row.id] = _bagian(row)
    for held in session.execute(_BARIS, ids).mappings():
        found[held["surat_id"]].baris[held["penerima_id"]] = dict(held)
    for stop in session.execute(_HENTI, ids):
        found[stop.surat_id].stops.append(Henti(*stop[1:]))
    return list(found.values())


def _surat(row: Any) -> Surat:
    return Surat(
        id=row.id,
        status=row.status,
        asli=row.peran is PeranSurat.ASLI,
        opd_id=row.opd_id,
        tujuan_jabatan_id=row.tujuan_jabatan_id,
        urgensi=str(row.urgensi),
        jenis=row.jenis,
        diterima_at=row.diterima_at,
        tampil=_tampil(row),
    )


def _bagian(row: Any) -> Bagian:
    declined = row.status is P.DITOLAK and row.tolak_diputus_at is None
    return Bagian(
        id=row.id,
        jabatan_id=row.jabatan_id,
        opd_id=row.opd_id,
        induk_id=row.induk_id,
        pemberi_jabatan_id=row.pemberi_jabatan_id,
        pemberi_opd_id=row.pemberi_opd_id,
        at=row.at,
        tanggal=row.batas,
        wajib=row.peran is not Peran.MENGETAHUI and (row.status in OPEN or declined),
        kembali_at=(row.ditolak_at if declined else row.dilaporkan_at) if row.status in KEMBALI else None,
        tampil=_tampil(row),
    )


def _tampil(row: Any) -> tuple[Any, ...]:
    return (
        row.batas_at, row.batas_dasar, row.jam_henti_at, row.jam_henti_alasan, row.tegur_tingkat, row.tegur_kepada
    )  # fmt: skip


def aturan_rows(session: Session) -> list[TenggatAturan]:
    """Every version of the rules, newest first."""
    return list(session.scalars(select(TenggatAturan).order_by(TenggatAturan.id.desc()).limit(50)))


def aturan(session: Session, on: date | None = None) -> Aturan:
    """The rules of reminding in force on a WIB date (default today)."""
    newest = select(TenggatAturan).where(TenggatAturan.berlaku_sejak <= (on or clock.today()))
    row = session.scalar(newest.order_by(TenggatAturan.berlaku_sejak.desc(), TenggatAturan.id.desc()).limit(1))
    if row is None:
        return BAWAAN
    return Aturan(**{name: getattr(row, name) for name in Aturan.__dataclass_fields__})


def kalender_opd(session: Session, opd_id: int) -> Kalender:
    """The calendar in force at a perangkat daerah."""
    return kalender.berlaku(session).untuk(opd_id)


# -- what is late, and for whom ---------------------------------------------------------------------------------------


def visible(actor: Actor) -> Select[tuple[Tenggat]]:
    """Deadlines that concern the actor: owed by a held jabatan, given out by one, or told upwards to one."""
    mine = (within(Tenggat.jabatan_id, actor.jabatan_ids), within(Tenggat.atas_id, actor.jabatan_ids))
    return select(Tenggat).where(or_(*mine, within(Tenggat.tegur_jabatan_id, actor.jabatan_ids)))


def lewat(actor: Actor, saat: datetime | None = None) -> Select[tuple[Tenggat]]:
    """What the actor owes past its limit, its clock running."""
    return _late(saat).where(within(Tenggat.jabatan_id, actor.jabatan_ids))


def tegur(actor: Actor, saat: datetime | None = None) -> Select[tuple[Tenggat]]:
    """What others owe the actor past its limit: given out by a held jabatan, or told upwards to one."""
    given = within(Tenggat.atas_id, actor.jabatan_ids)
    told = within(Tenggat.tegur_jabatan_id, actor.jabatan_ids)
    return _late(saat).where(or_(given, told), ~within(Tenggat.jabatan_id, actor.jabatan_ids))


def _late(saat: datetime | None) -> Select[tuple[Tenggat]]:
    at = saat or clock.now()
    return select(Tenggat).where(Tenggat.tutup_at.is_(None), Tenggat.henti_at.is_(None), Tenggat.batas_at < at)


_LOADED: Final = (
    joinedload(Tenggat.surat).selectinload(SuratMasuk.akses),
    joinedload(Tenggat.surat).joinedload(SuratMasuk.opd),
    joinedload(Tenggat.penerima).joinedload(DisposisiPenerima.disposisi).joinedload(Disposisi.pemberi_jabatan),
    joinedload(Tenggat.jabatan),
    joinedload(Tenggat.tegur),
)


def listed(session: Session, chosen: Select[tuple[Tenggat]], *, limit: int = 50) -> list[Tenggat]:
    """A list of deadlines with what a row shows, the oldest limit first."""
    return list(session.scalars(chosen.options(*_LOADED).order_by(Tenggat.batas_at, Tenggat.id).limit(limit)))


def seen(session: Session, actor: Actor, tenggat_id: int) -> Tenggat:
    """One of the deadlines that concern the actor. Raises NotFound (OTR-04)."""
    found = session.scalar(visible(actor).where(Tenggat.id == tenggat_id))
    if found is None:
        raise NotFound("Tenggat tidak ditemukan.")
    return found


def get(session: Session, surat_id: int, penerima_id: int | None) -> Tenggat:
    """The deadline of a surat, or of one part of it; the caller has seen that the actor may read it. Raises NotFound."""
    own = Tenggat.penerima_id.is_(None) if penerima_id is None else Tenggat.penerima_id == penerima_id
    found = session.scalar(select(Tenggat).where(Tenggat.surat_id == surat_id, own).options(*_LOADED))
    if found is None:
        raise NotFound("Tenggat tidak ditemukan.")
    return found


def catatan(session: Session, tenggat_id: int) -> list[TenggatCatatan]:
    """The history of a deadline, latest first."""
    found = select(TenggatCatatan).where(TenggatCatatan.tenggat_id == tenggat_id)
    return list(session.scalars(found.order_by(TenggatCatatan.id.desc()).limit(200)))


def henti(session: Session, tenggat_id: int) -> list[TenggatHenti]:
    """Every stop of a clock, latest first."""
    found = select(TenggatHenti).where(TenggatHenti.tenggat_id == tenggat_id).options(joinedload(TenggatHenti.oleh))
    return list(session.scalars(found.options(joinedload(TenggatHenti.pemutus)).order_by(TenggatHenti.id.desc())))
