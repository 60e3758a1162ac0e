"""Numbers of letters in their parts, so that one is found by some of them: «445/12» finds `445.2.1/12/DINKES/2026`."""

import re
from itertools import combinations, product
from typing import Final

from eoffice.search.kata import Phrase, words

#: Parts of one number that are kept; no office writes more.
BAGIAN: Final = 7
#: What stands between several numbers of a record, and what a book of agenda numbers begins with.
_ANTARA: Final = " · "
_SETAHUN: Final = re.compile(r"(?:19|20)[0-9]{2}")
_KODE: Final = re.compile(r"0[0-9]{2}")
_AGENDA: Final = "agenda"
_DISEBUT: Final = re.compile(r"nomor (\d{1,5})(?: tahun (\d{4}))?", re.ASCII)
_TAHUN: Final = re.compile(r" {1,3}tahun {1,3}(?=[0-9]{4})", re.IGNORECASE)

Bagian = tuple[str, ...]
"""The words between two strokes."""


def bagian(nomor: str) -> list[Bagian]:
    """The parts of a number that have words, in order: `000.8/112//2026` has three."""
    return [tuple(found) for part in nomor.replace("\\", "/").split("/") if (found := words(part))]


def kepala(part: Bagian, *, awal: bool) -> str:
    """What a part is found by: its first word, a number without the zeros before it («0012» and «12» are one).

    A year stands behind a sign, so that «445/2», cut short, does not find every number of this century.

    Args:
        awal: it is the first part; three digits are then a code, which keeps its zeros: «005» is not number 5.
    """
    first = part[0]
    if _SETAHUN.fullmatch(first):
        return f"y{first}"
    return first if not first.isdigit() or (awal and _KODE.fullmatch(first)) else first.lstrip("0") or "0"


def _kepala(part: Bagian, awal: bool) -> set[str]:
    """All that a part of a record is found by: «005» alone may be a number after all."""
    return {kepala(part, awal=awal)} | ({kepala(part, awal=False)} if len(part) == 1 else set())


def pasangan(nomor: str) -> list[tuple[str, str]]:
    """Each two parts of a number in their order, by their heads: what lies between them may be left out of a question."""
    found: dict[tuple[str, str], None] = {}
    for one in nomor.split(_ANTARA):
        parts = bagian(_TAHUN.sub("/", one))[:BAGIAN]
        if parts and parts[0][0] != _AGENDA:
            heads = [sorted(_kepala(part, n == 0)) for n, part in enumerate(parts)]
            found |= {two: None for some, others in combinations(heads, 2) for two in product(some, others)}
    return list(found)


Bernomor = tuple[Phrase, ...]
"""A number as it is asked for, in parts."""


def tanpa_nol(parts: Bernomor) -> tuple[Bernomor, ...]:
    """The same number without the zeros before it, where they may as well be a code: «021/DISKOMINFO» is number 21 too."""
    first = parts[0].words if parts else ()
    if len(first) != 1 or not _KODE.fullmatch(first[0]) or not first[0].strip("0"):
        return ()
    return ((Phrase((first[0].lstrip("0"),)), *parts[1:]),)


def penggal(typed: str, prefix: bool) -> Bernomor:
    """What somebody typed as parts of a number: two at least, one of them beginning with a digit; () for all else.

    «nomor 21» and «nomor 21 tahun 2026» (`rangkai`) name one part, or two.

    Args:
        prefix: the last part may be the beginning of a longer one.
    """
    if (named := _DISEBUT.fullmatch(typed)) is not None:
        return tuple(Phrase((each,)) for each in named.groups() if each)
    parts = bagian(typed)[:BAGIAN]
    if len(parts) < 2 or not any(part[0][0].isdigit() for part in parts):
        return ()
    return (*(Phrase(part) for part in parts[:-1]), Phrase(parts[-1], prefix))


def berdua(parts: Bernomor) -> bool:
    """One or two parts that are numbers, as «445/12»: so few that they are looked for apart even where they stand together."""
    return len(parts) <= 2 and all(part.words[0].isdigit() for part in parts)
