"""When a deadline is, how far a stopped clock moves it, and on which days somebody is told: values in, values out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from eoffice.clock import WIB
from eoffice.organisasi import waktu
from eoffice.organisasi.waktu import Kalender
from eoffice.tenggat.states import Dasar, Jam, Kejadian

Selang = tuple[datetime, datetime]
"""One stop of a clock, its end excluded."""


@dataclass(frozen=True)
class Aturan:
    """When people are reminded and who hears next; a setting with an effective date.

    Attributes:
        aktif: whether anybody is reminded at all.
        sebelum_hari: working days before the limit; 0 for none.
        jam: the WIB time of day; moved to the opening of an office that is closed then.
        ulang_hari: every so many working days after the limit.
        eskalasi_hari: working days after the limit until the giver hears.
        naik_hari: working days from one level to the next above.
        lewat_pimpinan: whether it may go further up than the head of the giver's perangkat daerah.
    """

    aktif: bool = True
    sebelum_hari: int = 1
    jam: time = time(8)
    ulang_hari: int = 1
    eskalasi_hari: int = 1
    naik_hari: int = 2
    lewat_pimpinan: bool = False


BAWAAN: Final = Aturan()
_JAM: Final = {"amat_segera": Jam.DINDING, "segera": Jam.HARI_KERJA}


@dataclass(frozen=True)
class Batas:
    """A limit before any stop is counted, the rule it comes from, and the clock by which it would move."""

    at: datetime
    dasar: Dasar
    jam: Jam = Jam.KERJA


def batas_surat(kalender: Kalender, urgensi: str, saat: datetime, jenis: str | None) -> Batas:
    """Until when a surat registered at `saat` is to be closed: by urgensi, or by its jenis naskah where that is earlier."""
    plain = waktu.batas_selesai(kalender, urgensi, saat)
    own = waktu.batas_selesai(kalender, urgensi, saat, jenis=jenis)
    return Batas(plain, Dasar.URGENSI, _JAM.get(urgensi, Jam.KERJA)) if own == plain else Batas(own, Dasar.JENIS)


def batas_pertama(kalender: Kalender, surat: Batas, saat: datetime) -> Batas:
    """Until when the addressee disposes; the limit of the surat itself where that is earlier."""
    first = waktu.batas_disposisi_pertama(kalender, saat)
    return surat if surat.at < first else Batas(first, Dasar.DISPOSISI_PERTAMA)


def batas_bagian(kalender: Kalender, surat: Batas, urgensi: str, saat: datetime, tanggal: date | None) -> Batas:
    """Until when one recipient does his part of a disposisi given at `saat`.

    The date of the giver governs, else the standard time of a unit; the limit of the surat where that is earlier
    (metrik.md 2.2). A limit of the surat that had passed before makes no part late at its birth.
    """
    if tanggal is not None:
        own = Batas(waktu.batas_tanggal(kalender, tanggal), Dasar.PIMPINAN)
    else:
        own = Batas(waktu.batas_bagian(kalender, urgensi, saat), Dasar.UNIT)
    return Batas(surat.at, Dasar.SURAT, surat.jam) if saat < surat.at < own.at else own


def batas_periksa(kalender: Kalender, saat: datetime) -> Batas:
    """Until when the giver looks at what came back to him: as long as for a first disposisi."""
    return Batas(waktu.batas_disposisi_pertama(kalender, saat), Dasar.PEMERIKSAAN)


def lama(kalender: Kalender, jam: Jam, mulai: datetime, akhir: datetime) -> int:
    """Whole seconds between two instants by that clock; 0 when `akhir` is not later."""
    if jam is Jam.KERJA:
        return waktu.detik_kerja(kalender, mulai, akhir)
    if jam is Jam.HARI_KERJA:
        return waktu.detik_hari_kerja(kalender, mulai, akhir)
    return max(0, int((akhir - mulai).total_seconds()))


def geser(kalender: Kalender, jam: Jam, saat: datetime, detik: int) -> datetime:
    """The instant so many seconds later by that clock."""
    if jam is Jam.KERJA:
        return waktu.tambah_detik_kerja(kalender, saat, detik)
    if jam is Jam.HARI_KERJA:
        return waktu.tambah_detik_hari_kerja(kalender, saat, timedelta(seconds=detik)) if detik else saat
    return saat + timedelta(seconds=detik)


def terhenti(kalender: Kalender, jam: Jam, sejak: datetime, selang: Iterable[Selang]) -> int:
    """Seconds by that clock, from `sejak` on, that lie in at least one of the stops; overlaps count once."""
    found, end = 0, sejak
    for mulai, akhir in sorted(selang):
        found += lama(kalender, jam, max(mulai, end), akhir)
        end = max(end, akhir)
    return found


# -- on which days somebody is told -----------------------------------------------------------------------------------


def saat_kirim(kalender: Kalender, aturan: Aturan, hari: date) -> datetime:
    """At what instant of a working day people are told: the hour of the rule, or the opening after it if closed then.

    Raises:
        ValueError: a day off.
    """
    wanted, windows = waktu.pada(hari, aturan.jam), kalender.jendela(hari)
    if not windows:
        raise ValueError(f"{hari} bukan hari kerja")
    return next((max(buka, wanted) for buka, tutup in windows if wanted < tutup), windows[0][0])


def kapan_lagi(kalender: Kalender, aturan: Aturan, saat: datetime) -> datetime:
    """`saat` when people may be told then, else the next instant at which they may: never outside office hours."""
    hari = saat.astimezone(WIB).date()
    if kalender.is_hari_kerja(hari):
        start = saat_kirim(kalender, aturan, hari)
        if saat <= start:
            return start
        opening = waktu.buka_berikut(kalender, saat)
        if opening.astimezone(WIB).date() == hari:
            return opening
    return saat_kirim(kalender, aturan, waktu.hari_kerja_berikut(kalender, hari + timedelta(days=1)))


def berikut(
    kalender: Kalender, aturan: Aturan, *, mulai: datetime, batas: datetime, diingatkan: date | None, tingkat: int = 0
) -> datetime | None:
    """When somebody is to be told next about a limit; an instant in the past is due now. None when nobody ever is.

    Args:
        mulai: what is owed since then; nobody is told before.
        diingatkan: the last day on which this was looked at; never twice on a day.
    """
    if not aturan.aktif:
        return None
    after = max(mulai.astimezone(WIB).date() - timedelta(days=1), diingatkan or date.min)
    due = batas.astimezone(WIB).date()
    last = waktu.kurang_hari_kerja(kalender, due, 0)
    before = [waktu.kurang_hari_kerja(kalender, last, aturan.sebelum_hari)] if aturan.sebelum_hari else []
    for hari in (*before, last):
        told = saat_kirim(kalender, aturan, hari)
        if hari > after and mulai < told < batas:
            return told
    hari = waktu.hari_kerja_berikut(kalender, max(after, due) + timedelta(days=1))
    late = waktu.hari_kerja_antara(kalender, due, hari)
    while not _told(aturan, late, tingkat):
        hari, late = waktu.hari_kerja_berikut(kalender, hari + timedelta(days=1)), late + 1
    return saat_kirim(kalender, aturan, hari)


def _told(aturan: Aturan, late: int, tingkat: int) -> bool:
    return (late - 1) % aturan.ulang_hari == 0 or late == aturan.eskalasi_hari + tingkat * aturan.naik_hari


def kejadian(kalender: Kalender, batas: datetime, saat: datetime) -> Kejadian:
    """What somebody is told at an instant about a limit."""
    if saat >= batas:
        return Kejadian.LEWAT
    last = waktu.kurang_hari_kerja(kalender, batas.astimezone(WIB).date(), 0)
    return Kejadian.HARI_INI if saat.astimezone(WIB).date() >= last else Kejadian.PENGINGAT


def tingkat_pada(kalender: Kalender, aturan: Aturan, batas: datetime, saat: datetime) -> int:
    """How many levels up it should have been told by then: 0 none, 1 the giver, 2 the one above, and so on."""
    late = waktu.hari_kerja_antara(kalender, batas.astimezone(WIB).date(), saat.astimezone(WIB).date())
    if saat < batas or late < aturan.eskalasi_hari:
        return 0
    return 1 + (late - aturan.eskalasi_hari) // aturan.naik_hari
