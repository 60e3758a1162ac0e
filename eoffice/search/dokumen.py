"""The tables that every engine has: what is kept of a record for showing a hit, and the words that occur at all.

A second set of the same tables, with a suffix, is filled while the first one answers (`bangun`).
"""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from sqlalchemy import TableClause, column, table

#: The set that is being built.
BARU: Final = "_baru"
#: The set that was replaced, and is being taken away.
LAMA: Final = "_lama"


@dataclass(frozen=True)
class Tables:
    """One set of tables. `teks` is the engine's own; `saring` holds what facets are counted of, for SQLite."""

    suffix: str
    dokumen: TableClause
    teks: TableClause
    saring: TableClause
    kata: TableClause
    ejaan: TableClause


@cache
def tables(suffix: str = "") -> Tables:
    """The set that answers, or the one with the suffix."""

    def made(name: str, *columns: str) -> TableClause:
        return table(f"cari_{name}{suffix}", *(column(c) for c in columns))

    return Tables(
        suffix=suffix,
        dokumen=made("dokumen", *DISIMPAN),
        teks=made(
            "teks",
            *("rowid", "urut", "hal", "nomor", "dari", "kepada", "ttd", "pihak", "isi", "akar_hal", "akar", "hak"),
            *("teks", "saring"),
        ),
        saring=made("saring", "urut", "saring"),
        kata=made("kata", "kata"),
        ejaan=made("ejaan", "kunci", "kata"),
    )


#: What is kept of a record for showing it.
DISIMPAN: Final = ("urut", "objek", "objek_id", "sidik", "hal", "nomor", "isi")
#: Where a session keeps what an engine read of records when it looked for their places, until they are shown.
TERBACA: Final = "cari.terbaca"
#: Conditions on the rows behind a hit join here.
DOKUMEN: Final = tables().dokumen
#: What is known of the index as a whole: its shape, and how far a rebuild has come.
KEADAAN: Final = table("cari_keadaan", column("kunci"), column("nilai"))


def terhitung(said: str | None) -> Counter[str]:
    """What facets count of some records, as the database puts it: lines of one text, for a row for each costs more on both
    sides; None of no record."""
    return Counter(said.split("\n")) if said is not None else Counter()


@dataclass(frozen=True)
class Entry:
    """A record on its way into an engine: its row, its words by field, its roots, the parts of its number two by two, its
    tokens, and what facets count."""

    row: dict[str, Any]
    words: dict[str, list[str]]
    akar_hal: list[str]
    akar: list[str]
    penggal: list[tuple[str, str]]
    tokens: list[str]
    saring: str

    @property
    def urut(self) -> int:
        """Its place among all."""
        return int(self.row["urut"])
