"""Tables of the certificate register; certificates are revoked or expire, never deleted."""

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from eoffice.db import Base, BigId, Instant, Json, Word
from eoffice.storage import Blob
from eoffice.tte.states import AlasanCabut, CaraBsre, HasilUpaya, JenisSertifikat, Kind, StatusBsre


class Otoritas(Base):
    """An authority of this installation: root, issuer, time-stamper or OCSP responder. `kotak` seals its private key.

    A renewed one is a further row with a key of its own and the next `ke`; the earlier ones stay, for what they signed.
    """

    __tablename__ = "otoritas"
    __table_args__ = (UniqueConstraint("kind", "ke", name="uq_otoritas_kind_ke"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    ke: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
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


class PenandaBsre(Base):
    """A pegawai who signs with BSrE instead of a key of this office. The NIK lies sealed; `nik_akhir` is for its owner.

    `nik_sidik` is a keyed hash, so that no two people name the same NIK. The certificate is that of the first signature
    that came back sound; later ones are compared with it, and a change is recorded.
    """

    __tablename__ = "penanda_bsre"

    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"), primary_key=True)
    aktif: Mapped[bool] = mapped_column(Boolean, default=True)
    cara: Mapped[CaraBsre] = mapped_column(Word(CaraBsre), default=CaraBsre.FRASA)
    nik_segel: Mapped[dict[str, Any]] = mapped_column(Json)
    nik_sidik: Mapped[str] = mapped_column(String(64), unique=True)
    nik_akhir: Mapped[str] = mapped_column(String(4))
    diubah_at: Mapped[datetime] = mapped_column(Instant)
    status: Mapped[StatusBsre | None] = mapped_column(Word(StatusBsre))
    status_at: Mapped[datetime | None] = mapped_column(Instant)
    pem: Mapped[str] = mapped_column(Text, default="")
    serial_hex: Mapped[str] = mapped_column(String(40), default="")
    subject: Mapped[str] = mapped_column(String(300), default="")
    berlaku_sampai: Mapped[datetime | None] = mapped_column(Instant)


class UpayaTtd(Base):
    """One attempt to have a file signed elsewhere: what was sent, what came back, how it ended; never a secret (AUD-01).

    The file as sent and the answer are objects of their own, stored before anything else happens to them.
    """

    __tablename__ = "upaya_ttd"
    __table_args__ = (Index("ix_upaya_ttd_objek", "objek", "objek_id", "id"), Index("ix_upaya_ttd_mulai", "mulai_at"))

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    ref: Mapped[str] = mapped_column(String(40), unique=True)
    penyedia: Mapped[str] = mapped_column(String(16))
    objek: Mapped[str] = mapped_column(String(32))
    objek_id: Mapped[int] = mapped_column(BigId)
    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    hasil: Mapped[HasilUpaya] = mapped_column(Word(HasilUpaya))
    kode: Mapped[str] = mapped_column(String(40), default="")
    http: Mapped[int] = mapped_column(Integer, default=0)
    id_dokumen: Mapped[str] = mapped_column(String(100), default="")
    mulai_at: Mapped[datetime] = mapped_column(Instant)
    lama_ms: Mapped[int | None] = mapped_column(Integer)
    kirim_key: Mapped[str] = mapped_column(String(120))
    kirim_size: Mapped[int] = mapped_column(Integer)
    kirim_sha256: Mapped[str] = mapped_column(String(64))
    jawab_key: Mapped[str | None] = mapped_column(String(120))
    jawab_size: Mapped[int | None] = mapped_column(Integer)
    jawab_sha256: Mapped[str | None] = mapped_column(String(64))

    @property
    def dikirim(self) -> Blob:
        """The file as it was sent."""
        return Blob(self.kirim_key, self.kirim_size, self.kirim_sha256)

    @property
    def jawaban(self) -> Blob | None:
        """The file that came back, as it came."""
        if self.jawab_key is None:
            return None
        return Blob(self.jawab_key, self.jawab_size or 0, self.jawab_sha256 or "")
