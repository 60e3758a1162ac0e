"""Lists of surat masuk; each starts at `visible`, the SQL twin of policy.may for BACA_SURAT (OTR-01)."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload, selectinload

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import REACH, Relation
from eoffice.errors import NotFound
from eoffice.organisasi.models import Jabatan
from eoffice.surat_masuk.models import SuratAkses, SuratMasuk
from eoffice.surat_masuk.states import OPEN, PeranSurat, Status

PAGE: Final = 30


def _within(column: InstrumentedAttribute[Any], ids: Iterable[int]) -> ColumnElement[bool]:
    known = list(ids)
    return column.in_(known) if known else false()


def _in_chain(actor: Actor) -> ColumnElement[bool]:
    return exists(
        select(SuratAkses.surat_id).where(
            SuratAkses.surat_id == SuratMasuk.id, _within(SuratAkses.jabatan_id, actor.jabatan_ids)
        )
    )


def visible(actor: Actor) -> Select[tuple[SuratMasuk]]:
    """Surat that the actor may read."""

    def wide(relation: Relation, condition: ColumnElement[bool]) -> ColumnElement[bool]:
        return and_(condition, SuratMasuk.sifat.in_(REACH[relation]))

    return select(SuratMasuk).where(
        or_(
            _within(SuratMasuk.tujuan_jabatan_id, actor.jabatan_ids),
            _in_chain(actor),
            wide(Relation.TU, _within(SuratMasuk.opd_id, actor.tu_opd_ids)),
            wide(Relation.ARSIPARIS, _within(SuratMasuk.opd_id, actor.arsip_opd_ids)),
        )
    )


def mine(actor: Actor) -> Select[tuple[SuratMasuk]]:
    """The inbox: what is addressed to a jabatan of the actor."""
    return visible(actor).where(_within(SuratMasuk.tujuan_jabatan_id, actor.jabatan_ids))


def get(session: Session, actor: Actor, surat_id: int) -> SuratMasuk:
    """One surat with what its page shows. Raises NotFound when there is none the actor may know of (OTR-04)."""
    found = session.scalar(
        visible(actor)
        .where(SuratMasuk.id == surat_id)
        .options(
            selectinload(SuratMasuk.akses),
            joinedload(SuratMasuk.opd),
            joinedload(SuratMasuk.asal_unit),
            joinedload(SuratMasuk.tujuan).joinedload(Jabatan.unit),
            joinedload(SuratMasuk.naskah),
        )
    )
    if found is None:
        raise NotFound("Surat tidak ditemukan.")
    return found


TABS: Final = ("tindakan", "belum_dibaca", "lewat", "semua")


def _tab(tab: str) -> ColumnElement[bool]:
    if tab == "tindakan":
        return and_(
            SuratMasuk.peran == PeranSurat.ASLI, SuratMasuk.status.in_((Status.TERCATAT, Status.MENUNGGU_KONFIRMASI))
        )
    if tab == "belum_dibaca":
        return SuratMasuk.dibaca_at.is_(None)
    if tab == "lewat":
        return and_(SuratMasuk.status.in_(OPEN), SuratMasuk.batas_at < clock.now())
    return SuratMasuk.id.is_not(None)


def inbox(
    session: Session, actor: Actor, tab: str, *, before: int | None = None, limit: int = PAGE
) -> list[SuratMasuk]:
    """One tab of the inbox, newest first, keyset by id. A TU or arsiparis sees the office's own under «semua»."""
    statement = (visible(actor) if tab == "semua" else mine(actor)).where(_tab(tab))
    if before is not None:
        statement = statement.where(SuratMasuk.id < before)
    statement = statement.options(joinedload(SuratMasuk.opd), joinedload(SuratMasuk.tujuan))
    return list(session.scalars(statement.order_by(SuratMasuk.id.desc()).limit(limit)))


def counts(session: Session, actor: Actor) -> dict[str, int]:
    """tindakan, belum_dibaca, lewat, tembusan (unread copies): numbers for the tabs and the menu."""

    def count(statement: Select[tuple[SuratMasuk]]) -> int:
        ids = statement.with_only_columns(SuratMasuk.id).subquery()
        return session.scalar(select(func.count()).select_from(ids)) or 0

    copies = mine(actor).where(SuratMasuk.peran == PeranSurat.TEMBUSAN, SuratMasuk.dibaca_at.is_(None))
    return {tab: count(mine(actor).where(_tab(tab))) for tab in TABS[:3]} | {"tembusan": count(copies)}


def agenda(
    session: Session, actor: Actor, tahun: int, *, before: int | None = None, limit: int = 100
) -> list[SuratMasuk]:
    """The agenda book of the offices that the actor serves as TU or arsiparis, latest number first."""
    opd = actor.tu_opd_ids | actor.arsip_opd_ids
    statement = visible(actor).where(_within(SuratMasuk.opd_id, opd), SuratMasuk.tahun == tahun)
    if before is not None:
        statement = statement.where(SuratMasuk.nomor_agenda < before)
    statement = statement.options(joinedload(SuratMasuk.tujuan), joinedload(SuratMasuk.opd))
    return list(session.scalars(statement.order_by(SuratMasuk.nomor_agenda.desc()).limit(limit)))


def alike(
    session: Session, actor: Actor, *, opd_id: int, asal_teks: str, nomor_surat: str, tanggal_surat: date | None
) -> list[SuratMasuk]:
    """Surat already registered with the same origin, number and date: probably the same one."""
    if not nomor_surat:
        return []
    statement = visible(actor).where(
        SuratMasuk.opd_id == opd_id,
        SuratMasuk.nomor_surat == nomor_surat,
        SuratMasuk.tanggal_surat == tanggal_surat,
        func.lower(SuratMasuk.asal_teks) == asal_teks.lower(),
    )
    return list(session.scalars(statement.limit(5)))
