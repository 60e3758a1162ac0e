"""Alerts P-1 to P-7: a rule, an owner, a reason in one sentence, and hysteresis (metrik.md 2.6)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import Final

from eoffice.laporan.adopsi.rasio import Rasio
from eoffice.laporan.adopsi.tahap import Tahap
from eoffice.laporan.kertas import angka

KOSONG: Final = Rasio()


class Kode(StrEnum):
    """Which rule."""

    P1 = "P-1"
    P2 = "P-2"
    P3 = "P-3"
    P4 = "P-4"
    P5 = "P-5"
    P6 = "P-6"
    P7 = "P-7"


@dataclass(frozen=True)
class Ambang:
    """The thresholds, all settings (metrik.md 2.6 marks them as assumptions)."""

    sepi_hari: int = 5
    sepi_sekda: int = 10
    turun_poin: int = 15
    turun_naskah: int = 10
    lewat_surat: int = 5
    lewat_bagian: Fraction = Fraction(1, 10)
    habis_hari: tuple[int, int] = (30, 7)
    laju_hari: int = 90
    cetak_bagian: Fraction = Fraction(3, 10)
    bersih: timedelta = timedelta(days=7)
    tunda: timedelta = timedelta(days=7)


AMBANG: Final = Ambang()


@dataclass(frozen=True)
class Tanda:
    """What the rules look at for one perangkat daerah on one day.

    Attributes:
        hari_sepi: working days without any tindakan nyata.
        m_kini, m_lalu: the ratio behind m in the last four weeks and in the four before.
        terbuka, lewat: open surat, and those past their limit.
        habis: days until each certificate of a jabatan that must sign ends; tanpa_sertifikat: filled jabatan without one.
        kemiringan: slope of the deciding series, in logit per week; None without data.
        hari_ke_sasaran: days to the target date.
        celah: numbers missing in the series of this year; pernyataan: monthly paper declarations that are overdue.
        tercetak, dasar: printed sheets and baseline of the last four weeks, in thousandths.
    """

    hari_sepi: int = 0
    m_kini: Rasio = KOSONG
    m_lalu: Rasio = KOSONG
    terbuka: int = 0
    lewat: int = 0
    habis: tuple[int, ...] = ()
    tanpa_sertifikat: int = 0
    kemiringan: float | None = None
    tahap: Tahap = Tahap.BELUM
    hari_ke_sasaran: int = 0
    celah: int = 0
    pernyataan: int = 0
    tercetak: int = 0
    dasar: int = 0


@dataclass(frozen=True)
class Temuan:
    """A rule that holds today: who owns it, why, and where the list behind it is."""

    kode: Kode
    pemilik: str
    alasan: str
    daftar: str


def temuan(t: Tanda, ambang: Ambang = AMBANG) -> list[Temuan]:
    """Every rule that holds for these signs."""
    found: list[Temuan] = []

    def add(kode: Kode, pemilik: str, alasan: str, daftar: str) -> None:
        found.append(Temuan(kode, pemilik, alasan, daftar))

    if t.hari_sepi >= ambang.sepi_hari:
        owner = "Sekretaris Daerah" if t.hari_sepi >= ambang.sepi_sekda else "Sekretaris perangkat daerah"
        add(Kode.P1, owner, f"Tidak ada kegiatan di sistem selama {t.hari_sepi} hari kerja.", "#ukuran")
    now, before = t.m_kini.nilai, t.m_lalu.nilai
    if now is not None and before is not None and min(t.m_kini.penyebut, t.m_lalu.penyebut) >= ambang.turun_naskah:
        fall = 100 * (before - now)
        if fall >= ambang.turun_poin:
            add(
                Kode.P2,
                "Kepala perangkat daerah",
                f"Pemakaian turun {angka(fall, 0)} poin dalam empat minggu.",
                "#minggu",
            )
    if t.lewat >= ambang.lewat_surat or (t.lewat and Fraction(t.lewat, max(t.terbuka, 1)) >= ambang.lewat_bagian):
        reason = f"{t.lewat} dari {t.terbuka} surat yang masih terbuka sudah lewat batas."
        add(Kode.P3, "Kepala perangkat daerah", reason, "#waktu")
    _sertifikat(t, ambang, add)
    near = 0 <= t.hari_ke_sasaran <= ambang.laju_hari
    if t.kemiringan is not None and t.kemiringan <= 0 and t.tahap < Tahap.PENUH and near:
        reason = f"Pemakaian tidak naik, padahal sasaran tinggal {t.hari_ke_sasaran} hari."
        add(Kode.P5, "Sekretaris Daerah", reason, "#minggu")
    if t.celah or t.pernyataan:
        missing = [f"{t.celah} nomor tidak ada naskahnya di buku nomor tahun ini"] if t.celah else []
        missing += [f"{t.pernyataan} pernyataan kertas bulanan belum ada"] if t.pernyataan else []
        add(Kode.P6, "Unit kearsipan", f"{'; '.join(missing)}.", "#periksa")
    if t.dasar > 0 and Fraction(t.tercetak, t.dasar) > ambang.cetak_bagian:
        share = angka(Fraction(100 * t.tercetak, t.dasar), 0)
        add(
            Kode.P7, "Kepala perangkat daerah", f"Yang dicetak {share}% dari cara kertas dalam empat minggu.", "#ukuran"
        )
    return found


def _sertifikat(t: Tanda, ambang: Ambang, add: Callable[[Kode, str, str, str], None]) -> None:
    month, week = ambang.habis_hari
    soon = [days for days in t.habis if days <= month]
    parts = []
    if t.tanpa_sertifikat:
        parts.append(f"{t.tanpa_sertifikat} jabatan pimpinan belum punya sertifikat yang berlaku")
    if soon:
        parts.append(f"{len(soon)} sertifikat berakhir dalam {week if min(soon) <= week else month} hari")
    if parts:
        text = "; ".join(parts)
        add(Kode.P4, "Pejabat yang bersangkutan dan Diskominfo", f"{text[0].upper()}{text[1:]}.", "#sertifikat")


@dataclass(frozen=True)
class Peringatan:
    """One alert through its life: it closes only after one clean week, and may be put off once with a note.

    Attributes:
        bersih_sejak: first day on which the rule no longer held; None while it holds.
        ditutup: the day it closed for good.
    """

    kode: Kode
    dibuka: date
    pemilik: str
    alasan: str
    daftar: str
    bersih_sejak: date | None = None
    ditutup: date | None = None
    ditunda_sampai: date | None = None

    def tampak(self, hari: date) -> bool:
        """Whether it should be shown on a day: open, and not put off."""
        return self.ditutup is None and (self.ditunda_sampai is None or hari > self.ditunda_sampai)

    def boleh_ditunda(self) -> bool:
        """Only once in the life of an alert."""
        return self.ditutup is None and self.ditunda_sampai is None


def langkah(
    terbuka: Mapping[Kode, Peringatan], kini: Iterable[Temuan], hari: date, ambang: Ambang = AMBANG
) -> list[Peringatan]:
    """The alerts of one office after looking at it on one day: new ones, those that go on, and those that closed now.

    Looking twice on the same day changes nothing.
    """
    holds = {each.kode: each for each in kini}
    found = []
    for kode in Kode:
        alert, rule = terbuka.get(kode), holds.get(kode)
        if rule is not None and alert is None:
            found.append(Peringatan(kode, hari, rule.pemilik, rule.alasan, rule.daftar))
        elif rule is not None and alert is not None:
            found.append(replace(alert, pemilik=rule.pemilik, alasan=rule.alasan, bersih_sejak=None))
        elif alert is not None:
            since = alert.bersih_sejak or hari
            closed = hari if hari - since >= ambang.bersih else None
            found.append(replace(alert, bersih_sejak=since, ditutup=closed))
    return found


def hari_tersisa(sampai: datetime, pada: datetime) -> int:
    """Whole days until an end; 0 on the last one."""
    return max(0, (sampai - pada).days)
