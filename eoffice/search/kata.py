"""Text to words, the same for every engine: what is indexed, what is asked, and what is marked in a hit."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from eoffice.search.imbuhan import akar

#: What a person may ask at once (INJ-02).
LONGEST: Final = 200
MOST: Final = 20
#: Characters of a word that count; the rest of a longer one is cut, in the index as in the question.
WORD_LENGTH: Final = 64
#: A last word shorter than this is taken as it is, not as the beginning of a longer one.
PREFIX_LENGTH: Final = 2
#: Characters of body shown with a hit.
SNIPPET: Final = 220
#: Roots longer than this may lose their first letter in a word, and are still found by the rest.
SWALLOWED: Final = 3
#: Places of one word of a record that are kept; a phrase of words that stand still more often is found before that.
PLACES: Final = 765
#: Stands for a word at its further places; nobody can ask for it.
FILLER: Final = "·"
#: Stands between the pages of a body.
PAGE_END: Final = "\f"

_RUN = re.compile(r"[^\W_]+")
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


def _placed(text: str) -> Iterator[tuple[str, int, int]]:
    for run in _RUN.finditer(text):
        if run[0].isascii():
            yield run[0].lower()[:WORD_LENGTH], run.start(), run.end()
            continue
        for word in _RUN.findall(_fold(run[0])):
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
        return [word[:WORD_LENGTH] for word in _RUN.findall(text.lower())]
    return [word for word, _, _ in _placed(clean(text))]


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


Spans = list[tuple[int, int]]


def _spans(text: str, asked: tuple[Phrase, ...], roots: frozenset[str]) -> Spans:
    """Where the phrases stand, and the words that have one of the roots; in order, none touching another."""
    if not asked and not roots:
        return []
    found = [m.span() for m in _plain(text, asked)] if asked and text.isascii() else _folded(text, asked)
    found += _rooted(text, roots)
    spans: Spans = []
    for start, end in sorted(found):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def _folded(text: str, asked: tuple[Phrase, ...]) -> Spans:
    """The same in a text with letters beyond ASCII, which are compared without their accents."""
    if not asked:
        return []
    placed = list(_placed(text))
    plain = [word for word, _, _ in placed]
    return [
        (placed[at][1], placed[at + len(phrase.words) - 1][2])
        for at, word in enumerate(plain)
        for phrase in asked
        if word.startswith(phrase.words[0]) and phrase.fits(plain, at)
    ]


def _plain(text: str, asked: tuple[Phrase, ...]) -> Iterator[re.Match[str]]:
    """Where phrases stand in a text of plain letters; looked for from the first place on where one of them can begin."""
    small = text.lower()
    begins = [at for phrase in asked if (at := small.find(phrase.words[0])) >= 0]
    return _finder(asked).finditer(text, min(begins)) if begins else iter(())


@lru_cache(maxsize=256)
def _finder(asked: tuple[Phrase, ...]) -> re.Pattern[str]:
    """Finds some phrases in a text of plain letters; words are letters and digits alone."""
    each = [(p, r"[^\W_]*" if p.prefix else "") for p in asked]
    return re.compile(
        r"(?<![^\W_])(?:"
        + "|".join(r"[\W_]+".join(re.escape(word) for word in p.words) + ending for p, ending in each)
        + r")(?![^\W_])",
        re.IGNORECASE,
    )


@lru_cache(maxsize=256)
def _kernels(roots: frozenset[str]) -> re.Pattern[str]:
    """What every word of some roots holds: the root, or the root without the first letter that a prefix swallows."""
    each = {r[1:] if r[0] in "kpst" and len(r) > SWALLOWED else r for r in roots}
    return re.compile("|".join(re.escape(kernel) for kernel in sorted(each)), re.IGNORECASE)


def _rooted(text: str, roots: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where words of some roots stand; only words that hold the kernel of one are looked at."""
    end = 0
    for kernel in _kernels(roots).finditer(text) if roots else ():
        if kernel.start() < end:
            continue
        start = kernel.start()
        while start > end and text[start - 1].isalnum():
            start -= 1
        word = _RUN.match(text, start)
        if word is not None:
            end = word.end()
            if not roots.isdisjoint(akar(word[0].lower())):
                yield word.span()


def marked(text: str, asked: tuple[Phrase, ...], roots: frozenset[str] = frozenset()) -> Pieces:
    """The text in pieces, with what was asked for marked; escaping is the template's business (WEB-06)."""
    return _cut(text, _spans(text, asked, roots))


def _cut(text: str, spans: Spans) -> Pieces:
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in spans:
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    pieces.append((text[at:], False))
    return tuple(p for p in pieces if p[0])


def snippet(text: str, asked: tuple[Phrase, ...]) -> Pieces:
    """A few lines of a body around the first thing asked for, or its beginning."""
    return passage(text, asked, frozenset())[0]


def passage(text: str, asked: tuple[Phrase, ...], roots: frozenset[str]) -> tuple[Pieces, int | None]:
    """A few lines around the first thing asked for, or else around a word of its root, or the beginning.

    Returns:
        The pieces, and the page on which they stand: None when the text has no pages or nothing asked for stands in it.
    """
    at = _first(text, asked, roots)
    page = text.count(PAGE_END, 0, at) + 1 if at is not None and PAGE_END in text else None
    low, high = max(0, (at or 0) - SNIPPET), min(len(text), (at or 0) + 3 * SNIPPET)
    if low:
        low = text.find(" ", low, at) + 1 or low
    wanted = (asked, roots) if at is not None else ((), frozenset[str]())
    return _around(text[low:high], *wanted, (low > 0, high < len(text))), page


def _first(text: str, asked: tuple[Phrase, ...], roots: frozenset[str]) -> int | None:
    if asked and text.isascii():
        exact = next(_plain(text, asked), None)
        if exact is not None:
            return exact.start()
    else:
        folded = _folded(text, asked)
        if folded:
            return folded[0][0]
    return next((start for start, _ in _rooted(text, roots)), None)


def _around(part: str, asked: tuple[Phrase, ...], roots: frozenset[str], more: tuple[bool, bool]) -> Pieces:
    flat = " ".join(part.split())
    spans = _spans(flat, asked, roots)
    first = spans[0][0] if spans else 0
    start = 0 if first < SNIPPET // 2 else flat.rfind(" ", 0, first - SNIPPET // 4) + 1
    end = len(flat) if len(flat) - start <= SNIPPET else max(flat.rfind(" ", start, start + SNIPPET), start + 1)
    if spans:
        end = max(end, min(spans[0][1], start + 2 * SNIPPET))
    inside = [(max(s, start) - start, min(e, end) - start) for s, e in spans if s < end and e > start]
    pieces = list(_cut(flat[start:end], inside))
    before = [("… ", False)] if start or (more[0] and flat) else []
    after = [(" …", False)] if end < len(flat) or (more[1] and flat) else []
    return (*before, *pieces, *after)
