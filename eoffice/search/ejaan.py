"""Words that are spelled nearly alike: keys by which they meet, and how far two are apart."""

from itertools import pairwise
from typing import Final

#: Shorter words are too often one letter from another that means something else.
SHORTEST: Final = 4
#: Letters of a word that its keys are made of; the rest is compared afterwards.
HURUF: Final = 9
#: Spellings that Indonesians take for one another, longest first.
_ALIKE: Final = (
    ("ngk", "nk"), ("kh", "k"), ("sy", "s"), ("dj", "j"), ("tj", "c"), ("nj", "ny"), ("oe", "u"), ("ph", "f"),
    ("th", "t"), ("dh", "d"), ("x", "ks"), ("q", "k"), ("v", "f"), ("p", "f"), ("z", "s"), ("j", "s"), ("y", "i"),
    ("w", "u"),
)  # fmt: skip


def kerangka(word: str) -> str:
    """The word as it sounds, roughly: «aktivitas» and «aktifitas», «izin» and «ijin» become one."""
    for one, other in _ALIKE:
        word = word.replace(one, other)
    return "".join([word[:1], *(b for a, b in pairwise(word) if a != b)])


def kunci(word: str) -> set[str]:
    """Keys of a word: two words one letter apart, or with two letters changed places, have a key in common."""
    short = kerangka(word)[:HURUF]
    return {short} | {short[:n] + short[n + 1 :] for n in range(len(short))}


def berkata(word: str) -> bool:
    """Whether a word is one that can be misspelled: letters alone, not too short."""
    return len(word) >= SHORTEST and word.isascii() and word.isalpha()


def jarak(one: str, other: str) -> int:
    """Letters to change, add, leave out, or change places with their neighbour, to make one word of the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for n, a in enumerate(one, 1):
        further = [n]
        for m, b in enumerate(other, 1):
            best = min(row[m] + 1, further[m - 1] + 1, row[m - 1] + (a != b))
            if n > 1 and m > 1 and a == other[m - 2] and one[n - 2] == b:
                best = min(best, before[m - 2] + 1)
            further.append(best)
        before, row = row, further
    return row[-1]


def usul(word: str, known: set[str], most: int) -> list[str]:
    """Words that this one may have been meant to be, the nearest first; at most a third of it differs.

    Args:
        known: words that share a key with it.
    """
    reach = 1 if len(word) < 6 else 2 if len(word) < 10 else 3
    measured = [(jarak(word, k), kerangka(word) != kerangka(k), -len(k), k) for k in known if k != word]
    return [k for far, _, _, k in sorted(measured) if far <= reach][:most]
