"""Words to their roots (akar kata), so that «pelaporan» also finds «melaporkan»; the same on every engine."""

import re
from functools import cache, lru_cache
from typing import Any, Final

from Sastrawi.Stemmer.StemmerFactory import StemmerFactory  # type: ignore[import-untyped]

#: Words whose roots are remembered; those of some hundred thousand records are fewer.
REMEMBERED: Final = 40_000
#: Shorter words stand for themselves.
SHORTEST: Final = 4
#: Longer ones are no Indonesian words, and looking for their affixes costs much.
LONGEST: Final = 30

_ROOTED: Final = re.compile(r"[a-z]+", re.ASCII)
#: Words that say nothing by themselves; as roots they would stand in every record.
_EMPTY: Final = frozenset(
    [
        "yang",
        "untuk",
        "pada",
        "dengan",
        "dalam",
        "dari",
        "oleh",
        "kepada",
        "serta",
        "atau",
        "akan",
        "telah",
        "sudah",
        "juga",
        "agar",
        "maka",
        "para",
        "atas",
        "bagi",
        "hingga",
        "sampai",
        "tersebut",
        "adalah",
        "antara",
        "sebagai",
        "dapat",
        "tidak",
        "bahwa",
        "karena",
        "secara",
        "terhadap",
        "tentang",
    ]
)
#: Two words that take their affixes together; the dictionary of roots knows only the parts.
_PAIRS: Final = frozenset(
    {("tindak", "lanjut"), ("tanggung", "jawab"), ("kerja", "sama"), ("sebar", "luas"), ("beri", "tahu")}
    | {("lipat", "ganda"), ("salah", "guna"), ("daya", "guna"), ("hasil", "guna"), ("tata", "usaha")}
    | {("tata", "laksana"), ("tata", "naskah"), ("serah", "terima"), ("ambil", "alih"), ("peran", "serta")}
)
_JOINED: Final = re.compile(
    r"([a-z]{4,20})(lanjut|jawab|sama|luas|tahu|ganda|guna|usaha|laksana|naskah|terima|alih|serta)(?:i|kan|an|nya)?",
    re.ASCII,
)


@cache
def _stemmer() -> Any:
    """Reads its dictionary once, when the first record is indexed or the first question asked."""
    return StemmerFactory().create_stemmer(False)


def _stemmed(word: str) -> str:
    return str(_stemmer().stem(word))


@lru_cache(maxsize=REMEMBERED)
def akar(word: str) -> tuple[str, ...]:
    """The roots of one word in small letters, most often one; none of numbers, short and empty words."""
    if not SHORTEST <= len(word) <= LONGEST or word in _EMPTY or not _ROOTED.fullmatch(word):
        return ()
    joined = _JOINED.fullmatch(word)
    if joined and (pair := (_stemmed(joined[1]), joined[2])) in _PAIRS:
        return pair
    found = _stemmed(word)
    return (found,) if _ROOTED.fullmatch(found) else (word,)


@lru_cache(maxsize=REMEMBERED)
def utuh(word: str) -> bool:
    """Whether a word is a whole one of the language, so that nobody was still typing it: a root, or made of one.

    It depends on the word alone, never on what stands in any record.
    """
    known = _stemmer().delegatedStemmer.dictionary.contains
    return len(word) >= SHORTEST and any(known(root) for root in akar(word))
