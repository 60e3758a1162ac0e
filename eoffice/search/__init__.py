"""Finding records by word and number, with the rights in the index itself: one port, SQLite or PostgreSQL behind it."""

from eoffice.search import bangun, ejaan, keys
from eoffice.search.dokumen import DOKUMEN
from eoffice.search.imbuhan import akar
from eoffice.search.kata import Phrase, Pieces, marked, phrases, snippet, words
from eoffice.search.port import (
    CAP,
    NEWEST,
    Hit,
    Letak,
    Query,
    Record,
    Saring,
    count,
    find,
    placed,
    places,
    shown,
    summed,
    tally,
)
from eoffice.search.sapu import sapu_kata
from eoffice.search.simpan import BENTUK, add, clear, create, drop, entry, put, remove, stored, words_known, words_near
from eoffice.search.ungkapan import Term, Where

__all__ = [
    "BENTUK",
    "CAP",
    "DOKUMEN",
    "NEWEST",
    "Hit",
    "Letak",
    "Phrase",
    "Pieces",
    "Query",
    "Record",
    "Saring",
    "Term",
    "Where",
    "add",
    "akar",
    "bangun",
    "clear",
    "count",
    "create",
    "drop",
    "ejaan",
    "entry",
    "find",
    "keys",
    "marked",
    "phrases",
    "placed",
    "places",
    "put",
    "remove",
    "sapu_kata",
    "shown",
    "snippet",
    "stored",
    "summed",
    "tally",
    "words",
    "words_known",
    "words_near",
]
