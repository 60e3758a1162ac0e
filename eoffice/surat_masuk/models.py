"""Tables of surat masuk, and the moves of one of them."""

from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from eoffice.akses import panitia
from eoffice.akses.rights import Action, Sifat
from eoffice.db import Base, BigId, Instant, Json, Word
from eoffice.errors import Conflict
from eoffice.naskah.models import Naskah
from eoffice.naskah.states import Urgensi
from eoffice.organisasi.models import Jabatan, Pegawai, Unit
from eoffice.organisasi.states import CaraAlih
from eoffice.organisasi.wakil import Pengalihan
from eoffice.surat_masuk.states import (
    LABEL,
    MOVES,
    Asal,
    CaraTerima,
    Hubungan,
    KondisiSampul,
    PeranSurat,
    SebabTolak,
    Status,
)


class Berjam:
    """The clock of something owed, as pages show it; written by `tenggat` alone, so that no list does arithmetic.

    Attributes:
        batas_dasar: which rule gave the limit that governs, a word of `tenggat.states.Dasar`.
        jam_henti_at: since when its clock stands still; None while it runs.
        tegur_tingkat: how many levels up it was told that this is late, and `tegur_kepada` to whom.
    """

    batas_dasar: Mapped[str] = mapped_column(String(24), default="", server_default="")
    jam_henti_at: Mapped[datetime | None] = mapped_column(Instant)
    jam_henti_alasan: Mapped[str] = mapped_column(String(300), default="", server_default="")
    tegur_tingkat: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    tegur_kepada: Mapped[str] = mapped_column(String(300), default="", server_default="")


#: What a surat keeps wherever it is registered again: what it says, where it is from, and its file.
_DISALIN: Final = (
    "naskah_id", "asal_teks", "asal_unit_id", "nomor_surat", "tanggal_surat", "hal", "ringkasan", "sifat", "urgensi",
    "kode_klasifikasi", "halaman", "lampiran_halaman", "teks", "berkas_key", "berkas_size", "berkas_sha256",
    "berkas_mime", "berkas_nama",
)  # fmt: skip


class SuratMasuk(Berjam, Base):
    """A record that reached an office, with its number in that office's agenda (naskah-dinas 4.4)."""

    __tablename__ = "surat_masuk"
    __table_args__ = (
        UniqueConstraint("opd_id", "tahun", "nomor_agenda"),
        Index("ix_surat_masuk_tujuan", "tujuan_jabatan_id", "status", "id"),
        Index("ix_surat_masuk_belum_dibaca", "tujuan_jabatan_id", "dibaca_at", "id"),
        Index("ix_surat_masuk_kembar", "opd_id", "tanggal_surat", "nomor_surat"),
        Index("ix_surat_masuk_sidik", "berkas_sha256"),
        Index("ix_surat_masuk_peneliti", "peneliti_jabatan_id", "status", "id"),
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
    #: Screens it before the addressed leader disposes; None where the office does not want that (5.2).
    peneliti_jabatan_id: Mapped[int | None] = mapped_column(ForeignKey("jabatan.id"))
    halaman: Mapped[int] = mapped_column(Integer, default=0)
    lampiran_halaman: Mapped[int] = mapped_column(Integer, default=0)
    teks: Mapped[str] = mapped_column(Text, default="")
    berkas_key: Mapped[str | None] = mapped_column(String(120))
    berkas_size: Mapped[int | None] = mapped_column(Integer)
    berkas_sha256: Mapped[str | None] = mapped_column(String(64))
    berkas_mime: Mapped[str] = mapped_column(String(100), default="")
    berkas_nama: Mapped[str] = mapped_column(String(200), default="")
    kustodi_unit_id: Mapped[int | None] = mapped_column(
        BigId
    )  # the unit kearsipan that keeps it, once it was moved there
    #: Destroyed by law: only this row and the metadata kept with it are left, and the number of the berita acara.
    musnah_at: Mapped[datetime | None] = mapped_column(Instant)
    musnah_ba: Mapped[str] = mapped_column(String(160), default="", server_default="")
    #: The living case of penyusutan that has it; asked for only when somebody of a panitia reads (6.6).
    perkara_id: Mapped[int | None] = column_property(panitia.perkara("surat_masuk", id), deferred=True)

    opd: Mapped[Unit] = relationship(foreign_keys=[opd_id])
    asal_unit: Mapped[Unit | None] = relationship(foreign_keys=[asal_unit_id])
    tujuan: Mapped[Jabatan] = relationship(foreign_keys=[tujuan_jabatan_id])
    naskah: Mapped[Naskah | None] = relationship()
    akses: Mapped[list["SuratAkses"]] = relationship(cascade="all, delete-orphan", back_populates="surat")
    pembaca: Mapped[list["SuratPembaca"]] = relationship(
        order_by="SuratPembaca.at", cascade="all, delete-orphan", back_populates="surat"
    )

    __mapper_args__ = {"version_id_col": version}

    def seen(self, by: int, at: datetime) -> bool:
        """Opened by this person for the first time, whoever read it before; False when that is known."""
        if any(each.pegawai_id == by for each in self.pembaca):
            return False
        self.pembaca.append(SuratPembaca(pegawai_id=by, at=at))
        return True

    def unread(self) -> None:
        """Marked as unread again: as if nobody had opened it."""
        self.dibaca_at = None
        self.pembaca.clear()

    def salinan(self, **differs: Any) -> "SuratMasuk":
        """A row of its own for the book of another office, saying and holding the same; `differs`: what is that book's."""
        return SuratMasuk(**{name: getattr(self, name) for name in _DISALIN}, asal=Asal.INTERNAL, **differs)

    def move(self, action: Action, to: Status) -> None:
        """Follow the table of moves. Raises Conflict for anything else."""
        if to not in MOVES.get((self.status, action), ()):
            raise Conflict(f"Surat berstatus “{LABEL[self.status]}”, jadi tindakan ini tidak dapat dilakukan lagi.")
        self.status = to

    def close(self, action: Action, at: datetime, alasan: str) -> None:
        """Nothing more is owed."""
        self.move(action, Status.SELESAI)
        self.selesai_at, self.alasan_selesai = at, alasan[:400]


class SuratPembaca(Base):
    """That a holder of the addressed jabatan opened a surat, and when first; a Plh. has a row of his own."""

    __tablename__ = "surat_pembaca"

    surat_id: Mapped[int] = mapped_column(ForeignKey("surat_masuk.id"), primary_key=True)
    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)

    surat: Mapped[SuratMasuk] = relationship(back_populates="pembaca")
    pegawai: Mapped[Pegawai] = relationship()


class SuratAkses(Base):
    """Which jabatan reads a surat because it lies in its chain of disposisi; kept on write, read as a narrow table."""

    __tablename__ = "surat_akses"
    __table_args__ = (Index("ix_surat_akses_jabatan", "jabatan_id", "surat_id"),)

    surat_id: Mapped[int] = mapped_column(ForeignKey("surat_masuk.id"), primary_key=True)
    jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id"), primary_key=True)

    surat: Mapped[SuratMasuk] = relationship(back_populates="akses")


class SuratAlih(Base):
    """A surat, or a part of its disposisi, that a redirect copied or moved; both ends go on reading it."""

    __tablename__ = "surat_alih"
    __table_args__ = (UniqueConstraint("surat_id", "dari_jabatan_id", "ke_jabatan_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    surat_id: Mapped[int] = mapped_column(ForeignKey("surat_masuk.id"))
    pengalihan_id: Mapped[int] = mapped_column(ForeignKey("pengalihan.id"), index=True)
    dari_jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id"), index=True)
    ke_jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id"))
    cara: Mapped[CaraAlih] = mapped_column(Word(CaraAlih))
    bagian: Mapped[str] = mapped_column(String(16))  # surat, disposisi
    at: Mapped[datetime] = mapped_column(Instant)

    surat: Mapped[SuratMasuk] = relationship()
    dari: Mapped[Jabatan] = relationship(foreign_keys=[dari_jabatan_id])
    ke: Mapped[Jabatan] = relationship(foreign_keys=[ke_jabatan_id])
    pengalihan: Mapped[Pengalihan] = relationship()


class SuratKaitan(Base):
    """That a surat was registered again from another one: passed on to a perangkat daerah, or moved there (5.2)."""

    __tablename__ = "surat_kaitan"
    __table_args__ = (Index("ix_surat_kaitan_dari", "dari_surat_id", "surat_id"),)

    surat_id: Mapped[int] = mapped_column(ForeignKey("surat_masuk.id"), primary_key=True)
    dari_surat_id: Mapped[int] = mapped_column(ForeignKey("surat_masuk.id"))
    hubungan: Mapped[Hubungan] = mapped_column(Word(Hubungan))
    alasan: Mapped[str] = mapped_column(String(400), default="")
    oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    at: Mapped[datetime] = mapped_column(Instant)

    surat: Mapped[SuratMasuk] = relationship(foreign_keys=[surat_id])
    dari: Mapped[SuratMasuk] = relationship(foreign_keys=[dari_surat_id])


class SuratSampul(Base):
    """The envelope (sampul) of a surat above Terbatas, registered unopened; only the addressee opens it (5.2)."""

    __tablename__ = "surat_sampul"

    surat_id: Mapped[int] = mapped_column(ForeignKey("surat_masuk.id"), primary_key=True)
    kode: Mapped[str] = mapped_column(String(80), default="")
    kondisi: Mapped[KondisiSampul] = mapped_column(Word(KondisiSampul))
    catatan: Mapped[str] = mapped_column(String(300), default="")
    dibuka_at: Mapped[datetime | None] = mapped_column(Instant)
    dibuka_oleh: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))

    surat: Mapped[SuratMasuk] = relationship()


class SuratLokasi(Base):
    """Where the paper original lies; who moved it from where is in the trail."""

    __tablename__ = "surat_lokasi"

    surat_id: Mapped[int] = mapped_column(ForeignKey("surat_masuk.id"), primary_key=True)
    map: Mapped[str] = mapped_column(String(60), default="")
    lemari: Mapped[str] = mapped_column(String(60), default="")
    rak: Mapped[str] = mapped_column(String(60), default="")
    boks: Mapped[str] = mapped_column(String(60), default="")
    #: All of it in one line, as it is shown and searched.
    teks: Mapped[str] = mapped_column(String(300), default="")
    diubah_at: Mapped[datetime] = mapped_column(Instant)
    diubah_oleh: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))


class SuratDitolak(Base):
    """What an office did not take into its agenda (tolak catat), and why; it uses no number."""

    __tablename__ = "surat_ditolak"
    __table_args__ = (Index("ix_surat_ditolak_opd", "opd_id", "id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    opd_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    ditolak_at: Mapped[datetime] = mapped_column(Instant)
    sebab: Mapped[SebabTolak] = mapped_column(Word(SebabTolak))
    alasan: Mapped[str] = mapped_column(String(400), default="")
    asal_teks: Mapped[str] = mapped_column(String(300), default="")
    nomor_surat: Mapped[str] = mapped_column(String(160), default="")
    tanggal_surat: Mapped[date | None] = mapped_column()
    hal: Mapped[str] = mapped_column(String(500), default="")
    cara_terima: Mapped[CaraTerima] = mapped_column(Word(CaraTerima))
    tiba_id: Mapped[int | None] = mapped_column(BigId)
    oleh_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))


class AturanArahan(Base):
    """How an office screens what its leader is to dispose of; without a row nothing is screened (5.2, 5.4)."""

    __tablename__ = "aturan_arahan"

    opd_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    peneliti_jabatan_id: Mapped[int | None] = mapped_column(ForeignKey("jabatan.id"))
    sekretaris_ke_bidang: Mapped[bool] = mapped_column(default=False)
    diubah_at: Mapped[datetime] = mapped_column(Instant)
    diubah_oleh: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))

    peneliti: Mapped[Jabatan | None] = relationship()

    __mapper_args__ = {"version_id_col": version}


class ArahanTetap(Base):
    """A line of the standing list: matters of a kode klasifikasi go straight to a bidang, on what ground."""

    __tablename__ = "arahan_tetap"
    __table_args__ = (UniqueConstraint("opd_id", "kode_klasifikasi"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    opd_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    kode_klasifikasi: Mapped[str] = mapped_column(String(20))
    jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id"))
    instruksi: Mapped[list[str]] = mapped_column(Json)
    dasar: Mapped[str] = mapped_column(String(200))

    jabatan: Mapped[Jabatan] = relationship()
