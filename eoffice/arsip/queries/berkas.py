"""Lists of berkas, one berkas, and where a record could go."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session, joinedload

from eoffice import clock
from eoffice.akses import panitia
from eoffice.akses.actor import Actor
from eoffice.akses.rights import REACH, Relation
from eoffice.arsip.models import Berkas, IsiBerkas, TunjukSilang
from eoffice.arsip.states import BERKAS_DITUTUP, TANPA_JRA, Objek, Retensi, Tahap
from eoffice.db import within
from eoffice.errors import NotFound
from eoffice.klasifikasi import queries as klasifikasi
from eoffice.klasifikasi.models import JraVersi, Klasifikasi
from eoffice.organisasi.models import Unit

PAGE: Final = 30


def visible(actor: Actor) -> Select[tuple[Berkas]]:
    """Berkas that the actor may read."""

    def reached(relation: Relation, condition: ColumnElement[bool]) -> ColumnElement[bool]:
        return and_(condition, Berkas.sifat.in_(REACH[relation]))

    mine = Berkas.id.in_(panitia.berkas(actor.menilai))
    assessed = [reached(Relation.PANITIA, mine)] if actor.menilai else []
    return select(Berkas).where(
        or_(
            reached(Relation.ARSIPARIS, within(Berkas.opd_id, actor.arsip_opd_ids)),
            reached(Relation.PIMPINAN_OPD, within(Berkas.opd_id, actor.pimpinan_opd_ids)),
            reached(Relation.SEKRETARIS_OPD, within(Berkas.opd_id, actor.sekretaris_opd_ids)),
            reached(Relation.UNIT, within(Berkas.unit_id, actor.unit_ids)),
            reached(Relation.ARSIPARIS, within(Berkas.kustodi_unit_id, actor.arsip_opd_ids)),
            reached(Relation.KUSTODI, within(Berkas.kustodi_unit_id, actor.unit_ids)),
            *assessed,
        )
    )


def get(session: Session, actor: Actor, berkas_id: int) -> Berkas:
    """One berkas with its unit and kode.

    Raises:
        NotFound: there is none, or the actor may not know of it (OTR-04).
    """
    found = session.scalar(
        visible(actor)
        .where(Berkas.id == berkas_id)
        .options(joinedload(Berkas.unit), joinedload(Berkas.opd), joinedload(Berkas.klasifikasi))
    )
    if found is None:
        raise NotFound("Berkas tidak ditemukan.")
    return found


def beberapa(session: Session, actor: Actor, berkas_ids: Collection[int]) -> list[Berkas]:
    """Those of some berkas that the actor may read, in the order of their numbers."""
    found = visible(actor).where(within(Berkas.id, berkas_ids)).options(joinedload(Berkas.unit))
    return list(session.scalars(found.order_by(Berkas.kode_klasifikasi, Berkas.tahun, Berkas.nomor_berkas)))


@dataclass(frozen=True)
class Saringan:
    """What the list of berkas is narrowed to."""

    kata: str = ""
    kode: str = ""
    tahun: int | None = None
    tahap: Tahap | None = None
    unit_id: int | None = None
    ruang: str = ""
    rak: str = ""
    boks: str = ""


def stage(tahap: Tahap, on: date) -> ColumnElement[bool]:
    """SQL condition: a berkas stands there on a date."""
    closed = Berkas.ditutup.is_not(None)
    return {
        Tahap.TERBUKA: Berkas.ditutup.is_(None),
        Tahap.MENUNGGU_PEMICU: and_(closed, Berkas.jatuh_aktif.is_(None)),
        Tahap.AKTIF: and_(closed, Berkas.jatuh_aktif > on),
        Tahap.INAKTIF: and_(closed, Berkas.jatuh_aktif <= on, Berkas.jatuh_inaktif > on),
        Tahap.HABIS: and_(closed, Berkas.jatuh_inaktif <= on),
    }[tahap]


def daftar(
    session: Session, actor: Actor, saringan: Saringan, *, before: int | None = None, limit: int = PAGE + 1
) -> list[Berkas]:
    """Berkas the actor may read, newest first (keyset paging by id)."""
    statement = visible(actor)
    for word in saringan.kata.lower().split()[:8]:
        like = f"%{klasifikasi.like(word)}%"
        columns = (Berkas.judul, Berkas.indeks, Berkas.kode_klasifikasi)
        statement = statement.where(or_(*(c.ilike(like, escape="\\") for c in columns)))
    if saringan.kode:
        statement = statement.where(klasifikasi.under(Berkas.kode_klasifikasi, saringan.kode))
    if saringan.tahun is not None:
        statement = statement.where(Berkas.tahun == saringan.tahun)
    if saringan.tahap is not None:
        statement = statement.where(stage(saringan.tahap, clock.today()))
    if saringan.unit_id is not None:
        statement = statement.where(Berkas.unit_id == saringan.unit_id)
    for column, value in ((Berkas.ruang, saringan.ruang), (Berkas.rak, saringan.rak), (Berkas.boks, saringan.boks)):
        if value:
            statement = statement.where(column == value)
    if before is not None:
        statement = statement.where(Berkas.id < before)
    loaded = statement.options(joinedload(Berkas.unit), joinedload(Berkas.klasifikasi))
    return list(session.scalars(loaded.order_by(Berkas.id.desc()).limit(limit)))


def years(session: Session, actor: Actor) -> list[int]:
    """The years in which berkas that the actor may read were opened, newest first."""
    found = visible(actor).with_only_columns(Berkas.tahun).distinct().order_by(Berkas.tahun.desc())
    return list(session.scalars(found))


def retensi(session: Session, kode: str, versi: JraVersi | None = None) -> Retensi:
    """What the JRA says about a kode, or what is done where it says nothing.

    Args:
        versi: of which version; the one in force today when none is given.
    """
    asked = versi or klasifikasi.versi_berlaku(session)
    row = klasifikasi.retention(session, kode, asked) if asked is not None else None
    if row is None:
        return replace(TANPA_JRA, versi_id=asked.id if asked is not None else None)
    return Retensi(
        row.aktif_tahun, row.inaktif_tahun, row.nasib_akhir, row.pemicu or BERKAS_DITUTUP, row.kode, row.versi_id
    )


def place_of(session: Session, actor: Actor, objek: Objek, objek_id: int) -> Berkas | None:
    """The berkas a record lies in, if the actor may know of it."""
    inside = IsiBerkas.berkas_id == Berkas.id
    mine = visible(actor).join(IsiBerkas, inside)
    return session.scalar(mine.where(IsiBerkas.objek == objek, IsiBerkas.objek_id == objek_id))


def chosen(session: Session, actor: Actor, opd_id: int) -> list[Berkas]:
    """Every open berkas of a perangkat daerah, newest first, for choosing one by hand; at most two hundred."""
    open_here = visible(actor).where(Berkas.ditutup.is_(None), Berkas.opd_id == opd_id)
    return list(session.scalars(open_here.order_by(Berkas.id.desc()).limit(200)))


def units(session: Session, actor: Actor) -> list[Unit]:
    """The units whose berkas the actor keeps as arsiparis."""
    return list(session.scalars(select(Unit).where(within(Unit.opd_id, actor.arsip_opd_ids)).order_by(Unit.kode)))


def units_read(session: Session, actor: Actor) -> list[Unit]:
    """The units with a berkas that the actor may read."""
    inside = visible(actor).with_only_columns(Berkas.unit_id).distinct()
    return list(session.scalars(select(Unit).where(Unit.id.in_(inside)).order_by(Unit.kode)))


def labels(session: Session, kodes: Iterable[str]) -> dict[str, str]:
    """The titles of some kode."""
    rows = select(Klasifikasi.kode, Klasifikasi.label).where(Klasifikasi.kode.in_([k for k in kodes if k]))
    return dict(session.execute(rows).tuples().all())


def by_nomor(session: Session, actor: Actor, nomor: str, opd_id: int) -> Berkas | None:
    """The berkas of a perangkat daerah by the number on its label, if the actor may know of it."""
    kode, _, rest = nomor.strip().partition("/")
    urut, _, tahun = rest.partition("/")
    if not (urut.isascii() and urut.isdigit() and tahun.isascii() and tahun.isdigit() and len(rest) < 16):
        return None
    return session.scalar(
        visible(actor).where(
            Berkas.opd_id == opd_id,
            Berkas.kode_klasifikasi == kode,
            Berkas.nomor_berkas == int(urut),
            Berkas.tahun == int(tahun),
        )
    )


@dataclass(frozen=True)
class Silang:
    """A pointer to another berkas, as the page of either end shows it."""

    id: int
    berkas: Berkas
    keterangan: str


def silang(session: Session, actor: Actor, berkas: Berkas) -> list[Silang]:
    """The berkas that one points to or is pointed to from, as far as the actor may read them."""
    ends = select(TunjukSilang.id, TunjukSilang.ke_id.label("lain"), TunjukSilang.keterangan).where(
        TunjukSilang.berkas_id == berkas.id
    )
    back = select(TunjukSilang.id, TunjukSilang.berkas_id.label("lain"), TunjukSilang.keterangan).where(
        TunjukSilang.ke_id == berkas.id
    )
    both = ends.union_all(back).subquery()
    rows = visible(actor).join(both, both.c.lain == Berkas.id).add_columns(both.c.id, both.c.keterangan)
    return [Silang(n, other, said) for other, n, said in session.execute(rows.order_by(both.c.id)).tuples()]
