"""Lendings: lists that start at `visible_pinjam`, what is out, and what is due."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload

from eoffice import acuan, clock
from eoffice.akses.actor import Actor, Peran
from eoffice.akses.rights import Sifat
from eoffice.arsip.models import Berkas
from eoffice.arsip.states import Akhir
from eoffice.db import count, within
from eoffice.errors import Conflict, Invalid, NotFound
from eoffice.layanan_arsip.models import Peminjaman
from eoffice.layanan_arsip.states import (
    BERJALAN,
    DI_LUAR,
    INGATKAN_SEBELUM,
    INGATKAN_SESUDAH,
    StatusPinjam,
)
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan, JabatanPeran, Pegawai, Unit

PAGE: Final = 30
#: Lines of an export at most.
EKSPOR: Final = 20_000

_WHOLE: Final = (
    joinedload(Peminjaman.berkas).joinedload(Berkas.unit),
    joinedload(Peminjaman.pemohon),
    joinedload(Peminjaman.pemohon_jabatan).joinedload(Jabatan.unit),
    joinedload(Peminjaman.opd),
    joinedload(Peminjaman.diputus_oleh),
    joinedload(Peminjaman.diserahkan_oleh),
    joinedload(Peminjaman.diterima_oleh),
)


def visible_pinjam(actor: Actor) -> Select[tuple[Peminjaman]]:
    """Lendings to the actor, from an office served as arsiparis or led, or to a head directly below (`_di_atas`)."""
    served = within(Peminjaman.opd_id, actor.arsip_opd_ids | actor.pimpinan_opd_ids)
    return select(Peminjaman).where(or_(Peminjaman.pemohon_id == actor.pegawai_id, served, _di_atas(actor)))


def _di_atas(actor: Actor) -> ColumnElement[bool]:
    """What the head of an office borrows of its own restricted paper, for whoever stands directly above that head."""
    acts = actor.jabatan_ids - actor.digantikan_ids
    head = select(Jabatan.id).join(Unit, Unit.id == Jabatan.unit_id)
    head = head.join(JabatanPeran, JabatanPeran.jabatan_id == Jabatan.id).where(
        Jabatan.id == Peminjaman.pemohon_jabatan_id, within(Jabatan.atasan_id, acts),
        JabatanPeran.peran == Peran.PIMPINAN_OPD, Unit.opd_id == Peminjaman.opd_id,
    )  # fmt: skip
    return and_(head.exists(), _terbatas())


def _terbatas() -> ColumnElement[bool]:
    return select(Berkas.id).where(Berkas.id == Peminjaman.berkas_id, Berkas.sifat != Sifat.BIASA).exists()


def melayani(session: Session, actor: Actor) -> bool:
    """Whether lendings to others can concern the actor: who keeps or leads an office, or stands above such a head."""
    if actor.arsip_opd_ids or actor.pimpinan_opd_ids:
        return True
    key = ("membawahi", actor.jabatan_ids)
    return acuan.ingat(session, key, lambda: bool(session.scalar(_membawahi(actor.jabatan_ids))))


def _membawahi(jabatan_ids: frozenset[int]) -> Select[Any]:
    heads = exists().where(
        Jabatan.id == JabatanPeran.jabatan_id, JabatanPeran.peran == Peran.PIMPINAN_OPD,
        within(Jabatan.atasan_id, jabatan_ids),
    )  # fmt: skip
    return select(heads)


def get_pinjam(session: Session, actor: Actor, pinjam_id: int) -> Peminjaman:
    """One lending. Raises NotFound when there is none the actor may know of (OTR-04)."""
    found = session.scalar(visible_pinjam(actor).where(Peminjaman.id == pinjam_id).options(*_WHOLE))
    if found is None:
        raise NotFound("Peminjaman tidak ditemukan.")
    return found


def _tab(actor: Actor, tab: str) -> Select[tuple[Peminjaman]]:
    rows = visible_pinjam(actor)
    if tab == "saya":
        return rows.where(Peminjaman.pemohon_id == actor.pegawai_id)
    if tab == "putus":
        return perlu_putusan(actor)
    served = rows.where(or_(within(Peminjaman.opd_id, actor.arsip_opd_ids | actor.pimpinan_opd_ids), _di_atas(actor)))
    if tab == "menunggu":
        return served.where(Peminjaman.status.in_((StatusPinjam.DIMINTA, StatusPinjam.DISETUJUI)))
    if tab == "di_luar":
        return served.where(Peminjaman.status.in_(DI_LUAR))
    if tab == "terlambat":
        return served.where(Peminjaman.status == StatusPinjam.DIPINJAM, Peminjaman.jatuh_tempo < clock.today())
    return served.where(Peminjaman.status.not_in(BERJALAN))


def perlu_putusan(actor: Actor) -> Select[tuple[Peminjaman]]:
    """What this actor may decide now; `policy.may_lend` says the same of one lending (OTR-01)."""
    asked = select(Peminjaman).where(
        Peminjaman.status == StatusPinjam.DIMINTA, Peminjaman.pemohon_id != actor.pegawai_id
    )
    open_ = and_(within(Peminjaman.opd_id, actor.arsip_opd_ids), ~_terbatas())
    return asked.where(or_(within(Peminjaman.opd_id, actor.pimpinan_opd_ids), open_, _di_atas(actor)))


def daftar_pinjam(session: Session, actor: Actor, tab: str, *, before: int | None = None) -> list[Peminjaman]:
    """One tab (saya, putus, menunggu, di_luar, terlambat, riwayat), newest first, keyset by id."""
    rows = _tab(actor, tab)
    if before is not None:
        rows = rows.where(Peminjaman.id < before)
    return _terbaru(session, rows, PAGE + 1)


def ekspor_pinjam(session: Session, actor: Actor, tab: str) -> list[Peminjaman]:
    """All of one tab. Raises Invalid when it is more than fits into one file."""
    found = _terbaru(session, _tab(actor, tab), EKSPOR + 1)
    if len(found) > EKSPOR:
        raise Invalid("Peminjamannya terlalu banyak untuk satu berkas. Unduh tab yang lebih sempit.")
    return found


def _terbaru(session: Session, rows: Select[tuple[Peminjaman]], limit: int) -> list[Peminjaman]:
    return list(session.scalars(rows.options(*_WHOLE).order_by(Peminjaman.id.desc()).limit(limit)))


def hitung_pinjam(session: Session, actor: Actor) -> dict[str, int]:
    """Numbers for the tabs that ask for something."""
    return {tab: count(session, _tab(actor, tab)) for tab in ("putus", "menunggu", "di_luar", "terlambat")}


def pemutus(session: Session, row: Peminjaman) -> list[tuple[Jabatan, Pegawai]]:
    """Whose decision a lending waits for, as those jabatan are held today; nobody's when only the borrower holds them."""
    head = (Peran.PIMPINAN_OPD,)
    posts = organisasi.berperan(session, row.opd_id, *(head if _tertutup(row) else (Peran.ARSIPARIS, *head)))
    above = row.pemohon_jabatan.atasan if row.oleh_kepala else None
    if above is not None and above.aktif:
        posts.append(above)
    held = organisasi.holders(session, [post.id for post in posts])
    found = [(post, held[post.id].pegawai) for post in posts if post.id in held]
    return [(post, person) for post, person in found if person.id != row.pemohon_id]


def _tertutup(row: Peminjaman) -> bool:
    return row.berkas.sifat is not Sifat.BIASA


def menyimpan(session: Session, row: Peminjaman, *, kepala: bool) -> list[int]:
    """Who is told of a lending: the arsiparis of its office, with those who decide where an arsiparis may not.

    Args:
        kepala: whether the head is told also of an open file, because the arsiparis borrows it.
    """
    roles = (Peran.ARSIPARIS, Peran.PIMPINAN_OPD) if kepala or _tertutup(row) else (Peran.ARSIPARIS,)
    told = [post.id for post in organisasi.berperan(session, row.opd_id, *roles)]
    above = row.pemohon_jabatan.atasan_id if row.oleh_kepala else None
    return told if above is None else [*told, above]


def di_luar(session: Session, berkas_ids: Iterable[int]) -> dict[int, Peminjaman]:
    """The lending under which the paper of each berkas is away; call only with berkas that the reader may see."""
    rows = select(Peminjaman).where(within(Peminjaman.berkas_id, berkas_ids), Peminjaman.status.in_(DI_LUAR))
    return {row.berkas_id: row for row in session.scalars(rows.options(*_WHOLE).order_by(Peminjaman.id))}


def riwayat_pinjam(session: Session, berkas_id: int, limit: int = 10) -> list[Peminjaman]:
    """The lendings of a berkas, newest first; call only with one whose arsiparis asks."""
    rows = select(Peminjaman).where(Peminjaman.berkas_id == berkas_id).options(*_WHOLE)
    return list(session.scalars(rows.order_by(Peminjaman.id.desc()).limit(limit)))


def giliran(session: Session, opd_id: int) -> None:
    """Wait until nobody else hands out paper of this office: of two at once, the second sees what the first did."""
    session.execute(select(Unit.id).where(Unit.id == opd_id).with_for_update(key_share=True))


def pegang(session: Session, berkas_id: int) -> None:
    """Wait until nobody is destroying a berkas; who wants to waits for this transaction. Raises Conflict when it is gone."""
    held = select(Berkas.akhir).where(Berkas.id == berkas_id).with_for_update(read=True)
    if session.scalar(held) is Akhir.DIMUSNAHKAN:
        raise Conflict("Berkas ini sudah dimusnahkan, jadi kertasnya tidak dapat diserahkan lagi.")


def nomor_berikut(session: Session, opd_id: int, tahun: int) -> int:
    """The next number in an office's book of lending."""
    asked = select(func.max(Peminjaman.nomor)).where(Peminjaman.opd_id == opd_id, Peminjaman.tahun == tahun)
    return (session.scalar(asked) or 0) + 1


def perlu_diingatkan(session: Session, on: date) -> list[Peminjaman]:
    """Lendings of which borrower and arsiparis are told on this date: shortly before the due date, on it, and after."""
    days = [on + timedelta(INGATKAN_SEBELUM), on, *(on - timedelta(n) for n in INGATKAN_SESUDAH)]
    rows = select(Peminjaman).where(Peminjaman.status == StatusPinjam.DIPINJAM, Peminjaman.jatuh_tempo.in_(days))
    return list(session.scalars(rows.options(*_WHOLE).order_by(Peminjaman.id)))
