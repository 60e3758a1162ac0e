"""Tables of the daily lists of hashes: which day, where its bytes and its seal lie, and what was put into it."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from eoffice.db import Base, BigId, Instant
from eoffice.storage import Blob


class DaftarHash(Base):
    """The list of one day in WIB; made once, never changed."""

    __tablename__ = "daftar_hash"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    tanggal: Mapped[date] = mapped_column(unique=True)
    dibuat_at: Mapped[datetime] = mapped_column(Instant)
    sebelum_sha256: Mapped[str] = mapped_column(String(64), default="")
    berkas: Mapped[int] = mapped_column(Integer)
    perubahan: Mapped[int] = mapped_column(Integer)
    key: Mapped[str] = mapped_column(String(120))
    size: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64))
    segel_key: Mapped[str] = mapped_column(String(120))
    segel_size: Mapped[int] = mapped_column(Integer)
    segel_sha256: Mapped[str] = mapped_column(String(64))

    @property
    def isi(self) -> Blob:
        """The list itself."""
        return Blob(self.key, self.size, self.sha256)

    @property
    def segel(self) -> Blob:
        """Its detached signature."""
        return Blob(self.segel_key, self.segel_size, self.segel_sha256)


class DaftarBerkas(Base):
    """That a stage of a signed file stands in a list; each in exactly one."""

    __tablename__ = "daftar_berkas"

    stempel_id: Mapped[int] = mapped_column(ForeignKey("stempel_arsip.id"), primary_key=True, autoincrement=False)
    daftar_id: Mapped[int] = mapped_column(ForeignKey("daftar_hash.id"), index=True)


class DaftarPerubahan(Base):
    """That a pencabutan, ralat or replacement stands in a list; each in exactly one."""

    __tablename__ = "daftar_perubahan"

    koreksi_id: Mapped[int] = mapped_column(ForeignKey("koreksi.id"), primary_key=True, autoincrement=False)
    daftar_id: Mapped[int] = mapped_column(ForeignKey("daftar_hash.id"), index=True)
