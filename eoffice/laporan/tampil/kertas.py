"""Figures as people read them: estimates in two significant figures, never without their range (metrik.md 1.5)."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from eoffice.laporan import bagan
from eoffice.laporan.bagan import Bagan
from eoffice.laporan.kertas import UKURAN, Derivasi, Hasil, Langkah, Skenario, Tiga, angka, kira_kira, rentang
from eoffice.laporan.ketentuan import SUMBER
from eoffice.web.pages import BULAN_PENDEK

SEDIKIT: Final = 10
"""Below so many naskah a share says little (metrik.md 2.1)."""
UTAMA: Final = ("massa_kertas_kg", "rim", "rp_total", "co2e_kg")


@dataclass(frozen=True)
class Angka:
    """One quantity in the three scenarios, as text."""

    kunci: str
    nama: str
    satuan: str
    rendah: str
    tengah: str
    tinggi: str

    @property
    def rentang(self) -> str:
        """The range behind the best estimate."""
        return f"rentang {self.rendah} sampai {self.tinggi}"


def tulis(kunci: str, nilai: Fraction) -> str:
    """A quantity as text: rupiah with its sign, rim with one decimal and never rounded up, the rest as an estimate."""
    if kunci == "rim":
        return angka(Fraction(nilai * 10 // 1, 10), 1)
    return f"Rp{kira_kira(nilai)}" if kunci.startswith("rp_") else kira_kira(nilai)


def angka_dari(tiga: Tiga[Hasil], kunci: str) -> Angka:
    """One field of the results."""
    nama, satuan = UKURAN[kunci]
    low, mid, high = (tulis(kunci, getattr(tiga[s], kunci)) for s in Skenario)
    return Angka(kunci, nama, "" if satuan == "Rp" else satuan, low, mid, high)


def semua(tiga: Tiga[Hasil]) -> list[Angka]:
    """Every field, in the order of the report."""
    return [angka_dari(tiga, kunci) for kunci in UKURAN]


def lembar(tiga: Tiga[Hasil]) -> str:
    """The headline: "sekitar 120 lembar, rentang 51–230"."""
    return lembar_dari(Tiga(*(tiga[s].lembar_hemat_bersih for s in Skenario)))


def lembar_dari(tiga: Tiga[Fraction]) -> str:
    """The same of plain numbers of sheets."""
    return rentang(tiga.rendah, tiga.tengah, tiga.tinggi)


SEMPIT: Final = 360.0
"""Width of a chart on a phone."""


def bulan(months: Sequence[tuple[date, Tiga[Hasil]]], *, lebar: float = 640) -> Bagan:
    """Net sheets per month as range bars."""
    rows = [
        bagan.Rentang(f"{BULAN_PENDEK[on.month - 1]} {on.year}", _floats(tiga), _texts(tiga)) for on, tiga in months
    ]
    total = len([1 for _, tiga in months if tiga.tengah.lembar_garis_dasar])
    return bagan.rentang(
        "Kertas bersih terhindar per bulan",
        f"Lembar terhindar dalam {len(rows)} bulan; {total} bulan berisi naskah atau disposisi.",
        rows,
        satuan="lembar",
        lebar=lebar,
    )


def _floats(tiga: Tiga[Hasil]) -> tuple[float, float, float]:
    low, mid, high = (float(tiga[s].lembar_hemat_bersih) for s in Skenario)
    return low, mid, high


def _texts(tiga: Tiga[Hasil]) -> tuple[str, str, str]:
    low, mid, high = (kira_kira(tiga[s].lembar_hemat_bersih) for s in Skenario)
    return low, mid, high


@dataclass(frozen=True)
class Pita:
    """A small range bar inside a table cell: places from 0 to 200."""

    nol: int
    kiri: int
    tengah: int
    kanan: int


def pita(rows: Iterable[Tiga[Hasil]]) -> list[Pita]:
    """Range bars that share one scale, zero included."""
    values = [_floats(tiga) for tiga in rows]
    low = min((v[0] for v in values), default=0.0)
    high = max((v[2] for v in values), default=0.0)
    low, high = min(low, 0.0), max(high, 0.0)
    span = high - low or 1.0

    def at(value: float) -> int:
        return round(2 + 196 * (value - low) / span)

    return [Pita(at(0), at(v[0]), at(v[1]), max(at(v[2]), at(v[0]) + 1)) for v in values]


@dataclass(frozen=True)
class Bagian:
    """A numerator over its denominator, with what to say when it says little."""

    jumlah: int
    seluruh: int

    @property
    def teks(self) -> str:
        """`86% (12/14)`, or that there is nothing to divide by."""
        if not self.seluruh:
            return "tidak ada data"
        return f"{angka(Fraction(100 * self.jumlah, self.seluruh), 0)}% ({self.jumlah}/{self.seluruh})"

    @property
    def sedikit(self) -> bool:
        """Whether the share rests on too few to compare."""
        return 0 < self.seluruh < SEDIKIT


def per_langkah(langkah: Sequence[Langkah]) -> list[tuple[Langkah, Langkah, Langkah]]:
    """Steps of a derivation, its three scenarios side by side: first what paper would have cost, then what was printed."""
    found = [(langkah[n], langkah[n + 1], langkah[n + 2]) for n in range(0, len(langkah), 3)]
    return sorted(found, key=lambda step: not step[0].rumus.startswith("B"))


_LUAR: Final = "bagian yang tetap dicetak di luar aplikasi"
#: The formulas of the model in plain words, for readers who have never seen its letters.
RUMUS: Final = {
    "B = S × (konsep + koreksi + tujuan + tembusan + pertinggal + agenda) + nota": "Lembar cara kertas = lembar sekali cetak × (konsep + koreksi + tujuan + tembusan + pertinggal + agenda) + nota pengajuan konsep",
    "B = S × cetak surat masuk": "Lembar cara kertas = lembar sekali cetak × cetak surat masuk",
    "B = S × salinan berkas + lembar disposisi": "Lembar cara kertas = lembar sekali cetak × salinan berkas + lembar disposisi",
    "A = S × salinan": "Lembar tetap dicetak = lembar sekali cetak × salinan",
    "A = S × peluang × salinan": "Lembar tetap dicetak = lembar sekali cetak × peluang × salinan",
    "A = S × peluang": "Lembar tetap dicetak = lembar sekali cetak × peluang dicetak",
    "A = S × max(0, wajib − tercatat)": "Lembar tetap dicetak = lembar sekali cetak × salinan fisik yang wajib ada dan belum tercatat dicetak",
    "E = amplop": "Amplop terpakai = banyaknya amplop",
    "H = (1 − bocor) × B − A": f"Kertas bersih terhindar = (1 − {_LUAR}) × lembar cara kertas − lembar tetap dicetak",
}  # fmt: skip
_PILIHAN: Final = {
    "dupleks_dasar": {"selalu": "selalu bolak-balik", "tidak pernah": "selalu satu muka"},
    "dupleks_nyata": {"selalu": "selalu bolak-balik", "tidak pernah": "selalu satu muka"},
    "g_salin": {"0": "tanpa salinan", "m-1": "penerima dikurangi satu", "m": "sebanyak penerima"},
}
_SATUAN: Final = {"cara": "cara mencetak", "rasio": "persen", "peluang": "persen", "cetak/putaran": "cetak per putaran"}


@dataclass(frozen=True)
class Nilai:
    """A factor of a derivation as people read it: its name, unit, three values, and on what it rests."""

    nama: str
    satuan: str
    tiga: Tiga[str]
    sumber: str


def nilai(derivasi: Derivasi) -> list[Nilai]:
    """The factors that took part, without the letters of the model."""

    def said(kode: str, satuan: str, teks: str) -> str:
        if satuan in ("rasio", "peluang"):
            return f"{angka(Fraction(teks.replace(',', '.')) * 100, 1)}%"
        return _PILIHAN.get(kode, {}).get(teks, teks.replace("opd", "perangkat daerah"))

    return [
        Nilai(
            arti[0].upper() + arti[1:],
            _SATUAN.get(satuan, satuan.replace("/", " per ")),
            Tiga(*(said(kode, satuan, tiga[s]) for s in Skenario)),
            SUMBER[kode],
        )
        for kode, arti, satuan, tiga in derivasi.parameter
    ]


def dengan_kata(isi: str) -> str:
    """The figures or the note of a step without the letters and functions of the model."""
    isi = re.sub(r"\bmin\((\d+), (\d+)\)", r"\1 putaran (paling banyak \2)", isi)
    isi = re.sub(r"\bmax\(0, (\d+ − \d+)\)", r"(\1, paling sedikit 0)", isi)
    return isi.replace("S = ", "Sekali cetak = ", 1)


def kosong(derivasi: Derivasi) -> bool:
    """Whether the naskah adds nothing at all."""
    return not derivasi.langkah
