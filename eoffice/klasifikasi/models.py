"""Tables of the classification and of the retention schedule, which is kept in dated versions."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Connection, ForeignKey, Integer, String, Text, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column

from eoffice.db import Base, BigId, Instant, Word, append_only
from eoffice.klasifikasi.states import Asal, JenisPerubahan, NasibAkhir


class Klasifikasi(Base):
    """One code of Permendagri 83/2022 or of the city; `label` is the title before «antara lain» or «meliputi».

    `label` and `uraian` are those of today; what they were on another day is told by `PerubahanKlasifikasi`. A code can
    be chosen from `berlaku_dari` through `berlaku_sampai`, both days included; None has no end.
    """

    __tablename__ = "klasifikasi"

    kode: Mapped[str] = mapped_column(String(20), primary_key=True)
    label: Mapped[str] = mapped_column(String(300))
    uraian: Mapped[str] = mapped_column(Text)
    induk: Mapped[str | None] = mapped_column(ForeignKey("klasifikasi.kode"), index=True)
    punya_anak: Mapped[bool] = mapped_column(Boolean, default=False)
    cari: Mapped[str] = mapped_column(Text, default="")
    asal: Mapped[Asal] = mapped_column(Word(Asal), default=Asal.BAKU)
    berlaku_dari: Mapped[date | None] = mapped_column()
    berlaku_sampai: Mapped[date | None] = mapped_column()
    pengganti: Mapped[str] = mapped_column(String(20), default="")

    def offered(self, on: date) -> bool:
        """Whether it can be chosen for something new on a day."""
        return (self.berlaku_dari is None or self.berlaku_dari <= on) and (
            self.berlaku_sampai is None or on <= self.berlaku_sampai
        )


class PerubahanKlasifikasi(Base):
    """One dated decision of the city about a code (perubahan), only ever added.

    Attributes:
        urutan: 1, 2, … within the code, so that of two who decide at once only one does.
        label, uraian: the title in force from `berlaku_sejak`; empty where the decision is not about the title.
        pengganti: which code to use instead of one that is retired.
    """

    __tablename__ = "perubahan_klasifikasi"
    __table_args__ = (UniqueConstraint("kode", "urutan"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    kode: Mapped[str] = mapped_column(ForeignKey("klasifikasi.kode"))
    urutan: Mapped[int] = mapped_column(Integer)
    jenis: Mapped[JenisPerubahan] = mapped_column(Word(JenisPerubahan))
    label: Mapped[str] = mapped_column(String(300), default="")
    uraian: Mapped[str] = mapped_column(Text, default="")
    berlaku_sejak: Mapped[date] = mapped_column()
    pengganti: Mapped[str] = mapped_column(String(20), default="")
    dasar_hukum: Mapped[str] = mapped_column(String(300), default="")
    alasan: Mapped[str] = mapped_column(String(500), default="")
    oleh: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[datetime] = mapped_column(Instant)


def _protect(table: Any, connection: Connection, **_: Any) -> None:
    for statement in append_only(table.name)[connection.dialect.name]:
        connection.exec_driver_sql(statement)


event.listen(PerubahanKlasifikasi.__table__, "after_create", _protect)


class KodeLama(Base):
    """A code of an older classification and the code that took its place; only for finding and importing (6.2)."""

    __tablename__ = "kode_lama"
    __table_args__ = (UniqueConstraint("kode_lama", "kode"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    kode_lama: Mapped[str] = mapped_column(String(20), index=True)
    judul: Mapped[str] = mapped_column(String(300), default="")
    kode: Mapped[str] = mapped_column(ForeignKey("klasifikasi.kode"))


class JraVersi(Base):
    """One version of the retention schedule (jadwal retensi arsip), with its legal ground and the day it becomes valid.

    Rows of a version are never changed; whoever wants others imports the next version. `batal_at` takes back one that
    has not become valid yet. `contoh` marks the schedule that the program brings along, which is not the city's.
    """

    __tablename__ = "jra_versi"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    nomor: Mapped[int] = mapped_column(Integer, unique=True)
    judul: Mapped[str] = mapped_column(String(200))
    dasar: Mapped[str] = mapped_column(String(200))
    tanggal_dasar: Mapped[date | None] = mapped_column()
    berlaku_mulai: Mapped[date] = mapped_column()
    contoh: Mapped[bool] = mapped_column(Boolean, default=False)
    catatan: Mapped[str] = mapped_column(String(500), default="")
    nama_sumber: Mapped[str] = mapped_column(String(200), default="")
    sha256: Mapped[str] = mapped_column(String(64), default="")
    jumlah: Mapped[int] = mapped_column(Integer, default=0)
    dibuat_oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    dibuat_at: Mapped[datetime] = mapped_column(Instant)
    batal_at: Mapped[datetime | None] = mapped_column(Instant)
    alasan_batal: Mapped[str] = mapped_column(String(300), default="")


class Jra(Base):
    """Retention of one code in one version, in years; `aktif_tahun` starts at the trigger event, not at the letter's date."""

    __tablename__ = "jra"

    versi_id: Mapped[int] = mapped_column(ForeignKey("jra_versi.id"), primary_key=True)
    kode: Mapped[str] = mapped_column(ForeignKey("klasifikasi.kode"), primary_key=True)
    aktif_tahun: Mapped[int] = mapped_column(Integer)
    inaktif_tahun: Mapped[int] = mapped_column(Integer)
    nasib_akhir: Mapped[NasibAkhir] = mapped_column(Word(NasibAkhir))
    pemicu: Mapped[str] = mapped_column(String(300))
    keamanan: Mapped[str] = mapped_column(String(40), default="Biasa")
    sumber: Mapped[str] = mapped_column(String(300), default="")
    uraian: Mapped[str] = mapped_column(String(300), default="", server_default="")
