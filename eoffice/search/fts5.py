"""A record as the columns of FTS5, and a question in its language: words of ours, never syntax of anybody's."""

from itertools import pairwise
from typing import Final

from eoffice.search.dokumen import Entry
from eoffice.search.kata import Phrase
from eoffice.search.ungkapan import FIELDS, Hak, Kata, Salah, Semua, Tanpa, Ungkapan, Where

#: What one record fills, in this order (`columns`).
COLUMNS: Final = (*FIELDS, "akar_hal", "akar", "hak")
#: Columns of the index in which a place of words is looked for. Rights have one of their own that no word of a user is
#: ever looked up in (INJ-02).
PLACES: Final[dict[Where, str]] = {
    "semua": "hal nomor dari kepada ttd pihak isi",
    "atas": "hal nomor",
    "kepala": "hal nomor dari kepada ttd pihak",
    "pihak": "dari kepada ttd pihak",
    **{name: name for name in ("hal", "nomor", "dari", "kepada", "ttd", "isi", "akar", "akar_hal")},
}
#: What ends a root of hal in the index, and a root of anything: see `_root`.
_HAL, _REST = "1", "0"
#: What joins two words that stand side by side in hal: a letter to the tokenizer that no word has.
_BESIDE: Final = "\u00b7"
#: What joins two parts of a number, of which one stands somewhere after the other.
_AFTER: Final = "\u00a6"


def columns(entry: Entry) -> tuple[str, ...]:
    """What stands in the columns of the index for a record."""
    beside, apart = map(_BESIDE.join, pairwise(entry.words["hal"])), map(_AFTER.join, entry.penggal)
    return (
        *(" ".join(entry.words[name]) for name in FIELDS),
        " ".join([*(r + _HAL for r in entry.akar_hal), *beside, *apart]),
        " ".join([r + _REST for r in entry.akar]),
        " ".join(entry.tokens),
    )


def asked(what: Ungkapan | None, unwanted: Ungkapan | None, hak: Hak) -> str:
    """A whole question. `hak` holds some right."""
    # Rights first: words side by side are then compared only from a record on that may be read.
    wanted = " AND ".join(_rights(hak) + ([written(what)] if what is not None else []))
    without = ([written(unwanted)] if unwanted is not None else []) + [_one_of(hak.none)] * bool(hak.none)
    return f"({wanted}) NOT ({' OR '.join(without)})" if without else wanted


def _root(root: str, where: Where) -> str:
    """A root as it stands in the index: apart from the word of the same letters, and that of hal from that of the rest.

    FTS5 walks the list of a term whatever its column, so each has the shortest that it can have.
    """
    return root + (_HAL if where == "akar_hal" else _REST)


def _phrase(phrase: Phrase, where: Where) -> str:
    if where == "penggal":
        return f'({{akar_hal}} : "{_AFTER.join(phrase.words)}"{" *" if phrase.prefix else ""})'
    if where in ("akar", "akar_hal"):
        return f'({{{PLACES[where]}}} : "{_root(phrase.words[0], where)}")'
    if where == "hal" and len(phrase.words) > 1:
        return _beside(phrase)
    return f'({{{PLACES[where]}}} : "{" ".join(phrase.words)}"{" *" if phrase.prefix else ""})'


def _beside(phrase: Phrase) -> str:
    """Words side by side in hal: each two of them are one entry, whose list is far shorter than those of its words."""
    exact = phrase.words[:-1] if phrase.prefix else phrase.words
    found = [f'({{akar_hal}} : "{_BESIDE.join(two)}")' for two in pairwise(exact)]
    if phrase.prefix or len(found) > 1:  # two and two may stand apart
        found.append(f'({{hal}} : "{" ".join(phrase.words)}"{" *" if phrase.prefix else ""})')
    return "(" + " AND ".join(found) + ")" if len(found) > 1 else found[0]


def written(what: Ungkapan) -> str:
    """The tree in FTS5's language. Words are letters and digits in double quotes in columns named here (INJ-02)."""
    match what:
        case Kata(phrase, where):
            return _phrase(phrase, where)
        case Semua(parts):
            return "(" + " AND ".join(map(written, parts)) + ")"
        case Salah(parts):
            return "(" + " OR ".join(map(written, parts)) + ")"
        case Tanpa(this, that):
            return f"({written(this)} NOT {written(that)})"


def _one_of(tokens: frozenset[str]) -> str:
    return "({hak} : (" + " OR ".join(f'"{t}"' for t in sorted(tokens)) + "))"


def _rights(hak: Hak) -> list[str]:
    rights = [_one_of(hak.any)] if hak.any else []
    rights += [
        "(" + " AND ".join(f'({{hak}} : "{t}")' for t in sorted(some)) + ")" for some in sorted(map(sorted, hak.both))
    ]
    asked = ["(" + " OR ".join(rights) + ")" if len(rights) > 1 else rights[0]]
    asked += [f'({{hak}} : "{t}")' for t in sorted(hak.all)]
    return asked + [_one_of(group) for group in sorted(hak.groups, key=sorted)]
