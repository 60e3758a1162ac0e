"""What speaks against an appointment: another one at the same time, little time between two places, a day off.

A person decides: nothing here refuses anything.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from eoffice import clock
from eoffice.organisasi.waktu import Kalender
from eoffice.pdf import kata

#: Less than this between two places is worth a thought; how far they are apart only people know.
PERJALANAN: Final = timedelta(minutes=60)


@dataclass(frozen=True)
class Janji:
    """A stretch of time that is taken, and by what; `judul` is "Acara lain" where the reader may not know it."""

    id: int
    judul: str
    mulai: datetime
    selesai: datetime
    tempat: str


@dataclass(frozen=True)
class Peringatan:
    """Something to consider: a tone ("bad" for an overlap, "warn" otherwise), a picture and a sentence."""

    nada: str
    gambar: str
    kalimat: str
    janji_id: int = 0


def periksa(
    mulai: datetime, selesai: datetime, tempat: str, lain: Iterable[Janji], kerja: Kalender
) -> list[Peringatan]:
    """Everything that speaks against this time, the weightiest first.

    Args:
        lain: the other appointments of the same person around that time.
        kerja: working days and hours of the office.
    """
    others: Sequence[Janji] = sorted(lain, key=lambda j: (j.mulai, j.id))
    found = [_overlap(j) for j in others if j.mulai < selesai and mulai < j.selesai]
    found += [_near(j, mulai, selesai) for j in others if _close(j, mulai, selesai) and not _same(j.tempat, tempat)]
    day = clock.wib(mulai).date()
    windows = kerja.jendela(day)
    if not windows:
        off = kerja.libur.get(day)
        why = off.keterangan if off is not None else "akhir pekan"
        found.append(Peringatan("warn", "calendar-event", f"{kata.hari_tanggal(day)} bukan hari kerja ({why})."))
    elif mulai < windows[0][0] or selesai > windows[-1][1]:
        said = f"Sebagian waktunya di luar jam kerja {_clock(windows[0][0])}–{_clock(windows[-1][1])} WIB."
        found.append(Peringatan("warn", "clock", said))
    return found


def _overlap(janji: Janji) -> Peringatan:
    said = f"Bersamaan dengan “{janji.judul}”, {_clock(janji.mulai)}–{_clock(janji.selesai)} WIB."
    return Peringatan("bad", "alert-triangle", said, janji.id)


def _close(janji: Janji, mulai: datetime, selesai: datetime) -> bool:
    before, after = mulai - janji.selesai, janji.mulai - selesai
    return timedelta() <= before < PERJALANAN or timedelta() <= after < PERJALANAN


def _near(janji: Janji, mulai: datetime, selesai: datetime) -> Peringatan:
    gap = mulai - janji.selesai if janji.selesai <= mulai else janji.mulai - selesai
    minutes = int(gap.total_seconds()) // 60
    where = f" di {janji.tempat}" if janji.tempat else ""
    said = f"Hanya {minutes} menit dari “{janji.judul}”{where}; perhitungkan perjalanannya."
    return Peringatan("warn", "arrows-exchange", said, janji.id)


def _same(one: str, other: str) -> bool:
    """Whether two places are written alike; unknown ones are taken as the same."""
    left, right = one.casefold().strip(), other.casefold().strip()
    return not left or not right or left == right


def _clock(moment: datetime) -> str:
    return f"{clock.wib(moment):%H.%M}"
