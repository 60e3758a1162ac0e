"""What the ledger says: how the store fares, what is due, what every row of the database refers to."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Date,
    Select,
    and_,
    case,
    cast,
    func,
    null,
    or_,
    select,
    true,
    union,
)
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.akses.rights import Sifat
from eoffice.arsip.models import Berkas, IsiBerkas
from eoffice.arsip.states import Akhir
from eoffice.arsip.states import Objek as Arsip
from eoffice.arsip.tahan import Ditahan, Penahanan, PenahananButir
from eoffice.arsip_impor.models import ArsipImpor, LampiranImpor
from eoffice.db import Base
from eoffice.disposisi.models import BerkasLaporan, Disposisi, DisposisiPenerima, TindakLanjut
from eoffice.disposisi.riwayat import LampiranDisposisi
from eoffice.klasifikasi.states import NasibAkhir
from eoffice.naskah.models import Lampiran, Naskah, PenandaLain
from eoffice.simpanan.models import Objek, Putaran
from eoffice.simpanan.states import JANJI, SELANG, SELANG_SAKIT, Gembok, Keadaan, Kelas
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.tte.models import StempelArsip

#: Rounds that the page shows.
RIWAYAT: Final = 14
_SECRET: Final = (Sifat.RAHASIA, Sifat.SANGAT_RAHASIA)
_SICK: Final = Objek.keadaan.in_((Keadaan.HILANG, Keadaan.RUSAK))


def acuan() -> Iterator[tuple[Any, Any, Any]]:
    """The columns of key, size and SHA-256 of every table whose rows refer to objects."""
    for table in Base.metadata.sorted_tables:
        names = set(table.c.keys())
        for name in sorted(names):
            prefix = name[:-3]
            if name.endswith("key") and {f"{prefix}size", f"{prefix}sha256"} <= names:
                yield table.c[name], table.c[f"{prefix}size"], table.c[f"{prefix}sha256"]


def penting() -> CompoundSelect[tuple[str | None]]:
    """Keys of objects that are looked at more often: of Rahasia and above, and of what is kept for ever (OBJ-05)."""
    of_secret = select(Lampiran).join(Naskah, Naskah.id == Lampiran.naskah_id).where(Naskah.sifat.in_(_SECRET))
    return union(
        select(Naskah.pdf_key).where(Naskah.sifat.in_(_SECRET), Naskah.pdf_key.is_not(None)),
        select(SuratMasuk.berkas_key).where(SuratMasuk.sifat.in_(_SECRET), SuratMasuk.berkas_key.is_not(None)),
        of_secret.with_only_columns(Lampiran.key).where(Lampiran.key.is_not(None)),
        of_secret.with_only_columns(Lampiran.bersih_key).where(Lampiran.bersih_key.is_not(None)),
        select(ArsipImpor.key).where(ArsipImpor.sifat.in_(_SECRET), ArsipImpor.key.is_not(None)),
        *(keys.where(Berkas.nasib_akhir == NasibAkhir.PERMANEN) for keys in _filed(with_berkas=False)),
    )


#: The columns that name objects of a record, by its kind: enclosures, further signatures and stamps, what came of a surat.
_MILIK: Final[dict[Arsip, tuple[tuple[Any, Any], ...]]] = {
    Arsip.NASKAH: (
        (Naskah.pdf_key, select(Naskah.id)),
        *(
            (key, select(Naskah.id).join(Lampiran, Lampiran.naskah_id == Naskah.id))
            for key in (Lampiran.key, Lampiran.bersih_key)
        ),
        (PenandaLain.key, select(Naskah.id).join(PenandaLain, PenandaLain.naskah_id == Naskah.id)),
        (
            StempelArsip.key,
            select(Naskah.id).join(
                StempelArsip, and_(StempelArsip.objek == "naskah", StempelArsip.objek_id == Naskah.id)
            ),
        ),
    ),
    Arsip.SURAT_MASUK: (
        (SuratMasuk.berkas_key, select(SuratMasuk.id)),
        (
            LampiranDisposisi.key,
            select(SuratMasuk.id)
            .join(Disposisi, Disposisi.surat_id == SuratMasuk.id)
            .join(LampiranDisposisi, LampiranDisposisi.disposisi_id == Disposisi.id),
        ),
        (
            BerkasLaporan.key,
            select(SuratMasuk.id)
            .join(Disposisi, Disposisi.surat_id == SuratMasuk.id)
            .join(DisposisiPenerima, DisposisiPenerima.disposisi_id == Disposisi.id)
            .join(TindakLanjut, TindakLanjut.penerima_id == DisposisiPenerima.id)
            .join(BerkasLaporan, BerkasLaporan.laporan_id == TindakLanjut.id),
        ),
    ),
    Arsip.ARSIP_IMPOR: (
        *(
            (key, select(ArsipImpor.id))
            for key in (ArsipImpor.key, ArsipImpor.metadata_key, ArsipImpor.premis_key, ArsipImpor.sumber_key)
        ),
        (LampiranImpor.key, select(ArsipImpor.id).join(LampiranImpor, LampiranImpor.arsip_id == ArsipImpor.id)),
    ),
}
_ID: Final[dict[Arsip, Any]] = {
    Arsip.NASKAH: Naskah.id, Arsip.SURAT_MASUK: SuratMasuk.id, Arsip.ARSIP_IMPOR: ArsipImpor.id,
}  # fmt: skip


def _filed(*, with_berkas: bool) -> list[Select[Any]]:
    """Keys of what lies in a berkas; with what decides about holding it when that is asked for."""
    columns = (_must_hold(), Berkas.jatuh_inaktif) if with_berkas else ()
    own = select(IsiBerkas.id).join(Berkas, Berkas.id == IsiBerkas.berkas_id)
    parts: list[tuple[Select[Any], Any]] = [(own, IsiBerkas.metadata_key)]
    for kind, every in _MILIK.items():
        inside = and_(IsiBerkas.objek == kind, IsiBerkas.objek_id == _ID[kind])
        parts += [(of.join(IsiBerkas, inside).join(Berkas, Berkas.id == IsiBerkas.berkas_id), key) for key, of in every]
    return [of.with_only_columns(key, *columns).where(_standing(), key.is_not(None), key != "") for of, key in parts]


def _named(*, with_berkas: bool) -> list[Select[Any]]:
    """Keys of records that a standing hold names by themselves, whether or not they were ever filed."""
    columns = (true(), cast(null(), Date())) if with_berkas else ()  # PostgreSQL wants one type in all parts
    stands = select(PenahananButir.objek_id).join(Penahanan).where(Penahanan.dilepas_at.is_(None))
    return [
        of.with_only_columns(key, *columns).where(
            _ID[kind].in_(stands.where(PenahananButir.objek == Ditahan(str(kind)))), key.is_not(None), key != ""
        )
        for kind, every in _MILIK.items()
        for key, of in every
    ]


def _standing() -> ColumnElement[bool]:
    """A berkas that was destroyed holds nothing any more; one that was handed over still does, for its custodian (6.6)."""
    return or_(Berkas.akhir.is_(None), Berkas.akhir != Akhir.DIMUSNAHKAN)


def _must_hold() -> ColumnElement[bool]:
    """Whether nobody may say yet when a berkas may go: held, permanen, vital, terjaga, or its clock does not run."""
    return or_(
        Berkas.tahan_hukum,
        Berkas.vital,
        Berkas.terjaga,
        Berkas.nasib_akhir == NasibAkhir.PERMANEN,
        Berkas.jatuh_inaktif.is_(None),
    )


def perlu_digembok(limit: int, sesudah: int = 0) -> Select[Any]:
    """Objects whose lock in the store is not what their berkas asks for, by id: id, hold, date."""
    parts = []
    for keys in (*_filed(with_berkas=True), *_named(with_berkas=True)):
        part = keys.subquery()
        parts.append(select(*part.c))
    wanted = union(*parts).subquery()
    kunci, tahan, sampai = wanted.c
    # An object that several berkas name is held as the strictest of them says.
    each = (
        select(
            kunci.label("kunci"), func.max(case((tahan, 1), else_=0)).label("tahan"), func.max(sampai).label("sampai")
        )
        .group_by(kunci)
        .subquery()
    )
    today = clock.today()
    runs = and_(each.c.tahan == 0, each.c.sampai >= today)
    shorter = or_(Objek.gembok_sampai.is_(None), Objek.gembok_sampai < each.c.sampai)
    differs = or_(
        and_(each.c.tahan == 1, Objek.gembok != Gembok.TAHAN),
        and_(runs, or_(Objek.gembok != Gembok.RETENSI, shorter)),
        and_(each.c.tahan == 0, each.c.sampai < today, Objek.gembok == Gembok.TAHAN),
    )
    joined = select(Objek.id, each.c.tahan, each.c.sampai).join(each, each.c.kunci == Objek.kunci)
    return joined.where(differs, Objek.id > sesudah).order_by(Objek.id).limit(limit)


def tanpa_berkas(limit: int, sesudah: int = 0) -> Select[tuple[int]]:
    """Objects still on hold of which nothing that stands says so any more, by id: destroyed, taken out, or let go."""
    kept = union(*_filed(with_berkas=False), *_named(with_berkas=False))
    rows = select(Objek.id).where(Objek.gembok == Gembok.TAHAN, Objek.kunci.not_in(kept), Objek.id > sesudah)
    return rows.order_by(Objek.id).limit(limit)


def belum_digembok(session: Session) -> int:
    """How many objects wait to be locked or let go, at most a thousand."""
    return sum(len(session.execute(listed(1000)).all()) for listed in (perlu_digembok, tanpa_berkas))


def jatuh_tempo(kelas: Kelas, at: datetime, limit: int) -> Select[tuple[Objek]]:
    """Objects of a class that are due to be read, the longest unread first; what is sick is due every day."""
    late = or_(Objek.diperiksa_at < at - SELANG[kelas], and_(_SICK, Objek.diperiksa_at < at - SELANG_SAKIT))
    rows = select(Objek).where(Objek.kelas == kelas, or_(Objek.diperiksa_at.is_(None), late))
    return rows.order_by(Objek.diperiksa_at.is_not(None), Objek.diperiksa_at, Objek.id).limit(limit)


def terlama(kelas: Kelas, at: datetime, limit: int) -> Select[tuple[Objek]]:
    """Objects of a class not read since an instant, due or not: what is sick first, then the longest unread."""
    rows = select(Objek).where(Objek.kelas == kelas, or_(Objek.diperiksa_at.is_(None), Objek.diperiksa_at < at))
    return rows.order_by(~_SICK, Objek.diperiksa_at.is_not(None), Objek.diperiksa_at, Objek.id).limit(limit)


def belum_direplika(at: datetime, limit: int) -> Select[tuple[Objek]]:
    """Objects without a copy whose turn it is: never tried first, then those that failed, after a while."""
    turn = or_(Objek.replika_lagi_at.is_(None), Objek.replika_lagi_at <= at)
    rows = select(Objek).where(Objek.replika_at.is_(None), Objek.keadaan != Keadaan.HILANG, turn)
    return rows.order_by(Objek.replika_coba, Objek.id).limit(limit)


@dataclass(frozen=True)
class Keadaannya:
    """How the store fares, in numbers.

    Attributes:
        lewat: objects not read for longer than was promised (90 and 30 days).
        tertinggal: objects without a copy, and since when the oldest of them waits.
    """

    objek: int
    bita: int
    penting: int
    belum: int
    hilang: int
    rusak: int
    lewat: int
    tertinggal: int
    tertinggal_bita: int
    tertinggal_sejak: datetime | None
    digembok: int
    tertua_at: datetime | None

    @property
    def sakit(self) -> int:
        """Objects that are missing or changed now."""
        return self.hilang + self.rusak


def keadaan(session: Session) -> Keadaannya:
    """One statement over the ledger."""
    now = clock.now()
    late = or_(
        *(
            and_(Objek.kelas == kelas, func.coalesce(Objek.diperiksa_at, Objek.dicatat_at) < now - JANJI[kelas])
            for kelas in Kelas
        )
    )
    none = Objek.replika_at.is_(None)
    row = session.execute(
        select(
            func.count(),
            func.coalesce(func.sum(Objek.ukuran), 0),
            _many(Objek.kelas == Kelas.PENTING),
            _many(Objek.keadaan == Keadaan.BELUM),
            _many(Objek.keadaan == Keadaan.HILANG),
            _many(Objek.keadaan == Keadaan.RUSAK),
            _many(late),
            _many(none),
            func.coalesce(func.sum(case((none, Objek.ukuran), else_=0)), 0),
            func.min(case((none, Objek.dicatat_at))),
            _many(or_(Objek.gembok == Gembok.TAHAN, Objek.gembok_sampai >= clock.today())),
            func.min(Objek.diperiksa_at),
        )
    ).one()
    values: list[Any] = [v if n in (9, 11) else int(v) for n, v in enumerate(row)]
    return Keadaannya(*values)


def _many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def sakit(session: Session, limit: int = 100) -> list[Objek]:
    """Objects that are missing or changed and could not be healed, the first found first."""
    bad = select(Objek).where(Objek.keadaan.in_((Keadaan.HILANG, Keadaan.RUSAK)))
    return list(session.scalars(bad.order_by(Objek.diperiksa_at, Objek.id).limit(limit)))


def putaran(session: Session, limit: int = RIWAYAT) -> list[Putaran]:
    """The latest rounds, newest first."""
    return list(session.scalars(select(Putaran).order_by(Putaran.mulai_at.desc(), Putaran.id.desc()).limit(limit)))


#: A copy that is not made this long after its object means that the replica does not follow.
LAMA: Final = timedelta(hours=24)


def gangguan(session: Session, *, replika: bool) -> list[str]:
    """What is wrong with the store, as sentences for an operator; work goes on meanwhile."""
    found = []
    bad = select(func.count()).select_from(Objek).where(Objek.keadaan.in_((Keadaan.HILANG, Keadaan.RUSAK)))
    if many := session.scalar(bad) or 0:
        found.append(f"{many} objek hilang atau rusak di penyimpanan dan belum pulih; lihat /simpanan")
    if replika:
        waits = select(func.min(Objek.dicatat_at)).where(Objek.replika_at.is_(None))
        oldest = session.scalar(waits)
        if oldest is not None and oldest < clock.now() - LAMA:
            found.append("replika penyimpanan tertinggal lebih dari sehari; lihat /simpanan")
    return found


def diacu(session: Session) -> set[str]:
    """Every key that a row refers to, in one go (OBJ-03)."""
    found: set[str] = set()
    for key, _, _ in acuan():
        found.update(session.scalars(select(key).where(key.is_not(None), key != "")))
    return found
