"""Tables of disposisi: the act, its recipients, and their reports."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eoffice import clock
from eoffice.db import Base, BigId, Instant, Json, Word
from eoffice.disposisi.states import LABEL, OPEN, Cara, Kanal, Peran, StatusLaporan, StatusPenerima
from eoffice.errors import Conflict
from eoffice.naskah.models import Naskah
from eoffice.organisasi.models import Jabatan, Pegawai
from eoffice.surat_masuk.models import Berjam, SuratMasuk
from eoffice.surat_masuk.states import OPEN as SURAT_OPEN

P = StatusPenerima


class Disposisi(Base):
    """A leader's written instruction downwards on one surat masuk."""

    __tablename__ = "disposisi"
    __table_args__ = (
        Index("ix_disposisi_at", "at", "pemberi_jabatan_id", "kanal"),
        Index("ix_disposisi_pemberi_terakhir", "pemberi_jabatan_id", "id"),  # the habit of a leader
    )

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
    version: Mapped[int] = mapped_column(Integer, server_default="1")
    #: Of its words; older ones are kept in `disposisi_versi`.
    versi: Mapped[int] = mapped_column(Integer, default=1, server_default="1")
    cara: Mapped[Cara] = mapped_column(Word(Cara), default=Cara.SENDIRI, server_default="sendiri")
    disiapkan_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    disiapkan_jabatan_id: Mapped[int | None] = mapped_column(ForeignKey("jabatan.id"))
    #: For Rahasia: the offices that its leader names beside the recipients, and nobody further (5.4).
    boleh_ke: Mapped[list[int] | None] = mapped_column(Json)

    surat: Mapped[SuratMasuk] = relationship()
    pemberi_jabatan: Mapped[Jabatan] = relationship(foreign_keys=[pemberi_jabatan_id])
    pemberi: Mapped[Pegawai] = relationship(foreign_keys=[pemberi_id])
    disiapkan: Mapped[Pegawai | None] = relationship(foreign_keys=[disiapkan_id])
    disiapkan_jabatan: Mapped[Jabatan | None] = relationship(foreign_keys=[disiapkan_jabatan_id])
    induk: Mapped["DisposisiPenerima | None"] = relationship(foreign_keys=[induk_id], back_populates="lanjutan")
    penerima: Mapped[list["DisposisiPenerima"]] = relationship(
        foreign_keys="DisposisiPenerima.disposisi_id", back_populates="disposisi", order_by="DisposisiPenerima.id"
    )

    __mapper_args__ = {"version_id_col": version}


class DisposisiPenerima(Berjam, Base):
    """One recipient of a disposisi, and how far the work is there."""

    __tablename__ = "disposisi_penerima"
    __table_args__ = (
        UniqueConstraint("disposisi_id", "jabatan_id"),
        Index("ix_disposisi_penerima_jabatan", "jabatan_id", "status", "id"),
        Index("ix_disposisi_penerima_peneliti", "peneliti_jabatan_id", "status"),
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
    #: The words of the disposisi as its holder last saw them.
    versi_dibaca: Mapped[int] = mapped_column(Integer, default=1, server_default="1")
    ditolak_at: Mapped[datetime | None] = mapped_column(Instant)
    alasan_tolak: Mapped[str] = mapped_column(Text, default="", server_default="")
    tolak_diputus_at: Mapped[datetime | None] = mapped_column(Instant)
    menggantikan_id: Mapped[int | None] = mapped_column(ForeignKey("disposisi_penerima.id"))
    catatan_alih: Mapped[str] = mapped_column(Text, default="", server_default="")
    kemajuan: Mapped[int] = mapped_column(Integer, default=0, server_default="0")  # percent, as last said by itself
    batas_at: Mapped[datetime | None] = mapped_column(Instant)  # the limit that governs here; kept by `tenggat`
    #: Prepares what the head of an office gives further, where he laid that down (5.2).
    peneliti_jabatan_id: Mapped[int | None] = mapped_column(ForeignKey("jabatan.id"))

    disposisi: Mapped[Disposisi] = relationship(foreign_keys=[disposisi_id], back_populates="penerima")
    jabatan: Mapped[Jabatan] = relationship(foreign_keys=[jabatan_id])
    pembaca: Mapped[list["BagianPembaca"]] = relationship(
        order_by="BagianPembaca.at", cascade="all, delete-orphan", back_populates="bagian"
    )
    menggantikan: Mapped["DisposisiPenerima | None"] = relationship(
        foreign_keys=[menggantikan_id], remote_side="DisposisiPenerima.id"
    )
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
        """Whether the limit that governs has passed with something owed, or passed before the report; never while it stands still."""
        if not self.open or self.jam_henti_at is not None:
            return False
        if self.batas_at is not None:
            return (self.dilaporkan_at or clock.now()) >= self.batas_at
        return self.disposisi.batas is not None and clock.today() > self.disposisi.batas

    def seen(self, by: int, at: datetime) -> bool:
        """Opened by this person for the first time, whoever read it before; False when that is known."""
        if self.status in (P.DITARIK, P.DITOLAK) or any(each.pegawai_id == by for each in self.pembaca):
            return False
        self.pembaca.append(BagianPembaca(pegawai_id=by, at=at))
        return True

    def read(self, by: int, at: datetime) -> bool:
        """First opened by a holder; who only needs to know is done with it. False when read before."""
        if self.dibaca_at is not None or self.status in (P.DITARIK, P.DITOLAK):
            return False
        self.seen(by, at)
        self.dibaca_at, self.dibaca_oleh = at, by
        self.versi_dibaca = self.disposisi.versi
        if self.peran is Peran.MENGETAHUI:
            self.status, self.selesai_at = P.SELESAI, at
        elif self.status is P.TERKIRIM:
            self.status = P.DIBACA
        return True

    def unread(self) -> None:
        """As if nobody had opened it: it was sent anew, or marked as unread again."""
        self.dibaca_at = self.dibaca_oleh = None
        self.pembaca.clear()

    def pass_on(self) -> None:
        """Given further down."""
        self._must_be(P.TERKIRIM, P.DIBACA, P.DITINDAKLANJUTI)
        self.status = P.DITINDAKLANJUTI

    def report(self, at: datetime) -> None:
        """Reported, waiting for the giver."""
        self._must_be(P.TERKIRIM, P.DIBACA, P.DITINDAKLANJUTI)
        self.status, self.dilaporkan_at = P.DILAPORKAN, at

    def advance(self, kemajuan: int) -> None:
        """Partly done, in percent below 100: still owed, and nothing for the giver to accept."""
        self._must_be(P.TERKIRIM, P.DIBACA, P.DITINDAKLANJUTI)
        self.status, self.kemajuan = P.DITINDAKLANJUTI, kemajuan

    def accept(self, at: datetime) -> None:
        """The giver is content."""
        self._must_be(P.DILAPORKAN)
        self.status, self.selesai_at = P.SELESAI, at

    def give_back(self) -> None:
        """The giver wants more, before or after having accepted."""
        self._must_be(P.DILAPORKAN, P.SELESAI)
        self.status, self.dilaporkan_at, self.selesai_at = P.DITINDAKLANJUTI, None, None
        said = [r.kemajuan for r in self.laporan if r.status is StatusLaporan.SEBAGIAN]
        self.kemajuan = said[-1] if said else 0

    def close_below(self, at: datetime) -> None:
        """What it hung on was accepted, so nothing is owed here any more."""
        if self.status in OPEN:
            self.status, self.selesai_at = P.DITUTUP, at

    def withdraw(self) -> None:
        """Taken back while unread."""
        if self.dibaca_at is not None:
            raise Conflict("Disposisi sudah dibaca penerima, jadi tidak dapat ditarik lagi.")
        self._must_be(P.TERKIRIM)
        self.status = P.DITARIK

    @property
    def undecided(self) -> bool:
        """Whether it was declined and its giver has not said yet where it goes."""
        return self.status is P.DITOLAK and self.tolak_diputus_at is None

    @property
    def changed(self) -> bool:
        """Whether the words were changed since its holder saw them."""
        return self.dibaca_at is not None and self.open and self.versi_dibaca < self.disposisi.versi

    def decline(self, at: datetime, alasan: str) -> None:
        """Not the matter of this office: back to the giver, with the reason."""
        self._must_be(P.TERKIRIM, P.DIBACA, P.DITINDAKLANJUTI)
        self.status, self.ditolak_at, self.alasan_tolak, self.tolak_diputus_at = P.DITOLAK, at, alasan, None

    def stay(self, at: datetime, catatan: str) -> None:
        """The giver says that it is the matter of this office after all."""
        self._must_be(P.DITOLAK)
        self.status, self.tolak_diputus_at, self.catatan_alih = P.TERKIRIM, at, catatan
        self.unread()

    def _must_be(self, *allowed: StatusPenerima) -> None:
        if self.status not in allowed:
            raise Conflict("Disposisi ini sudah berubah keadaannya. Muat ulang halaman untuk melihat yang terbaru.")


class BagianPembaca(Base):
    """That a person opened a part, and when first; Plh. and the one he stands in for each have a row of their own."""

    __tablename__ = "bagian_pembaca"

    bagian_id: Mapped[int] = mapped_column(ForeignKey("disposisi_penerima.id"), primary_key=True)
    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)

    bagian: Mapped[DisposisiPenerima] = relationship(back_populates="pembaca")
    pegawai: Mapped[Pegawai] = relationship()


class TindakLanjut(Base):
    """A report on what was done, with its files, or with the naskah that answers the surat."""

    __tablename__ = "tindak_lanjut"
    __table_args__ = (UniqueConstraint("penerima_id", "naskah_id"),)  # one answer reports a part once

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    penerima_id: Mapped[int] = mapped_column(ForeignKey("disposisi_penerima.id"), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    oleh_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    oleh_jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id"))
    uraian: Mapped[str] = mapped_column(Text)
    status: Mapped[StatusLaporan] = mapped_column(Word(StatusLaporan))
    kemajuan: Mapped[int] = mapped_column(Integer, default=100, server_default="100")  # percent; below 100: sebagian
    naskah_id: Mapped[int | None] = mapped_column(ForeignKey("naskah.id"), index=True)
    catatan_pemberi: Mapped[str] = mapped_column(Text, default="")
    diputus_at: Mapped[datetime | None] = mapped_column(Instant)

    penerima: Mapped[DisposisiPenerima] = relationship(back_populates="laporan")
    oleh: Mapped[Pegawai] = relationship()
    oleh_jabatan: Mapped[Jabatan] = relationship()
    naskah: Mapped[Naskah | None] = relationship()
    berkas: Mapped[list["BerkasLaporan"]] = relationship(
        order_by="BerkasLaporan.urutan", cascade="all, delete-orphan", back_populates="laporan"
    )


class BerkasLaporan(Base):
    """One file of a report; a report that is passed on upwards names the same objects again."""

    __tablename__ = "tindak_lanjut_berkas"
    __table_args__ = (UniqueConstraint("laporan_id", "urutan"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    laporan_id: Mapped[int] = mapped_column(ForeignKey("tindak_lanjut.id"))
    urutan: Mapped[int] = mapped_column(Integer)
    key: Mapped[str] = mapped_column(String(120))
    size: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64))
    mime: Mapped[str] = mapped_column(String(100))
    nama: Mapped[str] = mapped_column(String(200))

    laporan: Mapped[TindakLanjut] = relationship(back_populates="berkas")


class Jawaban(Base):
    """Which konsep answers which surat, and the part of its chain that is done with it; none: the addressee's own."""

    __tablename__ = "jawaban"

    naskah_id: Mapped[int] = mapped_column(ForeignKey("naskah.id"), primary_key=True)
    surat_id: Mapped[int] = mapped_column(ForeignKey("surat_masuk.id"), index=True)
    penerima_id: Mapped[int | None] = mapped_column(ForeignKey("disposisi_penerima.id"), index=True)

    naskah: Mapped[Naskah] = relationship()
    penerima: Mapped[DisposisiPenerima | None] = relationship()
