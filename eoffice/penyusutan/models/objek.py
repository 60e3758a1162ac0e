"""Bytes of what was destroyed, marked first and removed by the worker later (OBJ-02)."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from eoffice.db import Base, BigId, Instant, Word
from eoffice.penyusutan.states import HasilObjek


class ObjekMusnah(Base):
    """One object of the store that belonged to a destroyed record: the mark, the day it may go, and how that ended."""

    __tablename__ = "susut_objek"
    __table_args__ = (Index("ix_susut_objek_tunggu", "hasil", "hapus_sejak"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    kasus_id: Mapped[int] = mapped_column(ForeignKey("susut_kasus.id"), index=True)
    objek: Mapped[str] = mapped_column(String(20))
    objek_id: Mapped[int] = mapped_column(BigId)
    key: Mapped[str | None] = mapped_column(String(120), unique=True)  # None once the bytes are gone
    size: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64))
    ditandai_at: Mapped[datetime] = mapped_column(Instant)
    hapus_sejak: Mapped[date] = mapped_column()
    hasil: Mapped[HasilObjek] = mapped_column(Word(HasilObjek), default=HasilObjek.MENUNGGU)
    hasil_at: Mapped[datetime | None] = mapped_column(Instant)
    keterangan: Mapped[str] = mapped_column(String(300), default="")
