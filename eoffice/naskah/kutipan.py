"""Where a comment stands: a quotation with the words around it, found again after the text was edited. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

#: Characters kept around a quotation, and the longest quotation.
SEKITAR: Final = 60
TERPANJANG: Final = 300
#: A quotation that is gone is looked for between the words around it; as many of them must still stand.
TANDA: Final = 12


@dataclass(frozen=True)
class Kutipan:
    """Words of a text with what stood before and after them."""

    teks: str
    sebelum: str = ""
    sesudah: str = ""


@dataclass(frozen=True)
class Letak:
    """From where to where, in characters of the text; `berubah` when other words stand there now."""

    mulai: int
    akhir: int
    berubah: bool = False


def ambil(teks: str, mulai: int, akhir: int) -> Kutipan:
    """The quotation of a place, shortened to what is kept."""
    akhir = min(akhir, mulai + TERPANJANG)
    return Kutipan(teks[mulai:akhir], teks[max(0, mulai - SEKITAR) : mulai], teks[akhir : akhir + SEKITAR])


def temukan(teks: str, kutipan: Kutipan) -> Letak | None:
    """The place of a quotation in a text; None when not even what stood around it is there any more.

    Of several equal places the one with the most of its neighbours wins.
    """
    if not kutipan.teks:
        return None
    best, most = -1, -1
    at = teks.find(kutipan.teks)
    while at >= 0:
        end = at + len(kutipan.teks)  # only the neighbours are cut out, for a short quotation may stand everywhere
        score = _ending(teks[max(0, at - len(kutipan.sebelum)) : at], kutipan.sebelum)
        score += _beginning(teks[end : end + len(kutipan.sesudah)], kutipan.sesudah)
        if score > most:
            best, most = at, score
        at = teks.find(kutipan.teks, at + 1)
    if best >= 0:
        return Letak(best, best + len(kutipan.teks))
    return _between(teks, kutipan)


def _between(teks: str, kutipan: Kutipan) -> Letak | None:
    """Where the quotation was, by its neighbours: other words stand between them now, or none."""
    left, right = kutipan.sebelum[-TANDA:], kutipan.sesudah[:TANDA]
    start = teks.find(left) + len(left) if len(left) == TANDA and teks.count(left) == 1 else -1
    end = teks.find(right) if len(right) == TANDA and teks.count(right) == 1 else -1
    if start >= 0 and end >= start and end - start <= 3 * TERPANJANG:
        return Letak(start, end, True)
    if start >= 0 and end < 0:
        return Letak(start, start, True)
    if end >= 0 and start < 0:
        return Letak(end, end, True)
    return None


def _ending(teks: str, words: str) -> int:
    """How many characters at the end of both are the same."""
    return _beginning(teks[::-1], words[::-1])


def _beginning(teks: str, words: str) -> int:
    n = 0
    for a, b in zip(teks, words, strict=False):
        if a != b:
            break
        n += 1
    return n


@dataclass(frozen=True)
class Potong:
    """A piece of a line and the comments that stand on it."""

    teks: str
    nomor: tuple[int, ...]


def baris(teks: str, letak: Sequence[tuple[int, Letak]]) -> list[list[Potong]]:
    """The lines of a text, cut where a comment begins or ends.

    Args:
        letak: number of a comment, and where it stands.
    """
    lines, at = [], 0
    for line in teks.split("\n"):
        end = at + len(line)
        here = [(n, max(p.mulai, at) - at, min(p.akhir, end) - at) for n, p in letak if p.mulai < end and p.akhir > at]
        cuts = sorted({0, len(line), *(a for _, a, _ in here), *(b for _, _, b in here)})
        pieces = [
            Potong(line[a:b], tuple(n for n, start, stop in here if start <= a and b <= stop))
            for a, b in pairwise(cuts)
        ]
        lines.append(pieces or [Potong("", ())])
        at = end + 1
    return lines
