"""What the lines of every book have in common: their official columns, masking, and how codes are written."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from eoffice.akses.rights import Sifat

AGENDA: Final = "agenda"
EKSPEDISI: Final = "ekspedisi"
RAHASIA: Final = "(Rahasia)"
TERTUTUP: Final = {Sifat.RAHASIA: RAHASIA, Sifat.SANGAT_RAHASIA: "(Sangat Rahasia)", Sifat.TERBATAS: "(Terbatas)"}

KOLOM: Final[dict[str, tuple[str, ...]]] = {
    AGENDA: (
        "No. agenda", "Tanggal dan jam terima", "Cara", "Asal", "Nomor surat", "Tanggal surat", "Hal", "Ringkasan", "Sifat",
        "Urgensi", "Lampiran", "Kode", "Tujuan", "Berkas", "Penerima", "Keterangan",
    ),
    "register": (
        "No. urut", "Tanggal", "Nomor lengkap", "Kode", "Tujuan", "Hal", "Sifat", "Lampiran", "Unit pengolah",
        "Penandatangan", "Keterangan",
    ),
    EKSPEDISI: (
        "No.", "Tanggal dan jam", "Nomor surat", "Tujuan", "Hal", "Cara", "Diserahkan oleh", "Diterima oleh",
        "Bukti",
    ),
}  # fmt: skip
"""Official columns of each kind of book."""


@dataclass(frozen=True)
class Baris:
    """One line: its running number, its cells in the order of the columns, and whether it is void or masked."""

    urut: int
    sel: tuple[str, ...]
    batal: bool = False
    tertutup: bool = False


def bulan_buku(tahun: int, bulan: int) -> tuple[date, date]:
    """First day of a month of the book, and of the one after."""
    after = date(tahun + bulan // 12, bulan % 12 + 1, 1)
    return date(tahun, bulan, 1), after
