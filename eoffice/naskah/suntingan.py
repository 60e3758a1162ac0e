"""What is read around the writing of a naskah: who writes now, kept saves, comments with their places."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.errors import NotFound
from eoffice.naskah import kutipan as tempat
from eoffice.naskah.models import Komentar, Naskah, Sewa, Simpanan
from eoffice.naskah.states import TempatKomentar
from eoffice.pdf import isi as isi_naskah


def penyunting(session: Session, naskah_id: int) -> Sewa | None:
    """Who writes in it now."""
    return session.scalar(
        select(Sewa)
        .where(Sewa.naskah_id == naskah_id, Sewa.sampai_at > clock.now())
        .options(joinedload(Sewa.pegawai))
        .execution_options(populate_existing=True)
    )


def lain(session: Session, actor: Actor, naskah_id: int) -> Sewa | None:
    """Somebody else who writes in it now."""
    found = penyunting(session, naskah_id)
    return found if found is not None and found.pegawai_id != actor.pegawai_id else None


def kalimat(sewa: Sewa) -> str:
    """Who writes, and since when."""
    return f"Sedang disunting {sewa.pegawai.nama_lengkap} sejak {clock.wib(sewa.sejak_at).strftime('%H.%M')}"


def simpanan(session: Session, actor: Actor, naskah: Naskah) -> list[Simpanan]:
    """Kept saves, newest first: of the konseptor's own naskah all, else only what the actor wrote."""
    own = naskah.konseptor_id == actor.pegawai_id
    mine = Simpanan.oleh_id == actor.pegawai_id
    seen = or_(mine, Simpanan.titipan.is_(False)) if own else mine
    return list(
        session.scalars(
            select(Simpanan)
            .where(Simpanan.naskah_id == naskah.id, seen, _open())
            .options(joinedload(Simpanan.oleh))
            .order_by(Simpanan.id.desc())
            .limit(200)
        )
    )


def _open() -> ColumnElement[bool]:
    return or_(Simpanan.titipan.is_(False), Simpanan.selesai_at.is_(None))


def titipan(session: Session, actor: Actor, naskah_id: int) -> Simpanan | None:
    """What the actor typed here and could not save."""
    mine = and_(
        Simpanan.naskah_id == naskah_id,
        Simpanan.oleh_id == actor.pegawai_id,
        Simpanan.titipan.is_(True),
        Simpanan.selesai_at.is_(None),
    )
    return session.scalar(select(Simpanan).where(mine).order_by(Simpanan.id.desc()).limit(1))


def ambil_simpanan(session: Session, actor: Actor, naskah: Naskah, simpanan_id: int) -> Simpanan:
    """One kept save that the actor may see. Raises NotFound."""
    found = next((s for s in simpanan(session, actor, naskah) if s.id == simpanan_id), None)
    if found is None:
        raise NotFound("Simpanan itu tidak ada.")
    return found


@dataclass(frozen=True)
class Utas:
    """A comment with its answers and where it stands now; `hilang` when its words are gone without a trace."""

    komentar: Komentar
    letak: tempat.Letak | None
    balasan: Sequence[Komentar] = field(default_factory=tuple)

    @property
    def berubah(self) -> bool:
        """Whether the words it spoke of were changed since."""
        if self.komentar.tempat is TempatKomentar.UMUM:
            return False
        return self.letak is None or self.letak.berubah


def utas(session: Session, naskah: Naskah) -> list[Utas]:
    """Every comment with its answers: the open ones by their place in the text, then those that are done."""
    rows = list(
        session.scalars(
            select(Komentar)
            .where(Komentar.naskah_id == naskah.id)
            .options(joinedload(Komentar.oleh), joinedload(Komentar.oleh_jabatan), joinedload(Komentar.selesai_oleh))
            .order_by(Komentar.id)
        )
    )
    answers: dict[int, list[Komentar]] = {}
    for row in rows:
        if row.induk_id is not None:
            answers.setdefault(row.induk_id, []).append(row)
    text = isi_naskah.plain_text(naskah.isi)
    found = [
        Utas(row, letak(naskah.hal if row.tempat is TempatKomentar.HAL else text, row), tuple(answers.get(row.id, ())))
        for row in rows
        if row.induk_id is None
    ]
    return sorted(found, key=_order)


def kutipan_terbuka(threads: Sequence[Utas]) -> list[dict[str, str | int]]:
    """The open comments whose words still stand in the body, for the editor to mark."""
    return [
        {"id": k.id, "kutipan": k.kutipan, "sebelum": k.sebelum, "sesudah": k.sesudah, "teks": k.teks[:200]}
        for u in threads
        for k in [u.komentar]
        if k.tempat is TempatKomentar.ISI and k.selesai_at is None and not u.berubah
    ]


def _order(u: Utas) -> tuple[bool, int, int, int]:
    kind = (TempatKomentar.UMUM, TempatKomentar.HAL, TempatKomentar.ISI).index(u.komentar.tempat)
    return u.komentar.selesai_at is not None, kind, u.letak.mulai if u.letak is not None else 1 << 30, u.komentar.id


def letak(teks: str, komentar: Komentar) -> tempat.Letak | None:
    """Where a comment stands in a text now."""
    return tempat.temukan(teks, tempat.Kutipan(komentar.kutipan, komentar.sebelum, komentar.sesudah))


def banyak_terbuka(session: Session, naskah_id: int) -> int:
    """How many comments nobody has resolved yet."""
    mine = and_(Komentar.naskah_id == naskah_id, Komentar.induk_id.is_(None), Komentar.selesai_at.is_(None))
    return session.scalar(select(func.count()).select_from(Komentar).where(mine)) or 0


def banyak(session: Session, naskah_id: int) -> int:
    """How many comments there are, resolved ones included, answers not counted."""
    mine = and_(Komentar.naskah_id == naskah_id, Komentar.induk_id.is_(None))
    return session.scalar(select(func.count()).select_from(Komentar).where(mine)) or 0
