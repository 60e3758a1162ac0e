"""The ledger of the store-room as a page shows it: months of a year, rows of a sheet, and what is confirmed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from eoffice import clock
from eoffice.laporan.kertas import angka, kira_kira
from eoffice.laporan.kertas.konfirmasi import Konfirmasi
from eoffice.laporan.kertas.lembar import BarisGudang
from eoffice.laporan.models import PernyataanKertas, PersediaanKertas
from eoffice.web.pages import BULAN

_BULAN: Final = re.compile(r"(\d{4})-(\d{2})")
TIDAK_WAJAR: Final = (
    "Potensi melebihi separuh pembelian kertas tahun dasar. Surat biasanya hanya 20 sampai 50 persen dari cetakan "
    "kantor, jadi hitungannya perlu diperiksa."
)


def baca_bulan(teks: str) -> date | None:
    """The first of a month written as 2026-01; None when it is none."""
    match = _BULAN.fullmatch(teks)
    if match is None:
        return None
    year, month = int(match[1]), int(match[2])
    return date(year, month, 1) if 2000 <= year <= 2100 and 1 <= month <= 12 else None


def nama_bulan(bulan: date) -> str:
    """`Januari 2026`."""
    return f"{BULAN[bulan.month - 1]} {bulan.year}"


@dataclass(frozen=True)
class BulanTampak:
    """One month of the ledger: the entry that counts, and those before it."""

    bulan: date
    nama: str
    kini: PersediaanKertas | None
    dulu: Sequence[PersediaanKertas]


def bulan_tahun(tahun: int, riwayat: Mapping[date, Sequence[PersediaanKertas]], terakhir: date) -> list[BulanTampak]:
    """Every month of a year up to this one, the empty ones too."""
    found = []
    for n in range(1, 13):
        month = date(tahun, n, 1)
        if month > terakhir:
            break
        rows = riwayat.get(month, ())
        held = rows[0] if rows and rows[0].rim is not None else None
        found.append(BulanTampak(month, nama_bulan(month), held, rows[1:] if held else rows))
    return found


@dataclass(frozen=True)
class Ringkas:
    """What the store-room says, in words and figures."""

    potensi: str
    terkonfirmasi: str
    rho: str
    rumus: str
    cakupan: str
    peringatan: str


def ringkas(k: Konfirmasi) -> Ringkas:
    """Potensi and terkonfirmasi side by side; without ledger data only that it is not confirmed."""
    potential = f"{kira_kira(k.potensi)} lembar"
    if k.terkonfirmasi is None or k.hemat_lembar is None:
        said = (
            f"Belum ada bulan yang tercatat pada tahun ini dan juga pada tahun dasar {k.tahun_dasar}, jadi potensinya "
            "belum dikonfirmasi."
        )
        return Ringkas(potential, "belum ada", "", "", said, "")
    saved = angka(k.hemat_lembar, 0)
    formula = (
        f"500 × ({angka(k.rim_dasar, 0)} rim disetarakan menjadi {angka(k.rim_dasar_setara, 1)} − "
        f"{angka(k.rim_kini, 0)} rim) = {saved} lembar; yang terkonfirmasi ialah yang terkecil antara {saved} dan "
        f"{angka(k.potensi_tercatat, 1)} lembar."
    )
    covered = f"{k.tercatat} dari {k.bulan} bulan dapat dibandingkan dengan tahun {k.tahun_dasar}"
    if k.opd > 1:
        covered += f"; {k.opd_tercatat} dari {k.opd} perangkat daerah mencatat gudangnya"
    return Ringkas(
        potential,
        f"{angka(k.terkonfirmasi, 0)} lembar",
        "" if k.rho is None else angka(k.rho, 2),
        formula,
        f"{covered}.",
        TIDAK_WAJAR if k.tidak_wajar else "",
    )


@dataclass(frozen=True)
class BarisTampak:
    """One row of a sheet in the preview: salah, baru, membetulkan or sama."""

    nomor: int
    nama: str
    bulan: str
    rim: str
    rupiah: str
    asn: str
    keadaan: str
    catatan: str


def baris(
    rows: Sequence[BarisGudang], held: Mapping[tuple[int, date], tuple[int, int | None, int]]
) -> list[BarisTampak]:
    """Every row with what loading it would do."""
    found = []
    for row in rows:
        if row.galat:
            found.append(BarisTampak(row.nomor, row.nama, "", "", "", "", "salah", row.galat))
            continue
        before = held.get((row.opd, row.bulan))
        state = "baru" if before is None else "membetulkan"
        if before == (row.rim, row.rupiah, row.asn):
            state = "sama"
        note = f"sebelumnya {before[0]} rim" if before is not None and state == "membetulkan" else ""
        price = "" if row.rupiah is None else f"Rp{angka(Fraction(row.rupiah), 0)}"
        found.append(
            BarisTampak(row.nomor, row.nama, nama_bulan(row.bulan), str(row.rim), price, str(row.asn), state, note)
        )
    return found


def keadaan(row: PernyataanKertas | None, batas: date, hari: date) -> list[tuple[str, str]]:
    """The state of one declaration as tags: text and tone; a missing one is only missing once its time is over.

    Args:
        batas: the last day on which it is in time.
    """
    if row is None:
        return [("belum ada", "bad")] if hari > batas else [("ditunggu", "warn")]
    late = clock.wib(row.dinyatakan_at).date() > batas
    return [(f"{row.jumlah} naskah", "ok"), *([("terlambat", "warn")] if late else [])]
