"""The table of hand-overs."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eoffice.db import Base, BigId, Instant
from eoffice.naskah.models import Penerima
from eoffice.surat_masuk.models import SuratMasuk


class SerahTerima(Base):
    """One hand-over on paper (serah terima): an envelope or original to somebody, or a delivery outside with its receipt.

    Attributes:
        opd_id: whose book it stands in.
        kepada, sebagai: the person who received it, and as what; typed from the receipt.
        tujuan_opd_id: another perangkat daerah that received it; its TU may confirm instead of a photo.
        bukti_*: a photo or scan of the signed receipt, as PDF.
    """

    __tablename__ = "serah_terima"
    __table_args__ = (
        Index("ix_serah_terima_opd", "opd_id", "diserahkan_at", "id"),
        Index("ix_serah_terima_surat", "surat_id", "id"),
        Index("ix_serah_terima_tujuan", "tujuan_opd_id", "dikonfirmasi_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    version: Mapped[int] = mapped_column(server_default="1")
    opd_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    surat_id: Mapped[int | None] = mapped_column(ForeignKey("surat_masuk.id"))
    penerima_id: Mapped[int | None] = mapped_column(ForeignKey("penerima.id"), unique=True)
    kepada: Mapped[str] = mapped_column(String(160))
    sebagai: Mapped[str] = mapped_column(String(200), default="")
    diserahkan_at: Mapped[datetime] = mapped_column(Instant)
    dicatat_at: Mapped[datetime] = mapped_column(Instant)
    oleh_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    keterangan: Mapped[str] = mapped_column(String(300), default="")
    tujuan_opd_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    dikonfirmasi_at: Mapped[datetime | None] = mapped_column(Instant)
    dikonfirmasi_oleh: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    bukti_key: Mapped[str | None] = mapped_column(String(120))
    bukti_size: Mapped[int | None] = mapped_column()
    bukti_sha256: Mapped[str | None] = mapped_column(String(64))

    __mapper_args__ = {"version_id_col": version}

    surat: Mapped[SuratMasuk | None] = relationship()
    penerima: Mapped[Penerima | None] = relationship()
