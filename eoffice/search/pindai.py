"""Other readings of a question that came from a scan or a hurried hand: letters for digits, words cut apart or run together.

They follow from what was typed alone, never from what stands in any record.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from eoffice.search import kata
from eoffice.search.ejaan import berkata
from eoffice.search.imbuhan import utuh
from eoffice.search.rangkai import bersama, biasa
from eoffice.search.tanya import Butir, Operator, Tanya

#: Readings that are proposed of one question, and letters of each half of a word that is cut in two.
TERBANYAK: Final = 6
PARUH: Final = 4
#: What a scanner takes for one another.
_ANGKA: Final = str.maketrans("lIiOoSB", "1110058")
_HURUF: Final = str.maketrans("1058", "IOSB")
_BAGIAN: Final = re.compile(r"[^\W_]+")


def bacaan(tanya: Tanya) -> list[Tanya]:
    """The question as it may have been meant, the likeliest first."""
    return list(dict.fromkeys([*_angka(tanya), *_rapat(tanya), *_belah(tanya)]))[:TERBANYAK]


def _angka(tanya: Tanya) -> Iterator[Tanya]:
    """«l2/D1SKOMINFO» for «12/DISKOMINFO»: all of it at once."""
    made = tuple(_terbaca(b) for b in tanya.butir)
    if made != tanya.butir:
        yield Tanya(made)


def _terbaca(butir: Butir) -> Butir:
    numbered = any(c.isdigit() for c in butir.nilai) and butir.operator in (None, Operator.NOMOR)
    if not numbered or butir.kecuali:
        return butir
    return Butir(_BAGIAN.sub(lambda part: _bagian(part[0]), butir.nilai), butir.operator, frasa=butir.frasa)


def _bagian(part: str) -> str:
    """A part of a number in digits if they are what it mostly has or may have, else in letters."""
    if not any(c.isdigit() for c in part) or part.isdigit():
        return part
    digits = part.translate(_ANGKA)
    return digits if digits.isdigit() else part.translate(_HURUF)


def _rapat(tanya: Tanya) -> Iterator[Tanya]:
    """«undan gan» for «undangan»: two neighbours made one, when that is a word of the language."""
    for n, (one, other) in enumerate(pairwise(tanya.butir)):
        joined = bersama(one, other)
        if berkata(joined) and utuh(joined):
            yield Tanya((*tanya.butir[:n], Butir(joined), *tanya.butir[n + 2 :]))


def _belah(tanya: Tanya) -> Iterator[Tanya]:
    """«rapatkoordinasi» for «rapat koordinasi»: a word that is none of the language, cut into two that are."""
    for n, butir in enumerate(tanya.butir):
        words = kata.words(butir.nilai)
        if not biasa(butir) or len(words) != 1 or not berkata(words[0]) or utuh(words[0]):
            continue
        word = words[0]
        for at in range(PARUH, len(word) - PARUH + 1):
            if utuh(word[:at]) and utuh(word[at:]):
                yield Tanya((*tanya.butir[:n], Butir(word[:at]), Butir(word[at:]), *tanya.butir[n + 1 :]))
