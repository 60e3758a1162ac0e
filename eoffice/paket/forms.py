"""Posted fields of the pages of packages, as values."""

from dataclasses import dataclass
from datetime import date

from eoffice.arsip.states import Objek
from eoffice.paket.baca.kolom import KOLOM
from eoffice.paket.queries import Rujukan
from eoffice.paket.states import Format, StatusBaris
from eoffice.web.fields import Form, reading


@dataclass(frozen=True)
class Pesanan:
    """What somebody wants packed: berkas, single records, or a unit in a period."""

    format: Format
    berkas: tuple[int, ...] = ()
    pilihan: tuple[Rujukan, ...] = ()
    unit_id: int | None = None
    dari: date | None = None
    sampai: date | None = None


def rujukan(form: Form) -> tuple[Rujukan, ...]:
    """Ticked records, each as `naskah:17`; nonsense is left out, for rights are asked afterwards anyway."""
    found = []
    for value in form.getlist("pilih")[:2000]:
        objek, _, number = value.partition(":")
        if objek in list(Objek) and number.isascii() and number.isdigit() and len(number) < 18:
            found.append((Objek(objek), int(number)))
    return tuple(found)


def pesanan(form: Form) -> Pesanan:
    """The order. Raises Invalid with every mistake."""
    with reading(form) as f:
        bentuk = f.choice("format", "Format", Format)
        berkas = tuple(f.integers("berkas", "Berkas", required=False, most=500))
        chosen = rujukan(form)
        unit = f.maybe_integer("unit_id", "Unit pengolah")
        dari, sampai = f.maybe_date("dari", "Dari tanggal"), f.maybe_date("sampai", "Sampai tanggal")
        if not berkas and not chosen:
            if unit is None:
                f.wrong("unit_id", "Pilih unit pengolahnya, atau pilih berkas lebih dahulu.")
            if dari is None:
                f.wrong("dari", "Isi tanggal awalnya.")
            if sampai is None:
                f.wrong("sampai", "Isi tanggal akhirnya.")
    return Pesanan(bentuk, berkas, chosen, unit, dari, sampai)


@dataclass(frozen=True)
class Bawaan:
    """What is brought in: for which unit, from where, and who reads what is above Terbatas."""

    unit_id: int
    asal: str
    pejabat_id: int | None


def bawaan(form: Form) -> Bawaan:
    """What came with an upload. Raises Invalid."""
    with reading(form) as f:
        found = Bawaan(
            f.integer("unit_id", "Unit pengolah"),
            f.text("asal", "Asal arsip", max=200),
            f.maybe_integer("pejabat_id", "Pejabat yang membaca"),
        )
    return found


def pemetaan(form: Form) -> dict[str, str]:
    """Our field → the chosen column."""
    with reading(form) as f:
        found = {k.nama: f.text(f"k_{k.nama}", k.label, max=100, required=False) for k in KOLOM}
    return found


def keadaan(form: Form) -> StatusBaris | None:
    """Which rows are asked for."""
    with reading(form) as f:
        found = f.maybe_choice("keadaan", "Keadaan", StatusBaris)
    return found
