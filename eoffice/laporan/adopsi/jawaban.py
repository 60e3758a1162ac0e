"""The answer to the one question: is everybody on board by the target date, who decides it, and what blocks them (metrik.md 2.4)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import Final

from eoffice.laporan.adopsi.rasio import Rasio
from eoffice.laporan.adopsi.tahap import Kedudukan
from eoffice.laporan.adopsi.tren import SASARAN, Proyeksi, Putusan, terburuk
from eoffice.laporan.kertas import Opd


class Ukur(StrEnum):
    """What counts as ready (definisi sasaran)."""

    PEMAKAIAN = "pemakaian"
    PENUH = "penuh"

    @property
    def label(self) -> str:
        """The words on the page."""
        return _UKUR[self]


_UTAMA: Final = (
    "naskah lahir digital, naskah bertanda tangan elektronik, dan disposisi di sistem masing-masing mencapai ambang"
)
_UKUR: Final = {
    Ukur.PEMAKAIAN: _UTAMA,
    Ukur.PENUH: f"{_UTAMA}, sertifikat pimpinan lengkap, dan 70% pegawai aktif",
}


@dataclass(frozen=True)
class Sasaran:
    """The target that the city set (sasaran): until when, for whom, and what it means.

    Attributes:
        kelompok: the groups it covers; empty means every perangkat daerah.
        ambang: share that A2, A3 and A4 must reach.
    """

    tanggal: date
    kelompok: frozenset[str] = frozenset()
    ambang: Fraction = SASARAN
    ukur: Ukur = Ukur.PEMAKAIAN

    def mencakup(self, kelompok: str) -> bool:
        """Whether an office of that kelompok is meant."""
        return not self.kelompok or kelompok in self.kelompok


class Sebab(StrEnum):
    """What keeps an office from being ready (sebab)."""

    PIMPINAN_KOSONG = "pimpinan_kosong"
    TANPA_SERTIFIKAT = "tanpa_sertifikat"
    TANPA_TU = "tanpa_tu"
    SEPI = "sepi"
    A2 = "a2"
    A3 = "a3"
    A4 = "a4"
    PENGGUNA = "pengguna"

    @property
    def karena(self) -> str:
        """The reason, to stand behind "karena"."""
        return _SEBAB[self][0]

    @property
    def usul(self) -> str:
        """What to do about it."""
        return _SEBAB[self][1]

    @property
    def pemilik(self) -> str:
        """Who can do it."""
        return _SEBAB[self][2]


_SEBAB: Final = {
    Sebab.PIMPINAN_KOSONG: (
        "jabatan pimpinannya kosong",
        "Tunjuk Plt. atau Plh. agar ada yang menandatangani.",
        "Sekretaris Daerah",
    ),
    Sebab.TANPA_SERTIFIKAT: (
        "pimpinannya belum punya sertifikat yang berlaku",
        "Terbitkan sertifikat tanda tangan elektronik.",
        "Diskominfo",
    ),
    Sebab.TANPA_TU: (
        "belum ada petugas tata usaha",
        "Tetapkan petugas tata usaha dan aktifkan akunnya.",
        "Kepala perangkat daerah",
    ),
    Sebab.SEPI: (
        "tidak menerbitkan naskah selama 20 hari kerja",
        "Tanyakan naskahnya terbit di mana, lalu dampingi.",
        "Sekretaris perangkat daerah",
    ),
    Sebab.A2: (
        "sebagian naskahnya masih ditulis di luar sistem",
        "Hentikan penomoran naskah yang tidak dikonsep di sistem.",
        "Kepala perangkat daerah",
    ),
    Sebab.A3: (
        "sebagian naskahnya masih bertanda tangan basah",
        "Wajibkan tanda tangan elektronik.",
        "Kepala perangkat daerah",
    ),
    Sebab.A4: (
        "sebagian disposisinya masih di kertas",
        "Pindahkan disposisi ke sistem.",
        "Kepala perangkat daerah",
    ),
    Sebab.PENGGUNA: (
        "pegawai yang aktif belum 70%",
        "Aktifkan akun dan bagikan pekerjaan di sistem.",
        "Sekretaris perangkat daerah",
    ),
}


@dataclass(frozen=True)
class KeadaanOpd:
    """One perangkat daerah on the page of the Sekda.

    Attributes:
        kini: the ratio behind m of the last three months.
        proyeksi: one per measure that has data: A2, A3, A4.
        sebab: what blocks it, most urgent first.
    """

    opd: Opd
    nama: str
    kelompok: str
    kedudukan: Kedudukan
    indeks: Fraction | None
    kini: Rasio
    proyeksi: Mapping[str, Proyeksi] = field(default_factory=dict)
    sebab: tuple[Sebab, ...] = ()

    @property
    def penentu(self) -> tuple[str, Proyeksi] | None:
        """The measure with the worst verdict; None when there is nothing to project."""
        if not self.proyeksi:
            return None
        worst = terburuk(self.proyeksi.values())
        return next((kode, each) for kode, each in self.proyeksi.items() if each is worst)

    @property
    def putusan(self) -> Putusan:
        """The worst of the three verdicts."""
        return self.penentu[1].putusan if self.penentu is not None else Putusan.KURANG_DATA

    def siap(self, sasaran: Sasaran) -> bool:
        """Whether it is there, or heading there, in the sense of the target."""
        if not self.putusan.siap:
            return False
        formal = {Sebab.PIMPINAN_KOSONG, Sebab.TANPA_SERTIFIKAT, Sebab.PENGGUNA}
        return sasaran.ukur is Ukur.PEMAKAIAN or not formal & set(self.sebab)


@dataclass(frozen=True)
class Jawaban:
    """ "k dari N", with everything the sentence needs; never one probability for all.

    Attributes:
        siap: offices that are there or heading there.
        menentukan: those that can still be won or lost, worst first.
        kurang_data: those with too few naskah to project.
        sudah_tinggi: those of `kurang_data` that stand at or above the threshold today.
    """

    sasaran: Sasaran
    seluruh: int
    siap: tuple[KeadaanOpd, ...]
    menentukan: tuple[KeadaanOpd, ...]
    kurang_data: tuple[KeadaanOpd, ...]
    sudah_tinggi: int
    jauh: bool
    minggu: int


def jawab(opd: Sequence[KeadaanOpd], sasaran: Sasaran) -> Jawaban:
    """Put every office of the scope where it belongs."""
    scope = [each for each in opd if sasaran.mencakup(each.kelompok)]
    ready = tuple(each for each in scope if each.siap(sasaran))
    rest = [each for each in scope if not each.siap(sasaran)]
    few = [each for each in rest if each.putusan is Putusan.KURANG_DATA]
    decide = [each for each in rest if each.putusan is not Putusan.KURANG_DATA]
    every = [p for each in scope for p in each.proyeksi.values()]
    return Jawaban(
        sasaran,
        len(scope),
        ready,
        tuple(sorted(decide, key=_berat)),
        tuple(sorted(few, key=_berat)),
        sum(each.kini.paling_sedikit(sasaran.ambang) for each in few),
        any(p.jauh for p in every),
        max((-(-p.minggu.numerator // p.minggu.denominator) for p in every), default=0),
    )


def _berat(opd: KeadaanOpd) -> tuple[object, ...]:
    """The worst first: what blocks it, then how far down it stands."""
    order = list(Sebab)
    first = order.index(opd.sebab[0]) if opd.sebab else len(order)
    return (
        -opd.putusan,
        first,
        -len(opd.sebab),
        opd.kini.nilai if opd.kini.nilai is not None else Fraction(2),
        opd.nama,
    )
