"""Tables of disposisi: the act, its recipients, and their reports."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eoffice import clock
from eoffice.db import Base, BigId, Instant, Json, Word
from eoffice.disposisi.states import LABEL, OPEN, Kanal, Peran, StatusLaporan, StatusPenerima
from eoffice.errors import Conflict
from eoffice.organisasi.models import Jabatan, Pegawai
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.surat_masuk.states import OPEN as SURAT_OPEN

P = StatusPenerima


class Disposisi(Base):
    """A leader's written instruction downwards on one surat masuk."""

    __tablename__ = "disposisi"
    __table_args__ = (Index("ix_disposisi_at", "at", "pemberi_jabatan_id", "kanal"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    surat_id: Mapped[int] = mapped_column(ForeignKey("surat_masuk.id"), index=True)
    induk_id: Mapped[int | None] = mapped_column(ForeignKey("disposisi_penerima.id", use_alter=True), index=True)
    pemberi_jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id"), index=True)
    pemberi_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    instruksi: Mapped[list[str]] = mapped_column(Json)
    catatan: Mapped[str] = mapped_column(Text, default="")
    batas: Mapped[date | None] = mapped_column()
    kanal: Mapped[Kanal] = mapped_column(Word(Kanal))

    surat: Mapped[SuratMasuk] = relationship()
    pemberi_jabatan: Mapped[Jabatan] = relationship()
    pemberi: Mapped[Pegawai] = relationship()
    induk: Mapped["DisposisiPenerima | None"] = relationship(foreign_keys=[induk_id], back_populates="lanjutan")
    penerima: Mapped[list["DisposisiPenerima"]] = relationship(
        foreign_keys="DisposisiPenerima.disposisi_id", back_populates="disposisi", order_by="DisposisiPenerima.id"
    )


class DisposisiPenerima(Base):
    """One recipient of a disposisi, and how far the work is there."""

    __tablename__ = "disposisi_penerima"
    __table_args__ = (
        UniqueConstraint("disposisi_id", "jabatan_id"),
        Index("ix_disposisi_penerima_jabatan", "jabatan_id", "status", "id"),
        Index("ix_disposisi_penerima_status", "status", "disposisi_id"),  # the few still open, before all ever given
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    disposisi_id: Mapped[int] = mapped_column(ForeignKey("disposisi.id"))
    jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id"))
    peran: Mapped[Peran] = mapped_column(Word(Peran))
    status: Mapped[StatusPenerima] = mapped_column(Word(StatusPenerima))
    dibaca_at: Mapped[datetime | None] = mapped_column(Instant)
    dibaca_oleh: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    dilaporkan_at: Mapped[datetime | None] = mapped_column(Instant)
    selesai_at: Mapped[datetime | None] = mapped_column(Instant)

    disposisi: Mapped[Disposisi] = relationship(foreign_keys=[disposisi_id], back_populates="penerima")
    jabatan: Mapped[Jabatan] = relationship()
    pembaca: Mapped[Pegawai | None] = relationship()
    lanjutan: Mapped[list[Disposisi]] = relationship(
        foreign_keys=[Disposisi.induk_id], back_populates="induk", order_by=Disposisi.id
    )
    laporan: Mapped[list["TindakLanjut"]] = relationship(back_populates="penerima", order_by="TindakLanjut.id")

    __mapper_args__ = {"version_id_col": version}

    @property
    def open(self) -> bool:
        """Whether something is still owed here; a closed surat owes nothing."""
        return self.status in OPEN and self.disposisi.surat.status in SURAT_OPEN

    @property
    def over(self) -> bool:
        """Whether the surat was closed before this part was done: nothing is owed here any more."""
        return self.status in OPEN and not self.open

    @property
    def label(self) -> str:
        """How far this part is, in words."""
        if not self.over:
            return LABEL[self.status]
        return "Surat sudah ditutup" if self.dibaca_at is not None else "Surat ditutup sebelum dibaca"

    @property
    def late(self) -> bool:
        """Whether the deadline has passed with something owed (WIB date)."""
        batas = self.disposisi.batas
        return batas is not None and self.open and clock.today() > batas

    def read(self, by: int, at: datetime) -> bool:
        """First opened by a holder; who only needs to know is done with it. False when read before."""
        if self.dibaca_at is not None or self.status is P.DITARIK:
            return False
        self.dibaca_at, self.dibaca_oleh = at, by
        if self.peran is Peran.MENGETAHUI:
            self.status, self.selesai_at = P.SELESAI, at
        elif self.status is P.TERKIRIM:
            self.status = P.DIBACA
        return True

    def pass_on(self) -> None:
        """Given further down."""
        self._must_be(P.TERKIRIM, P.DIBACA, P.DITINDAKLANJUTI)
        self.status = P.DITINDAKLANJUTI

    def report(self, at: datetime) -> None:
        """Reported, waiting for the giver."""
        self._must_be(P.TERKIRIM, P.DIBACA, P.DITINDAKLANJUTI)
        self.status, self.dilaporkan_at = P.DILAPORKAN, at

    def accept(self, at: datetime) -> None:
        """The giver is content."""
        self._must_be(P.DILAPORKAN)
        self.status, self.selesai_at = P.SELESAI, at

    def give_back(self) -> None:
        """The giver wants more."""
        self._must_be(P.DILAPORKAN)
        self.status, self.dilaporkan_at = P.DITINDAKLANJUTI, None

    def withdraw(self) -> None:
        """Taken back while unread."""
        if self.dibaca_at is not None:
            raise Conflict("Disposisi sudah dibaca penerima, jadi tidak dapat ditarik lagi.")
        self._must_be(P.TERKIRIM)
        self.status = P.DITARIK

    def _must_be(self, *allowed: StatusPenerima) -> None:
        if self.status not in allowed:
            raise Conflict("Disposisi ini sudah berubah keadaannya. Muat ulang halaman untuk melihat yang terbaru.")


class TindakLanjut(Base):
    """A report on what was done, with a file if there is one."""

    __tablename__ = "tindak_lanjut"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    penerima_id: Mapped[int] = mapped_column(ForeignKey("disposisi_penerima.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    oleh_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    oleh_jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id"))
    uraian: Mapped[str] = mapped_column(Text)
    status: Mapped[StatusLaporan] = mapped_column(Word(StatusLaporan))
    catatan_pemberi: Mapped[str] = mapped_column(Text, default="")
    diputus_at: Mapped[datetime | None] = mapped_column(Instant)
    berkas_key: Mapped[str | None] = mapped_column(String(120))
    berkas_size: Mapped[int | None] = mapped_column(Integer)
    berkas_sha256: Mapped[str | None] = mapped_column(String(64))
    berkas_mime: Mapped[str] = mapped_column(String(100), default="")
    berkas_nama: Mapped[str] = mapped_column(String(200), default="")

    penerima: Mapped[DisposisiPenerima] = relationship(back_populates="laporan")
    oleh: Mapped[Pegawai] = relationship()
