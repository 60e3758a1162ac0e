"""What a new JRA proposes for berkas that exist, and what an arsiparis was told about retention."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eoffice.arsip.models import Berkas
from eoffice.db import Base, BigId, Instant, Word
from eoffice.klasifikasi.models import JraVersi
from eoffice.klasifikasi.states import NasibAkhir
from eoffice.organisasi.models import Pegawai
from eoffice.penyusutan.retensi import Arah, StatusUsul


class UsulRetensi(Base):
    """What another version of the JRA says about one berkas, waiting for an arsiparis; `semula` is what held before."""

    __tablename__ = "usul_retensi"
    __table_args__ = (UniqueConstraint("berkas_id", "jra_versi_id"), Index("ix_usul_retensi_status", "status", "id"))

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    berkas_id: Mapped[int] = mapped_column(ForeignKey("berkas.id"))
    jra_versi_id: Mapped[int] = mapped_column(ForeignKey("jra_versi.id"))
    kode_retensi: Mapped[str] = mapped_column(String(20))
    aktif_tahun: Mapped[int] = mapped_column(Integer)
    inaktif_tahun: Mapped[int] = mapped_column(Integer)
    nasib_akhir: Mapped[NasibAkhir] = mapped_column(Word(NasibAkhir))
    pemicu: Mapped[str] = mapped_column(String(300))
    sebab: Mapped[str] = mapped_column(String(300), default="")
    semula: Mapped[str] = mapped_column(String(200))
    arah: Mapped[Arah] = mapped_column(Word(Arah))
    status: Mapped[StatusUsul] = mapped_column(Word(StatusUsul), default=StatusUsul.USUL)
    alasan: Mapped[str] = mapped_column(String(300), default="")
    oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    at: Mapped[datetime | None] = mapped_column(Instant)
    dibuat_at: Mapped[datetime] = mapped_column(Instant)

    berkas: Mapped[Berkas] = relationship()
    versi: Mapped[JraVersi] = relationship()
    oleh: Mapped[Pegawai | None] = relationship()

    __mapper_args__ = {"version_id_col": version}


class KabarRetensi(Base):
    """That an arsiparis was told something about a berkas: once, however often the night comes round."""

    __tablename__ = "kabar_retensi"
    __table_args__ = (UniqueConstraint("berkas_id", "kabar"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    berkas_id: Mapped[int] = mapped_column(ForeignKey("berkas.id"))
    kabar: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime] = mapped_column(Instant)
