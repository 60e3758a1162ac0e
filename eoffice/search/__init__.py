"""Finding records by word and number, with the rights in the index itself: one port, SQLite or PostgreSQL behind it."""

from eoffice.search import bangun, ejaan, keys, porsi
from eoffice.search.catatan import Record, Saring, placed
from eoffice.search.dokumen import DOKUMEN
from eoffice.search.imbuhan import akar
from eoffice.search.kata import Phrase, Pieces, phrases, words
from eoffice.search.port import (
    CAP,
    NEWEST,
    Hit,
    Letak,
    Query,
    count,
    find,
    opening,
    places,
    shown,
    summed,
    tally,
)
from eoffice.search.sapu import sapu_kata
from eoffice.search.simpan import (
    BENTUK,
    add,
    clear,
    create,
    drop,
    entry,
    keep,
    put,
    put_all,
    remove,
    remove_all,
    stored,
    words_known,
    words_near,
)
from eoffice.search.sorot import sorotan
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
    "keep",
    "keys",
    "opening",
    "phrases",
    "placed",
    "places",
    "porsi",
    "put",
    "put_all",
    "remove",
    "remove_all",
    "sapu_kata",
    "shown",
    "sorotan",
    "stored",
    "summed",
    "tally",
    "words",
    "words_known",
    "words_near",
]
