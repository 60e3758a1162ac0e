"""Other ways in which records write what somebody typed: amounts of money, a NIP in groups, numbers of regulations."""

import re
from typing import Final

#: An amount with or without its sign, its points, and what stands for no cents.
_UANG: Final = re.compile(
    r"(?:rp\.?)?([1-9]\d{0,2}(?:\.\d{3}){1,5}|[1-9]\d{4,14})(?:,00|,-)?", re.ASCII | re.IGNORECASE
)
_NIP: Final = re.compile(r"\d{18}", re.ASCII)
_PERATURAN: Final = re.compile(r"(\d{1,4})/((?:19|20)\d\d)", re.ASCII)
_NOMOR: Final = re.compile(r"nomor (\d{1,5}(?: tahun \d{4})?)", re.ASCII)
_KELOMPOK: Final = ((0, 8), (8, 14), (14, 15), (15, 18))


def lain(typed: str) -> list[tuple[str, ...]]:
    """Words that mean the same as what was typed."""
    if _NIP.fullmatch(typed):
        return [tuple(typed[a:b] for a, b in _KELOMPOK)]
    if found := _PERATURAN.fullmatch(typed):
        return [(found[1], "tahun", found[2])]
    if found := _NOMOR.fullmatch(typed):
        return [("no", *found[1].split())]
    if found := _UANG.fullmatch(typed):
        plain = found[1].replace(".", "")
        first, *rest = f"{int(plain):,}".split(",")
        return [(first, *rest), (f"rp{first}", *rest), (plain,), (f"rp{plain}",)]
    return []
