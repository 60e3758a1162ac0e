"""FTS5: a contentless index whose rowids grow with the date, so that newest first costs nothing (kinerja 2)."""

from typing import Final

from sqlalchemy import ColumnElement, FromClause, bindparam, column, insert, literal_column, table, text
from sqlalchemy.orm import Session

from eoffice.search.dokumen import DOKUMEN, Entry
from eoffice.search.kata import Phrase

CREATE: Final = (
    "CREATE TABLE IF NOT EXISTS cari_dokumen ("
    "urut INTEGER PRIMARY KEY, objek TEXT NOT NULL, objek_id INTEGER NOT NULL, hal TEXT NOT NULL, nomor TEXT NOT NULL,"
    " pihak TEXT NOT NULL, isi TEXT NOT NULL, UNIQUE (objek, objek_id))",
    # Words come separated by spaces and folded, so the plainest tokenizer is the right one: every byte over 127 is a
    # letter to it. Rights have a column of their own that no word of a user is ever looked up in (INJ-02).
    "CREATE VIRTUAL TABLE IF NOT EXISTS cari_teks USING fts5("
    "hal, nomor, pihak, isi, hak, content='', contentless_delete=1, tokenize='ascii', prefix='2 3 4')",
    # What is taken out is gone from the file as well, not merely marked (OTR-09).
    "INSERT INTO cari_teks(cari_teks, rank) VALUES ('secure-delete', 1)",
)
DROP: Final = ("DROP TABLE IF EXISTS cari_teks", "DROP TABLE IF EXISTS cari_dokumen")

_TEKS: Final = table("cari_teks", *(column(c) for c in ["rowid", "hal", "nomor", "pihak", "isi", "hak"]))

# Made once: building a statement costs more than running it.
_ADD_ROW: Final = insert(DOKUMEN)
_ADD_WORDS: Final = insert(_TEKS)
_FORGET: Final = _TEKS.delete().where(_TEKS.c.rowid == bindparam("urut_lama"))


def add(session: Session, entries: list[Entry]) -> None:
    """Add records that are not there."""
    session.execute(_ADD_ROW, [row for row, _, _ in entries])
    joined = [
        {"rowid": row["urut"], "hak": " ".join(tokens), **{name: " ".join(found) for name, found in words.items()}}
        for row, words, tokens in entries
    ]
    session.execute(_ADD_WORDS, joined)


def forget(session: Session, urut: int) -> None:
    """Take the words of a record out; its row is the port's business."""
    session.execute(_FORGET, {"urut_lama": urut})


def forget_all(session: Session) -> None:
    """Take all words out."""
    session.execute(text("INSERT INTO cari_teks(cari_teks) VALUES ('delete-all')"))


def tokens(session: Session) -> dict[int, set[str]]:
    """The tokens of every record, read back from the index itself; the look into it vanishes with the transaction."""
    session.execute(
        text("CREATE VIRTUAL TABLE IF NOT EXISTS temp.cari_lihat USING fts5vocab('main', 'cari_teks', 'instance')")
    )
    found: dict[int, set[str]] = {}
    for term, urut in session.execute(text("SELECT term, doc FROM temp.cari_lihat WHERE col = 'hak'")).tuples():
        found.setdefault(urut, set()).add(term)
    session.execute(text("DROP TABLE temp.cari_lihat"))
    return found


def _phrase(columns: str, phrase: Phrase) -> str:
    return f'({{{columns}}} : "{" ".join(phrase.words)}"{" *" if phrase.prefix else ""})'


def matching(
    phrases: tuple[Phrase, ...], parties: tuple[Phrase, ...], any_of: frozenset[str], all_of: frozenset[str]
) -> tuple[FromClause, list[ColumnElement[bool]], ColumnElement[int]]:
    """Where to read from, under which conditions, and the column that orders.

    Words are letters and digits (`kata.words`) and stand in double quotes in columns named here; tokens were checked by
    the port. So there is nothing left in them that could be syntax.
    """
    asked = [_phrase("hal nomor pihak isi", p) for p in phrases] + [_phrase("pihak", p) for p in parties]
    rights = " OR ".join(f'"{t}"' for t in sorted(any_of))
    asked += [f"({{hak}} : ({rights}))", *(f'({{hak}} : "{t}")' for t in sorted(all_of))]
    # The sum keeps SQLite from turning the join round and probing the index once for each document.
    source = _TEKS.join(DOKUMEN, DOKUMEN.c.urut == _TEKS.c.rowid + literal_column("0"))
    match = text("cari_teks MATCH :cari_cocok").bindparams(bindparam("cari_cocok", " AND ".join(asked)))
    return source, [match], _TEKS.c.rowid  # type: ignore[list-item]
