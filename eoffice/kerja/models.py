"""Tables of the work lists: the narrow list, its counters, saved views, and what was done to many at once."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from eoffice.akses.rights import Sifat
from eoffice.db import Base, BigId, Instant, Json, Word
from eoffice.kerja.states import Macam, Objek, Tindakan
from eoffice.naskah.states import Urgensi


class ButirKerja(Base):
    """One thing in the work of one owner; kept on write beside the row it speaks of, and read instead of it.

    `pemilik` is a jabatan (`j12`), a pegawai (`p7`) or a perangkat daerah that its TU serves (`u3`). `urut` is when it
    came to that desk and `batas` when it is late, in milliseconds since 1970; `batas` is the end of time without one.
    """

    __tablename__ = "kerja_butir"
    __table_args__ = (
        Index("ix_kerja_butir_urut", "pemilik", "macam", "urut", "objek", "objek_id"),
        Index("ix_kerja_butir_batas", "pemilik", "macam", "batas", "objek", "objek_id"),
        Index("ix_kerja_butir_akar", "akar"),
    )

    pemilik: Mapped[str] = mapped_column(String(20), primary_key=True)
    macam: Mapped[Macam] = mapped_column(Word(Macam, 16), primary_key=True)
    objek: Mapped[Objek] = mapped_column(Word(Objek, 8), primary_key=True)
    objek_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    akar: Mapped[str] = mapped_column(String(20))
    urut: Mapped[int] = mapped_column(BigInteger)
    batas: Mapped[int] = mapped_column(BigInteger)
    baru: Mapped[bool] = mapped_column(Boolean)
    sifat: Mapped[Sifat] = mapped_column(Word(Sifat))
    urgensi: Mapped[Urgensi] = mapped_column(Word(Urgensi))


class HitunganKerja(Base):
    """How many rows an owner has of a kind, and how many of them nobody has read."""

    __tablename__ = "kerja_hitungan"

    pemilik: Mapped[str] = mapped_column(String(20), primary_key=True)
    macam: Mapped[Macam] = mapped_column(Word(Macam, 16), primary_key=True)
    n: Mapped[int] = mapped_column(Integer)
    baru: Mapped[int] = mapped_column(Integer)


class TampilanKerja(Base):
    """A saved view: a list with its filters and order under a name, of one person, or of a unit when shared."""

    __tablename__ = "kerja_tampilan"
    __table_args__ = (Index("ix_kerja_tampilan_pegawai", "pegawai_id"), Index("ix_kerja_tampilan_unit", "unit_id"))

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    nama: Mapped[str] = mapped_column(String(60))
    daftar: Mapped[str] = mapped_column(String(20))
    saring: Mapped[list[str]] = mapped_column(Json)
    urutan: Mapped[str] = mapped_column(String(10))
    sematkan: Mapped[bool] = mapped_column(Boolean)
    dibuat_at: Mapped[datetime] = mapped_column(Instant)


class TindakanMassal(Base):
    """What one person did to many at once, with the outcome of each, so that it can be shown and undone."""

    __tablename__ = "kerja_massal"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    tindakan: Mapped[Tindakan] = mapped_column(Word(Tindakan))
    alasan: Mapped[str] = mapped_column(String(400))
    at: Mapped[datetime] = mapped_column(Instant)
    dari: Mapped[str] = mapped_column(String(200))
    hasil: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    diurungkan_at: Mapped[datetime | None] = mapped_column(Instant)
