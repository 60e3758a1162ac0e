"""Finding records by word and number, with the rights in the index itself: one port, SQLite or PostgreSQL behind it."""

from eoffice.search import keys
from eoffice.search.dokumen import DOKUMEN
from eoffice.search.kata import Phrase, Pieces, marked, phrases, snippet, words
from eoffice.search.port import (
    CAP,
    Hit,
    Query,
    Record,
    add,
    clear,
    count,
    create,
    drop,
    find,
    put,
    remove,
    stored,
)

__all__ = [
    "CAP",
    "DOKUMEN",
    "Hit",
    "Phrase",
    "Pieces",
    "Query",
    "Record",
    "add",
    "clear",
    "count",
    "create",
    "drop",
    "find",
    "keys",
    "marked",
    "phrases",
    "put",
    "remove",
    "snippet",
    "stored",
    "words",
]
