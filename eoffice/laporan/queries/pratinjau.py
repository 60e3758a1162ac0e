"""What a change of factors would have done to a month that is over, before anybody decides about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from eoffice.laporan.kertas import Hasil, Ketentuan, Tiga, hasil, hasil_kota, rekap
from eoffice.laporan.kertas.ketetapan import parameter_dengan, profil_dengan
from eoffice.laporan.kertas.parameter import BAWAAN
from eoffice.laporan.models import KontribusiNaskah
from eoffice.laporan.queries.catatan import lipatan
from eoffice.laporan.queries.ketentuan import ketentuan
from eoffice.laporan.states import month_start

PALING_BANYAK: Final = 1500
"""Naskah that are computed twice for a preview; a larger month is shown by so many of its naskah."""
SEMENTARA: Final = "pratinjau"
"""Version of a change that is not decided yet."""


@dataclass(frozen=True)
class Pratinjau:
    """The same naskah with the factors of then, and with the change.

    Attributes:
        naskah: how many were computed; seluruh: how many the month has.
    """

    bulan: date
    sebelum: Tiga[Hasil]
    sesudah: Tiga[Hasil]
    naskah: int
    seluruh: int

    @property
    def contoh(self) -> bool:
        """Whether only a part of the month was computed."""
        return self.naskah < self.seluruh


def pratinjau(session: Session, opd_id: int | None, nilai: Mapping[str, Tiga[int]], bulan: date) -> Pratinjau:
    """Compute a month twice from its events; nothing is written.

    Args:
        bulan: first of the month.
    Raises:
        Invalid: values that no set of factors can hold.
    """
    end = month_start(bulan, -1)
    own = [KontribusiNaskah.tanggal >= bulan, KontribusiNaskah.tanggal < end]
    if opd_id is not None:
        own.append(KontribusiNaskah.opd_id == opd_id)
    total = session.scalar(select(func.count(func.distinct(KontribusiNaskah.naskah))).where(*own)) or 0
    chosen = select(KontribusiNaskah.naskah).where(*own).distinct().order_by(KontribusiNaskah.naskah)
    keys = list(session.scalars(chosen.limit(PALING_BANYAK)))
    rules = ketentuan(session)
    changed = _dengan(rules, opd_id, bulan, nilai)
    folded = lipatan(session, keys, rules)

    def of(rules_: Ketentuan) -> Tiga[Hasil]:
        fold = folded if rules_ is rules else folded.dengan(rules_)
        counters = rekap(fold.kontribusi.values(), bulan, end)
        mine = {key: tiga for key, tiga in counters.items() if opd_id is None or key[0] == opd_id}
        return hasil_kota(hasil(mine, rules_).values())

    return Pratinjau(bulan, of(rules), of(changed), len(keys), total)


def _dengan(rules: Ketentuan, opd_id: int | None, bulan: date, nilai: Mapping[str, Tiga[int]]) -> Ketentuan:
    """The same rules with a change that begins with the month, on top of what held then."""
    held = rules.pada("" if opd_id is None else opd_id, bulan)
    if opd_id is None:
        city = [row for row in rules.parameter if row[0] <= bulan]
        return Ketentuan((*city, (bulan, SEMENTARA, parameter_dengan(held.parameter, nilai))), rules.profil)
    own = [row for row in rules.profil.get(opd_id, BAWAAN) if row[0] <= bulan]
    rows = (*own, (bulan, SEMENTARA, profil_dengan(held.profil, nilai)))
    return Ketentuan(rules.parameter, {**rules.profil, opd_id: rows})
