"""One page of what was searched for: the index proposes, the rows decide, and only then anything is shown."""

import enum
import logging
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session

from eoffice import search
from eoffice.akses.actor import Actor
from eoffice.arsip.queries.pencarian.kamus import KamusBasis
from eoffice.arsip.queries.pencarian.maksud import Maksud, maksud
from eoffice.arsip.queries.pencarian.segi import Segi
from eoffice.arsip.queries.pencarian.segi import segi as hitung_segi
from eoffice.arsip.queries.pencarian.temuan import Temuan, readable, tampil
from eoffice.errors import Invalid
from eoffice.naskah import indexing as naskah_indexing
from eoffice.search import keys
from eoffice.search.pahami import bernomor, pahami, tertutup
from eoffice.search.rangkai import bersahaja
from eoffice.search.tanya import Butir, Operator, Tanya, urai
from eoffice.surat_masuk import indexing as surat_indexing

log = logging.getLogger(__name__)

PAGE: Final = 20
#: What the filter «jenis» calls a surat masuk.
SURAT_MASUK: Final = surat_indexing.JENIS
#: Hits of an export that are read together.
STEP: Final = 200
#: Words of a hal that say what it is about, asked for when something alike is looked for.
ALIKE: Final = 4
_CURSOR: Final = re.compile(r"([0-9]{1,2})-([0-9]{1,19})", re.ASCII)


class Urutan(enum.StrEnum):
    """Which hits come first."""

    TERBARU = "terbaru"
    RELEVANSI = "relevansi"


@dataclass(frozen=True)
class Permintaan:
    """What somebody looks for with a form: words as typed, filters already checked."""

    kata: str = ""
    pengirim: str = ""
    unit_id: int | None = None
    kode: str = ""
    jenis: str = ""
    dari: date | None = None
    sampai: date | None = None

    @property
    def kosong(self) -> bool:
        """Nothing is asked for, so that the page explains itself instead."""
        return self == Permintaan()


@dataclass(frozen=True)
class Hasil:
    """One page of hits.

    Attributes:
        jumlah: how many there are; `search.CAP` + 1 for more; 0 where more than a page were not to be counted.
        sesudah: where the next page starts; '' on the last.
        segi: facets over the newest `dari_terbaru` matches, `search.NEWEST` of them when there are more.
        galat: a sentence for each value that is not known; then nothing was searched.
        maksud: a nearby spelling that finds something, when nothing was found.
    """

    temuan: tuple[Temuan, ...] = ()
    jumlah: int = 0
    sesudah: str = ""
    segi: tuple[Segi, ...] = ()
    dari_terbaru: int = 0
    galat: tuple[str, ...] = ()
    maksud: Maksud | None = None

    @property
    def banyak(self) -> bool:
        """More than are counted."""
        return self.jumlah > search.CAP


def query_of(actor: Actor, asked: Permintaan) -> search.Query:
    """The question of a form to the index, with the rights of the actor as of now."""
    filters = set()
    if asked.unit_id is not None:
        filters.add(keys.dari(asked.unit_id))
    if asked.kode:
        filters.add(keys.kode(asked.kode))
    if asked.jenis:
        filters.add(keys.jenis(asked.jenis))
    return replace(
        _rights(actor),
        words=asked.kata,
        pihak=asked.pengirim,
        all=frozenset(filters),
        dari=asked.dari,
        sampai=asked.sampai,
    )


def _rights(actor: Actor) -> search.Query:
    return search.Query(
        any=naskah_indexing.held(actor), both=naskah_indexing.opened(actor) | surat_indexing.opened(actor)
    )


def _understood(session: Session, actor: Actor, tanya: Tanya) -> tuple[search.Query, tuple[str, ...]]:
    """The question to the index, and what of it is not known.

    Words that only say what follows are given up where nothing is found with them: «nomor 112/DINSOS», «hal Undangan»;
    a number may then have other parts between those that were typed: «445/DINKES/2026»; and a last word that finds nothing
    as it stands may be the beginning of a longer one: «imun», «perpus».
    """
    query, wrong = _meant(session, actor, tanya)
    if wrong:
        return query, wrong
    plain = bersahaja(tanya) or tanya
    readings = [(plain, False, False)] if plain is not tanya else []
    readings += [(plain, False, True)] if bernomor(plain) else []
    readings += [(plain, True, bernomor(plain))] if tertutup(plain) else []
    for each, terbuka, longgar in readings:
        if search.places(session, query, limit=1):
            break
        query, _ = _meant(session, actor, each, terbuka=terbuka, longgar=longgar)
    return query, wrong


def _meant(
    session: Session, actor: Actor, tanya: Tanya, *, terbuka: bool = False, longgar: bool = False
) -> tuple[search.Query, tuple[str, ...]]:
    found = pahami(tanya, KamusBasis(session, actor), terbuka=terbuka, longgar=longgar)
    query = replace(
        _rights(actor),
        more=tuple(found.terms),
        groups=frozenset(found.groups),
        none=frozenset(found.none),
        dari=found.dari,
        sampai=found.sampai,
    )
    return query, tuple(found.galat)


def _letak(sesudah: str) -> search.Letak | None:
    if not sesudah:
        return None
    found = _CURSOR.fullmatch(sesudah)
    if found is None:
        raise Invalid("Halaman itu tidak dikenal. Mulailah lagi dari halaman pertama.", {"sesudah": "Tidak dikenal."})
    return search.Letak(int(found[2]), int(found[1]))


@dataclass(frozen=True)
class _Halaman:
    """Which page is looked at: after which hit, in which order, and whether it is counted with the same look."""

    after: search.Letak | None
    relevance: bool
    together: bool

    def letak(
        self, session: Session, query: search.Query, allowed: ColumnElement[bool] | None = None
    ) -> tuple[list[search.Letak], Counter[str] | None]:
        """The places of its hits and of one more, and `search.tally` where that came with them."""
        if self.together and allowed is None:
            return search.opening(session, query, limit=PAGE + 1, relevance=self.relevance)
        at = search.places(session, query, allowed=allowed, after=self.after, limit=PAGE + 1, relevance=self.relevance)
        return at, None


@dataclass(frozen=True)
class _Dilihat:
    """What was found for a page; `allowed` where the rows had to be asked, as what is counted then must be."""

    at: list[search.Letak]
    shown: list[Temuan]
    counted: Counter[str] | None
    allowed: ColumnElement[bool] | None = None

    def tally(self, session: Session, query: search.Query, page: _Halaman) -> Counter[str]:
        """What facets count, asked now where it did not come along; of nothing on a first page there is none to ask."""
        if self.counted is not None:
            return self.counted
        return search.tally(session, query, allowed=self.allowed) if self.at or page.after else Counter[str]()


def _dilihat(session: Session, actor: Actor, query: search.Query, page: _Halaman) -> _Dilihat:
    at, counted = page.letak(session, query)
    shown = tampil(session, actor, search.shown(session, query, at[:PAGE]))
    if len(shown) == len(at[:PAGE]):
        return _Dilihat(at, shown, counted)
    # The rows decide: from here on every row is asked before it is counted (OTR-01).
    log.warning("Indeks pencarian mengusulkan yang tidak boleh dibaca. Jalankan eoffice pemeriksaan.")
    allowed = readable(actor)
    at, _ = page.letak(session, query, allowed)
    return _Dilihat(at, tampil(session, actor, search.shown(session, query, at[:PAGE])), None, allowed)


def cari(
    session: Session,
    actor: Actor,
    asked: Tanya | Permintaan | str,
    *,
    urutan: Urutan = Urutan.TERBARU,
    sesudah: str = "",
    segi: bool = True,
) -> Hasil:
    """Search with the actor's rights; the same number of statements for any number of hits.

    Args:
        sesudah: `Hasil.sesudah` of the page before.
        segi: count them with their facets, and look for a nearby spelling when nothing is found.
    Raises:
        Invalid: `sesudah` is nonsense.
    """
    after, relevance = _letak(sesudah), urutan is Urutan.RELEVANSI
    if isinstance(asked, str) and asked.strip() and urai(asked).kosong:
        return Hasil()  # signs alone
    tanya = urai(asked) if isinstance(asked, str) else asked
    query, wrong = (query_of(actor, tanya), ()) if isinstance(tanya, Permintaan) else _meant(session, actor, tanya)
    if wrong:
        return Hasil(galat=wrong)
    page = _Halaman(after, relevance, together=segi and after is None)
    found = _dilihat(session, actor, query, page)
    if not found.at and isinstance(tanya, Tanya):
        query, _ = _understood(session, actor, tanya)
        found = _dilihat(session, actor, query, page)
    at = found.at
    further = f"{at[PAGE - 1].tingkat}-{at[PAGE - 1].urut}" if len(at) > PAGE else ""
    if not segi:
        many = 0 if after is not None or further else len(at)
        return Hasil(temuan=tuple(found.shown), jumlah=many, sesudah=further, dari_terbaru=many)
    counted = found.tally(session, query, page)
    many = counted.total()
    words = tanya if isinstance(tanya, Tanya) else urai(tanya.kata)
    return Hasil(
        temuan=tuple(found.shown),
        jumlah=min(many, search.CAP + 1),
        sesudah=further,
        segi=hitung_segi(session, words, counted),
        dari_terbaru=many,
        maksud=None if many else maksud(session, words, lambda t: _finds(session, actor, t)),
    )


def _finds(session: Session, actor: Actor, tanya: Tanya) -> bool:
    """Whether anything that may be read is found: asked of the rows themselves."""
    query, wrong = _understood(session, actor, tanya)
    return not wrong and bool(search.places(session, query, allowed=readable(actor), limit=1))


def semua(session: Session, actor: Actor, asked: Tanya | Permintaan | str, *, limit: int = 10_000) -> Iterator[Temuan]:
    """Every hit, newest first, page by page; each row is asked whether it may be read.

    Raises:
        Invalid: a value of the question is not known.
    """
    tanya = urai(asked) if isinstance(asked, str) else asked
    query, wrong = (query_of(actor, tanya), ()) if isinstance(tanya, Permintaan) else _understood(session, actor, tanya)
    if wrong:
        raise Invalid(" ".join(wrong))
    after: search.Letak | None = None
    left = limit
    while left > 0:
        at = search.places(session, query, after=after, limit=min(left, STEP))
        yield from tampil(session, actor, search.shown(session, query, at))
        left -= len(at)
        if len(at) < STEP:
            return
        after = at[-1]


def terkait_kata(
    session: Session, actor: Actor, objek: str, objek_id: int, hal: str, *, limit: int = 5
) -> list[Temuan]:
    """Records whose hal speaks of the same, best first; fewer words are asked for until some are found."""
    telling = [w for w in dict.fromkeys(search.words(hal)) if search.akar(w)]
    telling = sorted(telling, key=len, reverse=True)[:ALIKE]
    for many in range(len(telling), 0, -1):
        asked = Tanya(tuple(Butir(w, Operator.HAL) for w in telling[:many]))
        query, _ = _understood(session, actor, asked)
        hits = search.find(session, query, allowed=None, limit=limit + 1, relevance=True)
        others = [h for h in hits if (h.kind, h.id) != (objek, objek_id)]
        if others:
            return tampil(session, actor, others[:limit])
    return []
