"""«Mungkin maksud Anda»: a nearby spelling, proposed only when a search with the rights of who asks finds it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Final

from sqlalchemy.orm import Session

from eoffice import search
from eoffice.search import ejaan
from eoffice.search.kalimat import menurut_kalimat
from eoffice.search.kata import words
from eoffice.search.pindai import bacaan
from eoffice.search.tanya import ALIAS, Butir, Operator, Tanya

#: Nearby words that are asked for, of each word that may be misspelled; and words that may be.
TRIED: Final = 6
WORDS: Final = 4


@dataclass(frozen=True)
class Maksud:
    """A question that finds something, the words of it that differ from those typed, and how people say it."""

    teks: str
    kata: tuple[str, ...]
    sebutan: str = ""


def maksud(session: Session, tanya: Tanya, found: Callable[[Tanya], bool]) -> Maksud | None:
    """The nearest spelling of a question that found nothing.

    The words that occur at all are nobody's to know: each is taken only when `found` finds it with the rights of who asks,
    in a row that may be read, alone and with all the rest (OTR-03).
    """
    meant_so = menurut_kalimat(tanya)
    if meant_so is not None and found(meant_so.tanya):
        return Maksud(meant_so.tanya.teks, (meant_so.sebutan,), meant_so.utuh)
    for meant in bacaan(tanya):
        if found(meant):
            return Maksud(meant.teks, tuple(b.nilai for b in meant.butir if b not in tanya.butir))
    made, changed = tanya, []
    for n, butir in enumerate(tanya.butir):
        named = _named(butir)
        if named and found(Tanya((named,))):
            made = Tanya((*made.butir[:n], named, *made.butir[n + 1 :]))
            changed.append(named.teks)
    for n, butir in _spelled(tanya):
        if found(Tanya((butir,))):
            continue
        word = words(butir.nilai)[0]
        for near in _tried(word, ejaan.usul(word, search.words_near(session, ejaan.kunci(word)), TRIED)):
            if found(Tanya((replace(butir, nilai=near, awalan=False, frasa=True),))):
                made = Tanya((*made.butir[:n], replace(butir, nilai=near, awalan=False), *made.butir[n + 1 :]))
                changed.append(near)
                break
    if not changed or not found(made):
        return None
    return Maksud(made.teks, tuple(changed))


def _tried(word: str, near: list[str]) -> list[str]:
    """The nearby words, and so many that are none that there are always `TRIED`.

    How long an answer takes must not tell whether anything is spelled nearly so in what somebody may not read (OTR-03).
    """
    return [*near, *(f"{word}{n}x" for n in range(TRIED - len(near)))]


def _named(butir: Butir) -> Butir | None:
    """What was meant by an operator that is misspelled, as «nomr:45»."""
    name, colon, value = butir.nilai.partition(":")
    near = get_close_matches(name.lower(), ALIAS, 1, 0.6) if colon and value and butir.operator is None else []
    return Butir(value, ALIAS[near[0]], kecuali=butir.kecuali) if near else None


def _spelled(tanya: Tanya) -> Iterator[tuple[int, Butir]]:
    """The single words of a question that may be misspelled, with their place."""
    left = WORDS
    for n, butir in enumerate(tanya.butir):
        spelled = words(butir.nilai)
        plain = butir.operator in (None, Operator.HAL) and not (butir.frasa or butir.kecuali or butir.sambung)
        if plain and len(spelled) == 1 and ejaan.berkata(spelled[0]) and left:
            left -= 1
            yield n, butir
