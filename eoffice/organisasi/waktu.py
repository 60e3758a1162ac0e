"""Working time: minutes between two instants, and until when something has to be done (metrik.md 2.2)."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Final

from eoffice.clock import WIB
from eoffice.errors import Invalid

HARI: Final = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
DATA: Final = Path(__file__).parent / "data" / "hari_libur.json"
PALING_LAMA: Final = 400  # days searched for a working day; a calendar without one in so many is a mistake

Jendela = tuple[time, time]  # one opening, wall clock WIB, closing time excluded


@dataclass(frozen=True)
class Libur:
    """A day off (hari libur): libur_nasional or cuti_bersama, and its name."""

    jenis: str
    keterangan: str


@dataclass(frozen=True)
class Batas:
    """How long each degree of urgensi allows; a setting with an effective date (metrik.md 2.2).

    Attributes:
        amat_segera_jam: clock hours, nothing skipped.
        segera_jam: clock hours; days off are skipped whole when `segera_lewati_libur`.
        biasa_hari: working days after day 0.
        disposisi_pertama_hari: working days after day 0 for the first disposisi, whatever the urgensi.
    """

    amat_segera_jam: int = 24
    segera_jam: int = 48
    segera_lewati_libur: bool = True
    biasa_hari: int = 5
    disposisi_pertama_hari: int = 1


BATAS: Final = Batas()


@dataclass(frozen=True)
class JamKerja:
    """Office hours that hold from one date on, and until another if there is one (jam kerja).

    `reguler` and `ramadan` are windows per weekday, 0 = Monday.
    """

    sejak: date
    reguler: Mapping[int, tuple[Jendela, ...]]
    ramadan: Mapping[int, tuple[Jendela, ...]]
    sampai: date | None = None

    def berlaku(self, tanggal: date) -> bool:
        """Whether they hold on that date."""
        return self.sejak <= tanggal and (self.sampai is None or tanggal <= self.sampai)


@dataclass(frozen=True)
class Kalender:
    """Which days and hours an office works; units with public service may have their own.

    Attributes:
        versi: name of this calendar, printed under every report that used it.
        libur: days off by date; Saturday and Sunday are off because `jam` has no window for them.
        ramadan: first and last day of each fasting month, both included.
        jam: windows per weekday (0 = Monday) outside Ramadan.
        jam_ramadan: the same within it.
        dasar: the decree behind the days off, by year.
        jam_baru: hours set later for the whole city, in the order of their dates.
        jam_unit: hours of single perangkat daerah, by their id; where none hold, those of the city do.
        batas: limits by the date from which they hold; before the first the built-in ones hold.
    """

    versi: str
    libur: Mapping[date, Libur]
    ramadan: tuple[tuple[date, date], ...]
    jam: Mapping[int, tuple[Jendela, ...]]
    jam_ramadan: Mapping[int, tuple[Jendela, ...]]
    dasar: Mapping[int, str] = field(default_factory=dict)
    jam_baru: tuple[JamKerja, ...] = ()
    jam_unit: Mapping[int, tuple[JamKerja, ...]] = field(default_factory=dict)
    batas: tuple[tuple[date, Batas], ...] = ()

    def untuk(self, opd: object) -> "Kalender":
        """The calendar of one perangkat daerah: the same days off, its own hours where it has any."""
        own = self.jam_unit.get(opd) if isinstance(opd, int) else None
        return replace(self, jam_baru=(*self.jam_baru, *own), jam_unit={}) if own else self

    def batas_pada(self, tanggal: date) -> Batas:
        """The limits for what is registered on a date."""
        return next((each for sejak, each in reversed(self.batas) if sejak <= tanggal), BATAS)

    def jendela(self, tanggal: date) -> tuple[tuple[datetime, datetime], ...]:
        """The openings of one date as aware instants; empty on a day off."""
        if tanggal in self.libur:
            return ()
        puasa = any(mulai <= tanggal <= sampai for mulai, sampai in self.ramadan)
        reguler, ramadan = self.jam, self.jam_ramadan
        if self.jam_baru and (found := next((j for j in reversed(self.jam_baru) if j.berlaku(tanggal)), None)):
            reguler, ramadan = found.reguler, found.ramadan
        windows = (ramadan if puasa else reguler).get(tanggal.weekday(), ())
        return tuple((_at(tanggal, buka), _at(tanggal, tutup)) for buka, tutup in windows)

    def is_hari_kerja(self, tanggal: date) -> bool:
        """Whether the office opens at all on that date."""
        return bool(self.jendela(tanggal))

    def tutup(self, tanggal: date) -> datetime:
        """Closing time of a working day.

        Raises:
            ValueError: the date is a day off.
        """
        windows = self.jendela(tanggal)
        if not windows:
            raise ValueError(f"{tanggal} bukan hari kerja")
        return windows[-1][1]


def detik_kerja(kalender: Kalender, mulai: datetime, akhir: datetime) -> int:
    """Whole seconds of [mulai, akhir) inside the openings; 0 when `akhir` is not later."""
    seconds = 0
    for tanggal in _days(mulai, akhir):
        for buka, tutup in kalender.jendela(tanggal):
            seconds += max(0, int((min(tutup, akhir) - max(buka, mulai)).total_seconds()))
    return seconds


def menit_kerja(kalender: Kalender, mulai: datetime, akhir: datetime) -> int:
    """Whole working minutes of [mulai, akhir), rounded down for display.

    Something registered on a Saturday begins to count at the next opening.
    """
    return detik_kerja(kalender, mulai, akhir) // 60


def tambah_hari_kerja(kalender: Kalender, tanggal: date, hari: int) -> date:
    """The n-th working day after a date; n = 0 gives that date, or the next working day if it is a day off.

    Raises:
        ValueError: `hari` is negative, or the calendar knows no working day for more than a year.
    """
    if hari < 0:
        raise ValueError("hari kerja tidak boleh negatif")
    found = _next_hari_kerja(kalender, tanggal)
    for _ in range(hari):
        found = _next_hari_kerja(kalender, found + timedelta(days=1))
    return found


def hari_kerja_antara(kalender: Kalender, awal: date, akhir: date) -> int:
    """Working days after `awal` up to and including `akhir`; how many days late something is."""
    days = range(1, (akhir - awal).days + 1)
    return sum(kalender.is_hari_kerja(awal + timedelta(days=n)) for n in days)


def hari_nol(kalender: Kalender, saat: datetime) -> date:
    """Day 0 of a limit: the WIB date, or the next working day when the office had closed already."""
    tanggal = saat.astimezone(WIB).date()
    if kalender.is_hari_kerja(tanggal) and saat < kalender.tutup(tanggal):
        return tanggal
    return _next_hari_kerja(kalender, tanggal + timedelta(days=1))


def batas_hari_kerja(kalender: Kalender, saat: datetime, hari: int) -> datetime:
    """Closing time of the n-th working day after day 0 of `saat`."""
    return kalender.tutup(tambah_hari_kerja(kalender, hari_nol(kalender, saat), hari))


def batas_disposisi_pertama(kalender: Kalender, saat: datetime, batas: Batas | None = None) -> datetime:
    """Until when a surat registered at `saat` should have its first disposisi; by the limits of that date unless given."""
    batas = batas or kalender.batas_pada(saat.astimezone(WIB).date())
    return batas_hari_kerja(kalender, saat, batas.disposisi_pertama_hari)


def batas_selesai(kalender: Kalender, urgensi: str, saat: datetime, batas: Batas | None = None) -> datetime:
    """Until when a surat of that urgensi, registered at `saat`, should be completed; by the limits of that date unless given.

    Raises:
        ValueError: the urgensi is not biasa, segera or amat_segera.
    """
    batas = batas or kalender.batas_pada(saat.astimezone(WIB).date())
    if urgensi == "amat_segera":
        return saat + timedelta(hours=batas.amat_segera_jam)
    if urgensi == "segera":
        hours = timedelta(hours=batas.segera_jam)
        return _skip_days_off(kalender, saat, hours) if batas.segera_lewati_libur else saat + hours
    if urgensi == "biasa":
        return batas_hari_kerja(kalender, saat, batas.biasa_hari)
    raise ValueError(f"urgensi {urgensi!r} tidak dikenal")


def batas_tanggal(kalender: Kalender, tanggal: date) -> datetime:
    """The instant at which a date set by a leader has passed: its closing time, or 16.00 WIB on a day off."""
    return kalender.tutup(tanggal) if kalender.is_hari_kerja(tanggal) else _at(tanggal, time(16))


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
    if min(hours.values()) < 1:
        raise ValueError("batas waktu paling sedikit satu jam atau satu hari kerja")
    return Batas(segera_lewati_libur=bool(isi["segera_lewati_libur"]), **hours)


def _at(tanggal: date, jam: time) -> datetime:
    return datetime.combine(tanggal, jam, WIB)


def _days(mulai: datetime, akhir: datetime) -> Iterator[date]:
    tanggal, last = mulai.astimezone(WIB).date(), akhir.astimezone(WIB).date()
    while tanggal <= last:
        yield tanggal
        tanggal += timedelta(days=1)


def _next_hari_kerja(kalender: Kalender, tanggal: date) -> date:
    for n in range(PALING_LAMA):
        if kalender.is_hari_kerja(tanggal + timedelta(days=n)):
            return tanggal + timedelta(days=n)
    raise ValueError(f"tidak ada hari kerja dalam {PALING_LAMA} hari sejak {tanggal}")


def _skip_days_off(kalender: Kalender, saat: datetime, left: timedelta) -> datetime:
    """Clock time that stands still from 00.00 to 24.00 on every day off."""
    tanggal, moment = saat.astimezone(WIB).date(), saat
    while True:
        midnight = _at(tanggal + timedelta(days=1), time())
        if kalender.is_hari_kerja(tanggal):
            if moment + left <= midnight:
                return moment + left
            left -= midnight - moment
        tanggal, moment = tanggal + timedelta(days=1), midnight
        if tanggal > saat.astimezone(WIB).date() + timedelta(days=PALING_LAMA):
            raise ValueError(f"tidak ada hari kerja dalam {PALING_LAMA} hari sejak {saat}")
