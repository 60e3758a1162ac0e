"""Looking up surat massal: through the naskah that is its text, so that nobody finds one whose text they may not read."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.db import count
from eoffice.errors import NotFound
from eoffice.naskah import policy, queries
from eoffice.naskah.beruntun import Beruntun
from eoffice.naskah.massal import Baris, Massal
from eoffice.naskah.models import Naskah, Penerima
from eoffice.naskah.states import ISSUED, PeranMassal, PeranPenerima, Status, TipePenerima

PAGE: Final = 50
TEKS: Final = (PeranMassal.INDUK, PeranMassal.SIARAN)
#: A letter that signing has come to and that is not signed yet.
DIKERJAKAN: Final = (Status.SIAP_TTD, Status.MENUNGGU_TTE, Status.GAGAL_TTD)


def _texts(actor: Actor) -> Select[tuple[Naskah]]:
    return queries.followed(actor).where(Naskah.massal_id.is_not(None), Naskah.peran_massal.in_(TEKS))


def daftar(
    session: Session, actor: Actor, *, before: int | None = None, limit: int = PAGE
) -> list[tuple[Massal, Naskah]]:
    """Surat massal whose text the actor wrote, checks or signs, newest first (keyset paging by the id of the text)."""
    rows = _texts(actor)
    if before is not None:
        rows = rows.where(Naskah.id < before)
    texts = list(
        session.scalars(
            rows.options(joinedload(Naskah.konseptor), selectinload(Naskah.penerima))
            .order_by(Naskah.id.desc())
            .limit(limit)
        )
    )
    ids = [n.massal_id for n in texts]
    found = {m.id: m for m in session.scalars(select(Massal).where(Massal.id.in_(ids)))} if ids else {}
    return [(found[n.massal_id], n) for n in texts if n.massal_id in found]


def ambil(session: Session, actor: Actor, massal_id: int) -> tuple[Massal, Naskah]:
    """A surat massal and its text. Raises NotFound, also for whoever only may read what came of it (OTR-04)."""
    found = session.get(Massal, massal_id)
    text_id = session.scalar(_texts(actor).where(Naskah.massal_id == massal_id).with_only_columns(Naskah.id))
    if found is None or text_id is None:
        raise NotFound("Surat massal tidak ditemukan.")
    induk = queries.get(session, actor, text_id)
    if not policy.may_follow(actor, induk):
        raise NotFound("Surat massal tidak ditemukan.")
    return found, induk


def induk(session: Session, massal_id: int) -> Naskah:
    """The text of a surat massal, for what was permitted already."""
    return session.scalars(select(Naskah).where(Naskah.massal_id == massal_id, Naskah.peran_massal.in_(TEKS))).one()


def baris(session: Session, massal_id: int, baris_id: int) -> Baris:
    """One row. Raises NotFound."""
    found = session.get(Baris, baris_id)
    if found is None or found.massal_id != massal_id:
        raise NotFound("Baris itu sudah tidak ada; muat ulang halaman.")
    return found


def tetangga(session: Session, row: Baris) -> tuple[int | None, int | None]:
    """The rows before and after one, of those that are still there, by id."""
    others = select(Baris.id).where(Baris.massal_id == row.massal_id).limit(1)
    before = others.where(Baris.urutan < row.urutan).order_by(Baris.urutan.desc())
    after = others.where(Baris.urutan > row.urutan).order_by(Baris.urutan)
    return session.scalar(before), session.scalar(after)


def semua(session: Session, massal_id: int) -> list[Baris]:
    """Every row, in order."""
    return list(
        session.scalars(
            select(Baris).where(Baris.massal_id == massal_id).options(joinedload(Baris.jabatan)).order_by(Baris.urutan)
        )
    )


def halaman(
    session: Session, massal_id: int, *, sesudah: int = 0, salah: bool = False, limit: int = PAGE
) -> list[Baris]:
    """Rows in order, on from a place; `salah`: only those that something is wrong with."""
    rows = select(Baris).where(Baris.massal_id == massal_id, Baris.urutan > sesudah)
    ordered = rows.options(joinedload(Baris.jabatan)).order_by(Baris.urutan)
    if not salah:
        return list(session.scalars(ordered.limit(limit)))
    return [b for b in session.scalars(ordered) if b.salah or b.galat][:limit]


def sisa() -> ColumnElement[bool]:
    """Of `Baris` left joined to its letter: those that a run still has to sign."""
    return or_(Baris.naskah_id.is_(None), and_(Naskah.pdf_sha256.is_(None), Naskah.status.in_(DIKERJAKAN)))


@dataclass(frozen=True)
class Maju:
    """How far a surat massal is: letters, signed, of those delivered, not signed though tried."""

    jumlah: int
    jadi: int
    terkirim: int
    belum: int

    @property
    def persen(self) -> int:
        """Whole per cent that are signed."""
        return 100 * self.jadi // self.jumlah if self.jumlah else 0


def maju(session: Session, massal: Massal) -> Maju:
    """How far the letters are, from the naskah themselves."""
    return kemajuan(session, [massal])[massal.id]


def kemajuan(session: Session, found: Sequence[Massal]) -> dict[int, Maju]:
    """As `maju`, for many in one statement; by id."""
    rows = session.execute(
        select(Baris.massal_id, Naskah.status, func.count())
        .join(Naskah, Baris.naskah_id == Naskah.id)
        .where(Baris.massal_id.in_([m.id for m in found]))
        .group_by(Baris.massal_id, Naskah.status)
    )
    counted: dict[int, dict[Status, int]] = {m.id: {} for m in found}
    for massal_id, status, n in rows.tuples():
        counted[massal_id][status] = n
    return {m.id: _maju(m.jumlah, counted[m.id]) for m in found}


def _maju(jumlah: int, counted: Mapping[Status, int]) -> Maju:
    done = sum(n for status, n in counted.items() if status in ISSUED)
    sent = sum(n for status, n in counted.items() if status in ISSUED and status is not Status.DITANDATANGANI)
    return Maju(jumlah, done, sent, sum(counted.values()) - done)


def berjalan(session: Session, massal_id: int) -> Beruntun | None:
    """The run that signs its letters now, whoever began it."""
    rows = session.scalars(select(Beruntun).where(Beruntun.massal_id == massal_id)).all()
    return next((b for b in rows if b.jalan(clock.now())), None)


def surat(session: Session, rows: Iterable[Baris]) -> Mapping[int, Naskah]:
    """The letters of rows by row, with their recipients."""
    ids = [b.naskah_id for b in rows if b.naskah_id is not None]
    found = (
        session.scalars(select(Naskah).where(Naskah.id.in_(ids)).options(selectinload(Naskah.penerima))) if ids else ()
    )
    by_id = {n.id: n for n in found}
    return {b.id: by_id[b.naskah_id] for b in rows if b.naskah_id in by_id}


def belum_terkirim(session: Session, massal: Massal, induk: Naskah, *, most: int) -> list[tuple[Naskah, Penerima]]:
    """Recipients outside the city of what was issued, whose delivery nobody recorded yet."""
    rows = _unsent(massal, induk).options(joinedload(Penerima.naskah)).order_by(Penerima.id).limit(most)
    return [(p.naskah, p) for p in session.scalars(rows)]


def banyak_belum_terkirim(session: Session, massal: Massal, induk: Naskah) -> int:
    """How many those are."""
    return count(session, _unsent(massal, induk))


def _unsent(massal: Massal, induk: Naskah) -> Select[tuple[Penerima]]:
    rows = select(Penerima).where(
        Penerima.tipe == TipePenerima.EKSTERNAL,
        Penerima.peran == PeranPenerima.TUJUAN,
        Penerima.dikirim_at.is_(None),
    )
    rows = rows.join(Naskah, Naskah.id == Penerima.naskah_id).where(Naskah.status.in_(ISSUED))
    if massal.pribadi:
        return rows.join(Baris, Baris.naskah_id == Naskah.id).where(Baris.massal_id == massal.id)
    return rows.where(Naskah.id == induk.id)
