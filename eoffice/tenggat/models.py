"""Tables of deadlines: one narrow row for each thing owed, stops of its clock, its history, and the rules of reminding."""

from datetime import date, datetime, time
from typing import Any, Final

from sqlalchemy import Boolean, Connection, ForeignKey, Index, Integer, String, Time, event, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eoffice.db import Base, BigId, Instant, Word, append_only
from eoffice.disposisi.models import DisposisiPenerima
from eoffice.organisasi.models import Jabatan, Pegawai
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.tenggat.states import HIDUP, Alasan, Dasar, Jam, Jenis, Kejadian, StatusHenti


class Tenggat(Base):
    """What one jabatan owes on one surat, and until when (tenggat); exactly one row for each, open or closed.

    Attributes:
        jabatan_id: who has to act now: the holder of the part, or the giver while a report waits for acceptance.
        atas_id: who hears first when it is late, the giver; None for a surat, above whose addressee is only the line.
        batas_at: the limit that governs, all stops counted; None for what only has to be known.
        berikut_at: when the sweep looks again; None while nothing can come due. The only column it searches by.
        tingkat: how many levels up it was told, and `tegur_jabatan_id` the highest of them.
        henti_detik: seconds the clock stood still, by the clock of `jam`, stops in force not counted.
    """

    __tablename__ = "tenggat"
    __table_args__ = (
        Index(
            "ix_tenggat_berikut",
            "berikut_at",
            "id",
            sqlite_where=text("berikut_at IS NOT NULL"),
            postgresql_where=text("berikut_at IS NOT NULL"),
        ),
        Index("ix_tenggat_pemegang", "jabatan_id", "tutup_at", "batas_at"),
        Index("ix_tenggat_atas", "atas_id", "tutup_at", "batas_at"),
        Index("ix_tenggat_tegur", "tegur_jabatan_id", "tutup_at", "batas_at"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    jenis: Mapped[Jenis] = mapped_column(Word(Jenis))
    surat_id: Mapped[int] = mapped_column(ForeignKey("surat_masuk.id"), index=True)
    penerima_id: Mapped[int | None] = mapped_column(ForeignKey("disposisi_penerima.id"), unique=True)
    opd_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id"))
    atas_id: Mapped[int | None] = mapped_column(ForeignKey("jabatan.id"))
    mulai_at: Mapped[datetime] = mapped_column(Instant)
    batas_at: Mapped[datetime | None] = mapped_column(Instant)
    dasar: Mapped[Dasar] = mapped_column(Word(Dasar))
    jam: Mapped[Jam] = mapped_column(Word(Jam))
    henti_at: Mapped[datetime | None] = mapped_column(Instant)
    henti_detik: Mapped[int] = mapped_column(Integer, default=0)
    berikut_at: Mapped[datetime | None] = mapped_column(Instant)
    diingatkan: Mapped[date | None] = mapped_column()
    tingkat: Mapped[int] = mapped_column(Integer, default=0)
    tegur_jabatan_id: Mapped[int | None] = mapped_column(ForeignKey("jabatan.id"))
    tutup_at: Mapped[datetime | None] = mapped_column(Instant)

    surat: Mapped[SuratMasuk] = relationship()
    penerima: Mapped[DisposisiPenerima | None] = relationship()
    jabatan: Mapped[Jabatan] = relationship(foreign_keys=[jabatan_id])
    tegur: Mapped[Jabatan | None] = relationship(foreign_keys=[tegur_jabatan_id])


_HIDUP: Final = "status IN (" + ", ".join(f"'{s}'" for s in sorted(HIDUP)) + ")"


class TenggatHenti(Base):
    """A stop of a clock (berhenti jam): asked for with its reason, allowed or refused, and ended."""

    __tablename__ = "tenggat_henti"
    __table_args__ = (
        Index("ux_tenggat_henti_hidup", "tenggat_id", unique=True, sqlite_where=text(_HIDUP), postgresql_where=text(_HIDUP)),
        Index("ix_tenggat_henti_tenggat", "tenggat_id", "id"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    tenggat_id: Mapped[int] = mapped_column(ForeignKey("tenggat.id"))
    status: Mapped[StatusHenti] = mapped_column(Word(StatusHenti))
    alasan: Mapped[Alasan] = mapped_column(Word(Alasan))
    uraian: Mapped[str] = mapped_column(String(300), default="")
    mulai_at: Mapped[datetime] = mapped_column(Instant)
    sampai: Mapped[date | None] = mapped_column()
    selesai_at: Mapped[datetime | None] = mapped_column(Instant)
    oleh_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    oleh_jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id"))
    diputus_at: Mapped[datetime | None] = mapped_column(Instant)
    pemutus_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    catatan: Mapped[str] = mapped_column(String(300), default="")

    tenggat: Mapped[Tenggat] = relationship()
    oleh: Mapped[Pegawai] = relationship(foreign_keys=[oleh_id])
    pemutus: Mapped[Pegawai | None] = relationship(foreign_keys=[pemutus_id])

    __mapper_args__ = {"version_id_col": version}


class TenggatCatatan(Base):
    """One line of the history of a deadline; only ever added."""

    __tablename__ = "tenggat_catatan"
    __table_args__ = (Index("ix_tenggat_catatan_tenggat", "tenggat_id", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    tenggat_id: Mapped[int] = mapped_column(ForeignKey("tenggat.id"))
    at: Mapped[datetime] = mapped_column(Instant)
    kejadian: Mapped[Kejadian] = mapped_column(Word(Kejadian))
    tingkat: Mapped[int] = mapped_column(Integer, default=0)
    kepada: Mapped[str] = mapped_column(String(300), default="")
    keterangan: Mapped[str] = mapped_column(String(400), default="")


class TenggatPesan(Base):
    """Who was reminded of which surat on which day: the key that forbids a second time."""

    __tablename__ = "tenggat_pesan"

    surat_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    pegawai_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    hari: Mapped[date] = mapped_column(primary_key=True)


class TenggatAturan(Base):
    """One version of the rules of reminding and telling upwards; without a row the built-in ones hold."""

    __tablename__ = "tenggat_aturan"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    berlaku_sejak: Mapped[date] = mapped_column(index=True)
    aktif: Mapped[bool] = mapped_column(Boolean)
    sebelum_hari: Mapped[int] = mapped_column(Integer)
    jam: Mapped[time] = mapped_column(Time)
    ulang_hari: Mapped[int] = mapped_column(Integer)
    eskalasi_hari: Mapped[int] = mapped_column(Integer)
    naik_hari: Mapped[int] = mapped_column(Integer)
    lewat_pimpinan: Mapped[bool] = mapped_column(Boolean)
    alasan: Mapped[str] = mapped_column(String(500))
    penetap: Mapped[str] = mapped_column(String(300))
    ditetapkan_at: Mapped[datetime] = mapped_column(Instant)


HANYA_TAMBAH: Final = (TenggatCatatan, TenggatAturan)
"""Kept as they were written, by the database itself; the migration executes the same texts (AUD-04)."""


def _protect(table: Any, connection: Connection, **_: Any) -> None:
    for statement in append_only(table.name)[connection.dialect.name]:
        connection.exec_driver_sql(statement)


for _each in HANYA_TAMBAH:
    event.listen(_each.__table__, "after_create", _protect)
