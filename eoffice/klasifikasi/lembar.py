"""A sheet with a retention schedule as rows: its columns are recognised, and whatever is wrong is named by row."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from eoffice.errors import Invalid
from eoffice.klasifikasi.states import NasibAkhir

#: Field → its column in the template, and other names that a Perwal gives it.
KOLOM: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "kode": ("Kode", ("kode klasifikasi", "no kode", "kode arsip")),
    "uraian": ("Jenis Arsip", ("uraian", "jenis", "jenis/series arsip", "jenis arsip/series", "series")),
    "aktif": ("Aktif (tahun)", ("aktif", "retensi aktif", "aktif tahun", "aktif_tahun")),
    "inaktif": ("Inaktif (tahun)", ("inaktif", "retensi inaktif", "inaktif tahun", "inaktif_tahun")),
    "nasib": ("Nasib Akhir", ("keterangan", "nasib", "nasib_akhir", "keterangan/nasib akhir", "rekomendasi")),
    "pemicu": ("Dihitung Sejak", ("pemicu", "sejak", "aktif dihitung")),
}
WAJIB: Final = ("kode", "aktif", "inaktif", "nasib")
#: Rows of one schedule, and years of one stage.
PALING_BANYAK: Final = 10_000
PALING_LAMA: Final = 100
#: The trigger when a sheet names none (naskah-dinas 6.3).
BAWAAN: Final = "berkas ditutup"

_KODE: Final = re.compile(r"\d{3}(\.\d{1,2}){0,3}\Z", re.ASCII)
_TAHUN: Final = re.compile(r"(\d{1,3})\s*(?:tahun|thn|th)?\.?\Z", re.ASCII | re.IGNORECASE)
_NASIB: Final = {
    "musnah": NasibAkhir.MUSNAH,
    "permanen": NasibAkhir.PERMANEN,
    "dinilai kembali": NasibAkhir.DINILAI_KEMBALI,
    "dinilai_kembali": NasibAkhir.DINILAI_KEMBALI,
    "nilai kembali": NasibAkhir.DINILAI_KEMBALI,
}
_TEKS: Final = re.compile(r"^'(?=[0-9=+\-@])")


@dataclass(frozen=True)
class BarisJra:
    """One row of a schedule; durations in years."""

    kode: str
    uraian: str
    aktif: int
    inaktif: int
    nasib: NasibAkhir
    pemicu: str

    @property
    def isi(self) -> tuple[int, int, NasibAkhir, str]:
        """What makes two rows of the same kode differ; another wording of the title does not."""
        return self.aktif, self.inaktif, self.nasib, self.pemicu


@dataclass(frozen=True)
class Keliru:
    """What is wrong in the sheet: its row as a spreadsheet numbers it, and a sentence."""

    baris: int
    kalimat: str


def baca(rows: Sequence[Sequence[str]], dikenal: frozenset[str]) -> tuple[list[BarisJra], list[Keliru]]:
    """Read a sheet; empty rows are passed over, and the first row that names a kode is the head.

    Args:
        dikenal: the codes of the classification.
    Raises:
        Invalid: no head with the columns that are needed, no row, or too many.
    """
    start, places = _head(rows)
    found: dict[str, BarisJra] = {}
    wrong: list[Keliru] = []
    for number, cells in enumerate(rows[start + 1 :], start + 2):
        texts = {f: _TEKS.sub("", " ".join(cells[at].split())) if at < len(cells) else "" for f, at in places.items()}
        if not any(texts.values()):
            continue
        said = _check(texts, dikenal, found)
        if said:
            wrong += [Keliru(number, each) for each in said]
            continue
        found[texts["kode"]] = _row(texts)
        if len(found) > PALING_BANYAK:
            raise Invalid(f"Paling banyak {PALING_BANYAK} baris JRA.", {"lembar": "Lembarnya terlalu panjang."})
    if not found and not wrong:
        raise Invalid(
            "Lembar ini tidak berisi baris JRA.", {"lembar": "Isi sedikitnya satu baris di bawah judul kolom."}
        )
    return list(found.values()), wrong


def _head(rows: Sequence[Sequence[str]]) -> tuple[int, dict[str, int]]:
    for n, row in enumerate(rows[:30]):
        names = [" ".join(cell.casefold().split()) for cell in row]
        places = {}
        for field, (label, others) in KOLOM.items():
            at = next((names.index(x) for x in (label.casefold(), *others) if x in names), None)
            if at is not None:
                places[field] = at
        if "kode" in places:
            lacking = [KOLOM[f][0] for f in WAJIB if f not in places]
            if lacking:
                said = f"Kolom {', '.join(f'«{x}»' for x in lacking)} tidak ada. Pakailah lembar contoh."
                raise Invalid(said, {"lembar": said})
            return n, places
    said = "Baris judul dengan kolom «Kode» tidak ditemukan. Pakailah lembar contoh."
    raise Invalid(said, {"lembar": said})


def _check(texts: Mapping[str, str], dikenal: frozenset[str], found: Mapping[str, BarisJra]) -> list[str]:
    kode, said = texts["kode"], []
    if not _KODE.match(kode):
        said.append(f"Kode “{kode[:40]}” tidak berbentuk kode klasifikasi, misalnya 900.1.3.1.")
    elif kode not in dikenal:
        said.append(f"Kode {kode} tidak ada dalam klasifikasi. Tambahkan dahulu kodenya, atau betulkan.")
    elif kode in found:
        said.append(f"Kode {kode} tertulis dua kali.")
    for field in ("aktif", "inaktif"):
        match = _TAHUN.match(texts[field])
        if match is None or int(match[1]) > PALING_LAMA:
            said.append(f"{KOLOM[field][0]} “{texts[field][:40]}” bukan angka tahun antara 0 dan {PALING_LAMA}.")
    if texts["nasib"].casefold() not in _NASIB:
        said.append(f"Nasib akhir “{texts['nasib'][:40]}” tidak dikenal. Isi Musnah, Permanen, atau Dinilai kembali.")
    return said


def _row(texts: Mapping[str, str]) -> BarisJra:
    years = {f: int(m[1]) for f in ("aktif", "inaktif") if (m := _TAHUN.match(texts[f])) is not None}
    return BarisJra(
        kode=texts["kode"],
        uraian=texts.get("uraian", "")[:300],
        aktif=years["aktif"],
        inaktif=years["inaktif"],
        nasib=_NASIB[texts["nasib"].casefold()],
        pemicu=texts.get("pemicu", "")[:300] or BAWAAN,
    )


@dataclass(frozen=True)
class Beda:
    """How a schedule differs from the one before, by kode."""

    baru: tuple[BarisJra, ...]
    berubah: tuple[tuple[BarisJra, BarisJra], ...]
    hilang: tuple[BarisJra, ...]
    sama: int


def bandingkan(lama: Mapping[str, BarisJra], baru: Sequence[BarisJra]) -> Beda:
    """What is new, what says something else (before, after), what is gone."""
    now = {row.kode: row for row in baru}
    changed = [(lama[k], row) for k, row in now.items() if k in lama and lama[k].isi != row.isi]
    return Beda(
        baru=tuple(row for k, row in now.items() if k not in lama),
        berubah=tuple(changed),
        hilang=tuple(row for k, row in lama.items() if k not in now),
        sama=sum(1 for k, row in now.items() if k in lama and lama[k].isi == row.isi),
    )
