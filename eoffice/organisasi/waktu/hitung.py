"""Working time: seconds between two instants, and until when something has to be done (metrik.md 2.2)."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final

from eoffice.clock import WIB
from eoffice.organisasi.waktu.jadwal import Batas, Kalender, pada

PALING_LAMA: Final = 400  # days searched for a working day; a calendar without one in so many is a mistake


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
    found = hari_kerja_berikut(kalender, tanggal)
    for _ in range(hari):
        found = hari_kerja_berikut(kalender, found + timedelta(days=1))
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
    return hari_kerja_berikut(kalender, tanggal + timedelta(days=1))


def batas_hari_kerja(kalender: Kalender, saat: datetime, hari: int) -> datetime:
    """Closing time of the n-th working day after day 0 of `saat`."""
    return kalender.tutup(tambah_hari_kerja(kalender, hari_nol(kalender, saat), hari))


def batas_disposisi_pertama(kalender: Kalender, saat: datetime, batas: Batas | None = None) -> datetime:
    """Until when a surat registered at `saat` should have its first disposisi; by the limits of that date unless given."""
    batas = batas or kalender.batas_pada(saat.astimezone(WIB).date())
    return batas_hari_kerja(kalender, saat, batas.disposisi_pertama_hari)


def batas_selesai(
    kalender: Kalender, urgensi: str, saat: datetime, batas: Batas | None = None, *, jenis: str | None = None
) -> datetime:
    """Until when a surat of that urgensi, registered at `saat`, should be completed; by the limits of that date unless given.

    Args:
        jenis: its jenis naskah, when known; a limit set for it governs where it is earlier.
    Raises:
        ValueError: the urgensi is not biasa, segera or amat_segera.
    """
    batas = batas or kalender.batas_pada(saat.astimezone(WIB).date())
    if jenis is not None and jenis in batas.jenis:
        return min(batas_selesai(kalender, urgensi, saat, batas), batas_hari_kerja(kalender, saat, batas.jenis[jenis]))
    if urgensi == "amat_segera":
        return saat + timedelta(hours=batas.amat_segera_jam)
    if urgensi == "segera":
        hours = timedelta(hours=batas.segera_jam)
        return tambah_detik_hari_kerja(kalender, saat, hours) if batas.segera_lewati_libur else saat + hours
    if urgensi == "biasa":
        return batas_hari_kerja(kalender, saat, batas.biasa_hari)
    raise ValueError(f"urgensi {urgensi!r} tidak dikenal")


def tunggu_terlama(kalender: Kalender, tanggal: date) -> tuple[int, int]:
    """The longest wait for a first disposisi that is still in time: working days, and working minutes of an ordinary week.

    It is the day of registration and the days of the limit after it, by what holds on a date.
    """
    days = kalender.batas_pada(tanggal).disposisi_pertama_hari + 1
    hours = next((j.reguler for j in reversed(kalender.jam_baru) if j.berlaku(tanggal)), kalender.jam)
    week = [sum((_menit(b) - _menit(a)) for a, b in windows) for windows in hours.values() if windows]
    return days, days * sum(week) // max(1, len(week))


def _menit(jam: time) -> int:
    return jam.hour * 60 + jam.minute


def batas_bagian(kalender: Kalender, urgensi: str, saat: datetime, batas: Batas | None = None) -> datetime:
    """Until when an office does its part of a disposisi given at `saat` without a date (naskah-dinas 5.2)."""
    batas = batas or kalender.batas_pada(saat.astimezone(WIB).date())
    today = urgensi == "amat_segera" and batas.unit_hari_ini
    return batas_hari_kerja(kalender, saat, 0 if today else batas.unit_hari)


def batas_tanggal(kalender: Kalender, tanggal: date) -> datetime:
    """The instant at which a date set by a leader has passed: its closing time, or 16.00 WIB on a day off."""
    return kalender.tutup(tanggal) if kalender.is_hari_kerja(tanggal) else pada(tanggal, time(16))


def _days(mulai: datetime, akhir: datetime) -> Iterator[date]:
    tanggal, last = mulai.astimezone(WIB).date(), akhir.astimezone(WIB).date()
    while tanggal <= last:
        yield tanggal
        tanggal += timedelta(days=1)


def hari_kerja_berikut(kalender: Kalender, tanggal: date) -> date:
    """That date, or the next one on which the office opens. Raises ValueError when none does for more than a year."""
    for n in range(PALING_LAMA):
        if kalender.is_hari_kerja(tanggal + timedelta(days=n)):
            return tanggal + timedelta(days=n)
    raise ValueError(f"tidak ada hari kerja dalam {PALING_LAMA} hari sejak {tanggal}")


def detik_hari_kerja(kalender: Kalender, mulai: datetime, akhir: datetime) -> int:
    """Whole clock seconds of [mulai, akhir) on working days; days off count nothing from 00.00 to 24.00."""
    seconds = 0
    for tanggal in _days(mulai, akhir):
        if kalender.is_hari_kerja(tanggal):
            edges = pada(tanggal, time()), pada(tanggal + timedelta(days=1), time())
            seconds += max(0, int((min(edges[1], akhir) - max(edges[0], mulai)).total_seconds()))
    return seconds


def tambah_detik_hari_kerja(kalender: Kalender, saat: datetime, left: timedelta) -> datetime:
    """Clock time that stands still from 00.00 to 24.00 on every day off. Raises ValueError as `tambah_hari_kerja`."""
    tanggal, moment = saat.astimezone(WIB).date(), saat
    while True:
        midnight = pada(tanggal + timedelta(days=1), time())
        if kalender.is_hari_kerja(tanggal):
            if moment + left <= midnight:
                return moment + left
            left -= midnight - moment
        tanggal, moment = tanggal + timedelta(days=1), midnight
        if tanggal > saat.astimezone(WIB).date() + timedelta(days=PALING_LAMA):
            raise ValueError(f"tidak ada hari kerja dalam {PALING_LAMA} hari sejak {saat}")


def tambah_detik_kerja(kalender: Kalender, saat: datetime, detik: int) -> datetime:
    """The earliest instant with so many working seconds after `saat`; `saat` itself for none.

    Raises:
        ValueError: the calendar holds too little work within more than a year.
    """
    left, tanggal = timedelta(seconds=detik), saat.astimezone(WIB).date()
    if not left:
        return saat
    for n in range(PALING_LAMA + detik // 3600):
        for buka, tutup in kalender.jendela(tanggal + timedelta(days=n)):
            start = max(buka, saat)
            if start < tutup:
                if left <= tutup - start:
                    return start + left
                left -= tutup - start
    raise ValueError(f"tidak ada hari kerja dalam {PALING_LAMA} hari sejak {saat}")


def buka_berikut(kalender: Kalender, saat: datetime) -> datetime:
    """`saat` while the office is open, else the instant at which it opens next. Raises ValueError as above."""
    tanggal = saat.astimezone(WIB).date()
    for n in range(PALING_LAMA):
        for buka, tutup in kalender.jendela(tanggal + timedelta(days=n)):
            if saat < tutup:
                return max(buka, saat)
    raise ValueError(f"tidak ada hari kerja dalam {PALING_LAMA} hari sejak {saat}")


def kurang_hari_kerja(kalender: Kalender, tanggal: date, hari: int) -> date:
    """The n-th working day before a date; n = 0 gives that date, or the last working day before a day off.

    Raises:
        ValueError: the calendar knows no working day for more than a year.
    """
    found = tanggal
    for n in range(PALING_LAMA + hari):
        found = tanggal - timedelta(days=n)
        if kalender.is_hari_kerja(found):
            if hari == 0:
                return found
            hari -= 1
    raise ValueError(f"tidak ada hari kerja dalam {PALING_LAMA} hari sebelum {tanggal}")
