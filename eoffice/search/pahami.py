"""A question made into terms, filters and dates by what the office knows; what it does not know is said in a sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final, Protocol

from eoffice.search import bacaan, kata, keys, nomor, rangkai, singkatan, waktu
from eoffice.search.imbuhan import akar, utuh
from eoffice.search.kata import Phrase
from eoffice.search.tanya import OPERATOR, Butir, Operator, Tanya
from eoffice.search.ungkapan import Term, Where

#: Shown as examples where a value is not known.
EXAMPLES: Final = 8
#: Years that one value may name.
TAHUN_TERBANYAK: Final = 50


class Kamus(Protocol):
    """What the office knows. Each is asked only when a question needs it."""

    jenis: Mapping[str, str]
    sifat: Mapping[str, str]
    status: Mapping[str, str]

    def singkatan(self, words: list[str]) -> dict[str, tuple[str, ...]]:
        """Units by the abbreviation that some of the words are, with their names."""

    def unit(self, nilai: str) -> list[int]:
        """Units of that name, abbreviation or kode."""

    def klasifikasi(self, nilai: str) -> str | None:
        """The kode that is meant."""

    def berkas(self, nilai: str) -> list[int]:
        """Berkas with that number or title that the actor may read."""


@dataclass
class Pemahaman:
    """A question as the index is asked: terms, filters, dates, and a sentence for each value that is not known."""

    terms: list[Term] = field(default_factory=list)
    groups: set[frozenset[str]] = field(default_factory=set)
    none: set[str] = field(default_factory=set)
    dari: date | None = None
    sampai: date | None = None
    galat: list[str] = field(default_factory=list)


_TEXT: Final[dict[Operator | None, Where]] = {
    None: "semua",
    Operator.NOMOR: "nomor",
    Operator.HAL: "hal",
    Operator.DARI: "dari",
    Operator.KEPADA: "kepada",
    Operator.TTD: "ttd",
}
#: Several values of these are alternatives; several of hal must all stand there.
_EITHER: Final = frozenset({Operator.NOMOR, Operator.DARI, Operator.KEPADA, Operator.TTD})
#: Of these one of several values is enough.
_BERGANTI: Final = frozenset(Operator) - {Operator.HAL, Operator.SEBELUM, Operator.SESUDAH}


def pahami(tanya: Tanya, kamus: Kamus, *, terbuka: bool = False, longgar: bool = False) -> Pemahaman:
    """Understand a question.

    Args:
        terbuka: the last word may be the beginning of a longer one though it is a whole word of the language.
        longgar: numbers may have other parts between those that are named, and go on at their end.
    """
    found = Pemahaman()
    asked = any(b.operator in _TEXT for b in tanya.butir)
    short = kamus.singkatan(sorted(rangkai.disebut(tanya.butir))) if asked else {}
    tanya = Tanya(rangkai.rangkai(tanya.butir, short))
    texts = [(n, b) for n, b in enumerate(tanya.butir) if b.operator in _TEXT and not b.sambung]
    joined = _sambungan(tanya.butir, found)
    last = tanya.butir[-1] if tanya.butir else None
    either: dict[Operator, list[Phrase]] = {}
    parts: list[tuple[Phrase, ...]] = []
    for n, butir in texts:
        if butir.awalan and len(kata.words(butir.nilai)[-1]) < kata.PREFIX_LENGTH:
            found.galat.append(
                f"Awalan «{butir.nilai}*» terlalu pendek. Tulislah paling sedikit dua huruf di depan tanda *."
            )
            continue
        goes_on = butir.awalan or (butir is last and _berlanjut(butir, terbuka=terbuka))
        apart = nomor.penggal(butir.nilai, goes_on or longgar) if _bernomor(butir) else ()
        penggal = [apart] if apart and (longgar or nomor.berdua(apart)) else []
        penggal += nomor.tanpa_nol(apart) if longgar else ()
        wordings = _wordings(butir, short, goes_on or (longgar and _cukup(butir)))
        if butir.operator in _EITHER and not butir.kecuali:
            either.setdefault(butir.operator, []).extend(wordings)
            parts += penggal if butir.operator is Operator.NOMOR else []
            continue
        where, roots = _TEXT[butir.operator], _akar(butir, wordings)
        term = Term(tuple(wordings), where, roots, butir.kecuali, tuple(penggal))
        if n in joined and found.terms:  # none where the one before could not be taken, which is told
            before = found.terms.pop()
            term = replace(before, atau=(*before.atau, term))
        found.terms.append(term)
    for op, phrases in either.items():
        found.terms.append(Term(tuple(phrases), _TEXT[op], penggal=tuple(parts) if op is Operator.NOMOR else ()))
    _saring(found, kamus, tanya)
    return found


def _akar(butir: Butir, wordings: list[Phrase]) -> tuple[str, ...]:
    """The roots that count as a weaker hit: those of a single word as it was typed, which stands for nothing else."""
    plain = butir.operator in (None, Operator.HAL) and not (butir.frasa or butir.kecuali)
    first = wordings[0].words
    return akar(first[0]) if plain and len(wordings) == len(first) == 1 else ()


def _sambungan(butir: tuple[Butir, ...], found: Pemahaman) -> frozenset[int]:
    """The places of the words that may stand instead of the one before their ATAU; what cannot be joined is told."""
    joined = set()
    for n, (one, between, other) in enumerate(zip(butir, butir[1:], butir[2:], strict=False)):
        if not between.sambung or (
            one.operator is other.operator in _BERGANTI and one.kecuali is other.kecuali is False
        ):
            continue  # two values of one operator are alternatives anyway
        if all(b.operator in (None, Operator.HAL) and not b.kecuali for b in (one, other)):
            joined.add(n + 2)
        else:
            found.galat.append(
                "ATAU menyambung kata dengan kata, misalnya rapat ATAU undangan. Untuk saringan, tulislah saringan yang sama "
                "dua kali, misalnya jenis:surat_tugas jenis:nota_dinas; saringan yang berbeda dicari satu per satu."
            )
    return frozenset(joined)


def _berlanjut(butir: Butir, *, terbuka: bool) -> bool:
    """Whether the last word may be the beginning of a longer one, for somebody is still typing it."""
    plain = butir.operator is None and not butir.frasa and not butir.kecuali
    return plain and len(kata.words(butir.nilai)[-1]) >= kata.PREFIX_LENGTH and (terbuka or not _whole(butir))


def _saring(found: Pemahaman, kamus: Kamus, tanya: Tanya) -> None:
    for operator, understand in _FILTERS.items():
        asked = [b for b in tanya.butir if b.operator is operator]
        for kecuali in (False, True):
            some = [b for b in asked if b.kecuali is kecuali]
            if some:
                understand(found, kamus, some)


def bernomor(tanya: Tanya) -> bool:
    """Whether a number is asked for, or a part of one, which may be looked for less strictly (`pahami`)."""
    return any(_bernomor(b) for b in tanya.butir)


def _bernomor(butir: Butir) -> bool:
    if butir.kecuali or butir.frasa or butir.awalan or butir.operator not in (None, Operator.NOMOR):
        return False
    return butir.operator is Operator.NOMOR or bool(nomor.penggal(butir.nilai, prefix=False))


def _cukup(butir: Butir) -> bool:
    """A number whose last word is long enough to be looked up as the beginning of others."""
    return _bernomor(butir) and len(kata.words(butir.nilai)[-1]) >= kata.PREFIX_LENGTH


def tertutup(tanya: Tanya) -> bool:
    """Whether the last word was taken as it stands because it is a whole one."""
    last = tanya.butir[-1] if tanya.butir else None
    plain = last is not None and not (last.operator or last.kecuali or last.frasa or last.awalan)
    return last is not None and plain and _whole(last) and kata.words(last.nilai)[0] not in singkatan.BAKU


def _whole(butir: Butir) -> bool:
    """A whole word of the language, see `port.whole`, or an abbreviation of the office: «TU» is not the start of «tugas»."""
    words = kata.words(butir.nilai)
    return len(words) == 1 and (words[0] in singkatan.BAKU or utuh(words[0]))


def _wordings(butir: Butir, short: Mapping[str, tuple[str, ...]], goes_on: bool) -> list[Phrase]:
    words = tuple(kata.words(butir.nilai))
    found = [Phrase(words, goes_on)]
    if len(words) <= 2 and not butir.frasa and not butir.awalan:
        said = rangkai.pendek(words)
        long = (*singkatan.BAKU.get(said, ()), *short.get(said, ()))
        found += [Phrase(tuple(kata.words(each))) for each in long]
    if not butir.frasa and not butir.awalan and butir.operator in (None, Operator.HAL):
        found += map(Phrase, bacaan.lain(butir.nilai))
    return list(dict.fromkeys(found))


def _tokens(found: Pemahaman, tokens: set[str], butir: Butir) -> None:
    if butir.kecuali:
        found.none |= tokens
    elif tokens:
        found.groups.add(frozenset(tokens))


def _unknown(butir: Butir, known: list[str] | str) -> str:
    named = OPERATOR[butir.operator].nama if butir.operator else ""
    shown = (
        known
        if isinstance(known, str)
        else "; ".join(known[:EXAMPLES]) + ("; dan lainnya" if len(known) > EXAMPLES else "")
    )
    return f"{named} «{butir.nilai}» tidak dikenal. Yang dikenal: {shown}."


_Values = Callable[[Kamus, str], set[str] | None]


def _each(tokens_of: _Values, known: Callable[[Kamus], list[str] | str]) -> "_Filter":
    """A filter of values that each mean some tokens; one that means none is told with what is known."""

    def understand(found: Pemahaman, kamus: Kamus, asked: list[Butir]) -> None:
        tokens = set[str]()
        for butir in asked:
            meant = tokens_of(kamus, butir.nilai)
            if not meant:
                found.galat.append(_unknown(butir, known(kamus)))
            tokens |= meant or set()
        _tokens(found, tokens, asked[0])

    return understand


def _named(known: Callable[[Kamus], Mapping[str, str]], key: Callable[[str], str]) -> "_Filter":
    """A filter whose values are few and have names."""
    return _each(
        lambda kamus, nilai: {key(code) for code in _named_codes(known(kamus), nilai)},
        lambda kamus: list(dict.fromkeys(name.lower() for name in known(kamus).values())),
    )


def _named_codes(names: Mapping[str, str], value: str) -> list[str]:
    said = kata.words(value.replace("_", " "))
    long = [
        said,
        ["surat", *said],
        *([kata.words(each) for each in singkatan.BAKU.get(said[0], ())] if len(said) == 1 else []),
    ]
    exact = [c for c, n in names.items() if kata.words(c.replace("_", " ")) in long or kata.words(n) in long]
    return exact or [c for c, n in names.items() if kata.words(n)[: len(said)] == said]


def _klasifikasi(kamus: Kamus, nilai: str) -> set[str] | None:
    kode = kamus.klasifikasi(nilai)
    return None if kode is None else {keys.kode(kode)}


def _tahun(_kamus: Kamus, nilai: str) -> set[str] | None:
    said = nilai.replace("–", "-").split("-")
    if len(said) > 2 or not all(
        len(y) == 4 and y.isascii() and y.isdigit() and y > "1900" for y in map(str.strip, said)
    ):
        return None
    first, last = int(said[0]), int(said[-1])
    return {keys.tahun(year) for year in range(first, last + 1)} if last - first < TAHUN_TERBANYAK else None


def _batas(found: Pemahaman, _kamus: Kamus, asked: list[Butir]) -> None:
    for butir in asked:
        meant = waktu.rentang(butir.nilai)
        if meant is None:
            found.galat.append(_unknown(butir, "2026-03, 12-3-2026, 3 Maret 2026, 2026, kemarin, atau bulan lalu"))
        elif butir.kecuali:
            found.galat.append(
                f"Tanda minus tidak dapat dipakai pada {butir.operator}:. Pakailah sebelum: atau sesudah:."
            )
        elif butir.operator is Operator.SEBELUM:
            day = meant[0] - timedelta(days=1) if meant[0] > date.min else date.min
            found.sampai = min(found.sampai or day, day)
        elif butir.nilai.lower().endswith("terakhir"):  # «sesudah:"30 hari terakhir"» begins with the first of them
            found.dari = max(found.dari or meant[0], meant[0])
        else:
            day = meant[1] + timedelta(days=1) if meant[1] < date.max else date.max
            found.dari = max(found.dari or day, day)


_Filter = Callable[[Pemahaman, Kamus, list[Butir]], None]
_FILTERS: Final[dict[Operator, _Filter]] = {
    Operator.JENIS: _named(lambda k: k.jenis, keys.jenis),
    Operator.SIFAT: _named(lambda k: k.sifat, keys.sifat),
    Operator.STATUS: _named(lambda k: k.status, keys.status),
    Operator.UNIT: _each(
        lambda kamus, nilai: {keys.pengolah(u) for u in kamus.unit(nilai)},
        lambda _: "singkatan, kode, atau nama unit, misalnya unit:diskominfo",
    ),
    Operator.KLASIFIKASI: _each(_klasifikasi, lambda _: "kode seperti 000.8 atau 000.8.3.3"),
    Operator.BERKAS: _each(
        lambda kamus, nilai: {keys.berkas(b) for b in kamus.berkas(nilai)},
        lambda _: "nomor atau kata judul berkas yang boleh Anda baca",
    ),
    Operator.TAHUN: _each(_tahun, lambda _: "empat angka, misalnya tahun:2026 atau tahun:2024-2026"),
    Operator.SEBELUM: _batas,
    Operator.SESUDAH: _batas,
}
