"""Sentences made from the figures and nothing else (metrik.md 3.2): plain Indonesian, the office is the subject."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from eoffice.laporan.adopsi.jawaban import Jawaban, KeadaanOpd, Sasaran, Sebab
from eoffice.laporan.adopsi.potret import Potret
from eoffice.laporan.adopsi.rasio import Kuantil, Rasio
from eoffice.laporan.adopsi.tahap import GERBANG, Capaian, Kedudukan, Tahap, penahan
from eoffice.laporan.kertas import angka
from eoffice.pdf.kata import BULAN

PALING_BANYAK: Final = 5
"""Offices that a sentence names at most."""
SETIAP_SEBAB: Final = 3
"""Offices that a sentence names at most for each of several reasons."""


_PENAHAN: Final = {
    "sepi": Sebab.SEPI,
    "A2": Sebab.A2,
    "A3": Sebab.A3,
    "A4": Sebab.A4,
    "A10": Sebab.TANPA_SERTIFIKAT,
    "A1": Sebab.PENGGUNA,
}
"""The reason behind each measure that keeps an office from "penuh"."""


def hari(tanggal: date) -> str:
    """`31 Desember 2026`."""
    return f"{tanggal.day} {BULAN[tanggal.month - 1]} {tanggal.year}"


def bulan(tanggal: date) -> str:
    """`Oktober 2026`."""
    return f"{BULAN[tanggal.month - 1]} {tanggal.year}"


def persen(rasio: Rasio) -> str:
    """`87,5% (7/8)`, or that there is no data; the numerator and denominator always stand beside it."""
    if rasio.nilai is None:
        return "tidak ada data"
    return f"{angka(100 * rasio.nilai, 1)}% ({angka(rasio.pembilang)}/{angka(rasio.penyebut)})"


def sebut(nama: Sequence[str], paling_banyak: int = PALING_BANYAK) -> str:
    """`A`, `A dan B`, `A, B, dan C`, and how many more."""
    shown = list(nama[:paling_banyak])
    if len(nama) > paling_banyak:
        shown.append(f"{len(nama) - paling_banyak} lainnya")
    if len(shown) <= 2:
        return " dan ".join(shown)
    return f"{', '.join(shown[:-1])}, dan {shown[-1]}"


def jawaban(j: Jawaban) -> list[str]:
    """The answer, at most three sentences: how many, who decides and why, and what to be careful about."""
    if not j.seluruh:
        return ["Belum ada perangkat daerah dalam cakupan sasaran ini."]
    target = hari(j.sasaran.tanggal)
    if len(j.kurang_data) == j.seluruh:
        found = [
            f"{_kini(j)}. Apakah semuanya siap pada {target} belum dapat diramal, karena naskah dalam delapan minggu "
            "terakhir masih terlalu sedikit."
        ]
        if blocked := [each for each in j.kurang_data if each.sebab]:
            said = _karena("perlu ditanyai", blocked)
            found.append(f"{said[0].upper()}{said[1:]}.")
    else:
        first = f"Pada laju sekarang {len(j.siap)} dari {j.seluruh} perangkat daerah siap pada {target}"
        if j.menentukan:
            first += f"; {_karena('menentukan', j.menentukan)}"
        found = [f"{first}."]
        if j.kurang_data:
            found.append(
                f"{len(j.kurang_data)} perangkat daerah belum cukup naskah untuk diramal; {j.sudah_tinggi} di antaranya "
                f"sekarang memakai sistem untuk {angka(100 * j.sasaran.ambang, 0)}% naskahnya atau lebih."
            )
    if j.jauh:
        found.append(f"Proyeksi ini jauh ke depan ({j.minggu} minggu) sehingga perlu dibaca hati-hati.")
    return found


def arti_hitungan(sasaran: Sasaran) -> str:
    """What "memakai", a tahap and "ditanyai" each count, so that their figures beside each other do not seem to disagree."""
    level, whole = angka(100 * sasaran.ambang, 0), angka(100 * GERBANG.penuh, 0)
    return (
        f"Memakai: dalam tiga bulan terakhir {level}% atau lebih lewat sistem, sesedikit apa pun naskahnya. Tahap: dinilai pada "
        f"bulan-bulan yang sudah penuh; {GERBANG.sepi_hari_kerja} hari kerja tanpa naskah berarti belum, dan penuh berarti "
        f"{whole}% atau lebih dua bulan berturut-turut dengan sertifikat pimpinan dan pegawai aktif. Perlu ditanyai: ada yang "
        "menghambatnya sekarang, walaupun sudah memakai."
    )


def beda_penuh(opd: Iterable[tuple[KeadaanOpd, Capaian]], sasaran: Sasaran, pada: date) -> str:
    """Why fewer are "penuh" than "memakai", each office under its first reason; "" when none is.

    Args:
        opd: the offices of the scope with their ratios of the month that the stage is of.
        pada: any day of that month.
    """
    held: Counter[str] = Counter()
    for each, capaian in opd:
        if each.kedudukan.tahap is not Tahap.PENUH and each.kini.paling_sedikit(sasaran.ambang):
            few = capaian.a2.nilai is not None and capaian.a2.nilai < GERBANG.mulai
            quiet = each.kedudukan.tahap is Tahap.BELUM and not few
            found = penahan(capaian, sepi=quiet)
            held[_PENAHAN[found[0]].karena if found else "belum dua bulan berturut-turut memenuhinya"] += 1
    if not held:
        return ""
    parts = [f"{angka(n)} karena {reason}" for reason, n in held.most_common()]
    return (
        f"Penuh, menurut keadaan akhir {bulan(pada)}, menuntut lebih daripada memakai: {angka(held.total())} yang memakai "
        f"belum penuh, {sebut(parts, len(parts))}."
    )


def _kini(j: Jawaban) -> str:
    level = angka(100 * j.sasaran.ambang, 0)
    return f"Sekarang {j.sudah_tinggi} dari {j.seluruh} perangkat daerah memakai sistem untuk {level}% naskahnya atau lebih"


def _karena(apa: str, opd: Sequence[KeadaanOpd]) -> str:
    """Who, and each with its own most urgent reason: nobody is blamed for what another office lacks.

    Args:
        apa: what they are, to stand behind "yang" or a number: `perlu ditanyai`.
    """
    by_reason: dict[str, list[str]] = {}
    for each in opd:
        reason = each.sebab[0].karena if each.sebab else "pemakaiannya belum cukup naik"
        by_reason.setdefault(reason, []).append(each.nama)
    if len(by_reason) == 1:
        ((reason, names),) = by_reason.items()
        count = f"{len(names)} " if len(names) > PALING_BANYAK else ""
        return f"{count}yang {apa}: {sebut(names)}, karena {reason}"
    groups = sorted(by_reason.items(), key=lambda group: -len(group[1]))
    parts = [f"{len(names)} karena {reason} ({sebut(names, SETIAP_SEBAB)})" for reason, names in groups]
    return f"{len(opd)} yang {apa}: {'; '.join(parts)}"


def keadaan(pada: date, kedudukan: Iterable[Kedudukan]) -> str:
    """How many stand where."""
    held = Counter(each.tahap for each in kedudukan)
    total = sum(held.values())
    return (
        f"Per {hari(pada)}, {held[Tahap.PENUH]} dari {total} perangkat daerah sudah penuh memakai persuratan elektronik, "
        f"{held[Tahap.BERJALAN]} berjalan, {held[Tahap.MULAI]} baru mulai, dan {held[Tahap.BELUM]} belum."
    )


def jam(detik: int | None) -> str:
    """Working time as people say it."""
    if detik is None:
        return "belum"
    minutes = detik // 60
    return f"{minutes} menit kerja" if minutes < 60 else f"{angka(Fraction(minutes, 60), 1)} jam kerja"


def waktu(kuantil: Kuantil) -> str:
    """How long surat wait for their first disposisi."""
    if not kuantil.n:
        return "Belum ada surat masuk yang perlu disposisi."
    if kuantil.median is None:
        return "Lebih dari separuh surat masuk belum didisposisikan."
    first = f"Separuh surat masuk didisposisikan dalam {jam(kuantil.median)}"
    if kuantil.p90 is None:
        return f"{first}; lebih dari satu dari sepuluh surat belum didisposisikan."
    return f"{first}; satu dari sepuluh menunggu lebih dari {jam(kuantil.p90)}."


def lewat(potret: Potret, hari_kerja: int) -> str:
    """What is open past its limit, and how old the oldest is."""
    total = potret.terbuka_lewat + potret.disposisi_lewat
    if not total:
        return "Tidak ada surat atau disposisi yang lewat batas."
    return (
        f"{angka(potret.terbuka_lewat)} surat dan {angka(potret.disposisi_lewat)} disposisi melewati batas waktu, terlama "
        f"{hari_kerja} hari kerja."
    )
