"""Putting the year together: which topic when, and every step in order of time."""

import random
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import Final

from eoffice.contoh import kota
from eoffice.contoh.kalender import at, working_days
from eoffice.contoh.rencana import ekor, naskah, ragam
from eoffice.contoh.rencana.bentuk import Aksi, Langkah, MasukRencana, NaskahRencana, Rencana
from eoffice.contoh.rencana.masuk import Penerimaan
from eoffice.contoh.teks.bentuk import Topik
from eoffice.contoh.teks.topik import TOPIK

BENIH: Final = 20261122
AWAL: Final = date(2025, 11, 24)
AKHIR: Final = date(2026, 11, 20)
#: The plan stops here; whatever would come later is the work that waits.
BERHENTI: Final[datetime] = at(AKHIR, 985)

#: Months in which a topic makes sense; all others fit any time of the year.
MUSIM: Final[dict[str, tuple[int, ...]]] = {
    "spmb": (5, 6), "banjir": (10, 11, 12), "musrenkota": (3,), "musrencam": (2,), "musrenlur": (1,),
    "rka": (8, 9, 10), "lkpj": (1, 2), "propemperda": (9, 10), "upah": (10, 11), "renja": (2, 4, 5), "kla": (4, 5),
    "pbb": (6, 7, 8), "sakip": (4, 7, 10), "nd_evaluasi": (4, 7, 10), "nd_air": (4, 7, 10), "temuan": (4, 7, 10),
    "rekon": (7,), "satudata": (2, 7, 8), "festival": (5, 9), "rtlh": (8, 9, 10), "diklat": (2, 4, 6, 8, 10),
    "hewan": (5,), "rat": (1, 2), "opsen": (7, 8), "nd_lkpm": (4, 7, 10), "rakorwas": (11, 12), "inovasi": (6, 7),
}  # fmt: skip

#: Units of the cast write more; kecamatan and kelurahan are many and each should have written.
_LEBIH: Final = 3
PAPERS: Final = 24


def _copies(topik: Topik) -> int:
    first = topik.unit[0]
    if first == "10.3.1" or first.startswith("31."):
        return 1 + _LEBIH
    if first.startswith("60"):
        return 4
    return 1


def _slots(chance: random.Random) -> list[tuple[date, Topik, str]]:
    days = working_days(AWAL, AKHIR)
    used: Counter[str] = Counter()
    slots = []
    for topik in TOPIK.values():
        for _ in range(_copies(topik)):
            fitting = [d for d in days if d.month in MUSIM.get(topik.kunci, range(1, 13)) and d < date(2026, 11, 17)]
            units = list(topik.unit)
            chance.shuffle(units)
            unit = min(units, key=lambda u: (used[kota.units()[u].opd or ""], used[u]))
            used.update((unit, kota.units()[unit].opd or ""))
            slots.append((chance.choice(fitting), topik, unit))
    return sorted(slots, key=lambda s: (s[0], s[1].kunci, s[2]))


def _delivered(row: NaskahRencana, steps: Iterable[Langkah], chance: random.Random) -> list[Langkah]:
    sent = next((s.at for s in steps if s.aksi is Aksi.KIRIM), None)
    found: list[Langkah] = []
    if sent is None:
        return found
    for tujuan in row.tujuan:
        kode = tujuan.jabatan_kode
        if kode is None:
            continue
        trip = Penerimaan(f"{row.kunci}@{kode}", kode, sent, row.surat.kode_klasifikasi, chance)
        # Offices where nobody of the cast sits are told in fewer words, so that the year loads quickly.
        near = kota.opd_of(kode) in (kota.SEKDA, "31")
        if near or chance.random() < 0.55:
            found += trip.live(depth=2 if near else 1)
        elif chance.random() < 0.9:
            found += trip.note()
    return found


@cache
def rencana() -> Rencana:
    """The plan of the sample year; the same on every call and every machine."""
    written: dict[str, NaskahRencana] = {}
    papers: dict[str, MasukRencana] = {}
    steps: list[Langkah] = []
    for n, (day, topik, unit) in enumerate(_slots(random.Random(BENIH)), start=1):  # noqa: S311
        chance = random.Random(f"{BENIH}-{n}")  # noqa: S311
        row = naskah.plan(f"N{n:03d}", topik, unit, day, chance)
        written[row.kunci] = row
        own = naskah.walk(row, day, chance)
        steps += own + _delivered(row, own, chance)
    for row, own in (*ekor.waiting(BENIH), *ragam.waiting(BENIH)):
        written[row.kunci] = row
        steps += own
    days = working_days(AWAL, date(2026, 11, 6))
    for n in range(PAPERS):
        chance = random.Random(f"{BENIH}-kertas-{n}")  # noqa: S311
        paper, own = ekor.paper(f"M{n + 1:03d}", n, days[n * len(days) // PAPERS], chance)
        papers[paper.kunci] = paper
        trip = Penerimaan(paper.kunci, paper.tujuan, own[0].at, paper.surat.kode_klasifikasi, chance)
        steps += own + trip.live(depth=2)
    for paper, own in ekor.papers(BENIH):
        papers[paper.kunci] = paper
        steps += own
    kept = sorted((s for s in steps if s.at <= BERHENTI), key=lambda s: s.at)
    return Rencana(written, papers, tuple(kept))


def signers(plan: Rencana) -> tuple[str, ...]:
    """Jabatan that sign something, by kode: each of their holders needs a certificate."""
    waiting = {row.penandatangan for row in plan.naskah.values()}
    return tuple(sorted(waiting))


def actors(plan: Rencana) -> tuple[str, ...]:
    """Jabatan that do anything at all in the plan, by kode."""
    return tuple(sorted({s.oleh for s in plan.langkah}))
