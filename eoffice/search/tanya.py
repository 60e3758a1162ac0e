"""The language of the search box: words, "phrases", `begin*`, `-without`, `this ATAU that`, operators; and back to text."""

import enum
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final, NamedTuple

from eoffice.search import kata, waktu

#: What a person may ask at once, in characters.
LONGEST: Final = 400


class Operator(enum.StrEnum):
    """What a value can be asked of."""

    NOMOR = "nomor"
    HAL = "hal"
    DARI = "dari"
    KEPADA = "kepada"
    JENIS = "jenis"
    KLASIFIKASI = "klasifikasi"
    UNIT = "unit"
    BERKAS = "berkas"
    TTD = "ttd"
    SIFAT = "sifat"
    STATUS = "status"
    SEBELUM = "sebelum"
    SESUDAH = "sesudah"
    TAHUN = "tahun"


class Penjelasan(NamedTuple):
    """An operator for those who do not know it yet."""

    nama: str
    contoh: str
    arti: str


OPERATOR: Final[dict[Operator, Penjelasan]] = {
    Operator.NOMOR: Penjelasan("Nomor", "nomor:112/DINSOS", "potongan nomor naskah, nomor surat, atau agenda"),
    Operator.HAL: Penjelasan("Hal", "hal:anggaran", "kata yang berdiri di hal"),
    Operator.DARI: Penjelasan("Dari", "dari:dinsos", "pengirim: unit, jabatan, atau instansi luar"),
    Operator.KEPADA: Penjelasan("Kepada", "kepada:sekda", "tujuan dan tembusan"),
    Operator.JENIS: Penjelasan("Jenis", 'jenis:"nota dinas"', "jenis naskah, atau surat masuk"),
    Operator.KLASIFIKASI: Penjelasan("Klasifikasi", "klasifikasi:000.8", "kode klasifikasi beserta turunannya"),
    Operator.UNIT: Penjelasan("Unit", "unit:diskominfo", "unit yang menulis atau menerima, beserta bawahannya"),
    Operator.BERKAS: Penjelasan("Berkas", "berkas:000.8/001/2026", "isi sebuah berkas: nomor atau kata judulnya"),
    Operator.TTD: Penjelasan("Penandatangan", "ttd:sekda", "nama atau jabatan penandatangan"),
    Operator.SIFAT: Penjelasan("Sifat", "sifat:terbatas", "biasa, terbatas, atau rahasia"),
    Operator.STATUS: Penjelasan("Status", "status:selesai", "di mana naskah atau surat itu berada"),
    Operator.SEBELUM: Penjelasan("Sebelum", "sebelum:2026-03", "bertanggal sebelum hari, bulan, atau tahun itu"),
    Operator.SESUDAH: Penjelasan("Sesudah", 'sesudah:"3 Maret 2026"', "bertanggal sesudah hari, bulan, atau tahun itu"),
    Operator.TAHUN: Penjelasan("Tahun", "tahun:2026", "bertanggal di tahun itu; tahun:2024-2026 untuk beberapa tahun"),
}
#: Other names under which people look for an operator.
ALIAS: Final = {
    "no": Operator.NOMOR,
    "nomer": Operator.NOMOR,
    "perihal": Operator.HAL,
    "pengirim": Operator.DARI,
    "penerima": Operator.KEPADA,
    "kode": Operator.KLASIFIKASI,
    "penandatangan": Operator.TTD,
    "opd": Operator.UNIT,
} | {str(one): one for one in Operator}
#: Of these a question has one value; a later one takes the place of the earlier.
TUNGGAL: Final = frozenset({Operator.SEBELUM, Operator.SESUDAH, Operator.TAHUN})

_ITEM: Final = re.compile(r'(-)?(?:([A-Za-z]{1,20}):\s{0,3})?(?:"([^"]*)"?|([^\s"]+))')
_WAKTU: Final = frozenset({Operator.SEBELUM, Operator.SESUDAH})
_TANGGAL: Final = re.compile(r"(?:tanggal|tgl):", re.IGNORECASE)
_PLAIN: Final = re.compile(r'[^\s"]+')


@dataclass(frozen=True)
class Butir:
    """One thing asked for: a word, a phrase, or the value of an operator; `sambung` is ATAU between two of them."""

    nilai: str
    operator: Operator | None = None
    kecuali: bool = False
    frasa: bool = False
    awalan: bool = False
    sambung: bool = False

    @property
    def teks(self) -> str:
        """As it is typed."""
        if self.sambung:
            return self.nilai
        value = f"{self.nilai}*" if self.awalan else self.nilai
        parted = self.operator is not None and "|" in value and not self.kecuali
        special = self.operator is None and _special(value, self.awalan)
        if self.frasa or parted or special or not _PLAIN.fullmatch(value):
            value = f'"{value}"'
        named = f"{self.operator}:{value}" if self.operator else value
        return f"-{named}" if self.kecuali else named


#: Between two words: one of them is enough. In small letters it is a word like any other, for it stands in every letter.
ATAU: Final = Butir("ATAU", sambung=True)
#: How it may be typed.
SAMBUNG: Final = frozenset({ATAU.nilai, "OR", "|"})


def _special(value: str, awalan: bool) -> bool:
    """Whether a bare word would be read as something else."""
    if value in SAMBUNG or "|" in value:
        return True
    head, colon, _ = value.partition(":")
    return value.startswith("-") or (value.endswith("*") and not awalan) or bool(colon and head.lower() in ALIAS)


def tersisa(butir: tuple[Butir, ...], places: Collection[int]) -> tuple[Butir, ...]:
    """Those at some places, with ATAU between two only where both were alternatives of each other before."""
    found: list[Butir] = []
    joins = joined = False  # an ATAU stands before this one; and one of the same alternatives is kept already
    for n, one in enumerate(butir):
        if one.sambung:
            joins = True
            continue
        joined = joined and joins
        if n in places:
            found += [ATAU, one] if joined else [one]
            joined = True
        joins = False
    return tuple(found)


@dataclass(frozen=True)
class Tanya:
    """A whole question."""

    butir: tuple[Butir, ...] = ()

    @property
    def teks(self) -> str:
        """As it is typed; `urai` makes the same question of it."""
        return " ".join(b.teks for b in self.butir)

    @property
    def kosong(self) -> bool:
        """Nothing is asked for."""
        return not self.butir

    @property
    def operator(self) -> tuple[tuple[int, Butir], ...]:
        """What is shown as a chip: operators and exclusions, with their place."""
        return tuple((n, b) for n, b in enumerate(self.butir) if b.operator or b.kecuali)

    @property
    def kata(self) -> str:
        """The words alone, as they stay in the box beside the chips."""
        return self.hanya(lambda b: not (b.operator or b.kecuali)).teks

    def tanpa(self, n: int) -> "Tanya":
        """Without one of its items."""
        return Tanya(tersisa(self.butir, {at for at in range(len(self.butir)) if at != n}))

    def hanya(self, keep: Callable[[Butir], bool]) -> "Tanya":
        """Of its items only some; what was an alternative of others stays that of those that are left."""
        return Tanya(tersisa(self.butir, {n for n, b in enumerate(self.butir) if keep(b)}))

    def dengan(self, butir: Butir) -> "Tanya":
        """With one more, filters first so that the last word stays the last; it replaces what can be only once."""
        kept = self.hanya(
            lambda b: b != butir and not (butir.operator in TUNGGAL and b.operator == butir.operator)
        ).butir
        return Tanya((butir, *kept)) if butir.operator else Tanya((*kept, butir))


def urai(typed: str) -> Tanya:
    """What somebody typed as a question; never raises, and never makes syntax of any engine (INJ-02).

    An operator nobody knows is a word. Everything over 400 characters or 20 words is left out.
    """
    found: list[Butir] = []
    left = kata.MOST
    for minus, name, quoted, bare in _terpisah(kata.clean(typed[:LONGEST])):
        operator = ALIAS.get(name.lower()) if name else None
        if quoted and not minus and name.lower() in ("tanggal", "tgl") and (meant := waktu.rentang(quoted)):
            found.extend(bertanggal(meant))
            continue
        if name and operator is None:  # «http:…»: no operator, so it is all one word
            quoted, bare = ("", f"{name}:{bare}") if bare else (f"{name} {quoted}", "")
        if bare in SAMBUNG and not (minus or name):
            found.append(ATAU)
            continue
        value = " ".join((quoted or bare).split())
        awalan = bool(bare) and value.endswith("*")
        value = value.rstrip("*") if awalan else value
        value = value.lstrip("-") if bare and operator is None else value
        cost = len(kata.words(value))
        if not (quoted or name) and value.endswith(":") and value[:-1].lower() in ALIAS:
            continue  # an operator whose value has not been typed yet
        if not cost or cost > left:
            continue
        left -= cost
        frasa = bool(quoted) or (operator is None and _special(f"{value}*" if awalan else value, awalan))
        found.append(Butir(value, operator, kecuali=bool(minus), frasa=frasa, awalan=awalan))
    return Tanya(_tersambung([*_secukupnya(_berwaktu(found))]))


def _terpisah(typed: str) -> Iterator[tuple[str, str, str, str]]:
    """The pieces of what was typed; «banjir|longsor» is three, and so is «hal:banjir|longsor», each with its operator."""
    for minus, name, quoted, bare in _ITEM.findall(typed):
        if minus or "|" not in bare or (name and name.lower() not in ALIAS):
            yield minus, name, quoted, bare
            continue
        for part in filter(None, re.split(r"(\|)", bare)):
            yield ("", "", "", part) if part == "|" else ("", name, "", part)


def _tersambung(found: list[Butir]) -> tuple[Butir, ...]:
    """Each ATAU once, and only between two things."""
    kept = [one for one, after in zip(found, [*found[1:], ATAU], strict=False) if not (one.sambung and after.sambung)]
    return tuple(kept[1:] if kept and kept[0].sambung else kept)


def _secukupnya(found: Iterable[Butir]) -> Iterator[Butir]:
    """As many as may be asked at once, ATAU not counted; two dates are more words than «tanggal:2026» was."""
    left = kata.MOST
    for one in found:
        cost = 0 if one.sambung else len(kata.words(one.nilai))
        if cost <= left:
            left -= cost
            yield one


def bertanggal(meant: waktu.Rentang) -> tuple[Butir, Butir]:
    """Dated within a span: the operators leave out the days they name."""
    first, last = meant
    day = timedelta(days=1)
    return (
        Butir((first - day if first > first.min else first).isoformat(), Operator.SESUDAH),
        Butir((last + day if last < last.max else last).isoformat(), Operator.SEBELUM),
    )


def _berwaktu(found: list[Butir]) -> Iterator[Butir]:
    """Dates in several words without quotes, as «sesudah:3 Maret 2026»; and «tanggal:Maret 2026», which is two operators."""
    n = 0
    while n < len(found):
        one, many, meant = found[n], 1, None
        named = _TANGGAL.match(one.nilai) if one.operator is None and not (one.frasa or one.kecuali) else None
        unfinished = one.operator in _WAKTU and not (one.frasa or one.awalan or waktu.rentang(one.nilai))
        if named or unfinished:
            words = [one.nilai[named.end() :] if named else one.nilai]
            for other in found[n + 1 : n + 4]:
                if other.operator or other.kecuali or other.frasa or other.awalan or other.sambung:
                    break
                words.append(other.nilai)
            lengths = range(len(words), 0, -1)
            many, meant = next(((k, m) for k in lengths if (m := waktu.rentang(" ".join(words[:k])))), (1, None))
        if meant and named:
            yield from bertanggal(meant)
        else:
            yield one if many == 1 else replace(one, nilai=" ".join(words[:many]), frasa=True)
        n += many
