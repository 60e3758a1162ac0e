"""What a search must answer, in plain Python over the records: slow, without index, and the same for every engine."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from eoffice import search
from eoffice.search import Phrase, Query, Record, imbuhan, kata, nomor
from eoffice.search import catatan as bentuk_catatan
from eoffice.search.ungkapan import Kata, Salah, Semua, Tanpa, Ungkapan, bukan, cocok, tingkat

#: Fields in which a place of words is looked for; roots are no field but a set.
DI = {
    "semua": ("hal", "nomor", "dari", "kepada", "ttd", "pihak", "isi"),
    "atas": ("hal", "nomor"),
    "kepala": ("hal", "nomor", "dari", "kepada", "ttd", "pihak"),
    "pihak": ("dari", "kepada", "ttd", "pihak"),
    **{name: (name,) for name in ("hal", "nomor", "dari", "kepada", "ttd", "isi")},
}


def _stands(phrase: Phrase, words: Sequence[str]) -> bool:
    *first, last = phrase.words
    for at in range(len(words) - len(phrase.words) + 1):
        there = words[at : at + len(phrase.words)]
        ends = there[-1].startswith(last) if phrase.prefix else there[-1] == last
        if ends and list(there[:-1]) == first:
            return True
    return False


@dataclass(frozen=True)
class Catatan:
    """A record with its words taken apart once."""

    record: Record
    words: dict[str, list[str]]
    akar: frozenset[str]
    akar_hal: frozenset[str]
    pasangan: frozenset[tuple[str, str]]

    @property
    def urut(self) -> int:
        return bentuk_catatan.place(self.record.tanggal, self.record.kind, self.record.id)

    def has(self, what: Ungkapan) -> bool:
        """Whether it is what the tree says."""
        match what:
            case Kata(phrase, "akar"):
                return phrase.words[0] in self.akar
            case Kata(phrase, "penggal"):
                one, other = phrase.words
                return any(
                    a == one and (b.startswith(other) if phrase.prefix else b == other) for a, b in self.pasangan
                )
            case Kata(phrase, "akar_hal"):
                return phrase.words[0] in self.akar_hal
            case Kata(phrase, where):
                return any(_stands(phrase, self.words[name]) for name in DI[where])
            case Semua(parts):
                return all(self.has(p) for p in parts)
            case Salah(parts):
                return any(self.has(p) for p in parts)
            case Tanpa(this, that):
                return self.has(this) and not self.has(that)

    def allows(self, asked: Query) -> bool:
        """Whether rights, filters and dates let it be found."""
        r = self.record
        return (
            bool(asked.any & r.tokens or any(some <= r.tokens for some in asked.both))
            and asked.all <= r.tokens
            and all(group & r.tokens for group in asked.groups)
            and not asked.none & r.tokens
            and (asked.dari is None or r.tanggal >= asked.dari)
            and (asked.sampai is None or r.tanggal <= asked.sampai)
        )


def catatan(record: Record) -> Catatan:
    """Take a record apart."""
    most = {"isi": bentuk_catatan.BODY_WORDS, "hal": None, "nomor": None}
    words = {n: kata.words(getattr(record, n))[: most.get(n, bentuk_catatan.PARTY_WORDS)] for n in DI["semua"]}
    roots = {n: frozenset(root for word in found for root in imbuhan.akar(word)) for n, found in words.items()}
    return Catatan(
        record, words, frozenset().union(*roots.values()), roots["hal"], frozenset(nomor.pasangan(record.nomor))
    )


def ditemukan(all_of: Sequence[Catatan], asked: Query) -> list[Catatan]:
    """What is found, newest first."""
    if asked.hopeless:
        return []
    wanted, unwanted = cocok(asked.terms), bukan(asked.terms)
    found = [
        c
        for c in all_of
        if c.allows(asked) and (wanted is None or c.has(wanted)) and (unwanted is None or not c.has(unwanted))
    ]
    return sorted(found, key=lambda c: -c.urut)


def menurut_tingkat(all_of: Sequence[Catatan], asked: Query) -> list[tuple[int, Catatan]]:
    """The same, the best tier first, each newest first, with the tier."""
    found = ditemukan(all_of, asked)
    if cocok(asked.terms) is None:
        return [(0, c) for c in found]
    tiers = tingkat(asked.terms)
    ranked = [(next((n for n, tier in enumerate(tiers) if c.has(tier)), None), c) for c in found]
    return sorted(((n, c) for n, c in ranked if n is not None), key=lambda one: (one[0], -one[1].urut))


def segi(all_of: Sequence[Catatan], asked: Query, most: int) -> Counter[search.Saring]:
    """What facets count of the newest so many."""
    return Counter(c.record.saring for c in ditemukan(all_of, asked)[:most])
