"""Lists of disposisi, the tree of a surat, and who may be chosen as a recipient, with the reason when not."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import Session, joinedload, selectinload

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Sifat
from eoffice.akses.verdict import YES, Verdict, no
from eoffice.db import count, within
from eoffice.disposisi import policy
from eoffice.disposisi.models import Disposisi, DisposisiPenerima, TindakLanjut
from eoffice.disposisi.states import OPEN, StatusPenerima
from eoffice.errors import NotFound
from eoffice.naskah.models import Naskah
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import MENGELOLA, Jabatan, Penugasan
from eoffice.surat_masuk import queries as surat_masuk
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import OPEN as SURAT_OPEN

PAGE: Final = 30
P = StatusPenerima


def _joined() -> Select[tuple[DisposisiPenerima]]:
    return select(DisposisiPenerima).join(Disposisi, Disposisi.id == DisposisiPenerima.disposisi_id)


def visible(actor: Actor) -> Select[tuple[DisposisiPenerima]]:
    """Parts that lie with a jabatan of the actor."""
    return _joined().where(
        within(DisposisiPenerima.jabatan_id, actor.jabatan_ids), DisposisiPenerima.status != P.DITARIK
    )


def unread(actor: Actor) -> Select[tuple[DisposisiPenerima]]:
    """Parts of the actor that nobody has opened yet."""
    return visible(actor).where(DisposisiPenerima.status == P.TERKIRIM, DisposisiPenerima.dibaca_at.is_(None))


def given(actor: Actor) -> Select[tuple[DisposisiPenerima]]:
    """Parts that a jabatan of the actor gave out."""
    return _joined().where(within(Disposisi.pemberi_jabatan_id, actor.jabatan_ids))


_LOADED = (
    joinedload(DisposisiPenerima.disposisi).joinedload(Disposisi.surat).selectinload(SuratMasuk.akses),
    joinedload(DisposisiPenerima.disposisi).joinedload(Disposisi.surat).joinedload(SuratMasuk.opd),
    joinedload(DisposisiPenerima.disposisi)
    .joinedload(Disposisi.surat)
    .joinedload(SuratMasuk.naskah)
    .load_only(Naskah.id, Naskah.keadaan),
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


TABS: Final = ("perlu", "lewat", "laporan", "diberikan", "semua")


def listed(
    session: Session, actor: Actor, tab: str, *, before: int | None = None, limit: int = PAGE
) -> list[DisposisiPenerima]:
    """One tab, newest first, keyset by id: what waits for my hand, what I owe too late, reports to accept, given, all."""
    statement = _tab(actor, tab)
    if before is not None:
        statement = statement.where(DisposisiPenerima.id < before)
    return list(session.scalars(statement.options(*_LOADED).order_by(DisposisiPenerima.id.desc()).limit(limit)))


def _tab(actor: Actor, tab: str) -> Select[tuple[DisposisiPenerima]]:
    owed = (P.TERKIRIM, P.DIBACA, P.DITINDAKLANJUTI)
    if tab == "perlu":
        mine = visible(actor).where(DisposisiPenerima.status.in_(owed), _surat_open())
        ids = mine.with_only_columns(DisposisiPenerima.id).union(
            _tab(actor, "laporan").with_only_columns(DisposisiPenerima.id)
        )
        return _joined().where(DisposisiPenerima.id.in_(select(ids.subquery().c.id)))
    if tab == "lewat":
        return visible(actor).where(DisposisiPenerima.status.in_(owed), _surat_open(), Disposisi.batas < clock.today())
    if tab == "laporan":
        return given(actor).where(DisposisiPenerima.status == P.DILAPORKAN, _surat_open())
    if tab == "diberikan":
        return given(actor).where(DisposisiPenerima.status.in_(OPEN), _surat_open())
    return visible(actor)


def _surat_open() -> ColumnElement[bool]:
    """A surat that was closed asks nothing of anybody any more."""
    return exists(select(SuratMasuk.id).where(SuratMasuk.id == Disposisi.surat_id, SuratMasuk.status.in_(SURAT_OPEN)))


def counts(session: Session, actor: Actor) -> dict[str, int]:
    """The length of every tab but the last, and `belum_dibaca`: how many of mine I have not opened."""
    return {tab: count(session, _tab(actor, tab)) for tab in TABS[:-1]} | {
        "belum_dibaca": count(session, visible(actor).where(DisposisiPenerima.status == P.TERKIRIM, _surat_open())),
    }


def waiting(session: Session, actor: Actor) -> int:
    """The length of the tab that the menu entry opens: the number beside it."""
    return count(session, _tab(actor, "perlu"))


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
        part.id: Cabang(part, (part.selesai_at or surat.selesai_at or clock.now()) - part.disposisi.at)
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


#: A second level longer than this is not offered in the form; who is meant stands below somebody who is.
SECOND_LEVEL: Final = 60


def targets(session: Session, dari_jabatan_id: int) -> dict[str, list[Sasaran]]:
    """Whom a form offers, by group: right below, coordinated, one level further down, and near ones who cannot be.

    Every one carries the verdict of `may_give`, so that the form says why somebody cannot be chosen.
    """
    own = session.get_one(Jabatan, dari_jabatan_id)
    direct = organisasi.subordinates(session, dari_jabatan_id)
    near = [j for j in direct if not j.hanya_mengelola]
    seen = {dari_jabatan_id, *(j.id for j in near)}
    aside = [j for j in organisasi.coordinated(session, dari_jabatan_id) if j.id not in seen]
    seen |= {j.id for j in aside}
    below = (
        select(Jabatan)
        .where(Jabatan.atasan_id.in_([j.id for j in near]), Jabatan.aktif)
        .options(selectinload(Jabatan.peran_rows))
    )
    second = session.scalars(below.order_by(Jabatan.kode).limit(SECOND_LEVEL + 1)).all()
    further = [j for j in second if j.id not in seen and not j.hanya_mengelola]
    if len(further) > SECOND_LEVEL:
        further = []
    others = [j for j in direct if j.hanya_mengelola] + organisasi.superiors(session, dari_jabatan_id)[:2]
    if own.atasan_id is not None:
        seen |= {j.id for j in further} | {j.id for j in others}
        others += [j for j in organisasi.subordinates(session, own.atasan_id) if j.id not in seen][:8]
    found = {"Langsung di bawah Anda": near, "Dalam koordinasi Anda": aside, "Setingkat lebih bawah": further}
    found["Tidak dapat dipilih"] = others
    held = organisasi.holders(session, [j.id for group in found.values() for j in group])
    superior_ids = {j.id for j in organisasi.superiors(session, dari_jabatan_id)}

    def sasaran(jabatan: Jabatan, group: str) -> Sasaran:
        if group == "Tidak dapat dipilih":
            return Sasaran(jabatan, _name(held, jabatan.id), _refuse(jabatan, superior=jabatan.id in superior_ids))
        return Sasaran(jabatan, _name(held, jabatan.id), YES if jabatan.id in held else _vacant(jabatan))

    return {group: [sasaran(j, group) for j in members] for group, members in found.items() if members}


def choices(session: Session, dari_jabatan_id: int, words: str) -> list[Sasaran]:
    """Jabatan that fit the typed words, those that may be chosen first, each with the verdict of `may_give`."""
    fitting = organisasi.find_jabatan(session, words) if words else []
    held = organisasi.holders(session, [j.id for j in fitting])
    found = [Sasaran(j, _name(held, j.id), may_give(session, dari_jabatan_id, j.id)) for j in fitting]
    return sorted(found, key=lambda s: not s.boleh)


def _name(held: dict[int, Penugasan], jabatan_id: int) -> str:
    return held[jabatan_id].pegawai.nama_lengkap if jabatan_id in held else ""


def _vacant(target: Jabatan) -> Verdict:
    return no(f"{target.nama} sedang kosong; pilih pejabat lain.")


def _refuse(target: Jabatan, *, superior: bool) -> Verdict:
    if target.hanya_mengelola:
        return no(MENGELOLA)
    if superior:
        return no(f"{target.nama} adalah atasan; untuk ke atas gunakan nota dinas.")
    return no(f"{target.nama} bukan bawahan jabatan Anda; untuk ke samping gunakan nota dinas.")


def may_give(session: Session, dari_jabatan_id: int, ke_jabatan_id: int) -> Verdict:
    """Whether a disposisi may go from one jabatan to another, and why not (5.4)."""
    if dari_jabatan_id == ke_jabatan_id:
        return no("Disposisi tidak dapat ditujukan kepada diri sendiri.")
    target = session.get(Jabatan, ke_jabatan_id)
    if target is None or not target.aktif:
        return no("Jabatan itu tidak ada lagi.")
    if target.hanya_mengelola:
        return no(MENGELOLA)
    if organisasi.holder(session, ke_jabatan_id) is None:
        return _vacant(target)
    above = [j.id for j in organisasi.superiors(session, ke_jabatan_id)]
    if dari_jabatan_id in above or any(j.id == ke_jabatan_id for j in organisasi.coordinated(session, dari_jabatan_id)):
        return YES
    higher = [j.id for j in organisasi.superiors(session, dari_jabatan_id)]
    return _refuse(target, superior=ke_jabatan_id in higher)


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


def reports(session: Session, part: DisposisiPenerima) -> list[TindakLanjut]:
    """The reports of a part that `get` returned, latest first, with who wrote them."""
    found = select(TindakLanjut).where(TindakLanjut.penerima_id == part.id).options(joinedload(TindakLanjut.oleh))
    return list(session.scalars(found.order_by(TindakLanjut.id.desc())))


def mine_in(session: Session, actor: Actor, surat: SuratMasuk) -> list[DisposisiPenerima]:
    """The actor's own parts in the chain of a surat, latest first."""
    found = visible(actor).where(Disposisi.surat_id == surat.id).options(*_LOADED)
    return list(session.scalars(found.order_by(DisposisiPenerima.id.desc())))


def to_be_noted(session: Session, actor: Actor, surat: SuratMasuk) -> bool:
    """Whether opening this surat leaves a trace: first reading, or anything above Biasa (AUD-01)."""
    if surat.sifat is not Sifat.BIASA:
        return True
    if surat.dibaca_at is None and actor.holds(surat.tujuan_jabatan_id):
        return True
    return session.scalar(unread(actor).where(Disposisi.surat_id == surat.id).limit(1)) is not None
