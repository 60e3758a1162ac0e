"""Text to words, the same for every engine: what is indexed, what is asked, and what is marked in a hit."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

#: What a person may ask at once (INJ-02).
LONGEST: Final = 200
MOST: Final = 20
#: Characters of a word that count; the rest of a longer one is cut, in the index as in the question.
WORD_LENGTH: Final = 64
#: A last word shorter than this is taken as it is, not as the beginning of a longer one.
PREFIX_LENGTH: Final = 2
#: Places of one word of a record that are kept; a phrase of words that stand still more often is found before that.
PLACES: Final = 765
#: Stands for a word at its further places; nobody can ask for it.
FILLER: Final = "·"
#: Stands between the pages of a body.
PAGE_END: Final = "\f"

#: A word: letters and digits.
RUN: Final = re.compile(r"[^\W_]+")
_UNKEPT = re.compile("[\x00\ud800-\udfff]")
_ASKED = re.compile(r'"([^"]*)"?|([^\s"]+)')

#: A text in pieces; True says that a piece was searched for.
Pieces = tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Phrase:
    """Words that stand next to each other; with `prefix` the last may go on."""

    words: tuple[str, ...]
    prefix: bool = False

    def fits(self, found: list[str], at: int) -> bool:
        """Whether these words stand at a place of a list of words."""
        there = found[at : at + len(self.words)]
        if len(there) < len(self.words):
            return False
        *first, last = self.words
        ends = there[-1].startswith(last) if self.prefix else there[-1] == last
        return ends and there[:-1] == first


def _fold(run: str) -> str:
    taken_apart = unicodedata.normalize("NFKD", run.casefold())
    return "".join(c for c in taken_apart if not unicodedata.combining(c))


def placed(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of a text with where each begins and ends in it."""
    for run in RUN.finditer(text):
        if run[0].isascii():
            yield run[0].lower()[:WORD_LENGTH], run.start(), run.end()
            continue
        for word in RUN.findall(_fold(run[0])):
            yield word[:WORD_LENGTH], run.start(), run.end()


def clean(text: str) -> str:
    """The text as it is kept and read: composed (NFC), without characters that a database cannot hold."""
    if text.isascii():
        return text.replace("\x00", " ")
    return _UNKEPT.sub(" ", unicodedata.normalize("NFC", text))


def words(text: str) -> list[str]:
    """The words of a text in order: letters and digits only, lower case, without accents.

    So `000.8.3.3/112/DINSOS/2026` is seven words, and each fragment of a number can be asked for.
    """
    if text.isascii():
        return [word[:WORD_LENGTH] for word in RUN.findall(text.lower())]
    return [word for word, _, _ in placed(clean(text))]


def thinned(found: dict[str, list[str]]) -> None:
    """Put `FILLER` in the stead of every word of a record, field by field, that has stood there `PLACES` times."""
    if sum(map(len, found.values())) <= PLACES:
        return
    often = {w for w, n in Counter(w for words in found.values() for w in words).items() if n > PLACES}
    seen: Counter[str] = Counter()
    for name, words in found.items():
        for at, word in enumerate(words if often else ()):
            if word in often:
                seen[word] += 1
                if seen[word] > PLACES:
                    found[name][at] = FILLER


def phrases(typed: str) -> tuple[Phrase, ...]:
    """What somebody typed, as phrases that must all occur; never syntax of any engine (INJ-02).

    Words in double quotes belong together, and so do the parts of `000.8.3` or `ORG/2026`. The last word, unless quoted,
    may be the beginning of a longer one. Everything over 200 characters or 20 words is left out.
    """
    found: list[Phrase] = []
    left, loose = MOST, False
    for quoted, bare in _ASKED.findall(clean(typed[:LONGEST])):
        parts = words(quoted or bare)[:left]
        left -= len(parts)
        if parts:
            found.append(Phrase(tuple(parts)))
            loose = bool(bare)
    if found and loose and len(found[-1].words[-1]) >= PREFIX_LENGTH:
        found[-1] = Phrase(found[-1].words, prefix=True)
    return tuple(found)
