"""Sums of months beside the sums of days, so that a page over years reads a few rows per perangkat daerah (metrik.md 4.2).

They are made from the daily rows, and from the clocks of surat, in the transaction that changes those; none is a source.
"""

from datetime import date, datetime

from sqlalchemy import BigInteger, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from eoffice.db import Base, Instant, Json, Word
from eoffice.laporan.kertas import Skenario
from eoffice.laporan.models.lipatan import Cacah, Mili


class RBulan(Mili, Base):
    """The sum of `RHarian` of a month (rekap bulanan)."""

    __tablename__ = "r_bulan"

    bulan: Mapped[date] = mapped_column(primary_key=True)
    opd_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    versi: Mapped[str] = mapped_column(String(80), primary_key=True)
    skenario: Mapped[Skenario] = mapped_column(Word(Skenario), primary_key=True)


class RAdopsiBulan(Cacah, Base):
    """The sum of `RAdopsi` of a month, with the last days on which a naskah was issued and anything was done."""

    __tablename__ = "r_adopsi_bulan"

    bulan: Mapped[date] = mapped_column(primary_key=True)
    opd_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    terbit: Mapped[date | None] = mapped_column()
    tindak: Mapped[date | None] = mapped_column()


class RWaktuBulan(Base):
    """The clocks of the surat that one perangkat daerah registered in a month and that need a disposisi (A5, A7).

    `detik` are the working seconds of those that have one, ascending: quantiles cannot be added up, so all are kept.
    `terakhir_at` is not before the last disposisi or completion among them; it only ever grows.
    """

    __tablename__ = "r_waktu_bulan"

    bulan: Mapped[date] = mapped_column(primary_key=True)
    opd_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    menunggu: Mapped[int] = mapped_column(Integer, default=0)
    selesai: Mapped[int] = mapped_column(Integer, default=0)
    tepat: Mapped[int] = mapped_column(Integer, default=0)
    detik: Mapped[list[int]] = mapped_column(Json)
    terakhir_at: Mapped[datetime | None] = mapped_column(Instant)
