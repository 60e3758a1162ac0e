"""Reading a calendar from its data: the file that comes with the program, or a version that the city set."""

import json
from collections.abc import Iterable, Mapping
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Any, Final

from eoffice.errors import Invalid
from eoffice.organisasi.waktu.jadwal import HARI, Batas, JamKerja, Jendela, Kalender, Libur

DATA: Final = Path(__file__).parents[1] / "data" / "hari_libur.json"


def muat_kalender(path: Path = DATA) -> Kalender:
    """The calendar of the city from its data file (libur nasional, cuti bersama, Ramadan, office hours).

    Raises:
        Invalid: the file is not a calendar; the sentence names the entry at fault.
    """
    return _load(path, path.stat().st_mtime_ns)


@cache
def _load(path: Path, _changed: int) -> Kalender:
    return kalender_dari(json.loads(path.read_text(encoding="utf-8")))


def kalender_dari(isi: Mapping[str, Any]) -> Kalender:
    """A calendar from parsed JSON, in the form of `data/hari_libur.json`."""
    try:
        return Kalender(
            versi=isi["versi"],
            libur={date.fromisoformat(r["tanggal"]): Libur(r["jenis"], r["keterangan"]) for r in isi["libur"]},
            ramadan=tuple((date.fromisoformat(r["mulai"]), date.fromisoformat(r["sampai"])) for r in isi["ramadan"]),
            jam=_jam(isi["jam"]["reguler"]),
            jam_ramadan=_jam(isi["jam"]["ramadan"]),
            dasar={int(tahun): str(row["dasar"]) for tahun, row in isi.get("tahun", {}).items()},
            jam_baru=tuple(sorted((_jam_kerja(r) for r in isi.get("jam_baru", ())), key=lambda j: j.sejak)),
            jam_unit=_jam_unit(isi.get("jam_unit", ())),
            batas=tuple(
                sorted(((date.fromisoformat(r["sejak"]), _batas(r)) for r in isi.get("batas", ())), key=lambda b: b[0])
            ),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Invalid(f"Kalender kerja tidak dapat dibaca: {error}. Periksa tanggal dan jamnya.") from error


def _jam(isi: Mapping[str, Any]) -> dict[int, tuple[Jendela, ...]]:
    found: dict[int, tuple[Jendela, ...]] = {}
    for hari, windows in isi.items():
        parsed = tuple((time.fromisoformat(buka), time.fromisoformat(tutup)) for buka, tutup in windows)
        edges = [edge for window in parsed for edge in window]
        if edges != sorted(set(edges)):
            raise ValueError(f"jam kerja hari {hari} tidak berurutan")
        found[HARI.index(hari)] = parsed
    return found


def _jam_kerja(isi: Mapping[str, Any]) -> JamKerja:
    sampai = date.fromisoformat(isi["sampai"]) if isi.get("sampai") else None
    return JamKerja(date.fromisoformat(isi["sejak"]), _jam(isi["reguler"]), _jam(isi["ramadan"]), sampai)


def _jam_unit(rows: Iterable[Mapping[str, Any]]) -> dict[int, tuple[JamKerja, ...]]:
    found: dict[int, list[JamKerja]] = {}
    for row in rows:
        found.setdefault(int(row["unit_id"]), []).append(_jam_kerja(row))
    return {unit: tuple(sorted(each, key=lambda j: j.sejak)) for unit, each in found.items()}


def _batas(isi: Mapping[str, Any]) -> Batas:
    hours = {name: int(isi[name]) for name in ("amat_segera_jam", "segera_jam", "biasa_hari", "disposisi_pertama_hari")}
    hours["unit_hari"] = int(isi.get("unit_hari", Batas.unit_hari))
    jenis = {str(kode): int(hari) for kode, hari in isi.get("jenis", {}).items()}
    if min(*hours.values(), *jenis.values()) < 1:
        raise ValueError("batas waktu paling sedikit satu jam atau satu hari kerja")
    today = bool(isi.get("unit_hari_ini", Batas.unit_hari_ini))
    return Batas(segera_lewati_libur=bool(isi["segera_lewati_libur"]), unit_hari_ini=today, jenis=jenis, **hours)
