"""Lists of disposisi, the tree of a surat, and who may be chosen as a recipient, with the reason when not."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, false, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload, selectinload

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.verdict import YES, Verdict, no
from eoffice.disposisi import policy
from eoffice.disposisi.models import Disposisi, DisposisiPenerima, TindakLanjut
from eoffice.disposisi.states import OPEN, StatusPenerima
from eoffice.errors import NotFound
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan
from eoffice.surat_masuk import queries as surat_masuk
from eoffice.surat_masuk.models import SuratMasuk

PAGE: Final = 30
P = StatusPenerima


def _within(column: InstrumentedAttribute[Any], ids: Iterable[int]) -> ColumnElement[bool]:
    known = list(ids)
    return column.in_(known) if known else false()


def visible(actor: Actor) -> Select[tuple[DisposisiPenerima]]:
    """Parts that lie with a jabatan of the actor."""
    return (
        select(DisposisiPenerima)
        .join(Disposisi, Disposisi.id == DisposisiPenerima.disposisi_id)
        .where(_within(DisposisiPenerima.jabatan_id, actor.jabatan_ids), DisposisiPenerima.status != P.DITARIK)
    )


def given(actor: Actor) -> Select[tuple[DisposisiPenerima]]:
    """Parts that a jabatan of the actor gave out."""
    return (
        select(DisposisiPenerima)
        .join(Disposisi, Disposisi.id == DisposisiPenerima.disposisi_id)
        .where(_within(Disposisi.pemberi_jabatan_id, actor.jabatan_ids))
    )


_LOADED = (
    joinedload(DisposisiPenerima.disposisi).joinedload(Disposisi.surat).selectinload(SuratMasuk.akses),
    joinedload(DisposisiPenerima.disposisi).joinedload(Disposisi.pemberi_jabatan),
    joinedload(DisposisiPenerima.disposisi).joinedload(Disposisi.pemberi),
    joinedload(DisposisiPenerima.jabatan),
    selectinload(DisposisiPenerima.laporan),
)


def get(session: Session, actor: Actor, penerima_id: int) -> DisposisiPenerima:
    """One part that the actor received or gave. Raises NotFound otherwise (OTR-04)."""
    for start in (visible(actor), given(actor)):
        found = session.scalar(start.where(DisposisiPenerima.id == penerima_id).options(*_LOADED))
        if found is not None:
            return found
    raise NotFound("Disposisi tidak ditemukan.")


TABS: Final = ("perlu", "lewat", "diberikan", "semua")


def listed(
    session: Session, actor: Actor, tab: str, *, before: int | None = None, limit: int = PAGE
) -> list[DisposisiPenerima]:
    """One tab, newest first, keyset by id: what I owe, what I owe too late, what waits for me as giver, everything."""
    statement = _tab(actor, tab)
    if before is not None:
        statement = statement.where(DisposisiPenerima.id < before)
    return list(session.scalars(statement.options(*_LOADED).order_by(DisposisiPenerima.id.desc()).limit(limit)))


def _tab(actor: Actor, tab: str) -> Select[tuple[DisposisiPenerima]]:
    owed = (P.TERKIRIM, P.DIBACA, P.DITINDAKLANJUTI)
    if tab == "perlu":
        return visible(actor).where(DisposisiPenerima.status.in_(owed))
    if tab == "lewat":
        return visible(actor).where(DisposisiPenerima.status.in_(owed), Disposisi.batas < clock.today())
    if tab == "diberikan":
        return given(actor).where(DisposisiPenerima.status.in_(OPEN))
    return visible(actor)


def counts(session: Session, actor: Actor) -> dict[str, int]:
    """perlu, lewat, belum_dibaca, laporan (reports waiting for me as giver)."""

    def count(statement: Select[tuple[DisposisiPenerima]]) -> int:
        ids = statement.with_only_columns(DisposisiPenerima.id).subquery()
        return session.scalar(select(func.count()).select_from(ids)) or 0

    return {
        "perlu": count(_tab(actor, "perlu")),
        "lewat": count(_tab(actor, "lewat")),
        "belum_dibaca": count(visible(actor).where(DisposisiPenerima.status == P.TERKIRIM)),
        "laporan": count(given(actor).where(DisposisiPenerima.status == P.DILAPORKAN)),
    }


@dataclass
class Cabang:
    """A branch of the tree as a page shows it: the part, how long it took, and what hangs below."""

    bagian: DisposisiPenerima
    lama: timedelta
    anak: list["Cabang"] = field(default_factory=list)


def tree(session: Session, actor: Actor, surat: SuratMasuk) -> list[Cabang]:
    """The chain of a surat that the actor may read, as far as the actor may see it; one statement per table.

    `surat` must come from `surat_masuk.queries.get`.
    """
    every = session.scalars(
        select(DisposisiPenerima)
        .join(Disposisi, Disposisi.id == DisposisiPenerima.disposisi_id)
        .where(Disposisi.surat_id == surat.id)
        .options(
            *_LOADED,
            joinedload(DisposisiPenerima.pembaca),
            selectinload(DisposisiPenerima.laporan).joinedload(TindakLanjut.oleh),
        )
        .order_by(DisposisiPenerima.id)
    ).all()
    branches = {
        part.id: Cabang(part, (part.selesai_at or clock.now()) - part.disposisi.at)
        for part in every
        if policy.sees(actor, surat, part)
    }
    roots: list[Cabang] = []
    for branch in branches.values():
        above = branches.get(branch.bagian.disposisi.induk_id or 0)
        (above.anak if above is not None else roots).append(branch)
    return roots


@dataclass(frozen=True)
class Sasaran:
    """A jabatan that might be chosen, who holds it, and whether and why not."""

    jabatan: Jabatan
    pemegang: str
    boleh: Verdict


def targets(session: Session, dari_jabatan_id: int) -> list[Sasaran]:
    """Those a jabatan usually disposes to: right below, and what it coordinates; each with its verdict."""
    near = {j.id: j for j in organisasi.subordinates(session, dari_jabatan_id)}
    near |= {j.id: j for j in organisasi.coordinated(session, dari_jabatan_id)}
    held = organisasi.holders(session, near)
    return [
        Sasaran(
            jabatan,
            held[jabatan.id].pegawai.nama_lengkap if jabatan.id in held else "",
            YES if jabatan.id in held else no("Jabatan ini sedang kosong."),
        )
        for jabatan in near.values()
    ]


def may_give(session: Session, dari_jabatan_id: int, ke_jabatan_id: int) -> Verdict:
    """Whether a disposisi may go from one jabatan to another, and why not (5.4)."""
    if dari_jabatan_id == ke_jabatan_id:
        return no("Disposisi tidak dapat ditujukan kepada diri sendiri.")
    target = session.get(Jabatan, ke_jabatan_id)
    if target is None or not target.aktif:
        return no("Jabatan itu tidak ada lagi.")
    if organisasi.holder(session, ke_jabatan_id) is None:
        return no(f"{target.nama} sedang kosong; pilih pejabat lain.")
    above = [j.id for j in organisasi.superiors(session, ke_jabatan_id)]
    if dari_jabatan_id in above or any(j.id == ke_jabatan_id for j in organisasi.coordinated(session, dari_jabatan_id)):
        return YES
    if ke_jabatan_id in [j.id for j in organisasi.superiors(session, dari_jabatan_id)]:
        return no(f"{target.nama} adalah atasan; untuk ke atas gunakan nota dinas.")
    return no(f"{target.nama} bukan bawahan jabatan Anda; untuk ke samping gunakan nota dinas.")


def surat_of(session: Session, actor: Actor, surat_id: int) -> SuratMasuk:
    """The surat a disposisi hangs on, if the actor may read it."""
    return surat_masuk.get(session, actor, surat_id)


def report(session: Session, actor: Actor, surat_id: int, laporan_id: int) -> TindakLanjut:
    """A report in the tree of a surat, if the actor sees that branch. Raises NotFound."""
    surat = surat_masuk.get(session, actor, surat_id)
    found = session.get(TindakLanjut, laporan_id)
    if found is None or found.penerima.disposisi.surat_id != surat.id or not policy.sees(actor, surat, found.penerima):
        raise NotFound("Laporan tidak ditemukan.")
    return found
