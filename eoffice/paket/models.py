"""Tables of packages that are made, and of imports with their files and rows."""

from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eoffice.db import Base, BigId, Instant, Json, Word
from eoffice.errors import Conflict
from eoffice.organisasi.models import Pegawai, Unit
from eoffice.paket.states import (
    IMPOR_LABEL,
    MOVES_IMPOR,
    MOVES_PAKET,
    PAKET_LABEL,
    Format,
    LangkahImpor,
    LangkahPaket,
    StatusBaris,
    StatusButir,
    StatusImpor,
    StatusPaket,
)
from eoffice.storage import Blob

_S = TypeVar("_S")


def _known(to: _S | None, apa: str, label: str) -> _S:
    if to is None:
        raise Conflict(f"{apa} ini berstatus “{label}”. Muat ulang untuk melihat keadaannya sekarang.")
    return to


class Paket(Base):
    """A package that somebody ordered: what shall be in it, how far it is, and where it lies for a while.

    Attributes:
        cakupan: what was chosen, in words for people; the records themselves are `PaketButir`.
        sewa_at: until when a worker holds it; a dead one loses it by itself.
        percobaan: broken portions in a row.
    """

    __tablename__ = "paket"
    __table_args__ = (Index("ix_paket_oleh", "oleh_id", "id"), Index("ix_paket_status", "status", "id"))

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    opd_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    oleh_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    oleh_jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id"))
    format: Mapped[Format] = mapped_column(Word(Format))
    judul: Mapped[str] = mapped_column(String(300))
    cakupan: Mapped[dict[str, Any]] = mapped_column(Json)
    status: Mapped[StatusPaket] = mapped_column(Word(StatusPaket))
    dibuat_at: Mapped[datetime] = mapped_column(Instant)
    selesai_at: Mapped[datetime | None] = mapped_column(Instant)
    kedaluwarsa_at: Mapped[datetime | None] = mapped_column(Instant)
    sewa_at: Mapped[datetime | None] = mapped_column(Instant)
    percobaan: Mapped[int] = mapped_column(Integer, default=0)
    jumlah: Mapped[int] = mapped_column(Integer)
    selesai: Mapped[int] = mapped_column(Integer, default=0)
    terlewat: Mapped[int] = mapped_column(Integer, default=0)
    unduhan: Mapped[int] = mapped_column(Integer, default=0)
    galat: Mapped[str] = mapped_column(String(500), default="")
    key: Mapped[str | None] = mapped_column(String(120))
    size: Mapped[int | None] = mapped_column(BigInteger)
    sha256: Mapped[str | None] = mapped_column(String(64))

    opd: Mapped[Unit] = relationship(foreign_keys=[opd_id])
    oleh: Mapped[Pegawai] = relationship()

    __mapper_args__ = {"version_id_col": version}

    def menuju(self, langkah: LangkahPaket) -> StatusPaket:
        """Where a step leads by the table of moves. Raises Conflict where it leads nowhere."""
        return _known(MOVES_PAKET.get((self.status, langkah)), "Paket", PAKET_LABEL[self.status])

    def move(self, langkah: LangkahPaket) -> StatusPaket:
        """Take a step; where it stood before. Raises Conflict as `menuju` does."""
        before, self.status = self.status, self.menuju(langkah)
        return before


class PaketButir(Base):
    """One record of a package; `isi` are its rendered texts, compressed, until the package is put together."""

    __tablename__ = "paket_butir"

    paket_id: Mapped[int] = mapped_column(ForeignKey("paket.id"), primary_key=True)
    urutan: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    objek: Mapped[str] = mapped_column(String(32))
    objek_id: Mapped[int] = mapped_column(BigId)
    keadaan: Mapped[StatusButir] = mapped_column(Word(StatusButir))
    alasan: Mapped[str] = mapped_column(String(300), default="")
    isi: Mapped[bytes | None] = mapped_column(LargeBinary)


class Impor(Base):
    """An import: what was brought, how its columns are read, and what became of its rows.

    Attributes:
        format: None of a legacy archive, whose spreadsheet is mapped by a person.
        asal: where the records come from, in words; it stands with every one of them.
        folder: a folder of the server, for operators; empty where a ZIP was uploaded.
        pemetaan: our field → their column. `rincian`: what is known of the package as a whole.
    """

    __tablename__ = "impor"
    __table_args__ = (Index("ix_impor_oleh", "oleh_id", "id"), Index("ix_impor_status", "status", "id"))

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    opd_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    pejabat_id: Mapped[int | None] = mapped_column(ForeignKey("jabatan.id"))
    oleh_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    oleh_jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id"))
    format: Mapped[Format | None] = mapped_column(Word(Format))
    asal: Mapped[str] = mapped_column(String(200))
    folder: Mapped[str] = mapped_column(String(500), default="")
    status: Mapped[StatusImpor] = mapped_column(Word(StatusImpor))
    pemetaan: Mapped[dict[str, Any]] = mapped_column(Json)
    rincian: Mapped[dict[str, Any]] = mapped_column(Json)
    dibuat_at: Mapped[datetime] = mapped_column(Instant)
    selesai_at: Mapped[datetime | None] = mapped_column(Instant)
    sewa_at: Mapped[datetime | None] = mapped_column(Instant)
    percobaan: Mapped[int] = mapped_column(Integer, default=0)
    jumlah: Mapped[int] = mapped_column(Integer, default=0)
    selesai: Mapped[int] = mapped_column(Integer, default=0)
    galat: Mapped[str] = mapped_column(String(500), default="")
    nama: Mapped[str] = mapped_column(String(200), default="")
    key: Mapped[str | None] = mapped_column(String(120))
    size: Mapped[int | None] = mapped_column(BigInteger)
    sha256: Mapped[str | None] = mapped_column(String(64))

    opd: Mapped[Unit] = relationship(foreign_keys=[opd_id])
    unit: Mapped[Unit] = relationship(foreign_keys=[unit_id])
    oleh: Mapped[Pegawai] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def blob(self) -> Blob | None:
        """The uploaded ZIP."""
        return Blob(self.key, self.size or 0, self.sha256 or "") if self.key else None

    def menuju(self, langkah: LangkahImpor) -> StatusImpor:
        """Where a step leads by the table of moves. Raises Conflict where it leads nowhere."""
        return _known(MOVES_IMPOR.get((self.status, langkah)), "Impor", IMPOR_LABEL[self.status])

    def move(self, langkah: LangkahImpor) -> StatusImpor:
        """Take a step; where it stood before. Raises Conflict as `menuju` does."""
        before, self.status = self.status, self.menuju(langkah)
        return before


class ImporBerkas(Base):
    """A file that came with an import, by its path there; `mime` once it was checked, `alasan` why it was refused."""

    __tablename__ = "impor_berkas"
    __table_args__ = (UniqueConstraint("impor_id", "nama"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    impor_id: Mapped[int] = mapped_column(ForeignKey("impor.id"))
    nama: Mapped[str] = mapped_column(String(400))
    key: Mapped[str | None] = mapped_column(String(120))
    size: Mapped[int | None] = mapped_column(BigInteger)
    sha256: Mapped[str | None] = mapped_column(String(64))
    mime: Mapped[str] = mapped_column(String(100), default="")
    halaman: Mapped[int] = mapped_column(Integer, default=0)
    alasan: Mapped[str] = mapped_column(String(500), default="")

    @property
    def blob(self) -> Blob | None:
        """Its bytes; None when it was refused."""
        return Blob(self.key, self.size or 0, self.sha256 or "") if self.key else None


class ImporBaris(Base):
    """One row: its values by our names, what is wrong with them, and the record it became."""

    __tablename__ = "impor_baris"
    __table_args__ = (
        Index("ix_impor_baris_keadaan", "impor_id", "keadaan", "urutan"),
        Index("ix_impor_baris_sidik", "impor_id", "sidik"),
    )

    impor_id: Mapped[int] = mapped_column(ForeignKey("impor.id"), primary_key=True)
    urutan: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    kolom: Mapped[dict[str, Any]] = mapped_column(Json)
    keadaan: Mapped[StatusBaris] = mapped_column(Word(StatusBaris))
    masalah: Mapped[list[dict[str, str]]] = mapped_column(Json)
    sidik: Mapped[str] = mapped_column(String(64), default="")
    arsip_id: Mapped[int | None] = mapped_column(ForeignKey("arsip_impor.id"))
