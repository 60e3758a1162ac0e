"""tsvector: the words of a record by field and its tokens beside them under one GIN index, in a narrow table of its own."""

import math
import re
from collections import Counter
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import ColumnElement, FromClause, Select, Text, bindparam, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from eoffice.search.dokumen import Entry, Tables
from eoffice.search.kata import FILLER, Phrase
from eoffice.search.kata import PLACES as PLACES_KEPT
from eoffice.search.ungkapan import Hak, Kata, Match, Salah, Semua, Tanpa, Ungkapan, Where

#: tsvector knows four labels: A for hal, B for nomor, C for everybody named, none (D) for the body.
LABELS: Final = {"hal": "A", "nomor": "B", "dari": "C", "kepada": "C", "ttd": "C", "pihak": "C", "isi": ""}
#: Fields of people stand a second time behind a sign that no word holds, and roots behind another.
SIGNS: Final = {"dari": "<", "kepada": ">", "ttd": "="}
ROOT: Final = "~"
#: The highest position that a tsvector keeps; the limits of the port stay below it.
LAST_POSITION: Final = 16_383
#: A tsvector keeps this many places of a word; further ones stand behind a sign more, up to `kata.PLACES` in all.
EACH: Final = 255
MORE: Final = tuple("+" * n for n in range(-(-PLACES_KEPT // EACH)))
#: Fields so short that no word stands in them more often.
SHORT: Final = frozenset({"A", "B", "AB"})
#: Where a place of words is looked for: the sign before the word, and the labels it may carry.
PLACES: Final[dict[Where, tuple[str, str]]] = {
    "semua": ("", ""),
    "atas": ("", "AB"),
    "kepala": ("", "ABC"),
    "hal": ("", "A"),
    "nomor": ("", "B"),
    "pihak": ("", "C"),
    "isi": ("", "D"),
    "dari": ("<", ""),
    "kepada": (">", ""),
    "ttd": ("=", ""),
    "akar": (ROOT, ""),
    "akar_hal": (ROOT, "A"),
}
#: Fewer matches than this are fetched from the GIN index and sorted, whatever else.
FEW: Final = 200
#: Testing a row on a walk costs so much less than fetching a match from GIN: see `_walks`.
WALK: Final = 0.4


def create(t: Tables) -> tuple[str, ...]:
    """Statements that make a set of tables.

    The tsvector is kept outside the row, so that walking by date reads only tokens and what facets count.
    """
    s = t.suffix
    return (
        f"CREATE TABLE cari_dokumen{s} (urut BIGINT PRIMARY KEY, objek TEXT NOT NULL, objek_id BIGINT NOT NULL,"
        " sidik TEXT NOT NULL, hal TEXT NOT NULL, nomor TEXT NOT NULL, isi TEXT NOT NULL, UNIQUE (objek, objek_id))",
        f"CREATE TABLE cari_teks{s} (urut BIGINT PRIMARY KEY, hak TEXT[] NOT NULL, saring TEXT NOT NULL,"
        " teks TSVECTOR NOT NULL) WITH (toast_tuple_target = 128)",
        f"ALTER TABLE cari_teks{s} ALTER COLUMN hak SET STORAGE MAIN",
        f"ALTER TABLE cari_teks{s} ALTER COLUMN saring SET STORAGE MAIN",
        # Rights stand in a column of their own that no word of a user is ever looked up in (INJ-02).
        f"CREATE INDEX ON cari_teks{s} USING gin (teks, hak) WITH (fastupdate = off)",
        f'CREATE TABLE cari_kata{s} (kata TEXT COLLATE "C" PRIMARY KEY)',
        f'CREATE TABLE cari_ejaan{s} (kunci TEXT COLLATE "C" NOT NULL, kata TEXT COLLATE "C" NOT NULL,'
        " PRIMARY KEY (kunci, kata))",
    )


def drop(suffix: str) -> tuple[str, ...]:
    """Statements that take a set of tables away, if it is there."""
    return tuple(f"DROP TABLE IF EXISTS cari_{name}{suffix}" for name in ("teks", "dokumen", "kata", "ejaan"))


def rename(suffix: str) -> tuple[str, ...]:
    """Statements that give a set the names of the one that answers, which must be gone."""
    names = ("teks", "dokumen", "kata", "ejaan")
    return tuple(f"ALTER TABLE cari_{name}{suffix} RENAME TO cari_{name}" for name in names)


def vector(entry: Entry) -> str:
    """The text of a tsvector made of our own words, so that PostgreSQL's parser cannot cut them otherwise.

    Fields are set apart by one free position: a phrase never runs from one into the next.
    """
    places: dict[str, list[str]] = {}
    at = 0
    for name, label in LABELS.items():
        sign = SIGNS.get(name)
        for word in entry.words[name]:
            at += 1
            if word == FILLER:
                continue
            place = min(at, LAST_POSITION)
            places.setdefault(word, []).append(f"{place}{label}")
            if sign:
                places.setdefault(sign + word, []).append(f"{place}")
        at += 1
    for root in entry.akar:
        places[ROOT + root] = ["1"]
    for root in entry.akar_hal:
        places[ROOT + root] = ["1A"]
    parts = (
        (word, found[n : n + EACH], n // EACH) for word, found in places.items() for n in range(0, len(found), EACH)
    )
    return " ".join(f"'{MORE[n]}{word}':{','.join(some)}" for word, some, n in parts if n < len(MORE))


def add(session: Session, t: Tables, entries: list[Entry]) -> None:
    """Add records that are not there."""
    names = list(entries[0].row)
    columns, values = ", ".join(names), ", ".join(f":{name}" for name in names)
    session.execute(
        text(f"INSERT INTO {t.dokumen.name} ({columns}) VALUES ({values})"),  # noqa: S608 - our names
        [e.row for e in entries],
    )
    statement = text(
        f"INSERT INTO {t.teks.name} (urut, hak, saring, teks) VALUES (:urut, :hak, :saring, CAST(:teks AS tsvector))"  # noqa: S608
    ).bindparams(bindparam("hak", type_=ARRAY(Text)))
    session.execute(
        statement, [{"urut": e.urut, "hak": e.tokens, "saring": e.saring, "teks": vector(e)} for e in entries]
    )


def forget(session: Session, t: Tables, urut: int) -> None:
    """Take the words of a record out; its row is the port's business."""
    session.execute(text(f"DELETE FROM {t.teks.name} WHERE urut = :urut"), {"urut": urut})  # noqa: S608


#: Condition that one plain word stands somewhere in a record, with the value that `satu_kata` makes of it.
SATU_KATA: Final = "{}.teks @@ CAST(:kata AS tsquery)"


def satu_kata(word: str) -> str:
    """A word of letters alone as a tsquery."""
    return f"'{word}'"


def forget_all(session: Session, t: Tables) -> None:
    """Take all words out."""
    session.execute(text(f"DELETE FROM {t.teks.name}"))  # noqa: S608


def tokens(session: Session, t: Tables) -> dict[int, set[str]]:
    """The tokens of every record."""
    return {urut: set(hak) for urut, hak in session.execute(text(f"SELECT urut, hak FROM {t.teks.name}")).tuples()}  # noqa: S608


def _phrase(phrase: Phrase, where: Where) -> str:
    sign, label = PLACES[where]
    *first, last = phrase.words
    mark = f":{label}" if label else ""
    ending = f":*{label}" if phrase.prefix else mark
    # Where the place of a word matters, it may be one of those that did not fit beside the first.
    signs = [more + sign for more in MORE] if (first or label) and label not in SHORT and sign != ROOT else [sign]

    def word(one: str, end: str) -> str:
        each = " | ".join(f"'{s}{one}'{end}" for s in signs)
        return f"({each})" if len(signs) > 1 else each

    return "(" + " <-> ".join([*(word(w, mark) for w in first), word(last, ending)]) + ")"


def written(what: Ungkapan) -> str:
    """The tree as a tsquery. Words are letters and digits (`kata.words`) in single quotes, so there is no syntax in them."""
    match what:
        case Kata(phrase, where):
            return _phrase(phrase, where)
        case Semua(parts):
            return "(" + " & ".join(map(written, parts)) + ")"
        case Salah(parts):
            return "(" + " | ".join(map(written, parts)) + ")"
        case Tanpa(this, that):
            return f"({written(this)} & !{written(that)})"


def matching(t: Tables, what: Ungkapan | None, unwanted: Ungkapan | None, hak: Hak) -> Match:
    """The question as a condition: tokens first, which stand in the row itself. `hak` holds some right."""
    values: dict[str, Any] = {}

    def tokens(operator: str, some: frozenset[str]) -> str:
        name = f"cari_hak{len(values)}"
        values[name] = sorted(some)
        return f"({t.teks.name}.hak {operator} CAST(:{name} AS text[]))"

    rights = [tokens("&&", hak.any)] if hak.any else []
    rights += [tokens("@>", some) for some in sorted(hak.both, key=sorted)]
    found = [f"({' OR '.join(rights)})" if len(rights) > 1 else rights[0]]
    found += [tokens("@>", hak.all)] if hak.all else []
    found += [tokens("&&", group) for group in sorted(hak.groups, key=sorted)]
    found += [f"(NOT {tokens('&&', hak.none)})"] if hak.none else []
    asked = ([written(what)] if what is not None else []) + ([f"!{written(unwanted)}"] if unwanted is not None else [])
    if asked:
        values["cari_cocok"] = " & ".join(asked)
        found.append(f"({t.teks.name}.teks @@ CAST(:cari_cocok AS tsquery))")
    return Match(tuple(found), values)


def source(t: Tables, *, joined: bool) -> FromClause:
    """The index, or the index beside its rows."""
    return t.teks.join(t.dokumen, t.dokumen.c.urut == t.teks.c.urut) if joined else t.teks


_NAMED: Final = re.compile(r":([a-z_]+[0-9]*)", re.ASCII)


@lru_cache(maxsize=512)
def _driver(sql: str) -> str:
    """The same statement as the driver reads it."""
    return _NAMED.sub(r"%(\1)s", sql)


def _walks(session: Session, t: Tables, match: Match, limit: int) -> bool:
    """Whether walking back from the newest finds so many sooner than fetching every match from the GIN index.

    The planner's own estimate says how many match (kinerja 1.7); a walk tests about all rows x limit / matches of them.
    Phrases are found by GIN alone, for a walk would have to read every text.
    """
    if "<->" in match.values.get("cari_cocok", ""):
        return False
    run = session.connection().exec_driver_sql
    asked = f"EXPLAIN (FORMAT JSON) SELECT 1 FROM {t.teks.name} WHERE {match.sql}"  # noqa: S608 - our names
    matches = run(_driver(asked), match.values).scalar_one()[0]["Plan"]["Plan Rows"]
    if matches <= FEW:
        return False
    rows = run(
        "SELECT reltuples FROM pg_class WHERE oid = CAST(%(nama)s AS regclass)", {"nama": t.teks.name}
    ).scalar_one()
    return bool(rows > 0 and matches > math.sqrt(rows * limit * WALK))


def _walking(match: Match) -> str:
    """The same conditions, in words that no index serves."""
    return " AND ".join(f"{part} IS TRUE" for part in match.parts)


def _newest(t: Tables, match: Match, *, walks: bool) -> str:
    """The places of the newest and what facets count of them, by whichever of two plans is lighter."""
    between = "urut >= :dari AND urut < :sampai"
    if walks:
        found = f"SELECT urut, saring FROM {t.teks.name} WHERE {_walking(match)} AND {between}"  # noqa: S608
        return f"{found} ORDER BY urut DESC LIMIT :batas"
    every = f"SELECT urut, saring FROM {t.teks.name} WHERE {match.sql} AND {between}"  # noqa: S608
    return f"WITH semua AS MATERIALIZED ({every}) SELECT urut, saring FROM semua ORDER BY urut DESC LIMIT :batas"  # noqa: S608


def _asked(t: Tables, match: Match, span: tuple[int, int], allowed: ColumnElement[bool], limit: int) -> Select[Any]:
    at = t.teks.c.urut
    start = select(at.label("urut"), t.teks.c.saring).select_from(source(t, joined=True))
    every = start.where(text(match.sql), at >= span[0], at < span[1], allowed).cte("semua").prefix_with("MATERIALIZED")
    return select(every.c.urut, every.c.saring).order_by(every.c.urut.desc()).limit(limit)


def newest(
    session: Session, t: Tables, match: Match, span: tuple[int, int], limit: int, allowed: ColumnElement[bool] | None
) -> list[int]:
    """The places of the newest within a span."""
    if allowed is not None:
        return list(session.scalars(_asked(t, match, span, allowed, limit), match.values))
    values = {**match.values, "dari": span[0], "sampai": span[1], "batas": limit}
    sql = _newest(t, match, walks=_walks(session, t, match, limit))
    return [urut for urut, _ in session.connection().exec_driver_sql(_driver(sql), values)]


def summed(
    session: Session, t: Tables, match: Match, span: tuple[int, int], limit: int, allowed: ColumnElement[bool] | None
) -> Counter[str]:
    """What facets count of the newest so many, and how often each stands there."""
    if allowed is not None:
        some = _asked(t, match, span, allowed, limit).subquery()
        return Counter(session.scalars(select(some.c.saring), match.values))
    values = {**match.values, "dari": span[0], "sampai": span[1], "batas": limit}
    sql = _newest(t, match, walks=_walks(session, t, match, limit))
    counted = f"SELECT saring, count(*) FROM ({sql}) AS terbaru GROUP BY saring"  # noqa: S608 - our names
    rows = session.connection().exec_driver_sql(_driver(counted), values)
    return Counter(dict(rows.tuples().all()))
