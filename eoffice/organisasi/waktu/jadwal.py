"""What a working calendar is: days off, openings by date and unit, and the limits in force (metrik.md 2.2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Final

from eoffice.clock import WIB

HARI: Final = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")

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
        unit_hari: working days after day 0 for a disposisi on which the leader wrote no date (naskah-dinas 5.2).
        unit_hari_ini: whether such a one on an amat segera is due on day 0 already.
        jenis: working days for single jenis naskah; the earlier of this and the urgensi governs.
    """

    amat_segera_jam: int = 24
    segera_jam: int = 48
    segera_lewati_libur: bool = True
    biasa_hari: int = 5
    disposisi_pertama_hari: int = 1
    unit_hari: int = 2
    unit_hari_ini: bool = True
    jenis: Mapping[str, int] = field(default_factory=dict)


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
        return tuple((pada(tanggal, buka), pada(tanggal, tutup)) for buka, tutup in windows)

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


def pada(tanggal: date, jam: time) -> datetime:
    """A WIB wall-clock time of a date."""
    return datetime.combine(tanggal, jam, WIB)
