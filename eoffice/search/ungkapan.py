"""What must be true of a record to be found, as a small tree that each engine writes in its own language."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, Literal

from eoffice.search.kata import Phrase
from eoffice.search.nomor import kepala

#: Fields of a record that hold words, in the order in which they are kept.
FIELDS: Final = ("hal", "nomor", "dari", "kepada", "ttd", "pihak", "isi")
Where = Literal[
    "semua", "atas", "kepala", "hal", "nomor", "dari", "kepada", "ttd", "pihak", "isi", "akar", "akar_hal", "penggal"
]


@dataclass(frozen=True)
class Kata:
    """Words next to each other in one of the places; `atas` is hal and nomor, `kepala` all but the body.

    In `penggal` two words are the heads of two parts of one number, the first somewhere before the second.
    """

    phrase: Phrase
    where: Where = "semua"


@dataclass(frozen=True)
class Semua:
    """All of these."""

    parts: tuple["Ungkapan", ...]


@dataclass(frozen=True)
class Salah:
    """At least one of these."""

    parts: tuple["Ungkapan", ...]


@dataclass(frozen=True)
class Tanpa:
    """This, but not that."""

    this: "Ungkapan"
    that: "Ungkapan"


Ungkapan = Kata | Semua | Salah | Tanpa


@dataclass(frozen=True)
class Hak:
    """Rights and filters as tokens.

    Args:
        any: the rights of who asks; a record must carry one of them …
        both: … or all tokens of one of these sets: what an operator or a permission opens of one sifat only.
        all: filters; a record must carry each.
        groups: filters; a record must carry one of each group.
        none: filters; a record must carry none of these.
    """

    any: frozenset[str] = frozenset()
    both: frozenset[frozenset[str]] = frozenset()
    all: frozenset[str] = frozenset()
    groups: frozenset[frozenset[str]] = frozenset()
    none: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Match:
    """A question in an engine's own language: conditions on its table, and the values they name."""

    parts: tuple[str, ...]
    values: dict[str, Any]

    @property
    def sql(self) -> str:
        """All of the conditions."""
        return " AND ".join(self.parts)


def semua(parts: list[Ungkapan]) -> Ungkapan | None:
    """All of some; None of none."""
    return parts[0] if len(parts) == 1 else Semua(tuple(parts)) if parts else None


def salah(parts: list[Ungkapan]) -> Ungkapan:
    """One of some."""
    return parts[0] if len(parts) == 1 else Salah(tuple(parts))


@dataclass(frozen=True)
class Term:
    """One thing asked for, in any of several wordings.

    Args:
        phrases: wordings; the first is what was typed.
        where: the field asked for, or everywhere.
        roots: roots that count as a weaker hit when all of them stand in the record.
        negated: the record must not have it; then roots and parts do not count.
        penggal: numbers in parts; that those of one stand in this order, with others between them, is a weaker hit too.
        atau: other things of which one is enough instead; none of them negated.
    """

    phrases: tuple[Phrase, ...]
    where: Where = "semua"
    roots: tuple[str, ...] = ()
    negated: bool = False
    penggal: tuple[tuple[Phrase, ...], ...] = ()
    atau: tuple["Term", ...] = ()

    @property
    def semua(self) -> tuple["Term", ...]:
        """This and what is enough instead."""
        return (self, *self.atau)

    @property
    def longgar(self) -> bool:
        """Whether there are weaker hits."""
        return any(t.roots or t.penggal for t in self.semua)

    def exact(self, where: Where) -> Ungkapan:
        """One of the wordings, in these fields unless one was asked for."""
        return salah([kata for t in self.semua for kata in t._wordings(where)])

    def weak(self) -> Ungkapan:
        """One of the wordings or the roots of this, or of what is enough instead."""
        return salah([t._weak() for t in self.semua])

    def weak_above(self) -> Ungkapan:
        """As `weak`, within hal and nomor."""
        return salah([t._weak_above() for t in self.semua])

    def _wordings(self, where: Where) -> list[Ungkapan]:
        place = where if self.where == "semua" else self.where
        return [Kata(p, place) for p in self.phrases]

    def _exact(self, where: Where) -> Ungkapan:
        return salah(self._wordings(where))

    def _weak(self) -> Ungkapan:
        """One of the wordings or the roots, in hal when only hal is asked for.

        Every word of a record leaves its root in the index, so a single word need not be looked for beside its root.
        """
        if self.penggal:
            return salah([self._exact("semua"), self._parted()])
        if not self.roots:
            return self._exact("semua")
        roots = self._rooted("akar_hal" if self.where == "hal" else "akar")
        covered = len(self.phrases) == 1 and len(self.phrases[0].words) == 1 and not self.phrases[0].prefix
        return roots if covered else salah([self._exact("semua"), roots])

    def _weak_above(self) -> Ungkapan:
        if self.penggal:
            return salah([self._exact("atas"), self._parted()])
        if not self.roots or self.where not in ("semua", "hal"):
            return self._exact("atas")
        return salah([self._exact("atas"), self._rooted("akar_hal")])

    def _parted(self) -> Ungkapan:
        return salah([_parted(parts) for parts in self.penggal])

    def _rooted(self, where: Where) -> Ungkapan:
        return (
            Semua(tuple(Kata(Phrase((r,)), where) for r in self.roots))
            if len(self.roots) > 1
            else Kata(Phrase((self.roots[0],)), where)
        )


def _parted(parts: tuple[Phrase, ...]) -> Ungkapan:
    """The parts of a number one after the other, two by two by their heads; one alone or of several words as it stands."""
    last, heads = parts[-1], [kepala(part.words, awal=n == 0) for n, part in enumerate(parts)]
    found: list[Ungkapan] = [
        Kata(Phrase(two, last.prefix and n == len(heads) - 1 and len(last.words) == 1), "penggal")
        for n, two in enumerate(pairwise(heads), 1)
    ]
    found += [Kata(part, "nomor") for part in parts if len(part.words) > 1 or len(parts) == 1]
    return Semua(tuple(found)) if len(found) > 1 else found[0]


def cocok(terms: tuple[Term, ...]) -> Ungkapan | None:
    """What every record found has in common; None when only filters are asked for."""
    found = semua([t.weak() for t in terms if not t.negated])
    return found


def bukan(terms: tuple[Term, ...]) -> Ungkapan | None:
    """What no record found may have."""
    unwanted = [t.exact("semua") for t in terms if t.negated]
    return salah(unwanted) if unwanted else None


def tingkat(terms: tuple[Term, ...]) -> list[Ungkapan]:
    """The tiers of relevance, best first, each holding the one before.

    Side by side in hal; in hal and nomor; also among the people; also in the body; by roots in hal; by roots.
    """
    wanted = [t for t in terms if not t.negated]
    tiers: list[Ungkapan] = []
    beside = _beside(wanted)
    if beside is not None:
        tiers.append(beside)
    places: tuple[Where, ...] = ("atas", "kepala", "semua")
    for where in places:
        tiers.append(Semua(tuple(t.exact(where) for t in wanted)) if len(wanted) > 1 else wanted[0].exact(where))
    if any(t.longgar for t in wanted):
        rooted = [t.weak_above() for t in wanted]
        last = cocok(terms)
        assert last is not None
        tiers += [salah([tiers[-1], semua(rooted) or last]), last]
    return [tier for n, tier in enumerate(tiers) if n == 0 or tier != tiers[n - 1]]


def _beside(wanted: list[Term]) -> Ungkapan | None:
    """Several plain words, side by side as they were typed.

    Where no two of them are whole, their roots are asked for as well: few records have these in hal, and only there the
    words are compared. Two whole words are one entry of the index.
    """
    if len(wanted) < 2 or any(t.where != "semua" or t.atau for t in wanted):
        return None
    typed = tuple(word for t in wanted for word in t.phrases[0].words)
    whole = [t for t in wanted if not t.phrases[0].prefix]
    roots = [Kata(Phrase((r,)), "akar_hal") for t in whole for r in t.roots] if len(whole) < 2 else []
    return semua([*dict.fromkeys(roots), Kata(Phrase(typed, wanted[-1].phrases[0].prefix), "hal")])
