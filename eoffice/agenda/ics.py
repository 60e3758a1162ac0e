"""An agenda as iCalendar (RFC 5545): lines folded at 75 octets, text escaped, times in WIB with their zone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from eoffice import clock

#: Octets of a line without its CRLF (RFC 5545, 3.1).
PANJANG: Final = 75
PRODID: Final = "-//e-Office//Agenda//ID"
#: The zone of the whole installation; Western Indonesia has not changed its clocks since 1988.
ZONA: Final = (
    "BEGIN:VTIMEZONE",
    "TZID:Asia/Jakarta",
    "BEGIN:STANDARD",
    "DTSTART:19880101T000000",
    "TZOFFSETFROM:+0700",
    "TZOFFSETTO:+0700",
    "TZNAME:WIB",
    "END:STANDARD",
    "END:VTIMEZONE",
)


@dataclass(frozen=True, kw_only=True)
class Kejadian:
    """One appointment as a calendar elsewhere may know it.

    `urutan` grows with every change; `pasti` is False while nobody has said that they come.
    """

    uid: str
    urutan: int
    diubah_at: datetime
    mulai: datetime
    selesai: datetime
    judul: str
    tempat: str = ""
    keterangan: str = ""
    url: str = ""
    pasti: bool = True
    batal: bool = False


def kalender(kejadian: Iterable[Kejadian], *, nama: str) -> bytes:
    """A whole VCALENDAR, UTF-8 with CRLF.

    Args:
        nama: name of the calendar, shown by the programs that subscribe to it.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODID}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [f"X-WR-CALNAME:{teks(nama)}", "X-WR-TIMEZONE:Asia/Jakarta", "REFRESH-INTERVAL;VALUE=DURATION:PT1H", *ZONA]
    for each in kejadian:
        lines += _event(each)
    lines.append("END:VCALENDAR")
    return b"".join(part for line in lines for part in lipat(line))


def _event(each: Kejadian) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{teks(each.uid)}"
    yield f"DTSTAMP:{each.diubah_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"LAST-MODIFIED:{each.diubah_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"SEQUENCE:{each.urutan}"
    yield f"DTSTART;TZID=Asia/Jakarta:{clock.wib(each.mulai):%Y%m%dT%H%M%S}"
    yield f"DTEND;TZID=Asia/Jakarta:{clock.wib(each.selesai):%Y%m%dT%H%M%S}"
    yield f"SUMMARY:{teks(each.judul)}"
    if each.tempat:
        yield f"LOCATION:{teks(each.tempat)}"
    if each.keterangan:
        yield f"DESCRIPTION:{teks(each.keterangan)}"
    if each.url:
        yield f"URL:{each.url}"
    yield "CLASS:PRIVATE"
    yield "STATUS:" + ("CANCELLED" if each.batal else "CONFIRMED" if each.pasti else "TENTATIVE")
    yield "TRANSP:" + ("TRANSPARENT" if each.batal else "OPAQUE")
    yield "END:VEVENT"


def teks(words: str) -> str:
    """A TEXT value (RFC 5545, 3.3.11): backslash, semicolon and comma escaped, line breaks as \\n, no other controls."""
    plain = words.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c for c in plain if c in "\n\t" or (ord(c) >= 0x20 and ord(c) != 0x7F))
    return kept.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def lipat(line: str) -> Iterator[bytes]:
    """A content line in pieces of at most 75 octets, never inside a character; each ends with CRLF."""
    piece, limit, first = b"", PANJANG, True
    for char in line:
        octets = char.encode()
        if len(piece) + len(octets) > limit:
            yield (b"" if first else b" ") + piece + b"\r\n"
            piece, limit, first = b"", PANJANG - 1, False
        piece += octets
    yield (b"" if first else b" ") + piece + b"\r\n"
