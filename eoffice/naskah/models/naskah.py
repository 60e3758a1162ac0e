"""The table of naskah and the moves of one record; no I/O, and a Conflict instead of a silent no-op."""

import hashlib
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from eoffice.akses import panitia
from eoffice.akses.rights import Action, Sifat
from eoffice.db import Base, BigId, Instant, Json, Word, dump_json
from eoffice.errors import Conflict
from eoffice.naskah.states import (
    ISSUED,
    LABEL,
    MOVES,
    JenisParaf,
    Keadaan,
    Metode,
    PeranMassal,
    PeranPenerima,
    Status,
    TipePenerima,
    Urgensi,
)
from eoffice.organisasi.models import Jabatan, Pegawai, Unit
from eoffice.organisasi.states import Bentuk

if TYPE_CHECKING:
    from eoffice.naskah.models.bagian import Koreksi, Lampiran, NaskahVersi, Paraf, PenandaLain, Penerima

#: After this a signing that never reported back counts as failed and may be tried again.
SIGNING_LEASE: Final = timedelta(seconds=90)


class Naskah(Base):
    """An official record (naskah dinas) that one unit writes, from konsep to berkas.

    `version` guards against stale saves; `versi` counts the texts that were put before others.
    """

    __tablename__ = "naskah"
    __table_args__ = (
        Index("ix_naskah_opd_status", "opd_id", "status", "id"),
        Index("ix_naskah_penandatangan", "penandatangan_id", "status"),
        Index("ix_naskah_konseptor", "konseptor_id", "status"),
        # What the volumes of a month are counted from, without touching the naskah themselves.
        Index("ix_naskah_terbit", "tanggal", "opd_id", "unit_id", "jenis", "sifat", "status"),
        Index("ix_naskah_dibuat", "dibuat_at", "opd_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    jenis: Mapped[str] = mapped_column(String(40))
    status: Mapped[Status] = mapped_column(Word(Status))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    opd_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    konseptor_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    konseptor_jabatan_id: Mapped[int] = mapped_column(ForeignKey("jabatan.id"))
    penandatangan_id: Mapped[int | None] = mapped_column(ForeignKey("jabatan.id"))
    bentuk: Mapped[Bentuk] = mapped_column(Word(Bentuk), default=Bentuk.LANGSUNG)
    kode_klasifikasi: Mapped[str | None] = mapped_column(ForeignKey("klasifikasi.kode"))
    sifat: Mapped[Sifat] = mapped_column(Word(Sifat), default=Sifat.BIASA)
    #: The sifat under which it was issued, once that has been changed; what was agreed to stays as it was.
    sifat_awal: Mapped[Sifat | None] = mapped_column(Word(Sifat))
    urgensi: Mapped[Urgensi] = mapped_column(Word(Urgensi), default=Urgensi.BIASA)
    hal: Mapped[str] = mapped_column(String(500), default="")
    isi: Mapped[dict[str, Any]] = mapped_column(Json)
    rincian: Mapped[dict[str, Any]] = mapped_column(Json)
    versi: Mapped[int] = mapped_column(Integer, default=0)
    putaran: Mapped[int] = mapped_column(Integer, default=0)  # how often it was sent back
    dibuat_at: Mapped[datetime] = mapped_column(Instant)
    diubah_at: Mapped[datetime] = mapped_column(Instant)
    menjawab_surat_id: Mapped[int | None] = mapped_column(BigId, index=True)

    massal_id: Mapped[int | None] = mapped_column(BigId, index=True)
    peran_massal: Mapped[PeranMassal | None] = mapped_column(Word(PeranMassal))

    register: Mapped[str] = mapped_column(String(60), default="")
    nomor_urut: Mapped[int | None] = mapped_column(Integer)
    nomor: Mapped[str | None] = mapped_column(String(160), index=True)
    tanggal: Mapped[date | None] = mapped_column()
    ttd_mulai_at: Mapped[datetime | None] = mapped_column(Instant)
    ttd_galat: Mapped[str] = mapped_column(String(300), default="")

    metode: Mapped[Metode] = mapped_column(Word(Metode), default=Metode.TTE, server_default="tte")
    alasan_basah: Mapped[str] = mapped_column(String(300), default="", server_default="")
    ditandatangani_at: Mapped[datetime | None] = mapped_column(Instant)
    penanda_pegawai_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    penanda: Mapped[dict[str, Any] | None] = mapped_column(Json)  # the block as it was printed
    token: Mapped[str] = mapped_column(String(64), unique=True)
    pdf_key: Mapped[str | None] = mapped_column(String(120))
    pdf_size: Mapped[int | None] = mapped_column(Integer)
    pdf_sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    halaman: Mapped[int] = mapped_column(Integer, default=0)
    lampiran_halaman: Mapped[int] = mapped_column(Integer, default=0)
    lampiran_kosong: Mapped[int] = mapped_column(Integer, default=0, server_default="0")  # of those, without any ink
    teks: Mapped[str] = mapped_column(Text, default="")
    keadaan: Mapped[Keadaan] = mapped_column(Word(Keadaan), default=Keadaan.BERLAKU, server_default="berlaku")
    kustodi_unit_id: Mapped[int | None] = mapped_column(
        BigId
    )  # the unit kearsipan that keeps it, once it was moved there
    #: Destroyed by law: only this row and the metadata kept with it are left, and the number of the berita acara.
    musnah_at: Mapped[datetime | None] = mapped_column(Instant)
    musnah_ba: Mapped[str] = mapped_column(String(160), default="", server_default="")
    #: The living case of penyusutan that has it; asked for only when somebody of a panitia reads (6.6).
    perkara_id: Mapped[int | None] = column_property(panitia.perkara("naskah", id), deferred=True)

    unit: Mapped[Unit] = relationship(foreign_keys=[unit_id])
    opd: Mapped[Unit] = relationship(foreign_keys=[opd_id])
    konseptor: Mapped[Pegawai] = relationship(foreign_keys=[konseptor_id])
    penandatangan: Mapped[Jabatan | None] = relationship(foreign_keys=[penandatangan_id])
    paraf: Mapped[list["Paraf"]] = relationship(
        order_by="Paraf.urutan", cascade="all, delete-orphan", back_populates="naskah"
    )
    penerima: Mapped[list["Penerima"]] = relationship(
        order_by="Penerima.peran.desc(), Penerima.urutan", cascade="all, delete-orphan", back_populates="naskah"
    )
    lampiran: Mapped[list["Lampiran"]] = relationship(
        primaryjoin="and_(Naskah.id == Lampiran.naskah_id, Lampiran.urutan > 0)",
        order_by="Lampiran.urutan",
        cascade="all, delete-orphan",
        back_populates="naskah",
    )
    versi_rows: Mapped[list["NaskahVersi"]] = relationship(order_by="NaskahVersi.versi", back_populates="naskah")
    koreksi: Mapped["Koreksi | None"] = relationship(foreign_keys="Koreksi.naskah_id", back_populates="naskah")

    penanda_lain: Mapped[list["PenandaLain"]] = relationship(
        order_by="PenandaLain.urutan", cascade="all, delete-orphan", back_populates="naskah"
    )

    __mapper_args__ = {"version_id_col": version}

    @property
    def penyerta(self) -> list["PenandaLain"]:
        """Those who sign after the first signer, in order."""
        return [p for p in self.penanda_lain if p.urutan > 0]

    @property
    def tahap(self) -> "PenandaLain | None":
        """Of a naskah with several signers: whoever signed last, with the file as it then became."""
        return next((p for p in reversed(self.penanda_lain) if p.sha256 is not None), None)

    @property
    def giliran_ttd(self) -> int | None:
        """The jabatan whose signature is next; None when all have signed or nobody was chosen."""
        if self.tahap is None:
            return self.penandatangan_id
        return next((p.jabatan_id for p in self.penyerta if p.ditandatangani_at is None), None)

    @property
    def tujuan(self) -> list["Penerima"]:
        """The addressees proper, in order."""
        return [p for p in self.penerima if p.peran is PeranPenerima.TUJUAN]

    @property
    def tembusan(self) -> list["Penerima"]:
        """The copied offices, in protocol order."""
        return [p for p in self.penerima if p.peran is PeranPenerima.TEMBUSAN]

    @property
    def unsent(self) -> list["Penerima"]:
        """Once issued: those outside the city whose delivery nobody has recorded yet."""
        if self.status not in ISSUED:
            return []
        return [p for p in self.penerima if p.tipe is TipePenerima.EKSTERNAL and p.dikirim_at is None]

    @property
    def turns(self) -> list["Paraf"]:
        """The paraf that can be given now: the lowest open hierarki level, and every open koordinasi."""
        if self.status is not Status.PEMERIKSAAN:
            return []
        waiting = [p for p in self.paraf if p.given_at is None]
        line = [p for p in waiting if p.jenis is JenisParaf.HIERARKI][:1]
        return line + [p for p in waiting if p.jenis is JenisParaf.KOORDINASI]

    def content(self) -> dict[str, Any]:
        """What the readers of a version agreed to; its hash names the version (CNT-06)."""
        found: dict[str, Any] = {
            "jenis": self.jenis,
            "hal": self.hal,
            "isi": self.isi,
            "rincian": self.rincian,
            "sifat": str(self.sifat_awal or self.sifat),
            "urgensi": str(self.urgensi),
            "kode_klasifikasi": self.kode_klasifikasi,
            "penandatangan_id": self.penandatangan_id,
            "bentuk": str(self.bentuk),
            "tujuan": [p.content() for p in self.tujuan],
            "tembusan": [p.content() for p in self.tembusan],
            "lampiran": [[x.judul, x.sha256] for x in self.lampiran],
        }
        if self.penyerta:
            found["penanda_lain"] = [[p.sebutan, p.jabatan_id] for p in self.penyerta]
        if self.koreksi is not None:
            found["koreksi"] = [str(self.koreksi.jenis), self.koreksi.sasaran.nomor]
        return found

    def content_sha256(self) -> str:
        """SHA-256 of the canonical content."""
        return hashlib.sha256(dump_json(self.content()).encode()).hexdigest()

    def submit(self, at: datetime) -> None:
        """Put it before its route; earlier paraf are asked again from the start."""
        for paraf in self.paraf:
            paraf.forget()
        self.diubah_at = at
        self._move(Action.AJUKAN, Status.PEMERIKSAAN if self.paraf else Status.SIAP_TTD)

    def give_paraf(self, paraf: "Paraf", *, by: int, at: datetime, catatan: str) -> None:
        """Give a paraf whose turn it is; the last one makes the naskah ready to sign."""
        if paraf not in self.turns:
            raise Conflict("Naskah ini sedang tidak menunggu paraf Anda.")
        paraf.given_by, paraf.given_at, paraf.catatan = by, at, catatan
        paraf.versi, paraf.versi_sha256 = self.versi, self.content_sha256()
        left = any(p.given_at is None for p in self.paraf)
        self._move(Action.PARAF, Status.PEMERIKSAAN if left else Status.SIAP_TTD)

    def send_back(self) -> None:
        """Return it to its konseptor; the round counts as a correction."""
        self._move(Action.KEMBALIKAN, Status.DIKEMBALIKAN)
        self.putaran += 1

    def refuse(self) -> None:
        """End it; the konsep stays as a record of the decision."""
        self._move(Action.TOLAK, Status.DITOLAK)

    def cancel(self) -> None:
        """End it before it was numbered."""
        self._move(Action.BATALKAN, Status.DIBATALKAN)

    def take_back_draft(self) -> None:
        """The konseptor takes it back, before anybody acted on it."""
        if any(p.given_at is not None for p in self.paraf):
            raise Conflict("Naskah sudah diparaf, jadi tidak dapat ditarik lagi. Minta pemeriksa mengembalikannya.")
        self._move(Action.TARIK, Status.KONSEP)

    def take_back_paraf(self, paraf: "Paraf") -> None:
        """A pemaraf takes back the own paraf, before the next one acted."""
        later = [p for p in self.paraf if p.given_at is not None and p.urutan > paraf.urutan]
        if paraf.given_at is None or later:
            raise Conflict("Pemeriksa berikutnya sudah bertindak, jadi paraf tidak dapat ditarik lagi.")
        paraf.forget()
        self._move(Action.TARIK, Status.PEMERIKSAAN)

    def signing_now(self, at: datetime) -> bool:
        """Whether a signing is under way that may still report back."""
        begun = self.ttd_mulai_at if self.status is Status.MENUNGGU_TTE else None
        return begun is not None and at - begun < SIGNING_LEASE

    def start_signing(self, at: datetime) -> None:
        """Enter, or enter again, the moment between number and signature.

        Raises:
            Conflict: another signing of this naskah is under way.
        """
        if self.signing_now(at):
            raise Conflict("Naskah ini sedang ditandatangani. Tunggu satu menit lalu muat ulang halaman.")
        self._move(Action.TANDATANGANI, Status.MENUNGGU_TTE)
        self.metode, self.ttd_mulai_at, self.ttd_galat = Metode.TTE, at, ""

    def become_copies(self) -> None:
        """The text of a surat massal: from now on its letters are signed, it is never signed itself."""
        if self.peran_massal is not PeranMassal.INDUK:
            raise Conflict("Naskah ini bukan induk surat massal.")
        self._move(Action.TANDATANGANI, Status.DISALIN)

    def give_nomor(self, *, register: str, urut: int, teks: str, tanggal: date) -> None:
        """Bind the number and the date, once and for ever."""
        if self.nomor is not None:
            raise Conflict("Naskah ini sudah bernomor.")
        self.register, self.nomor_urut, self.nomor, self.tanggal = register, urut, teks, tanggal

    def keep_signed(self, *, key: str, size: int, sha256: str, at: datetime, by: int) -> None:
        """Keep the one signed file; a second one is refused."""
        if self.pdf_sha256 is not None:
            raise Conflict("Naskah ini sudah ditandatangani.")
        self._move(Action.TANDATANGANI, Status.DITANDATANGANI)
        self.pdf_key, self.pdf_size, self.pdf_sha256 = key, size, sha256
        self.ditandatangani_at, self.penanda_pegawai_id, self.ttd_galat = at, by, ""

    def keep_stage(self) -> None:
        """Somebody has signed and others follow; nothing is issued yet."""
        self._move(Action.TANDATANGANI, Status.MENUNGGU_PENANDA)
        self.ttd_galat = ""

    def print_for_pen(self, alasan: str, at: datetime) -> None:
        """Leave it to paper: it is printed with its number, signed with a pen and scanned."""
        self._move(Action.TTD_BASAH, Status.MENUNGGU_PINDAIAN)
        self.metode, self.alasan_basah, self.ttd_mulai_at, self.ttd_galat = Metode.BASAH, alasan, at, ""

    def keep_scan(self, *, key: str, size: int, sha256: str, at: datetime) -> None:
        """Keep the scan of what was signed with a pen by whoever was printed; from now on it is issued."""
        if self.pdf_sha256 is not None:
            raise Conflict("Naskah ini sudah ditandatangani.")
        self._move(Action.PINDAI, Status.DITANDATANGANI)
        self.pdf_key, self.pdf_size, self.pdf_sha256 = key, size, sha256
        self.ditandatangani_at = at

    def signing_failed(self, reason: str) -> None:
        """The outcome is unknown or bad; the number stays with the naskah (NOM-04)."""
        self._move(Action.TANDATANGANI, Status.GAGAL_TTD if self.tahap is None else Status.MENUNGGU_PENANDA)
        self.ttd_galat = reason[:300]

    def sent(self) -> None:
        """Every internal recipient has it."""
        self._move(Action.KIRIM, Status.TERKIRIM)

    def filed(self) -> None:
        """It lies in a berkas."""
        self._move(Action.BERKASKAN, Status.DIBERKASKAN)

    def unfiled(self) -> None:
        """Take it out of a berkas it was put into by mistake."""
        self._move(Action.KELUARKAN, Status.TERKIRIM)

    def _move(self, action: Action, to: Status) -> None:
        if to not in MOVES.get((self.status, action), ()):
            raise Conflict(f"Naskah berstatus “{LABEL[self.status]}”, jadi tindakan ini tidak dapat dilakukan lagi.")
        self.status = to
