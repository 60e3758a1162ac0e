"""What search promises, whatever database is behind it; its tables are called cari_… and belong to no model."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from types import ModuleType
from typing import Final, Literal

from sqlalchemy import ColumnElement, Connection, Select, bindparam, delete, func, literal, select, text
from sqlalchemy.orm import Session

from eoffice.search import kata, keys, postgres, sqlite
from eoffice.search.dokumen import DOKUMEN, Entry

Kind = Literal["naskah", "arsip_impor", "surat_masuk"]
#: In the order of one day; the numbers of the kinds are part of every place, so a fourth would take the last free one.
KINDS: Final[tuple[Kind, ...]] = ("naskah", "arsip_impor", "surat_masuk")

#: Counting stops here; more is shown as «1.000+» (kinerja 4).
CAP: Final = 1000
#: Words of a body that are indexed, about forty pages; one limit for every engine, so that all answer alike.
BODY_WORDS: Final = 12_000
PARTY_WORDS: Final = 3_000

_PLACE: Final = select(DOKUMEN.c.urut).where(
    DOKUMEN.c.objek == bindparam("kind"), DOKUMEN.c.objek_id == bindparam("record_id")
)


@dataclass(frozen=True)
class Record:
    """A record as the index sees it. Who makes one decides what may be found: no body of Rahasia (OTR-08).

    `pihak` are the names of senders and recipients; `tokens` come from `keys`, rights and filters together.
    """

    kind: Kind
    id: int
    tanggal: date
    hal: str
    nomor: str = ""
    isi: str = ""
    pihak: str = ""
    tokens: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Query:
    """What is looked for.

    Args:
        words: as typed; every word must occur somewhere.
        pihak: as typed; every word must occur among senders and recipients.
        any: the rights of who asks; a record must carry one of them. Without any, nothing is found.
        all: filters; a record must carry each.
        dari, sampai: first and last date, both included.
    """

    words: str = ""
    pihak: str = ""
    any: frozenset[str] = frozenset()
    all: frozenset[str] = frozenset()
    dari: date | None = None
    sampai: date | None = None
    phrases: tuple[kata.Phrase, ...] = field(init=False)
    parties: tuple[kata.Phrase, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "phrases", kata.phrases(self.words))
        object.__setattr__(self, "parties", kata.phrases(self.pihak))
        _check(self.any | self.all)

    @property
    def hopeless(self) -> bool:
        """Nothing can be found: no rights, or only signs where words were expected."""
        asked = (self.words, self.phrases), (self.pihak, self.parties)
        return not self.any or any(typed.strip() and not found for typed, found in asked)


@dataclass(frozen=True)
class Hit:
    """A found record: `urut` is its place for paging; marked pieces for the eye."""

    urut: int
    kind: str
    id: int
    hal: kata.Pieces
    nomor: kata.Pieces
    snippet: kata.Pieces


def _engine(session: Session | Connection) -> ModuleType:
    bind = session if isinstance(session, Connection) else session.get_bind()
    return postgres if bind.dialect.name == "postgresql" else sqlite


def _check(tokens: frozenset[str]) -> None:
    wrong = [t for t in tokens if not keys.TOKEN.fullmatch(t)]
    if wrong:
        raise ValueError(f"not a token: {wrong[0]!r}")


def place(tanggal: date, kind: Kind = KINDS[0], record_id: int = 0) -> int:
    """Where a record stands among all: by date, then kind, then id; newest first is the order of every answer."""
    return (tanggal.toordinal() << 40) | (KINDS.index(kind) << 38) | record_id


def create(connection: Connection) -> None:
    """Make the tables of this database's engine, if they are not there."""
    for statement in _engine(connection).CREATE:
        connection.execute(text(statement))


def drop(connection: Connection) -> None:
    """Take the tables away; the index can be made anew from the records."""
    for statement in _engine(connection).DROP:
        connection.execute(text(statement))


def put(session: Session, record: Record) -> None:
    """Index a record, or index it anew, in the caller's transaction."""
    _check(record.tokens)
    remove(session, record.kind, record.id)
    add(session, [record])


def add(session: Session, records: Iterable[Record]) -> None:
    """Index records that are not in the index yet, all in a few statements."""
    made = [_entry(record) for record in records]
    if made:
        _engine(session).add(session, made)


def _entry(record: Record) -> Entry:
    _check(record.tokens)
    row = {
        "urut": place(record.tanggal, record.kind, record.id),
        "objek": record.kind,
        "objek_id": record.id,
        "hal": kata.clean(record.hal),
        "nomor": kata.clean(record.nomor),
        "pihak": kata.clean(record.pihak),
        "isi": kata.clean(record.isi),
    }
    found = {
        "hal": kata.words(record.hal),
        "nomor": kata.words(record.nomor),
        "pihak": kata.words(record.pihak)[:PARTY_WORDS],
        "isi": kata.words(record.isi)[:BODY_WORDS],
    }
    return row, found, sorted(record.tokens)


def remove(session: Session, kind: Kind, record_id: int) -> None:
    """Forget a record; one that is not there is no error."""
    urut = session.scalar(_PLACE, {"kind": kind, "record_id": record_id})
    if urut is not None:
        _engine(session).forget(session, urut)
        session.execute(delete(DOKUMEN).where(DOKUMEN.c.urut == urut))


def clear(session: Session) -> None:
    """Forget everything, before indexing anew."""
    _engine(session).forget_all(session)
    session.execute(delete(DOKUMEN))


def stored(session: Session) -> Iterator[tuple[Kind, int, frozenset[str], bool]]:
    """Everything that the index holds: kind, id, tokens, and whether a body can be found; for checking it."""
    places = {
        urut: (objek, objek_id, isi != "")
        for urut, objek, objek_id, isi in session.execute(
            select(DOKUMEN.c.urut, DOKUMEN.c.objek, DOKUMEN.c.objek_id, DOKUMEN.c.isi)
        )
    }
    tokens = _engine(session).tokens(session)
    for urut, (objek, objek_id, body) in places.items():
        yield objek, objek_id, frozenset(tokens.get(urut, ())), body


def _matching(
    session: Session, query: Query, allowed: ColumnElement[bool] | None, before: int | None
) -> tuple[Select[tuple[int]], ColumnElement[int]]:
    source, conditions, urut = _engine(session).matching(query.phrases, query.parties, query.any, query.all)
    statement = select(urut.label("urut")).select_from(source).where(*conditions)
    if query.dari is not None:
        statement = statement.where(urut >= place(query.dari))
    if query.sampai is not None:
        statement = statement.where(urut < place(query.sampai) + (1 << 40))
    if before is not None:
        statement = statement.where(urut < before)
    if allowed is not None:
        statement = statement.where(allowed)
    return statement, urut


def find(
    session: Session, query: Query, *, allowed: ColumnElement[bool] | None, before: int | None = None, limit: int = 21
) -> list[Hit]:
    """The newest hits.

    Args:
        allowed: condition on the rows behind `DOKUMEN`; the index proposes and the row decides (OTR-01, OTR-03). None
            only where rights are no question.
        before: `urut` of the last hit of the page before.
    """
    if query.hopeless:
        return []
    statement, urut = _matching(session, query, allowed, before)
    wanted = (DOKUMEN.c.objek, DOKUMEN.c.objek_id, DOKUMEN.c.hal, DOKUMEN.c.nomor, DOKUMEN.c.isi)
    rows = session.execute(statement.add_columns(*wanted).order_by(urut.desc()).limit(limit))
    asked = query.phrases
    return [
        Hit(
            urut=at,
            kind=objek,
            id=objek_id,
            hal=kata.marked(hal, asked),
            nomor=kata.marked(nomor, asked),
            snippet=kata.snippet(isi, asked),
        )
        for at, objek, objek_id, hal, nomor, isi in rows
    ]


def count(session: Session, query: Query, *, allowed: ColumnElement[bool] | None) -> int:
    """How many hits there are; CAP + 1 means more than CAP."""
    if query.hopeless:
        return 0
    statement, _ = _matching(session, query, allowed, None)
    some = statement.with_only_columns(literal(1).label("satu")).limit(CAP + 1).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0
