"""The factors in force as the database holds them: every dated change of the city and of the perangkat daerah."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from eoffice.laporan.kertas import TAHUN_DASAR, Ketentuan, Ketetapan, Tiga, susun
from eoffice.laporan.kertas.ketetapan import terakhir
from eoffice.laporan.ketentuan import KETENTUAN
from eoffice.laporan.models import KetetapanKertas


def nilai(row: KetetapanKertas) -> Ketetapan:
    """A row as the model takes it."""
    values = {kode: Tiga(*tiga) for kode, tiga in row.nilai.items()}
    return Ketetapan(row.id, row.opd_id, row.berlaku_sejak, values)


def _semua(session: Session) -> list[Ketetapan]:
    decided = select(KetetapanKertas).where(KetetapanKertas.ditetapkan_at.is_not(None))
    return [nilai(row) for row in session.scalars(decided.order_by(KetetapanKertas.berlaku_sejak, KetetapanKertas.id))]


def ketentuan(session: Session) -> Ketentuan:
    """The factors of every day; one statement, and without any change the defaults themselves."""
    found = _semua(session)
    return susun(KETENTUAN, found) if found else KETENTUAN


def tahun_dasar(session: Session, tanggal: date) -> int:
    """The baseline year of the store-room in force on a date; without one, the year before."""
    return terakhir(_semua(session), TAHUN_DASAR, tanggal) or tanggal.year - 1


def riwayat(session: Session, opd_id: int | None) -> list[KetetapanKertas]:
    """Every change of the city, or of one perangkat daerah, newest first; refused and waiting ones too."""
    own = KetetapanKertas.opd_id.is_(None) if opd_id is None else KetetapanKertas.opd_id == opd_id
    newest = (KetetapanKertas.berlaku_sejak.desc(), KetetapanKertas.id.desc())
    return list(session.scalars(select(KetetapanKertas).where(own).order_by(*newest)))


def usulan(session: Session) -> list[KetetapanKertas]:
    """Proposals of perangkat daerah that nobody has decided about, oldest first."""
    waiting = select(KetetapanKertas).where(
        KetetapanKertas.ditetapkan_at.is_(None), KetetapanKertas.ditolak_at.is_(None)
    )
    return list(session.scalars(waiting.order_by(KetetapanKertas.id)))
