"""Tables of imported records: what is known of one, and the files that came with it."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from eoffice.akses import panitia
from eoffice.akses.rights import Sifat
from eoffice.db import Base, BigId, Instant, Word
from eoffice.organisasi.models import Jabatan, Unit
from eoffice.storage import Blob


class ArsipImpor(Base):
    """A record that came from another system or from paper registers: kept as it came, never changed here.

    Attributes:
        asal: the system or collection it comes from, in words; `asal_id` is what it is called there.
        sidik: SHA-256 over number, date and file, by which a second import of the same record is known.
        pejabat_id: who alone reads it when it is above Terbatas.
        metadata_, premis_, sumber_: the files that came along, byte for byte; the metadata are there for every record.
        impor_id: the import that brought it.
        kustodi_unit_id: the unit kearsipan that keeps it, once it was moved there.
        musnah_at, musnah_ba: destroyed by law, by this berita acara; only this row is left, and the hashes.
    """

    __tablename__ = "arsip_impor"
    __table_args__ = (
        UniqueConstraint("opd_id", "sidik"),
        Index("ix_arsip_impor_unit", "unit_id", "id"),
        Index("ix_arsip_impor_impor", "impor_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    opd_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    pejabat_id: Mapped[int | None] = mapped_column(ForeignKey("jabatan.id"))
    impor_id: Mapped[int] = mapped_column(BigId)
    asal: Mapped[str] = mapped_column(String(200))
    asal_id: Mapped[str] = mapped_column(String(160))
    sidik: Mapped[str] = mapped_column(String(64))
    jenis: Mapped[str] = mapped_column(String(120), default="")
    nomor: Mapped[str] = mapped_column(String(160), default="")
    nomor_agenda: Mapped[str] = mapped_column(String(60), default="")
    tanggal: Mapped[date | None] = mapped_column()
    hal: Mapped[str] = mapped_column(String(500))
    uraian: Mapped[str] = mapped_column(Text, default="")
    pencipta: Mapped[str] = mapped_column(String(300), default="")
    penerima: Mapped[str] = mapped_column(Text, default="")
    penandatangan: Mapped[str] = mapped_column(String(300), default="")
    kode_klasifikasi: Mapped[str | None] = mapped_column(ForeignKey("klasifikasi.kode"))
    sifat: Mapped[Sifat] = mapped_column(Word(Sifat))
    tingkat: Mapped[str] = mapped_column(String(32), default="")
    lokasi: Mapped[str] = mapped_column(String(300), default="")
    halaman: Mapped[int] = mapped_column(Integer, default=0)
    nama: Mapped[str] = mapped_column(String(200), default="")
    mime: Mapped[str] = mapped_column(String(100), default="")
    key: Mapped[str | None] = mapped_column(String(120))
    size: Mapped[int | None] = mapped_column(Integer)
    sha256: Mapped[str | None] = mapped_column(String(64))
    metadata_key: Mapped[str] = mapped_column(String(120))
    metadata_size: Mapped[int] = mapped_column(Integer)
    metadata_sha256: Mapped[str] = mapped_column(String(64))
    premis_key: Mapped[str | None] = mapped_column(String(120))
    premis_size: Mapped[int | None] = mapped_column(Integer)
    premis_sha256: Mapped[str | None] = mapped_column(String(64))
    sumber_key: Mapped[str | None] = mapped_column(String(120))
    sumber_size: Mapped[int | None] = mapped_column(Integer)
    sumber_sha256: Mapped[str | None] = mapped_column(String(64))
    teks: Mapped[str] = mapped_column(Text, default="")
    diimpor_at: Mapped[datetime] = mapped_column(Instant)
    diimpor_oleh: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    kustodi_unit_id: Mapped[int | None] = mapped_column(BigId)
    musnah_at: Mapped[datetime | None] = mapped_column(Instant)
    musnah_ba: Mapped[str] = mapped_column(String(160), default="", server_default="")
    #: The living case of penyusutan that has it; asked for only when somebody of a panitia reads (6.6).
    perkara_id: Mapped[int | None] = column_property(panitia.perkara("arsip_impor", id), deferred=True)

    opd: Mapped[Unit] = relationship(foreign_keys=[opd_id])
    unit: Mapped[Unit] = relationship(foreign_keys=[unit_id])
    pejabat: Mapped[Jabatan | None] = relationship()
    lampiran: Mapped[list["LampiranImpor"]] = relationship(
        order_by="LampiranImpor.urutan", cascade="all, delete-orphan", back_populates="arsip"
    )

    @property
    def blob(self) -> Blob | None:
        """The record itself; None of one that is only on paper."""
        return Blob(self.key, self.size or 0, self.sha256 or "") if self.key else None

    @property
    def metadata_blob(self) -> Blob:
        """What came along about it."""
        return Blob(self.metadata_key, self.metadata_size, self.metadata_sha256)

    @property
    def ikutan(self) -> dict[str, Blob]:
        """The further files of the package it came in, by the name they have there."""
        found = {}
        if self.premis_key:
            found["premis-asal.xml"] = Blob(self.premis_key, self.premis_size or 0, self.premis_sha256 or "")
        if self.sumber_key:
            found["sumber.json"] = Blob(self.sumber_key, self.sumber_size or 0, self.sumber_sha256 or "")
        return found


class LampiranImpor(Base):
    """A file that belongs to an imported record."""

    __tablename__ = "arsip_impor_lampiran"
    __table_args__ = (UniqueConstraint("arsip_id", "urutan"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    arsip_id: Mapped[int] = mapped_column(ForeignKey("arsip_impor.id"))
    urutan: Mapped[int] = mapped_column(Integer)
    judul: Mapped[str] = mapped_column(String(300))
    nama: Mapped[str] = mapped_column(String(200))
    mime: Mapped[str] = mapped_column(String(100))
    key: Mapped[str] = mapped_column(String(120))
    size: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64))

    arsip: Mapped[ArsipImpor] = relationship(back_populates="lampiran")

    @property
    def blob(self) -> Blob:
        """Its bytes."""
        return Blob(self.key, self.size, self.sha256)
