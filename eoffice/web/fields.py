"""Posted text to typed values, with every mistake collected before anyone is told (INJ-03)."""

import enum
import json
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, Final, NoReturn, Protocol, TypeVar

from eoffice.errors import Invalid
from eoffice.pdf.isi import INVISIBLE

FIRST_DATE: Final = date(1945, 1, 1)
LAST_DATE: Final = date(2100, 12, 31)
MAX_INTEGER: Final = 10**18 - 1
JSON_DEPTH: Final = 32

_DIGITS = re.compile(r"[0-9]{1,18}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: C0 without tab and newline, DEL, C1, and every sign without a shape that a body may not hold either.
_CONTROL = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f]|{INVISIBLE.pattern}")

E = TypeVar("E", bound=enum.StrEnum)


class Form(Protocol):
    """What a posted form offers; werkzeug's MultiDict fits."""

    def getlist(self, key: str, /) -> list[str]: ...


class Fields:
    """Reads one form. After a mistake a method returns a harmless stand-in, which never leaves `reading`."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self.errors: dict[str, str] = {}

    def wrong(self, name: str, sentence: str) -> None:
        """Note a mistake in a field; the first one of each field is kept."""
        self.errors.setdefault(name, sentence)

    def _one(self, name: str, label: str) -> str:
        values = self._form.getlist(name)
        if len(values) > 1:
            self.wrong(name, f"{label} hanya boleh diisi satu kali.")
        return self._stored(name, label, values[0] if values else "")

    def _stored(self, name: str, label: str, raw: str) -> str:
        if "\x00" in raw or any("\ud800" <= c <= "\udfff" for c in raw):
            self.wrong(name, f"{label} mengandung karakter yang tidak dapat disimpan.")
            return ""
        return unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n")).strip()

    def text(
        self, name: str, label: str, *, max: int = 200, min: int = 0, required: bool = True, lines: bool = False
    ) -> str:
        """Text of at most `max` characters after NFC and stripping; '' when left empty and not required.

        Args:
            lines: keep line breaks and tabs; otherwise any white space becomes one space.
        """
        value = self._visible(name, label, self._one(name, label), lines=lines)
        if not value:
            if required:
                self.wrong(name, f"{label} perlu diisi.")
            return ""
        if len(value) > max:
            self.wrong(name, f"{label} paling panjang {max} karakter; sekarang {len(value)}.")
        elif len(value) < min:
            self.wrong(name, f"{label} paling pendek {min} karakter.")
        return value

    def cell(self, name: str, label: str, raw: str, *, max: int) -> str:
        """One value of a table of repeated fields, held to the same rules as `text`; '' when left empty."""
        value = self._visible(name, label, self._stored(name, label, raw), lines=False)
        if len(value) > max:
            self.wrong(name, f"{label} paling panjang {max} karakter; sekarang {len(value)}.")
        return value

    def lines(self, name: str, label: str, raw: str, *, max: int) -> str:
        """Like `cell`, for a value that keeps its line breaks."""
        value = self._visible(name, label, self._stored(name, label, raw), lines=True)
        if len(value) > max:
            self.wrong(name, f"{label} paling panjang {max} karakter; sekarang {len(value)}.")
        return value

    def _visible(self, name: str, label: str, value: str, *, lines: bool) -> str:
        if _CONTROL.search(value):
            self.wrong(name, f"{label} mengandung karakter kendali yang tidak terlihat; ketik ulang bagian itu.")
            return ""
        return value if lines else " ".join(value.split())

    def secret(self, name: str, label: str, *, max: int = 1024) -> str:
        """A password or passphrase exactly as typed: not stripped, not normalised, not empty."""
        values = self._form.getlist(name)
        raw = values[0] if values else ""
        if not raw:
            self.wrong(name, f"{label} perlu diisi.")
        elif len(raw) > max or "\x00" in raw or any("\ud800" <= c <= "\udfff" for c in raw):
            self.wrong(name, f"{label} paling panjang {max} karakter, tanpa karakter kendali.")
            return ""
        return raw

    def maybe_integer(self, name: str, label: str, *, low: int = 0, high: int = MAX_INTEGER) -> int | None:
        """A whole number in ASCII digits, or None when left empty."""
        raw = self._one(name, label)
        if not raw:
            return None
        if not _DIGITS.fullmatch(raw):
            self.wrong(name, f"{label} harus bilangan bulat tanpa tanda, paling banyak 18 angka.")
            return None
        value = int(raw)
        if not low <= value <= high:
            self.wrong(name, f"{label} harus antara {low} dan {high}.")
        return value

    def integer(self, name: str, label: str, *, low: int = 0, high: int = MAX_INTEGER) -> int:
        """A whole number in ASCII digits; must be given."""
        value = self.maybe_integer(name, label, low=low, high=high)
        if value is None:
            self.wrong(name, f"{label} perlu diisi.")
            return low
        return value

    def integers(self, name: str, label: str, *, required: bool = True, most: int = 200) -> list[int]:
        """Whole numbers from a repeated field, in order, doubles dropped."""
        found: dict[int, None] = {}
        for raw in self._form.getlist(name):
            if not raw.strip():
                continue
            if not _DIGITS.fullmatch(raw.strip()):
                self.wrong(name, f"{label} memuat pilihan yang tidak dikenal.")
                return []
            found[int(raw)] = None
        if required and not found:
            self.wrong(name, f"{label} perlu dipilih.")
        if len(found) > most:
            self.wrong(name, f"{label} paling banyak {most} pilihan.")
        return list(found)

    def maybe_date(self, name: str, label: str, *, first: date = FIRST_DATE, last: date = LAST_DATE) -> date | None:
        """An ISO date (yyyy-mm-dd), or None when left empty."""
        raw = self._one(name, label)
        if not raw:
            return None
        try:
            value = date.fromisoformat(raw) if _DATE.fullmatch(raw) else None
        except ValueError:
            value = None
        if value is None:
            self.wrong(name, f"{label} harus berupa tanggal yang ada, misalnya 2026-11-22.")
        elif not first <= value <= last:
            self.wrong(name, f"{label} harus antara {first.isoformat()} dan {last.isoformat()}.")
        return value

    def date(self, name: str, label: str, *, first: date = FIRST_DATE, last: date = LAST_DATE) -> date:
        """An ISO date; must be given."""
        value = self.maybe_date(name, label, first=first, last=last)
        if value is None:
            self.wrong(name, f"{label} perlu diisi.")
            return first
        return value

    def maybe_choice(self, name: str, label: str, members: type[E]) -> E | None:
        """A member of an enumeration by its value, or None when left empty."""
        raw = self._one(name, label)
        if not raw:
            return None
        try:
            return members(raw)
        except ValueError:
            self.wrong(name, f"{label} memuat pilihan yang tidak dikenal.")
            return None

    def choice(self, name: str, label: str, members: type[E]) -> E:
        """A member of an enumeration by its value; must be given."""
        value = self.maybe_choice(name, label, members)
        if value is None:
            self.wrong(name, f"{label} perlu dipilih.")
            return next(iter(members))
        return value

    def flag(self, name: str) -> bool:
        """Whether a checkbox was ticked."""
        return any(v in ("1", "on", "true", "ya") for v in self._form.getlist(name))

    def json(self, name: str, label: str, *, max: int = 900_000) -> Any:
        """A JSON document within the limits of WEB-09, or None after a mistake."""
        values = self._form.getlist(name)
        raw = values[0] if values else ""
        if not raw:
            self.wrong(name, f"{label} perlu diisi.")
            return None
        if len(raw) > max:
            self.wrong(name, f"{label} terlalu panjang untuk disimpan; paling banyak {max} karakter.")
            return None
        try:
            return parse_json(raw)
        except ValueError:
            self.wrong(name, f"{label} tidak dapat dibaca; muat ulang halaman lalu coba lagi.")
            return None

    def version(self, name: str = "versi") -> int:
        """The version of the record that the form was made from (TRX-02)."""
        return self.integer(name, "Versi data", low=0, high=2**31 - 1)


@contextmanager
def reading(form: Form) -> Iterator[Fields]:
    """Read a form inside a `with`; leaving it raises Invalid with every mistake at once."""
    fields = Fields(form)
    yield fields
    if fields.errors:
        count = len(fields.errors)
        message = next(iter(fields.errors.values())) if count == 1 else f"Ada {count} isian yang perlu diperbaiki."
        raise Invalid(message, fields.errors)


def whole(raw: str) -> int | None:
    """A whole number in ASCII digits that a database can hold, or None."""
    return int(raw) if _DIGITS.fullmatch(raw) else None


def _no_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is not JSON")


def _no_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("duplicate key")
    return found


def _bounded_integer(digits: str) -> int:
    if len(digits.lstrip("-")) > 18:
        raise ValueError("integer out of bounds")
    return int(digits)


def parse_json(raw: str | bytes) -> Any:
    """JSON with nesting up to 32, integers up to 18 digits, no duplicate keys, no NaN, no NUL or lone surrogates.

    Raises:
        ValueError: it is not that.
    """
    text = raw.decode("utf-8") if isinstance(raw, bytes) else raw
    depth, inside, escaped = 0, False, False
    for c in text:
        if inside:
            if escaped:
                escaped = False
            elif c == "\\":
                escaped = True
            elif c == '"':
                inside = False
        elif c == '"':
            inside = True
        elif c in "[{":
            depth += 1
            if depth > JSON_DEPTH:
                raise ValueError("nested too deeply")
        elif c in "]}":
            depth -= 1
    value = json.loads(text, parse_constant=_no_constant, parse_int=_bounded_integer, object_pairs_hook=_no_doubles)
    dumped = json.dumps(value, ensure_ascii=False)
    if "\\u0000" in dumped or any("\ud800" <= c <= "\udfff" for c in dumped):
        raise ValueError("unstorable character")
    return value
