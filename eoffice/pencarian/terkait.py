"""Naskah terkait: what stands in a real relation to a record first, then what speaks of it, then what is like it.

Each is looked up anew for whoever asks: what that person may not read is neither shown nor counted (OTR-03).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from eoffice import clock
from eoffice.akses.actor import Actor
from eoffice.akses.rights import Sifat
from eoffice.arsip.queries import pencarian as mesin
from eoffice.arsip.queries.pencarian import Temuan
from eoffice.disposisi.models import Disposisi, DisposisiPenerima, Jawaban, TindakLanjut
from eoffice.naskah import indexing, jenis
from eoffice.naskah import queries as naskah_queries
from eoffice.naskah.models import Koreksi, Lampiran, Naskah
from eoffice.naskah.states import AKIBAT, LABEL_KEADAAN, JenisKoreksi, Keadaan
from eoffice.search import tanya
from eoffice.surat_masuk import queries as surat_queries
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import PeranSurat

#: Of one kind of relation at most so many are shown; of those that are only alike, five.
TERBANYAK: Final = 20
SERUPA: Final = 5
#: Numbers that are looked up of all that a text mentions, and how much of it is read for them.
NOMOR_TERBANYAK: Final = 5
DIBACA: Final = 40_000
#: A number of a naskah: a code or word, then at least two more parts, the last of them a year.
_NOMOR: Final = re.compile(
    r"(?<![\w/.-])[0-9A-Za-z][0-9A-Za-z.-]{0,30}(?:/[0-9A-Za-z][0-9A-Za-z.-]{0,30}){1,6}/(?:19|20)[0-9]{2}(?![\w/])"
)

_KATA: Final = {
    JenisKoreksi.MENCABUT: "Mencabut",
    JenisKoreksi.MERALAT: "Meralat",
    JenisKoreksi.MENGGANTIKAN: "Menggantikan",
}

Tempat = tuple[str, int]
"""Which record: «naskah» or «surat_masuk», and its id."""


@dataclass(frozen=True)
class Tautan:
    """One related record, as a list shows it."""

    objek: str
    id: int
    jenis: str
    hal: str
    pihak: str
    nomor: str
    tanggal: date | None
    sifat: Sifat
    keadaan: Keadaan
    url: str

    @property
    def tempat(self) -> Tempat:
        """Which record it leads to."""
        return self.objek, self.id


@dataclass(frozen=True)
class Terkait:
    """Records in one relation: in which, and which; `serupa` says that they are only alike."""

    kata: str
    tautan: tuple[Tautan, ...]
    serupa: bool = False


@dataclass(frozen=True)
class Sendiri:
    """The record itself: where it is, and the words by which others are found."""

    tempat: Tempat
    hal: str
    nomor: str
    isi: str


def naskah(session: Session, actor: Actor, naskah_id: int) -> list[Terkait]:
    """What is related to a naskah. Raises NotFound when the actor may not know of it."""
    found = naskah_queries.get(session, actor, naskah_id, whole=False)
    came = list(session.scalars(select(SuratMasuk.id).where(SuratMasuk.naskah_id == found.id).limit(500)))
    real = [
        *_answered(session, found),
        *_answers(session, came),
        *_results(session, came),
        *_corrections(session, found.id),
        *_enclosed(session, found),
        *(("Diterima sebagai", ("surat_masuk", surat_id)) for surat_id in came),
    ]
    body = indexing.body(found) if found.sifat in indexing.BODY_INDEXED else ""
    own = Sendiri(("naskah", found.id), found.hal, found.nomor or "", body)
    return _told(session, actor, own, real)


def surat(session: Session, actor: Actor, surat_id: int) -> list[Terkait]:
    """What is related to a surat masuk. Raises NotFound when the actor may not know of it."""
    found = surat_queries.get(session, actor, surat_id)
    real: list[tuple[str, Tempat]] = []
    if found.naskah is not None:
        real += [("Naskah aslinya", ("naskah", found.naskah.id)), *_answered(session, found.naskah)]
        real += [*_corrections(session, found.naskah.id), *_enclosed(session, found.naskah)]
    real += [*_answers(session, [found.id]), *_results(session, [found.id])]
    open_ = found.sifat in indexing.BODY_INDEXED
    body = (indexing.body(found.naskah) if found.naskah is not None else found.teks) if open_ else ""
    own = Sendiri(("surat_masuk", found.id), found.hal, found.nomor_surat, body)
    return _told(session, actor, own, real)


def _answered(session: Session, found: Naskah) -> Iterator[tuple[str, Tempat]]:
    """What a naskah answers, as the surat it was and as the naskah behind that surat; whose disposisi it carries out."""
    part = (
        select(Disposisi.surat_id)
        .join(DisposisiPenerima, DisposisiPenerima.disposisi_id == Disposisi.id)
        .join(TindakLanjut, TindakLanjut.penerima_id == DisposisiPenerima.id)
    )
    ids = {*session.scalars(part.where(TindakLanjut.naskah_id == found.id))}
    for surat_id in ids - {found.menjawab_surat_id}:
        yield "Tindak lanjut atas", ("surat_masuk", surat_id)
    if found.menjawab_surat_id is not None:
        yield "Menjawab", ("surat_masuk", found.menjawab_surat_id)
        origin = session.scalar(select(SuratMasuk.naskah_id).where(SuratMasuk.id == found.menjawab_surat_id))
        if origin is not None:
            yield "Menjawab", ("naskah", origin)


def _answers(session: Session, surat_ids: list[int]) -> Iterator[tuple[str, Tempat]]:
    direct = select(Naskah.id).where(Naskah.menjawab_surat_id.in_(surat_ids))
    begun = select(Jawaban.naskah_id).where(Jawaban.surat_id.in_(surat_ids))
    for naskah_id in session.scalars(direct.union(begun)) if surat_ids else ():
        yield "Dijawab oleh", ("naskah", naskah_id)


def _results(session: Session, surat_ids: list[int]) -> Iterator[tuple[str, Tempat]]:
    reported = (
        select(TindakLanjut.naskah_id)
        .join(TindakLanjut.penerima)
        .join(Disposisi, Disposisi.id == DisposisiPenerima.disposisi_id)
        .where(Disposisi.surat_id.in_(surat_ids), TindakLanjut.naskah_id.is_not(None))
    )
    for naskah_id in session.scalars(reported) if surat_ids else ():
        yield "Hasil disposisi", ("naskah", naskah_id or 0)


def _corrections(session: Session, naskah_id: int) -> Iterator[tuple[str, Tempat]]:
    k = Koreksi
    rows = select(k.naskah_id, k.sasaran_id, k.jenis, k.berlaku_at)
    for newer, older, kind, since in session.execute(
        rows.where((k.naskah_id == naskah_id) | (k.sasaran_id == naskah_id)).order_by(k.id)
    ).tuples():
        if newer == naskah_id:
            yield _KATA[kind], ("naskah", older)
        elif since is not None:
            yield f"{LABEL_KEADAAN[AKIBAT[kind]]} oleh", ("naskah", newer)


def _enclosed(session: Session, found: Naskah) -> Iterator[tuple[str, Tempat]]:
    """Whose lampiran the signed file is, and which signed files are its own lampiran: the very same bytes."""
    own = select(Lampiran.sha256).where(Lampiran.naskah_id == found.id, Lampiran.urutan > 0)
    for naskah_id in session.scalars(select(Naskah.id).where(Naskah.pdf_sha256.in_(own))):
        yield "Lampirannya", ("naskah", naskah_id)
    if found.pdf_sha256 is not None:
        with_it = select(Lampiran.naskah_id).where(Lampiran.sha256 == found.pdf_sha256, Lampiran.urutan > 0)
        for naskah_id in session.scalars(with_it.limit(TERBANYAK)):
            yield "Lampiran dari", ("naskah", naskah_id)


def disebut(teks: str) -> tuple[str, ...]:
    """The numbers of naskah that a text mentions, each once, in their order; the first few."""
    seen = dict.fromkeys(each[0].rstrip(".") for each in _NOMOR.finditer(teks[:DIBACA]))
    return tuple(seen)[:NOMOR_TERBANYAK]


def _mentions(session: Session, actor: Actor, own: Sendiri) -> Iterator[tuple[str, Tautan]]:
    """Records whose number the text mentions, then records that mention the number; only what the actor may read."""
    named = tuple(tanya.Butir(n, tanya.Operator.NOMOR, frasa=True) for n in disebut(own.isi) if n != own.nomor)
    if named:
        for link in _found(mesin.cari(session, actor, tanya.Tanya(named), segi=False).temuan):
            yield "Disebut di dalamnya", link
    if disebut(own.nomor):
        asked = tanya.Tanya((tanya.Butir(own.nomor, frasa=True),))
        for link in _found(mesin.cari(session, actor, asked, segi=False).temuan):
            yield "Menyebut nomor surat ini", link


def _told(session: Session, actor: Actor, own: Sendiri, real: list[tuple[str, Tempat]]) -> list[Terkait]:
    every = dict[Tempat, str]()
    for word, place in real:
        every.setdefault(place, word)
    shown = _readable(session, actor, every)
    for word, link in _mentions(session, actor, own):
        if every.setdefault(link.tempat, word) == word:
            shown[link.tempat] = link
    groups: dict[str, list[Tautan]] = {}
    for place, word in every.items():
        if place != own.tempat and place in shown:
            groups.setdefault(word, []).append(shown[place])
    told = [Terkait(word, tuple(links[:TERBANYAK])) for word, links in groups.items()]
    alike = _found(mesin.terkait_kata(session, actor, *own.tempat, own.hal, limit=4 * SERUPA))
    rest = tuple(link for link in alike if link.tempat != own.tempat and link.tempat not in every)[:SERUPA]
    return [*told, Terkait("Hal yang serupa", rest, serupa=True)] if rest else told


def _found(temuan: Iterable[Temuan]) -> list[Tautan]:
    """Hits, which were checked for the actor when they were found, as links."""

    def plain(pieces: tuple[tuple[str, bool], ...]) -> str:
        return "".join(text for text, _ in pieces)

    return [
        Tautan(t.objek, t.id, t.jenis, plain(t.hal), t.pihak, plain(t.nomor), t.tanggal, t.sifat, t.keadaan, t.url)
        for t in temuan
    ]


def _readable(session: Session, actor: Actor, places: Iterable[Tempat]) -> dict[Tempat, Tautan]:
    """Those of the places that the actor may read, two statements in all."""
    wanted: dict[str, set[int]] = {"naskah": set(), "surat_masuk": set()}
    for objek, number in places:
        wanted[objek].add(number)
    found: dict[Tempat, Tautan] = {}
    if wanted["naskah"]:
        mine = (
            naskah_queries.visible(actor)
            .where(Naskah.id.in_(sorted(wanted["naskah"])))
            .options(joinedload(Naskah.unit))
        )
        found |= {("naskah", n.id): _naskah(n) for n in session.scalars(mine)}
    if wanted["surat_masuk"]:
        state = joinedload(SuratMasuk.naskah).load_only(Naskah.id, Naskah.keadaan)
        read = surat_queries.visible(actor).where(SuratMasuk.id.in_(sorted(wanted["surat_masuk"])))
        rows = session.scalars(read.options(joinedload(SuratMasuk.opd), state))
        found |= {("surat_masuk", s.id): _surat(s) for s in rows}
    return found


def _naskah(row: Naskah) -> Tautan:
    kind = jenis.get(row.jenis).nama
    return Tautan(
        "naskah",
        row.id,
        kind,
        row.hal or kind,
        f"Dari {row.unit.nama}",
        row.nomor or "",
        row.tanggal,
        row.sifat,
        row.keadaan,
        f"/naskah/{row.id}",
    )


def _surat(row: SuratMasuk) -> Tautan:
    day = row.tanggal_surat or clock.wib(row.diterima_at).date()
    kind = "Tembusan masuk" if row.peran is PeranSurat.TEMBUSAN else "Surat masuk"
    state = row.naskah.keadaan if row.naskah is not None else Keadaan.BERLAKU
    number = row.nomor_surat or f"Agenda {row.nomor_agenda}/{row.tahun}"
    return Tautan(
        "surat_masuk",
        row.id,
        kind,
        row.hal,
        f"Dari {row.asal_teks}",
        number,
        day,
        row.sifat,
        state,
        f"/surat-masuk/{row.id}",
    )
