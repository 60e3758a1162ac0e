"""Tables of the agenda: an event, who is expected there, and the private addresses under which agendas are subscribed."""

import secrets
from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eoffice import clock
from eoffice.agenda.states import MENYITA, Kehadiran, Sebab
from eoffice.akses.rights import Sifat
from eoffice.db import Base, BigId, Instant, Word
from eoffice.errors import Conflict
from eoffice.organisasi.models import Jabatan
from eoffice.surat_masuk.models import SuratMasuk


class Acara(Base):
    """An event (acara): when, where, what; from an undangan, or entered by hand."""

    __tablename__ = "acara"
    __table_args__ = (Index("ix_acara_mulai_at", "mulai_at", "selesai_at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    surat_id: Mapped[int | None] = mapped_column(ForeignKey("surat_masuk.id"), unique=True)
    judul: Mapped[str] = mapped_column(String(500))
    mulai_at: Mapped[datetime] = mapped_column(Instant)
    selesai_at: Mapped[datetime] = mapped_column(Instant)
    sampai_selesai: Mapped[bool] = mapped_column(Boolean)  # the letter names no end, so the end is a guess
    tempat: Mapped[str] = mapped_column(String(300))
    catatan: Mapped[str] = mapped_column(Text, default="")
    sifat: Mapped[Sifat] = mapped_column(Word(Sifat))
    batal_at: Mapped[datetime | None] = mapped_column(Instant)
    batal_alasan: Mapped[str] = mapped_column(String(300), default="")
    #: Names it in calendars elsewhere, for ever.
    uid: Mapped[str] = mapped_column(String(64), unique=True, default=lambda: secrets.token_hex(16))
    urutan: Mapped[int] = mapped_column(Integer, default=0)  # RFC 5545 SEQUENCE: grows with every change
    diubah_at: Mapped[datetime] = mapped_column(Instant, default=lambda: clock.now())

    surat: Mapped[SuratMasuk | None] = relationship()
    peserta: Mapped[list["Peserta"]] = relationship(back_populates="acara", order_by="Peserta.id")

    __mapper_args__ = {"version_id_col": version}

    def change(
        self, *, judul: str, mulai: datetime, selesai: datetime, sampai_selesai: bool, tempat: str, catatan: str
    ) -> bool:
        """Set what is known of it; False when nothing is different."""
        new = (judul, mulai, selesai, sampai_selesai, tempat, catatan)
        if new == (self.judul, self.mulai_at, self.selesai_at, self.sampai_selesai, self.tempat, self.catatan):
            return False
        self.judul, self.mulai_at, self.selesai_at, self.sampai_selesai, self.tempat, self.catatan = new
        self.urutan += 1
        return True

    def cancel(self, at: datetime, alasan: str) -> None:
        """It does not take place. Raises Conflict when that was said before."""
        if self.batal_at is not None:
            raise Conflict("Acara ini sudah dibatalkan.")
        self.batal_at, self.batal_alasan, self.diubah_at = at, alasan[:300], at
        self.urutan += 1


class Peserta(Base):
    """An event in the agenda of one jabatan (peserta): why it is there, and what was said to it."""

    __tablename__ = "acara_peserta"
    __table_args__ = (
        UniqueConstraint("acara_id", "jabatan_id"),
        Index("ix_acara_peserta_jabatan", "jabatan_id", "kehadiran", "acara_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    acara_id: Mapped[int] = mapped_column(ForeignKey("acara.id"))
    jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id"))
    opd_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    sebab: Mapped[Sebab] = mapped_column(Word(Sebab))
    kehadiran: Mapped[Kehadiran] = mapped_column(Word(Kehadiran))
    wakil_jabatan_id: Mapped[int | None] = mapped_column(ForeignKey("jabatan.id"))
    alasan: Mapped[str] = mapped_column(String(300), default="")
    diputus_at: Mapped[datetime | None] = mapped_column(Instant)  # by a person; the machine changes nothing after that
    diputus_oleh: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    urutan: Mapped[int] = mapped_column(Integer, default=0)
    diubah_at: Mapped[datetime] = mapped_column(Instant)

    acara: Mapped[Acara] = relationship(back_populates="peserta")
    jabatan: Mapped[Jabatan] = relationship(foreign_keys=[jabatan_id])
    wakil: Mapped[Jabatan | None] = relationship(foreign_keys=[wakil_jabatan_id])

    __mapper_args__ = {"version_id_col": version}

    @property
    def batal(self) -> bool:
        """Whether nobody goes there for this jabatan: cancelled, withdrawn, declined or represented."""
        return self.acara.batal_at is not None or self.kehadiran not in MENYITA

    def say(self, kehadiran: Kehadiran, at: datetime, *, alasan: str = "", wakil_id: int | None = None) -> None:
        """Change what is said to it. Raises Conflict when the event is cancelled."""
        if self.acara.batal_at is not None:
            raise Conflict("Acara ini sudah dibatalkan, jadi tidak perlu dijawab lagi.")
        self.kehadiran, self.alasan, self.wakil_jabatan_id, self.diubah_at = kehadiran, alasan[:300], wakil_id, at
        self.urutan += 1


class Langganan(Base):
    """A private address under which somebody's phone or desk calendar reads the own agenda; only its hash is kept."""

    __tablename__ = "agenda_langganan"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"), index=True)
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    dibuat_at: Mapped[datetime] = mapped_column(Instant)
    dicabut_at: Mapped[datetime | None] = mapped_column(Instant)
