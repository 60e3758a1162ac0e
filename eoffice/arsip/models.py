"""Tables of berkas and what lies in them, and the rules one berkas keeps by itself."""

from datetime import date, datetime

from sqlalchemy import Boolean, ForeignKey, Index, Integer, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from eoffice.akses import panitia
from eoffice.akses.rights import Sifat
from eoffice.arsip.states import (
    Akhir,
    Golongan,
    Kondisi,
    Kustodi,
    Media,
    Objek,
    Retensi,
    Tahap,
    Tingkat,
    kategori,
    years_after,
)
from eoffice.db import Base, BigId, Instant, Word
from eoffice.errors import Conflict
from eoffice.klasifikasi.models import Klasifikasi
from eoffice.klasifikasi.states import NasibAkhir
from eoffice.organisasi.models import Pegawai, Unit
from eoffice.storage import Blob


class Berkas(Base):
    """A case file of one unit under one kode klasifikasi; everything in it shares one retention.

    The clock starts at `tanggal_pemicu`, the date of the event that `pemicu` names, never at a record's own date (6.3).
    `kode_retensi` is the row of the JRA that decides, '' when none does, and `jra_versi_id` the version it stands in;
    `sebab_retensi` says why that row when it is not the one of its own kode. `sifat` is the highest in it. `tahan_hukum`
    says whether any hold that stands covers it or something in it; the holds themselves are `Penahanan`. `kurun_dari` and
    `kurun_sampai` are the dates of its first and last item; `urut_terakhir` is the highest number an item ever had.
    """

    __tablename__ = "berkas"
    __table_args__ = (
        UniqueConstraint("opd_id", "kode_klasifikasi", "tahun", "nomor_berkas"),
        Index("ix_berkas_unit", "unit_id", "id"),
        Index("ix_berkas_opd", "opd_id", "id"),
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
    jatuh_aktif: Mapped[date | None] = mapped_column(index=True)
    jatuh_inaktif: Mapped[date | None] = mapped_column(index=True)
    tahan_hukum: Mapped[bool] = mapped_column(Boolean, default=False)
    golongan: Mapped[Golongan] = mapped_column(Word(Golongan), default=Golongan.BELUM)
    kurun_dari: Mapped[date | None] = mapped_column()
    kurun_sampai: Mapped[date | None] = mapped_column()
    urut_terakhir: Mapped[int] = mapped_column(Integer, default=0)
    media: Mapped[Media] = mapped_column(Word(Media), default=Media.ELEKTRONIK)
    kondisi: Mapped[Kondisi] = mapped_column(Word(Kondisi), default=Kondisi.BAIK)
    ruang: Mapped[str] = mapped_column(String(60), default="")
    rak: Mapped[str] = mapped_column(String(60), default="")
    boks: Mapped[str] = mapped_column(String(40), default="")
    folder: Mapped[str] = mapped_column(String(40), default="")
    keterangan: Mapped[str] = mapped_column(String(300), default="")
    #: How it ended, when, and by which berita acara; its content is gone, or in the custody of the lembaga kearsipan.
    akhir: Mapped[Akhir | None] = mapped_column(Word(Akhir))
    akhir_at: Mapped[datetime | None] = mapped_column(Instant)
    akhir_nomor: Mapped[str] = mapped_column(String(160), default="", server_default="")
    jra_versi_id: Mapped[int | None] = mapped_column(BigId)
    sebab_retensi: Mapped[str] = mapped_column(String(300), default="", server_default="")
    bukti_pemicu: Mapped[str] = mapped_column(String(300), default="", server_default="")
    bukti_naskah_id: Mapped[int | None] = mapped_column(BigId)
    vital: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    terjaga: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    alasan_kategori: Mapped[str] = mapped_column(String(300), default="", server_default="")
    metode_pelindungan: Mapped[str] = mapped_column(String(200), default="", server_default="")
    kustodi: Mapped[Kustodi] = mapped_column(
        Word(Kustodi), default=Kustodi.UNIT_PENGOLAH, server_default="unit_pengolah"
    )
    kustodi_unit_id: Mapped[int | None] = mapped_column(BigId)
    dipindahkan_at: Mapped[datetime | None] = mapped_column(Instant)
    #: The living case of penyusutan that has it; asked for only when somebody of a panitia reads (6.6).
    perkara_id: Mapped[int | None] = column_property(panitia.perkara_berkas(id), deferred=True)

    unit: Mapped[Unit] = relationship(foreign_keys=[unit_id])
    opd: Mapped[Unit] = relationship(foreign_keys=[opd_id])
    klasifikasi: Mapped[Klasifikasi] = relationship()

    __mapper_args__ = {"version_id_col": version}

    @property
    def nomor(self) -> str:
        """The number as it is written on the label."""
        return f"{self.kode_klasifikasi}/{self.nomor_berkas:03d}/{self.tahun}"

    @property
    def kategori(self) -> str:
        """Umum, vital or terjaga, in words."""
        return kategori(self.vital, self.terjaga)

    @property
    def lokasi(self) -> str:
        """Where its paper stands, from the room to the folder."""
        named = (("ruang", self.ruang), ("rak", self.rak), ("boks", self.boks), ("folder", self.folder))
        return ", ".join(f"{name} {value}" for name, value in named if value)

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
        self.urut_terakhir = max(self.urut_terakhir or 0, self.jumlah - 1) + 1
        return self.urut_terakhir

    def let_go(self, dates: list[date], sifat: list[Sifat]) -> None:
        """One item has left; the span and the sifat follow from those of the items that stay.

        Raises:
            Conflict: the berkas is closed, so that what its list says stays true.
        """
        if self.ditutup is not None:
            raise Conflict(f"Berkas {self.nomor} sudah ditutup; isinya tidak berubah lagi. Buka kembali dahulu.")
        self.jumlah -= 1
        levels = list(Sifat)
        reach = [min(each, Sifat.TERBATAS, key=levels.index) for each in sifat]
        self.sifat = max(reach, key=levels.index, default=Sifat.BIASA)
        self.kurun_dari, self.kurun_sampai = (min(dates), max(dates)) if dates else (None, None)

    def spans(self, day: date | None) -> None:
        """A record of this day is inside."""
        if day is not None:
            self.kurun_dari = min(self.kurun_dari or day, day)
            self.kurun_sampai = max(self.kurun_sampai or day, day)

    def reopen(self) -> None:
        """Something can come in again; the clock stands still until the berkas is closed once more.

        Raises:
            Conflict: it is open.
        """
        if self.ditutup is None:
            raise Conflict("Berkas ini masih terbuka.")
        self.ditutup = self.tanggal_pemicu = self.jatuh_aktif = self.jatuh_inaktif = None

    def keep_for(self, retensi: Retensi, sebab: str = "") -> None:
        """Set how long it is kept, once the clock runs; `sebab` says why otherwise than its own kode has it."""
        self.aktif_tahun, self.inaktif_tahun, self.nasib_akhir = retensi.aktif, retensi.inaktif, retensi.nasib
        self.pemicu, self.kode_retensi, self.jra_versi_id = retensi.pemicu, retensi.kode, retensi.versi_id
        self.sebab_retensi = sebab

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
        self.recount()

    def recount(self) -> bool:
        """Both ends anew from the trigger, or none while it is not known; whether they changed."""
        on, before = self.tanggal_pemicu, (self.jatuh_aktif, self.jatuh_inaktif)
        self.jatuh_aktif = years_after(on, self.aktif_tahun) if on is not None else None
        self.jatuh_inaktif = years_after(on, self.aktif_tahun + self.inaktif_tahun) if on is not None else None
        return before != (self.jatuh_aktif, self.jatuh_inaktif)


class IsiBerkas(Base):
    """One item of a berkas: which record, since when, and the metadata kept with it (ISO 23081; OBJ-01).

    `tanggal` is that of the record. `status_semula` is what it was before it was filed, for taking it out again.
    """

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
    tanggal: Mapped[date | None] = mapped_column()
    status_semula: Mapped[str] = mapped_column(String(32), default="")

    berkas: Mapped[Berkas] = relationship()
    oleh: Mapped[Pegawai] = relationship()

    @property
    def metadata_blob(self) -> Blob:
        """Where the metadata is."""
        return Blob(self.metadata_key, self.metadata_size, self.metadata_sha256)


class TunjukSilang(Base):
    """From one berkas to another that somebody who opens it should know of (tunjuk silang, 6.1)."""

    __tablename__ = "tunjuk_silang"
    __table_args__ = (UniqueConstraint("berkas_id", "ke_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    berkas_id: Mapped[int] = mapped_column(ForeignKey("berkas.id"))
    ke_id: Mapped[int] = mapped_column(ForeignKey("berkas.id"), index=True)
    keterangan: Mapped[str] = mapped_column(String(300), default="")
    oleh_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    at: Mapped[datetime] = mapped_column(Instant)
