"""Reading the list of a joint decree (SKB) as it is pasted from its text or a news page: days, kind, and what they are for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from eoffice.errors import Invalid
from eoffice.kalender.isi import PALING_BANYAK
from eoffice.pdf.kata import BULAN

HARI: Final = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu", "ahad")
_BULAN: Final = {nama.lower(): n for n, nama in enumerate(BULAN, 1)}
_KATA: Final = re.compile(r"[0-9]+|[^\W\d_]+|[^\w\s]")
#: Between the days of one line: a range or a list.
_RENTANG: Final = frozenset({"-", "–", "—", "s", "d", "sd", "sampai", "hingga"})
_DAFTAR: Final = frozenset({",", "dan", "&", "serta"})
_HIASAN: Final = frozenset({".", ":", ")", "(", ";", "•", "*", "tanggal", "tgl", "hari", *HARI})
PALING_PANJANG: Final = 400


@dataclass
class Bacaan:
    """What was understood, by date, and the lines that were not, with the reason."""

    libur: dict[str, dict[str, str]] = field(default_factory=dict)
    tidak: list[tuple[str, str]] = field(default_factory=list)


def baca_skb(teks: str, tahun: int) -> Bacaan:
    """The days off in a pasted list; a heading or the word «cuti» in a line says that they are cuti bersama.

    Raises:
        Invalid: more days than a year can have off.
    """
    found, kind = Bacaan(), "libur_nasional"
    for line in (raw.strip() for raw in teks.splitlines()):
        if not line:
            continue
        low = line.lower()
        days, said, why = _baris(line[:PALING_PANJANG], tahun)
        if not days and not why:
            if "cuti bersama" in low:
                kind = "cuti_bersama"
            elif "libur" in low:
                kind = "libur_nasional"
            continue  # a heading, a sentence
        if why:
            found.tidak.append((line[:PALING_PANJANG], why))
            continue
        what = "cuti_bersama" if "cuti" in low else kind
        for day in days:
            row = {"tanggal": day.isoformat(), "jenis": what, "keterangan": (said or "Hari libur")[:120]}
            found.libur.setdefault(day.isoformat(), row)
    if len(found.libur) > PALING_BANYAK:
        raise Invalid(f"Lebih dari {PALING_BANYAK} hari libur dalam setahun; periksa kembali yang ditempel.")
    return found


def _baris(line: str, tahun: int) -> tuple[list[date], str, str]:
    """The days of one line, what they are for, and why they cannot be read; nothing of all for a line without a month."""
    words = [(m.group(), m.start(), m.end()) for m in _KATA.finditer(line)]
    at = next((n for n, (w, _, _) in enumerate(words) if w.lower() in _BULAN and _angka(words, n)), None)
    if at is None:
        return [], "", ""
    month, after = _BULAN[words[at][0].lower()], at + 1
    year = tahun
    if after < len(words) and words[after][0].isdigit() and len(words[after][0]) == 4:
        year, after = int(words[after][0]), after + 1
    if year != tahun:
        return [], "", f"bukan tahun {tahun}"
    days = list(_tanggal(words, at))
    named = {w.lower() for w, _, _ in words} & set(HARI)
    try:
        dates = [date(year, month, day) for day in days]
    except ValueError:
        return [], "", "tanggalnya tidak ada"
    if not dates:
        return [], "", "tanggalnya tidak terbaca"
    if len(dates) == 1 and len(named) == 1:
        right = HARI[dates[0].weekday()]
        if named != {right} and not (right == "minggu" and named == {"ahad"}):
            return (
                [],
                "",
                f"{dates[0].day} {BULAN[month - 1]} {year} jatuh pada hari {right}, bukan {next(iter(named))}",
            )
    while after < len(words) and (words[after][0].lower() in _HIASAN or words[after][0] in _RENTANG | _DAFTAR):
        after += 1
    return dates, line[words[after][1] :].strip() if after < len(words) else _depan(line, words, at), ""


def _angka(words: list[tuple[str, int, int]], at: int) -> bool:
    return at > 0 and any(w.isdigit() and len(w) <= 2 for w, _, _ in words[:at])


def _tanggal(words: list[tuple[str, int, int]], at: int) -> Iterator[int]:
    """The days before the month, backwards until something else than a day or what joins days."""
    joined: list[str] = []
    for word, _, _ in reversed(words[:at]):
        low = word.lower()
        if not (word.isdigit() and len(word) <= 2) and low not in _RENTANG | _DAFTAR | {"."}:
            break
        joined.insert(0, low)
    while joined and not joined[0].isdigit():
        joined.pop(0)
    if len(joined) > 1 and joined[1] == "." and any(w.isdigit() for w in joined[2:]):
        joined = joined[2:]  # the number of a line in a list
    last, through = 0, False
    for word in joined:
        if word.isdigit():
            day = int(word)
            yield from range(last + 1, day) if through else ()
            yield day
            last, through = day, False
        elif word in _RENTANG:
            through = True


def _depan(line: str, words: list[tuple[str, int, int]], at: int) -> str:
    """What the day is for when it stands before the date: `Hari Raya Natal, 25 Desember`."""
    first = next((start for w, start, _ in words[:at] if w.isdigit() and len(w) <= 2), 0)
    return line[:first].strip(" ,:;.-–(")
