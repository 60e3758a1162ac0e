"""FTS5: a contentless index whose rowids fall with the date, so that newest first costs nothing (kinerja 2).

A rowid is the place of a record below zero: FTS5 walks upwards at two thirds of the price of walking back, where it takes
every page apart twice. An index that was built before stands the other way round and is read and written so (`_falling`).
"""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, bindparam, delete, literal_column, select, text
from sqlalchemy.orm import Session

from eoffice.db import raw
from eoffice.search import fts5
from eoffice.search.catatan import ringkas
from eoffice.search.dokumen import DISIMPAN, TERBACA, Entry, Tables, terhitung
from eoffice.search.potongan import menumpuk
from eoffice.search.ungkapan import Hak, Match, Ungkapan

#: Words that are looked up and added together.
_SOME: Final = 500


def create(t: Tables) -> tuple[str, ...]:
    """Statements that make a set of tables.

    Words come separated by spaces and folded, so the plainest tokenizer is the right one: every byte over 127 is a letter
    to it. What is taken out is gone from the file as well, not merely marked (OTR-09).
    """
    s = t.suffix
    return (
        f"CREATE TABLE cari_dokumen{s} (urut INTEGER PRIMARY KEY, objek TEXT NOT NULL, objek_id INTEGER NOT NULL,"
        " sidik TEXT NOT NULL, hal TEXT NOT NULL, nomor TEXT NOT NULL, isi TEXT NOT NULL, UNIQUE (objek, objek_id))",
        f"CREATE TABLE cari_saring{s} (urut INTEGER PRIMARY KEY, saring TEXT NOT NULL)",
        f"CREATE TABLE cari_kata{s} (kata TEXT PRIMARY KEY) WITHOUT ROWID",
        f"CREATE TABLE cari_ejaan{s} (kunci TEXT NOT NULL, kata TEXT NOT NULL, PRIMARY KEY (kunci, kata)) WITHOUT ROWID",
        f"CREATE VIRTUAL TABLE cari_teks{s} USING fts5(hal, nomor, dari, kepada, ttd, pihak, isi, akar_hal, akar, hak,"
        " content='', contentless_delete=1, tokenize='ascii', prefix='2 3 4')",
        f"INSERT INTO cari_teks{s}(cari_teks{s}, rank) VALUES ('secure-delete', 1)",  # noqa: S608 - our names
        *(menumpuk(f"cari_teks{s}") if s else ()),
    )


def drop(suffix: str) -> tuple[str, ...]:
    """Statements that take a set of tables away, if it is there."""
    names = ("teks", "saring", "dokumen", "kata", "ejaan")
    return tuple(f"DROP TABLE IF EXISTS cari_{name}{suffix}" for name in names)


def rename(suffix: str, to: str = "") -> tuple[str, ...]:
    """Statements that give a set the names of another one, which must be gone: of the one that answers."""
    names = ("teks", "saring", "dokumen", "kata", "ejaan")
    return tuple(f"ALTER TABLE cari_{name}{suffix} RENAME TO cari_{name}{to}" for name in names)


def tata(entry: Entry) -> int:
    """The order in which records that come together are laid down: that of their places, which the word index demands."""
    return entry.urut


def add(session: Session, t: Tables, entries: list[Entry]) -> None:
    """Add records that are not there, straight to the driver: most of an archive comes this way."""
    run = session.connection().exec_driver_sql
    sign = -1 if _falling(session, t) else 1
    run(_inserted(t.dokumen.name, DISIMPAN), [tuple(map(e.row.__getitem__, DISIMPAN)) for e in entries])
    run(_inserted(t.saring.name, ("urut", "saring")), [(e.urut, ringkas(e.saring)) for e in entries])
    upwards = entries[::sign]  # FTS5 writes out what it gathered at each step back
    run(_inserted(t.teks.name, ("rowid", *fts5.COLUMNS)), [(sign * e.urut, *fts5.columns(e)) for e in upwards])


def learn(session: Session, t: Tables, words: list[str], keys_of: Callable[[str], Iterable[str]]) -> None:
    """Keep those of some words that were not met before, and their keys of spelling."""
    for start in range(0, len(words), _SOME):
        some = words[start : start + _SOME]
        known = set(session.scalars(select(t.kata.c.kata).where(t.kata.c.kata.in_(some))))
        fresh = [w for w in some if w not in known]
        if fresh:
            _add_words(session, t, fresh, keys_of)


def _add_words(session: Session, t: Tables, words: list[str], keys_of: Callable[[str], Iterable[str]]) -> None:
    kept, keyed = t.kata.name, t.ejaan.name
    session.execute(
        text(f"INSERT INTO {kept} (kata) VALUES (:kata) ON CONFLICT DO NOTHING"),  # noqa: S608 - our names
        [{"kata": w} for w in words],
    )
    session.execute(
        text(f"INSERT INTO {keyed} (kunci, kata) VALUES (:kunci, :kata) ON CONFLICT DO NOTHING"),  # noqa: S608
        [{"kunci": k, "kata": w} for w in words for k in sorted(keys_of(w))],
    )


@cache
def _inserted(name: str, columns: tuple[str, ...]) -> str:
    return f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"  # noqa: S608 - our names


def _falling(session: Session, t: Tables) -> bool:
    """Whether the newest have the lowest rowids, as in every index that begins now; the index itself says so."""
    first = _rows(session, f"SELECT id FROM {t.teks.name}_docsize ORDER BY id LIMIT 1", {})  # noqa: S608 - our names
    return not first or first[0][0] < 0


def forget(session: Session, t: Tables, urut: int) -> None:
    """Take the words of a record out; its row is the port's business."""
    sign = -1 if _falling(session, t) else 1
    session.execute(delete(t.teks).where(t.teks.c.rowid == bindparam("u")), {"u": sign * urut})
    session.execute(delete(t.saring).where(t.saring.c.urut == bindparam("u")), {"u": urut})


def satu_kata(t: Tables, word: str) -> ColumnElement[bool]:
    """Condition that a word of letters alone stands somewhere in a record."""
    return literal_column(t.teks.name).bool_op("MATCH")(f'"{word}"')


def forget_all(session: Session, t: Tables) -> None:
    """Take all words out."""
    session.execute(text(f"INSERT INTO {t.teks.name}({t.teks.name}) VALUES ('delete-all')"))  # noqa: S608 - our names
    session.execute(delete(t.saring))


def tokens(session: Session, t: Tables) -> dict[int, set[str]]:
    """The tokens of every record, read back from the index itself; the look into it vanishes with the transaction."""
    session.execute(text("DROP TABLE IF EXISTS temp.cari_lihat"))
    session.execute(text(f"CREATE VIRTUAL TABLE temp.cari_lihat USING fts5vocab('main', '{t.teks.name}', 'instance')"))
    places: Select[Any] = select(literal_column("id")).select_from(text(f"{t.teks.name}_docsize"))
    found: dict[int, set[str]] = {abs(rowid): set() for rowid in session.scalars(places)}
    for term, rowid in session.execute(text("SELECT term, doc FROM temp.cari_lihat WHERE col = 'hak'")).tuples():
        found.setdefault(abs(rowid), set()).add(term)
    session.execute(text("DROP TABLE temp.cari_lihat"))
    return found


def matching(t: Tables, what: Ungkapan | None, unwanted: Ungkapan | None, hak: Hak) -> Match:
    """The question as a condition. `hak` holds some right."""
    return Match((f"{t.teks.name} MATCH :cari_cocok",), {"cari_cocok": fts5.asked(what, unwanted, hak)})


def newest(
    session: Session, t: Tables, match: Match, span: tuple[int, int], limit: int, allowed: ColumnElement[bool] | None
) -> list[int]:
    """The places of the newest within a span; FTS5 walks its rowids in their order and stops."""
    if allowed is not None:
        return list(session.scalars(_asked(session, t, match, span, allowed).limit(limit), match.values))
    # Straight to the driver: putting a statement together costs more than running this one.
    sql = _newest(t, match.sql, falling=_falling(session, t))
    return [urut for (urut,) in _rows(session, sql, _values(match, span, limit))]


def _values(match: Match, span: tuple[int, int], limit: int) -> dict[str, Any]:
    return {**match.values, "dari": span[0], "sampai": span[1], "batas": limit}


def _rows(session: Session, sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    return raw(session.connection(), sql, values)


def _newest(t: Tables, sql: str, *, falling: bool) -> str:
    """The places of the newest within a span; `falling`: as an index has them that begins now (`_falling`)."""
    if falling:
        what, between = "-rowid", "rowid > -:sampai AND rowid <= -:dari ORDER BY rowid"
    else:
        what, between = "rowid", "rowid >= :dari AND rowid < :sampai ORDER BY rowid DESC"
    return f"SELECT {what} AS urut FROM {t.teks.name} WHERE {sql} AND {between} LIMIT :batas"  # noqa: S608 - our names


def _asked(
    session: Session, t: Tables, match: Match, span: tuple[int, int], allowed: ColumnElement[bool]
) -> Select[tuple[int]]:
    """The places of the newest within a span, of those records whose rows are allowed.

    The sign, or the sum, keeps SQLite from turning the join round and probing the index once for each row.
    """
    falling, rowid = _falling(session, t), t.teks.c.rowid
    at: ColumnElement[int] = -rowid if falling else rowid + literal_column("0")
    low, high = (-span[1] + 1, -span[0]) if falling else (span[0], span[1] - 1)
    found = select(at.label("urut")).select_from(t.teks.join(t.dokumen, t.dokumen.c.urut == at))
    return found.where(text(match.sql), rowid.between(low, high), allowed).order_by(rowid if falling else rowid.desc())


def summed(
    session: Session, t: Tables, match: Match, span: tuple[int, int], limit: int, allowed: ColumnElement[bool] | None
) -> Counter[str]:
    """What facets count of the newest so many, and how often each stands there."""
    if allowed is not None:
        some = _asked(session, t, match, span, allowed).limit(limit).subquery()
        wanted = select(t.saring.c.saring).select_from(some.join(t.saring, t.saring.c.urut == some.c.urut))
        return Counter(session.scalars(wanted, match.values))
    return _summed(session, t, match, span, limit, falling=_falling(session, t))


def _summed(
    session: Session, t: Tables, match: Match, span: tuple[int, int], limit: int, *, falling: bool
) -> Counter[str]:
    sql = _joined(t, _newest(t, match.sql, falling=falling))
    ((said,),) = _rows(session, sql, _values(match, span, limit))
    return terhitung(said)


def opening(
    session: Session, t: Tables, match: Match, span: tuple[int, int], limit: int, most: int
) -> tuple[list[int], Counter[str]]:
    """The places of the newest, and `summed` of so many; what is shown of the former comes along (`TERBACA`)."""
    falling = _falling(session, t)
    sql = _opening(t, _newest(t, match.sql, falling=falling))
    rows = sorted(_rows(session, sql, _values(match, span, limit)), reverse=True)
    session.info[TERBACA] = [row for row in rows if row[1] is not None]
    return [row[0] for row in rows], _summed(session, t, match, span, most, falling=falling) if rows else Counter()


def best(
    session: Session,
    t: Tables,
    tiers: Iterable[tuple[int, Match, tuple[int, int]]],
    limit: int,
    whole: tuple[Match, tuple[int, int], int] | None = None,
) -> tuple[list[tuple[int, int]], Counter[str]]:
    """Tier and place of the best, each tier without what is in another, and `summed` of the `whole` where it is given."""
    found: list[tuple[int, int]] = []
    for n, match, span in tiers:
        found += [(n, urut) for urut in newest(session, t, match, span, limit - len(found), None)]
        if len(found) >= limit:
            break
    return found, summed(session, t, *whole, None) if whole and found else Counter()


def _opening(t: Tables, places: str) -> str:
    """Some places with what is shown of each."""
    return (
        f"SELECT a.urut, objek, objek_id, hal, nomor, isi FROM ({places}) AS a"  # noqa: S608 - our names
        f" LEFT JOIN {t.dokumen.name} AS d ON d.urut = a.urut"
    )


def _joined(t: Tables, places: str) -> str:
    """What facets count of some places, as lines of one text (`terhitung`)."""
    return (
        f"SELECT group_concat(saring, char(10)) FROM ({places}) AS a"  # noqa: S608 - our names
        f" CROSS JOIN {t.saring.name} AS s ON s.urut = a.urut"
    )
