"""A sheet of the store-room, row by row: what each row says, and what is wrong with it, before anything is written."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from eoffice.errors import Invalid

KOLOM: Final = ("perangkat_daerah", "bulan", "rim", "rupiah", "asn")
WAJIB: Final = ("perangkat_daerah", "bulan", "rim")
PALING_BANYAK: Final = 2_000
CONTOH: Final = ("Kode, singkatan, atau nama perangkat daerah", "2025-01", "57", "3534750", "120")
_BULAN: Final = (
    "januari", "februari", "maret", "april", "mei", "juni",
    "juli", "agustus", "september", "oktober", "november", "desember",
)  # fmt: skip
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})(?:-\d{1,2})?")
_LOCAL: Final = re.compile(r"(?:\d{1,2}/)?(\d{1,2})/(\d{4})")
_KATA: Final = re.compile(r"([a-z]{1,20})[ -](\d{4})")
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:[.,]\d{3})+")


@dataclass(frozen=True)
class BarisGudang:
    """One row of the sheet.

    Attributes:
        nomor: its row in the file, the heading being 1.
        opd: id of the perangkat daerah; asn: None when the sheet does not say.
        galat: what is wrong with it, one sentence; "" when it can be taken.
    """

    nomor: int
    opd: int = 0
    nama: str = ""
    bulan: date = date.min
    rim: int = 0
    rupiah: int | None = None
    asn: int | None = None
    galat: str = ""


def dari_csv(content: bytes) -> list[list[str]]:
    """Rows of a CSV file as spreadsheets save it; commas, semicolons or tabs.

    Raises:
        Invalid: it is no text, or has too many rows.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise Invalid("Berkas ini bukan CSV.", {"berkas": "Simpan sebagai CSV UTF-8 atau XLSX, lalu unggah lagi."})
    first = text.split("\n", 1)[0]
    delimiter = max((";", ",", "\t"), key=first.count)
    rows = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append([" ".join(cell.split())[:300] for cell in row[:30]])
            if len(rows) > PALING_BANYAK + 1:
                break
    except csv.Error:
        raise Invalid(
            "Berkas ini bukan CSV.", {"berkas": "Simpan ulang sebagai CSV UTF-8, lalu unggah lagi."}
        ) from None
    return rows


def baca(rows: Sequence[Sequence[str]], opd: Mapping[str, tuple[int, str]]) -> list[BarisGudang]:
    """Every row with its mistakes.

    Args:
        opd: code, short name and name in lower case to the id and the name of a perangkat daerah.
    Raises:
        Invalid: the headings are missing, there is nothing below them, or too much.
    """
    if not rows:
        raise Invalid("Lembar ini kosong.", {"berkas": "Lembar ini kosong."})
    head = [cell.strip().lower().replace(" ", "_") for cell in rows[0]]
    if missing := [name for name in WAJIB if name not in head]:
        sentence = f"Kolom {', '.join(missing)} tidak ada di baris pertama. Pakai lembar contoh di halaman ini."
        raise Invalid(sentence, {"berkas": sentence})
    if len(rows) - 1 > PALING_BANYAK:
        sentence = f"Paling banyak {PALING_BANYAK} baris sekaligus. Bagi menjadi beberapa lembar."
        raise Invalid(sentence, {"berkas": sentence})
    place = {name: head.index(name) for name in KOLOM if name in head}
    found: list[BarisGudang] = []
    seen: dict[tuple[int, date], int] = {}
    for n, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        cells: dict[str, str] = {name: row[at].strip() if at < len(row) else "" for name, at in place.items()}
        made = _baris(n, cells, opd)
        key = (made.opd, made.bulan)
        if not made.galat and key in seen:
            made = BarisGudang(n, nama=made.nama, galat=f"Bulan ini sudah ada pada baris {seen[key]}.")
        seen.setdefault(key, n)
        found.append(made)
    if not found:
        raise Invalid("Tidak ada baris di bawah judul kolom.", {"berkas": "Tidak ada baris di bawah judul kolom."})
    return found


def _baris(n: int, cells: Mapping[str, str], opd: Mapping[str, tuple[int, str]]) -> BarisGudang:
    name = cells["perangkat_daerah"]
    known = opd.get(name.lower())
    month = _bulan(cells["bulan"])
    rim, rupiah, asn = (_bilangan(cells.get(each, "")) for each in ("rim", "rupiah", "asn"))
    wrong = [
        sentence
        for sentence, holds in (
            ("Perangkat daerah tidak dikenal, atau bukan yang Anda catat.", known is None),
            ("Bulan harus seperti 2026-01 atau Januari 2026.", month is None),
            ("Rim harus bilangan bulat.", rim is None or rim < 0 or not cells["rim"]),
            ("Rupiah harus bilangan bulat.", rupiah is not None and rupiah < 0),
            ("ASN harus bilangan bulat.", asn is not None and asn < 1),
        )
        if holds
    ]
    if wrong or known is None or month is None or rim is None:
        return BarisGudang(n, nama=name[:80], galat=" ".join(wrong))
    return BarisGudang(n, known[0], known[1], month, rim, rupiah, asn)


def _bulan(teks: str) -> date | None:
    for pattern, order in ((_ISO, (0, 1)), (_LOCAL, (1, 0))):
        if match := pattern.fullmatch(teks):
            parts = [int(part) for part in match.groups()]
            return _awal(parts[order[0]], parts[order[1]])
    match = _KATA.fullmatch(teks.lower())
    if match is None:
        return None
    hit = [n for n, name in enumerate(_BULAN, 1) if name.startswith(match[1]) and len(match[1]) >= 3]
    return _awal(int(match[2]), hit[0]) if len(hit) == 1 else None


def _awal(tahun: int, bulan: int) -> date | None:
    return date(tahun, bulan, 1) if 1 <= bulan <= 12 and 2000 <= tahun <= 2100 else None


def _bilangan(teks: str) -> int | None:
    """A whole number; None when empty, -1 when it is none."""
    teks = teks.removeprefix("'").removeprefix("Rp").strip()
    if not teks:
        return None
    if _THOUSANDS.fullmatch(teks):
        teks = teks.replace(".", "").replace(",", "")
    return int(teks) if teks.isascii() and teks.isdigit() and len(teks) <= 15 else -1
