"""A case of penyusutan and what belongs to it; no I/O, and a Conflict instead of a silent no-op."""

import hashlib
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eoffice.arsip.models import Berkas
from eoffice.db import Base, BigId, Instant, Json, Word, dump_json
from eoffice.errors import Conflict
from eoffice.naskah.models import Naskah
from eoffice.organisasi.models import Jabatan, Pegawai, Unit
from eoffice.penyusutan.states import (
    DAPAT_DIKELUARKAN,
    MOVES,
    SELESAI,
    Dokumen,
    Jalur,
    Jenis,
    Langkah,
    Penilaian,
    Peran,
    Status,
    Unsur,
)
from eoffice.surat_masuk.models import SuratMasuk


class Kasus(Base):
    """One case: which berkas of which perangkat daerah are destroyed or handed over, and how far that is.

    `daftar_sha256` is the hash of the list as it was last put before somebody; from `ditetapkan` on it never changes, and
    what is carried out must have it. `tujuan_opd_id` is the
    lembaga kearsipan daerah that receives.
    """

    __tablename__ = "susut_kasus"
    __table_args__ = (
        UniqueConstraint("jenis", "tahun", "urut"),
        Index("ix_susut_kasus_opd", "opd_id", "status", "id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    jenis: Mapped[Jenis] = mapped_column(Word(Jenis))
    status: Mapped[Status] = mapped_column(Word(Status))
    tahun: Mapped[int] = mapped_column(Integer)
    urut: Mapped[int] = mapped_column(Integer)
    judul: Mapped[str] = mapped_column(String(300))
    opd_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    tujuan_opd_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    jalur: Mapped[Jalur | None] = mapped_column(Word(Jalur))
    penetap_id: Mapped[int | None] = mapped_column(ForeignKey("jabatan.id"))
    dibuat_oleh: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    dibuat_at: Mapped[datetime] = mapped_column(Instant)
    diubah_at: Mapped[datetime] = mapped_column(Instant)
    daftar_sha256: Mapped[str] = mapped_column(String(64), default="")
    pelaksana_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    pelaksana_at: Mapped[datetime | None] = mapped_column(Instant)
    pengesah_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    selesai_at: Mapped[datetime | None] = mapped_column(Instant)
    alasan: Mapped[str] = mapped_column(String(500), default="")
    rincian: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)

    opd: Mapped[Unit] = relationship(foreign_keys=[opd_id])
    tujuan_opd: Mapped[Unit | None] = relationship(foreign_keys=[tujuan_opd_id])
    penetap: Mapped[Jabatan | None] = relationship(foreign_keys=[penetap_id])
    butir: Mapped[list["ButirKasus"]] = relationship(
        order_by="ButirKasus.urutan", cascade="all, delete-orphan", back_populates="kasus"
    )
    anggota: Mapped[list["AnggotaKasus"]] = relationship(
        order_by="AnggotaKasus.urutan", cascade="all, delete-orphan", back_populates="kasus"
    )
    dokumen: Mapped[list["DokumenKasus"]] = relationship(order_by="DokumenKasus.id", back_populates="kasus")

    __mapper_args__ = {"version_id_col": version}

    @property
    def nomor(self) -> str:
        """The number of the case itself, as pages call it: `Pemusnahan 3/2026`."""
        return f"{self.jenis.value.capitalize()} {self.urut}/{self.tahun}"

    @property
    def sendiri(self) -> bool:
        """Whether the lembaga kearsipan hands over its own records, to itself."""
        return self.tujuan_opd_id == self.opd_id

    @property
    def hidup(self) -> list["ButirKasus"]:
        """The items still in the case."""
        return [b for b in self.butir if b.keluar_at is None]

    @property
    def panitia(self) -> list["AnggotaKasus"]:
        """Its panitia, without the witnesses."""
        return [a for a in self.anggota if a.peran is not Peran.SAKSI]

    @property
    def saksi(self) -> list["AnggotaKasus"]:
        """Its witnesses."""
        return [a for a in self.anggota if a.peran is Peran.SAKSI]

    def kini(self, jenis: Dokumen) -> "DokumenKasus | None":
        """The document of this kind that counts, if it was made."""
        return next((d for d in reversed(self.dokumen) if d.jenis is jenis and d.gugur_at is None), None)

    def daftar(self) -> list[dict[str, Any]]:
        """The list as it is frozen: every item still in, by its place."""
        return [{"berkas": b.berkas_id, **b.potret} for b in self.hidup]

    def sidik(self) -> str:
        """SHA-256 of the list."""
        return hashlib.sha256(dump_json(self.daftar()).encode()).hexdigest()

    def maju(self, langkah: Langkah, to: Status, at: datetime) -> None:
        """Move. Raises Conflict for anything that the table does not know."""
        if to not in MOVES[self.jenis].get((self.status, langkah), ()):
            raise Conflict(
                f"Perkara berstatus “{self.status.replace('_', ' ')}”, jadi langkah ini tidak dapat dilakukan."
            )
        self.status, self.diubah_at = to, at
        if to in SELESAI:
            self.selesai_at = at
            for each in self.butir:
                each.klaim_id = None

    def may_pull(self) -> bool:
        """Whether an item can still be taken out."""
        return self.status in DAPAT_DIKELUARKAN


class ButirKasus(Base):
    """One berkas of a case, as it was when it was put in (`potret`), what the panitia says of it, and whether it left.

    `klaim_id` is the berkas while the case lives: no berkas is in two living cases.
    """

    __tablename__ = "susut_butir"
    __table_args__ = (UniqueConstraint("kasus_id", "berkas_id"), UniqueConstraint("kasus_id", "urutan"))

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    kasus_id: Mapped[int] = mapped_column(ForeignKey("susut_kasus.id"))
    urutan: Mapped[int] = mapped_column(Integer)
    berkas_id: Mapped[int] = mapped_column(ForeignKey("berkas.id"), index=True)
    klaim_id: Mapped[int | None] = mapped_column(BigId, unique=True)
    potret: Mapped[dict[str, Any]] = mapped_column(Json)
    penilaian: Mapped[Penilaian] = mapped_column(Word(Penilaian), default=Penilaian.BELUM)
    alasan: Mapped[str] = mapped_column(String(500), default="")
    dinilai_oleh: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    dinilai_at: Mapped[datetime | None] = mapped_column(Instant)
    keluar_at: Mapped[datetime | None] = mapped_column(Instant)
    keluar_oleh: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    keluar_alasan: Mapped[str] = mapped_column(String(500), default="")

    kasus: Mapped[Kasus] = relationship(back_populates="butir")
    berkas: Mapped[Berkas] = relationship()
    penilai: Mapped[Pegawai | None] = relationship(foreign_keys=[dinilai_oleh])

    def nilai(self, penilaian: Penilaian, alasan: str, *, by: int, at: datetime) -> None:
        """Keep what the panitia says of it."""
        self.penilaian, self.alasan, self.dinilai_oleh, self.dinilai_at = penilaian, alasan[:500], by, at

    def keluarkan(self, alasan: str, *, by: int, at: datetime) -> None:
        """Take it out of the case, with the reason."""
        if self.keluar_at is not None or not self.kasus.may_pull():
            raise Conflict("Berkas ini sudah tidak dapat dikeluarkan dari perkara.")
        self.keluar_at, self.keluar_oleh, self.keluar_alasan, self.klaim_id = at, by, alasan[:500], None


class AnggotaKasus(Base):
    """A jabatan in the panitia of a case, or one that witnesses what is done."""

    __tablename__ = "susut_anggota"
    __table_args__ = (UniqueConstraint("kasus_id", "jabatan_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    kasus_id: Mapped[int] = mapped_column(ForeignKey("susut_kasus.id"))
    urutan: Mapped[int] = mapped_column(Integer)
    jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id"), index=True)
    peran: Mapped[Peran] = mapped_column(Word(Peran))
    unsur: Mapped[Unsur] = mapped_column(Word(Unsur))

    kasus: Mapped[Kasus] = relationship(back_populates="anggota")
    jabatan: Mapped[Jabatan] = relationship()


class DokumenKasus(Base):
    """A document of a case: a naskah written here, or for an approval from outside the surat that came in.

    `daftar_sha256` is the hash of the list it speaks of, `lampiran_sha256` that of the typed list as it was generated. A
    document that is made anew leaves the old row with `gugur_at`.
    """

    __tablename__ = "susut_dokumen"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    kasus_id: Mapped[int] = mapped_column(ForeignKey("susut_kasus.id"), index=True)
    jenis: Mapped[Dokumen] = mapped_column(Word(Dokumen))
    naskah_id: Mapped[int | None] = mapped_column(ForeignKey("naskah.id"), unique=True)
    surat_id: Mapped[int | None] = mapped_column(ForeignKey("surat_masuk.id"))
    daftar_sha256: Mapped[str] = mapped_column(String(64), default="")
    lampiran_sha256: Mapped[str] = mapped_column(String(64), default="")
    dibuat_oleh: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    dibuat_at: Mapped[datetime] = mapped_column(Instant)
    berlaku_at: Mapped[datetime | None] = mapped_column(Instant)
    gugur_at: Mapped[datetime | None] = mapped_column(Instant)
    keterangan: Mapped[str] = mapped_column(String(500), default="")

    kasus: Mapped[Kasus] = relationship(back_populates="dokumen")
    naskah: Mapped[Naskah | None] = relationship()
    surat: Mapped[SuratMasuk | None] = relationship()

    @property
    def tanggal(self) -> date | None:
        """The date it bears."""
        if self.naskah is not None:
            return self.naskah.tanggal
        return self.surat.tanggal_surat if self.surat is not None else None

    @property
    def nomor(self) -> str:
        """The number it bears, '' while it has none."""
        if self.naskah is not None:
            return self.naskah.nomor or ""
        return self.surat.nomor_surat if self.surat is not None else ""
