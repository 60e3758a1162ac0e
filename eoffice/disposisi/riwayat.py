"""What is kept beside a disposisi: its older words, the ones prepared for a leader, voice notes and photos."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eoffice.db import Base, BigId, Instant, Json, Word
from eoffice.disposisi.models import Disposisi, DisposisiPenerima
from eoffice.disposisi.states import Cara, JenisLampiran, Peran, StatusSiapan
from eoffice.errors import Conflict
from eoffice.organisasi.models import Jabatan, Pegawai
from eoffice.storage import Blob
from eoffice.surat_masuk.models import SuratMasuk


class DisposisiVersi(Base):
    """The words of a disposisi as they were until somebody changed them."""

    __tablename__ = "disposisi_versi"
    __table_args__ = (UniqueConstraint("disposisi_id", "versi"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    disposisi_id: Mapped[int] = mapped_column(ForeignKey("disposisi.id"))
    versi: Mapped[int] = mapped_column(Integer)
    instruksi: Mapped[list[str]] = mapped_column(Json)
    catatan: Mapped[str] = mapped_column(Text)
    batas: Mapped[date | None] = mapped_column()
    diganti_at: Mapped[datetime] = mapped_column(Instant)
    diganti_oleh: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    alasan: Mapped[str] = mapped_column(String(400))

    disposisi: Mapped[Disposisi] = relationship()
    pengganti: Mapped[Pegawai] = relationship()


class Siapan(Base):
    """A disposisi that somebody prepared for a leader; nothing is sent before the leader confirms it (5.2, 5.6)."""

    __tablename__ = "disposisi_siapan"
    __table_args__ = (
        Index("ix_disposisi_siapan_surat", "surat_id", "status"),
        Index("ix_disposisi_siapan_pemberi", "pemberi_jabatan_id", "status", "id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    surat_id: Mapped[int] = mapped_column(ForeignKey("surat_masuk.id"))
    induk_id: Mapped[int | None] = mapped_column(ForeignKey("disposisi_penerima.id"))
    pemberi_jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id"))
    oleh_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    oleh_jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    cara: Mapped[Cara] = mapped_column(Word(Cara))
    penerima: Mapped[list[list[object]]] = mapped_column(Json)
    instruksi: Mapped[list[str]] = mapped_column(Json)
    catatan: Mapped[str] = mapped_column(Text, default="")
    batas: Mapped[date | None] = mapped_column()
    boleh_ke: Mapped[list[int] | None] = mapped_column(Json)
    status: Mapped[StatusSiapan] = mapped_column(Word(StatusSiapan))
    diputus_at: Mapped[datetime | None] = mapped_column(Instant)

    surat: Mapped[SuratMasuk] = relationship()
    induk: Mapped[DisposisiPenerima | None] = relationship()
    pemberi_jabatan: Mapped[Jabatan] = relationship(foreign_keys=[pemberi_jabatan_id])
    oleh: Mapped[Pegawai] = relationship()
    oleh_jabatan: Mapped[Jabatan] = relationship(foreign_keys=[oleh_jabatan_id])

    __mapper_args__ = {"version_id_col": version}

    @property
    def kepada(self) -> list[tuple[int, Peran]]:
        """The recipients as `Isian` has them."""
        return [(int(str(jabatan_id)), Peran(str(peran))) for jabatan_id, peran in self.penerima]

    def settle(self, to: StatusSiapan, at: datetime) -> None:
        """Used, replaced or dropped. Raises Conflict when that happened before."""
        if self.status is not StatusSiapan.MENUNGGU:
            raise Conflict("Arahan ini sudah dipakai atau dibatalkan. Muat ulang halaman untuk melihat yang terbaru.")
        self.status, self.diputus_at = to, at


class LampiranDisposisi(Base):
    """A voice note, or a photo of a handwritten instruction; without an owner it waits for its form to be sent."""

    __tablename__ = "disposisi_lampiran"
    __table_args__ = (Index("ix_disposisi_lampiran_lepas", "oleh_id", "at"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    jenis: Mapped[JenisLampiran] = mapped_column(Word(JenisLampiran))
    oleh_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    detik: Mapped[int] = mapped_column(Integer, default=0)
    disposisi_id: Mapped[int | None] = mapped_column(ForeignKey("disposisi.id"), index=True)
    siapan_id: Mapped[int | None] = mapped_column(ForeignKey("disposisi_siapan.id"), index=True)
    key: Mapped[str] = mapped_column(String(120))
    size: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64))
    mime: Mapped[str] = mapped_column(String(100))

    @property
    def blob(self) -> Blob:
        """Where its bytes are."""
        return Blob(self.key, self.size, self.sha256)
