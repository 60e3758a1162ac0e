"""The log: one row per event, and the head that is locked while rows are appended."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Index, Integer, String, event
from sqlalchemy.orm import Mapped, mapped_column

from eoffice.db import Base, BigId, Instant, Json, Word, append_only
from eoffice.peristiwa.states import Jenis


class Peristiwa(Base):
    """One countable event (peristiwa); rows are only ever inserted, and errors are corrected by `koreksi.*` events.

    Units and jabatan are kept as plain numbers without foreign keys: an event keeps the OPD of its time, whatever
    becomes of the organisation later.
    """

    __tablename__ = "peristiwa"
    __table_args__ = (
        Index("ix_peristiwa_naskah", "naskah", "urut"),
        Index("ix_peristiwa_opd", "opd_id", "terjadi_pada"),
        Index("ix_peristiwa_jenis", "jenis", "terjadi_pada"),
    )

    urut: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    id_peristiwa: Mapped[str] = mapped_column(String(32), unique=True)
    terjadi_pada: Mapped[datetime] = mapped_column(Instant)
    dicatat_pada: Mapped[datetime] = mapped_column(Instant)
    jenis: Mapped[Jenis] = mapped_column(Word(Jenis))
    opd_id: Mapped[int | None] = mapped_column(BigId)
    unit_id: Mapped[int | None] = mapped_column(BigId)
    akun: Mapped[str | None] = mapped_column(String(32))
    jabatan_id: Mapped[int | None] = mapped_column(BigId)
    naskah: Mapped[str | None] = mapped_column(String(40))
    rincian: Mapped[dict[str, Any]] = mapped_column(Json)
    versi_skema: Mapped[int] = mapped_column(Integer)
    hash_sebelum: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)


class KepalaPeristiwa(Base):
    """The single row with the last urut and hash; locked while events are appended, so urut has no gap."""

    __tablename__ = "peristiwa_kepala"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    urut: Mapped[int] = mapped_column(BigId)
    hash: Mapped[str] = mapped_column(String(64))


PELINDUNG: Final = append_only("peristiwa")
"""Triggers that refuse UPDATE, DELETE and TRUNCATE, per dialect; a migration executes the same texts (AUD-04)."""


def _protect(table: Any, connection: Connection, **_: Any) -> None:
    for text in PELINDUNG[connection.dialect.name]:
        connection.exec_driver_sql(text)


event.listen(Peristiwa.__table__, "after_create", _protect)
