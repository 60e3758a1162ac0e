"""The ledger of objects and the history of looking at them.

Its columns are not called key, size and sha256: a row here refers to an object without being a reason to keep it.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from eoffice.db import Base, BigId, Instant, Json, Word
from eoffice.simpanan.states import Gembok, Keadaan, Kelas
from eoffice.storage import Blob


class Objek(Base):
    """One stored object and how it fares.

    Attributes:
        diperiksa_at: when it was last read and compared; None before the first time.
        replika_at: when its copy was written and read back; None while there is none.
        replika_coba: how often copying failed since; the next try waits accordingly.
        gembok: what the store was told to hold, until `gembok_sampai` when that is a date.
    """

    __tablename__ = "objek_simpan"
    __table_args__ = (
        Index("ix_objek_simpan_periksa", "kelas", "diperiksa_at"),
        Index("ix_objek_simpan_replika", "replika_at", "replika_coba", "id"),
        Index("ix_objek_simpan_keadaan", "keadaan"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    kunci: Mapped[str] = mapped_column(String(120), unique=True)
    ukuran: Mapped[int] = mapped_column(BigInteger)
    sidik: Mapped[str] = mapped_column(String(64))
    kelas: Mapped[Kelas] = mapped_column(Word(Kelas))
    dicatat_at: Mapped[datetime] = mapped_column(Instant)
    diperiksa_at: Mapped[datetime | None] = mapped_column(Instant)
    keadaan: Mapped[Keadaan] = mapped_column(Word(Keadaan))
    keterangan: Mapped[str] = mapped_column(String(300), default="")
    dipulihkan_at: Mapped[datetime | None] = mapped_column(Instant)
    replika_at: Mapped[datetime | None] = mapped_column(Instant)
    replika_coba: Mapped[int] = mapped_column(Integer, default=0)
    replika_lagi_at: Mapped[datetime | None] = mapped_column(Instant)
    gembok: Mapped[Gembok] = mapped_column(Word(Gembok), default=Gembok.TANPA)
    gembok_sampai: Mapped[date | None] = mapped_column()
    gembok_at: Mapped[datetime | None] = mapped_column(Instant)

    @property
    def blob(self) -> Blob:
        """The object as the store knows it."""
        return Blob(self.kunci, self.ukuran, self.sidik)


class Putaran(Base):
    """One stretch of looking through the store: by the worker a day, by a command one run (putaran)."""

    __tablename__ = "periksa_simpan"
    __table_args__ = (Index("ix_periksa_simpan_mulai", "mulai_at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    asal: Mapped[str] = mapped_column(String(16))  # pekerja, perintah
    mulai_at: Mapped[datetime] = mapped_column(Instant)
    selesai_at: Mapped[datetime] = mapped_column(Instant)
    diperiksa: Mapped[int] = mapped_column(Integer, default=0)
    bita: Mapped[int] = mapped_column(BigInteger, default=0)
    hilang: Mapped[int] = mapped_column(Integer, default=0)
    rusak: Mapped[int] = mapped_column(Integer, default=0)
    dipulihkan: Mapped[int] = mapped_column(Integer, default=0)
    belum_pulih: Mapped[int] = mapped_column(Integer, default=0)
    rincian: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
