"""Tables of the certificate register; certificates are revoked or expire, never deleted."""

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eoffice.db import Base, BigId, Instant, Json, Word
from eoffice.storage import Blob
from eoffice.tte.states import AlasanCabut, JenisSertifikat, Kind


class Otoritas(Base):
    """One of the three authorities of this installation: root, issuer, time-stamper. `kotak` seals its private key."""

    __tablename__ = "otoritas"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    kind: Mapped[Kind] = mapped_column(Word(Kind), unique=True)
    pem: Mapped[str] = mapped_column(Text)
    kotak: Mapped[dict[str, Any]] = mapped_column(Json)
    created_at: Mapped[datetime] = mapped_column(Instant)


class Sertifikat(Base):
    """A signing certificate of one pegawai. `kotak` holds the private key, which only the passphrase opens."""

    __tablename__ = "sertifikat"
    __table_args__ = (Index("ix_sertifikat_pegawai_masa", "pegawai_id", "berlaku_sampai"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    jenis: Mapped[JenisSertifikat] = mapped_column(Word(JenisSertifikat), default=JenisSertifikat.INTERNAL)
    serial_hex: Mapped[str] = mapped_column(String(40), unique=True)
    subject: Mapped[str] = mapped_column(String(300))
    pem: Mapped[str] = mapped_column(Text)
    rantai_pem: Mapped[str] = mapped_column(Text, default="", server_default="")  # of an imported one, issuer first
    kotak: Mapped[dict[str, Any]] = mapped_column(Json)
    berlaku_dari: Mapped[datetime] = mapped_column(Instant)
    berlaku_sampai: Mapped[datetime] = mapped_column(Instant)
    dicabut_at: Mapped[datetime | None] = mapped_column(Instant)
    alasan_cabut: Mapped[AlasanCabut | None] = mapped_column(Word(AlasanCabut))

    def usable(self, at: datetime) -> bool:
        """Whether it may sign at this instant: begun, not over, not revoked."""
        revoked = self.dicabut_at is not None and self.dicabut_at <= at
        return self.berlaku_dari <= at < self.berlaku_sampai and not revoked

    def cabut(self, alasan: AlasanCabut, at: datetime) -> None:
        """Revoke for good; signatures that were time-stamped before stay valid."""
        if self.dicabut_at is None:
            self.dicabut_at, self.alasan_cabut = at, alasan


class StempelArsip(Base):
    """One archive stamp over a signed file and the file as it then became; `ke` 0 is the stamp made at signing.

    Every row has an object of its own that begins with the bytes of the one before. None is ever replaced.
    """

    __tablename__ = "stempel_arsip"
    __table_args__ = (
        UniqueConstraint("objek", "objek_id", "ke", name="uq_stempel_arsip_objek"),
        Index("ix_stempel_arsip_perbarui", "perbarui_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    objek: Mapped[str] = mapped_column(String(32))
    objek_id: Mapped[int] = mapped_column(BigId)
    ke: Mapped[int] = mapped_column(Integer)
    key: Mapped[str] = mapped_column(String(120))
    size: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    distempel_at: Mapped[datetime] = mapped_column(Instant)
    perbarui_at: Mapped[datetime] = mapped_column(Instant)  # renew by then
    diperbarui: Mapped[bool] = mapped_column(Boolean, default=False)  # a later row has taken over

    @property
    def blob(self) -> Blob:
        """The file with this stamp."""
        return Blob(self.key, self.size, self.sha256)


class FrasaGagal(Base):
    """One wrong passphrase; five of them within 15 minutes lock the certificate (tte.md 11)."""

    __tablename__ = "frasa_gagal"
    __table_args__ = (Index("ix_frasa_gagal_pegawai_at", "pegawai_id", "at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    at: Mapped[datetime] = mapped_column(Instant)
