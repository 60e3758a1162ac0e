"""The figures of a month as canonical JSON: what is frozen, compared, and printed; exact numbers are written as text."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any, Final

from eoffice.db import dump_json

SKEMA: Final = "laporan-sekda/1"
KOTA: Final = "KOTA"
RASIO: Final = ("A1", "A1b", "A2", "A3", "A4", "A7", "A9", "A10", "A11")
WAKTU: Final = ("A5", "A6")
SKENARIO: Final = ("rendah", "tengah", "tinggi")
LEWAT: Final = (
    "surat",
    "disposisi",
    "selesai_terlambat",
    "disposisi_pertama_terlambat",
    "terbuka",
    "dicatat",
)
"""Counts of A8 and of the cohort they belong to, in the order of the report."""
KERTAS_TETAP: Final = ("lembar_garis_dasar", "lembar_nyata_terukur", "lembar_hemat_bersih")

Isi = Mapping[str, Any]
"""The content of one report; its shape is `SKEMA`."""


def bita(isi: Isi) -> bytes:
    """The canonical bytes, of which the SHA-256 is taken."""
    return dump_json(isi).encode()


def baca(isi: bytes) -> dict[str, Any]:
    """The content again."""
    found: dict[str, Any] = json.loads(isi)
    return found


def id_potret(bulan: str, sha256: str) -> str:
    """The name that stands on every file of one snapshot: `LS-2026-10-4f5a…`, the month and the beginning of the hash."""
    return f"LS-{bulan}-{sha256[:12]}"


def desimal(nilai: Fraction) -> str:
    """An exact decimal where there is one, else twelve decimals."""
    rest = nilai.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    with localcontext() as context:
        context.prec = 60
        found = Decimal(nilai.numerator) / Decimal(nilai.denominator)
        if rest != 1:
            found = found.quantize(Decimal(1).scaleb(-12))
        text = f"{found:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def pecahan(teks: str) -> Fraction:
    """The number that a decimal stands for, exactly."""
    return Fraction(teks)


def cakupan(isi: Isi) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Code, name and figures of every perangkat daerah, then of the whole city."""
    for each in isi["opd"]:
        yield each["kode"], each["nama"], each
    yield KOTA, "Seluruh kota", isi["angka"]


@dataclass(frozen=True)
class Angka:
    """One figure of a report: where, which measure, which part of it (pembilang, tengah, median, …), and its value as text."""

    kode: str
    ukuran: str
    bagian: str
    nilai: str


def datar(isi: Isi) -> list[Angka]:
    """Every additive or measured figure of a report as a flat list, for comparing and for checking."""
    found = []
    for kode, _, each in cakupan(isi):
        for name, ratio in each["rasio"].items():
            for part, value in zip(("pembilang", "penyebut"), ratio or ("", ""), strict=True):
                found.append(Angka(kode, name, part, str(value)))
        for name in WAKTU:
            for part in ("n", "median", "p90"):
                value = each["waktu"][name][part]
                found.append(Angka(kode, name, part, "belum" if value is None else str(value)))
        found += [Angka(kode, "A8", name, str(each["lewat"][name])) for name in LEWAT]
        for name, three in each["kertas"].items():
            found += [Angka(kode, name, part, three[part]) for part in SKENARIO]
    return found


DIBANDINGKAN: Final = frozenset({*RASIO, *WAKTU, "A8", *KERTAS_TETAP})
"""Measures whose correction is reported; everything else follows from them."""


def beda(semula: Mapping[tuple[str, str, str], str], kini: Isi) -> list[dict[str, str]]:
    """Which figures of a month are now different from what was last reported of it."""
    names = {kode: nama for kode, nama, _ in cakupan(kini)}
    found = []
    for each in datar(kini):
        before = semula.get((each.kode, each.ukuran, each.bagian))
        if each.ukuran in DIBANDINGKAN and before is not None and before != each.nilai:
            found.append(
                {
                    "bulan": kini["bulan"],
                    "kode": each.kode,
                    "nama": names[each.kode],
                    "ukuran": each.ukuran,
                    "bagian": each.bagian,
                    "semula": before,
                    "kini": each.nilai,
                }
            )
    return found


def terlapor(isi: Isi, sesudahnya: Sequence[Isi]) -> dict[tuple[str, str, str], str]:
    """What was last reported of a month: its own snapshot, and the penyesuaian that later reports told of it."""
    found = {(a.kode, a.ukuran, a.bagian): a.nilai for a in datar(isi)}
    for later in sesudahnya:
        for row in later["penyesuaian"]:
            if row["bulan"] == isi["bulan"]:
                found[row["kode"], row["ukuran"], row["bagian"]] = row["kini"]
    return found


def bulan_dari(isi: Isi) -> date:
    """The first day of the month of a report."""
    return date.fromisoformat(isi["dari"])
