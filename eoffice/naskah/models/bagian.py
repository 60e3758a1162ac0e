"""What belongs to a naskah: who is asked for a paraf, who else signs, whom it reaches, what is enclosed, its versions."""

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, ForeignKey, Index, Integer, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eoffice.db import Base, BigId, Instant, Json, Word
from eoffice.errors import Conflict
from eoffice.naskah.models.naskah import Naskah
from eoffice.naskah.states import SEKALI, CaraKirim, JenisKoreksi, JenisParaf, PeranPenerima, TipePenerima
from eoffice.organisasi.models import Jabatan, Pegawai


class Paraf(Base):
    """One asked-for «checked, I answer for it», and the version it was given on."""

    __tablename__ = "paraf"
    __table_args__ = (UniqueConstraint("naskah_id", "jabatan_id"), Index("ix_paraf_jabatan", "jabatan_id", "given_at"))

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    naskah_id: Mapped[int] = mapped_column(ForeignKey("naskah.id"), index=True)
    urutan: Mapped[int] = mapped_column(Integer)
    jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id"))
    jenis: Mapped[JenisParaf] = mapped_column(Word(JenisParaf))
    given_by: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    given_at: Mapped[datetime | None] = mapped_column(Instant)
    versi: Mapped[int | None] = mapped_column(Integer)
    versi_sha256: Mapped[str] = mapped_column(String(64), default="")
    catatan: Mapped[str] = mapped_column(Text, default="")

    naskah: Mapped[Naskah] = relationship(back_populates="paraf")
    jabatan: Mapped[Jabatan] = relationship()
    pegawai: Mapped[Pegawai | None] = relationship()

    def forget(self) -> None:
        """Ask for it anew."""
        self.given_by = self.given_at = self.versi = None
        self.versi_sha256 = self.catatan = ""


class PenandaLain(Base):
    """Somebody who signs a naskah after its first signer, and the file as it became with that signature.

    The first signer stands here as `urutan` 0 once the signature is there. `pejabat_id` and `penanda` are who was printed.
    """

    __tablename__ = "penanda_lain"
    __table_args__ = (
        UniqueConstraint("naskah_id", "urutan"),
        Index("ix_penanda_lain_jabatan", "jabatan_id", "ditandatangani_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    naskah_id: Mapped[int] = mapped_column(ForeignKey("naskah.id"))
    urutan: Mapped[int] = mapped_column(Integer)
    jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id"))
    sebutan: Mapped[str] = mapped_column(String(40))
    pejabat_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    penanda: Mapped[dict[str, Any] | None] = mapped_column(Json)
    ditandatangani_at: Mapped[datetime | None] = mapped_column(Instant)
    key: Mapped[str | None] = mapped_column(String(120))
    size: Mapped[int | None] = mapped_column(Integer)
    sha256: Mapped[str | None] = mapped_column(String(64))

    naskah: Mapped[Naskah] = relationship(back_populates="penanda_lain")
    jabatan: Mapped[Jabatan] = relationship()
    pejabat: Mapped[Pegawai | None] = relationship()

    def signed(self, *, by: int, at: datetime, key: str, size: int, sha256: str) -> None:
        """Keep the signature; a second one is refused."""
        if self.ditandatangani_at is not None:
            raise Conflict("Penandatangan ini sudah menandatangani.")
        self.pejabat_id, self.ditandatangani_at = by, at
        self.key, self.size, self.sha256 = key, size, sha256


class Penerima(Base):
    """An addressee or copied office, and how it reached them."""

    __tablename__ = "penerima"
    __table_args__ = (
        UniqueConstraint("naskah_id", "peran", "urutan"),
        Index("ix_penerima_belum", "tipe", "dikirim_at", "naskah_id"),  # the few that nobody has served yet
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    naskah_id: Mapped[int] = mapped_column(ForeignKey("naskah.id"), index=True)
    peran: Mapped[PeranPenerima] = mapped_column(Word(PeranPenerima))
    urutan: Mapped[int] = mapped_column(Integer)
    tipe: Mapped[TipePenerima] = mapped_column(Word(TipePenerima))
    jabatan_id: Mapped[int | None] = mapped_column(ForeignKey("jabatan.id"), index=True)
    teks: Mapped[str] = mapped_column(String(300))
    tempat: Mapped[str] = mapped_column(String(120), default="")
    untuk_perhatian: Mapped[str] = mapped_column(String(200), default="")
    pos_el: Mapped[str] = mapped_column(String(200), default="")
    cara: Mapped[CaraKirim | None] = mapped_column(Word(CaraKirim))
    dikirim_at: Mapped[datetime | None] = mapped_column(Instant)
    dikirim_oleh: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    keterangan: Mapped[str] = mapped_column(String(300), default="")

    naskah: Mapped[Naskah] = relationship(back_populates="penerima")
    jabatan: Mapped[Jabatan | None] = relationship()

    def content(self) -> list[str | int | None]:
        """What a reader of the version agreed to."""
        return [str(self.tipe), self.jabatan_id, self.teks, self.tempat, self.untuk_perhatian]


class Lampiran(Base):
    """An enclosure: the file as it came, and for what can be printed the clean PDF that joins the signed one.

    One that was taken off while a kept version shows it stays with a negative `urutan`, and its bytes with it; it is not
    among `Naskah.lampiran` any more.
    """

    __tablename__ = "lampiran"
    __table_args__ = (UniqueConstraint("naskah_id", "urutan"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    naskah_id: Mapped[int] = mapped_column(ForeignKey("naskah.id"), index=True)
    urutan: Mapped[int] = mapped_column(Integer)
    judul: Mapped[str] = mapped_column(String(300))
    nama: Mapped[str] = mapped_column(String(200))
    nama_asli: Mapped[str] = mapped_column(String(400))
    mime: Mapped[str] = mapped_column(String(100))
    key: Mapped[str] = mapped_column(String(120))
    size: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    halaman: Mapped[int] = mapped_column(Integer, default=0)
    kosong: Mapped[int] = mapped_column(Integer, default=0, server_default="0")  # pages without any ink
    gabung: Mapped[bool] = mapped_column(Boolean, default=False)
    bersih_key: Mapped[str | None] = mapped_column(String(120))
    bersih_size: Mapped[int | None] = mapped_column(Integer)
    bersih_sha256: Mapped[str | None] = mapped_column(String(64))
    isi: Mapped[dict[str, Any] | None] = mapped_column(Json)  # of one that was typed; the file then is the same as JSON
    rebah: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    diunggah_at: Mapped[datetime] = mapped_column(Instant)
    diunggah_oleh: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))

    naskah: Mapped[Naskah] = relationship(back_populates="lampiran")


class NaskahVersi(Base):
    """A text as it was put before others: content, hash, who, when, why."""

    __tablename__ = "naskah_versi"
    __table_args__ = (UniqueConstraint("naskah_id", "versi"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    naskah_id: Mapped[int] = mapped_column(ForeignKey("naskah.id"), index=True)
    versi: Mapped[int] = mapped_column(Integer)
    isi: Mapped[dict[str, Any]] = mapped_column(Json)
    sha256: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Instant)
    oleh_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    oleh_jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id"))
    sebab: Mapped[str] = mapped_column(String(200), default="")

    naskah: Mapped[Naskah] = relationship(back_populates="versi_rows")
    oleh: Mapped[Pegawai] = relationship()


class Koreksi(Base):
    """That one naskah revokes, corrects or replaces an older one (pencabutan, ralat); in force once it is signed.

    The older one is never touched. As it was signed before the newer one was begun, its id is smaller: links cannot run
    in a circle.
    """

    __tablename__ = "koreksi"
    __table_args__ = (
        CheckConstraint("sasaran_id < naskah_id", name="mundur"),
        Index("ix_koreksi_sasaran", "sasaran_id", "berlaku_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    naskah_id: Mapped[int] = mapped_column(ForeignKey("naskah.id"), unique=True)
    sasaran_id: Mapped[int] = mapped_column(ForeignKey("naskah.id"))
    jenis: Mapped[JenisKoreksi] = mapped_column(Word(JenisKoreksi))
    alasan: Mapped[str] = mapped_column(String(1000))
    oleh_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    dibuat_at: Mapped[datetime] = mapped_column(Instant)
    klaim_id: Mapped[int | None] = mapped_column(BigId, unique=True)  # sasaran_id from number to eternity, for SEKALI
    berlaku_at: Mapped[datetime | None] = mapped_column(Instant, index=True)

    naskah: Mapped[Naskah] = relationship(foreign_keys=[naskah_id], back_populates="koreksi")
    sasaran: Mapped[Naskah] = relationship(foreign_keys=[sasaran_id])

    def claim(self) -> None:
        """Its number is being taken: from now on nobody else revokes or replaces the same naskah."""
        if self.jenis in SEKALI:
            self.klaim_id = self.sasaran_id

    def take_effect(self, at: datetime) -> None:
        """It was signed."""
        if self.berlaku_at is not None:
            raise Conflict("Koreksi ini sudah berlaku.")
        self.berlaku_at = at
