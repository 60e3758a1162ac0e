"""A strict reader of iCalendar (RFC 5545) for tests: whatever bends a rule of the standard is an error here."""

import re
from dataclasses import dataclass, field

_NAME = re.compile(r"[A-Z0-9-]+")
_STAMP = re.compile(r"[0-9]{8}T[0-9]{6}")


@dataclass
class Bagian:
    """A component with its properties (value and parameters) and what lies in it."""

    nama: str
    nilai: dict[str, tuple[str, str]] = field(default_factory=dict)
    anak: list["Bagian"] = field(default_factory=list)

    def teks(self, name: str) -> str:
        """A TEXT value, unescaped; any other escape than the four allowed is refused."""
        raw = self.nilai[name][0]
        found, place = [], 0
        while place < len(raw):
            char = raw[place]
            if char == "\\":
                following = raw[place + 1]
                assert following in "\\;,nN", raw
                found.append("\n" if following in "nN" else following)
                place += 2
                continue
            assert char not in ";,", f"unescaped: {raw}"
            found.append(char)
            place += 1
        return "".join(found)


def baca(content: bytes) -> Bagian:
    """The one VCALENDAR in these bytes."""
    assert content.endswith(b"\r\n")
    physical = content.split(b"\r\n")[:-1]
    logical: list[bytes] = []
    for line in physical:
        assert b"\n" not in line and b"\r" not in line
        assert 0 < len(line) <= 75, (len(line), line)
        line.decode()  # a fold never cuts a character in two
        if line.startswith((b" ", b"\t")):
            logical[-1] += line[1:]
        else:
            logical.append(line)
    root, stack = Bagian(""), []
    stack.append(root)
    for line in logical:
        head, separator, value = line.decode().partition(":")
        name, _, parameters = head.partition(";")
        assert separator and _NAME.fullmatch(name), line
        if name == "BEGIN":
            part = Bagian(value)
            stack[-1].anak.append(part)
            stack.append(part)
        elif name == "END":
            assert stack.pop().nama == value
        else:
            assert name not in stack[-1].nilai, f"twice: {name}"
            stack[-1].nilai[name] = (value, parameters)
    (calendar,) = root.anak
    assert calendar.nama == "VCALENDAR" and stack == [root]
    assert calendar.nilai["VERSION"][0] == "2.0" and calendar.nilai["PRODID"][0]
    zones = {z.nilai["TZID"][0] for z in calendar.anak if z.nama == "VTIMEZONE"}
    seen = set()
    for event in calendar.anak:
        if event.nama != "VEVENT":
            continue
        uid = event.nilai["UID"][0]
        assert uid not in seen, uid
        seen.add(uid)
        assert re.fullmatch(r"[0-9]{8}T[0-9]{6}Z", event.nilai["DTSTAMP"][0])
        assert event.nilai["SEQUENCE"][0].isdigit()
        assert event.nilai["STATUS"][0] in ("TENTATIVE", "CONFIRMED", "CANCELLED")
        for name in ("DTSTART", "DTEND"):
            value, parameters = event.nilai[name]
            assert _STAMP.fullmatch(value) and parameters.removeprefix("TZID=") in zones
        assert event.nilai["DTSTART"][0] < event.nilai["DTEND"][0]
    return calendar


def kejadian(content: bytes) -> list[Bagian]:
    """The events of a calendar."""
    return [part for part in baca(content).anak if part.nama == "VEVENT"]
