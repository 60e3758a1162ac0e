"""Tables of saved searches: the question itself, with whom it is shared, and who uses it how."""

from datetime import datetime
from typing import Final

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eoffice.db import Base, BigId, Instant
from eoffice.organisasi.models import Pegawai, Unit

#: Characters of the name of a saved search.
PANJANG_NAMA: Final = 80


class Pencarian(Base):
    """A saved search: a question under a name. It holds no rights and no result; both are found out when it is used."""

    __tablename__ = "pencarian"
    __table_args__ = (Index("ix_pencarian_pegawai", "pegawai_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    nama: Mapped[str] = mapped_column(String(PANJANG_NAMA))
    #: The parameters of the search page, as they stand in its address.
    kueri: Mapped[str] = mapped_column(Text)
    dibuat_at: Mapped[datetime] = mapped_column(Instant)

    pemilik: Mapped[Pegawai] = relationship()
    bagi: Mapped[list["PencarianBagi"]] = relationship(
        order_by="PencarianBagi.id", cascade="all, delete-orphan", back_populates="pencarian"
    )
    pakai: Mapped[list["PencarianPakai"]] = relationship(cascade="all, delete-orphan", back_populates="pencarian")

    __mapper_args__ = {"version_id_col": version}


class PencarianBagi(Base):
    """That a question is shared (dibagikan), with the people of a unit or with one person."""

    __tablename__ = "pencarian_bagi"
    __table_args__ = (
        UniqueConstraint("pencarian_id", "unit_id", "pegawai_id"),
        Index("ix_pencarian_bagi_unit", "unit_id"),
        Index("ix_pencarian_bagi_pegawai", "pegawai_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    pencarian_id: Mapped[int] = mapped_column(ForeignKey("pencarian.id", ondelete="CASCADE"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    pegawai_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    dibagikan_at: Mapped[datetime] = mapped_column(Instant)

    pencarian: Mapped[Pencarian] = relationship(back_populates="bagi")
    unit: Mapped[Unit | None] = relationship()
    pegawai: Mapped[Pegawai | None] = relationship()


class PencarianPakai(Base):
    """How one person uses a saved search: pinned (sematkan) or not, and when its results were last looked at."""

    __tablename__ = "pencarian_pakai"
    __table_args__ = (Index("ix_pencarian_pakai_pegawai", "pegawai_id"),)

    pencarian_id: Mapped[int] = mapped_column(ForeignKey("pencarian.id", ondelete="CASCADE"), primary_key=True)
    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"), primary_key=True)
    sematkan: Mapped[bool] = mapped_column(Boolean, default=False)
    dilihat_at: Mapped[datetime] = mapped_column(Instant)

    pencarian: Mapped[Pencarian] = relationship(back_populates="pakai")
