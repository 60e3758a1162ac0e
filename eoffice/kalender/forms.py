"""The three forms of the calendar page; each gives the whole calendar as it would become."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from eoffice import clock
from eoffice.errors import Invalid
from eoffice.kalender import isi
from eoffice.kalender.actions import Usul
from eoffice.kalender.tempel import baca_skb
from eoffice.naskah.jenis import JENIS
from eoffice.organisasi.waktu import HARI
from eoffice.web.fields import Fields, Form, reading

BAGIAN: Final = ("libur", "jam", "batas")
TAHUN: Final = (2020, 2100)
_ANGKA: Final = {
    "amat_segera_jam": ("Amat segera, jam", 1, 240),
    "segera_jam": ("Segera, jam", 1, 480),
    "biasa_hari": ("Biasa, hari kerja", 1, 60),
    "disposisi_pertama_hari": ("Disposisi pertama, hari kerja", 1, 30),
    "unit_hari": ("Satu unit, hari kerja", 1, 30),
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


def _batas(f: Fields, form: Form, kini: dict[str, Any], _units: Mapping[int, str], dasar: str) -> Hasil:
    sejak = f.date("sejak", "Berlaku sejak")
    if sejak < clock.today():
        f.wrong("sejak", "Batas waktu tidak berlaku surut; pilih hari ini atau sesudahnya.")
    found: dict[str, Any] = {"sejak": sejak.isoformat(), "dasar": dasar}
    for name, (label, low, high) in _ANGKA.items():
        found[name] = f.integer(name, label, low=low, high=high)
    found["segera_lewati_libur"] = f.flag("segera_lewati_libur")
    found["unit_hari_ini"] = f.flag("unit_hari_ini")
    found["jenis"] = _jenis(f, form)
    return "Batas waktu menurut urgensi", isi.dengan_batas(kini, found), sejak


def _jenis(f: Fields, form: Form) -> dict[str, int]:
    """Working days for single jenis naskah: the ones that are set, and one more; an empty number takes one away."""
    found: dict[str, int] = {}
    for kode in dict.fromkeys(form.getlist("jenis")):
        days = f.maybe_integer(f"jenis_{kode}", "Hari kerja", low=1, high=60) if kode in JENIS else None
        if days is not None:
            found[kode] = days
    new, days = f.text("jenis_baru", "Jenis naskah", max=60, required=False), None
    if new:
        days = f.maybe_integer("jenis_baru_hari", "Hari kerja", low=1, high=60)
        if new not in JENIS:
            f.wrong("jenis_baru", "Pilih jenis naskah dari daftar.")
        elif days is None:
            f.wrong("jenis_baru_hari", "Isi berapa hari kerja untuk jenis ini.")
        else:
            found[new] = days
    return found


def tempelan(form: Form, kini: Mapping[str, Any], tahun: int) -> tuple[str, list[tuple[str, str]], int]:
    """The list of days off with a pasted SKB in the place of its national ones, what could not be read, and how many days.

    Days that the region itself set stay. Raises Invalid when nothing in it is a date.
    """
    teks = next(iter(form.getlist("tempel")), "")[:20_000]
    read = baca_skb(teks, tahun)
    if not read.libur:
        raise Invalid(
            f"Tidak ada tanggal {tahun} yang terbaca dari yang ditempel.",
            {
                "tempel": "Tempel daftar hari libur dari SKB, satu hari satu baris, misalnya: 1 Januari Tahun Baru Masehi."
            },
        )
    own = [r for r in kini["libur"] if str(r["tanggal"]).startswith(f"{tahun:04d}-") and r["jenis"] == "libur_daerah"]
    rows = {**{str(r["tanggal"]): r for r in own}, **read.libur}
    whole = {"libur": [rows[day] for day in sorted(rows)]}
    return isi.tulis_libur(whole, tahun), read.tidak, len(read.libur)
