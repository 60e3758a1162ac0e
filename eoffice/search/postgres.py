"""tsvector: one row per record with its words by field and its tokens beside them, under one GIN index."""

from typing import Final

from sqlalchemy import ColumnElement, FromClause, Text, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from eoffice.search.dokumen import DOKUMEN, Entry
from eoffice.search.kata import Phrase

CREATE: Final = (
    "CREATE TABLE IF NOT EXISTS cari_dokumen ("
    "urut BIGINT PRIMARY KEY, objek TEXT NOT NULL, objek_id BIGINT NOT NULL, hal TEXT NOT NULL, nomor TEXT NOT NULL,"
    " pihak TEXT NOT NULL, isi TEXT NOT NULL, teks TSVECTOR NOT NULL, hak TEXT[] NOT NULL, UNIQUE (objek, objek_id))",
    # Rights stand in a column of their own that no word of a user is ever looked up in (INJ-02).
    "CREATE INDEX IF NOT EXISTS cari_dokumen_gin ON cari_dokumen USING gin (teks, hak) WITH (fastupdate = off)",
)
DROP: Final = ("DROP TABLE IF EXISTS cari_dokumen",)

#: tsvector knows four labels: A for hal and nomor, B for pihak, none for the body.
LABELS: Final = {"hal": "A", "nomor": "A", "pihak": "B", "isi": ""}
#: The highest position that a tsvector keeps; the limits of the port stay below it.
LAST_POSITION: Final = 16_383


def vector(words: dict[str, list[str]]) -> str:
    """The text of a tsvector made of our own words, so that PostgreSQL's parser cannot cut them otherwise.

    Fields are set apart by one free position: a phrase never runs from one into the next.
    """
    places: dict[str, list[str]] = {}
    at = 0
    for name, label in LABELS.items():
        for word in words[name]:
            at += 1
            places.setdefault(word, []).append(f"{min(at, LAST_POSITION)}{label}")
        at += 1
    return " ".join(f"'{word}':{','.join(found)}" for word, found in places.items())


def add(session: Session, entries: list[Entry]) -> None:
    """Add records that are not there."""
    names = list(entries[0][0])
    columns, values = ", ".join(names), ", ".join(f":{name}" for name in names)
    statement = text(
        f"INSERT INTO cari_dokumen ({columns}, teks, hak) VALUES ({values}, CAST(:teks AS tsvector), :hak)"  # noqa: S608
    )
    typed = statement.bindparams(bindparam("hak", type_=ARRAY(Text)))
    session.execute(typed, [{**row, "teks": vector(words), "hak": tokens} for row, words, tokens in entries])


def forget(session: Session, urut: int) -> None:
    """Words go with their row."""


def forget_all(session: Session) -> None:
    """Words go with their rows."""


def tokens(session: Session) -> dict[int, set[str]]:
    """The tokens of every record."""
    return {urut: set(hak) for urut, hak in session.execute(text("SELECT urut, hak FROM cari_dokumen")).tuples()}


def _phrase(phrase: Phrase, label: str = "") -> str:
    *first, last = phrase.words
    mark = f":{label}" if label else ""
    ending = f":*{label}" if phrase.prefix else mark
    return "(" + " <-> ".join([*(f"'{w}'{mark}" for w in first), f"'{last}'{ending}"]) + ")"


def matching(
    phrases: tuple[Phrase, ...], parties: tuple[Phrase, ...], any_of: frozenset[str], all_of: frozenset[str]
) -> tuple[FromClause, list[ColumnElement[bool]], ColumnElement[int]]:
    """Where to read from, under which conditions, and the column that orders.

    Words are letters and digits (`kata.words`) and stand in single quotes, so there is nothing in them that could be
    syntax; `websearch_to_tsquery` would cut numbers in its own way and knows no prefix.
    """
    conditions = [_tokens("&&", "cari_hak", any_of)]
    if all_of:
        conditions.append(_tokens("@>", "cari_saring", all_of))
    asked = [_phrase(p) for p in phrases] + [_phrase(p, "B") for p in parties]
    if asked:
        match = text("cari_dokumen.teks @@ CAST(:cari_cocok AS tsquery)")
        conditions.append(match.bindparams(bindparam("cari_cocok", " & ".join(asked))))  # type: ignore[arg-type]
    return DOKUMEN, conditions, DOKUMEN.c.urut


def _tokens(operator: str, name: str, tokens: frozenset[str]) -> ColumnElement[bool]:
    condition = text(f"cari_dokumen.hak {operator} CAST(:{name} AS text[])")
    return condition.bindparams(bindparam(name, sorted(tokens), type_=ARRAY(Text)))  # type: ignore[return-value]
