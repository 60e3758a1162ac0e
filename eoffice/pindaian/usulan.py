"""What the text of a letter proposes for its registration, and where it stands; a person confirms each of them."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

MONTHS: Final = (
    "januari", "februari", "maret", "april", "mei", "juni",
    "juli", "agustus", "september", "oktober", "november", "desember",
)  # fmt: skip
#: Lines of the first page that count as its head, and of the last as its end.
HEAD: Final = 24

_DAY: Final = re.compile(
    r"(?<![\w/.-])([0-3]?[0-9OlI])\s{0,3}[ .-]\s{0,3}([A-Za-z][A-Za-z0-9]{2,9})\s{0,3}[ .,-]\s{0,3}((?:19|20)\d\d)(?!\d)"
)
_NUMERIC: Final = re.compile(r"(?<![\d/.-])([0-3]?\d)[/-]([01]?\d)[/-]((?:19|20)\d\d)(?![\d/-])")
_LABEL_NOMOR: Final = re.compile(
    r"^\W{0,3}(?:nomor|nomer|nomar|norior|no)\b\s{0,20}[.:;=]{0,3}\s{0,20}(.{1,160})$", re.IGNORECASE
)
_LABEL_HAL: Final = re.compile(
    r"^\W{0,3}(?:perihal|hal|hai|ha1|tentang)\s{0,20}[:;.=]\s{0,20}(.{3,300})$", re.IGNORECASE
)
_LABEL_TANGGAL: Final = re.compile(r"^\W{0,3}(?:tanggal|tgl)\b|\bpada tanggal\b", re.IGNORECASE)
_LABEL_DARI: Final = re.compile(r"^\W{0,3}dari\s{0,20}[:;=]\s{0,20}(.{3,200})$", re.IGNORECASE)
_LABEL_ANY: Final = re.compile(
    r"^\W{0,3}(?:nomor|no|sifat|lampiran|lamp|perihal|hal|tanggal|kepada|yth|dari|tembusan|derajat|urgensi|di)\b",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(r"(?<![\w/])[A-Za-z0-9.\-]{1,20}(?:\s?/\s?[A-Za-z0-9.\-&]{1,24}){2,6}")
_RULE: Final = re.compile(r"\b(?:undang|peraturan|pasal|tahun|keputusan)\b", re.IGNORECASE)
_STREET: Final = re.compile(
    r"\b(?:jalan|jl|telepon|telp|tel|faks|laman|pos-el|surel|email|kode pos)\b|@|www\.", re.IGNORECASE
)
_BODY: Final = re.compile(
    r"^(?:dengan hormat|dalam rangka|sehubungan|berdasarkan|menindaklanjuti|bersama ini|kepada|yth|mohon|yang bertanda)\b",
    re.IGNORECASE,
)
#: Months as numbers write them, where at least one sign is a letter that no digit is taken for.
_ROMAN: Final = {month: month for month in ("IV", "VI", "VII", "VIII", "IX", "XI", "XII")}
ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


@dataclass(frozen=True)
class Usulan:
    """A proposed value, the page it stands on and the line it comes from, and how sure it is in percent where that is known."""

    nilai: str
    halaman: int
    kutipan: str
    keyakinan: int | None = None


@dataclass(frozen=True)
class _Line:
    text: str
    page: int


def usulkan(pages: Sequence[str], today: date) -> dict[str, Usulan]:
    """Proposals for nomor_surat, tanggal_surat (ISO), hal and asal_teks; what the text does not say is left out.

    Args:
        pages: the text of each page of one letter.
        today: a letter is not dated later.
    """
    lines = [
        _Line(" ".join(raw.split()), number)
        for number, page in enumerate(pages, 1)
        for raw in page.splitlines()
        if raw.strip()
    ]
    day = _tanggal(lines, today)
    found = {
        "nomor_surat": _nomor(lines, ROMAN[date.fromisoformat(day.nilai).month - 1] if day else ""),
        "tanggal_surat": day,
        "hal": _hal(lines),
        "asal_teks": _asal(lines),
    }
    return {name: made for name, made in found.items() if made is not None}


def _made(value: str, line: _Line) -> Usulan:
    return Usulan(value, line.page, line.text[:160])


# -- nomor ------------------------------------------------------------------------------------------------------------


def _nomor(lines: Sequence[_Line], month: str) -> Usulan | None:
    for n, line in enumerate(lines[: 2 * HEAD]):
        named = _LABEL_NOMOR.match(line.text)
        value = _number_in(named[1], month) if named else ""
        if named and not value and n + 1 < len(lines) and len(named[1]) < 4:
            value = _number_in(lines[n + 1].text, month)
        if value:
            return _made(value, line)
    for line in lines[:HEAD]:
        bare = _NUMBER.search(line.text)
        if (
            bare
            and any(c.isdigit() for c in bare[0])
            and not _STREET.search(line.text)
            and not _NUMERIC.search(bare[0])
        ):
            return _made(_tight(bare[0], month), line)
    return None


def _number_in(words: str, month: str) -> str:
    """The number at the beginning of what follows the label; the date on the right of the same line is none of it."""
    day = _DAY.search(words)
    kept = words[: day.start()] if day else words
    kept = re.split(r"\s{3,}|,\s", kept)[0].strip(" .:;,-|_")
    kept = _place_off(kept)
    if not any(c.isdigit() for c in kept) or len(kept) > 160:
        return ""
    if "/" not in kept and "." not in kept and "-" not in kept and len(kept.split()) > 3:
        return ""
    return _tight(kept, month)


def _place_off(words: str) -> str:
    """A place before the date, such as «Arunika», is left of the comma or simply the last plain word."""
    parts = words.split(" ")
    while len(parts) > 1 and re.fullmatch(r"[A-Za-z]{3,}", parts[-1]) and "/" in parts[0] and not parts[-1].isupper():
        parts.pop()
    return " ".join(parts)


def _tight(number: str, month: str) -> str:
    """OCR likes spaces around strokes, and reads the Roman month XI as X1.

    Args:
        month: that of the letter's own date, "" when unknown: a repair that contradicts it is not proposed.
    """
    return "/".join(_month(part, month) for part in re.sub(r"\s?/\s?", "/", number).strip().split("/"))


def _month(part: str, month: str) -> str:
    repaired = _ROMAN.get(part.replace("1", "I").replace("l", "I")) if part[:-1] else None
    if repaired is None or repaired in (part, month) or not month:
        return repaired or part
    return month if part.startswith(month) else part


# -- tanggal ----------------------------------------------------------------------------------------------------------


def _days(line: _Line, today: date) -> Iterator[date]:
    for d, word, y in _DAY.findall(line.text):
        close = difflib.get_close_matches(word.lower(), MONTHS, 1, 0.72)
        if close:
            yield from _valid(_digits(d), MONTHS.index(close[0]) + 1, int(y), today)
    for d, m, y in _NUMERIC.findall(line.text):
        yield from _valid(int(d), int(m), int(y), today)


def _digits(word: str) -> int:
    return int(word.replace("O", "0").replace("l", "1").replace("I", "1"))


def _valid(d: int, m: int, y: int, today: date) -> Iterator[date]:
    try:
        day = date(y, m, d)
    except ValueError:
        return
    if day <= today:
        yield day


def _tanggal(lines: Sequence[_Line], today: date) -> Usulan | None:
    best: tuple[int, Usulan] | None = None
    own = next((n for n, line in enumerate(lines) if _LABEL_NOMOR.match(line.text)), -1)
    for n, line in enumerate(lines):
        for day in _days(line, today):
            weight = 9 if n == own and n < HEAD else _weight(n, line, len(lines))
            if best is None or weight > best[0]:
                best = weight, _made(day.isoformat(), line)
    return best[1] if best is not None and best[0] > 0 else None


def _weight(n: int, line: _Line, count: int) -> int:
    """How much a line with a date looks like the one that dates the letter."""
    bare = _DAY.sub("", _NUMERIC.sub("", line.text)).strip(" ,.:;-")
    if _LABEL_NOMOR.match(line.text):  # another letter that this one answers
        return 1
    if _LABEL_TANGGAL.search(line.text) and (n < HEAD or count - n < HEAD) and len(bare) < 40:
        return 8 if not _RULE.search(line.text) else 1
    if _RULE.search(line.text):
        return 0
    if len(bare) <= 24 and not bare.endswith("."):  # «Arunika, 13 April 2026», or nothing else
        return 7 if n < HEAD else 6
    return 2 if n < HEAD else 1


# -- hal --------------------------------------------------------------------------------------------------------------


def _hal(lines: Sequence[_Line]) -> Usulan | None:
    for n, line in enumerate(lines[: 2 * HEAD]):
        named = _LABEL_HAL.match(line.text)
        if named and len(named[1].strip()) > 2:
            return _made(_joined(_without_day(named[1]), lines[n + 1 : n + 3]), line)
    for n, line in enumerate(lines[:HEAD]):
        if line.text.strip(" :").upper() == "TENTANG" and n + 1 < len(lines):
            kept = [
                x.text for x in lines[n + 1 : n + 4] if x.text.isupper() and not x.text.startswith(("DENGAN", "WALI"))
            ]
            if kept:
                return _made(" ".join(kept).capitalize()[:500], lines[n + 1])
    for line in lines[:HEAD]:
        if re.fullmatch(r"(?:SURAT|BERITA|NOTA|TELAAHAN|PENGUMUMAN|LAPORAN|UNDANGAN)(?: [A-Z]{2,20}){0,4}", line.text):
            return _made(line.text.capitalize(), line)
    return None


def _without_day(words: str) -> str:
    day = _DAY.search(words)
    return (words[: day.start()] if day else words).strip(" ,;|_")


def _joined(first: str, following: Sequence[_Line]) -> str:
    """A hal of two or three lines: it goes on until a label, an addressee, a date or the body."""
    parts = [first]
    for line in following:
        text = line.text
        if (
            _LABEL_ANY.match(text)
            or _BODY.match(text)
            or _DAY.search(text)
            or text.endswith((".", ","))
            or len(text) > 60
        ):
            break
        if len(first) < 25 and text[:1].isupper():  # a short first line was not broken by the margin
            break
        parts.append(text)
    return " ".join(parts)[:500]


# -- asal -------------------------------------------------------------------------------------------------------------


def _asal(lines: Sequence[_Line]) -> Usulan | None:
    for line in lines[:HEAD]:
        named = _LABEL_DARI.match(line.text)
        if named:
            return _made(named[1].strip(" .;"), line)
    head = []
    for line in lines[:8]:
        huruf = [c for c in line.text if c.isalpha()]
        if _STREET.search(line.text) or _LABEL_ANY.match(line.text):
            break
        if len(huruf) >= 5 and sum(c.isupper() for c in huruf) >= 0.8 * len(huruf):
            if line.text.upper() in ("CONTOH", "KONSEP"):
                continue
            if re.match(r"(?:SURAT|KEPUTUSAN|NOTA|BERITA|TELAAHAN|PENGUMUMAN|INSTRUKSI)\b", line.text):
                break
            head.append(line)
        elif head:
            break
    if not head:
        return None
    words = [_clean(line.text) for line in head[:4]]
    return _made(", ".join(reversed(words))[:300], head[-1])


def _clean(text: str) -> str:
    """Capitals as a name is written, short words of one or two letters at the ends taken for specks of the crest."""
    words = text.split()
    while (
        len(words) > 1 and (len(words[0]) < 3 or not words[0].isalpha()) and words[0].upper() not in ("PT", "CV", "RS")
    ):
        words.pop(0)
    small = {"DAN", "DI", "UNTUK", "DENGAN"}
    return " ".join(w.lower() if w in small else w if len(w) <= 2 or "." in w else w.capitalize() for w in words)
