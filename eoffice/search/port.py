"""What search promises, whatever database is behind it; its tables are called cari_… and belong to no model."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from types import ModuleType
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Connection, select
from sqlalchemy.orm import Session

from eoffice.db import Ready, among, filled
from eoffice.search import kata, keys, postgres, sqlite, ungkapan
from eoffice.search.catatan import Kind, Saring, place, terurai
from eoffice.search.dokumen import TERBACA, tables
from eoffice.search.imbuhan import akar, utuh
from eoffice.search.sorot import Sorot, sorotan
from eoffice.search.ungkapan import Hak, Term

#: Counting stops here; more is shown as «1.000+» (kinerja 4).
CAP: Final = 1000
#: Facets are counted over so many of the newest: those that are counted at all, so that one walk answers both.
NEWEST: Final = CAP + 1


def simple_terms(typed: str) -> tuple[Term, ...]:
    """What somebody typed as terms, without operators; a word outside quotes also by its root."""
    return tuple(Term((whole(p),), roots=akar(p.words[0]) if len(p.words) == 1 else ()) for p in kata.phrases(typed))


def whole(phrase: kata.Phrase) -> kata.Phrase:
    """The last word as it stands when it is a whole one of the language; else the beginning of a longer one.

    What is made of the same root is found beside it; lists of everything that begins so are long and cost much.
    """
    if phrase.prefix and len(phrase.words) == 1 and utuh(phrase.words[0]):
        return kata.Phrase(phrase.words)
    return phrase


@dataclass(frozen=True)
class Query:
    """What is looked for.

    Args:
        words: as typed, without operators; every word must occur somewhere.
        pihak: as typed; every word must occur among senders, recipients and signers.
        any, both, all, groups, none: rights and filters, see `ungkapan.Hak`. Without any right nothing is found.
        dari, sampai: first and last date, both included.
        more: further terms, already understood.
    """

    words: str = ""
    pihak: str = ""
    any: frozenset[str] = frozenset()
    both: frozenset[frozenset[str]] = frozenset()
    all: frozenset[str] = frozenset()
    groups: frozenset[frozenset[str]] = frozenset()
    none: frozenset[str] = frozenset()
    dari: date | None = None
    sampai: date | None = None
    more: tuple[Term, ...] = ()
    terms: tuple[Term, ...] = field(init=False)
    hopeless: bool = field(init=False)

    def __post_init__(self) -> None:
        typed = simple_terms(self.words)
        named = tuple(Term((p,), "pihak") for p in kata.phrases(self.pihak))
        object.__setattr__(self, "terms", (*typed, *named, *self.more))
        signs = (self.words.strip() and not typed) or (self.pihak.strip() and not named)
        object.__setattr__(self, "hopeless", bool(signs) or not (self.any or self.both))
        check(self.any | self.all | self.none)
        for some in (*self.both, *self.groups):
            check(some)

    @property
    def hak(self) -> Hak:
        """Rights and filters."""
        return Hak(self.any, self.both, self.all, self.groups, self.none)

    @property
    def _semua(self) -> tuple[Term, ...]:
        return tuple(each for t in self.terms for each in t.semua)

    @property
    def marks(self) -> tuple[kata.Phrase, ...]:
        """What is marked in a hit."""
        return tuple(p for t in self._semua if not t.negated and t.where in _MARKED for p in t.phrases)

    @property
    def potongan(self) -> tuple[kata.Phrase, ...]:
        """What is marked in the number of a hit alone: parts of a number that is asked for."""
        return tuple(part for t in self._semua for parts in t.penggal for part in parts)

    @property
    def roots(self) -> frozenset[str]:
        """Words of these roots are marked too."""
        return frozenset(r for t in self._semua if not t.negated for r in t.roots)


_MARKED: Final = frozenset({"semua", "atas", "kepala", "hal", "nomor", "isi"})


def engine(session: Session | Connection) -> ModuleType:
    """The module that speaks this database's language."""
    bind = session if isinstance(session, Connection) else session.get_bind()
    return postgres if bind.dialect.name == "postgresql" else sqlite


def check(tokens: frozenset[str]) -> None:
    """Raises ValueError for what is no token: a bug, for tokens are never made of what users type."""
    wrong = [t for t in tokens if not keys.TOKEN.fullmatch(t)]
    if wrong:
        raise ValueError(f"not a token: {wrong[0]!r}")


class Letak(NamedTuple):
    """Where a page ends: the tier of relevance (0 where newest come first) and the place of its last hit."""

    urut: int
    tingkat: int = 0


class Hit(NamedTuple):
    """A found record: `urut` and `tingkat` are its place for paging; marked pieces for the eye."""

    urut: int
    kind: Kind
    id: int
    hal: kata.Pieces
    nomor: kata.Pieces
    snippet: kata.Pieces
    tingkat: int = 0
    halaman: int | None = None


def _span(query: Query, before: int | None) -> tuple[int, int]:
    """The places that the dates of a question, and the page before, leave: from the first, below the second."""
    low = place(query.dari) if query.dari is not None else 0
    high = place(query.sampai) + (1 << 40) if query.sampai is not None else 1 << 62
    return low, high if before is None else min(high, before)


def places(
    session: Session,
    query: Query,
    *,
    allowed: ColumnElement[bool] | None = None,
    after: Letak | None = None,
    limit: int = 21,
    relevance: bool = False,
) -> list[Letak]:
    """Where the hits stand: newest first, or tier by tier with the newest of each first."""
    if query.hopeless:
        return []
    t, tiers = tables(), _tiers(session, query, after, relevance=relevance)
    if relevance and allowed is None:
        return [Letak(urut, n) for n, urut in engine(session).best(session, t, tiers, limit)[0]]
    found: list[Letak] = []
    for n, match, span in tiers:
        some = engine(session).newest(session, t, match, span, limit - len(found), allowed)
        found += [Letak(urut, n) for urut in some]
        if len(found) >= limit:
            break
    return found


def _tiers(
    session: Session, query: Query, after: Letak | None, *, relevance: bool
) -> Iterator[tuple[int, ungkapan.Match, tuple[int, int]]]:
    """What is asked of the engine one after the other, with its number: all, or tier by tier, each without those above."""
    t, unwanted = tables(), ungkapan.bukan(query.terms)
    wanted = ungkapan.cocok(query.terms)
    tiers: list[ungkapan.Ungkapan | None] = [wanted]
    if relevance and wanted is not None:
        tiers = list(ungkapan.tingkat(query.terms))
    for n in range(after.tingkat if after else 0, len(tiers)):
        this, before = tiers[n], after.urut if after and after.tingkat == n else None
        if n and this is not None and (above := tiers[n - 1]) is not None:
            this = ungkapan.Tanpa(this, above)
        yield n, engine(session).matching(t, this, unwanted, query.hak), _span(query, before)


_D: Final = tables().dokumen.c
_TOGETHER: Final = (20, 200)  # hits of a page, and of an export


@cache
def _shown(most: int) -> Ready:
    found = select(_D.urut, _D.objek, _D.objek_id, _D.hal, _D.nomor, _D.isi)
    return Ready(found.where(among(_D.urut, "urut", most)))


def _kept(session: Session, urut: list[int]) -> Iterator[tuple[Any, ...]]:
    most = next((n for n in _TOGETHER if n >= len(urut)), _TOGETHER[-1])
    for start in range(0, len(urut), most):
        yield from _shown(most).all(session, filled("urut", urut[start : start + most], most))


def _numbered(nomor: str, asked: Sorot, parts: Sorot) -> kata.Pieces:
    """The number with what was asked for marked: its parts one by one where they do not stand as they were typed."""
    found = asked.marked(nomor)
    return found if any(marked for _, marked in found) else parts.marked(nomor)


def shown(session: Session, query: Query, at: list[Letak]) -> list[Hit]:
    """Hits as people see them, in the order of their places."""
    if not at:
        return []
    known = {row[0]: row for row in session.info.pop(TERBACA, ())}
    known |= {row[0]: row for row in _kept(session, [one.urut for one in at if one.urut not in known])}
    marks = query.marks
    mark, numbers, parts, hits = sorotan(marks, query.roots), sorotan(marks), sorotan(query.potongan), list[Hit]()
    for one in at:
        if (row := known.get(one.urut)) is None:
            continue
        _, kind, record_id, hal, nomor, isi = row
        piece, page = mark.passage(isi)
        shown_nomor = _numbered(nomor, numbers, parts)
        hits.append(Hit(one.urut, kind, record_id, mark.marked(hal), shown_nomor, piece, one.tingkat, page))
    return hits


def find(
    session: Session,
    query: Query,
    *,
    allowed: ColumnElement[bool] | None,
    before: int | None = None,
    after: Letak | None = None,
    limit: int = 21,
    relevance: bool = False,
) -> list[Hit]:
    """The newest hits, or the best.

    Args:
        allowed: condition on the rows behind `DOKUMEN`; the index proposes and the row decides (OTR-01, OTR-03). None
            where rights are no question, or where the caller asks the rows of what it shows.
        before: `urut` of the last hit of the page before, newest first.
        after: place of the last hit of the page before, in either order.
    """
    last = Letak(before) if before is not None else after
    at = places(session, query, allowed=allowed, after=last, limit=limit, relevance=relevance)
    return shown(session, query, at)


def summed(
    session: Session, query: Query, *, allowed: ColumnElement[bool] | None = None, limit: int = NEWEST
) -> dict[Saring, int]:
    """What facets count of the newest so many, and how often each stands there; the sum is how many there are."""
    counted = tally(session, query, allowed=allowed, limit=limit)
    found: Counter[Saring] = Counter()
    for kept, n in counted.items():
        found[Saring(*terurai(kept))] += n
    return found


def tally(
    session: Session, query: Query, *, allowed: ColumnElement[bool] | None = None, limit: int = NEWEST
) -> Counter[str]:
    """As `summed`, each as it is kept (`terurai`)."""
    if query.hopeless:
        return Counter()
    t = tables()
    match = engine(session).matching(t, ungkapan.cocok(query.terms), ungkapan.bukan(query.terms), query.hak)
    found: Counter[str] = engine(session).summed(session, t, match, _span(query, None), limit, allowed)
    return found


def opening(session: Session, query: Query, *, limit: int, relevance: bool = False) -> tuple[list[Letak], Counter[str]]:
    """The places of the first hits, and `tally`: what a first page shows, together where that is cheaper.

    Who shows them asks the rows, as after `places`.
    """
    if query.hopeless:
        return [], Counter()
    t, span = tables(), _span(query, None)
    match = engine(session).matching(t, ungkapan.cocok(query.terms), ungkapan.bukan(query.terms), query.hak)
    if relevance:
        tiers = _tiers(session, query, None, relevance=True)
        best, counted = engine(session).best(session, t, tiers, limit, (match, span, NEWEST))
        return [Letak(urut, n) for n, urut in best], counted
    found, counted = engine(session).opening(session, t, match, span, limit, NEWEST)
    return [Letak(urut) for urut in found], counted


def count(session: Session, query: Query, *, allowed: ColumnElement[bool] | None) -> int:
    """How many hits there are; CAP + 1 means more than CAP."""
    return tally(session, query, allowed=allowed, limit=CAP + 1).total()
