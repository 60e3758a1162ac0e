"""Lendings: lists that start at `visible_pinjam`, what is out, and what is due."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
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
#: Heads of perangkat daerah, each as its office and its jabatan.
Bawahan = frozenset[tuple[int, int]]
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


def visible_pinjam(session: Session, actor: Actor) -> Select[tuple[Peminjaman]]:
    """Lendings to the actor, from an office served as arsiparis or led, or to a head directly below (`_di_atas`)."""
    own = Peminjaman.pemohon_id == actor.pegawai_id
    return select(Peminjaman).where(or_(own, _dilayani(actor), _di_atas(bawahan(session, actor))))


def _dilayani(actor: Actor) -> ColumnElement[bool]:
    return within(Peminjaman.opd_id, actor.arsip_opd_ids | actor.pimpinan_opd_ids)


def bawahan(session: Session, actor: Actor) -> Bawahan:
    """The heads of perangkat daerah directly below the actor, who acts for the jabatan above: each with its office."""
    acts = actor.jabatan_ids - actor.digantikan_ids
    return acuan.ingat(session, ("bawahan", acts), lambda: _bawahan(session, acts))


def _bawahan(session: Session, acts: frozenset[int]) -> Bawahan:
    heads = select(Unit.opd_id, Jabatan.id).join(Jabatan, Jabatan.unit_id == Unit.id)
    heads = heads.join(JabatanPeran, JabatanPeran.jabatan_id == Jabatan.id)
    heads = heads.where(within(Jabatan.atasan_id, acts), JabatanPeran.peran == Peran.PIMPINAN_OPD)
    return frozenset((opd_id, jabatan_id) for opd_id, jabatan_id in session.execute(heads) if opd_id is not None)


def _di_atas(heads: Bawahan) -> ColumnElement[bool]:
    """What these heads borrow of their own office's restricted paper."""
    closed = select(Berkas.id).where(Berkas.id == Peminjaman.berkas_id, Berkas.sifat != Sifat.BIASA).exists()
    return and_(_oleh(heads), closed) if heads else false()


def _oleh(heads: Bawahan) -> ColumnElement[bool]:
    asked = [and_(Peminjaman.opd_id == opd, Peminjaman.pemohon_jabatan_id == head) for opd, head in sorted(heads)]
    return or_(false(), *asked)


def melayani(session: Session, actor: Actor) -> bool:
    """Whether lendings to others can concern the actor: who keeps or leads an office, or stands above such a head."""
    return bool(actor.arsip_opd_ids or actor.pimpinan_opd_ids or bawahan(session, actor))


def get_pinjam(session: Session, actor: Actor, pinjam_id: int) -> Peminjaman:
    """One lending. Raises NotFound when there is none the actor may know of (OTR-04)."""
    found = session.scalar(visible_pinjam(session, actor).where(Peminjaman.id == pinjam_id).options(*_WHOLE))
    if found is None:
        raise NotFound("Peminjaman tidak ditemukan.")
    return found


def _tab(session: Session, actor: Actor, tab: str) -> Select[tuple[Peminjaman]]:
    rows = visible_pinjam(session, actor)
    if tab == "saya":
        return rows.where(Peminjaman.pemohon_id == actor.pegawai_id)
    if tab == "putus":
        return perlu_putusan(actor, bawahan(session, actor))
    served = rows.where(or_(_dilayani(actor), _di_atas(bawahan(session, actor))))
    if tab == "menunggu":
        return served.where(Peminjaman.status.in_((StatusPinjam.DIMINTA, StatusPinjam.DISETUJUI)))
    if tab == "di_luar":
        return served.where(Peminjaman.status.in_(DI_LUAR))
    if tab == "terlambat":
        return served.where(Peminjaman.status == StatusPinjam.DIPINJAM, Peminjaman.jatuh_tempo < clock.today())
    return served.where(Peminjaman.status.not_in(BERJALAN))


def perlu_putusan(actor: Actor, heads: Bawahan) -> Select[tuple[Peminjaman]]:
    """What this actor may decide now; `policy.may_lend` says the same of one lending (OTR-01).

    The offices are named once for all ways, so that the index by office and status finds the few that wait.
    """
    offices = actor.arsip_opd_ids | actor.pimpinan_opd_ids | {opd for opd, _ in heads}
    asked = select(Peminjaman).join(Berkas, Berkas.id == Peminjaman.berkas_id)
    asked = asked.where(
        within(Peminjaman.opd_id, offices),
        Peminjaman.status == StatusPinjam.DIMINTA,
        Peminjaman.pemohon_id != actor.pegawai_id,
    )
    open_ = and_(within(Peminjaman.opd_id, actor.arsip_opd_ids), Berkas.sifat == Sifat.BIASA)
    above = and_(_oleh(heads), Berkas.sifat != Sifat.BIASA)
    return asked.where(or_(within(Peminjaman.opd_id, actor.pimpinan_opd_ids), open_, above))


def daftar_pinjam(session: Session, actor: Actor, tab: str, *, before: int | None = None) -> list[Peminjaman]:
    """One tab (saya, putus, menunggu, di_luar, terlambat, riwayat), newest first, keyset by id."""
    rows = _tab(session, actor, tab)
    if before is not None:
        rows = rows.where(Peminjaman.id < before)
    return _terbaru(session, rows, PAGE + 1)


def ekspor_pinjam(session: Session, actor: Actor, tab: str) -> list[Peminjaman]:
    """All of one tab. Raises Invalid when it is more than fits into one file."""
    found = _terbaru(session, _tab(session, actor, tab), EKSPOR + 1)
    if len(found) > EKSPOR:
        raise Invalid("Peminjamannya terlalu banyak untuk satu berkas. Unduh tab yang lebih sempit.")
    return found


def _terbaru(session: Session, rows: Select[tuple[Peminjaman]], limit: int) -> list[Peminjaman]:
    return list(session.scalars(rows.options(*_WHOLE).order_by(Peminjaman.id.desc()).limit(limit)))


def hitung_pinjam(session: Session, actor: Actor) -> dict[str, int]:
    """Numbers for the tabs that ask for something."""
    return {tab: count(session, _tab(session, actor, tab)) for tab in ("putus", "menunggu", "di_luar", "terlambat")}


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


def dikabari(session: Session, row: Peminjaman, *, kepala: bool) -> list[int]:
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
