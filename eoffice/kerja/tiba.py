"""What reached an office and waits for its TU: scans and files to register, and what a channel did not take."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import Session

from eoffice.akses.rights import Sifat
from eoffice.kanal.models import Kiriman
from eoffice.kanal.states import PERLU_DILIHAT
from eoffice.kerja.pemilik import TANPA_BATAS, Butir, milidetik, unit
from eoffice.kerja.states import Macam as M
from eoffice.kerja.states import Objek
from eoffice.naskah.states import Urgensi
from eoffice.pindaian.models import Pindaian
from eoffice.pindaian.states import OPEN as PINDAIAN_OPEN

#: Where the work on what is no surat yet is done.
HALAMAN: Final[dict[Objek, str]] = {
    Objek.PINDAIAN: "/pindaian/{}",
    Objek.KIRIMAN: "/kiriman/{}",
    Objek.SAMPUL: "/ekspedisi?tab=sampul",
}
_IDS: Final[BindParameter[Any]] = bindparam("ids", expanding=True)
_PINDAIAN: Final = select(Pindaian.id, Pindaian.opd_id, Pindaian.tiba_at).where(
    Pindaian.id.in_(_IDS), Pindaian.status.in_(PINDAIAN_OPEN)
)
_KIRIMAN: Final = select(Kiriman.id, Kiriman.opd_id, Kiriman.diambil_at).where(
    Kiriman.id.in_(_IDS), Kiriman.status.in_(PERLU_DILIHAT), Kiriman.diurus_at.is_(None)
)


def dari_pindaian(session: Session, ids: Iterable[int]) -> Iterator[Butir]:
    """What waits for registration at a TU."""
    for row in session.execute(_PINDAIAN, {"ids": sorted(ids)}):
        yield _tiba(row.opd_id, M.TIBA, Objek.PINDAIAN, row.id, f"t{row.id}", row.tiba_at)


def dari_kiriman(session: Session, ids: Iterable[int]) -> Iterator[Butir]:
    """What a channel did not take: the TU looks at it once."""
    for row in session.execute(_KIRIMAN, {"ids": sorted(ids)}):
        yield _tiba(row.opd_id, M.KIRIMAN, Objek.KIRIMAN, row.id, f"k{row.id}", row.diambil_at)


def _tiba(opd_id: int, macam: M, objek: Objek, id_: int, akar: str, at: datetime) -> Butir:
    return Butir(unit(opd_id), macam, objek, id_, akar, milidetik(at), TANPA_BATAS, False, Sifat.BIASA, Urgensi.BIASA)
