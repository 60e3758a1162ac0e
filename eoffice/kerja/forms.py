"""Posted fields of the work lists."""

from dataclasses import dataclass

from eoffice.errors import Invalid
from eoffice.kerja import konteks
from eoffice.kerja.konteks import Konteks
from eoffice.kerja.queries import PALING_BANYAK
from eoffice.kerja.states import Objek, Tindakan
from eoffice.web.fields import Form, reading


@dataclass(frozen=True)
class Massal:
    """Many that were chosen, what to do to them, and from which list."""

    tindakan: Tindakan
    pilih: tuple[tuple[Objek, int, int], ...]
    semua: bool
    alasan: str
    konteks: Konteks | None


def massal(form: Form, *, beralasan: bool = False) -> Massal:
    """The chosen rows, each as `surat-12` or, after the preview, `surat-12-3` with its version.

    Raises:
        Invalid: no such action, nothing chosen, too many, or the reason is missing.
    """
    with reading(form) as f:
        tindakan = f.choice("tindakan", "Tindakan", Tindakan)
        alasan = f.text("alasan", "Alasan", max=400, required=False)
        semua = f.flag("semua")
        raw = form.getlist("butir")
        found = [one for one in map(_pilihan, raw[: PALING_BANYAK + 1]) if one is not None]
        if len(raw) > PALING_BANYAK:
            f.wrong("butir", f"Paling banyak {PALING_BANYAK} sekaligus.")
        elif not found and not semua:
            f.wrong("butir", "Belum ada yang dicentang.")
        if beralasan and tindakan is Tindakan.BACA_SAJA and len(alasan) < 5:
            f.wrong("alasan", "Tulis mengapa surat-surat ini tidak perlu disposisi.")
    return Massal(tindakan, tuple(found), semua, alasan, konteks.dari_teks(_one(form, "asal")))


def dicentang(form: Form) -> list[tuple[Objek, int, int]]:
    """The ticked rows, as many as may go together."""
    found = map(_pilihan, form.getlist("butir")[:PALING_BANYAK])
    return [one for one in found if one is not None]


def _one(form: Form, name: str) -> str:
    return (form.getlist(name) or [""])[0]


def _pilihan(raw: str) -> tuple[Objek, int, int] | None:
    parts = raw.split("-")
    if len(parts) not in (2, 3) or parts[0] not in set(Objek):
        return None
    if not all(p.isascii() and p.isdigit() and len(p) < 18 for p in parts[1:]):
        return None
    return Objek(parts[0]), int(parts[1]), int(parts[2]) if len(parts) == 3 else 0


@dataclass(frozen=True)
class Tampilan:
    """A saved view as posted."""

    nama: str
    sematkan: bool
    bagikan: bool


def tampilan(form: Form) -> Tampilan:
    """Name, pinned, shared. Raises Invalid."""
    with reading(form) as f:
        nama = f.text("nama", "Nama", max=60, min=2)
        sematkan, bagikan = f.flag("sematkan"), f.flag("bagikan")
    return Tampilan(nama, sematkan, bagikan)


def asal(form: Form) -> Konteks:
    """The list that a form was opened from. Raises Invalid when it names none."""
    found = konteks.dari_teks(_one(form, "asal"))
    if found is None:
        raise Invalid("Daftar asalnya tidak dikenal. Buka daftarnya, lalu ulangi.")
    return found
