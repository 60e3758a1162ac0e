"""Only aggregates leave the unit: small cells are hidden, and so is the one that would give them away (metrik.md 3.6)."""

from collections.abc import Mapping
from typing import Final, TypeVar

K: Final = 5
"""Cells about fewer accounts than this are not shown."""
SAMAR: Final = "< 5"

T = TypeVar("T")


def samarkan(sel: Mapping[T, int], orang: Mapping[T, int]) -> dict[T, int | None]:
    """The cells as they may be shown; None is a masked one.

    A cell about 1 to 4 people is masked. When exactly one would be masked, the next smallest goes with it, else the
    total minus the rest would tell its value.

    Args:
        sel: the value of each cell, for instance active users per perangkat daerah.
        orang: how many people each cell is about.
    """
    small = {key for key in sel if 0 < orang[key] < K}
    others = [key for key in sel if key not in small and orang[key] > 0]
    if len(small) == 1 and others:
        small.add(min(others, key=lambda key: (orang[key], str(key))))
    return {key: None if key in small else value for key, value in sel.items()}


def tulis_jumlah(nilai: int | None) -> str:
    """A count as text, or that it is too small to show."""
    return SAMAR if nilai is None else str(nilai)
