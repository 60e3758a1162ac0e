"""The closed months, their files, and the settings by which the monthly report is made."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice import clock
from eoffice.laporan.models import BerkasPotret, PengaturanLaporan, PotretLaporan
from eoffice.laporan.states import month_start
from eoffice.naskah.models import Naskah
from eoffice.peristiwa.models import Peristiwa


def potret_semua(session: Session) -> list[PotretLaporan]:
    """Every closed month, newest first."""
    return list(session.scalars(select(PotretLaporan).order_by(PotretLaporan.bulan.desc())))


def potret_bulan(session: Session, bulan: date) -> PotretLaporan | None:
    """The snapshot of a month, if it was closed."""
    return session.scalar(select(PotretLaporan).where(PotretLaporan.bulan == bulan))


def terbaru(session: Session, sejak: datetime) -> PotretLaporan | None:
    """The newest month, if it was closed since an instant."""
    newest = select(PotretLaporan).where(PotretLaporan.ditutup_at >= sejak)
    return session.scalar(newest.order_by(PotretLaporan.bulan.desc()).limit(1))


def berkas(potret_: PotretLaporan, bentuk: str) -> BerkasPotret | None:
    """The file that was made in that form when the month was closed."""
    return next((row for row in potret_.berkas if row.bentuk == bentuk), None)


def nota_dinas(session: Session, potret_: Iterable[PotretLaporan]) -> dict[int, Naskah]:
    """The nota dinas that carries each of these months, by id of the month; those without one are left out.

    Whoever watches over the city knows its state and number; to read it is for `naskah.policy.may` to say.
    """
    of = {row.naskah_id: row.id for row in potret_ if row.naskah_id is not None}
    return {of[n.id]: n for n in session.scalars(select(Naskah).where(Naskah.id.in_(of)))} if of else {}


def pengaturan(session: Session) -> PengaturanLaporan | None:
    """The version of the settings that holds; None while nobody set any."""
    return session.scalar(select(PengaturanLaporan).order_by(PengaturanLaporan.id.desc()).limit(1))


def riwayat_pengaturan(session: Session) -> list[PengaturanLaporan]:
    """Every version of the settings, newest first."""
    return list(session.scalars(select(PengaturanLaporan).order_by(PengaturanLaporan.id.desc())))


def bulan_pertama(session: Session) -> date | None:
    """The month of the first event that counts; None while the log is empty."""
    first = session.scalar(
        select(Peristiwa.terjadi_pada).where(Peristiwa.naskah.is_not(None)).order_by(Peristiwa.urut).limit(1)
    )
    return month_start(clock.wib(first).date()) if first is not None else None
