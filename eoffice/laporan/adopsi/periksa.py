"""Checks against gaming, C1 to C12: they ask questions, they never punish (metrik.md 3.5).

C8 and C11 are closed by construction: the earliest registration counts, and denominators come from staff records.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Final

from eoffice.laporan.adopsi.catatan import Surat
from eoffice.laporan.adopsi.rasio import Rasio, peringkat_terdekat
from eoffice.laporan.kertas import Fakta, Opd
from eoffice.peristiwa.states import Jenis

MASSAL: Final = 10
"""Disposisi of one account within `DALAM` that look like typing in from paper."""
DALAM: Final = timedelta(seconds=60)
SEKEJAP: Final = timedelta(minutes=2)
SEJAM: Final = timedelta(hours=1)
SELISIH_SEGERA: Final = Fraction(1, 5)
DERAJAT_PALING_SEDIKIT: Final = 10
TEMBUSAN_PALING_SEDIKIT: Final = 100


@dataclass(frozen=True)
class Pertanyaan:
    """One finding as a question to a perangkat daerah; counts only, never who."""

    kode: str
    opd: Opd
    jumlah: int
    kalimat: str


def periksa(
    fakta: Sequence[Fakta], surat: Iterable[Surat] = (), kelompok: Mapping[Opd, str] | None = None
) -> list[Pertanyaan]:
    """Every question that the events of a period raise, by office and code.

    Args:
        fakta: valid events of the period, corrections applied.
        surat: the clocks of the surat registered in it.
        kelompok: group of each office, within which tembusan are compared; without it all are one group.
    """
    found = [
        *_celah(fakta),
        *_pindaian(fakta),
        *_kembar(fakta),
        *_tembusan(fakta, kelompok or {}),
        *_kosong(fakta),
        *_massal(fakta),
        *_sekejap(fakta, surat),
        *_derajat(fakta),
    ]
    return sorted(found, key=lambda q: (str(q.opd), q.kode))


def celah(urut: Iterable[int]) -> int:
    """How many numbers are missing between 1 and the largest of a register and year."""
    taken = set(urut)
    return max(taken, default=0) - len(taken)


def _celah(fakta: Sequence[Fakta]) -> list[Pertanyaan]:
    series: dict[tuple[Opd, str, int], set[int]] = defaultdict(set)
    for each in fakta:
        if each.jenis is Jenis.NASKAH_DINOMORI:
            series[each.opd, str(each.rincian.get("register")), each.of("tahun")].add(each.of("urut"))
    gaps: Counter[Opd] = Counter()
    for (opd, _, _), numbers in series.items():
        gaps[opd] += max(numbers) - min(numbers) + 1 - len(numbers)
    return [
        Pertanyaan("C1", opd, n, f"{n} nomor di antara nomor yang terpakai tidak ada naskahnya. Adakah surat kertas?")
        for opd, n in gaps.items()
        if n
    ]


def _pindaian(fakta: Sequence[Fakta]) -> list[Pertanyaan]:
    """Issued as digital although no version was kept before it got its number (C2)."""
    drafted = {e.naskah for e in fakta if e.jenis in (Jenis.NASKAH_DIKONSEP, Jenis.NASKAH_VERSI_DISIMPAN)}
    numbered = {e.naskah for e in fakta if e.jenis is Jenis.NASKAH_DINOMORI}
    odd: Counter[Opd] = Counter(
        e.opd
        for e in fakta
        if e.jenis is Jenis.NASKAH_DITERBITKAN
        and e.rincian.get("asal") == "digital"
        and e.naskah in numbered
        and e.naskah not in drafted
    )
    return [
        Pertanyaan("C2", opd, n, f"{n} naskah bernomor tanpa pernah dikonsep di sistem. Apakah berasal dari pindaian?")
        for opd, n in odd.items()
    ]


def _kembar(fakta: Sequence[Fakta]) -> list[Pertanyaan]:
    """The same text issued again within an hour (C3)."""
    seen: dict[tuple[Opd, str], list[Fakta]] = defaultdict(list)
    for each in fakta:
        if each.jenis is Jenis.NASKAH_DITERBITKAN and each.rincian.get("teks_sha256"):
            seen[each.opd, str(each.rincian["teks_sha256"])].append(each)
    twins: Counter[Opd] = Counter()
    for (opd, _), events in seen.items():
        times = sorted(e.pada for e in events)
        twins[opd] += sum(b - a <= SEJAM for a, b in pairwise(times))
    return [
        Pertanyaan("C3", opd, n, f"{n} naskah terbit dengan isi yang sama dalam satu jam. Mengapa dipecah?")
        for opd, n in twins.items()
        if n
    ]


def _tembusan(fakta: Sequence[Fakta], kelompok: Mapping[Opd, str]) -> list[Pertanyaan]:
    """Far more tembusan than the others of the kelompok (C4): above the 99th percentile of the period."""
    groups: dict[str, list[tuple[Opd, int]]] = defaultdict(list)
    for each in fakta:
        if each.jenis is Jenis.NASKAH_DITERBITKAN:
            copies = sum(each.of(name) for name in ("tb_opd_lain", "tb_se_opd", "tb_luar"))
            groups[kelompok.get(each.opd, "")].append((each.opd, copies))
    odd: Counter[Opd] = Counter()
    for rows in groups.values():
        if len(rows) >= TEMBUSAN_PALING_SEDIKIT:
            limit = peringkat_terdekat([float(n) for _, n in rows], 99)
            odd.update(opd for opd, n in rows if n > limit)
    return [
        Pertanyaan("C4", opd, n, f"{n} naskah bertembusan jauh lebih banyak daripada lazimnya. Perlukah semuanya?")
        for opd, n in odd.items()
    ]


def _kosong(fakta: Sequence[Fakta]) -> list[Pertanyaan]:
    """Lampiran of which more than half is blank paper (C5); those pages were not counted."""
    padded: Counter[Opd] = Counter(
        e.opd for e in fakta if e.jenis is Jenis.NASKAH_DITERBITKAN and e.of("lampiran_kosong") > e.of("lampiran")
    )
    return [
        Pertanyaan(
            "C5", opd, n, f"{n} naskah berlampiran halaman yang lebih dari separuhnya kosong. Perlukah semuanya?"
        )
        for opd, n in padded.items()
    ]


def _massal(fakta: Sequence[Fakta]) -> list[Pertanyaan]:
    """Ten disposisi within a minute by one account (C6): shown as massal."""
    times: dict[tuple[Opd, str], list[Fakta]] = defaultdict(list)
    for each in fakta:
        if each.jenis is Jenis.DISPOSISI_DIBUAT and each.akun and each.rincian.get("kanal") == "sistem":
            times[each.opd, each.akun].append(each)
    bulk: Counter[Opd] = Counter()
    for (opd, _), events in times.items():
        ordered = sorted(e.pada for e in events)
        hit = set()
        for n in range(len(ordered) - MASSAL + 1):
            if ordered[n + MASSAL - 1] - ordered[n] <= DALAM:
                hit |= set(range(n, n + MASSAL))
        bulk[opd] += len(hit)
    return [
        Pertanyaan("C6", opd, n, f"{n} disposisi dibuat serempak dalam satu menit. Apakah disalin dari kertas?")
        for opd, n in bulk.items()
        if n
    ]


def _sekejap(fakta: Sequence[Fakta], surat: Iterable[Surat]) -> list[Pertanyaan]:
    """Completed less than two minutes after its first disposisi, without any follow-up in between (C7)."""
    followed = {e.naskah for e in fakta if e.jenis is Jenis.DISPOSISI_SELESAI}
    quick: Counter[Opd] = Counter(
        s.opd
        for s in surat
        if s.disposisi is not None
        and s.selesai is not None
        and s.selesai - s.disposisi < SEKEJAP
        and s.naskah not in followed
    )
    return [
        Pertanyaan(
            "C7", opd, n, f"{n} surat selesai kurang dari dua menit setelah didisposisikan. Sudahkah dikerjakan?"
        )
        for opd, n in quick.items()
    ]


def _derajat(fakta: Sequence[Fakta]) -> list[Pertanyaan]:
    """Degrees lowered after registration, which moves the limit (C12)."""
    lowered: Counter[Opd] = Counter(
        e.opd
        for e in fakta
        if e.jenis is Jenis.SURAT_DERAJAT_DIUBAH and _tingkat(e.rincian.get("ke")) < _tingkat(e.rincian.get("dari"))
    )
    return [
        Pertanyaan("C12", opd, n, f"{n} surat diturunkan derajatnya sehingga batasnya bergeser. Apa alasannya?")
        for opd, n in lowered.items()
    ]


_TINGKAT: Final[Mapping[str, int]] = {"biasa": 0, "segera": 1, "amat_segera": 2}


def _tingkat(derajat: object) -> int:
    return _TINGKAT.get(str(derajat), 0)


def derajat_ganjil(segera: Mapping[Opd, Rasio], kelompok: Mapping[Opd, str]) -> list[Opd]:
    """Offices whose share of urgent surat lies far below that of their kelompok (C12)."""
    groups: dict[str, Rasio] = defaultdict(Rasio)
    for opd, rasio in segera.items():
        groups[kelompok.get(opd, "")] += rasio
    found = []
    for opd, rasio in segera.items():
        mean, own = groups[kelompok.get(opd, "")].nilai, rasio.nilai
        if own is None or mean is None or rasio.penyebut < DERAJAT_PALING_SEDIKIT:
            continue
        if mean - own > SELISIH_SEGERA:
            found.append(opd)
    return sorted(found, key=str)
