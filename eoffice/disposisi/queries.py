"""Lists of disposisi, the tree of a surat, and who may be chosen as a recipient, with the reason when not."""

from typing import Final

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import Session, joinedload, selectinload

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Sifat
from eoffice.db import count, within
from eoffice.disposisi import policy
from eoffice.disposisi.models import Disposisi, DisposisiPenerima, Jawaban, TindakLanjut
from eoffice.disposisi.states import GONE, OPEN, StatusPenerima
from eoffice.errors import NotFound
from eoffice.naskah import queries as naskah
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import ISSUED
from eoffice.naskah.states import Status as StatusNaskah
from eoffice.surat_masuk import queries as surat_masuk
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import OPEN as SURAT_OPEN

PAGE: Final = 30
_ENDED: Final = frozenset({StatusNaskah.DITOLAK, StatusNaskah.DIBATALKAN})
P = StatusPenerima


def _joined() -> Select[tuple[DisposisiPenerima]]:
    return select(DisposisiPenerima).join(Disposisi, Disposisi.id == DisposisiPenerima.disposisi_id)


def visible(actor: Actor) -> Select[tuple[DisposisiPenerima]]:
    """Parts that lie with a jabatan of the actor."""
    return _joined().where(
        within(DisposisiPenerima.jabatan_id, actor.jabatan_ids), DisposisiPenerima.status.not_in(GONE)
    )


def unread(actor: Actor) -> Select[tuple[DisposisiPenerima]]:
    """Parts of the actor that nobody has opened yet."""
    return visible(actor).where(DisposisiPenerima.status == P.TERKIRIM, DisposisiPenerima.dibaca_at.is_(None))


def given(actor: Actor) -> Select[tuple[DisposisiPenerima]]:
    """Parts that a jabatan of the actor gave out."""
    return _joined().where(within(Disposisi.pemberi_jabatan_id, actor.jabatan_ids))


LOADED = (
    joinedload(DisposisiPenerima.disposisi).joinedload(Disposisi.surat).selectinload(SuratMasuk.akses),
    joinedload(DisposisiPenerima.disposisi).joinedload(Disposisi.surat).joinedload(SuratMasuk.opd),
    joinedload(DisposisiPenerima.disposisi)
    .joinedload(Disposisi.surat)
    .joinedload(SuratMasuk.naskah)
    .load_only(Naskah.id, Naskah.keadaan),
    joinedload(DisposisiPenerima.disposisi).joinedload(Disposisi.pemberi_jabatan),
    joinedload(DisposisiPenerima.disposisi).joinedload(Disposisi.pemberi),
    joinedload(DisposisiPenerima.jabatan),
    selectinload(DisposisiPenerima.laporan).selectinload(TindakLanjut.berkas),
)


def get(session: Session, actor: Actor, penerima_id: int) -> DisposisiPenerima:
    """One part that the actor received or gave. Raises NotFound otherwise (OTR-04)."""
    for start in (visible(actor), given(actor)):
        found = session.scalar(start.where(DisposisiPenerima.id == penerima_id).options(*LOADED))
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
    return list(session.scalars(statement.options(*LOADED).order_by(DisposisiPenerima.id.desc()).limit(limit)))


def _tab(actor: Actor, tab: str) -> Select[tuple[DisposisiPenerima]]:
    owed = (P.TERKIRIM, P.DIBACA, P.DITINDAKLANJUTI)
    if tab == "perlu":
        mine = visible(actor).where(DisposisiPenerima.status.in_(owed), _surat_open())
        ids = mine.with_only_columns(DisposisiPenerima.id).union(
            _tab(actor, "laporan").with_only_columns(DisposisiPenerima.id),
            declined(actor).with_only_columns(DisposisiPenerima.id),
        )
        return _joined().where(DisposisiPenerima.id.in_(select(ids.subquery().c.id)))
    if tab == "lewat":
        return visible(actor).where(DisposisiPenerima.status.in_(owed), _surat_open(), Disposisi.batas < clock.today())
    if tab == "laporan":
        return given(actor).where(DisposisiPenerima.status == P.DILAPORKAN, _surat_open())
    if tab == "diberikan":
        return given(actor).where(DisposisiPenerima.status.in_(OPEN), _surat_open())
    return visible(actor)


def declined(actor: Actor) -> Select[tuple[DisposisiPenerima]]:
    """Parts that came back as misdirected and wait for their giver's word."""
    undecided = DisposisiPenerima.tolak_diputus_at.is_(None)
    return given(actor).where(DisposisiPenerima.status == P.DITOLAK, undecided, _surat_open())


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
    found = (
        select(TindakLanjut)
        .where(TindakLanjut.penerima_id == part.id)
        .options(
            joinedload(TindakLanjut.oleh),
            joinedload(TindakLanjut.oleh_jabatan),
            joinedload(TindakLanjut.naskah).load_only(Naskah.id, Naskah.nomor, Naskah.hal, Naskah.token),
            selectinload(TindakLanjut.berkas),
        )
    )
    return list(session.scalars(found.order_by(TindakLanjut.id.desc())))


def answers(session: Session, actor: Actor, part: DisposisiPenerima) -> list[Naskah]:
    """The answers that were begun for a part and are still on their way, as far as the actor may read them."""
    begun = select(Jawaban.naskah_id).where(Jawaban.penerima_id == part.id)
    found = naskah.visible(actor).where(Naskah.id.in_(begun), Naskah.status.not_in(ISSUED | _ENDED))
    return list(session.scalars(found.order_by(Naskah.id.desc())))


def mine_in(session: Session, actor: Actor, surat: SuratMasuk) -> list[DisposisiPenerima]:
    """The actor's own parts in the chain of a surat, latest first."""
    found = visible(actor).where(Disposisi.surat_id == surat.id).options(*LOADED)
    return list(session.scalars(found.order_by(DisposisiPenerima.id.desc())))


def changed(actor: Actor) -> Select[tuple[DisposisiPenerima]]:
    """Parts of the actor whose words were changed since they were read."""
    return visible(actor).where(
        DisposisiPenerima.dibaca_at.is_not(None), DisposisiPenerima.versi_dibaca < Disposisi.versi
    )


def to_be_noted(session: Session, actor: Actor, surat: SuratMasuk) -> bool:
    """Whether opening this surat leaves a trace: first reading, or anything above Biasa (AUD-01)."""
    if surat.sifat is not Sifat.BIASA:
        return True
    if surat.dibaca_at is None and actor.holds(surat.tujuan_jabatan_id):
        return True
    news = (start(actor).where(Disposisi.surat_id == surat.id).limit(1) for start in (unread, changed))
    return any(session.scalar(statement) is not None for statement in news)
