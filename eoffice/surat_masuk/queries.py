"""Lists of surat masuk; each starts at `visible`, the SQL twin of policy.may for BACA_SURAT (OTR-01)."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Integer, Select, and_, bindparam, false, func, or_, select, true
from sqlalchemy.orm import Session, joinedload, selectinload, undefer

from eoffice import clock
from eoffice.akses import panitia, sementara
from eoffice.akses.actor import Actor, HakOperator
from eoffice.akses.rights import REACH, Relation, Sifat
from eoffice.db import Instant, ada, count, newest, tetap, within
from eoffice.errors import NotFound
from eoffice.naskah import kaitan
from eoffice.naskah.models import Lampiran, Naskah
from eoffice.naskah.states import Keadaan, Urgensi
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan, Pegawai, Unit
from eoffice.surat_masuk.models import SuratAkses, SuratDitolak, SuratLokasi, SuratMasuk
from eoffice.surat_masuk.states import BELUM, OPEN, PeranSurat, Status

PAGE: Final = 30
#: Of the naskah behind a row of a list only what the row says of it.
_KEADAAN: Final = joinedload(SuratMasuk.naskah).load_only(Naskah.id, Naskah.keadaan)


def _in_chain(jabatan_ids: Iterable[int]) -> ColumnElement[bool]:
    """The surat came past one of these jabatan."""
    chain = select(SuratAkses.surat_id).where(SuratAkses.surat_id == SuratMasuk.id).correlate(SuratMasuk)
    return ada(chain.where(within(SuratAkses.jabatan_id, jabatan_ids)))


@lru_cache(maxsize=256)
def visible(actor: Actor) -> Select[tuple[SuratMasuk]]:
    """Surat that the actor may read. Every list of a page starts here, so it is put together once for each actor."""

    def wide(relation: Relation, condition: ColumnElement[bool]) -> ColumnElement[bool]:
        return and_(condition, tetap(SuratMasuk.sifat, REACH[relation]))

    return select(SuratMasuk).where(
        or_(
            within(SuratMasuk.tujuan_jabatan_id, actor.jabatan_ids),
            _in_chain(actor.jabatan_ids),
            wide(Relation.TU, within(SuratMasuk.opd_id, actor.tu_opd_ids)),
            wide(Relation.ARSIPARIS, within(SuratMasuk.opd_id, actor.arsip_opd_ids)),
            wide(Relation.ARSIPARIS, within(SuratMasuk.kustodi_unit_id, actor.arsip_opd_ids)),
            wide(Relation.KUSTODI, within(SuratMasuk.kustodi_unit_id, actor.unit_ids)),
            *_operated(actor),
            *sementara.terbuka(actor, "surat_masuk", SuratMasuk),
        )
    )


def _operated(actor: Actor) -> list[ColumnElement[bool]]:
    """What the actor reads as operator, by sifat as far as each mandate reaches; `policy.operated` in SQL."""
    found = []
    for sifat in Sifat:
        if served := actor.atas_nama_ids(HakOperator.BACA, sifat):
            ends = or_(within(SuratMasuk.tujuan_jabatan_id, served), _in_chain(served))
            found.append(and_(SuratMasuk.sifat == sifat, ends))
    return found


def mine(actor: Actor) -> Select[tuple[SuratMasuk]]:
    """The inbox: what is addressed to a jabatan of the actor.

    That alone opens a surat of any sifat (`visible` names it first), so the other ways are not asked for: they add no
    row, and PostgreSQL would think about each of them for every number of a page.
    """
    return select(SuratMasuk).where(within(SuratMasuk.tujuan_jabatan_id, actor.jabatan_ids))


def get(session: Session, actor: Actor, surat_id: int) -> SuratMasuk:
    """One surat with what its page shows. Raises NotFound when there is none the actor may know of (OTR-04)."""
    found = session.scalar(
        visible(actor)
        .where(SuratMasuk.id == surat_id)
        .options(
            selectinload(SuratMasuk.akses),
            joinedload(SuratMasuk.opd),
            joinedload(SuratMasuk.asal_unit),
            joinedload(SuratMasuk.tujuan).joinedload(Jabatan.unit),
            joinedload(SuratMasuk.naskah).selectinload(Naskah.lampiran),
            *([undefer(SuratMasuk.perkara_id)] if actor.menilai else []),
        )
    )
    if found is None:
        raise NotFound("Surat tidak ditemukan.")
    return found


TABS: Final = ("tindakan", "belum_dibaca", "lewat", "semua")


_KINI: Final = bindparam("kini", type_=Instant())


def _tab(tab: str) -> ColumnElement[bool]:
    if tab == "tindakan":
        return and_(SuratMasuk.peran == PeranSurat.ASLI, tetap(SuratMasuk.status, (*BELUM, Status.MENUNGGU_KONFIRMASI)))
    if tab == "belum_dibaca":
        return SuratMasuk.dibaca_at.is_(None)
    if tab == "lewat":
        return and_(tetap(SuratMasuk.status, OPEN), SuratMasuk.batas_at < _KINI)
    return SuratMasuk.id.is_not(None)


class Baris(NamedTuple):
    """What a list says of a surat."""

    id: int
    asal_teks: str
    hal: str
    nomor_surat: str
    nomor_agenda: int
    status: Status
    peran: PeranSurat
    sifat: Sifat
    urgensi: Urgensi
    tujuan_jabatan_id: int
    diterima_at: datetime
    batas_at: datetime | None
    jam_henti_at: datetime | None
    dibaca_at: datetime | None
    keadaan: Keadaan | None

    @property
    def naskah(self) -> "Baris | None":
        """As of a surat: the naskah behind it, of which a row knows only its keadaan."""
        return self if self.keadaan is not None else None


_BARIS: Final = tuple(getattr(SuratMasuk, name) for name in Baris._fields[:-1])


@lru_cache(maxsize=512)
def _rows(actor: Actor, tab: str, later: bool) -> Select[Any]:
    """The rows of a tab, put together once for each actor; `later`: below a row."""
    before = bindparam("sebelum", type_=Integer()) if later else None
    limit = bindparam("banyak", type_=Integer())
    if tab == "semua":
        statement = visible(actor).where(_among_newest(actor, before, limit))
        if not (actor.tu_opd_ids or actor.arsip_opd_ids):  # who works on it has it as a disposisi already
            statement = statement.where(SuratMasuk.peran != PeranSurat.DISPOSISI)
    else:
        statement = mine(actor).where(_tab(tab))
    if before is not None:
        statement = statement.where(SuratMasuk.id < before)
    joined = statement.outerjoin(Naskah, Naskah.id == SuratMasuk.naskah_id)
    return joined.with_only_columns(*_BARIS, Naskah.keadaan).order_by(SuratMasuk.id.desc()).limit(limit)


def inbox(session: Session, actor: Actor, tab: str, *, before: int | None = None, limit: int = PAGE) -> list[Baris]:
    """One tab of the inbox, newest first, keyset by id. A TU or arsiparis sees the office's own under «semua»."""
    asked = {"kini": clock.now(), "sebelum": before, "banyak": limit}
    return [Baris(*row) for row in session.execute(_rows(actor, tab, before is not None), asked)]


def _among_newest(actor: Actor, before: Any, limit: Any) -> ColumnElement[bool]:
    """Narrows the newest surat to the newest of every way in which the actor knows one; decides no right.

    Whoever knows few would else walk back through all that the city received. Where a whole office is open, walking is
    the shortest way.
    """
    if actor.tu_opd_ids or actor.arsip_opd_ids:
        return true()
    ends = sorted(actor.jabatan_ids | actor.mandat_jabatan_ids)
    # Status by status, as the index has them: newest first without sorting all that a jabatan ever received.
    to = [(j, status) for j in ends for status in Status]
    ways = [
        select(SuratMasuk.id).where(SuratMasuk.tujuan_jabatan_id == j, SuratMasuk.status == status) for j, status in to
    ]
    chains = [select(SuratAkses.surat_id).where(SuratAkses.jabatan_id == j) for j in ends]
    if given := {d.objek_id for d in actor.diberi if d.objek == "surat_masuk"}:
        ways.append(select(SuratMasuk.id).where(within(SuratMasuk.id, given)))
    if actor.menilai:
        assessed = panitia.dinilai("surat_masuk", actor.menilai)
        ways.append(select(SuratMasuk.id).where(SuratMasuk.id.in_(assessed)))
    found = [newest(ways, SuratMasuk.id, before, limit), newest(chains, SuratAkses.surat_id, before, limit)]
    return or_(*(SuratMasuk.id.in_(ids) for ids in found)) if ways else false()


@lru_cache(maxsize=256)
def _counted(actor: Actor) -> Select[tuple[int, ...]]:
    """Every number of the tabs in one statement, put together once for each actor."""
    asked = {tab: mine(actor).where(_tab(tab)) for tab in TABS[:3]}
    asked["tembusan"] = mine(actor).where(SuratMasuk.peran == PeranSurat.TEMBUSAN, SuratMasuk.dibaca_at.is_(None))
    return select(
        *(
            rows.with_only_columns(func.count(), maintain_column_froms=True).scalar_subquery().label(tab)
            for tab, rows in asked.items()
        )
    )


def counts(session: Session, actor: Actor) -> dict[str, int]:
    """tindakan, belum_dibaca, lewat, tembusan (unread copies): numbers for the tabs."""
    row = session.execute(_counted(actor), {"kini": clock.now()}).one()
    return {name: many or 0 for name, many in row._mapping.items()}


def waiting(session: Session, actor: Actor) -> int:
    """How many surat wait for the actor's hand: the number beside the menu entry, in one statement."""
    return count(session, mine(actor).where(_tab("tindakan")))


def books(session: Session, actor: Actor) -> list[Unit]:
    """The offices whose agenda the actor keeps as TU or reads as arsiparis."""
    served = within(Unit.id, actor.tu_opd_ids | actor.arsip_opd_ids)
    return list(session.scalars(select(Unit).where(served).order_by(Unit.kode)))


def _in_book(actor: Actor, opd_id: int) -> Select[tuple[SuratMasuk]]:
    served = within(SuratMasuk.opd_id, actor.tu_opd_ids | actor.arsip_opd_ids)
    return visible(actor).where(served, SuratMasuk.opd_id == opd_id)


def agenda(
    session: Session,
    actor: Actor,
    opd_id: int,
    tahun: int,
    *,
    before: int | None = None,
    limit: int = 50,
    kata: str = "",
) -> list[SuratMasuk]:
    """The agenda book of an office the actor serves, latest number first, keyset by number.

    Args:
        kata: words that must all stand in the sender, number, subject, addressee or place of the original.
    """
    statement = _in_book(actor, opd_id).where(SuratMasuk.tahun == tahun)
    for word in kata.split()[:8]:
        statement = statement.where(_said(word))
    if before is not None:
        statement = statement.where(SuratMasuk.nomor_agenda < before)
    statement = statement.options(joinedload(SuratMasuk.tujuan), joinedload(SuratMasuk.opd), _KEADAAN)
    return list(session.scalars(statement.order_by(SuratMasuk.nomor_agenda.desc()).limit(limit)))


def _said(word: str) -> ColumnElement[bool]:
    """A word of a search in the book; a number alone is the agenda number as well."""
    columns = (SuratMasuk.asal_teks, SuratMasuk.nomor_surat, SuratMasuk.hal)
    ways = [column.icontains(word, autoescape=True) for column in columns]
    place = select(SuratLokasi.surat_id).where(SuratLokasi.teks.icontains(word, autoescape=True))
    office = select(Jabatan.id).where(Jabatan.nama.icontains(word, autoescape=True))
    ways += [SuratMasuk.id.in_(place), SuratMasuk.tujuan_jabatan_id.in_(office)]
    if word.isascii() and word.isdigit() and len(word) < 10:
        ways.append(SuratMasuk.nomor_agenda == int(word))
    return or_(*ways)


def ditolak(session: Session, actor: Actor, *, before: int | None = None) -> list[tuple[SuratDitolak, str]]:
    """What the actor's offices did not take into their agenda, latest first, each with who decided that."""
    served = within(SuratDitolak.opd_id, actor.tu_opd_ids | actor.arsip_opd_ids)
    statement = select(SuratDitolak, Pegawai.nama).join(Pegawai, Pegawai.id == SuratDitolak.oleh_id).where(served)
    if before is not None:
        statement = statement.where(SuratDitolak.id < before)
    return list(session.execute(statement.order_by(SuratDitolak.id.desc()).limit(PAGE)).tuples())


def sealed(
    session: Session, actor: Actor, opd_id: int, tahun: int, *, before: int | None = None, low: int = 0
) -> dict[int, datetime]:
    """Agenda numbers in the book whose surat its keeper may not read, and when each came: the book explains every number.

    Nothing else of them is told (OTR-08).
    """
    open_ = _in_book(actor, opd_id).where(SuratMasuk.tahun == tahun).with_only_columns(SuratMasuk.id)
    served = within(SuratMasuk.opd_id, actor.tu_opd_ids | actor.arsip_opd_ids)
    statement = select(SuratMasuk.nomor_agenda, SuratMasuk.diterima_at).where(
        served,
        SuratMasuk.opd_id == opd_id,
        SuratMasuk.tahun == tahun,
        SuratMasuk.nomor_agenda >= low,
        SuratMasuk.id.not_in(open_),
    )
    if before is not None:
        statement = statement.where(SuratMasuk.nomor_agenda < before)
    return dict(session.execute(statement).tuples().all())


def years(session: Session, actor: Actor, opd_id: int) -> list[int]:
    """The years that the agenda of an office has, latest first."""
    found = _in_book(actor, opd_id).with_only_columns(SuratMasuk.tahun).distinct().order_by(SuratMasuk.tahun.desc())
    return list(session.scalars(found))


def registers_for(actor: Actor) -> frozenset[int]:
    """The jabatan for which the actor registers as operator, whatever the sifat."""
    return frozenset(m.jabatan_id for m in actor.mandat if HakOperator.CATAT in m.hak)


def addressees(session: Session, actor: Actor) -> list[tuple[Jabatan, str]]:
    """To whom a TU may register a surat: the leading jabatan of the own offices, with today's holder, highest first."""
    rows = session.scalars(
        select(Jabatan)
        .join(Unit, Unit.id == Jabatan.unit_id)
        .where(
            or_(within(Unit.opd_id, actor.tu_opd_ids), within(Jabatan.id, registers_for(actor))),
            Jabatan.aktif,
            or_(Jabatan.kepala_unit, Jabatan.eselon != "-"),
        )
        .order_by(func.length(Unit.kode), Jabatan.kepala_unit.desc(), Jabatan.kode)
    ).all()
    held = organisasi.holders(session, [j.id for j in rows])
    return [(j, held[j.id].pegawai.nama_lengkap if j.id in held else "") for j in rows]


def koreksi(session: Session, actor: Actor, surat: SuratMasuk) -> list[kaitan.Kaitan]:
    """What revoked, corrected or replaced the naskah that arrived as this surat, which must come from `get`.

    Links lead to the actor's own inbox where the newer naskah arrived there too.
    """
    if surat.naskah is None or surat.naskah.keadaan is Keadaan.BERLAKU:
        return []

    def received(ids: Iterable[int]) -> dict[int, str]:
        own = visible(actor).with_only_columns(SuratMasuk.naskah_id, SuratMasuk.id)
        rows = session.execute(own.where(SuratMasuk.naskah_id.in_(list(ids))).order_by(SuratMasuk.id)).tuples()
        return {
            naskah_id: f"/surat-masuk/{surat_id}?tab=semua" for naskah_id, surat_id in rows if naskah_id is not None
        }

    return kaitan.pembaca(session, actor, surat.naskah.id, received)


def lampiran(session: Session, surat: SuratMasuk, lampiran_id: int) -> Lampiran:
    """A lampiran of the naskah that arrived as this surat, which must come from `get`. Raises NotFound."""
    found = session.get(Lampiran, lampiran_id)
    if found is None or surat.naskah_id is None or found.naskah_id != surat.naskah_id:
        raise NotFound("Lampiran tidak ditemukan.")
    return found
