"""Tables of accounts: who may sign in, which sessions are open, which links wait."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Boolean, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eoffice.akun.states import JenisToken, Tema
from eoffice.db import Base, BigId, Instant, Word
from eoffice.organisasi.models import Pegawai

#: Failures without any delay, and the number after which only a recovery link helps (AUT-05).
FREE_FAILURES: Final = 5
LAST_FAILURE: Final = 100
LONGEST_DELAY: Final = timedelta(minutes=15)
#: How old the last proof of the password may be for what asks for a fresh one (AUT-12).
SEGAR: Final = timedelta(minutes=5)


class Akun(Base):
    """One pegawai's way in. `versi_sesi` is part of every session; raising it ends them all (SES-05)."""

    __tablename__ = "akun"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"), unique=True)
    nama_pengguna: Mapped[str] = mapped_column(String(60), unique=True)
    sandi_hash: Mapped[str | None] = mapped_column(String(200))
    sandi_at: Mapped[datetime | None] = mapped_column(Instant)
    aktif: Mapped[bool] = mapped_column(Boolean, default=True)
    versi_sesi: Mapped[int] = mapped_column(Integer, default=1)
    gagal_beruntun: Mapped[int] = mapped_column(Integer, default=0)
    coba_lagi_at: Mapped[datetime | None] = mapped_column(Instant)
    tema: Mapped[Tema] = mapped_column(Word(Tema), default=Tema.LIGHT)
    pintasan: Mapped[bool] = mapped_column(Boolean, default=True)
    dibuat_at: Mapped[datetime] = mapped_column(Instant)

    pegawai: Mapped[Pegawai] = relationship()

    def open_at(self, at: datetime) -> bool:
        """Whether a right password would be believed at this instant."""
        if not self.aktif or not self.pegawai.aktif or self.sandi_hash is None:
            return False
        return self.gagal_beruntun < LAST_FAILURE and (self.coba_lagi_at is None or self.coba_lagi_at <= at)

    def fail(self, at: datetime) -> None:
        """Count a wrong password: from the fifth on, each doubles the wait, up to a quarter of an hour."""
        self.gagal_beruntun += 1
        beyond = self.gagal_beruntun - FREE_FAILURES
        if beyond >= 0:
            self.coba_lagi_at = at + min(LONGEST_DELAY, timedelta(seconds=2 ** min(beyond, 20)))

    def succeed(self) -> None:
        """Forget earlier failures."""
        self.gagal_beruntun, self.coba_lagi_at = 0, None

    def take_sandi(self, hashed: str, at: datetime) -> None:
        """Set a password; every open session and link of the account ends."""
        self.sandi_hash, self.sandi_at = hashed, at
        self.versi_sesi += 1
        self.succeed()


class Sesi(Base):
    """One browser that is signed in; only the hash of its cookie is kept (SES-01)."""

    __tablename__ = "sesi"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    akun_id: Mapped[int] = mapped_column(ForeignKey("akun.id"), index=True)
    jabatan_id: Mapped[int | None] = mapped_column(ForeignKey("jabatan.id"))
    dibuat_at: Mapped[datetime] = mapped_column(Instant)
    terakhir_at: Mapped[datetime] = mapped_column(Instant, index=True)
    alamat: Mapped[str] = mapped_column(String(64), default="")
    peramban: Mapped[str] = mapped_column(String(200), default="")
    versi_sesi: Mapped[int] = mapped_column(Integer)
    sandi_at: Mapped[datetime | None] = mapped_column(Instant)  # when its owner last typed the password in it
    ttd_at: Mapped[datetime | None] = mapped_column(Instant)  # when it was last used to sign

    akun: Mapped[Akun] = relationship()

    @property
    def bukti_at(self) -> datetime:
        """When the password was last proven in this session; signing in was such a proof."""
        return self.sandi_at or self.dibuat_at


class TokenAktivasi(Base):
    """A single-use link; only its hash is kept (AUT-04, AUT-11)."""

    __tablename__ = "token_aktivasi"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    akun_id: Mapped[int] = mapped_column(ForeignKey("akun.id"), index=True)
    jenis: Mapped[JenisToken] = mapped_column(Word(JenisToken))
    berlaku_sampai: Mapped[datetime] = mapped_column(Instant)
    dipakai_at: Mapped[datetime | None] = mapped_column(Instant)

    akun: Mapped[Akun] = relationship()
