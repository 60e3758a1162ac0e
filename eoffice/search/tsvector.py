"""A record as the text of a tsvector, and a question as a tsquery: words of ours, never syntax of anybody's."""

from collections import defaultdict
from typing import Final

from eoffice.search.dokumen import Entry
from eoffice.search.kata import FILLER, Phrase
from eoffice.search.kata import PLACES as PLACES_KEPT
from eoffice.search.ungkapan import Kata, Salah, Semua, Tanpa, Ungkapan, Where

#: tsvector knows four labels: A for hal, B for nomor, C for everybody named, none (D) for the body.
LABELS: Final = {"hal": "A", "nomor": "B", "dari": "C", "kepada": "C", "ttd": "C", "pihak": "C", "isi": ""}
#: Fields of people stand a second time behind a sign that no word holds, and roots behind another.
SIGNS: Final = {"dari": "<", "kepada": ">", "ttd": "="}
ROOT: Final = "~"
#: The highest position that a tsvector keeps; the limits of the port stay below it.
LAST_POSITION: Final = 16_383
#: A tsvector keeps this many places of a word; further ones stand behind a sign more, up to `kata.PLACES` in all.
EACH: Final = 255
MORE: Final = tuple("+" * n for n in range(-(-PLACES_KEPT // EACH)))
#: Fields so short that no word stands in them more often.
SHORT: Final = frozenset({"A", "B", "AB"})
#: Where a place of words is looked for: the sign before the word, and the labels it may carry.
PLACES: Final[dict[Where, tuple[str, str]]] = {
    "semua": ("", ""),
    "atas": ("", "AB"),
    "kepala": ("", "ABC"),
    "hal": ("", "A"),
    "nomor": ("", "B"),
    "pihak": ("", "C"),
    "isi": ("", "D"),
    "dari": ("<", ""),
    "kepada": (">", ""),
    "ttd": ("=", ""),
    "akar": (ROOT, ""),
    "akar_hal": (ROOT, "A"),
}


def vector(entry: Entry) -> str:
    """The text of a tsvector made of our own words, so that PostgreSQL's parser cannot cut them otherwise.

    Fields are set apart by one free position: a phrase never runs from one into the next.
    """
    places: defaultdict[str, list[str]] = defaultdict(list)
    at = 0
    for name, label in LABELS.items():
        sign, words = SIGNS.get(name), entry.words[name]
        for at, word in enumerate(words, at + 1):  # noqa: B020 - it goes on from field to field
            if word == FILLER:
                continue
            place = at if at < LAST_POSITION else LAST_POSITION
            places[word].append(f"{place}{label}")
            if sign:
                places[sign + word].append(str(place))
        at += 1
    for root in entry.akar:
        places[ROOT + root] = ["1"]
    for root in entry.akar_hal:
        places[ROOT + root] = ["1A"]
    often = [(word, found) for word, found in places.items() if len(found) > EACH]
    for word, found in often:
        for n, more in enumerate(MORE[1:], 1):
            if further := found[n * EACH : (n + 1) * EACH]:
                places[more + word] = further
        places[word] = found[:EACH]
    return " ".join([f"'{word}':{','.join(found)}" for word, found in places.items()])


def _phrase(phrase: Phrase, where: Where) -> str:
    sign, label = PLACES[where]
    *first, last = phrase.words
    mark = f":{label}" if label else ""
    ending = f":*{label}" if phrase.prefix else mark
    # Where the place of a word matters, it may be one of those that did not fit beside the first.
    signs = [more + sign for more in MORE] if (first or label) and label not in SHORT and sign != ROOT else [sign]

    def word(one: str, end: str) -> str:
        each = " | ".join(f"'{s}{one}'{end}" for s in signs)
        return f"({each})" if len(signs) > 1 else each

    return "(" + " <-> ".join([*(word(w, mark) for w in first), word(last, ending)]) + ")"


def written(what: Ungkapan) -> str:
    """The tree as a tsquery. Words are letters and digits (`kata.words`) in single quotes, so there is no syntax in them."""
    match what:
        case Kata(phrase, where):
            return _phrase(phrase, where)
        case Semua(parts):
            return "(" + " & ".join(map(written, parts)) + ")"
        case Salah(parts):
            return "(" + " | ".join(map(written, parts)) + ")"
        case Tanpa(this, that):
            return f"({written(this)} & !{written(that)})"
