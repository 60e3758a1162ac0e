"""Quarter by quarter: rim that the store-room bought, beside the paper that the model says was avoided (G8)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eoffice.laporan.kertas import Skenario, Tiga, Ukuran
from eoffice.laporan.kertas.hitung import bersih
from eoffice.laporan.kertas.setara import MIKRO, RIM
from eoffice.laporan.models import RBulan
from eoffice.laporan.queries import bulanan
from eoffice.laporan.queries.gudang import rim_per_triwulan
from eoffice.laporan.queries.ketentuan import ketentuan
from eoffice.laporan.states import Rentang, month_start

BANYAK: Final = 8
"""Quarters that are shown, the running one included."""


@dataclass(frozen=True)
class Triwulan:
    """One quarter of the whole city.

    Attributes:
        awal: its first day.
        rim: bought according to the ledger; None when nobody entered a month of it.
        potensi: net avoided paper in rim, in the three scenarios.
    """

    awal: date
    rim: int | None
    potensi: Tiga[Fraction]


def awal_triwulan(tanggal: date) -> date:
    """The first day of the quarter of a date."""
    return date(tanggal.year, (tanggal.month - 1) // 3 * 3 + 1, 1)


def triwulan(session: Session, hari_ini: date, banyak: int = BANYAK) -> tuple[Triwulan, ...]:
    """The last quarters, oldest first."""
    starts = [month_start(awal_triwulan(hari_ini), 3 * n) for n in reversed(range(banyak))]
    net, rim = _bersih(session, starts[0], hari_ini), _rim(session, starts[0], hari_ini)
    return tuple(Triwulan(each, rim.get(each), Tiga(*(net[each, s] for s in Skenario))) for each in starts)


def _bersih(session: Session, dari: date, sampai: date) -> dict[tuple[date, Skenario], Fraction]:
    """Net rim of the city by quarter and scenario: the plain sum of its perangkat daerah (K9)."""
    span = Rentang(dari, sampai + timedelta(days=1))
    part = bulanan.sumber(session, RBulan, span, ("versi", "skenario", "lembar_dasar", "lembar_nyata")).c
    keys = (part.opd_id, part.versi, part.skenario, part.bulan)
    rows = session.execute(select(*keys, func.sum(part.lembar_dasar), func.sum(part.lembar_nyata)).group_by(*keys))
    factors = ketentuan(session)
    sums: dict[tuple[int, str, Skenario, date], list[int]] = defaultdict(lambda: [0, 0])
    for opd, versi, skenario, month, base, printed in rows:
        held = sums[opd, versi, skenario, awal_triwulan(month)]
        held[0] += int(base)
        held[1] += int(printed)
    found: dict[tuple[date, Skenario], Fraction] = defaultdict(Fraction)
    for (opd, versi, skenario, start), (base, printed) in sums.items():
        leak = factors.versi(opd, versi).of("bocor", skenario)
        net = bersih(Ukuran(lembar_dasar=base, lembar_nyata=printed), leak)
        found[start, skenario] += Fraction(net.lembar, MIKRO * RIM)
    return found


def _rim(session: Session, dari: date, sampai: date) -> dict[date, int]:
    """Rim bought by quarter, of the perangkat daerah that have entries."""
    rows = rim_per_triwulan(session, None, Rentang(dari, sampai + timedelta(days=1)))
    return {date(each.tahun, 3 * each.nomor - 2, 1): each.rim for each in rows}
