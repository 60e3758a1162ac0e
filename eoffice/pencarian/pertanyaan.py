"""A question as an address: what was typed and what was chosen in the fields, merged so that neither loses the other."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Final
from urllib.parse import parse_qs, urlencode

from eoffice.arsip.queries.pencarian import Urutan
from eoffice.search import tanya, waktu
from eoffice.search.tanya import Butir, Operator, Tanya

#: The fields of the form, each with the operator that says the same in the box.
ISIAN: Final[dict[str, Operator]] = {f"s_{each}": each for each in Operator}
_TANGGAL: Final = frozenset({Operator.SEBELUM, Operator.SESUDAH})
#: What an address says for the other order than newest first.
COCOK: Final = "cocok"
#: Pages that the way back remembers.
JEJAK: Final = 30

PATH: Final = "/cari"
KOSONG: Final = Tanya()


@dataclass(frozen=True)
class Pertanyaan:
    """What is asked, in which order, from where on; all of it stands in one address that can be kept.

    `sesudah` is where the page starts, `balik` where the pages before it started, oldest first.
    """

    tanya: Tanya = KOSONG
    urut: str = ""
    sesudah: str = ""
    balik: tuple[str, ...] = ()

    @property
    def kosong(self) -> bool:
        """Nothing is asked for."""
        return self.tanya.kosong

    @property
    def urutan(self) -> Urutan:
        """The order, for the engine."""
        return Urutan.RELEVANSI if self.urut == COCOK else Urutan.TERBARU

    @cached_property
    def kueri(self) -> str:
        """The question and its order as parameters, without the place in the list: what is saved and shared."""
        return urlencode([(n, v) for n, v in (("q", self.tanya.teks), ("urut", self.urut)) if v])

    def alamat(self, path: str = PATH) -> str:
        """The address of the question from its first hit on."""
        return f"{path}?{self.kueri}" if self.kueri else path

    def dengan(self, isi: Tanya) -> str:
        """The address of another question in the same order."""
        return Pertanyaan(isi, self.urut).alamat()

    def terurut(self, urut: str) -> str:
        """The address of the same question in an order."""
        return Pertanyaan(self.tanya, urut).alamat()

    def lanjut(self, sesudah: str) -> str:
        """The address of the page after this one, "" when there is none."""
        return self._page(sesudah, (*self.balik, self.sesudah)[-JEJAK:]) if sesudah else ""

    def kembali(self) -> str:
        """The address of the page before this one, "" on the first."""
        if not self.sesudah:
            return ""
        return self._page(self.balik[-1] if self.balik else "", self.balik[:-1])

    def _page(self, sesudah: str, balik: tuple[str, ...]) -> str:
        more = [("sesudah", sesudah)] if sesudah else []
        return f"{PATH}?{urlencode([*parse_pairs(self.kueri), *more, *(('balik', b) for b in balik if sesudah)])}"


def parse_pairs(kueri: str) -> list[tuple[str, str]]:
    """The parameters of a query string, in order."""
    return [(name, value) for name, values in parse_qs(kueri).items() for value in values]


def dari_kueri(kueri: str) -> Pertanyaan:
    """A saved question."""
    said = dict(parse_pairs(kueri))
    return Pertanyaan(tanya.urai(said.get("q", "")), COCOK if said.get("urut") == COCOK else "")


def isian(shown: Tanya) -> dict[str, str]:
    """What the fields say of a question: the value of each operator that has just one.

    Several values of one operator, or an exclusion, stay chips; the field is then empty and leaves them alone.
    """
    found = dict.fromkeys(ISIAN, "")
    for name, operator in ISIAN.items():
        values = [b for b in shown.butir if b.operator is operator]
        if len(values) == 1 and not values[0].kecuali:
            found[name] = _field(operator, values[0].nilai)
    return found


def _field(operator: Operator, nilai: str) -> str:
    """A value as its field shows it; a month or year in words does not fit into a field for a day."""
    if operator not in _TANGGAL:
        return nilai
    meant = waktu.rentang(nilai)
    return meant[0].isoformat() if meant is not None and meant[0] == meant[1] else ""


def gabung(typed: Tanya, shown: Tanya | None, chosen: Mapping[str, str]) -> Tanya:
    """What was typed, with what was changed in the fields since the page was made.

    A field that says what it said when the page was made was not touched: what is typed then counts, whatever it is.

    Args:
        shown: the question that the page was made of; None for an address that somebody wrote or kept.
        chosen: values of the fields by name; a field that did not come was not shown.
    """
    before = isian(shown) if shown is not None else dict.fromkeys(ISIAN, "")
    merged = typed
    for name, value in chosen.items():
        operator = ISIAN[name]
        if value == before[name]:
            continue
        if before[name] or not value:
            merged = merged.hanya(lambda b, operator=operator: b.operator is not operator or b.kecuali)  # type: ignore[misc]
        if value:
            merged = merged.dengan(Butir(value, operator))
    return merged


def hari(operator: Operator, day: date) -> Butir:
    """From or up to a day that is itself included: the operators leave out the day they name."""
    step = timedelta(days=-1 if operator is Operator.SESUDAH else 1)
    return Butir((day + step).isoformat(), operator)


def pada(asked: Pertanyaan, sesudah: str, balik: tuple[str, ...]) -> Pertanyaan:
    """The same question from somewhere on."""
    return replace(asked, sesudah=sesudah, balik=balik if sesudah else ())
