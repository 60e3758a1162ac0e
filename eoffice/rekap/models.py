"""The rollup of storage: how many files and bytes each unit holds, by month and kind."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Integer
from sqlalchemy.orm import Mapped, mapped_column

from eoffice.db import Base, Instant, Word
from eoffice.rekap.states import Macam


class RSimpan(Base):
    """Files that came into being in a month (rekap simpanan); computed anew by the worker once a day, and no source."""

    __tablename__ = "r_simpan"

    opd_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    unit_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    bulan: Mapped[date] = mapped_column(primary_key=True)
    macam: Mapped[Macam] = mapped_column(Word(Macam), primary_key=True)
    berkas: Mapped[int] = mapped_column(Integer)
    bita: Mapped[int] = mapped_column(BigInteger)
    dihitung_at: Mapped[datetime] = mapped_column(Instant)
