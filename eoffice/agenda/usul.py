"""When and where an undangan invites to, read from its own fields or proposed from the text of a scanned letter."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from eoffice.clock import WIB

#: How long an event is taken to last whose letter says "s.d. selesai".
BAWAAN: Final = timedelta(hours=2)
BULAN: Final = (
    "januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november",
    "desember",
)  # fmt: skip

_JAM: Final = re.compile(r"(?<![0-9.,/:])([01]?[0-9]|2[0-3])[.:]([0-5][0-9])(?![0-9.,/:]*[0-9])")
_TANGGAL: Final = re.compile(r"\b([0-3]?[0-9]) {1,3}([A-Za-z]{3,9}) {1,3}(20[0-9]{2})\b")
_BARIS: Final = re.compile(r"^[ \t]{0,20}(hari|tanggal|waktu|pukul|jam|tempat|acara|agenda)\b(.{0,300})$", re.I | re.M)


@dataclass(frozen=True)
class Usul:
    """What could be read; None or '' where nothing could."""

    tanggal: date | None = None
    mulai: time | None = None
    selesai: time | None = None
    tempat: str = ""
    acara: str = ""

    def waktu(self) -> tuple[datetime, datetime, bool] | None:
        """Start and end in WIB, and whether the end is a guess; None while day or hour is missing."""
        if self.tanggal is None or self.mulai is None:
            return None
        return rentang(self.tanggal, self.mulai, self.selesai)


def rentang(tanggal: date, mulai: time, selesai: time | None) -> tuple[datetime, datetime, bool]:
    """Start and end in WIB, and whether the end is a guess; an end before the start counts as none."""
    start = datetime.combine(tanggal, mulai, WIB)
    if selesai is None or selesai <= mulai:
        return start, start + BAWAAN, True
    return start, datetime.combine(tanggal, selesai, WIB), False


def jam(words: str) -> tuple[time | None, time | None]:
    """The first two times of day in some words: "pukul 09.00 WIB s.d. 12.00" is (09:00, 12:00)."""
    found = [time(int(h), int(m)) for h, m in _JAM.findall(words)[:2]]
    return (found[0] if found else None, found[1] if len(found) > 1 else None)


def dari_rincian(rincian: Mapping[str, Any]) -> Usul:
    """From the fields of a surat undangan written here."""
    try:
        day = date.fromisoformat(str(rincian.get("tanggal_acara")))
    except ValueError:
        day = None
    start, end = jam(str(rincian.get("waktu") or ""))
    place, what = str(rincian.get("tempat_acara") or ""), str(rincian.get("acara") or "")
    return Usul(day, start, end, place[:300], what[:500])


def dari_teks(words: str) -> Usul:
    """From the text of a letter, as it stands on the lines "hari, tanggal : …", "waktu : …", "tempat : …".

    Always to be confirmed by a person: what was scanned may be misread.
    """
    day, start, end, place, what = None, None, None, "", ""
    for name, rest in _BARIS.findall(words[:20_000]):
        label, value = name.lower(), rest.split(":", 1)[-1].strip(" :/,.\t")
        if label in ("hari", "tanggal") and day is None:
            day = _day(rest)
        elif label in ("waktu", "pukul", "jam") and start is None:
            start, end = jam(rest)
        elif label == "tempat" and not place:
            place = value[:300]
        elif label in ("acara", "agenda") and not what:
            what = value[:500]
    return Usul(day, start, end, place, what)


def _day(words: str) -> date | None:
    for day, month, year in _TANGGAL.findall(words):
        number = next((n for n, name in enumerate(BULAN, 1) if name.startswith(month.lower()[:3])), None)
        if number is not None:
            try:
                return date(int(year), number, int(day))
            except ValueError:
                continue
    return None
