"""Every decision of the city as a row that is only ever added, and the pictures they name."""

from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, Index, Integer, LargeBinary, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column

from eoffice.db import Base, BigId, Instant, Json, Word, append_only
from eoffice.tata.states import Bagian


class TataKetetapan(Base):
    """One decision about one part (ketetapan), in force from a day on until a later one takes its place.

    Attributes:
        kunci: kind of unit for a kop, jenis for a number, else empty.
        urutan: 1, 2, … within part and key, so that of two who decide at once only one does.
        nilai: the whole part as it becomes; empty returns it to what the program has.
    """

    __tablename__ = "tata_ketetapan"
    __table_args__ = (
        UniqueConstraint("bagian", "kunci", "urutan"),
        Index("ix_tata_ketetapan_berlaku", "berlaku_sejak", "id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bagian: Mapped[Bagian] = mapped_column(Word(Bagian))
    kunci: Mapped[str] = mapped_column(String(60), default="")
    urutan: Mapped[int] = mapped_column(Integer)
    berlaku_sejak: Mapped[date] = mapped_column()
    nilai: Mapped[dict[str, Any]] = mapped_column(Json)
    alasan: Mapped[str] = mapped_column(String(500))
    penetap: Mapped[str] = mapped_column(String(300))
    ditetapkan_at: Mapped[datetime] = mapped_column(Instant)


class TataGambar(Base):
    """A picture for a kop (lambang), as the sandbox encoded it anew; named by the hash of its samples.

    It lies in the database and not in the store, so that typesetting has it with the letter and reads no file.

    Attributes:
        warna, abu: deflated samples, three bytes a pixel and one.
    """

    __tablename__ = "tata_gambar"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    lebar: Mapped[int] = mapped_column(Integer)
    tinggi: Mapped[int] = mapped_column(Integer)
    warna: Mapped[bytes] = mapped_column(LargeBinary)
    abu: Mapped[bytes] = mapped_column(LargeBinary)
    pengunggah: Mapped[str] = mapped_column(String(300))
    diunggah_at: Mapped[datetime] = mapped_column(Instant)


HANYA_TAMBAH: Final = (TataKetetapan, TataGambar)
"""Kept as they were written, by the database itself; the migration executes the same texts (AUD-04)."""


def _protect(table: Any, connection: Connection, **_: Any) -> None:
    for statement in append_only(table.name)[connection.dialect.name]:
        connection.exec_driver_sql(statement)


for _each in HANYA_TAMBAH:
    event.listen(_each.__table__, "after_create", _protect)
