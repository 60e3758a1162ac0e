"""The rules of retention as tables and pure functions: what changes how, what is due, and what may never be destroyed."""

import enum
from typing import Final


class Arah(enum.StrEnum):
    """What another version of the JRA would do to a berkas."""

    TETAP = "tetap"
    PANJANG = "panjang"
    PENDEK = "pendek"  # leaves a stage earlier than now, or from permanen to anything else


class StatusUsul(enum.StrEnum):
    """What became of a proposal."""

    USUL = "usul"
    DITERAPKAN = "diterapkan"
    DITOLAK = "ditolak"
    GUGUR = "gugur"  # the berkas changed, or the version was taken back


ARAH_LABEL: Final[dict[Arah, str]] = {
    Arah.TETAP: "Tetap",
    Arah.PANJANG: "Lebih lama",
    Arah.PENDEK: "Lebih pendek",
}
