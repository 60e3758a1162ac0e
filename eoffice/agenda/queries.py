"""Agendas as lists: whose may be looked at, what is in them, what speaks against a time, and who subscribed."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from eoffice import clock
from eoffice.agenda.bentrok import Janji
from eoffice.agenda.models import Acara, Langganan, Peserta
from eoffice.agenda.states import MENYITA, Kehadiran
from eoffice.akses.actor import Actor
from eoffice.akses.rights import REACH, Relation
from eoffice.akun.models import Akun
from eoffice.clock import WIB
from eoffice.db import within
from eoffice.errors import NotFound
from eoffice.organisasi.models import Jabatan, Pegawai, Unit
from eoffice.surat_masuk import queries as surat_masuk
from eoffice.surat_masuk.models import SuratMasuk

#: What a subscribed calendar holds, before and after today.
LALU: Final = timedelta(days=60)
NANTI: Final = timedelta(days=400)


def visible(actor: Actor) -> Select[tuple[Peserta]]:
    """Appointments that the actor may know of; every list starts here. With the disposisi behind it one is gone (OTR-11)."""
    ways: list[ColumnElement[bool]] = [within(Peserta.jabatan_id, actor.jabatan_ids)]
    served = actor.tu_opd_ids | actor.sekretaris_opd_ids
    if served:
        ways.append(and_(within(Peserta.opd_id, served), Acara.sifat.in_(REACH[Relation.TU])))
    ways += [and_(Peserta.jabatan_id == m.jabatan_id, Acara.sifat.in_(m.sifat)) for m in actor.mandat]
    return (
        select(Peserta)
        .join(Peserta.acara)
        .where(or_(*ways) if ways else false(), Peserta.kehadiran != Kehadiran.DITARIK)
        .options(
            contains_eager(Peserta.acara).joinedload(Acara.surat),
            joinedload(Peserta.jabatan),
            joinedload(Peserta.wakil),
        )
    )


def get(session: Session, actor: Actor, peserta_id: int) -> Peserta:
    """One appointment of one agenda. Raises NotFound when there is none the actor may know of (OTR-04)."""
    found = session.scalar(visible(actor).where(Peserta.id == peserta_id))
    if found is None:
        raise NotFound("Acara tidak ditemukan.")
    return found


def beside(session: Session, actor: Actor, row: Peserta) -> list[Peserta]:
    """The other agendas with the same event that the actor may know of."""
    found = visible(actor).where(Peserta.acara_id == row.acara_id, Peserta.id != row.id)
    return list(session.scalars(found.order_by(Peserta.id)))


def reads_surat(session: Session, actor: Actor, surat_id: int) -> bool:
    """Whether the actor may open the surat behind an event."""
    readable = surat_masuk.visible(actor).where(SuratMasuk.id == surat_id).with_only_columns(SuratMasuk.id)
    return session.scalar(readable) is not None


def between(
    session: Session, actor: Actor, dari: date, sampai: date, *, jabatan_ids: Iterable[int] | None = None
) -> list[Peserta]:
    """Appointments on these WIB dates, both included, by time; of some agendas, or of all the actor may see."""
    start, end = _midnight(dari), _midnight(sampai + timedelta(days=1))
    found = visible(actor).where(Acara.mulai_at < end, Acara.selesai_at > start)
    if jabatan_ids is not None:
        found = found.where(within(Peserta.jabatan_id, jabatan_ids))
    return list(session.scalars(found.order_by(Acara.mulai_at, Peserta.id)))


def agendas(session: Session, actor: Actor) -> list[Jabatan]:
    """Whose agenda the actor may look at: the own, those of mandates, and the heads in a served perangkat daerah."""
    own = within(Jabatan.id, actor.jabatan_ids | actor.mandat_jabatan_ids)
    served = actor.tu_opd_ids | actor.sekretaris_opd_ids
    heads = and_(Jabatan.kepala_unit, within(Unit.opd_id, served)) if served else false()
    rows = select(Jabatan).join(Jabatan.unit).where(or_(own, heads), Jabatan.aktif).options(joinedload(Jabatan.unit))
    found = [j for j in session.scalars(rows.order_by(Jabatan.kode)) if not j.hanya_mengelola]
    return sorted(found, key=lambda j: j.id not in actor.jabatan_ids)


def others(
    session: Session, actor: Actor, jabatan_id: int, mulai: datetime, selesai: datetime, *, kecuali: int | None = None
) -> list[Janji]:
    """What else takes the time of a jabatan around these instants; without its title where the actor may not read it.

    Args:
        kecuali: id of the acara that is asked about.
    """
    margin = timedelta(hours=2)
    rows = (
        select(Peserta)
        .join(Peserta.acara)
        .where(
            Peserta.jabatan_id == jabatan_id,
            Peserta.kehadiran.in_(MENYITA),
            Acara.batal_at.is_(None),
            Acara.mulai_at < selesai + margin,
            Acara.selesai_at > mulai - margin,
            Acara.id != (kecuali or 0),
        )
        .options(contains_eager(Peserta.acara))
        .order_by(Acara.mulai_at)
    )
    known = set(session.scalars(visible(actor).where(Peserta.jabatan_id == jabatan_id).with_only_columns(Peserta.id)))
    return [_janji(row, row.id in known) for row in session.scalars(rows)]


def _janji(row: Peserta, known: bool) -> Janji:
    acara = row.acara
    title, place = (acara.judul, acara.tempat) if known else ("Acara lain", "")
    return Janji(row.id if known else 0, title, acara.mulai_at, acara.selesai_at, place)


def of_surat(session: Session, actor: Actor, surat_id: int) -> list[Peserta]:
    """The appointments that came from a surat, as far as the actor may know of them."""
    return list(session.scalars(visible(actor).where(Acara.surat_id == surat_id).order_by(Peserta.id)))


def of_person(session: Session, jabatan_ids: Sequence[int]) -> list[Peserta]:
    """What a subscribed calendar of somebody who holds these jabatan shows; cancelled ones too, so that they vanish."""
    now = clock.now()
    rows = (
        select(Peserta)
        .join(Peserta.acara)
        .where(within(Peserta.jabatan_id, jabatan_ids), Acara.selesai_at > now - LALU, Acara.mulai_at < now + NANTI)
        .options(contains_eager(Peserta.acara), joinedload(Peserta.jabatan))
        .order_by(Acara.mulai_at, Peserta.id)
    )
    return list(session.scalars(rows))


def langganan(session: Session, pegawai_id: int) -> Langganan | None:
    """The address that somebody subscribed, if there is one in use."""
    return session.scalar(
        select(Langganan)
        .where(Langganan.pegawai_id == pegawai_id, Langganan.dicabut_at.is_(None))
        .order_by(Langganan.id.desc())
        .limit(1)
    )


def pelanggan(session: Session, token: str) -> Langganan:
    """Whose address this is. Raises NotFound for one that never was, was revoked, or whose account was closed."""
    wanted = hashlib.sha256(token.encode()).hexdigest()
    alive = exists(
        select(Akun.id).join(Pegawai).where(Akun.pegawai_id == Langganan.pegawai_id, Akun.aktif, Pegawai.aktif)
    )
    found = session.scalar(
        select(Langganan).where(Langganan.token_sha256 == wanted, Langganan.dicabut_at.is_(None), alive)
    )
    if found is None:
        raise NotFound("Alamat langganan ini tidak berlaku lagi.")
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), WIB)
