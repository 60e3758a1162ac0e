"""The own fields of a naskah as values: leniently for a konsep, and what is still missing at ajukan.

Readers never raise, whatever is kept: an older naskah may hold another shape, and a konsep may hold nothing.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from eoffice.naskah.jenis.rupa import Jenis, Kolom

Rincian = Mapping[str, Any]

#: What a konsep prints where something is missing.
TITIK: Final = "……"
_JAM: Final = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")


@dataclass(frozen=True)
class Orang:
    """One person as an official record names one."""

    nama: str = ""
    nip: str = ""
    pangkat: str = ""
    golongan: str = ""
    jabatan: str = ""

    @property
    def pangkat_golongan(self) -> str:
        """``Penata Tingkat I, III/d``, or the one that is known."""
        return ", ".join(word for word in (self.pangkat, self.golongan) if word)


def teks(rincian: Rincian, nama: str) -> str:
    """Text of a teks, teks_panjang or pilihan; ''."""
    value = rincian.get(nama)
    return "" if value is None or isinstance(value, (list, dict)) else str(value)


def tanggal(rincian: Rincian, nama: str) -> date | None:
    """The day of a tanggal; None when it is missing or none."""
    try:
        return date.fromisoformat(teks(rincian, nama))
    except ValueError:
        return None


def pukul(rincian: Rincian, nama: str) -> str:
    """A waktu as it is printed, ``09.00``; ''."""
    found = _JAM.fullmatch(teks(rincian, nama))
    return f"{found[1]}.{found[2]}" if found else ""


def bilangan(rincian: Rincian, nama: str) -> int | None:
    """A whole number; None when it is missing or none."""
    value = rincian.get(nama)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def daftar(rincian: Rincian, nama: str) -> tuple[str, ...]:
    """Lines of a daftar."""
    value = rincian.get(nama)
    return tuple(str(line) for line in value if str(line).strip()) if isinstance(value, (list, tuple)) else ()


def baris(rincian: Rincian, nama: str) -> tuple[Rincian, ...]:
    """Rows of baris or orang, each to be read with these same functions."""
    value = rincian.get(nama)
    return tuple(map(_row, value)) if isinstance(value, (list, tuple)) else ()


def _row(value: Any) -> Rincian:
    """A row; people were once kept as one line "Nama | NIP | Pangkat/Gol. | Jabatan"."""
    if isinstance(value, Mapping):
        return value
    parts = [part.strip() for part in str(value).split("|")] + [""] * 4
    return dict(zip(("nama", "nip", "pangkat", "jabatan"), parts, strict=False))


def orang(rincian: Rincian, nama: str) -> tuple[Orang, ...]:
    """People of a kolom of bentuk orang."""
    return tuple(
        Orang(**{part: teks(row, part) for part in ("nama", "nip", "pangkat", "golongan", "jabatan")})
        for row in baris(rincian, nama)
    )


def kosong(value: Any) -> bool:
    """Was nothing filled in? Zero is something."""
    return value is None or value == "" or value == [] or value == {}


def label(kind: Jenis, nama: str) -> str:
    """What the form calls a field."""
    return next((k.label for k in kind.kolom if k.nama == nama), nama)


def kurang(kind: Jenis, rincian: Rincian) -> dict[str, str]:
    """What the own fields of a jenis still miss: id of the field in the form → sentence, in the order of the form."""
    found: dict[str, str] = {}
    for kolom in kind.kolom:
        rows = baris(rincian, kolom.nama) if kolom.berbaris else ()
        if kolom.wajib and (not rows if kolom.berbaris else kosong(rincian.get(kolom.nama))):
            found[kolom.nama] = f"Isi {_kecil(kolom.label)}."
        for number, row in enumerate(rows, 1):
            where = f"{kolom.label}, {_kecil(kolom.butir)} {number}" if kolom.banyak else kolom.label
            for part in kolom.kolom:
                if part.wajib and kosong(row.get(part.nama)):
                    found[f"{kolom.nama}-{number}-{part.nama}"] = f"{where}: isi {_kecil(part.label)}."
    for rule in kind.syarat:
        for name, sentence in rule(rincian).items():
            found.setdefault(name, sentence)
    return found


def _kecil(words: str) -> str:
    """The words with a small first letter, unless they begin with an abbreviation like NIP."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]


def sebagai_teks(kolom: Kolom | None, value: Any) -> str:
    """A value as people read it, one line each for lines and rows: for redline and search."""
    if kolom is not None and kolom.berbaris:
        parts = {k.nama: k for k in kolom.kolom}
        return "\n".join(_row_text(parts, row) for row in baris({"_": value}, "_"))
    if kolom is not None and kolom.bentuk == "pilihan":
        return dict(kolom.opsi).get(str(value or ""), str(value or ""))
    if isinstance(value, (list, tuple)):
        return "\n".join(sebagai_teks(None, item) for item in value)
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {sebagai_teks(None, item)}" for name, item in value.items() if not kosong(item))
    return "" if value is None else str(value)


def _row_text(parts: Mapping[str, Kolom], row: Rincian) -> str:
    words = [
        f"{parts[name].label if name in parts else name}: {sebagai_teks(parts.get(name), row.get(name))}"
        for name in dict.fromkeys([*parts, *row])
        if not kosong(row.get(name))
    ]
    return "; ".join(words).replace("\n", " / ")


def kata(value: Any) -> list[str]:
    """Every filled-in word of a value, whatever its shape, without labels: for the index."""
    if isinstance(value, Mapping):
        return [word for item in value.values() for word in kata(item)]
    if isinstance(value, (list, tuple)):
        return [word for item in value for word in kata(item)]
    return [] if kosong(value) else [str(value)]
