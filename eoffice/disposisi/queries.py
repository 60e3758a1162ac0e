"""Lists of disposisi, the tree of a surat, and who may be chosen as a recipient, with the reason when not."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Sifat
from eoffice.db import count, counted, jumlah, within
from eoffice.disposisi import policy
from eoffice.disposisi.models import BagianPembaca, Disposisi, DisposisiPenerima, Jawaban, TindakLanjut
from eoffice.disposisi.riwayat import DisposisiVersi, LampiranDisposisi, Siapan
from eoffice.disposisi.states import GONE, OPEN, StatusPenerima
from eoffice.errors import NotFound
from eoffice.naskah import queries as naskah
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import ISSUED
from eoffice.naskah.states import Status as StatusNaskah
from eoffice.surat_masuk import policy as surat_policy
from eoffice.surat_masuk import queries as surat_masuk
from eoffice.surat_masuk.models import ArahanTetap, SuratMasuk
from eoffice.surat_masuk.states import OPEN as SURAT_OPEN
from eoffice.surat_masuk.states import Status as StatusSurat

PAGE: Final = 30
_ENDED: Final = frozenset({StatusNaskah.DITOLAK, StatusNaskah.DIBATALKAN})
P = StatusPenerima


def joined() -> Select[tuple[DisposisiPenerima]]:
    return select(DisposisiPenerima).join(Disposisi, Disposisi.id == DisposisiPenerima.disposisi_id)


def visible(actor: Actor) -> Select[tuple[DisposisiPenerima]]:
    """Parts that lie with a jabatan of the actor."""
    return joined().where(
        within(DisposisiPenerima.jabatan_id, actor.jabatan_ids), DisposisiPenerima.status.not_in(GONE)
    )


def unread(actor: Actor) -> Select[tuple[DisposisiPenerima]]:
    """Parts of the actor that nobody has opened yet."""
    return visible(actor).where(DisposisiPenerima.status == P.TERKIRIM, DisposisiPenerima.dibaca_at.is_(None))


def unseen(actor: Actor) -> Select[tuple[DisposisiPenerima]]:
    """Parts of the actor that this person has not opened yet, whoever else did."""
    own = exists(
        select(BagianPembaca.bagian_id).where(
            BagianPembaca.bagian_id == DisposisiPenerima.id, BagianPembaca.pegawai_id == actor.pegawai_id
        )
    )
    return visible(actor).where(~own)


def given(actor: Actor) -> Select[tuple[DisposisiPenerima]]:
    """Parts that a jabatan of the actor gave out."""
    return joined().where(within(Disposisi.pemberi_jabatan_id, actor.jabatan_ids))


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
        return joined().where(DisposisiPenerima.id.in_(select(ids.subquery().c.id)))
    if tab == "lewat":
        late = (DisposisiPenerima.batas_at < clock.now(), DisposisiPenerima.jam_henti_at.is_(None))
        return visible(actor).where(DisposisiPenerima.status.in_(owed), _surat_open(), *late)
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
    if surat_policy.dicatat(actor, surat):
        return True
    if actor.holds(surat.tujuan_jabatan_id) and all(p.pegawai_id != actor.pegawai_id for p in surat.pembaca):
        return True
    if surat.dibaca_at is None and actor.acts(surat.tujuan_jabatan_id):
        return True
    news = (start(actor).where(Disposisi.surat_id == surat.id).limit(1) for start in (unseen, changed))
    return any(session.scalar(statement) is not None for statement in news)


def attachments(session: Session, actor: Actor, ids: Iterable[int]) -> list[LampiranDisposisi]:
    """Of these files those that the actor made or that were prepared for a jabatan of the actor."""
    rows = select(LampiranDisposisi).where(LampiranDisposisi.id.in_(list(ids)[:4])).order_by(LampiranDisposisi.id)
    return [row for row in session.scalars(rows) if _own(session, actor, row)]


def _own(session: Session, actor: Actor, row: LampiranDisposisi) -> bool:
    if row.oleh_id == actor.pegawai_id:
        return True
    prepared = session.get(Siapan, row.siapan_id) if row.siapan_id is not None else None
    return prepared is not None and actor.holds(prepared.pemberi_jabatan_id)


def attachment(session: Session, actor: Actor, lampiran_id: int) -> LampiranDisposisi:
    """A voice note or photo, if the actor sees the branch it hangs on, or made it. Raises NotFound.

    What was only prepared belongs to no branch yet: above Terbatas nobody but its two ends hears it.
    """
    row = session.get(LampiranDisposisi, lampiran_id)
    if row is not None and row.disposisi_id is not None:
        act = session.get_one(Disposisi, row.disposisi_id)
        surat = surat_masuk.get(session, actor, act.surat_id)
        if any(policy.sees(actor, surat, part) for part in act.penerima):
            return row
    elif row is not None and _own(session, actor, row):
        return row
    elif row is not None and row.siapan_id is not None:
        about = surat_masuk.get(session, actor, session.get_one(Siapan, row.siapan_id).surat_id)
        if about.sifat in (Sifat.BIASA, Sifat.TERBATAS):
            return row
    raise NotFound("Lampiran disposisi tidak ditemukan.")


def surat_of_attachment(session: Session, row: LampiranDisposisi) -> int | None:
    """The surat whose chain a file belongs to; None while its form was not sent."""
    if row.disposisi_id is not None:
        return session.get_one(Disposisi, row.disposisi_id).surat_id
    return session.get_one(Siapan, row.siapan_id).surat_id if row.siapan_id is not None else None


def attached_in(session: Session, surat_id: int) -> dict[int, list[LampiranDisposisi]]:
    """Voice notes and photos in the chain of a surat by disposisi, in one statement; the tree shows only what is seen."""
    acts = select(Disposisi.id).where(Disposisi.surat_id == surat_id)
    rows = select(LampiranDisposisi).where(LampiranDisposisi.disposisi_id.in_(acts))
    found: dict[int, list[LampiranDisposisi]] = {}
    for row in session.scalars(rows.order_by(LampiranDisposisi.id)):
        found.setdefault(row.disposisi_id or 0, []).append(row)
    return found


def older(session: Session, disposisi_id: int) -> list[DisposisiVersi]:
    """The words that a disposisi had before, oldest first, with who changed them."""
    rows = select(DisposisiVersi).where(DisposisiVersi.disposisi_id == disposisi_id)
    return list(session.scalars(rows.options(joinedload(DisposisiVersi.pengganti)).order_by(DisposisiVersi.versi)))


@lru_cache(maxsize=256)
def to_screen(actor: Actor) -> Select[tuple[SuratMasuk]]:
    """Surat that wait for the one who screens: for the jabatan named, and for the TU of that office."""
    mine = within(SuratMasuk.peneliti_jabatan_id, actor.jabatan_ids)
    if actor.tu_opd_ids:  # an «or» with nothing behind it would keep the index from being used
        mine = or_(mine, and_(SuratMasuk.peneliti_jabatan_id.is_not(None), within(SuratMasuk.opd_id, actor.tu_opd_ids)))
    return surat_masuk.visible(actor).where(mine, SuratMasuk.status == StatusSurat.TERCATAT)


@lru_cache(maxsize=256)
def _to_screen_count(actor: Actor) -> Select[tuple[int]]:
    return counted(to_screen(actor))


def screening(session: Session, actor: Actor, *, limit: int = PAGE) -> list[SuratMasuk]:
    """Those that wait longest, first."""
    found = to_screen(actor).options(joinedload(SuratMasuk.tujuan), joinedload(SuratMasuk.opd))
    return list(session.scalars(found.order_by(SuratMasuk.id).limit(limit)))


def screening_count(session: Session, actor: Actor) -> int:
    """How many wait for screening; no statement for who never screens."""
    return jumlah(session, _to_screen_count(actor)) if actor.jabatan_ids else 0


def standing(session: Session, opd_id: int) -> list[ArahanTetap]:
    """The standing list of an office, by kode."""
    rows = select(ArahanTetap).where(ArahanTetap.opd_id == opd_id).options(joinedload(ArahanTetap.jabatan))
    return list(session.scalars(rows.order_by(ArahanTetap.kode_klasifikasi)))
