"""What people enter for the paper account: dated factors, the ledger of the store-room, declarations, print servers."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from eoffice.db import Base, BigId, Instant, Json


class KetetapanKertas(Base):
    """One dated change of factors (ketetapan) with its author and reason; of the city, or of one perangkat daerah.

    A perangkat daerah proposes with proof; it holds from `berlaku_sejak` once `ditetapkan_at` is set. Rows are never
    removed, so every past report can be computed with the factors of its time (metrik.md 1.2).

    Attributes:
        nilai: by code the three values in thousandths of its unit, as `kertas.ketetapan` reads them.
    """

    __tablename__ = "ketetapan_kertas"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    opd_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    berlaku_sejak: Mapped[date] = mapped_column()
    nilai: Mapped[dict[str, list[int]]] = mapped_column(Json)
    alasan: Mapped[str] = mapped_column(String(500))
    bukti: Mapped[str] = mapped_column(String(200), default="")
    pengusul: Mapped[str] = mapped_column(String(300))
    diusulkan_at: Mapped[datetime] = mapped_column(Instant)
    penetap: Mapped[str] = mapped_column(String(300), default="")
    ditetapkan_at: Mapped[datetime | None] = mapped_column(Instant)
    ditolak_at: Mapped[datetime | None] = mapped_column(Instant)
    catatan: Mapped[str] = mapped_column(String(300), default="")
    version: Mapped[int] = mapped_column(Integer)

    __mapper_args__ = {"version_id_col": version}

    @property
    def menunggu(self) -> bool:
        """Whether nobody has decided about it yet."""
        return self.ditetapkan_at is None and self.ditolak_at is None


class PersediaanKertas(Base):
    """One entry of the paper ledger (persediaan): rim of one month of one perangkat daerah, and what they cost.

    Rows are only added; the newest of a month is the one that counts, and one without `rim` takes the month back.

    Attributes:
        bulan: first day of the month; rupiah: paid for them, whole; asn: staff of that month.
        id_peristiwa: of the event that holds it; asal: of the first event of the month, which a correction names.
    """

    __tablename__ = "persediaan_kertas"
    __table_args__ = (Index("ix_persediaan_kertas_bulan", "bulan", "opd_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    opd_id: Mapped[int] = mapped_column(BigInteger)
    bulan: Mapped[date] = mapped_column()
    rim: Mapped[int | None] = mapped_column(Integer)
    rupiah: Mapped[int | None] = mapped_column(BigInteger)
    asn: Mapped[int] = mapped_column(Integer)
    sumber: Mapped[str] = mapped_column(String(16))
    catatan: Mapped[str] = mapped_column(String(300), default="")
    pencatat: Mapped[str] = mapped_column(String(300))
    dicatat_at: Mapped[datetime] = mapped_column(Instant)
    id_peristiwa: Mapped[str] = mapped_column(String(32))
    asal: Mapped[str] = mapped_column(String(32))


class PernyataanKertas(Base):
    """The monthly declaration (pernyataan) of paper naskah that never entered the register, signed off by a jabatan.

    Rows are only added; the newest of a month counts.
    """

    __tablename__ = "pernyataan_kertas"
    __table_args__ = (Index("ix_pernyataan_kertas_bulan", "bulan", "opd_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    opd_id: Mapped[int] = mapped_column(BigInteger)
    bulan: Mapped[date] = mapped_column()
    jumlah: Mapped[int] = mapped_column(Integer)
    catatan: Mapped[str] = mapped_column(String(300), default="")
    jabatan: Mapped[str] = mapped_column(String(300))
    dinyatakan_at: Mapped[datetime] = mapped_column(Instant)
    id_peristiwa: Mapped[str] = mapped_column(String(32))
    asal: Mapped[str] = mapped_column(String(32))


class CetakServer(Base):
    """What a print server counted for one perangkat daerah in one month; only sums, never who printed what (C9)."""

    __tablename__ = "cetak_server"
    __table_args__ = (Index("ix_cetak_server_bulan", "bulan", "opd_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    opd_id: Mapped[int] = mapped_column(BigInteger)
    bulan: Mapped[date] = mapped_column()
    lembar: Mapped[int] = mapped_column(BigInteger)
    halaman: Mapped[int] = mapped_column(BigInteger)
    pekerjaan: Mapped[int] = mapped_column(Integer)
    berkas_sha256: Mapped[str] = mapped_column(String(64))
    pencatat: Mapped[str] = mapped_column(String(300))
    dicatat_at: Mapped[datetime] = mapped_column(Instant)
