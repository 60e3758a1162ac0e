"""What waits for whoever prepares an onward disposisi for its leader: the TU and who screens, and operators (5.2, 5.6)."""

from functools import lru_cache

from sqlalchemy import Select, and_, exists, or_, select
from sqlalchemy.orm import Session

from eoffice.akses.actor import Actor, HakOperator
from eoffice.akses.rights import REACH, Relation, Sifat
from eoffice.db import counted, jumlah, tetap, within
from eoffice.disposisi import policy, queries
from eoffice.disposisi.models import Disposisi, DisposisiPenerima
from eoffice.disposisi.riwayat import Siapan
from eoffice.disposisi.states import Peran, StatusPenerima, StatusSiapan
from eoffice.errors import NotFound
from eoffice.organisasi.models import Jabatan, Unit
from eoffice.surat_masuk import queries as surat_masuk
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import OPEN as SURAT_OPEN


def to_be_prepared(session: Session, actor: Actor, penerima_id: int) -> DisposisiPenerima:
    """One part of a surat that the actor may read, for whoever prepares there (`policy.may_prepare`). Raises NotFound.

    From Rahasia upward its branch is known only to its two ends, and to the operator whose mandate reaches that far.
    """
    part = session.scalar(queries.joined().where(DisposisiPenerima.id == penerima_id).options(*queries.LOADED))
    if part is not None:
        surat = surat_masuk.get(session, actor, part.disposisi.surat_id)
        served = part.jabatan_id in actor.atas_nama_ids(HakOperator.SIAPKAN_DISPOSISI, surat.sifat)
        if served or policy.sees(actor, surat, part):
            return part
    raise NotFound("Disposisi tidak ditemukan.")


@lru_cache(maxsize=256)
def to_prepare(actor: Actor) -> Select[tuple[DisposisiPenerima]]:
    """Fresh parts for which the actor may prepare and nobody did: of leaders served, and of the head of the own office."""
    screens = within(DisposisiPenerima.peneliti_jabatan_id, actor.jabatan_ids)
    if actor.tu_opd_ids:
        heads = select(Jabatan.id).join(Unit, Unit.id == Jabatan.unit_id)
        heads = heads.where(within(Unit.opd_id, actor.tu_opd_ids), Unit.id == Unit.opd_id, Jabatan.kepala_unit)
        screened = DisposisiPenerima.peneliti_jabatan_id.is_not(None)
        screens = or_(screens, and_(screened, DisposisiPenerima.jabatan_id.in_(heads)))
    served = [
        and_(SuratMasuk.sifat == sifat, within(DisposisiPenerima.jabatan_id, ids))
        for sifat in Sifat
        if (ids := actor.atas_nama_ids(HakOperator.SIAPKAN_DISPOSISI, sifat))
    ]
    waits = exists(
        select(Siapan.id).where(Siapan.induk_id == DisposisiPenerima.id, Siapan.status == StatusSiapan.MENUNGGU)
    )
    readable = surat_masuk.visible(actor).with_only_columns(SuratMasuk.id)
    return (
        queries.joined()
        .join(SuratMasuk, SuratMasuk.id == Disposisi.surat_id)
        .where(
            or_(and_(screens, tetap(SuratMasuk.sifat, REACH[Relation.PENELITI])), *served),
            tetap(DisposisiPenerima.status, (StatusPenerima.TERKIRIM, StatusPenerima.DIBACA)),
            DisposisiPenerima.peran != Peran.MENGETAHUI,
            tetap(SuratMasuk.status, SURAT_OPEN),
            SuratMasuk.id.in_(readable),
            ~within(DisposisiPenerima.jabatan_id, actor.jabatan_ids - actor.digantikan_ids),
            ~waits,
        )
    )


def preparing(session: Session, actor: Actor, *, limit: int = queries.PAGE) -> list[DisposisiPenerima]:
    """Those that wait longest, first."""
    return list(session.scalars(to_prepare(actor).options(*queries.LOADED).order_by(DisposisiPenerima.id).limit(limit)))


def preparing_count(session: Session, actor: Actor) -> int:
    """How many parts wait for who prepares; no statement for who serves nobody."""
    return jumlah(session, _to_prepare_count(actor)) if actor.jabatan_ids or actor.mandat else 0


@lru_cache(maxsize=256)
def _to_prepare_count(actor: Actor) -> Select[tuple[int]]:
    return counted(to_prepare(actor))
