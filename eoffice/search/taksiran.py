"""What PostgreSQL's planner knows beforehand: how many records match, and how far back one must look for so many."""

import math
import re
import time
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final
from weakref import WeakKeyDictionary

from sqlalchemy.orm import Session
from sqlalchemy.pool import Pool

from eoffice.search.dokumen import Tables
from eoffice.search.ungkapan import Match

#: Fewer matches than this are fetched from the GIN index and sorted, whatever else.
FEW: Final = 200
#: Microseconds that the server takes for a row tested on a walk, for each record there is when the GIN index is asked for
#: something common, and for a match that is fetched (100,000 records, 2026-11-23); only their ratios matter.
WALK: Final = 3.0
INDEX: Final = 0.02
FETCH: Final = 1.5
_NAMED: Final = re.compile(r":([a-z_]+[0-9]*)", re.ASCII)


@lru_cache(maxsize=512)
def driver(sql: str) -> str:
    """The same statement as the driver reads it."""
    return _NAMED.sub(r"%(\1)s", sql)


@dataclass(frozen=True)
class _Sebaran:
    """How many records there are, and places that part them into equal shares, as the planner knows it."""

    rows: float
    batas: tuple[int, ...]


#: What is known of a set stays so long, in seconds: it decides how something is looked for, never what is found.
KNOWN: Final = 600
_known: WeakKeyDictionary[Pool, tuple[float, _Sebaran]] = WeakKeyDictionary()
_SEBARAN: Final = (
    "SELECT c.reltuples, CAST(CAST(s.histogram_bounds AS text) AS bigint[]) FROM pg_class c LEFT JOIN pg_stats s"
    " ON s.schemaname = current_schema() AND s.tablename = c.relname AND s.attname = 'urut'"
    " WHERE c.oid = CAST(%(nama)s AS regclass)"
)


def _sebaran(session: Session, t: Tables) -> _Sebaran:
    connection = session.connection()
    pool, now = connection.engine.pool, time.monotonic()
    kept = _known.get(pool)
    if kept is not None and now < kept[0]:
        return kept[1]
    rows, bounds = connection.exec_driver_sql(_SEBARAN, {"nama": t.teks.name}).one()
    found = _Sebaran(rows, tuple(bounds or ()))
    _known[pool] = (now + KNOWN, found)
    return found


def walks(session: Session, t: Tables, match: Match, limit: int) -> bool:
    """Whether walking back from the newest finds so many sooner than the GIN index does.

    The planner's own estimate says how many match (kinerja 1.7); a walk tests about all rows x limit / matches of them,
    the index finds all of the latest years (`since`). Phrases are found by GIN alone, for a walk would have to read every text.
    """
    if "<->" in match.values.get("cari_cocok", ""):
        return False
    matches = _estimate(session, t, match)
    if matches <= FEW:
        return False  # whatever the size of the table, these are fetched
    known = _sebaran(session, t)
    if known.rows <= 0:
        return False
    a_year = matches / (_year(known.batas[-1]) - _year(known.batas[0]) + 1) if known.batas else matches
    fetched = min(matches, limit * 1.25 + FEW + a_year)
    return WALK * known.rows * limit / matches < INDEX * known.rows + FETCH * fetched


def _estimate(session: Session, t: Tables, match: Match) -> float:
    """How many records match, as the planner thinks; asked once for the hits and their facets."""
    known: dict[str, float] = session.info.setdefault("cari.taksiran", {})
    key = f"{match.sql} {match.values}"
    if key not in known:
        asked = f"EXPLAIN (FORMAT JSON) SELECT 1 FROM {t.teks.name} WHERE {match.sql}"  # noqa: S608 - our names
        answer = session.connection().exec_driver_sql(driver(asked), match.values).scalar_one()
        known[key] = answer[0]["Plan"]["Plan Rows"]
    return known[key]


def since(session: Session, t: Tables, match: Match, span: tuple[int, int], limit: int) -> int | None:
    """The year since which so many should match, a fourth more to be sure; None where most years would be needed anyway.

    Every record carries the token of its year (`simpan.entry`), so the GIN index itself leaves the older ones alone: to
    look into each match only to find out how old it is costs more than all the rest.
    """
    matches = _estimate(session, t, match)
    # Of records with all words of a phrase few have them side by side, which the planner does not know.
    wanted = limit * (5 if "<->" in match.values.get("cari_cocok", "") else 1.25) + FEW
    if matches <= wanted:
        return None
    bounds = _sebaran(session, t).batas
    last = bisect_right(bounds, span[1]) - 1
    first = last - math.ceil((len(bounds) - 1) * wanted / matches)
    if first <= 0 or (year := _year(bounds[first])) <= _year(max(bounds[0], span[0])):
        return None
    return year


def _year(urut: int) -> int:
    return date.fromordinal(urut >> 40).year
