"""Pemindahan: its cases, who keeps inactive records of a perangkat daerah, and who signs for a unit."""

from typing import Final

from sqlalchemy import Select, false, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from eoffice.akses.actor import Actor, Peran
from eoffice.arsip import queries as arsip
from eoffice.arsip.models import Berkas
from eoffice.db import within
from eoffice.errors import NotFound
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan, JabatanPeran, Unit
from eoffice.penyusutan.models import ButirKasus, DokumenKasus, Kasus
from eoffice.penyusutan.states import Jenis

PAGE: Final = 30
#: Steps up from a unit until somebody may sign.
_NAIK: Final = 6


def terlihat(actor: Actor) -> Select[tuple[Kasus]]:
    """Pemindahan of the perangkat daerah that the actor keeps or leads, or of a unit that the actor leads."""
    moves = select(Kasus).where(Kasus.jenis == Jenis.PEMINDAHAN)
    if Peran.UNIT_KEARSIPAN in actor.peran:
        return moves
    served = actor.arsip_opd_ids | actor.pimpinan_opd_ids | actor.sekretaris_opd_ids
    own = select(ButirKasus.kasus_id).join(Berkas, Berkas.id == ButirKasus.berkas_id)
    led = Kasus.id.in_(own.where(within(Berkas.unit_id, actor.unit_ids))) if actor.memeriksa else false()
    return moves.where(or_(within(Kasus.opd_id, served), led))


_LOADED: Final = (
    joinedload(Kasus.opd),
    selectinload(Kasus.butir).joinedload(ButirKasus.berkas).joinedload(Berkas.klasifikasi),
    selectinload(Kasus.butir).joinedload(ButirKasus.berkas).joinedload(Berkas.unit),
    selectinload(Kasus.dokumen).joinedload(DokumenKasus.naskah),
    selectinload(Kasus.anggota),
)


def ambil(session: Session, actor: Actor, kasus_id: int) -> Kasus:
    """One pemindahan. Raises NotFound."""
    found = session.scalar(terlihat(actor).where(Kasus.id == kasus_id).options(*_LOADED))
    if found is None:
        raise NotFound("Pemindahan tidak ditemukan.")
    return found


def untuk_naskah(session: Session, naskah_id: int) -> tuple[Kasus, DokumenKasus] | None:
    """The pemindahan whose berita acara a naskah is, for the worker."""
    row = session.scalar(
        select(DokumenKasus)
        .join(Kasus, Kasus.id == DokumenKasus.kasus_id)
        .where(DokumenKasus.naskah_id == naskah_id, Kasus.jenis == Jenis.PEMINDAHAN)
    )
    if row is None:
        return None
    return session.scalars(select(Kasus).where(Kasus.id == row.kasus_id).options(*_LOADED)).one(), row


def daftar_pindah(session: Session, actor: Actor, *, before: int | None = None) -> list[Kasus]:
    """Pemindahan, newest first; one more than a page when there are more."""
    asked = terlihat(actor)
    if before is not None:
        asked = asked.where(Kasus.id < before)
    loaded = asked.options(joinedload(Kasus.opd), selectinload(Kasus.butir))
    return list(session.scalars(loaded.order_by(Kasus.id.desc()).limit(PAGE + 1)))


def terbaca(session: Session, actor: Actor, kasus: Kasus) -> set[int]:
    """The berkas of a pemindahan that the actor may read; of the others only their number is told."""
    ids = [b.berkas_id for b in kasus.butir]
    return set(session.scalars(arsip.visible(actor).where(Berkas.id.in_(ids)).with_only_columns(Berkas.id)))


def unit_kearsipan(session: Session, opd_id: int) -> Unit:
    """Who keeps the inactive records of a perangkat daerah: its sekretariat, else the unit of its arsiparis, else itself."""
    head = organisasi.sekretaris(session, opd_id)
    if head is not None:
        return session.get_one(Unit, head.unit_id)
    keepers = (
        select(Unit)
        .join(Jabatan, Jabatan.unit_id == Unit.id)
        .join(JabatanPeran, JabatanPeran.jabatan_id == Jabatan.id)
        .where(JabatanPeran.peran == Peran.ARSIPARIS, Unit.opd_id == opd_id, Jabatan.aktif)
    )
    return session.scalar(keepers.order_by(Unit.id).limit(1)) or session.get_one(Unit, opd_id)


def penanda(session: Session, unit_id: int, *, selain: int | None = None) -> Jabatan | None:
    """Who signs for a unit: its head, or the nearest head above who may sign; None when nobody may.

    Args:
        selain: a jabatan that signs for the other side already.
    """
    unit = session.get(Unit, unit_id)
    for _ in range(_NAIK):
        if unit is None:
            return None
        heads = select(Jabatan).where(
            Jabatan.unit_id == unit.id,
            Jabatan.kepala_unit,
            Jabatan.aktif,
            Jabatan.dapat_ttd,
            Jabatan.id != (selain or 0),
        )
        found = session.scalar(heads.order_by(Jabatan.id).limit(1))
        if found is not None:
            return found
        unit = unit.induk
    return None
