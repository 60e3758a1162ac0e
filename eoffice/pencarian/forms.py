"""What the search page is asked with, and what the forms of saved searches post, as values."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from eoffice.pencarian.actions import Kepada
from eoffice.pencarian.models import PANJANG_NAMA
from eoffice.pencarian.pertanyaan import COCOK, ISIAN, JEJAK, Pertanyaan, dari_kueri, gabung, hari, pada
from eoffice.search import tanya
from eoffice.search.tanya import Butir, Operator
from eoffice.web.fields import Form, reading

#: Characters of a field, and of the mark at which a page starts.
_ISIAN: Final = 100
_TANDA: Final = 80
#: Fields of addresses from before there were operators; they go on working.
_LAMA: Final[dict[str, Operator]] = {
    "pengirim": Operator.DARI,
    "kode": Operator.KLASIFIKASI,
    "kode_teks": Operator.KLASIFIKASI,
    "jenis": Operator.JENIS,
}
_LAMA_TANGGAL: Final = {"dari": Operator.SESUDAH, "sampai": Operator.SEBELUM}


def pertanyaan(form: Form, unit: str = "") -> tuple[Pertanyaan, bool]:
    """The question, and whether its address says it in the one way in which it is kept.

    Nothing that is typed is refused here: the engine makes words of anything, and says which values it does not know.

    Args:
        unit: the abbreviation of the unit that an old address names by id.
    """
    chosen = dict(_chosen(form))
    shown = tanya.urai(_one(form, "asal", tanya.LONGEST)) if form.getlist("asal") else None
    asked = gabung(tanya.urai(_one(form, "q", tanya.LONGEST)), shown, chosen)
    older = list(_older(form)) + ([Butir(unit, Operator.DARI)] if unit else [])
    for butir in older:
        asked = asked.dengan(butir)
    written = Pertanyaan(tanya.urai(asked.teks), COCOK if _one(form, "urut") == COCOK else "")
    balik = tuple(b[:_TANDA] for b in form.getlist("balik") if len(b) <= _TANDA)[-JEJAK:]
    plain = not (chosen or older or form.getlist("asal") or form.getlist("unit"))
    return pada(written, _one(form, "sesudah", _TANDA), balik), plain


def _one(form: Form, name: str, most: int = _ISIAN) -> str:
    return " ".join((form.getlist(name) or [""])[0][:most].replace("\x00", " ").split())


def _chosen(form: Form) -> Iterator[tuple[str, str]]:
    for name in ISIAN:
        typed = f"{name}_teks"
        if form.getlist(name) or form.getlist(typed):
            yield name, _one(form, name) or _one(form, typed)


def _older(form: Form) -> Iterator[Butir]:
    seen: set[Operator] = set()
    for name, operator in _LAMA.items():
        value = _one(form, name)
        if value and operator not in seen:
            seen.add(operator)
            yield Butir(value, operator)
    for name, operator in _LAMA_TANGGAL.items():
        value = _one(form, name)
        if value:
            yield _day(operator, value)


def _day(operator: Operator, value: str) -> Butir:
    """An old address names the first and the last day; what is no day is left for the engine to say so."""
    try:
        return hari(operator, date.fromisoformat(value))
    except (ValueError, OverflowError):
        return Butir(value, operator)


@dataclass(frozen=True)
class Simpanan:
    """A question to be kept."""

    nama: str
    kueri: str
    sematkan: bool


def simpanan(form: Form) -> Simpanan:
    """The form beside the results. Raises Invalid."""
    asked = dari_kueri((form.getlist("kueri") or [""])[0][:2000].replace("\x00", ""))
    with reading(form) as f:
        nama = f.text("nama", "Nama", max=PANJANG_NAMA, min=2)
        sematkan = f.flag("sematkan")
        if asked.kosong:
            f.wrong("nama", "Cari sesuatu dahulu; pencarian kosong tidak disimpan.")
    return Simpanan(nama, asked.kueri, sematkan)


@dataclass(frozen=True)
class Ubahan:
    """A saved search as changed."""

    nama: str
    sematkan: bool
    kepada: Kepada
    versi: int


def ubahan(form: Form) -> Ubahan:
    """Name, pin, and with whom it is shared. Raises Invalid."""
    with reading(form) as f:
        nama = f.text("nama", "Nama", max=PANJANG_NAMA, min=2)
        sematkan, versi = f.flag("sematkan"), f.version()
        units = f.integers("unit", "Unit", required=False, most=30)
        people = f.integers("pegawai", "Orang", required=False, most=30)
    return Ubahan(nama, sematkan, Kepada(frozenset(units), frozenset(people)), versi)
