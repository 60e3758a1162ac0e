"""A record as the text of a tsvector, and a question as a tsquery: words of ours, never syntax of anybody's."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Literal

from eoffice.search.dokumen import Entry
from eoffice.search.kata import FILLER, Phrase
from eoffice.search.kata import PLACES as PLACES_KEPT
from eoffice.search.lazim import LAZIM
from eoffice.search.ungkapan import Kata, Salah, Semua, Tanpa, Ungkapan, Where

#: tsvector knows four labels: A for hal, B for nomor, C for everybody named, none (D) for the body.
LABELS: Final = {"hal": "A", "nomor": "B", "dari": "C", "kepada": "C", "ttd": "C", "pihak": "C", "isi": ""}
#: Every field but the body stands a second time behind a sign that no word holds, so that asking for one of them needs
#: no look into the record itself: a label is known only there. Roots stand behind signs too, those of hal behind another.
SIGNS: Final = {"hal": "^", "nomor": "#", "dari": "<", "kepada": ">", "ttd": "=", "pihak": "@"}
#: Those whose words keep their places behind the sign as well, for no label is theirs alone.
WHOLE: Final = frozenset({"dari", "kepada", "ttd"})
ROOT: Final = "~"
ROOT_HAL: Final = "%"
#: Between two words that stand side by side in hal or nomor, which are kept together as one.
PAIR: Final = "_"
PAIRED: Final = ("hal", "nomor")
#: Before two of the commonest words (`lazim`) that stand so elsewhere: among the people, and in the body.
LAZIM_DI: Final = {"dari": "@", "kepada": "@", "ttd": "@", "pihak": "@", "isi": "&"}
#: Where words side by side may be such a pair, and before it.
PAIRS: Final[dict[Where, str]] = {"semua": "^#@&", "kepala": "^#@", "pihak": "@", "isi": "&"}
#: Before two parts of a number, of which one stands somewhere after the other.
AFTER: Final = "/"
#: The highest position that a tsvector keeps; the limits of the port stay below it.
LAST_POSITION: Final = 16_383
#: A tsvector keeps this many places of a word; further ones stand behind a sign more, up to `kata.PLACES` in all.
EACH: Final = 255
MORE: Final = tuple("+" * n for n in range(-(-PLACES_KEPT // EACH)))
#: Where a place of words is looked for: the signs before a word alone, and the label of words side by side.
PLACES: Final[dict[Where, tuple[str, str]]] = {
    "semua": ("", ""),
    "atas": ("^#", "AB"),
    "kepala": ("^#<>=@", "ABC"),
    "hal": ("^", "A"),
    "nomor": ("#", "B"),
    "pihak": ("<>=@", "C"),
    "isi": ("", "D"),
    "dari": ("<", ""),
    "kepada": (">", ""),
    "ttd": ("=", ""),
    "akar": (ROOT, ""),
    "akar_hal": (ROOT_HAL, ""),
}


def vector(entry: Entry) -> str:
    """The text of a tsvector made of our own words, so that PostgreSQL's parser cannot cut them otherwise.

    Fields are set apart by one free position: a phrase never runs from one into the next.
    """
    places: defaultdict[str, list[str]] = defaultdict(list)
    at = 1
    for name, label in LABELS.items():
        words, short = entry.words[name], _PLACES[label]
        whole = SIGNS[name] if name in WHOLE else ""
        for place, word in enumerate(words, at):
            if word == FILLER:
                continue
            places[word].append(short[place] if place < SHORT else f"{min(place, LAST_POSITION)}{label}")
            if whole:
                places[whole + word].append(str(min(place, LAST_POSITION)))
        at += len(words) + 1
    often = [(word, found) for word, found in places.items() if len(found) > EACH]
    for word, found in often:
        for n, more in enumerate(MORE[1:], 1):
            if further := found[n * EACH : (n + 1) * EACH]:
                places[more + word] = further
        places[word] = found[:EACH]
    placed = " ".join([f"'{word}':{','.join(found)}" for word, found in places.items()])
    bare = "' '".join(_placeless(entry))
    return f"{placed} '{bare}'" if bare else placed


#: The first places as they are written, by label: most of what is written of a record.
SHORT: Final = 1024
_PLACES: Final = {label: tuple(f"{n}{label}" for n in range(SHORT)) for label in LABELS.values()}


def _placeless(entry: Entry) -> set[str]:
    """What stands for more than where a word stands: in which field it does, its root, and words side by side."""
    found = {ROOT + root for root in entry.akar}
    found.update([ROOT_HAL + root for root in entry.akar_hal])
    found.update([f"{AFTER}{one}{PAIR}{other}" for one, other in entry.penggal])
    for name, words in entry.words.items():
        sign = SIGNS.get(name)
        if sign is not None and name not in WHOLE:
            found.update([sign + word for word in words if word != FILLER])
        if name in PAIRED:
            found.update([f"{sign}{one}{PAIR}{other}" for one, other in pairwise(words)])
        elif (common := LAZIM_DI.get(name)) is not None:
            known = [word in LAZIM for word in words]
            found.update(
                [f"{common}{words[n]}{PAIR}{words[n + 1]}" for n in range(len(words) - 1) if known[n] and known[n + 1]]
            )
    return found


@dataclass(frozen=True)
class Lexeme:
    """One entry of the index, or all that begin so; found at the places of a label where one is given."""

    text: str
    prefix: bool = False
    label: str = ""


@dataclass(frozen=True)
class Joined:
    """All of some, one of some, or one right after the other."""

    sign: Literal["&", "|", "<->"]
    parts: tuple["Asked", ...]


@dataclass(frozen=True)
class Negated:
    """Not this."""

    part: "Asked"


Asked = Lexeme | Joined | Negated
"""A tsquery."""


def _all(parts: list[Asked]) -> Asked:
    return parts[0] if len(parts) == 1 else Joined("&", tuple(parts))


def _any(parts: list[Asked]) -> Asked:
    return parts[0] if len(parts) == 1 else Joined("|", tuple(parts))


def _phrase(phrase: Phrase, where: Where, *, pairs: bool) -> Asked:
    if where == "penggal":
        return Lexeme(AFTER + PAIR.join(phrase.words), phrase.prefix)
    signs, label = PLACES[where]
    *first, last = phrase.words
    if not first and (signs or not label):
        return _any([Lexeme(sign + last, phrase.prefix) for sign in signs or ("",)])
    if first and set(signs) <= {SIGNS[name] for name in PAIRED} and signs:
        paired = _any([_paired(sign, phrase) for sign in signs])
        return paired if len(first) == 1 else _all([paired, _beside(phrase, "", label)])
    common = _common(phrase, PAIRS[where]) if pairs and where in PAIRS else []
    if common and len(first) == 1:
        return common[0]
    return _all([*common, _beside(phrase, signs if len(signs) == 1 else "", label)])


def _common(phrase: Phrase, signs: str) -> list[Asked]:
    """Each two of the commonest words that stand side by side, in one of some fields."""
    exact = phrase.words[:-1] if phrase.prefix else phrase.words
    return [
        _any([Lexeme(f"{sign}{one}{PAIR}{other}") for sign in signs])
        for one, other in pairwise(exact)
        if one in LAZIM and other in LAZIM
    ]


def _paired(sign: str, phrase: Phrase) -> Asked:
    """Each word with the one after it, in one field; of two words that is all there is to ask."""
    pairs = [f"{sign}{one}{PAIR}{other}" for one, other in pairwise(phrase.words)]
    return _all([*map(Lexeme, pairs[:-1]), Lexeme(pairs[-1], phrase.prefix)])


def _beside(phrase: Phrase, sign: str, label: str) -> Asked:
    """Words side by side; each may be one of those that did not fit beside the first."""

    def word(one: str, *, prefix: bool = False) -> Asked:
        return _any([Lexeme(f"{more}{sign}{one}", prefix, label) for more in MORE])

    *first, last = phrase.words
    every = (*(word(w) for w in first), word(last, prefix=phrase.prefix))
    return every[0] if len(every) == 1 else Joined("<->", every)


def asked(what: Ungkapan, *, pairs: bool = True) -> Asked:
    """The tree as a tsquery.

    Args:
        pairs: the index has two of the commonest words side by side as one entry (`lazim`).
    """
    match what:
        case Kata(phrase, where):
            return _phrase(phrase, where, pairs=pairs)
        case Semua(parts):
            return _all([asked(part, pairs=pairs) for part in parts])
        case Salah(parts):
            return _any([asked(part, pairs=pairs) for part in parts])
        case Tanpa(this, that):
            return _all([asked(this, pairs=pairs), Negated(asked(that, pairs=pairs))])


def written(query: Asked) -> str:
    """Its text. Words are letters and digits (`kata.words`) in single quotes, so there is no syntax in them."""
    match query:
        case Lexeme(word, prefix, label):
            return f"'{word}':{'*' * prefix}{label}" if prefix or label else f"'{word}'"
        case Joined(sign, parts):
            return "(" + f" {sign} ".join(map(written, parts)) + ")"
        case Negated(part):
            return f"!{written(part)}"
