"""Tables of berkas and what lies in them, and the rules one berkas keeps by itself."""

from datetime import date, datetime

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eoffice.akses.rights import Sifat
from eoffice.arsip.states import Objek, Retensi, Tahap, Tingkat, years_after
from eoffice.db import Base, BigId, Instant, Word
from eoffice.errors import Conflict
from eoffice.klasifikasi.models import Klasifikasi
from eoffice.klasifikasi.states import NasibAkhir
from eoffice.organisasi.models import Pegawai, Unit
from eoffice.storage import Blob


class Berkas(Base):
    """A case file of one unit under one kode klasifikasi; everything in it shares one retention.

    The clock starts at `tanggal_pemicu`, the date of the event that `pemicu` names, never at a record's own date (6.3).
    `kode_retensi` is the row of the JRA that decides, '' when none does. `sifat` is the highest in it.
    """

    __tablename__ = "berkas"
    __table_args__ = (
        UniqueConstraint("opd_id", "kode_klasifikasi", "tahun", "nomor_berkas"),
        Index("ix_berkas_unit", "unit_id", "id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    opd_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    kode_klasifikasi: Mapped[str] = mapped_column(ForeignKey("klasifikasi.kode"), index=True)
    indeks: Mapped[str] = mapped_column(String(120), default="")
    judul: Mapped[str] = mapped_column(String(300))
    nomor_berkas: Mapped[int] = mapped_column(Integer)
    tahun: Mapped[int] = mapped_column(Integer)
    sifat: Mapped[Sifat] = mapped_column(Word(Sifat), default=Sifat.BIASA)
    jumlah: Mapped[int] = mapped_column(Integer, default=0)
    dibuka: Mapped[date] = mapped_column()
    ditutup: Mapped[date | None] = mapped_column()
    pemicu: Mapped[str] = mapped_column(String(300))
    tanggal_pemicu: Mapped[date | None] = mapped_column()
    aktif_tahun: Mapped[int] = mapped_column(Integer)
    inaktif_tahun: Mapped[int] = mapped_column(Integer)
    nasib_akhir: Mapped[NasibAkhir] = mapped_column(Word(NasibAkhir))
    kode_retensi: Mapped[str] = mapped_column(String(20), default="")
    jatuh_aktif: Mapped[date | None] = mapped_column()
    jatuh_inaktif: Mapped[date | None] = mapped_column(index=True)
    tahan_hukum: Mapped[bool] = mapped_column(Boolean, default=False)

    unit: Mapped[Unit] = relationship(foreign_keys=[unit_id])
    opd: Mapped[Unit] = relationship(foreign_keys=[opd_id])
    klasifikasi: Mapped[Klasifikasi] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def nomor(self) -> str:
        """The number as it is written on the label."""
        return f"{self.kode_klasifikasi}/{self.nomor_berkas:03d}/{self.tahun}"

    def tahap(self, on: date) -> Tahap:
        """Where it stands on a date."""
        if self.ditutup is None:
            return Tahap.TERBUKA
        if self.jatuh_aktif is None or self.jatuh_inaktif is None:
            return Tahap.MENUNGGU_PEMICU
        if on < self.jatuh_aktif:
            return Tahap.AKTIF
        return Tahap.INAKTIF if on < self.jatuh_inaktif else Tahap.HABIS

    def take_in(self, sifat: Sifat) -> int:
        """Make room for one more item; its place in the berkas.

        The berkas becomes as restricted as its items, but at most Terbatas: its arsiparis must be able to keep it.
        Items above that show themselves only to those who may read them, as `queries.isi` says.

        Raises:
            Conflict: the berkas is closed.
        """
        if self.ditutup is not None:
            raise Conflict(f"Berkas {self.nomor} sudah ditutup. Pilih atau buat berkas lain.")
        levels = list(Sifat)
        self.sifat = max(self.sifat, min(sifat, Sifat.TERBATAS, key=levels.index), key=levels.index)
        self.jumlah += 1
        return self.jumlah

    def keep_for(self, retensi: Retensi) -> None:
        """Set how long it is kept, once the clock runs."""
        self.aktif_tahun, self.inaktif_tahun, self.nasib_akhir = retensi.aktif, retensi.inaktif, retensi.nasib
        self.pemicu, self.kode_retensi = retensi.pemicu, retensi.kode

    def close(self, on: date) -> None:
        """Nothing more comes in."""
        if self.ditutup is not None:
            raise Conflict("Berkas ini sudah ditutup.")
        if self.jumlah == 0:
            raise Conflict("Berkas ini masih kosong. Masukkan naskah atau surat lebih dahulu, baru tutup.")
        self.ditutup = on

    def start_clock(self, on: date) -> None:
        """The trigger happened on this date; both ends follow from it.

        Raises:
            Conflict: the berkas is open, or its clock already runs.
        """
        if self.ditutup is None or self.tanggal_pemicu is not None:
            raise Conflict("Retensi berkas ini belum atau sudah tidak dapat dihitung ulang.")
        self.tanggal_pemicu = on
        self.jatuh_aktif = years_after(on, self.aktif_tahun)
        self.jatuh_inaktif = years_after(on, self.aktif_tahun + self.inaktif_tahun)


class IsiBerkas(Base):
    """One item of a berkas: which record, since when, and the metadata kept with it (ISO 23081; OBJ-01)."""

    __tablename__ = "isi_berkas"
    __table_args__ = (UniqueConstraint("objek", "objek_id"), UniqueConstraint("berkas_id", "urutan"))

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    berkas_id: Mapped[int] = mapped_column(ForeignKey("berkas.id"))
    objek: Mapped[Objek] = mapped_column(Word(Objek))
    objek_id: Mapped[int] = mapped_column(BigId)
    urutan: Mapped[int] = mapped_column(Integer)
    kode_klasifikasi: Mapped[str | None] = mapped_column(ForeignKey("klasifikasi.kode"))
    at: Mapped[datetime] = mapped_column(Instant)
    oleh_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    tingkat_perkembangan: Mapped[Tingkat] = mapped_column(Word(Tingkat), default=Tingkat.ASLI)
    metadata_key: Mapped[str] = mapped_column(String(120))
    metadata_size: Mapped[int] = mapped_column(Integer)
    metadata_sha256: Mapped[str] = mapped_column(String(64))

    berkas: Mapped[Berkas] = relationship()
    oleh: Mapped[Pegawai] = relationship()

    @property
    def metadata_blob(self) -> Blob:
        """Where the metadata is."""
        return Blob(self.metadata_key, self.metadata_size, self.metadata_sha256)
