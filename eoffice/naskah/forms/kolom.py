"""The own fields of a jenis as they are posted: read and checked, shown again as typed, and rows moved about.

A row is posted as one value of each of its fields, in parallel lists named ``kepada.nama``, ``kepada.nip``.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from eoffice.naskah.jenis import Kolom, rincian
from eoffice.web.fields import Fields, Form

#: Longest text of a daftar or teks_panjang, characters.
PALING_PANJANG: Final = 12_000
_JAM: Final = re.compile(r"([01]?[0-9]|2[0-3])[.:]([0-5][0-9])")
_ANGKA: Final = re.compile(r"[0-9]{1,9}")
#: What a button beside a row asks for: field, row counted from 1, and the deed.
_SUSUN: Final = re.compile(r"([a-z_]{1,40}):([0-9]{1,3}):(naik|turun|hapus|tambah)")
SUSUN: Final = "susun"

Baris = dict[str, str]


def baca(f: Fields, form: Form, kolom: Sequence[Kolom]) -> dict[str, Any]:
    """Every own field of a form, as `naskah.rincian` keeps it; mistakes are noted in `f`."""
    return {k.nama: _rows(f, form, k) if k.berbaris else _value(f, k, k.nama, k.label, _one(f, form, k)) for k in kolom}


def _one(f: Fields, form: Form, k: Kolom) -> str:
    values = form.getlist(k.nama)
    if len(values) > 1:
        f.wrong(k.nama, f"{k.label} hanya boleh diisi satu kali.")
    return values[0] if values else ""


def _rows(f: Fields, form: Form, k: Kolom) -> list[dict[str, Any]]:
    found = []
    for number, row in enumerate(terketik(form, k), 1):
        if not any(value.strip() for value in row.values()):
            continue
        where = f"{k.label}, {k.butir.lower()} {number}" if k.banyak else k.label
        found.append(
            {
                part.nama: _value(f, part, f"{k.nama}-{number}-{part.nama}", f"{where}: {part.label}", row[part.nama])
                for part in k.kolom
            }
        )
    most = k.paling_banyak if k.banyak else 1
    if len(found) > most:
        f.wrong(k.nama, f"{k.label}: paling banyak {most} {k.butir.lower()}.")
    return found


def _value(f: Fields, k: Kolom, name: str, label: str, raw: str) -> Any:
    """One value by its bentuk; what can never be right is noted under `name`."""
    if k.bentuk in ("daftar", "teks_panjang"):
        text = f.lines(name, label, raw, max=PALING_PANJANG if k.bentuk == "daftar" else k.paling_panjang)
        return text if k.bentuk == "teks_panjang" else _lines(f, k, name, label, text)
    text = f.cell(name, label, raw, max=k.paling_panjang)
    if not text:
        return None if k.bentuk == "bilangan" else ""
    if k.bentuk == "tanggal":
        return _day(f, name, label, text)
    if k.bentuk == "waktu":
        time = _JAM.fullmatch(text)
        if time is None:
            f.wrong(name, f"{label} harus berupa jam, misalnya 09.00.")
            return ""
        return f"{int(time[1]):02d}:{time[2]}"
    if k.bentuk == "bilangan":
        return _number(f, k, name, label, text)
    if k.bentuk == "pilihan" and text not in dict(k.opsi):
        f.wrong(name, f"{label} memuat pilihan yang tidak dikenal.")
        return ""
    return text


def _lines(f: Fields, k: Kolom, name: str, label: str, text: str) -> list[str]:
    found = [" ".join(line.split()) for line in text.split("\n") if line.strip()]
    if any(len(line) > k.paling_panjang for line in found):
        f.wrong(name, f"{label}: setiap baris paling panjang {k.paling_panjang} karakter.")
    if len(found) > k.paling_banyak:
        f.wrong(name, f"{label}: paling banyak {k.paling_banyak} baris.")
    return found


def _day(f: Fields, name: str, label: str, text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or len(text) != 10 or not 1945 <= day.year <= 2100:
        f.wrong(name, f"{label} harus berupa tanggal yang ada, misalnya 2026-11-22.")
        return ""
    return day.isoformat()


def _number(f: Fields, k: Kolom, name: str, label: str, text: str) -> int | None:
    if not _ANGKA.fullmatch(text):
        f.wrong(name, f"{label} harus bilangan bulat.")
        return None
    value = int(text)
    if not k.terkecil <= value <= k.terbesar:
        f.wrong(name, f"{label} harus antara {k.terkecil} dan {k.terbesar}.")
    return value


def terketik(form: Form, k: Kolom) -> list[Baris]:
    """The rows of one field exactly as they were typed, empty ones too; one more than may be kept is read."""
    most = (k.paling_banyak if k.banyak else 1) + 2
    columns = {part.nama: form.getlist(f"{k.nama}.{part.nama}")[:most] for part in k.kolom}
    count = max((len(values) for values in columns.values()), default=0)
    return [{name: v[i] if i < len(v) else "" for name, v in columns.items()} for i in range(count)]


def tampil(k: Kolom, value: Any) -> str | list[Baris]:
    """A kept value as the form shows it: text, or rows of text."""
    if k.berbaris:
        rows = rincian.baris({"_": value}, "_")
        return [{part.nama: str(tampil(part, row.get(part.nama))) for part in k.kolom} for row in rows]
    return "\n".join(map(str, value)) if isinstance(value, (list, tuple)) else "" if value is None else str(value)


def tampil_ketikan(form: Form, k: Kolom) -> str | list[Baris]:
    """A posted value as the form shows it again, right or wrong."""
    if k.berbaris:
        return terketik(form, k)
    values = form.getlist(k.nama)
    return values[0] if values else ""


def susun(form: Form, kept: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """The fields after the row button that was pressed without scripts, and the field it belongs to ('' for none)."""
    found = _SUSUN.fullmatch((form.getlist(SUSUN) or [""])[0])
    values = dict(kept)
    if found is None or not isinstance(values.get(found[1]), list):
        return values, ""
    name, at, deed = found[1], int(found[2]) - 1, found[3]
    rows = list(values[name])
    if 0 <= at < len(rows):
        row = rows[at]
        if deed == "hapus":
            del rows[at]
        elif deed in ("naik", "turun"):
            del rows[at]
            rows.insert(max(0, at - 1) if deed == "naik" else at + 1, row)
    values[name] = rows
    return values, name
