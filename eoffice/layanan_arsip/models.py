"""Tables of requests to read and of lending, and the moves of one of each."""

from datetime import date, datetime, timedelta

from sqlalchemy import ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eoffice import clock
from eoffice.akses.models import PemberianAkses
from eoffice.akses.rights import Sifat
from eoffice.arsip.models import Berkas
from eoffice.db import Base, BigId, Instant, Word
from eoffice.errors import Conflict
from eoffice.layanan_arsip.states import (
    DI_LUAR,
    LABEL_AKSES,
    LABEL_PINJAM,
    MOVES_AKSES,
    MOVES_PINJAM,
    UNTUK_JABATAN,
    PerbuatanAkses,
    PerbuatanPinjam,
    StatusAkses,
    StatusPinjam,
)
from eoffice.organisasi.models import Jabatan, Pegawai, Unit


class PermintaanAkses(Base):
    """Somebody asks to read a record of an office (permintaan akses).

    `sebutan` is what was typed, and the only thing said back to the one who asked; `objek` and `objek_id` are the
    record that the arsiparis of the office found for it; before that they can name the jabatan that the request was
    passed to, since of a Rahasia record neither arsiparis nor head know more than who may have signed it.
    """

    __tablename__ = "permintaan_akses"
    __table_args__ = (
        Index("ix_permintaan_akses_opd", "opd_id", "status", "id"),
        Index("ix_permintaan_akses_pemohon", "pemohon_id", "id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    status: Mapped[StatusAkses] = mapped_column(Word(StatusAkses))
    pemohon_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    pemohon_jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id"))
    opd_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    sebutan: Mapped[str] = mapped_column(String(300))
    keperluan: Mapped[str] = mapped_column(String(1000))
    hari: Mapped[int] = mapped_column(Integer)
    objek: Mapped[str] = mapped_column(String(40), default="")
    objek_id: Mapped[int | None] = mapped_column(BigId)
    sifat: Mapped[Sifat | None] = mapped_column(Word(Sifat))
    diminta_at: Mapped[datetime] = mapped_column(Instant)
    diputus_at: Mapped[datetime | None] = mapped_column(Instant)
    diputus_oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    alasan: Mapped[str] = mapped_column(String(1000), default="")
    pemberian_id: Mapped[int | None] = mapped_column(ForeignKey("pemberian_akses.id"))

    pemohon: Mapped[Pegawai] = relationship(foreign_keys=[pemohon_id])
    pemohon_jabatan: Mapped[Jabatan] = relationship(foreign_keys=[pemohon_jabatan_id])
    opd: Mapped[Unit] = relationship(foreign_keys=[opd_id])
    diputus_oleh: Mapped[Pegawai | None] = relationship(foreign_keys=[diputus_oleh_id])
    pemberian: Mapped[PemberianAkses | None] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def untuk_jabatan_id(self) -> int | None:
        """The jabatan that it was passed to for a decision; None when it waits for the office."""
        return self.objek_id if self.objek == UNTUK_JABATAN else None

    def berlaku(self, at: datetime) -> bool:
        """Whether the asker may read by it at an instant."""
        given = self.pemberian
        return given is not None and given.dicabut_at is None and given.sampai_at > at

    def move(self, perbuatan: PerbuatanAkses) -> None:
        """Go on to what the table of moves says. Raises Conflict when it says nothing."""
        to = MOVES_AKSES.get((self.status, perbuatan))
        if to is None:
            raise Conflict(f"Permintaan ini sudah berstatus “{LABEL_AKSES[self.status]}”. Muat ulang untuk melihatnya.")
        self.status = to


class Peminjaman(Base):
    """The paper of a berkas that somebody takes along and brings back (peminjaman arsip)."""

    __tablename__ = "peminjaman_arsip"
    __table_args__ = (
        UniqueConstraint("opd_id", "tahun", "nomor"),
        Index("ix_peminjaman_arsip_opd", "opd_id", "status", "jatuh_tempo"),
        Index("ix_peminjaman_arsip_berkas", "berkas_id", "status"),
        Index("ix_peminjaman_arsip_pemohon", "pemohon_id", "id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    status: Mapped[StatusPinjam] = mapped_column(Word(StatusPinjam))
    berkas_id: Mapped[int] = mapped_column(ForeignKey("berkas.id"))
    opd_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    tahun: Mapped[int | None] = mapped_column(Integer)
    nomor: Mapped[int | None] = mapped_column(Integer)
    pemohon_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    pemohon_jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id"))
    yang_dipinjam: Mapped[str] = mapped_column(String(500))
    keperluan: Mapped[str] = mapped_column(String(1000))
    hari: Mapped[int] = mapped_column(Integer)
    diminta_at: Mapped[datetime] = mapped_column(Instant)
    diputus_at: Mapped[datetime | None] = mapped_column(Instant)
    diputus_oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    alasan: Mapped[str] = mapped_column(String(1000), default="")
    diserahkan_at: Mapped[datetime | None] = mapped_column(Instant)
    diserahkan_oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    jatuh_tempo: Mapped[date | None] = mapped_column()
    perpanjangan: Mapped[int] = mapped_column(Integer, default=0)
    kembali_at: Mapped[datetime | None] = mapped_column(Instant)
    diterima_oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    kondisi: Mapped[str] = mapped_column(String(500), default="")
    hilang_at: Mapped[datetime | None] = mapped_column(Instant)
    laporan_hilang: Mapped[str] = mapped_column(String(1000), default="")

    berkas: Mapped[Berkas] = relationship()
    opd: Mapped[Unit] = relationship(foreign_keys=[opd_id])
    pemohon: Mapped[Pegawai] = relationship(foreign_keys=[pemohon_id])
    pemohon_jabatan: Mapped[Jabatan] = relationship(foreign_keys=[pemohon_jabatan_id])
    diputus_oleh: Mapped[Pegawai | None] = relationship(foreign_keys=[diputus_oleh_id])
    diserahkan_oleh: Mapped[Pegawai | None] = relationship(foreign_keys=[diserahkan_oleh_id])
    diterima_oleh: Mapped[Pegawai | None] = relationship(foreign_keys=[diterima_oleh_id])

    __mapper_args__ = {"version_id_col": version}

    @property
    def nomor_bukti(self) -> str:
        """The number on the proof of lending; "" before the paper is handed over."""
        return f"PJM/{self.nomor:04d}/{self.tahun}" if self.nomor is not None else ""

    @property
    def di_luar(self) -> bool:
        """Whether the paper is not on its shelf."""
        return self.status in DI_LUAR

    @property
    def oleh_kepala(self) -> bool:
        """Whether the head of the office asks for its own restricted paper, so that only somebody above may decide."""
        return self.pemohon_jabatan.pimpinan_opd_id == self.opd_id and self.berkas.sifat is not Sifat.BIASA

    @property
    def disetujui_sampai(self) -> date | None:
        """The last day that somebody decided: of the lending itself, or of an extension after it; None before it is out."""
        if self.diserahkan_at is None or self.jatuh_tempo is None:
            return None
        return max(self.jatuh_tempo, clock.wib(self.diserahkan_at).date() + timedelta(days=self.hari))

    def lewat(self, on: date) -> int:
        """Days by which it is late on a date; 0 when it is not."""
        if self.status is not StatusPinjam.DIPINJAM or self.jatuh_tempo is None:
            return 0
        return max(0, (on - self.jatuh_tempo).days)

    def move(self, perbuatan: PerbuatanPinjam) -> None:
        """Go on to what the table of moves says. Raises Conflict when it says nothing."""
        to = MOVES_PINJAM.get((self.status, perbuatan))
        if to is None:
            raise Conflict(f"Peminjaman ini berstatus “{LABEL_PINJAM[self.status]}”. Muat ulang untuk melihatnya.")
        self.status = to
