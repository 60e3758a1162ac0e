"""One row per running series and year, and one per number taken."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eoffice.db import Base, BigId, Instant, Word
from eoffice.nomor.states import StatusNomor


class Register(Base):
    """A running series of one year; `last` is the highest number taken."""

    __tablename__ = "register"
    __table_args__ = (UniqueConstraint("kode", "tahun"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    kode: Mapped[str] = mapped_column(String(60))
    tahun: Mapped[int] = mapped_column(Integer)
    nama: Mapped[str] = mapped_column(String(200), default="")
    last: Mapped[int] = mapped_column(Integer, default=0)
    tanggal_terakhir: Mapped[date | None] = mapped_column()


class Nomor(Base):
    """One number taken from a register; every integer from 1 to `Register.last` has exactly one row (NOM-02)."""

    __tablename__ = "nomor"
    __table_args__ = (
        UniqueConstraint("register_id", "urut", "sisip"),
        UniqueConstraint("register_id", "teks"),
        Index("ix_nomor_objek", "objek", "objek_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    register_id: Mapped[int] = mapped_column(ForeignKey("register.id"))
    urut: Mapped[int] = mapped_column(Integer)
    sisip: Mapped[str] = mapped_column(String(8), default="")
    teks: Mapped[str] = mapped_column(String(160))
    tanggal: Mapped[date] = mapped_column()
    status: Mapped[StatusNomor] = mapped_column(Word(StatusNomor), default=StatusNomor.TERPAKAI)
    objek: Mapped[str] = mapped_column(String(40))
    objek_id: Mapped[int] = mapped_column(BigId)
    at: Mapped[datetime] = mapped_column(Instant)
    alasan: Mapped[str] = mapped_column(String(400), default="")
