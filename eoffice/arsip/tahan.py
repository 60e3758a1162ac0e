"""Legal holds (tahan hukum): what a case before the law keeps from being reduced, until somebody releases it."""

import enum
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eoffice.db import Base, BigId, Instant, Json, Word
from eoffice.errors import Conflict
from eoffice.organisasi.models import Pegawai, Unit


class Cakupan(enum.StrEnum):
    """What a hold covers: chosen berkas, chosen records, or whatever a question finds, now and later."""

    BERKAS = "berkas"
    NASKAH = "naskah"
    SARINGAN = "saringan"


class Ditahan(enum.StrEnum):
    """Kinds of thing that a hold names."""

    BERKAS = "berkas"
    NASKAH = "naskah"
    SURAT_MASUK = "surat_masuk"
    ARSIP_IMPOR = "arsip_impor"


CAKUPAN_LABEL: Final[dict[Cakupan, str]] = {
    Cakupan.BERKAS: "Berkas tertentu",
    Cakupan.NASKAH: "Naskah atau surat tertentu",
    Cakupan.SARINGAN: "Semua yang memenuhi syarat",
}


class Penahanan(Base):
    """A legal hold: for which case, on what ground, by whom, and until when it stood.

    `opd_id` is the perangkat daerah it reaches; None reaches the whole city. A hold never ends by itself.
    """

    __tablename__ = "penahanan"
    __table_args__ = (Index("ix_penahanan_opd", "opd_id", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    opd_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    perkara: Mapped[str] = mapped_column(String(300))
    dasar: Mapped[str] = mapped_column(String(300))
    cakupan: Mapped[Cakupan] = mapped_column(Word(Cakupan))
    saringan: Mapped[dict[str, Any] | None] = mapped_column(Json)
    dipasang_oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    dipasang_jabatan: Mapped[str] = mapped_column(String(300), default="")
    dipasang_at: Mapped[datetime] = mapped_column(Instant)
    dilepas_oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    dilepas_jabatan: Mapped[str] = mapped_column(String(300), default="")
    dilepas_at: Mapped[datetime | None] = mapped_column(Instant)
    alasan_lepas: Mapped[str] = mapped_column(String(300), default="")

    opd: Mapped[Unit | None] = relationship()
    dipasang_oleh: Mapped[Pegawai | None] = relationship(foreign_keys=[dipasang_oleh_id])
    dilepas_oleh: Mapped[Pegawai | None] = relationship(foreign_keys=[dilepas_oleh_id])
    butir: Mapped[list["PenahananButir"]] = relationship(
        order_by="PenahananButir.id", cascade="all, delete-orphan", back_populates="penahanan"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def berlaku(self) -> bool:
        """Whether it still stands."""
        return self.dilepas_at is None

    def lepas(self, alasan: str, *, by: int, jabatan: str, at: datetime) -> None:
        """End it. Raises Conflict when it has ended already."""
        if self.dilepas_at is not None:
            raise Conflict("Penahanan ini sudah dilepas.")
        self.dilepas_at, self.dilepas_oleh_id, self.dilepas_jabatan, self.alasan_lepas = at, by, jabatan, alasan


class PenahananButir(Base):
    """One thing that a hold names. Rows stay when the hold has ended: they say what it froze."""

    __tablename__ = "penahanan_butir"
    __table_args__ = (
        UniqueConstraint("penahanan_id", "objek", "objek_id"),
        Index("ix_penahanan_butir_objek", "objek", "objek_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    penahanan_id: Mapped[int] = mapped_column(ForeignKey("penahanan.id"))
    objek: Mapped[Ditahan] = mapped_column(Word(Ditahan))
    objek_id: Mapped[int] = mapped_column(BigId)
    at: Mapped[datetime] = mapped_column(Instant)

    penahanan: Mapped[Penahanan] = relationship(back_populates="butir")
