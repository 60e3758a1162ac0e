"""The three forms of the calendar page; each gives the whole calendar as it would become."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from eoffice import clock
from eoffice.errors import Invalid
from eoffice.kalender import isi
from eoffice.kalender.actions import Usul
from eoffice.organisasi.waktu import HARI
from eoffice.web.fields import Fields, Form, reading

BAGIAN: Final = ("libur", "jam", "batas")
TAHUN: Final = (2020, 2100)
_ANGKA: Final = {
    "amat_segera_jam": ("Amat segera, jam", 1, 240),
    "segera_jam": ("Segera, jam", 1, 480),
    "biasa_hari": ("Biasa, hari kerja", 1, 60),
    "disposisi_pertama_hari": ("Disposisi pertama, hari kerja", 1, 30),
}


def usul(form: Form, kini: Mapping[str, Any], units: Mapping[int, str]) -> Usul:
    """What was filled in, applied to the calendar as data.

    Args:
        kini: content of the calendar in force.
        units: perangkat daerah that may have hours of their own, by id.
    Raises:
        Invalid: with every field at once.
    """
    part = next(iter(form.getlist("bagian")), "")
    with reading(form) as f:
        if part not in BAGIAN:
            f.wrong("bagian", "Bagian itu tidak dikenal; muat ulang halaman.")
        dasar = f.text("dasar", "Dasar", max=200, min=5)
        alasan = f.text("alasan", "Alasan", max=500, min=10)
        dari = f.integer("dari", "Versi asal")
        read = {"libur": _libur, "jam": _jam, "batas": _batas}.get(part)
        made = read(f, form, dict(kini), units, dasar) if read is not None else ("", dict(kini), clock.today())
    name, content, since = made
    return Usul(name, content, dari, since, dasar, alasan)


Hasil = tuple[str, dict[str, Any], date]


def _libur(f: Fields, _form: Form, kini: dict[str, Any], _units: Mapping[int, str], dasar: str) -> Hasil:
    tahun = f.integer("tahun", "Tahun", low=TAHUN[0], high=TAHUN[1])
    tetap = f.flag("tetap")
    teks = f.text("libur", "Hari libur", max=8000, required=False, lines=True)
    puasa = f.text("ramadan", "Ramadan", max=400, required=False, lines=True)
    found = kini
    try:
        days = isi.baca_libur(teks, tahun)
    except Invalid as error:
        f.wrong("libur", str(error))
        days = []
    try:
        months = isi.baca_ramadan(puasa, tahun)
    except Invalid as error:
        f.wrong("ramadan", str(error))
        months = []
    if not f.errors:
        found = isi.dengan_libur(kini, tahun=tahun, dasar=dasar, tetap=tetap, libur=days, ramadan=months)
    return f"Hari libur {tahun}", found, date(min(max(tahun, TAHUN[0]), TAHUN[1]), 1, 1)


def _jam(f: Fields, form: Form, kini: dict[str, Any], units: Mapping[int, str], dasar: str) -> Hasil:
    unit_id = f.maybe_integer("unit_id", "Perangkat daerah")
    if unit_id is not None and unit_id not in units:
        f.wrong("unit_id", "Pilih perangkat daerah dari daftar.")
    sejak = f.date("sejak", "Berlaku sejak")
    sampai = f.maybe_date("sampai", "Sampai")
    if sampai is not None and sampai < sejak:
        f.wrong("sampai", "Tanggal selesai mendahului tanggal mulai.")
    typed = {f"{p}_{h}": next(iter(form.getlist(f"{p}_{h}")), "") for p in ("reguler", "ramadan") for h in HARI}
    found: dict[str, Any] = {"sejak": sejak.isoformat(), "dasar": dasar}
    if sampai is not None:
        found["sampai"] = sampai.isoformat()
    for which in ("reguler", "ramadan"):
        try:
            found[which] = isi.jam_dari(typed, which)
        except Invalid as error:
            f.wrong(f"{which}_senin", str(error))
    content = kini if f.errors else isi.dengan_jam(kini, unit_id=unit_id, jam=found)
    whose = "kota" if unit_id is None else units.get(unit_id, "")
    return f"Jam kerja {whose}"[:60], content, sejak


def _batas(f: Fields, _form: Form, kini: dict[str, Any], _units: Mapping[int, str], dasar: str) -> Hasil:
    sejak = f.date("sejak", "Berlaku sejak")
    if sejak < clock.today():
        f.wrong("sejak", "Batas waktu tidak berlaku surut; pilih hari ini atau sesudahnya.")
    found: dict[str, Any] = {"sejak": sejak.isoformat(), "dasar": dasar}
    for name, (label, low, high) in _ANGKA.items():
        found[name] = f.integer(name, label, low=low, high=high)
    found["segera_lewati_libur"] = f.flag("segera_lewati_libur")
    return "Batas waktu menurut urgensi", isi.dengan_batas(kini, found), sejak
