"""Everything that the city decided about the classification, as an auditor reads it: one row for each decision."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.klasifikasi.models import Klasifikasi, PerubahanKlasifikasi
from eoffice.klasifikasi.states import LABEL_PERUBAHAN, JenisPerubahan

#: Decisions in one workbook.
TERBANYAK: Final = 5_000
KEPALA: Final = (
    "No.", "Kode", "Perubahan", "Judul semula", "Judul sesudahnya", "Berlaku sejak", "Kode pengganti", "Dasar hukum",
    "Alasan", "Dicatat oleh", "Dicatat pada",
)  # fmt: skip
LEBAR: Final = (5, 12, 18, 40, 40, 13, 14, 40, 40, 32, 13)


@dataclass(frozen=True)
class Ketetapan:
    """One decision, with the title before it and the one after it."""

    baris: PerubahanKlasifikasi
    semula: str
    menjadi: str

    @property
    def nama(self) -> str:
        """What was decided, in words."""
        return LABEL_PERUBAHAN[self.baris.jenis]

    @property
    def tanda(self) -> str:
        """Its place in the list, for the address of the page after it."""
        return f"{self.baris.berlaku_sejak.isoformat()}_{self.baris.id}"


def daftar(session: Session, *, limit: int, sesudah: tuple[date, int] | None = None) -> list[Ketetapan]:
    """Decisions about any code, the latest to take effect first.

    Args:
        sesudah: day and id of the decision after which to go on.
    """
    model = PerubahanKlasifikasi
    rows = select(model).where(model.jenis != JenisPerubahan.AWAL)
    if sesudah is not None:
        day, last = sesudah
        rows = rows.where(or_(model.berlaku_sejak < day, and_(model.berlaku_sejak == day, model.id < last)))
    chosen = session.scalars(rows.order_by(model.berlaku_sejak.desc(), model.id.desc()).limit(limit)).all()
    codes = {each.kode for each in chosen}
    named = select(Klasifikasi.kode, Klasifikasi.label).where(Klasifikasi.kode.in_(codes))
    labels = dict(session.execute(named).tuples().all())
    every: dict[str, list[PerubahanKlasifikasi]] = {}
    titled = select(model).where(model.kode.in_(codes), model.label != "")
    for each in session.scalars(titled.order_by(model.berlaku_sejak, model.urutan)):
        every.setdefault(each.kode, []).append(each)
    return [_told(each, every.get(each.kode, []), labels[each.kode]) for each in chosen]


def _told(one: PerubahanKlasifikasi, titles: list[PerubahanKlasifikasi], now: str) -> Ketetapan:
    place = (one.berlaku_sejak, one.urutan)
    before = next((t.label for t in reversed(titles) if (t.berlaku_sejak, t.urutan) < place), "")
    if one.jenis is JenisPerubahan.TAMBAH:
        before = ""
    elif not before:
        before = now
    return Ketetapan(one, before, one.label or before)


def tanda(said: str) -> tuple[date, int] | None:
    """Where a page begins; None for the start, also when somebody cut the mark short."""
    day, _, number = said.partition("_")
    try:
        return date.fromisoformat(day), int(number[:18])
    except ValueError:
        return None


def sel(n: int, one: Ketetapan) -> list[str | int | date | None]:
    """The cells of a workbook, by `KEPALA`."""
    row = one.baris
    return [
        n, row.kode, one.nama, one.semula, one.menjadi, row.berlaku_sejak, row.pengganti, row.dasar_hukum, row.alasan,
        row.oleh, clock.wib(row.at).date(),
    ]  # fmt: skip
