"""Lists of what waits for registration; each starts at `visible`, the SQL twin of policy.may (OTR-01)."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, selectinload

from eoffice.akses.actor import Actor
from eoffice.db import count, within
from eoffice.errors import NotFound
from eoffice.organisasi.models import Unit
from eoffice.pindaian.models import Pindaian, PindaianHalaman
from eoffice.pindaian.states import OPEN, Baca, Status

PAGE: Final = 30
TABS: Final = ("menunggu", "disisihkan", "terdaftar")
_OF_TAB: Final = {
    "menunggu": tuple(sorted(OPEN)),
    "disisihkan": (Status.DISISIHKAN,),
    "terdaftar": (Status.TERDAFTAR, Status.DIPECAH, Status.DIGABUNG),
}


def visible(actor: Actor) -> Select[tuple[Pindaian]]:
    """What reached the offices whose TU the actor is."""
    return select(Pindaian).where(within(Pindaian.opd_id, actor.tu_opd_ids))


def get(session: Session, actor: Actor, pindaian_id: int) -> Pindaian:
    """One of them with its pages. Raises NotFound when there is none the actor may know of (OTR-04)."""
    found = session.scalar(visible(actor).where(Pindaian.id == pindaian_id).options(selectinload(Pindaian.isi)))
    if found is None:
        raise NotFound("Berkas tidak ditemukan.")
    return found


def listed(session: Session, actor: Actor, tab: str, *, before: int | None = None, limit: int = PAGE) -> list[Pindaian]:
    """One tab, newest first, keyset by id."""
    statement = visible(actor).where(Pindaian.status.in_(_OF_TAB[tab]))
    if before is not None:
        statement = statement.where(Pindaian.id < before)
    return list(session.scalars(statement.order_by(Pindaian.id.desc()).limit(limit)))


def waiting(session: Session, actor: Actor) -> int:
    """How many wait for the actor: the number beside the menu entry, equal to the first tab."""
    return count(session, visible(actor).where(Pindaian.status.in_(_OF_TAB["menunggu"])))


def offices(session: Session, actor: Actor) -> list[Unit]:
    """The offices into whose list the actor may bring files."""
    return list(session.scalars(select(Unit).where(within(Unit.id, actor.tu_opd_ids)).order_by(Unit.kode)))


@dataclass(frozen=True)
class Bacaan:
    """How far the reading of one arrival is: pages read of all, failed, without OCR, the lowest mean confidence; separators."""

    halaman: int = 0
    terbaca: int = 0
    gagal: int = 0
    tanpa_ocr: int = 0
    keyakinan: int | None = None
    pemisah: int = 0

    @property
    def selesai(self) -> bool:
        """Whether nothing is left to read."""
        return self.terbaca + self.gagal + self.tanpa_ocr >= self.halaman


def reading(session: Session, ids: list[int]) -> dict[int, Bacaan]:
    """The progress of many, in one statement."""
    h = PindaianHalaman

    def of(state: Baca) -> ColumnElement[int]:
        return func.count().filter(h.baca == state)

    rows = select(
        h.pindaian_id,
        func.count(),
        of(Baca.TERBACA),
        of(Baca.GAGAL),
        of(Baca.TANPA_OCR),
        func.min(h.keyakinan),
        func.count().filter(h.pemisah),
    ).where(h.pindaian_id.in_(ids))
    return {row[0]: Bacaan(*row[1:]) for row in session.execute(rows.group_by(h.pindaian_id))}


def of_surat(session: Session, surat_id: int) -> Pindaian | None:
    """The arrival that became a surat, with its pages; who may see it follows from the surat."""
    return session.scalar(select(Pindaian).where(Pindaian.surat_id == surat_id).options(selectinload(Pindaian.isi)))


def of_visible_surat(session: Session, actor: Actor, surat_id: int | None) -> Pindaian | None:
    """The arrival of the actor's offices that became a surat; the page after registering leads back to it."""
    return session.scalar(visible(actor).where(Pindaian.surat_id == surat_id)) if surat_id is not None else None


def text(pindaian: Pindaian) -> str:
    """All that is read of it so far, a form feed between two pages of the file; a separator sheet is an empty page."""
    return "\f".join("" if page.pemisah else page.teks.strip() for page in pindaian.isi).rstrip("\f")
