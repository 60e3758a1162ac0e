"""The parts of which FTS5 makes an index: left as they come while a set is built, merged once at its end, and taken away
a portion at a time when the set was replaced, so that nobody who writes waits long however many records there are."""

from typing import Final

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from eoffice.search.dokumen import Tables

#: Bytes of words that FTS5 gathers before it writes a part, and parts on one level at most before it merges them, a little
#: with every writing or all at once: as it does by itself.
BIASA: Final = {"hashsize": 1024 * 1024, "automerge": 4, "crisismerge": 16, "usermerge": 4}
#: While a set is built each portion is one part, and they are merged once (`gabung`), not anew on every level.
MENUMPUK: Final = {"hashsize": 256 * 1024 * 1024, "automerge": 0, "crisismerge": 1_900, "usermerge": 16}
#: Pages of the index, of 4 kB, that one step of merging writes: a tenth of a second.
HALAMAN: Final = 1_500
#: Rows that one step takes away of a set that was replaced, each about a page.
BARIS: Final = 3_000
#: FTS5 keeps what it knows of the index as a whole in rows up to here.
_KEPALA: Final = 10


def menumpuk(name: str) -> tuple[str, ...]:
    """Statements that let the parts of a new index pile up."""
    return tuple(_set(name, option, value) for option, value in MENUMPUK.items())


def _set(name: str, option: str, value: int) -> str:
    return f"INSERT INTO {name}({name}, rank) VALUES ('{option}', {value})"  # noqa: S608 - our names


def gabung(session: Session, t: Tables, *, semua: bool = False) -> bool:
    """Merge some more of the parts of a set that is being built, those of which many lie on one level; whether that is done.

    Args:
        semua: put all parts on one level first.
    """
    run = session.connection().exec_driver_sql
    before = run("SELECT total_changes()").scalar_one()
    run(_set(t.teks.name, "merge", -HALAMAN if semua else HALAMAN))
    # Fewer than it may write: it found no more to merge, and what is changed meanwhile waits for the next time.
    return bool(run("SELECT total_changes()").scalar_one() - before < HALAMAN)


def seperti_biasa(session: Session, t: Tables) -> None:
    """The parts of a set merge by themselves from here on."""
    for option, value in BIASA.items():
        session.connection().exec_driver_sql(_set(t.teks.name, option, value))


def buang(connection: Connection, t: Tables) -> bool:
    """Take away some more rows of a set that was replaced; whether only small tables are left, which can be dropped."""
    words, rows = f"{t.teks.name}_data", t.dokumen.name
    for name, key, least in ((words, "id", _KEPALA + 1), (rows, "urut", 0)):
        some = f"SELECT {key} FROM {name} WHERE {key} >= {least} LIMIT {BARIS}"  # noqa: S608 - our names
        gone = connection.execute(text(f"DELETE FROM {name} WHERE {key} IN ({some})"))  # noqa: S608
        if gone.rowcount:
            return False
    return True
