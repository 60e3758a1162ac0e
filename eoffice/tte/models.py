"""Tables of the certificate register; certificates are revoked or expire, never deleted."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from eoffice.db import Base, BigId, Instant, Json, Word
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


class FrasaGagal(Base):
    """One wrong passphrase; five of them within 15 minutes lock the certificate (tte.md 11)."""

    __tablename__ = "frasa_gagal"
    __table_args__ = (Index("ix_frasa_gagal_pegawai_at", "pegawai_id", "at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    at: Mapped[datetime] = mapped_column(Instant)
