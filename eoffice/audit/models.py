"""The chain: one row per entry, and the head that is locked while appending."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Index, Integer, String, Text, event
from sqlalchemy.orm import Mapped, mapped_column

from eoffice.db import Base, BigId, Instant, append_only


class AuditEntry(Base):
    """One thing that happened; rows are only ever inserted, and triggers refuse anything else (AUD-04)."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_objek", "objek", "objek_id", "n"),
        Index("ix_audit_entry_pegawai", "pegawai_id", "n"),
    )

    n: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)
    pegawai_id: Mapped[int] = mapped_column(BigId)
    nama: Mapped[str] = mapped_column(String(200))
    jabatan_id: Mapped[int] = mapped_column(BigId)
    jabatan_nama: Mapped[str] = mapped_column(String(300))
    event: Mapped[str] = mapped_column(String(80))
    objek: Mapped[str] = mapped_column(String(40))
    objek_id: Mapped[int] = mapped_column(BigId)
    versi: Mapped[int] = mapped_column(Integer, default=0)
    sifat: Mapped[str] = mapped_column(String(32), default="")
    dari: Mapped[str] = mapped_column(String(64), default="")
    ke: Mapped[str] = mapped_column(String(64), default="")
    hasil: Mapped[str] = mapped_column(String(16), default="berhasil")
    catatan: Mapped[str] = mapped_column(Text, default="")
    isi_sha256: Mapped[str] = mapped_column(String(64), default="")
    sesi: Mapped[str] = mapped_column(String(64), default="")
    alamat: Mapped[str] = mapped_column(String(64), default="")
    request_id: Mapped[str] = mapped_column(String(64), default="")
    prev: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)


class AuditHead(Base):
    """The single row that holds the last number and hash; locked while entries are appended (AUD-03)."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    n: Mapped[int] = mapped_column(BigId)
    hash: Mapped[str] = mapped_column(String(64))


PELINDUNG = append_only("audit_entry")


def _protect(_table: Any, connection: Connection, **_: Any) -> None:
    for statement in PELINDUNG[connection.dialect.name]:
        connection.exec_driver_sql(statement)


event.listen(AuditEntry.__table__, "after_create", _protect)
