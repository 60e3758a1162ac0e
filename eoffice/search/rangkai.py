"""What people type in several pieces and mean as one thing: a number of the agenda book, an amount, a NIP, a date."""

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Final

from eoffice.search import kata, singkatan, waktu
from eoffice.search.tanya import Butir, Operator, Tanya, bertanggal, tersisa

#: A number of the agenda book, with its year or without; a year alone is none.
_AGENDA: Final = re.compile(r"(?!(?:19|20)\d\d\Z)\d{1,5}(?:/\d{4})?", re.ASCII)
_URUT: Final = re.compile(r"\d{1,5}", re.ASCII)
_BUKU: Final = frozenset({"agenda", "agd", "agd.", "ag."})
_NOMOR: Final = frozenset({"no", "no.", "nomor", "nomer"})
_TAHUN: Final = frozenset({"tahun", "thn", "thn.", "th", "th."})
_EMPAT: Final = re.compile(r"(?:19|20)\d\d", re.ASCII)
#: What people write before a number without a space: «no.12/DISKOMINFO».
_LEKAT: Final = re.compile(r"(?:no|nomor|nomer)[.:]?(?=\d[^\s/]{0,40}/)", re.ASCII | re.IGNORECASE)
_LABEL: Final = re.compile(r"(?:no|nomor|nomer)(?:[.:] ?| )(?=\d)", re.ASCII | re.IGNORECASE)
_GARIS: Final = re.compile(r" ?/ ?")
_RUPIAH: Final = frozenset({"rp", "rp."})
_JUMLAH: Final = re.compile(r"\d{1,3}(?:\.\d{3}){0,5}(?:,\d\d|,-)?", re.ASCII)
#: Digits of the four groups of a NIP as it is printed: birth, appointment, sex, order.
_NIP: Final = (8, 6, 1, 3)
#: «surat-surat» and «surat2» are «surat».
_ULANG: Final = re.compile(r"([a-z]{3,30})(?:-\1|2)", re.ASCII | re.IGNORECASE)
#: Words of a date at most, and what people write before one.
_KATA_TANGGAL: Final = 6
_PENGANTAR: Final = frozenset({"tanggal", "tgl", "tgl.", "tertanggal", "bertanggal", "bulan", "pada", "dari", "sejak"})


def biasa(butir: Butir) -> bool:
    """A word as it is typed, without any sign or operator."""
    return not (butir.operator or butir.kecuali or butir.frasa or butir.awalan or butir.sambung)


def rangkai(butir: tuple[Butir, ...], known: Mapping[str, object]) -> tuple[Butir, ...]:
    """The pieces made one, as records write them.

    Args:
        known: abbreviations; two words that are one, as «satpol pp», become one.
    """
    return _nomor(_agenda(_gabung(_angka(tuple(map(_sendiri, butir))), known)))


def _sendiri(one: Butir) -> Butir:
    """One piece that says more or less than it means."""
    if one.operator is Operator.NOMOR and not one.awalan:  # «No. 445 / 12», as it is typed into the field
        number = _GARIS.sub("/", _LABEL.sub("", one.nilai))
        return one if number == one.nilai else Butir(number, one.operator, one.kecuali, frasa=" " in number)
    if one.kecuali or one.frasa or one.awalan or one.sambung:
        return one
    if (twice := _ULANG.fullmatch(one.nilai)) and one.operator in (None, Operator.HAL):
        word = twice[1]
        return Butir("undang-undang" if word.lower() == "undang" else word, one.operator)
    return Butir(bare, one.operator) if (bare := _LEKAT.sub("", one.nilai)) != one.nilai else one


def _angka(butir: tuple[Butir, ...]) -> tuple[Butir, ...]:
    """«Rp 25.000.000» and «19700101 199003 1 001», typed with spaces."""
    made: list[Butir] = []
    for one in butir:
        made.append(one)
        if not biasa(one):
            continue
        if len(made) > 1 and biasa(made[-2]) and made[-2].nilai.lower() in _RUPIAH and _JUMLAH.fullmatch(one.nilai):
            made[-2:] = [Butir(f"Rp{one.nilai}")]
        last = [b.nilai for b in made[-len(_NIP) :] if biasa(b) and b.nilai.isascii() and b.nilai.isdigit()]
        if tuple(map(len, last)) == _NIP:
            made[-len(_NIP) :] = [Butir("".join(last))]
    return tuple(made)


def _gabung(butir: tuple[Butir, ...], known: Mapping[str, object]) -> tuple[Butir, ...]:
    made: list[Butir] = []
    for one in butir:
        if made and (joined := bersama(made[-1], one)) and joined in known:
            made[-1] = Butir(f"{made[-1].nilai} {one.nilai}")
        else:
            made.append(one)
    return tuple(made)


def bersama(one: Butir, other: Butir) -> str:
    """Two words written as one, "" when they cannot be."""
    words = [*kata.words(one.nilai), *kata.words(other.nilai)] if biasa(one) and biasa(other) else []
    return "".join(words) if len(words) == 2 and all(w.isalpha() for w in words) else ""


def _agenda(butir: tuple[Butir, ...]) -> tuple[Butir, ...]:
    """«agenda 19», «agenda no 19 tahun 2026»: the number of the agenda book, not any 19 in a letter that has an agenda."""
    made: list[Butir] = []
    n = 0
    while n < len(butir):
        number, after = _buku(butir, n)
        made.append(Butir(f"agenda {number}", Operator.NOMOR, frasa=True) if number else butir[n])
        n = after
    return tuple(made)


def _buku(butir: tuple[Butir, ...], n: int) -> tuple[str, int]:
    """The number of the agenda book that begins here, "" if none does, and where the rest goes on."""
    said = [b.nilai.lower() if biasa(b) else "" for b in butir[n : n + 6]]
    if said[0] not in _BUKU:
        return "", n + 1
    at = next((k for k, word in enumerate(said) if k and word not in _NOMOR), len(said))
    if at == len(said) or not _AGENDA.fullmatch(said[at]):
        return "", n + 1
    year = at + 2 if at + 1 < len(said) and said[at + 1] in _TAHUN else at + 1
    if "/" not in said[at] and year < len(said) and year > at + 1 and _EMPAT.fullmatch(said[year]):
        return f"{said[at]}/{said[year]}", n + year + 1
    return said[at], n + at + 1


def _nomor(butir: tuple[Butir, ...]) -> tuple[Butir, ...]:
    """«no. 21 tahun 2026»: these words side by side, or a number that has this part (`nomor.disebut`), not any 21."""
    made: list[Butir] = []
    n = 0
    while n < len(butir):
        said = [b.nilai.lower() if biasa(b) else "" for b in butir[n : n + 4]]
        if said[0] not in _NOMOR or len(said) < 2 or not _URUT.fullmatch(said[1]):
            made.append(butir[n])
            n += 1
            continue
        dated = len(said) == 4 and said[2] in _TAHUN and _EMPAT.fullmatch(said[3])
        made.append(Butir(f"nomor {said[1]}" + (f" tahun {said[3]}" if dated else "")))
        n += 4 if dated else 2
    return tuple(made)


def bersahaja(tanya: Tanya) -> Tanya | None:
    """The question without what only says what follows («nomor», «tahun», «hal»), without titles of people, and «perj.» as
    the beginning of a word; None when there is no such."""
    butir = _agenda(tanya.butir)
    said = {n for n, b in enumerate(butir) if not _perabot(b) and not _gelar(b, butir[n - 1] if n else None)}
    kept = list(map(_terpotong, tersisa(butir, said)))
    return Tanya(tuple(kept)) if kept and kept != list(butir) else None


def _perabot(butir: Butir) -> bool:
    words = kata.words(butir.nilai)
    return biasa(butir) and len(words) == 1 and words[0] in singkatan.PERABOT


def _gelar(butir: Butir, before: Butir | None) -> bool:
    """A title as it stands beside a name: with a dot, or after a comma."""
    apart = "." in butir.nilai or "," in butir.nilai or (before is not None and before.nilai.endswith(","))
    return biasa(butir) and apart and "".join(kata.words(butir.nilai)) in singkatan.GELAR


def _terpotong(butir: Butir) -> Butir:
    words = kata.words(butir.nilai)
    cut = biasa(butir) and butir.nilai.endswith(".") and len(words) == 1 and words[0].isalpha() and len(words[0]) > 2
    return Butir(words[0], awalan=True) if cut and words[0] not in singkatan.BAKU else butir


def pendek(words: tuple[str, ...]) -> str:
    """What is typed as one, though it falls into words: «ktp-el»."""
    return "".join(words) if all(w.isalpha() for w in words) else ""


def disebut(butir: tuple[Butir, ...]) -> set[str]:
    """Words that may be abbreviations, as they are typed and put together."""
    said = {w for b in butir if not b.frasa for w in (*kata.words(b.nilai), pendek(tuple(kata.words(b.nilai)))) if w}
    return said | {joined for one, other in pairwise(butir) if (joined := bersama(one, other))}


def menurut_tanggal(tanya: Tanya) -> tuple[Tanya, str] | None:
    """The same question with the time that it names as dates of letters, and that time in words; None when it names none.

    «undangan Maret 2026» looks for these words; who meant invitations of that month is led there.
    """
    if any(b.operator in (Operator.SEBELUM, Operator.SESUDAH, Operator.TAHUN) for b in tanya.butir):
        return None
    said = [b.nilai.rstrip(",;").lower() if biasa(b) else "" for b in tanya.butir]
    for start in range(len(said)):
        for end in range(min(len(said), start + _KATA_TANGGAL), start, -1):
            if (meant := _waktu(said[start:end])) is None or (start and said[start - 1][-1:].isdigit()):
                continue
            begin = start - 1 if start and said[start - 1] in _PENGANTAR else start
            rest = tersisa(tanya.butir, {*range(begin), *range(end, len(said))})
            return Tanya((*bertanggal(meant), *rest)), waktu.sebutan(*meant)
    return None


def _waktu(said: list[str]) -> waktu.Rentang | None:
    """A time that is told as one; a year alone only after «tahun», for it stands in many a number."""
    if len(said) == 2 and said[0] in _TAHUN and _EMPAT.fullmatch(said[1]):
        return waktu.rentang(said[1])
    if not all(said) or (len(said) == 1 and said[0].isdigit()):
        return None
    return waktu.rentang(" ".join(said))
