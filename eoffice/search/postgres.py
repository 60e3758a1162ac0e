"""tsvector: the words of a record by field and its tokens beside them under one GIN index, in a narrow table of its own."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, FromClause, Select, Text, and_, bindparam, cast, select, text
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY
from sqlalchemy.orm import Session

from eoffice.sambungan import copy, fetch
from eoffice.search import keys
from eoffice.search.bulan import SIGN, bulan
from eoffice.search.catatan import ringkas
from eoffice.search.dokumen import DISIMPAN, Entry, Tables, terhitung
from eoffice.search.mundur import portions, understood
from eoffice.search.sekali import SARING
from eoffice.search.sekali import best as best
from eoffice.search.sekali import opening as opening
from eoffice.search.taksiran import Question, driver
from eoffice.search.tsvector import PAIR, Asked, Joined, Negated, asked, vector, written
from eoffice.search.ungkapan import Hak, Match, Ungkapan

#: So many records are copied rather than inserted.
MANY: Final = 20
_GIN: Final = text(
    "SELECT CAST(CAST(i.indexrelid AS regclass) AS text), i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
    " JOIN pg_am a ON a.oid = c.relam AND a.amname = 'gin' WHERE i.indrelid = to_regclass(:nama)"
)


def create(t: Tables) -> tuple[str, ...]:
    """Statements that make a set of tables.

    The tsvector is kept outside the row, so that walking by date reads only tokens and what facets count. The set that is
    being built is searched by nobody, so its index is made when it is full (`index`): that costs a half of adding to it
    word by word, and makes one a third as large.
    """
    s = t.suffix
    return (
        f"CREATE TABLE cari_dokumen{s} (urut BIGINT PRIMARY KEY, objek TEXT NOT NULL, objek_id BIGINT NOT NULL,"
        " sidik TEXT NOT NULL, hal TEXT NOT NULL, nomor TEXT NOT NULL, isi TEXT NOT NULL, UNIQUE (objek, objek_id))",
        f"CREATE TABLE cari_teks{s} (urut BIGINT PRIMARY KEY, hak TEXT[] NOT NULL, saring TEXT NOT NULL,"
        " teks TSVECTOR NOT NULL) WITH (toast_tuple_target = 128)",
        # Rows hold what facets count and little else: a match read from the GIN index then costs half, a row of a walk thrice.
        f"ALTER TABLE cari_teks{s} ALTER COLUMN hak SET STORAGE EXTERNAL",
        f"ALTER TABLE cari_teks{s} ALTER COLUMN saring SET STORAGE MAIN",
        *(() if s else (_index(t),)),
        f'CREATE TABLE cari_kata{s} (kata TEXT COLLATE "C" PRIMARY KEY)',
        f'CREATE TABLE cari_ejaan{s} (kunci TEXT COLLATE "C" NOT NULL, kata TEXT COLLATE "C" NOT NULL,'
        " PRIMARY KEY (kunci, kata))",
    )


def _index(t: Tables, how: str = "") -> str:
    """The statement for it. Rights stand in a column of their own that no word of a user is ever looked up in (INJ-02)."""
    return f"CREATE INDEX {how} ON {t.teks.name} USING gin (teks, hak) WITH (fastupdate = off)"


def drop(suffix: str) -> tuple[str, ...]:
    """Statements that take a set of tables away, if it is there."""
    return tuple(f"DROP TABLE IF EXISTS cari_{name}{suffix}" for name in ("teks", "dokumen", "kata", "ejaan"))


def rename(suffix: str) -> tuple[str, ...]:
    """Statements that give a set the names of the one that answers, which must be gone."""
    names = ("teks", "dokumen", "kata", "ejaan")
    return tuple(f"ALTER TABLE cari_{name}{suffix} RENAME TO cari_{name}" for name in names)


def tata(entry: Entry) -> tuple[str, int]:
    """The order in which records that come together are laid down: those of one perangkat daerah side by side.

    Whoever searches may read those of one or two; they then lie in few places of the table, and what the GIN index says of
    the words of all the others is passed over in leaps instead of one by one: a third of a search less.
    """
    return keys.perangkat_daerah(entry.tokens), entry.urut


def add(session: Session, t: Tables, entries: list[Entry]) -> None:
    """Add records that are not there; many are copied, which costs a third."""
    if len(entries) >= MANY:
        copy(session, t.dokumen.name, DISIMPAN, [tuple(map(e.row.__getitem__, DISIMPAN)) for e in entries])
        # Tokens are letters and digits (`keys.TOKEN`), so their array is written as it is read.
        rows = [(e.urut, "{" + ",".join(_tokens(e)) + "}", ringkas(e.saring), vector(e)) for e in entries]
        copy(session, t.teks.name, ("urut", "hak", "saring", "teks"), rows)
        return
    each = [{"urut": e.urut, "hak": _tokens(e), "saring": ringkas(e.saring), "teks": vector(e)} for e in entries]
    names = list(entries[0].row)
    columns, values = ", ".join(names), ", ".join(f":{name}" for name in names)
    session.execute(
        text(f"INSERT INTO {t.dokumen.name} ({columns}) VALUES ({values})"),  # noqa: S608 - our names
        [e.row for e in entries],
    )
    statement = text(
        f"INSERT INTO {t.teks.name} (urut, hak, saring, teks) VALUES (:urut, :hak, :saring, CAST(:teks AS tsvector))"  # noqa: S608
    ).bindparams(bindparam("hak", type_=ARRAY(Text)))
    session.execute(statement, each)


def _tokens(entry: Entry) -> list[str]:
    """Those of the record, and its month."""
    return [*entry.tokens, bulan(entry.urut)]


def learn(session: Session, t: Tables, words: list[str], keys_of: Callable[[str], Iterable[str]]) -> None:
    """Keep those of some words that were not met before, and their keys of spelling; in order, so that two never wait
    for each other crosswise."""
    fresh = session.scalars(
        text(
            f"INSERT INTO {t.kata.name} (kata) SELECT w.kata FROM unnest(CAST(:words AS text[])) AS w (kata)"  # noqa: S608
            f" WHERE NOT EXISTS (SELECT FROM {t.kata.name} AS k WHERE k.kata = w.kata) ON CONFLICT DO NOTHING RETURNING kata"
        ),
        {"words": sorted(words)},
    ).all()
    pairs = [(key, word) for word in fresh for key in sorted(keys_of(word))]
    if pairs:
        session.execute(
            text(
                f"INSERT INTO {t.ejaan.name} (kunci, kata)"  # noqa: S608 - our names
                " SELECT * FROM unnest(CAST(:keys AS text[]), CAST(:words AS text[])) ON CONFLICT DO NOTHING"
            ),
            {"keys": [key for key, _ in pairs], "words": [word for _, word in pairs]},
        )


def index(connection: Connection, t: Tables) -> None:
    """Make the index of a set that was filled without one, while others go on adding to it; nothing if it is there.

    Args:
        connection: on which every statement is a transaction by itself; what is left of an earlier try is taken away.
    """
    if connection.scalar(text("SELECT to_regclass(:nama)"), {"nama": t.teks.name}) is None:
        return  # it answers already
    ready = False
    for name, valid in connection.execute(_GIN, {"nama": t.teks.name}).tuples().all():
        if not valid:
            connection.execute(text(f"DROP INDEX CONCURRENTLY IF EXISTS {name}"))
        ready = ready or valid
    if not ready:
        connection.execute(text(_index(t, "CONCURRENTLY")))


def forget(session: Session, t: Tables, urut: int) -> None:
    """Take the words of a record out; its row is the port's business."""
    session.execute(text(f"DELETE FROM {t.teks.name} WHERE urut = :urut"), {"urut": urut})  # noqa: S608


def satu_kata(t: Tables, word: str) -> ColumnElement[bool]:
    """Condition that a word of letters alone stands somewhere in a record."""
    return t.teks.c.teks.bool_op("@@")(cast(f"'{word}'", TSQUERY))


def forget_all(session: Session, t: Tables) -> None:
    """Take all words out."""
    session.execute(text(f"DELETE FROM {t.teks.name}"))  # noqa: S608


def tokens(session: Session, t: Tables) -> dict[int, set[str]]:
    """The tokens of every record."""
    rows = session.execute(text(f"SELECT urut, hak FROM {t.teks.name}")).tuples()  # noqa: S608 - our names
    return {urut: {token for token in hak if not token.startswith(SIGN)} for urut, hak in rows}


def matching(t: Tables, what: Ungkapan | None, unwanted: Ungkapan | None, hak: Hak) -> Question:
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
    words, tua = _words(what, unwanted), ""
    if words is not None:
        values["cari_cocok"] = written(words)
        found.append(f"({t.teks.name}.teks @@ CAST(:cari_cocok AS tsquery))")
        older = _words(what, unwanted, pairs=False) if PAIR in values["cari_cocok"] else None
        tua = written(older) if older is not None and older != words else ""
    return Question(tuple(found), values, words, hak, tua)


def _words(what: Ungkapan | None, unwanted: Ungkapan | None, *, pairs: bool = True) -> Asked | None:
    parts = [asked(what, pairs=pairs)] if what is not None else []
    parts += [Negated(asked(unwanted, pairs=pairs))] if unwanted is not None else []
    return Joined("&", tuple(parts)) if len(parts) > 1 else parts[0] if parts else None


def source(t: Tables, *, joined: bool) -> FromClause:
    """The index, or the index beside its rows."""
    return t.teks.join(t.dokumen, t.dokumen.c.urut == t.teks.c.urut) if joined else t.teks


def _asked(t: Tables, match: Match, span: tuple[int, int], allowed: ColumnElement[bool], limit: int) -> Select[Any]:
    at = t.teks.c.urut
    within = and_(at >= span[0], at < span[1]).is_(True)  # as in `mundur.newest`
    start = select(at.label("urut"), t.teks.c.saring).select_from(source(t, joined=True))
    every = start.where(text(match.sql), within, allowed).cte("semua").prefix_with("MATERIALIZED")
    return select(every.c.urut, every.c.saring).order_by(every.c.urut.desc()).limit(limit)


def newest(
    session: Session, t: Tables, match: Question, span: tuple[int, int], limit: int, allowed: ColumnElement[bool] | None
) -> list[int]:
    """The places of the newest within a span."""
    match = understood(session, t, match)
    if allowed is not None:
        return list(session.scalars(_asked(t, match, span, allowed, limit), match.values))
    found: list[int] = []
    for sql, values in portions(session, t, match, span, limit):
        some = fetch(session.connection(), driver(sql), values | {"batas": limit - len(found)})
        found += [urut for urut, _ in some]
        if len(found) >= limit:
            break
    return found


def summed(
    session: Session, t: Tables, match: Question, span: tuple[int, int], limit: int, allowed: ColumnElement[bool] | None
) -> Counter[str]:
    """What facets count of the newest so many, and how often each stands there."""
    match = understood(session, t, match)
    if allowed is not None:
        some = _asked(t, match, span, allowed, limit).subquery()
        return Counter(session.scalars(select(some.c.saring), match.values))
    found = Counter[str]()
    for sql, values in portions(session, t, match, span, limit):
        every = driver(f"SELECT {SARING} FROM ({sql}) AS terbaru")  # noqa: S608 - our names
        ((said,),) = fetch(session.connection(), every, values | {"batas": limit - found.total()})
        found.update(terhitung(said))
        if found.total() >= limit:
            break
    return found
