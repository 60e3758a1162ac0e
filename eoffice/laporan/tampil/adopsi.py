"""Adoption as people read it: the answer, the strip of stages, the charts, and every ratio with its two numbers."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from eoffice.laporan.adopsi import (
    BERPERINGKAT,
    DEFINISI,
    Hitung,
    Jawaban,
    KeadaanOpd,
    Nilai,
    Peserta,
    Proyeksi,
    Putusan,
    Rasio,
    Sasaran,
    Tahap,
    Tempat,
    Ukuran,
    corong,
    gabung,
    gabung_bulan,
    jawab,
    kalimat,
    kemajuan_terbesar,
    peringkat,
    samarkan,
)
from eoffice.laporan.adopsi.potret import Potret
from eoffice.laporan.bagan import Bagan, laju
from eoffice.laporan.kertas import angka
from eoffice.laporan.queries import KeadaanKota
from eoffice.laporan.queries.kota import rasio_a2_a4
from eoffice.web.pages import BULAN_PENDEK

LEBAR: Final = 640.0
SEMPIT: Final = 360.0
TITIK: Final = 5
"""Future points of the fan at most."""
MENENTUKAN: Final = 8
"""Offices of the list that decides, before the rest is folded away."""


@dataclass(frozen=True)
class Bagian:
    """A ratio in two parts: the percentage, and numerator over denominator."""

    rasio: Rasio

    @property
    def persen(self) -> str:
        """`87,5%`, or a dash."""
        return "–" if self.rasio.nilai is None else f"{angka(100 * self.rasio.nilai, 1)}%"

    @property
    def pecahan(self) -> str:
        """`7 dari 8`, or that there is nothing to divide by."""
        if self.rasio.nilai is None:
            return "tidak ada data"
        return f"{angka(self.rasio.pembilang)} dari {angka(self.rasio.penyebut)}"

    @property
    def sedikit(self) -> bool:
        """Whether it rests on too few to compare."""
        return self.rasio.sedikit


@dataclass(frozen=True)
class Sel:
    """One cell of the strip of stages."""

    opd: int
    nama: str
    tahap: Tahap
    waspada: bool

    @property
    def teks(self) -> str:
        """What a screen reader says."""
        return f"{self.nama}: {self.tahap.label}{', waspada' if self.waspada else ''}"


@dataclass(frozen=True)
class Hambatan:
    """One perangkat daerah that decides the result: what blocks it, what to do, and who can."""

    opd: int
    nama: str
    putusan: str
    kini: Bagian
    karena: tuple[str, ...]
    usul: str
    pemilik: str


@dataclass(frozen=True)
class BarisPapan:
    """A row of the ranked table of a kelompok."""

    peringkat: int
    nama: str
    opd: int
    tahap: str
    indeks: str
    nilai: Bagian
    selang: str


@dataclass(frozen=True)
class Halaman:
    """Everything the page of adoption shows of the city."""

    jawaban: Jawaban
    kalimat: tuple[str, ...]
    keadaan: str
    strip: tuple[tuple[str, tuple[Sel, ...]], ...]
    jumlah: Mapping[Tahap, int]
    hambatan: tuple[Hambatan, ...]
    kipas: tuple[Bagan, Bagan] | None
    laju: str
    corong: tuple[Bagan, Bagan] | None
    papan: tuple[tuple[str, tuple[BarisPapan, ...]], ...]
    tak_dibandingkan: tuple[str, ...]
    maju: tuple[str, ...]
    arti: str
    beda: str


@dataclass(frozen=True)
class Ringkas:
    """The answer and the stages, as they stand on the dashboard."""

    jawaban: Jawaban
    kalimat: tuple[str, ...]
    strip: tuple[tuple[str, tuple[Sel, ...]], ...]
    jumlah: Mapping[Tahap, int]
    arti: str
    beda: str


def ringkas(kota: KeadaanKota, sasaran: Sasaran) -> Ringkas:
    """The part of the page that the dashboard repeats."""
    scope = [each for each in kota.opd if sasaran.mencakup(each.kelompok)]
    answer = jawab(kota.opd, sasaran)
    counts = {stage: sum(each.kedudukan.tahap is stage for each in scope) for stage in Tahap}
    means, differs = kalimat.arti_hitungan(sasaran), _beda(kota, sasaran)
    return Ringkas(answer, tuple(kalimat.jawaban(answer)), strip(scope), counts, means, differs)


def _beda(kota: KeadaanKota, sasaran: Sasaran) -> str:
    scope = [each for each in kota.opd if sasaran.mencakup(each.kelompok)]
    return kalimat.beda_penuh(((each, kota.capaian[int(each.opd)]) for each in scope), sasaran, kota.bulan)


def peserta_kota(
    kota: KeadaanKota, sasaran: Sasaran, tiga: Mapping[int, Rasio], lalu: Mapping[int, Rasio]
) -> list[Peserta]:
    """Every perangkat daerah of the scope as it enters a comparison."""
    return [
        Peserta(
            int(each.opd),
            each.kelompok,
            each.kedudukan.tahap,
            each.indeks,
            tiga.get(int(each.opd), Rasio()),
            lalu.get(int(each.opd), Rasio()),
        )
        for each in kota.opd
        if sasaran.mencakup(each.kelompok)
    ]


def halaman(
    kota: KeadaanKota,
    sasaran: Sasaran,
    hari_ini: date,
    tiga: Mapping[int, Rasio],
    lalu: Mapping[int, Rasio],
) -> Halaman:
    """The page of the city.

    Args:
        tiga, lalu: the ratio behind m of the last three months and of the three before, by perangkat daerah.
    """
    answer = jawab(kota.opd, sasaran)
    scope = [each for each in kota.opd if sasaran.mencakup(each.kelompok)]
    names = {int(each.opd): each.nama for each in scope}
    entrants = peserta_kota(kota, sasaran, tiga, lalu)
    stages = [each.kedudukan for each in scope]
    ranked = peringkat(entrants)
    few = [names[int(p.opd)] for p in entrants if p.tiga_bulan.penyebut < BERPERINGKAT]
    return Halaman(
        answer,
        tuple(kalimat.jawaban(answer)),
        kalimat.keadaan(kota_akhir(kota), stages),
        strip(scope),
        {stage: sum(each.tahap is stage for each in stages) for stage in Tahap},
        tuple(
            hambatan(each) for each in (*answer.menentukan, *answer.kurang_data) if each.sebab or not each.putusan.siap
        ),
        kipas(kota, sasaran),
        kalimat_laju(kota),
        corong_kota(entrants, names),
        tuple((k, tuple(_papan(row, names) for row in rows)) for k, rows in sorted(ranked.items())),
        tuple(few),
        tuple(
            f"{names[int(p.opd)]}, naik {angka(p.kemajuan or Fraction(), 1)} poin" for p in kemajuan_terbesar(entrants)
        ),
        kalimat.arti_hitungan(sasaran),
        _beda(kota, sasaran),
    )


def kota_akhir(kota: KeadaanKota) -> date:
    """The last day of the month whose stages are shown."""
    following = (kota.bulan.replace(day=28) + timedelta(days=4)).replace(day=1)
    return following - timedelta(days=1)


def strip(opd: Sequence[KeadaanOpd]) -> tuple[tuple[str, tuple[Sel, ...]], ...]:
    """One cell per perangkat daerah, by kelompok."""
    groups: dict[str, list[Sel]] = defaultdict(list)
    for each in opd:
        groups[each.kelompok].append(Sel(int(each.opd), each.nama, each.kedudukan.tahap, each.kedudukan.waspada))
    return tuple((kelompok, tuple(cells)) for kelompok, cells in groups.items())


def hambatan(opd: KeadaanOpd) -> Hambatan:
    """What blocks an office, in words."""
    first = opd.sebab[0] if opd.sebab else None
    return Hambatan(
        int(opd.opd),
        opd.nama,
        opd.putusan.label,
        Bagian(opd.kini),
        tuple(each.karena for each in opd.sebab),
        first.usul if first else "Tunggu sampai naskahnya cukup untuk diramal.",
        first.pemilik if first else "–",
    )


def _papan(row: Tempat, names: Mapping[int, str]) -> BarisPapan:
    low, high = row.selang
    return BarisPapan(
        row.peringkat,
        names[int(row.peserta.opd)],
        int(row.peserta.opd),
        row.peserta.tahap.label,
        "–" if row.peserta.indeks is None else angka(row.peserta.indeks, 2),
        Bagian(row.peserta.tiga_bulan),
        f"{_bulat(low)} sampai {_bulat(high)}%",
    )


def _bulat(bagian: float) -> str:
    return angka(Fraction(round(1000 * bagian), 10), 1)


def kipas(kota: KeadaanKota, sasaran: Sasaran) -> tuple[Bagan, Bagan] | None:
    """The measure of the city that decides, week by week, with its fan to the target date."""
    decisive = penentu(kota.proyeksi)
    if decisive is None:
        return None
    kode, found = decisive
    return _kipas(kode, found, kota.minggu, sasaran, LEBAR), _kipas(kode, found, kota.minggu, sasaran, SEMPIT)


def penentu(proyeksi: Mapping[str, Proyeksi]) -> tuple[str, Proyeksi] | None:
    """The measure that is furthest behind; the lowest of the last four weeks among those with the worst verdict."""
    if not proyeksi:
        return None
    known = {kode: each for kode, each in proyeksi.items() if each.putusan is not Putusan.KURANG_DATA}
    least = (known or proyeksi).items()
    return max(least, key=lambda item: (item[1].putusan, -(item[1].terkini.nilai or Fraction())))


def kipas_opd(proyeksi: Mapping[str, Proyeksi], minggu: Sequence[date], sasaran: Sasaran) -> tuple[Bagan, Bagan] | None:
    """The same for one perangkat daerah."""
    decisive = penentu(proyeksi)
    if decisive is None:
        return None
    kode, found = decisive
    return _kipas(kode, found, minggu, sasaran, LEBAR), _kipas(kode, found, minggu, sasaran, SEMPIT)


def _kipas(kode: str, found: Proyeksi, minggu: Sequence[date], sasaran: Sasaran, lebar: float) -> Bagan:
    history = [
        (_hari(day), None if r.nilai is None else float(100 * r.nilai), Bagian(r).persen)
        for day, r in zip(minggu, found.deret, strict=True)
    ]
    weeks = float(found.minggu)
    future = []
    for n in range(1, TITIK + 1):
        ahead = weeks * n / TITIK
        lanes = found.pada(ahead) if weeks > 0 else None
        if lanes is None:
            break
        low, mid, high = (100 * value for value in lanes)
        texts = (f"{_bulat(lanes[0])}%", f"{_bulat(lanes[1])}%", f"{_bulat(lanes[2])}%")
        day = minggu[-1] + timedelta(days=round(7 * ahead))
        future.append(laju.Ramalan(_hari(day), (low, mid, high), texts))
    name = DEFINISI[kode].nama.lower()
    said = f"{DEFINISI[kode].nama} delapan minggu terakhir"
    if future:
        said += f"; pada {kalimat.hari(sasaran.tanggal)} diperkirakan {future[-1].teks[1]}, "
        said += f"rentang {future[-1].teks[0]} sampai {future[-1].teks[2]}."
    else:
        said += "; naskahnya belum cukup untuk diramal."
    return laju.kipas(f"Perkiraan {name}", said, history, future, sasaran=float(100 * sasaran.ambang), lebar=lebar)


def _hari(tanggal: date) -> str:
    return f"{tanggal.day} {BULAN_PENDEK[tanggal.month - 1]}"


def kalimat_laju(kota: KeadaanKota) -> str:
    """Points per week that are needed against those that were made, for the city."""
    decisive = penentu(kota.proyeksi)
    if decisive is None:
        return "Belum ada naskah dalam delapan minggu terakhir."
    kode, found = decisive
    level = f"{DEFINISI[kode].nama} seluruh kota dalam empat minggu terakhir {kalimat.persen(found.terkini)}"
    if found.perlu is not None and found.perlu <= 0:
        return f"{level}: sudah melewati ambang."
    if found.perlu is None or found.laju is None:
        return f"{level}."
    return f"{level}. Perlu naik {angka(found.perlu, 1)} poin per minggu; empat minggu ini {angka(found.laju, 1)} poin per minggu."


def corong_kota(entrants: Sequence[Peserta], names: Mapping[int, str]) -> tuple[Bagan, Bagan] | None:
    """The funnel; None while fewer than three offices have data."""
    points = corong(entrants)
    if len(points) < 3:
        return None
    mean = gabung(p.rasio for p in points)
    data = [
        laju.TitikCorong(
            names[int(p.opd)],
            p.rasio.penyebut,
            100 * p.rasio.pembilang / p.rasio.penyebut,
            (100 * p.batas[0], 100 * p.batas[1]),
            p.letak,
            kalimat.persen(p.rasio),
        )
        for p in points
    ]
    outside = [each.nama for each in data if each.letak]
    said = f"Rata-rata kota {kalimat.persen(mean)}. "
    said += f"Di luar batas wajar: {kalimat.sebut(outside)}." if outside else "Tidak ada yang di luar batas wajar."
    level = 100 * mean.pembilang / mean.penyebut
    title = "Siapa yang benar-benar berbeda?"
    wide, small = (laju.corong(title, said, data, rata=level, lebar=w) for w in (LEBAR, SEMPIT))
    return wide, small


@dataclass(frozen=True)
class BarisUkuran:
    """One measure of a perangkat daerah with its definition and both of its numbers."""

    ukuran: Ukuran
    nilai: Bagian
    catatan: str = ""


def ukuran_opd(p: Potret, bulan: Mapping[str, Sequence[Rasio]], wajib: int) -> list[BarisUkuran]:
    """Every ratio of one office, small months pooled with the two before.

    Args:
        bulan: A2, A3, A4, A9, A11 of the month and the two before it, newest first.
        wajib: people that must use the system; below five the number of active ones is not shown.
    """
    rows = []
    hidden = samarkan({"A1": p.a1.pembilang}, {"A1": wajib})["A1"] is None
    for kode in ("A1", "A1b", "A2", "A3", "A4", "A7", "A9", "A10", "A11"):
        if kode in ("A1", "A1b") and hidden:
            rows.append(BarisUkuran(DEFINISI[kode], Bagian(Rasio()), "kurang dari 5 pegawai, tidak ditampilkan"))
            continue
        if kode in bulan:
            value: Nilai = gabung_bulan(bulan[kode])
            note = "tiga bulan digabung" if value.bulan > 1 and value.rasio.penyebut else ""
            if value.sedikit and value.rasio.penyebut:
                note += ("; " if note else "") + "data sedikit"
            rows.append(BarisUkuran(DEFINISI[kode], Bagian(value.rasio), note))
        else:
            rows.append(BarisUkuran(DEFINISI[kode], Bagian({"A1b": p.a1b, **p.rasio()}[kode])))
    return rows


def rasio_hitung(hitung: Hitung) -> dict[str, Rasio]:
    """Every ratio that comes from counts alone."""
    return {
        **rasio_a2_a4(hitung),
        "A9": Rasio(*hitung.a9),
        "A11": Rasio(hitung.bebas_cetak, hitung.lahir_digital),
    }
