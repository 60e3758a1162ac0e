"""Requests to read: lists that start at `visible_akses`, and what a request may mean to whoever decides it."""

from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, case, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from eoffice import clock
from eoffice.akses.actor import Actor, Peran
from eoffice.akses.models import PemberianAkses
from eoffice.akses.rights import Sifat
from eoffice.arsip.states import Objek
from eoffice.arsip_impor import queries as impor_queries
from eoffice.arsip_impor.models import ArsipImpor
from eoffice.db import count, within
from eoffice.errors import NotFound
from eoffice.layanan_arsip.models import PermintaanAkses
from eoffice.layanan_arsip.states import INGATKAN_AKSES, UNTUK_JABATAN, StatusAkses
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import ISSUED
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan, JabatanPeran, Unit
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratMasuk

PAGE: Final = 30
#: What a decider is offered at most for what was typed.
CALON: Final = 12
#: What an arsiparis can put before the head of the office: of anything more closed only its readers may know.
DITERUSKAN: Final = frozenset({Sifat.BIASA, Sifat.TERBATAS})

#: Words of a request that tell nothing of the record: nearly every one has them.
_UMUM: Final = frozenset((
    "arsip", "surat", "naskah", "dokumen", "nomor", "tanggal", "tahun", "bulan", "perihal", "tentang", "mengenai", "dari",
    "kepada", "untuk", "dengan", "yang", "dan", "pada", "lalu", "ini", "itu", "kami", "kota", "dinas",
))  # fmt: skip

Arsip = Naskah | SuratMasuk | ArsipImpor


def visible_akses(actor: Actor) -> Select[tuple[PermintaanAkses]]:
    """Requests that the actor made or decided, that were made to an office served or led, or passed to a jabatan held."""
    served = actor.arsip_opd_ids | actor.pimpinan_opd_ids
    return select(PermintaanAkses).where(
        or_(
            PermintaanAkses.pemohon_id == actor.pegawai_id,
            PermintaanAkses.diputus_oleh_id == actor.pegawai_id,
            within(PermintaanAkses.opd_id, served),
            and_(PermintaanAkses.objek == UNTUK_JABATAN, within(PermintaanAkses.objek_id, actor.jabatan_ids)),
        )
    )


def get_akses(session: Session, actor: Actor, permintaan_id: int) -> PermintaanAkses:
    """One request. Raises NotFound when there is none the actor may know of (OTR-04)."""
    found = session.scalar(visible_akses(actor).where(PermintaanAkses.id == permintaan_id).options(*_WHOLE))
    if found is None:
        raise NotFound("Permintaan tidak ditemukan.")
    return found


_WHOLE: Final = (
    joinedload(PermintaanAkses.pemohon),
    joinedload(PermintaanAkses.pemohon_jabatan).joinedload(Jabatan.unit),
    joinedload(PermintaanAkses.opd),
    joinedload(PermintaanAkses.diputus_oleh),
    joinedload(PermintaanAkses.pemberian),
)


def _tab(actor: Actor, tab: str) -> Select[tuple[PermintaanAkses]]:
    rows = visible_akses(actor)
    if tab == "saya":
        return rows.where(PermintaanAkses.pemohon_id == actor.pegawai_id)
    rows = rows.where(PermintaanAkses.pemohon_id != actor.pegawai_id)
    waiting = PermintaanAkses.status == StatusAkses.DIMINTA
    return rows.where(waiting if tab == "masuk" else ~waiting)


def daftar_akses(session: Session, actor: Actor, tab: str, *, before: int | None = None) -> list[PermintaanAkses]:
    """One tab (saya, masuk, riwayat), newest first, keyset by id; one more than a page when there are more."""
    rows = _tab(actor, tab)
    if before is not None:
        rows = rows.where(PermintaanAkses.id < before)
    return list(session.scalars(rows.options(*_WHOLE).order_by(PermintaanAkses.id.desc()).limit(PAGE + 1)))


def masuk(actor: Actor) -> Select[tuple[PermintaanAkses]]:
    """The requests of others that wait for a decision."""
    return _tab(actor, "masuk")


def menunggu_akses(session: Session, actor: Actor) -> int:
    """How many requests wait for the actor's offices."""
    return count(session, masuk(actor))


def menerima(session: Session, actor: Actor) -> bool:
    """Whether any request ever reached the actor, other than the own ones."""
    rows = visible_akses(actor).where(PermintaanAkses.pemohon_id != actor.pegawai_id)
    return session.scalar(rows.with_only_columns(PermintaanAkses.id).limit(1)) is not None


def pejabat(session: Session, opd_id: int) -> list[tuple[int, str]]:
    """To whom a request can be passed, since they may have signed or received it: who leads a unit, and the city."""
    leads = select(JabatanPeran.jabatan_id).where(JabatanPeran.peran == Peran.PEMANTAU)
    own = and_(Unit.opd_id == opd_id, Jabatan.kepala_unit)
    rows = select(Jabatan.id, Jabatan.nama).join(Unit, Unit.id == Jabatan.unit_id)
    rows = rows.where(Jabatan.aktif, or_(own, Jabatan.id.in_(leads))).order_by(Unit.opd_id != opd_id, Jabatan.id)
    return [(row.id, row.nama) for row in session.execute(rows)]


def akan_berakhir(session: Session, on: date) -> list[PermintaanAkses]:
    """Leaves in force whose end the reader is told of on this date (WIB), three days before and on the day."""
    days = [datetime.combine(on + timedelta(n), time(), clock.WIB) for n in INGATKAN_AKSES]
    ends = PemberianAkses.sampai_at
    spans = [and_(ends >= day, ends < day + timedelta(days=1)) for day in days]
    rows = select(PermintaanAkses).join(PemberianAkses, PemberianAkses.id == PermintaanAkses.pemberian_id)
    held = rows.where(
        PermintaanAkses.status == StatusAkses.DISETUJUI,
        PemberianAkses.dicabut_at.is_(None),
        PemberianAkses.sampai_at > clock.now(),
        or_(*spans),
    )
    return list(session.scalars(held.options(*_WHOLE).order_by(PermintaanAkses.id)))


def terbuka(session: Session, actor: Actor) -> int:
    """How many of the actor's own requests wait for a decision."""
    return count(session, _tab(actor, "saya").where(PermintaanAkses.status == StatusAkses.DIMINTA))


def calon(session: Session, actor: Actor, minta: PermintaanAkses, kata: str = "") -> list[Arsip]:
    """Records of the office asked that the *decider* may read and that what was typed can mean, newest first."""
    words = _kata(kata or minta.sebutan)
    found = _cocok(session, actor, minta, words)
    numbers = [word for word in words if "/" in word and any(map(str.isdigit, word))]
    if not found and len(numbers) < len(words):  # the hal is told in one's own words, the number is copied
        found = _cocok(session, actor, minta, numbers)
    return found


def terdekat(session: Session, actor: Actor, minta: PermintaanAkses, kata: str = "") -> list[Arsip]:
    """Records in which at least half of the telling words of a phrase stand, those with most of them first.

    For what nothing fits wholly: people ask in a sentence, and hardly ever in the words of the hal.
    """
    words = list(dict.fromkeys(w.casefold() for w in _kata(kata or minta.sebutan)))
    words = [w for w in words if len(w) > 2 and w not in _UMUM]
    scored: list[tuple[int, Arsip]] = []
    for rows, model, columns in _asal(actor, minta) if len(words) > 1 else ():
        fits: ColumnElement[int] = sum((case((_said(w, *columns), 1), else_=0) for w in words), start=literal(0))
        held = rows.where(fits * 2 >= len(words)).add_columns(fits).order_by(fits.desc(), model.id.desc())
        scored += [(many, one) for one, many in session.execute(held.limit(CALON)).tuples()]
    return [one for _, one in sorted(scored, key=lambda s: -s[0])][:CALON]


def _kata(typed: str) -> list[str]:
    """The words that can be in a number or a hal: without the marks that a sentence puts around them."""
    bare = (word.strip(".,;:()\"'“”") for word in typed.split())
    return [word for word in bare if word][:8]


def _cocok(session: Session, actor: Actor, minta: PermintaanAkses, words: list[str]) -> list[Arsip]:
    found: list[Arsip] = []
    for rows, model, columns in _asal(actor, minta) if words else ():
        said = (_said(word, *columns) for word in words)
        found += session.scalars(rows.where(*said).order_by(model.id.desc()).limit(CALON))
    return _berselang(found)[:CALON]


def _asal(
    actor: Actor, minta: PermintaanAkses
) -> tuple[tuple[Select[Any], Any, tuple[InstrumentedAttribute[Any], ...]], ...]:
    """The three kinds of records of the office asked that the *decider* may read, and where their words stand."""
    naskah = naskah_queries.visible(actor).where(Naskah.status.in_(ISSUED), Naskah.opd_id == minta.opd_id)
    naskah = naskah.where(Naskah.musnah_at.is_(None))
    surat = surat_queries.visible(actor).where(SuratMasuk.opd_id == minta.opd_id, SuratMasuk.musnah_at.is_(None))
    impor = impor_queries.visible(actor).where(ArsipImpor.opd_id == minta.opd_id, ArsipImpor.musnah_at.is_(None))
    return (
        (naskah, Naskah, (Naskah.nomor, Naskah.hal)),
        (surat, SuratMasuk, (SuratMasuk.nomor_surat, SuratMasuk.hal)),
        (impor, ArsipImpor, (ArsipImpor.nomor, ArsipImpor.hal)),
    )


def _said(word: str, *columns: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    return or_(*(column.icontains(word, autoescape=True) for column in columns))


def _berselang(found: list[Arsip]) -> list[Arsip]:
    """The newest of each kind first, so that many of one kind do not push the others out."""
    kinds: dict[type[Any], list[Arsip]] = {}
    for one in found:
        kinds.setdefault(type(one), []).append(one)
    return [one for row in zip_longest(*kinds.values()) for one in row if one is not None]


def arsip(session: Session, actor: Actor, objek: str, objek_id: int) -> Arsip | None:
    """The record of a kind and number that the actor may read; None when there is none."""
    if objek == Objek.NASKAH:
        return session.scalar(naskah_queries.visible(actor).where(Naskah.id == objek_id, Naskah.status.in_(ISSUED)))
    if objek == Objek.SURAT_MASUK:
        return session.scalar(surat_queries.visible(actor).where(SuratMasuk.id == objek_id))
    if objek == Objek.ARSIP_IMPOR:
        return session.scalar(impor_queries.visible(actor).where(ArsipImpor.id == objek_id))
    return None


def ditunjuk(session: Session, minta: PermintaanAkses) -> Arsip | None:
    """The record that the arsiparis put to a request for its decider; hold it against `policy.may_decide`.

    The head of an office learns of it what a list shows, number and hal of a Terbatas record of the own office (6.4).
    """
    if minta.objek == Objek.NASKAH:
        return session.get(Naskah, minta.objek_id)
    if minta.objek == Objek.ARSIP_IMPOR:
        return session.get(ArsipImpor, minta.objek_id)
    return session.get(SuratMasuk, minta.objek_id) if minta.objek == Objek.SURAT_MASUK else None


def diteruskan(session: Session, actor: Actor, minta: PermintaanAkses) -> Arsip | None:
    """As `ditunjuk`, for the page: what was closed further since, or left the office, is shown to its readers alone (OTR-09)."""
    found = ditunjuk(session, minta)
    if found is None or found.opd_id != minta.opd_id:
        return None
    if found.sifat in DITERUSKAN:
        return found
    return arsip(session, actor, minta.objek, found.id)


def penjaga(session: Session, opd_id: int, *peran: Peran) -> list[int]:
    """Who is told in an office: its jabatan that bear one of these roles."""
    return [post.id for post in organisasi.berperan(session, opd_id, *peran)]


def pengawas(session: Session, actor: Actor) -> bool:
    """Whether the actor works for the Inspektorat, by the kind of its office and never by a name."""
    kind = session.scalar(select(Unit.jenis).where(Unit.id == actor.opd_id))
    return kind == "inspektorat"


def memimpin(session: Session, actor: Actor, record: Arsip) -> bool:
    """Whether the actor heads the unit that owns a record: of a surat, the unit it is addressed to."""
    if isinstance(record, Naskah | ArsipImpor):
        owner = record.unit_id
    else:
        owner = session.get_one(Jabatan, record.tujuan_jabatan_id).unit_id
    heads = select(Jabatan.id).where(
        Jabatan.unit_id == owner, Jabatan.kepala_unit, Jabatan.aktif, within(Jabatan.id, actor.jabatan_ids)
    )
    return session.scalar(heads.limit(1)) is not None
