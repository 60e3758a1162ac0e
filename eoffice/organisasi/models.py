"""Tables of the organisation; units and assignments are dated, never deleted."""

from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Boolean, Connection, ForeignKey, Index, String, UniqueConstraint, event, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eoffice import clock
from eoffice.akses.actor import Peran
from eoffice.db import Base, BigId, Instant, Json, Word, append_only
from eoffice.organisasi import sebutan
from eoffice.organisasi.states import JenisJabatan, JenisPenugasan


def nama_pada(kini: str, lama: list[list[str]], at: date | datetime | None) -> str:
    """The name of a thing at a time, from today's and the earlier ones, each [name, last WIB date], oldest first.

    A record keeps the name under which it was written, however often an office is renamed later (7.2).
    """
    if at is None or not lama:
        return kini
    day = (clock.wib(at).date() if isinstance(at, datetime) else at).isoformat()
    return next((nama for nama, sampai in lama if day <= sampai), kini)


class Unit(Base):
    """An office of the city at any level; `opd_id` is the perangkat daerah it belongs to (itself, for an OPD)."""

    __tablename__ = "unit"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    kode: Mapped[str] = mapped_column(String(20), unique=True)
    nama: Mapped[str] = mapped_column(String(200))
    singkatan: Mapped[str] = mapped_column(String(40), unique=True)
    jenis: Mapped[str] = mapped_column(String(40))
    eselon: Mapped[str] = mapped_column(String(10), default="-")
    kelompok: Mapped[str] = mapped_column(String(40), default="")
    induk_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    opd_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    alamat: Mapped[str] = mapped_column(String(300), default="")
    telepon: Mapped[str] = mapped_column(String(60), default="")
    laman: Mapped[str] = mapped_column(String(120), default="")
    pos_el: Mapped[str] = mapped_column(String(120), default="")
    aktif_mulai: Mapped[date] = mapped_column()
    aktif_selesai: Mapped[date | None] = mapped_column()
    nama_lama: Mapped[list[list[str]]] = mapped_column(Json, default=list, server_default="[]")

    induk: Mapped["Unit | None"] = relationship(foreign_keys=[induk_id], remote_side=[id])
    opd: Mapped["Unit | None"] = relationship(foreign_keys=[opd_id], remote_side=[id])

    def nama_pada(self, at: date | datetime | None) -> str:
        """The name it had then; today's when no time is given."""
        return nama_pada(self.nama, self.nama_lama, at)


class Jabatan(Base):
    """A post; work, rights and history belong to it and not to the person (naskah-dinas 5)."""

    __tablename__ = "jabatan"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    kode: Mapped[str] = mapped_column(String(40), unique=True)
    nama: Mapped[str] = mapped_column(String(250), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    jenis: Mapped[JenisJabatan] = mapped_column(Word(JenisJabatan))
    eselon: Mapped[str] = mapped_column(String(10), default="-")
    atasan_id: Mapped[int | None] = mapped_column(ForeignKey("jabatan.id"), index=True)
    kepala_unit: Mapped[bool] = mapped_column(Boolean, default=False)
    dapat_ttd: Mapped[bool] = mapped_column(Boolean, default=False)
    aktif: Mapped[bool] = mapped_column(Boolean, default=True)
    nama_lama: Mapped[list[list[str]]] = mapped_column(Json, default=list, server_default="[]")

    unit: Mapped[Unit] = relationship()
    atasan: Mapped["Jabatan | None"] = relationship(remote_side=[id])
    peran_rows: Mapped[list["JabatanPeran"]] = relationship(cascade="all, delete-orphan")

    def nama_pada(self, at: date | datetime | None) -> str:
        """The name it had then; today's when no time is given."""
        return nama_pada(self.nama, self.nama_lama, at)

    @property
    def sekretaris_opd_id(self) -> int | None:
        """The perangkat daerah whose sekretaris this is: head of the sekretariat directly below it; else None."""
        return sebutan.sekretaris_opd(self.kepala_unit, self.nama, self.unit.id, self.unit.induk_id, self.unit.opd_id)

    @property
    def pimpinan_opd_id(self) -> int | None:
        """The perangkat daerah that this leads by its peran; else None."""
        return self.unit.opd_id if any(row.peran is Peran.PIMPINAN_OPD for row in self.peran_rows) else None

    @property
    def pemeriksa(self) -> bool:
        """Whether konsep from below pass through here: it leads, signs, or has an eselon."""
        return sebutan.pemeriksa(self.kepala_unit, self.dapat_ttd, self.eselon)

    @property
    def hanya_mengelola(self) -> bool:
        """Whether it only manages the system: no other peran, and nobody's leader. Such a jabatan receives no surat."""
        return sebutan.hanya_mengelola(self.pemeriksa, {row.peran for row in self.peran_rows})


#: Why an administrator is neither recipient nor pemaraf.
MENGELOLA: Final = "Jabatan ini mengelola sistem dan tidak menerima surat."


class JabatanPeran(Base):
    """A role that comes with a jabatan."""

    __tablename__ = "jabatan_peran"

    jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id"), primary_key=True)
    peran: Mapped[Peran] = mapped_column(Word(Peran), primary_key=True)


class Pegawai(Base):
    """A civil servant or elected official. Wali Kota and Wakil carry no NIP and no pangkat."""

    __tablename__ = "pegawai"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    nip: Mapped[str | None] = mapped_column(String(18), unique=True)
    nama: Mapped[str] = mapped_column(String(120), index=True)
    gelar_depan: Mapped[str] = mapped_column(String(40), default="")
    gelar_belakang: Mapped[str] = mapped_column(String(60), default="")
    pangkat: Mapped[str] = mapped_column(String(60), default="")
    golongan: Mapped[str] = mapped_column(String(10), default="")
    aktif: Mapped[bool] = mapped_column(Boolean, default=True)

    @property
    def nama_lengkap(self) -> str:
        """Name with titles, as printed under a signature."""
        return sebutan.nama_lengkap(self.gelar_depan, self.nama, self.gelar_belakang)


class Penugasan(Base):
    """Who holds which jabatan from when to when, in which capacity."""

    __tablename__ = "penugasan"
    __table_args__ = (
        UniqueConstraint("pegawai_id", "jabatan_id", "mulai"),
        Index("ix_penugasan_jabatan_masa", "jabatan_id", "mulai", "selesai"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"), index=True)
    jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id"))
    bentuk: Mapped[JenisPenugasan] = mapped_column(Word(JenisPenugasan))
    mulai: Mapped[date] = mapped_column()
    selesai: Mapped[date | None] = mapped_column()
    dasar: Mapped[str] = mapped_column(String(200), default="")
    #: Of a Plh., Plt. or Pj.: whether whoever is replaced may only read meanwhile. Signing is never with two (5.5).
    mengunci: Mapped[bool] = mapped_column(Boolean, default=True, server_default=true())

    pegawai: Mapped[Pegawai] = relationship()
    jabatan: Mapped[Jabatan] = relationship()


class Koordinasi(Base):
    """Which asisten coordinates which perangkat daerah: a table, not the tree (naskah-dinas 7.1)."""

    __tablename__ = "koordinasi"

    jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)


class KalenderKerja(Base):
    """One version of the working calendar: days off, hours and limits, with its decree, author and reason.

    Rows are only added. `isi` has the form of `data/hari_libur.json`; the newest row holds, and while there is none
    the calendar that comes with the program does.
    """

    __tablename__ = "kalender_kerja"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    versi: Mapped[str] = mapped_column(String(60), unique=True)
    isi: Mapped[dict[str, Any]] = mapped_column(Json)
    sha256: Mapped[str] = mapped_column(String(64))
    bagian: Mapped[str] = mapped_column(String(60))
    berlaku_sejak: Mapped[date] = mapped_column()
    dasar: Mapped[str] = mapped_column(String(200))
    alasan: Mapped[str] = mapped_column(String(500))
    penetap: Mapped[str] = mapped_column(String(300))
    ditetapkan_at: Mapped[datetime] = mapped_column(Instant)


PELINDUNG: Final = append_only("kalender_kerja")
"""Triggers that keep every version as it was set; the migration executes the same texts."""


def _protect(table: Any, connection: Connection, **_: Any) -> None:
    for text in PELINDUNG[connection.dialect.name]:
        connection.exec_driver_sql(text)


event.listen(KalenderKerja.__table__, "after_create", _protect)
