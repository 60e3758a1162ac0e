"""How many records match and how far back one must look for so many, by what PostgreSQL's planner knows of the table."""

import math
import re
import time
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Self
from weakref import WeakKeyDictionary

from sqlalchemy.orm import Session
from sqlalchemy.pool import Pool

from eoffice.search.bulan import SEJAK, Kurun, day, kurun
from eoffice.search.catatan import place
from eoffice.search.dokumen import Tables
from eoffice.search.tsvector import Asked, Joined, Lexeme, Negated
from eoffice.search.ungkapan import Hak, Match

#: So many more matches are looked for than are wanted, for an estimate is none that holds: that share, and these.
MORE, FEW = 1.2, 20
#: Where the first look back finds too few, the second goes so many times as far; the third takes all that are left.
FURTHER: Final = 6
#: A larger share of all matches is not looked for apart: the index then reads nearly as much, and compares months besides.
APART: Final = 2 / 3
#: Microseconds that the server takes for a row on a walk, for its words, for a token or word in the GIN index beside the
#: others of a record, and for a match that is fetched; and for looking into the index at all (2026-11-23). Only their
#: ratios matter.
WALK, READ, INDEX, FETCH, LOOK = 2.8, 6.0, 0.25, 0.3, 100.0
_NAMED: Final = re.compile(r":([a-z_]+[0-9]*)", re.ASCII)


@lru_cache(maxsize=512)
def driver(sql: str) -> str:
    """The same statement as the driver reads it."""
    return _NAMED.sub(r"%(\1)s", sql)


@dataclass(frozen=True)
class Question(Match):
    """A question with what it was made of, so that it can be weighed: its words as a tsquery, its rights and filters.

    Attributes:
        tua: its words for an index of an older shape, where they are written otherwise (`Sebaran.bulan`); else "".
    """

    words: Asked | None
    hak: Hak
    tua: str = ""

    @property
    def phrase(self) -> bool:
        """Whether words must stand side by side somewhere that only the record itself knows."""
        return "<->" in self.values.get("cari_cocok", "")


#: The share of records that have what is not among the commonest, at most; as the planner has it.
_RARE: Final = 0.005


def _some(shares: Iterable[float]) -> float:
    """That one of several holds, if they have nothing to do with each other."""
    return 1 - math.prod(1 - share for share in shares)


@dataclass(frozen=True)
class _Sering:
    """The commonest entries of a column in their order, with the share of records that have each; any other has `rest`."""

    entries: tuple[str, ...] = ()
    shares: tuple[float, ...] = ()
    rest: float = 0.0

    @classmethod
    def of(cls, entries: list[str] | None, shares: list[float] | None) -> Self:
        """As PostgreSQL keeps them: behind the shares stand the smallest and the largest of them, and more."""
        if not entries or not shares:
            return cls()
        known = sorted(zip(entries, shares, strict=False))
        return cls(tuple(e for e, _ in known), tuple(s for _, s in known), min(_RARE, min(shares[: len(entries)]) / 2))

    def share(self, entry: str) -> float:
        """Of the records that have an entry."""
        at = bisect_left(self.entries, entry)
        return self.shares[at] if at < len(self.entries) and self.entries[at] == entry else self.rest

    def beginning(self, start: str) -> float:
        """Of those that have one that begins so."""
        first, last = bisect_left(self.entries, start), bisect_left(self.entries, start + "\U0010ffff")
        return max(_some(self.shares[first:last]), self.rest)


@dataclass(frozen=True)
class Sebaran:
    """What the planner knows of a set.

    Attributes:
        rows: records there are, about.
        batas: places that part them into equal shares, in order; none before the first ANALYZE.
        bulan: whether every record carries its month, and its pairs of the commonest words (`bulan.SEJAK`).
        hak, teks: what is common among their tokens, and among their words.
    """

    rows: float
    batas: tuple[int, ...]
    bulan: bool
    hak: _Sering
    teks: _Sering

    def matches(self, question: Question) -> float:
        """How many records match, about; what stands together oftener than by chance is not known."""
        return self.rows * self._held(question.hak) * self._said(question)

    def walks(self, question: Question, limit: int) -> bool:
        """Whether walking back from the newest finds so many sooner than the GIN index does (kinerja 1.7).

        A walk tests about all rows x limit / matches of them, the index finds all of the latest months (`_since`). Phrases
        are found by GIN alone, for a walk would have to read every text.
        """
        held, said = self._held(question.hak), self._said(question)
        matches = self.rows * held * said
        if question.phrase or matches <= limit * MORE + FEW:
            return False  # whatever the size of the table, these are fetched
        walked = limit * self.rows / matches * (WALK + READ * held * bool(question.words))
        looked = max(_wanted(question, limit) / matches, self._least()) * self.rows
        return walked < LOOK + looked * (INDEX * min(held, said) + FETCH * held * said)

    def _least(self) -> float:
        """The share of a month and a half: less is never looked at."""
        return 45 / max(45, day(self.batas[-1]).toordinal() - day(self.batas[0]).toordinal()) if self.batas else 1.0

    def _said(self, question: Question) -> float:
        return self._asked(question.words) if question.words else 1.0

    def _held(self, hak: Hak) -> float:
        def every(tokens: Iterable[str]) -> float:
            return math.prod(map(self.hak.share, tokens))

        def one(tokens: Iterable[str]) -> float:
            return _some(map(self.hak.share, tokens))

        # What one person holds is mostly held by one of the tokens already.
        ways = [*map(self.hak.share, hak.any), *map(every, hak.both)]
        rights = (max(ways) + _some(ways)) / 2
        return rights * every(hak.all) * math.prod(map(one, hak.groups)) * (1 - one(hak.none))

    def _asked(self, query: Asked) -> float:
        match query:
            case Lexeme(word, prefix):
                return self.teks.beginning(word) if prefix else self.teks.share(word)
            case Joined("|", parts):
                return _some(map(self._asked, parts))
            case Joined(_, parts):
                return math.prod(map(self._asked, parts))
            case Negated(part):
                return 1 - self._asked(part)


#: What is known of a set stays so long, in seconds: it decides how something is looked for, never what is found.
KNOWN: Final = 600
_known: WeakKeyDictionary[Pool, tuple[float, Sebaran]] = WeakKeyDictionary()
_SEBARAN: Final = (
    "SELECT s.attname, c.reltuples,"
    " CASE s.attname WHEN 'urut' THEN CAST(CAST(s.histogram_bounds AS text) AS bigint[]) END AS batas,"
    " CAST(CAST(s.most_common_elems AS text) AS text[]) AS sering, s.most_common_elem_freqs AS bagian,"
    " (SELECT k.nilai FROM cari_keadaan AS k WHERE k.kunci = 'bentuk') AS bentuk"
    " FROM pg_class c LEFT JOIN pg_stats s ON s.schemaname = current_schema() AND s.tablename = c.relname"
    " AND s.attname IN ('urut', 'hak', 'teks') WHERE c.oid = CAST(%(nama)s AS regclass)"
)


def sebaran(session: Session, t: Tables) -> Sebaran:
    """What the planner knows of a set, as of a while ago."""
    connection = session.connection()
    pool, now = connection.engine.pool, time.monotonic()
    kept = _known.get(pool)
    if kept is not None and now < kept[0]:
        return kept[1]
    rows = connection.exec_driver_sql(_SEBARAN, {"nama": t.teks.name}).all()
    of = {row.attname: row for row in rows}
    common = [_Sering.of(of[name].sering, of[name].bagian) if name in of else _Sering() for name in ("hak", "teks")]
    bounds = of["urut"].batas if "urut" in of else None
    months = int(rows[0].bentuk or 0) >= SEJAK
    found = Sebaran(max(rows[0].reltuples, 0), tuple(bounds or ()), months, *common)
    _known[pool] = (now + KNOWN, found)
    return found


def spans(
    known: Sebaran, question: Question, span: tuple[int, int], limit: int
) -> Iterator[tuple[int, int, Kurun | None]]:
    """Parts of a span, the newest first: in the first so many should match, in the last is all that is left of it.

    Every record carries the tokens of its year and its month, so the GIN index itself leaves the others alone: to look into
    each match only to find out how old it is costs more than all the rest. None instead of these for the whole span.
    """
    upper = span[1]
    matches, wanted = known.matches(question), _wanted(question, limit)
    for many in (wanted, wanted * FURTHER):
        first = _since(known, matches, upper, many) if known.bulan else None
        if first is None or first <= span[0]:
            break
        yield first, upper, kurun(first, upper)
        upper = first
    yield span[0], upper, None


def _wanted(question: Question, limit: int) -> float:
    # Of records with all words of a phrase few have them side by side, which nobody knows beforehand.
    return limit * (5 if question.phrase else MORE) + FEW


def _since(known: Sebaran, matches: float, upper: int, wanted: float) -> int | None:
    """The first place of the month since which so many should match; None where most would be needed anyway."""
    bounds = known.batas
    if wanted >= matches * APART or len(bounds) < 2:
        return None
    at = bisect_right(bounds, upper) - 1 - (len(bounds) - 1) * wanted / matches
    if at <= 0:
        return None
    low, high = day(bounds[int(at)]), day(bounds[int(at) + 1])
    found = low + (high - low) * (at - int(at))
    return place(found.replace(day=1))
