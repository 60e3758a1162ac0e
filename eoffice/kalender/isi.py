"""The calendar as lines that people type, and as the data that `organisasi.waktu` reads; both ways, and nothing else."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any, Final

from eoffice.errors import Invalid
from eoffice.organisasi.waktu import HARI

JENIS: Final = {"libur": "libur_nasional", "cuti": "cuti_bersama", "daerah": "libur_daerah"}
"""Word of a line, and the kind of day off."""
LABEL_JENIS: Final = {
    "libur_nasional": "Libur nasional",
    "cuti_bersama": "Cuti bersama",
    "libur_daerah": "Libur daerah",
}
PALING_BANYAK: Final = 60
"""Days off of one year; more is a mistake of the hand."""

_KATA: Final = {value: key for key, value in JENIS.items()}
_RENTANG = re.compile(r"(\d{4}-\d{2}-\d{2})\s*(?:s\.d\.|sampai|-|–)\s*(\d{4}-\d{2}-\d{2})")
_JAM = re.compile(r"(\d{1,2})[.:](\d{2})\s*[-–]\s*(\d{1,2})[.:](\d{2})")

Isi = dict[str, Any]


def tulis_libur(isi: Mapping[str, Any], tahun: int) -> str:
    """The days off of a year, one line each: `2026-01-01; libur; Tahun Baru Masehi`."""
    rows = [r for r in isi["libur"] if str(r["tanggal"]).startswith(f"{tahun:04d}-")]
    return "\n".join(f"{r['tanggal']}; {_KATA.get(r['jenis'], r['jenis'])}; {r['keterangan']}" for r in rows)


def baca_libur(teks: str, tahun: int) -> list[dict[str, str]]:
    """The other way. Raises Invalid naming the line at fault."""
    found: dict[str, dict[str, str]] = {}
    for n, line in enumerate(teks.splitlines(), 1):
        if not line.strip():
            continue
        parts = [part.strip() for part in line.split(";", 2)]
        if len(parts) != 3 or not parts[2]:
            raise Invalid(f"Baris {n} belum lengkap: tulis tanggal; libur, cuti, atau daerah; keterangan.")
        day = _tanggal(parts[0], n)
        if day.year != tahun:
            raise Invalid(f"Baris {n}: {parts[0]} bukan tahun {tahun}.")
        if parts[1].lower() not in JENIS:
            raise Invalid(f"Baris {n}: jenis “{parts[1][:20]}” tidak dikenal; tulis libur, cuti, atau daerah.")
        if parts[0] in found:
            raise Invalid(f"Baris {n}: {parts[0]} sudah ditulis di atasnya.")
        found[parts[0]] = {"tanggal": parts[0], "jenis": JENIS[parts[1].lower()], "keterangan": parts[2][:120]}
    if len(found) > PALING_BANYAK:
        raise Invalid(f"Lebih dari {PALING_BANYAK} hari libur dalam setahun; periksa kembali daftarnya.")
    return [found[key] for key in sorted(found)]


def tulis_ramadan(isi: Mapping[str, Any], tahun: int) -> str:
    """The fasting months that begin in a year: `2026-02-19 s.d. 2026-03-20`."""
    rows = [r for r in isi["ramadan"] if str(r["mulai"]).startswith(f"{tahun:04d}-")]
    return "\n".join(f"{r['mulai']} s.d. {r['sampai']}" for r in rows)


def baca_ramadan(teks: str, tahun: int) -> list[dict[str, str]]:
    """The other way. Raises Invalid naming the line at fault."""
    found = []
    for n, line in enumerate(filter(str.strip, teks.splitlines()), 1):
        match = _RENTANG.fullmatch(line.strip())
        if match is None:
            raise Invalid(f"Ramadan baris {n}: tulis misalnya 2026-02-19 s.d. 2026-03-20.")
        first, last = _tanggal(match[1], n), _tanggal(match[2], n)
        if first.year != tahun or not 28 <= (last - first).days + 1 <= 31:
            raise Invalid(f"Ramadan baris {n}: mulainya tahun {tahun} dan panjangnya 29 atau 30 hari.")
        found.append({"mulai": match[1], "sampai": match[2]})
    return found


def tulis_jam(windows: Sequence[Sequence[str]]) -> str:
    """The openings of one day: `07.30-12.00, 13.00-16.00`; "" when it stays closed."""
    return ", ".join(f"{a.replace(':', '.')}-{b.replace(':', '.')}" for a, b in windows)


def baca_jam(teks: str, hari: str) -> list[list[str]]:
    """The other way. Raises Invalid when it is no time or runs backwards."""
    found: list[list[str]] = []
    for part in filter(None, (each.strip() for each in teks.split(","))):
        match = _JAM.fullmatch(part)
        try:
            if match is None:
                raise ValueError
            edges = [time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4]))]
        except ValueError:
            raise Invalid(f"Jam {hari} “{part[:20]}” tidak dapat dibaca; tulis misalnya 07.30-12.00.") from None
        found.append([f"{edge:%H:%M}" for edge in edges])
    flat = [edge for window in found for edge in window]
    if flat != sorted(set(flat)):
        raise Invalid(f"Jam {hari} tidak berurutan.")
    return found


def jam_dari(form: Mapping[str, str], awalan: str) -> dict[str, list[list[str]]]:
    """Seven fields of a form, `<awalan>_senin` to `_minggu`; days without an opening are left out."""
    days = {hari: baca_jam(form.get(f"{awalan}_{hari}", ""), hari) for hari in HARI}
    found = {hari: windows for hari, windows in days.items() if windows}
    if not found:
        raise Invalid("Isi paling sedikit satu hari kerja.")
    return found


def dengan_libur(isi: Isi, *, tahun: int, dasar: str, tetap: bool, libur: Iterable[Isi], ramadan: Iterable[Isi]) -> Isi:
    """The calendar with the days off and the fasting month of one year replaced."""
    mark = f"{tahun:04d}-"
    days = [r for r in isi["libur"] if not str(r["tanggal"]).startswith(mark)] + list(libur)
    months = [r for r in isi["ramadan"] if not str(r["mulai"]).startswith(mark)] + list(ramadan)
    years = {
        **isi.get("tahun", {}),
        str(tahun): {"dasar": dasar, "status": "ketetapan" if tetap else "perkiraan"},
    }
    return {
        **isi,
        "tahun": dict(sorted(years.items())),
        "libur": sorted(days, key=lambda r: str(r["tanggal"])),
        "ramadan": sorted(months, key=lambda r: str(r["mulai"])),
    }


def dengan_jam(isi: Isi, *, unit_id: int | None, jam: Isi) -> Isi:
    """The calendar with hours added for the city, or for one perangkat daerah; those of the same date are replaced."""
    key = "jam_baru" if unit_id is None else "jam_unit"
    new = jam if unit_id is None else {**jam, "unit_id": unit_id}
    same = (new.get("unit_id"), new["sejak"])
    kept = [r for r in isi.get(key, ()) if (r.get("unit_id"), r["sejak"]) != same]
    return {**isi, key: sorted([*kept, new], key=lambda r: (int(r.get("unit_id") or 0), str(r["sejak"])))}


def dengan_batas(isi: Isi, batas: Isi) -> Isi:
    """The calendar with limits that hold from a date on; those of the same date are replaced."""
    kept = [r for r in isi.get("batas", ()) if r["sejak"] != batas["sejak"]]
    return {**isi, "batas": sorted([*kept, batas], key=lambda r: str(r["sejak"]))}


def beda_libur(lama: Mapping[str, Any], baru: Mapping[str, Any]) -> tuple[list[Isi], list[Isi]]:
    """Days off that come in, and those that go (or change their kind)."""
    before = {r["tanggal"]: r for r in lama["libur"]}
    after = {r["tanggal"]: r for r in baru["libur"]}
    come = [r for day, r in after.items() if before.get(day, {}).get("jenis") != r["jenis"]]
    return come, [r for day, r in before.items() if day not in after]


def _tanggal(teks: str, baris: int) -> date:
    try:
        return date.fromisoformat(teks)
    except ValueError:
        raise Invalid(f"Baris {baris}: “{teks[:20]}” bukan tanggal; tulis misalnya 2026-01-01.") from None
