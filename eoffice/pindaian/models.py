"""Tables of what waits for registration: the received file, untouched, what is shown of it, and the text of every page."""

from datetime import datetime

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eoffice.db import Base, BigId, Instant, Word
from eoffice.errors import Conflict
from eoffice.pindaian.states import LABEL, MOVES, OPEN, Baca, Cara, Status, Sumber


class Pindaian(Base):
    """One document that reached an office (pindaian): a scan, a photo, a file, an attachment of an e-mail."""

    __tablename__ = "pindaian"
    __table_args__ = (
        UniqueConstraint("opd_id", "sidik"),  # the same bytes never wait twice
        Index("ix_pindaian_opd", "opd_id", "status", "id"),
        Index("ix_pindaian_message_id", "opd_id", "message_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    opd_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    sumber: Mapped[Sumber] = mapped_column(Word(Sumber))
    status: Mapped[Status] = mapped_column(Word(Status))
    alasan: Mapped[str] = mapped_column(String(500), default="")
    #: Who sent it, and about what, as the channel has it; empty for paper.
    pengirim: Mapped[str] = mapped_column(String(300), default="")
    perihal: Mapped[str] = mapped_column(String(300), default="")
    message_id: Mapped[str | None] = mapped_column(String(255))
    #: SHA-256 of the received bytes; for a part of a batch which pages of which one it is.
    sidik: Mapped[str] = mapped_column(String(120))
    nama: Mapped[str] = mapped_column(String(200))
    key: Mapped[str] = mapped_column(String(120))
    size: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64))
    mime: Mapped[str] = mapped_column(String(100), default="")
    #: The PDF that is shown and registered; the received object itself where that is a harmless PDF.
    lihat_key: Mapped[str | None] = mapped_column(String(120))
    lihat_size: Mapped[int | None] = mapped_column(Integer)
    lihat_sha256: Mapped[str | None] = mapped_column(String(64))
    halaman: Mapped[int] = mapped_column(Integer, default=0)
    #: What was noticed in it though it was accepted, one a line.
    tanda: Mapped[str] = mapped_column(Text, default="")
    tiba_at: Mapped[datetime] = mapped_column(Instant)
    percobaan: Mapped[int] = mapped_column(Integer, default=0)
    sewa_at: Mapped[datetime | None] = mapped_column(Instant)
    pengunggah_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    surat_id: Mapped[int | None] = mapped_column(ForeignKey("surat_masuk.id"), unique=True)
    induk_id: Mapped[int | None] = mapped_column(ForeignKey("pindaian.id"), index=True)
    dari_halaman: Mapped[int | None] = mapped_column(Integer)
    sampai_halaman: Mapped[int | None] = mapped_column(Integer)
    #: The surat that it was joined into, when several photos or files are one letter.
    gabungan_id: Mapped[int | None] = mapped_column(ForeignKey("pindaian.id"), index=True)

    isi: Mapped[list["PindaianHalaman"]] = relationship(
        order_by="PindaianHalaman.nomor", cascade="all, delete-orphan", back_populates="pindaian"
    )

    __mapper_args__ = {"version_id_col": version}

    def move(self, to: Status) -> None:
        """Follow the table of moves. Raises Conflict for anything else."""
        if to not in MOVES.get(self.status, ()):
            raise Conflict(
                f"Berkas ini berstatus “{LABEL[self.status]}”, jadi tindakan ini tidak dapat dilakukan lagi."
            )
        self.status = to

    @property
    def open(self) -> bool:
        """Whether somebody still has to deal with it."""
        return self.status in OPEN


class PindaianHalaman(Base):
    """One page, and what was read on it; each is read by itself, so that a killed worker loses one page at most."""

    __tablename__ = "pindaian_halaman"
    __table_args__ = (Index("ix_pindaian_halaman_baca", "baca", "sewa_at", "pindaian_id", "nomor"),)

    pindaian_id: Mapped[int] = mapped_column(ForeignKey("pindaian.id"), primary_key=True)
    nomor: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    baca: Mapped[Baca] = mapped_column(Word(Baca))
    cara: Mapped[Cara | None] = mapped_column(Word(Cara))
    teks: Mapped[str] = mapped_column(Text, default="")
    #: Mean confidence of the words in percent; none for a text layer.
    keyakinan: Mapped[int | None] = mapped_column(Integer)
    kata: Mapped[int] = mapped_column(Integer, default=0)
    kosong: Mapped[bool] = mapped_column(Boolean, default=False)
    #: It is a separator sheet of ours.
    pemisah: Mapped[bool] = mapped_column(Boolean, default=False)
    #: Degrees clockwise by which the page was turned before it was read.
    putar: Mapped[int] = mapped_column(Integer, default=0)
    #: Milliseconds of CPU.
    lama: Mapped[int] = mapped_column(Integer, default=0)
    percobaan: Mapped[int] = mapped_column(Integer, default=0)
    sewa_at: Mapped[datetime | None] = mapped_column(Instant)
    selesai_at: Mapped[datetime | None] = mapped_column(Instant)

    pindaian: Mapped[Pindaian] = relationship(back_populates="isi")
