"""What stays of a closed month: where the log stood, the figures as they were, and the files made from them (metrik.md 4.2).

Rows are only added; a later correction shows as penyesuaian in the next report and changes nothing here.
"""

from datetime import date, datetime

from sqlalchemy import BigInteger, Boolean, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eoffice.db import Base, BigId, Instant, Json
from eoffice.storage import Blob


class BerkasPotret(Base):
    """One file made from a snapshot when the month was closed; every download hands out these very bytes."""

    __tablename__ = "berkas_potret"

    potret_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("potret_laporan.id"), primary_key=True)
    bentuk: Mapped[str] = mapped_column(String(8), primary_key=True)
    key: Mapped[str] = mapped_column(String(120))
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))

    @property
    def blob(self) -> Blob:
        """Where the bytes lie."""
        return Blob(self.key, self.size, self.sha256)


class PotretLaporan(Base):
    """A closed month (tutup buku): the last event counted with its hash, the versions that held, and the figures.

    `key`, `size` and `sha256` are of the figures as canonical JSON; `naskah_id` is the naskah dinas that carries the
    report, once there is one.
    """

    __tablename__ = "potret_laporan"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    bulan: Mapped[date] = mapped_column(unique=True)
    urut: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[str] = mapped_column(String(64))
    model: Mapped[str] = mapped_column(String(20))
    parameter: Mapped[str] = mapped_column(String(300))
    kalender: Mapped[str] = mapped_column(String(60))
    ditutup_at: Mapped[datetime] = mapped_column(Instant)
    penutup: Mapped[str] = mapped_column(String(300))
    key: Mapped[str] = mapped_column(String(120))
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    naskah_id: Mapped[int | None] = mapped_column(BigInteger)
    version: Mapped[int] = mapped_column(Integer)
    berkas: Mapped[list[BerkasPotret]] = relationship(order_by=BerkasPotret.bentuk, lazy="selectin")

    __mapper_args__ = {"version_id_col": version}

    @property
    def blob(self) -> Blob:
        """Where the figures lie."""
        return Blob(self.key, self.size, self.sha256)


class PengaturanLaporan(Base):
    """One version of how the monthly report is made and sent (pengaturan); the newest holds.

    Attributes:
        hari_kerja: the working day of the month on which the month before is closed, from 1.
        bertanda_tangan: whether a nota dinas that carries the report is begun at closing.
        penyusun_id, penandatangan_id: jabatan that begins that nota dinas, and that signs it.
        penerima: jabatan it is addressed to.
    """

    __tablename__ = "pengaturan_laporan"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    otomatis: Mapped[bool] = mapped_column(Boolean)
    hari_kerja: Mapped[int] = mapped_column(Integer)
    bertanda_tangan: Mapped[bool] = mapped_column(Boolean)
    penyusun_id: Mapped[int | None] = mapped_column(BigInteger)
    penandatangan_id: Mapped[int | None] = mapped_column(BigInteger)
    penerima: Mapped[list[int]] = mapped_column(Json)
    alasan: Mapped[str] = mapped_column(String(500))
    penetap: Mapped[str] = mapped_column(String(300))
    ditetapkan_at: Mapped[datetime] = mapped_column(Instant)
