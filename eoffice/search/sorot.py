"""What is marked in a hit: the words asked for and those of their roots, in the lines around the first of them.

A page marks some sixty texts. So a question is made ready once (`Sorot`), and a text is looked at only where a word of the
question can stand, which `str.find` tells; not word by word.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from eoffice.search.imbuhan import LONGEST, akar
from eoffice.search.kata import PAGE_END, RUN, Phrase, Pieces, placed

#: Characters of body shown with a hit.
SNIPPET: Final = 220
#: Roots longer than this may lose their first letter in a word, and are still found by the rest.
SWALLOWED: Final = 3
#: A letter or digit that is compared without its accents.
_ABROAD: Final = re.compile(r"[^\W\x00-\x7f]")

Spans = list[tuple[int, int]]


@lru_cache(maxsize=256)
def sorotan(asked: tuple[Phrase, ...], roots: frozenset[str] = frozenset()) -> "Sorot":
    """The question made ready."""
    return Sorot(asked, roots)


class Sorot:
    """Some phrases and roots, to be marked in many texts."""

    def __init__(self, asked: tuple[Phrase, ...], roots: frozenset[str]) -> None:
        self.asked, self.roots = asked, roots
        self._phrases = [(p.words[0], _finder(p)) for p in asked]
        #: What every word of the roots holds: the root, or the root without the first letter that a prefix swallows.
        self._kernels = sorted({r[1:] if r[0] in "kpst" and len(r) > SWALLOWED else r for r in roots})

    def marked(self, text: str) -> Pieces:
        """The text in pieces, with what was asked for marked; escaping is the template's business (WEB-06)."""
        return _cut(text, self._spans(text))

    def passage(self, text: str) -> tuple[Pieces, int | None]:
        """A few lines around the first thing asked for, or else around a word of its root, or the beginning.

        Returns:
            The pieces, and the page on which they stand: None when the text has no pages or nothing asked for stands in it.
        """
        at = self._first(text)
        page = text.count(PAGE_END, 0, at) + 1 if at is not None and PAGE_END in text else None
        low, high = max(0, (at or 0) - SNIPPET), min(len(text), (at or 0) + 3 * SNIPPET)
        if low:
            low = text.find(" ", low, at) + 1 or low
        flat = " ".join(text[low:high].split())
        return _around(flat, self._spans(flat) if at is not None else [], (low > 0, high < len(text))), page

    def _first(self, text: str) -> int | None:
        if not (self.asked or self.roots):
            return None
        small = _small(text)
        exact = [at for at, _ in (self._folded(text) if small is None else self._exact(small, once=True))]
        return min(exact) if exact else next((at for at, _ in self._rooted(small or _lower(text))), None)

    def _spans(self, text: str) -> Spans:
        """Where the phrases stand, and the words that have one of the roots; in order, none touching another."""
        if not (self.asked or self.roots):
            return []
        small = _small(text)
        found = self._folded(text) if small is None else list(self._exact(small))
        found += self._rooted(small or _lower(text))
        spans: Spans = []
        for start, end in sorted(found):
            if spans and start <= spans[-1][1]:
                spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
            else:
                spans.append((start, end))
        return spans

    def _exact(self, small: str, *, once: bool = False) -> Iterator[tuple[int, int]]:
        """Where the phrases stand in a text of small letters without accents; with `once` each phrase at its first place."""
        for first, finder in self._phrases:
            at = small.find(first)
            while at >= 0:
                end = at + 1
                if not (at and small[at - 1].isalnum()) and (there := finder.match(small, at)):
                    yield there.span()
                    if once:
                        break
                    end = there.end()
                at = small.find(first, end)

    def _folded(self, text: str) -> Spans:
        """The same in a text with letters beyond ASCII, which are compared without their accents."""
        if not self.asked:
            return []
        each = list(placed(text))
        plain = [word for word, _, _ in each]
        return [
            (each[at][1], each[at + len(phrase.words) - 1][2])
            for at, word in enumerate(plain)
            for phrase in self.asked
            if word.startswith(phrase.words[0]) and phrase.fits(plain, at)
        ]

    def _rooted(self, small: str) -> Spans:
        """Where words of the roots stand; only words that hold the kernel of one are looked at."""
        found = set()
        for kernel in self._kernels:
            at = small.find(kernel)
            while at >= 0:
                start = at
                while start and small[start - 1].isalnum():
                    start -= 1
                word = RUN.match(small, start)
                end = word.end() if word is not None else at + 1
                # A longer one has no root; a file without spaces is one such word, too long to be remembered by `akar`.
                short = end - start <= LONGEST
                if word is not None and short and not self.roots.isdisjoint(akar(word[0])):
                    found.add((start, end))
                at = small.find(kernel, max(end, at + 1))
        return sorted(found)


def _small(text: str) -> str | None:
    """The text in small letters, where each has its place in the text and none an accent; else None."""
    return text.lower() if text.isascii() or not _ABROAD.search(text) else None


def _lower(text: str) -> str:
    """Small letters, each in its place: İ alone would become two."""
    return text.replace("\u0130", "I").lower()


def _finder(phrase: Phrase) -> re.Pattern[str]:
    """Whether a phrase stands at a place; words are letters and digits alone."""
    ending = r"[^\W_]*" if phrase.prefix else ""
    return re.compile(r"[\W_]+".join(re.escape(word) for word in phrase.words) + ending + r"(?![^\W_])")


def _cut(text: str, spans: Spans) -> Pieces:
    if not spans:
        return ((text, False),) if text else ()
    pieces: list[tuple[str, bool]] = []
    at = 0
    for start, end in spans:
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    pieces.append((text[at:], False))
    return tuple(p for p in pieces if p[0])


def _around(flat: str, spans: Spans, more: tuple[bool, bool]) -> Pieces:
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
