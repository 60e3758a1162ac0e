"""The page log of a print server: how many sheets an office printed in a month, without who printed what (metrik.md 1.4)."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from eoffice.errors import Invalid

PALING_BANYAK: Final = 500_000
"""Lines of one file."""
TAHUN: Final = (2000, 2100)
"""Years in which a print server prints; another one is a line of something else."""
_BULAN: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
#: printer user job-id [day/Mon/year:time zone] page copies …; the last pages of a job come as "total" and the sides at the end.
_BARIS: Final = re.compile(
    r"\S{1,200} \S{1,200} (\d{1,12}) \[(\d{2})/([A-Z][a-z]{2})/(\d{4}):[^\]]{1,20}\] (total|\d{1,6}) (\d{1,6})\b(.*)"
)


@dataclass(frozen=True)
class BulanServer:
    """One month of the log.

    Attributes:
        halaman: printed sides; lembar: sheets, two sides on one when the job says so; pekerjaan: jobs.
    """

    bulan: date
    halaman: int
    lembar: int
    pekerjaan: int


def baca(baris: Iterable[str]) -> list[BulanServer]:
    """Sums of every month in the log, oldest first.

    Source: cupsd-logs manual page; the default PageLogFormat.

    Raises:
        Invalid: no line of it is one of a page log, or it has too many.
    """
    jobs: dict[tuple[date, int], list[int]] = defaultdict(lambda: [0, 0])
    seen = read = 0
    for line in baris:
        read += 1
        if read > PALING_BANYAK:
            raise Invalid("Catatan terlalu panjang.", {"catatan_cetak": "Paling banyak 500.000 baris; bagi per bulan."})
        match = _BARIS.match(line[:600])
        if match is None or match[3] not in _BULAN or not TAHUN[0] <= int(match[4]) <= TAHUN[1]:
            continue
        seen += 1
        held = jobs[date(int(match[4]), _BULAN.index(match[3]) + 1, 1), int(match[1])]
        sides = int(match[6])
        if match[5] == "total":
            held[0] = max(held[0], sides)
        else:
            held[0] += sides
        held[1] |= int("two-sided" in match[7])
    if not seen:
        sentence = "Tidak ada baris page_log di berkas ini. Ambil /var/log/cups/page_log dari server cetak."
        raise Invalid(sentence, {"catatan_cetak": sentence})
    months: dict[date, list[int]] = defaultdict(lambda: [0, 0, 0])
    for (month, _), (sides, both) in jobs.items():
        sums = months[month]
        sums[0] += sides
        sums[1] += -(-sides // 2) if both else sides
        sums[2] += 1
    return [BulanServer(month, *sums) for month, sums in sorted(months.items())]
