"""Tables of surat masuk, and the moves of one of them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eoffice.akses.rights import Action, Sifat
from eoffice.db import Base, BigId, Instant, Word
from eoffice.errors import Conflict
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import Urgensi
from eoffice.organisasi.models import Jabatan, Unit
from eoffice.surat_masuk.states import LABEL, MOVES, Asal, CaraTerima, PeranSurat, Status


class SuratMasuk(Base):
    """A record that reached an office, with its number in that office's agenda (naskah-dinas 4.4)."""

    __tablename__ = "surat_masuk"
    __table_args__ = (
        UniqueConstraint("opd_id", "tahun", "nomor_agenda"),
        Index("ix_surat_masuk_tujuan", "tujuan_jabatan_id", "status", "id"),
        Index("ix_surat_masuk_belum_dibaca", "tujuan_jabatan_id", "dibaca_at", "id"),
        Index("ix_surat_masuk_kembar", "opd_id", "nomor_surat", "tanggal_surat"),
        # What the volumes of a month are counted from.
        Index("ix_surat_masuk_diterima", "diterima_at", "opd_id", "tujuan_jabatan_id", "peran", "urgensi", "sifat"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    status: Mapped[Status] = mapped_column(Word(Status))
    peran: Mapped[PeranSurat] = mapped_column(Word(PeranSurat))
    opd_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    tahun: Mapped[int] = mapped_column(Integer)
    nomor_agenda: Mapped[int] = mapped_column(Integer)
    naskah_id: Mapped[int | None] = mapped_column(ForeignKey("naskah.id"), index=True)
    penerima_id: Mapped[int | None] = mapped_column(ForeignKey("penerima.id"), unique=True)
    tujuan_jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id"))
    asal: Mapped[Asal] = mapped_column(Word(Asal))
    asal_teks: Mapped[str] = mapped_column(String(300))
    asal_unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    nomor_surat: Mapped[str] = mapped_column(String(160), default="")
    tanggal_surat: Mapped[date | None] = mapped_column()
    hal: Mapped[str] = mapped_column(String(500))
    ringkasan: Mapped[str] = mapped_column(Text, default="")
    sifat: Mapped[Sifat] = mapped_column(Word(Sifat))
    urgensi: Mapped[Urgensi] = mapped_column(Word(Urgensi))
    kode_klasifikasi: Mapped[str | None] = mapped_column(ForeignKey("klasifikasi.kode"))
    cara_terima: Mapped[CaraTerima] = mapped_column(Word(CaraTerima))
    diterima_at: Mapped[datetime] = mapped_column(Instant)
    batas_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    dibaca_at: Mapped[datetime | None] = mapped_column(Instant)
    didisposisi_at: Mapped[datetime | None] = mapped_column(Instant)
    selesai_at: Mapped[datetime | None] = mapped_column(Instant)
    alasan_selesai: Mapped[str] = mapped_column(String(400), default="")
    pencatat_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    halaman: Mapped[int] = mapped_column(Integer, default=0)
    lampiran_halaman: Mapped[int] = mapped_column(Integer, default=0)
    teks: Mapped[str] = mapped_column(Text, default="")
    berkas_key: Mapped[str | None] = mapped_column(String(120))
    berkas_size: Mapped[int | None] = mapped_column(Integer)
    berkas_sha256: Mapped[str | None] = mapped_column(String(64))
    berkas_mime: Mapped[str] = mapped_column(String(100), default="")
    berkas_nama: Mapped[str] = mapped_column(String(200), default="")

    opd: Mapped[Unit] = relationship(foreign_keys=[opd_id])
    asal_unit: Mapped[Unit | None] = relationship(foreign_keys=[asal_unit_id])
    tujuan: Mapped[Jabatan] = relationship(foreign_keys=[tujuan_jabatan_id])
    naskah: Mapped[Naskah | None] = relationship()
    akses: Mapped[list["SuratAkses"]] = relationship(cascade="all, delete-orphan", back_populates="surat")

    __mapper_args__ = {"version_id_col": version}

    def move(self, action: Action, to: Status) -> None:
        """Follow the table of moves. Raises Conflict for anything else."""
        if to not in MOVES.get((self.status, action), ()):
            raise Conflict(f"Surat berstatus “{LABEL[self.status]}”, jadi tindakan ini tidak dapat dilakukan lagi.")
        self.status = to

    def close(self, action: Action, at: datetime, alasan: str) -> None:
        """Nothing more is owed."""
        self.move(action, Status.SELESAI)
        self.selesai_at, self.alasan_selesai = at, alasan[:400]


class SuratAkses(Base):
    """Which jabatan reads a surat because it lies in its chain of disposisi; kept on write, read as a narrow table."""

    __tablename__ = "surat_akses"
    __table_args__ = (Index("ix_surat_akses_jabatan", "jabatan_id", "surat_id"),)

    surat_id: Mapped[int] = mapped_column(ForeignKey("surat_masuk.id"), primary_key=True)
    jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id"), primary_key=True)

    surat: Mapped[SuratMasuk] = relationship(back_populates="akses")
