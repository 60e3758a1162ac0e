"""Putting records into the index and taking them out, in the caller's transaction; into both sets while one is built."""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, Final

from sqlalchemy import Connection, bindparam, delete, insert, inspect, select, text
from sqlalchemy.orm import Session

from eoffice.db import AtCommit, porsi
from eoffice.search import ejaan, gembok, kata, keys, nomor
from eoffice.search.catatan import BODY_WORDS, KINDS, PARTY_WORDS, Kind, Record, place, placed
from eoffice.search.dokumen import BARU, KEADAAN, LAMA, Entry, Tables, tables
from eoffice.search.imbuhan import akar
from eoffice.search.port import check, engine
from eoffice.search.ungkapan import FIELDS

#: Raised whenever tables, words, roots or tokens are made otherwise, so that an index of an older shape is built anew.
BENTUK: Final = 10
#: What is known of a record that was taken out while an index is built.
HILANG: Final = "hilang:"
#: Where a session keeps which records were touched; who indexes one takes it out of there.
TERSENTUH: Final = "cari.sentuh"
_MOST: Final = {"pihak": PARTY_WORDS, "dari": PARTY_WORDS, "kepada": PARTY_WORDS, "ttd": PARTY_WORDS, "isi": BODY_WORDS}


def create(connection: Connection) -> None:
    """Make the tables of this database's engine, if they are not there."""
    names = set(inspect(connection).get_table_names())
    if "cari_keadaan" not in names:
        connection.execute(text("CREATE TABLE cari_keadaan (kunci TEXT PRIMARY KEY, nilai TEXT NOT NULL)"))
        write_state(connection, "bentuk", str(BENTUK))
    if "cari_dokumen" not in names:
        statements(connection, engine(connection).create(tables()))


def drop(connection: Connection) -> None:
    """Take the tables away; the index can be made anew from the records."""
    for suffix in (BARU, LAMA, ""):
        statements(connection, engine(connection).drop(suffix))
    connection.execute(text("DROP TABLE IF EXISTS cari_keadaan"))


def state(session: Session | Connection, kunci: str) -> str | None:
    """What is known of the index as a whole."""
    return session.scalar(select(KEADAAN.c.nilai).where(KEADAAN.c.kunci == kunci))


def write_state(session: Session | Connection, kunci: str, nilai: str | None) -> None:
    """Keep it, or forget it."""
    session.execute(delete(KEADAAN).where(KEADAAN.c.kunci == kunci))
    if nilai is not None:
        session.execute(insert(KEADAAN).values(kunci=kunci, nilai=nilai))


def sets(session: Session, kind: Kind | None = None, record_id: int = 0) -> list[Tables]:
    """The sets that a change goes to: the one that answers, and the one that is being built.

    On PostgreSQL who changes something shares a lock that the builder holds alone while it begins and ends, and has that
    record for itself, as the builder has those of a portion, so that nothing falls between the two.
    """
    gembok.share(session)
    if kind is not None:
        gembok.in_turn(session, kind, record_id)
    return [tables(), tables(BARU)] if state(session, "bangun") is not None else [tables()]


def put(session: Session, record: Record) -> None:
    """Index a record, or index it anew, in the caller's transaction; one that stands there just so is left alone."""
    put_all(session, [record])


def put_all(session: Session, records: list[Record]) -> None:
    """As `put` for many of one kind, in a few statements; always in the order of their ids, so that two never wait in a ring."""
    records = sorted(records, key=lambda record: record.id)
    made = [entry(record) for record in records]
    every = sets(session) if made else []
    for record in records:
        _settled(session, record.kind, record.id)
        gembok.in_turn(session, record.kind, record.id)
    for t in every:
        d = t.dokumen.c
        asked = d.objek_id.in_([record.id for record in records])
        rows = session.execute(select(d.objek_id, d.urut, d.sidik).where(d.objek == records[0].kind, asked)).tuples()
        there = {objek_id: (urut, sidik) for objek_id, urut, sidik in rows}
        fresh = []
        for one in made:
            known_as = there.get(one.row["objek_id"])
            if known_as == (one.urut, one.row["sidik"]):
                continue
            if known_as is not None:
                _take_out(session, t, known_as[0])
            fresh.append(one)
        add_to(session, t, fresh)


def add(session: Session, records: Iterable[Record]) -> None:
    """Index records that are not in the index yet, all in a few statements."""
    add_to(session, tables(), [entry(record) for record in records])


def add_to(session: Session, t: Tables, made: list[Entry]) -> None:
    """Add entries that a set does not hold, in the order in which the engine lays them down."""
    if made:
        engine(session).add(session, t, sorted(made, key=engine(session).tata))
        _learn(session, t, {w for w in _all(made) if ejaan.berkata(w)})


def entry(record: Record) -> Entry:
    """A record with its words and roots."""
    check(record.tokens)
    found = {name: kata.words(getattr(record, name))[: _MOST.get(name, BODY_WORDS)] for name in FIELDS}
    kata.thinned(found)
    roots_hal = _roots(_rooted(found["hal"]))
    roots = _roots(set[str]().union(*map(_rooted, found.values())))
    # Its year stands among the tokens whoever made it, for an engine may look at the latest years alone.
    tokens, saring = sorted(record.tokens | {keys.tahun(record.tanggal.year)}), record.saring.teks
    row: dict[str, Any] = {
        "urut": place(record.tanggal, record.kind, record.id),
        "objek": record.kind,
        "objek_id": record.id,
        "hal": kata.clean(record.hal),
        "nomor": kata.clean(record.nomor),
        "isi": kata.clean(record.isi),
    }
    shown = (row["hal"], row["nomor"], row["isi"])
    said = "\n".join([*(" ".join(words) for words in found.values()), " ".join(tokens), saring, *shown])
    row["sidik"] = hashlib.blake2b(said.encode(), digest_size=12).hexdigest()
    return Entry(row, found, sorted(roots_hal), sorted(roots), nomor.pasangan(row["nomor"]), tokens, saring)


def _rooted(words: list[str]) -> set[str]:
    """The words that lend their root: «undang-undang» is no family of «undangan», or that finds every keputusan."""
    found = set(words)
    if "undang" in found:
        beside = ((words[n - 1 : n], words[n + 1 : n + 2]) for n, word in enumerate(words) if word == "undang")
        if all("undang" in (*before, *after) for before, after in beside):
            found.remove("undang")
    return found


def _roots(words: set[str]) -> set[str]:
    return set(chain.from_iterable(map(akar, words)))


def _all(made: list[Entry]) -> set[str]:
    """Every word of some records, once."""
    return set().union(*(words for e in made for words in e.words.values()))


def _there(session: Session, t: Tables, kind: Kind, record_id: int) -> tuple[int, str] | None:
    d = t.dokumen.c
    row = session.execute(
        select(d.urut, d.sidik).where(d.objek == bindparam("k"), d.objek_id == bindparam("i")),
        {"k": kind, "i": record_id},
    ).first()
    return (row.urut, row.sidik) if row is not None else None


def known(session: Session, t: Tables, kind: Kind, first: int, last: int) -> set[int]:
    """Which records of a kind between two ids a set holds already: what was changed while it is built is there, and newer."""
    d = t.dokumen.c
    return set(session.scalars(select(d.objek_id).where(d.objek == kind, d.objek_id.between(first, last))))


def _take_out(session: Session, t: Tables, urut: int) -> None:
    engine(session).forget(session, t, urut)
    session.execute(delete(t.dokumen).where(t.dokumen.c.urut == bindparam("u")), {"u": urut})


def remove(session: Session, kind: Kind, record_id: int) -> None:
    """Forget a record; one that is not there is no error."""
    _settled(session, kind, record_id)
    for t in sets(session, kind, record_id):
        if t.suffix:  # who builds may have read it already, and must not bring it back
            write_state(session, f"{HILANG}{kind}:{record_id}", "1")
        there = _there(session, t, kind, record_id)
        if there is not None:
            _take_out(session, t, there[0])


def remove_all(session: Session, things: Iterable[tuple[Kind, int]]) -> None:
    """As `remove` for many, in a few statements.

    Of a kind with more than `gembok.SATUAN` among them nobody else changes any record until the commit: a lock for each would
    not fit into a server. Call it before any of them was changed singly in this transaction.
    """
    ids: dict[Kind, list[int]] = {kind: [] for kind in KINDS}
    for kind, record_id in things:
        ids[kind].append(record_id)
    gone = {(kind, record_id) for kind, some in ids.items() for record_id in some}
    if waiting := session.info.get(TERSENTUH):
        session.info[TERSENTUH] = [w for w in waiting if (w[1]["jenis"], w[1]["id"]) not in gone]
    every = sets(session)
    for kind in (k for k in KINDS if ids[k]):
        gembok.many(session, kind, ids[kind])
        for t in every:
            for some in porsi(ids[kind]):
                if t.suffix:
                    for record_id in some:
                        write_state(session, f"{HILANG}{kind}:{record_id}", "1")
                d = t.dokumen.c
                for urut in session.scalars(select(d.urut).where(d.objek == kind, d.objek_id.in_(some))).all():
                    _take_out(session, t, urut)


def keep(session: Session, kind: Kind, record_id: int, record: Record | None) -> None:
    """Index a record as it is now, or take it out when it must not be found (None; OTR-09)."""
    if record is None:
        remove(session, kind, record_id)
    else:
        put(session, record)


def _settled(session: Session, kind: Kind, record_id: int) -> None:
    waiting = session.info.get(TERSENTUH)
    if waiting:
        session.info[TERSENTUH] = [w for w in waiting if w[1] != {"jenis": kind, "id": record_id}]


def clear(session: Session) -> None:
    """Forget everything, before indexing anew in this transaction."""
    for t in sets(session):
        engine(session).forget_all(session, t)
        for one in (t.dokumen, t.kata, t.ejaan):
            session.execute(delete(one))


def stored(session: Session) -> Iterator[tuple[Kind, int, frozenset[str], bool, str]]:
    """Everything that the index holds, for checking it: kind, id, tokens, whether a body can be found, and its print."""
    t = tables()
    d = t.dokumen.c
    rows = session.execute(select(d.urut, d.objek, d.objek_id, d.isi != "", d.sidik)).tuples().all()
    tokens = engine(session).tokens(session, t)
    for urut, objek, objek_id, body, sidik in rows:
        yield objek, objek_id, frozenset(tokens.pop(urut, ())), bool(body), sidik
    for urut in tokens:
        yield *placed(urut), frozenset(), True, ""


def _learn(session: Session, t: Tables, words: set[str]) -> None:
    """Keep words not met before, as the last thing before the commit: two records may bring the same one."""
    if words:
        _WORDS.add(session, {"tables": t, "words": words})


def _write_words(session: Session, waiting: list[dict[str, Any]]) -> None:
    for t in {id(one["tables"]): one["tables"] for one in waiting}.values():
        words = sorted({w for one in waiting if one["tables"] is t for w in one["words"]})
        engine(session).learn(session, t, words, ejaan.kunci)


_WORDS: Final = AtCommit("cari.kata", _write_words, first=True)


def learned(session: Session) -> None:
    """Write the new words now instead of with the commit, for who asks for nearby ones in the same transaction."""
    _WORDS.now(session)


def words_known(session: Session, words: Iterable[str]) -> set[str]:
    """Which of these occur in some record, whoever may read it: never to be shown without asking again with rights."""
    t, asked = tables(), sorted(set(words))
    return set(session.scalars(select(t.kata.c.kata).where(t.kata.c.kata.in_(asked)))) if asked else set()


def words_near(session: Session, keys_of: Iterable[str]) -> set[str]:
    """Words that have one of these keys (`ejaan.kunci`), whoever may read them: to be asked again with rights."""
    t = tables()
    found = select(t.ejaan.c.kata).where(t.ejaan.c.kunci.in_(sorted(set(keys_of)))).distinct().limit(400)
    return set(session.scalars(found))


def statements(connection: Connection, each: Iterable[str]) -> None:
    """Run some, one after the other."""
    for statement in each:
        connection.execute(text(statement))
