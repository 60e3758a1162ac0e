"""What helps writing and is never printed: kept saves, who writes now, comments, templates and phrases."""

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eoffice.db import Base, BigId, Instant, Json, Word
from eoffice.naskah.models.naskah import Naskah
from eoffice.naskah.states import Letak, TempatKomentar
from eoffice.organisasi.models import Jabatan, Pegawai, Unit


class Simpanan(Base):
    """A text as it was saved while writing; unlike a `NaskahVersi` it was not put before others.

    `titipan`: it was typed but could not be saved, because somebody else writes now; `selesai_at` says when its writer
    used it or gave it up.
    """

    __tablename__ = "naskah_simpanan"
    __table_args__ = (Index("ix_naskah_simpanan_naskah", "naskah_id", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    naskah_id: Mapped[int] = mapped_column(ForeignKey("naskah.id"))
    isi: Mapped[dict[str, Any]] = mapped_column(Json)
    sha256: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Instant)
    oleh_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    sebab: Mapped[str] = mapped_column(String(200))
    titipan: Mapped[bool] = mapped_column(Boolean, default=False)
    selesai_at: Mapped[datetime | None] = mapped_column(Instant)

    oleh: Mapped[Pegawai] = relationship()


class Sewa(Base):
    """Who writes in a naskah now: a lease that its editor prolongs and that ends by itself."""

    __tablename__ = "naskah_sewa"

    naskah_id: Mapped[int] = mapped_column(ForeignKey("naskah.id"), primary_key=True, autoincrement=False)
    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    sejak_at: Mapped[datetime] = mapped_column(Instant)
    sampai_at: Mapped[datetime] = mapped_column(Instant)

    pegawai: Mapped[Pegawai] = relationship()


class Komentar(Base):
    """A remark at a place in the text, or an answer to one; it belongs to the history and is never printed."""

    __tablename__ = "naskah_komentar"
    __table_args__ = (Index("ix_naskah_komentar_naskah", "naskah_id", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    naskah_id: Mapped[int] = mapped_column(ForeignKey("naskah.id"))
    induk_id: Mapped[int | None] = mapped_column(ForeignKey("naskah_komentar.id"))
    tempat: Mapped[TempatKomentar] = mapped_column(Word(TempatKomentar))
    kutipan: Mapped[str] = mapped_column(String(300), default="")
    sebelum: Mapped[str] = mapped_column(String(80), default="")
    sesudah: Mapped[str] = mapped_column(String(80), default="")
    teks: Mapped[str] = mapped_column(String(2000))
    versi: Mapped[int] = mapped_column(Integer, default=0)
    oleh_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    oleh_jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    selesai_at: Mapped[datetime | None] = mapped_column(Instant)
    selesai_oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))

    naskah: Mapped[Naskah] = relationship()
    oleh: Mapped[Pegawai] = relationship(foreign_keys=[oleh_id])
    oleh_jabatan: Mapped[Jabatan] = relationship()
    selesai_oleh: Mapped[Pegawai | None] = relationship(foreign_keys=[selesai_oleh_id])


class Templat(Base):
    """A ready text of a jenis with placeholders and prefilled fields; of one perangkat daerah, or of the whole city."""

    __tablename__ = "templat"
    __table_args__ = (Index("ix_templat_jenis", "jenis", "opd_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    jenis: Mapped[str] = mapped_column(String(40))
    opd_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    nama: Mapped[str] = mapped_column(String(120))
    keterangan: Mapped[str] = mapped_column(String(300), default="")
    hal: Mapped[str] = mapped_column(String(500), default="")
    isi: Mapped[dict[str, Any]] = mapped_column(Json)
    rincian: Mapped[dict[str, Any]] = mapped_column(Json)
    aktif: Mapped[bool] = mapped_column(Boolean, default=True)
    dipakai: Mapped[int] = mapped_column(Integer, default=0)
    dibuat_oleh: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    diubah_oleh: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    diubah_at: Mapped[datetime] = mapped_column(Instant)

    opd: Mapped[Unit | None] = relationship()
    pengubah: Mapped[Pegawai] = relationship(foreign_keys=[diubah_oleh])

    __mapper_args__ = {"version_id_col": version}


class Frasa(Base):
    """A sentence that is used again and again: of one person, of a perangkat daerah, or of the whole city."""

    __tablename__ = "frasa"
    __table_args__ = (Index("ix_frasa_pegawai", "pegawai_id"), Index("ix_frasa_opd", "opd_id"))

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    pegawai_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    opd_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    letak: Mapped[Letak] = mapped_column(Word(Letak))
    teks: Mapped[str] = mapped_column(String(1000))
    dibuat_oleh: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    dibuat_at: Mapped[datetime] = mapped_column(Instant)
