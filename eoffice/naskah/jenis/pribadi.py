"""The NIK, personal data that a naskah may need and a list must not show (naskah-dinas.md 2.4 p; 9, 35)."""

import re
from collections.abc import Mapping
from typing import Any, Final

from eoffice.naskah.jenis.rincian import baris, teks
from eoffice.naskah.jenis.rupa import Jenis

_NIK: Final = re.compile(r"(?<![\d./-])(\d{6})(\d{6})(\d{4})(?![\d/-])")
#: Days of birth are 01 to 31, and 41 to 71 for women; months 01 to 12.
_LAHIR: Final = re.compile(r"(?:[04][1-9]|[1256]\d|[37][01])(?:0[1-9]|1[0-2])\d\d")


def ber_nik(words: str) -> bool:
    """Does a text hold a number that can be a NIK?"""
    return any(_LAHIR.fullmatch(found[2]) for found in _NIK.finditer(words))


def samar(words: str) -> str:
    """The text with all but the last four digits of each NIK covered."""
    return _NIK.sub(lambda found: f"{'•' * 12}{found[3]}" if _LAHIR.fullmatch(found[2]) else found[0], words)


def terisi(kind: Jenis, rincian: Mapping[str, Any]) -> bool:
    """Was the NIK of somebody filled in, in a field that is meant for it?"""
    fields = [k.nama for k in kind.kolom if any(part.nama == "nik" for part in k.kolom)]
    return any(teks(row, "nik").strip() for name in fields for row in baris(rincian, name))
