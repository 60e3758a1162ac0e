"""Tables of a signing session: a leader's list, what was chosen for each naskah, and which of its pages were shown."""

import enum
import secrets
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Boolean, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eoffice.db import Base, BigId, Instant, Word
from eoffice.errors import Conflict
from eoffice.naskah.models import SIGNING_LEASE, Naskah

#: Most naskah on one list.
PALING_BANYAK: Final = 100
#: A run that has not shown a sign of life for so long died with its process; its key died with it.
DENYUT: Final = SIGNING_LEASE + timedelta(seconds=30)
#: A list that was left lying for so long is begun anew.
UMUR: Final = timedelta(hours=12)


class Keadaan(enum.StrEnum):
    """How a list stands."""

    BUKA = "buka"  # being read
    JALAN = "jalan"  # being signed
    HENTI = "henti"  # signing stopped before its end
    SELESAI = "selesai"


class Pilihan(enum.StrEnum):
    """What the leader decided about a naskah of the list."""

    BELUM = "belum"
    SETUJU = "setuju"
    LEWATI = "lewati"
    KEMBALI = "kembali"


class Hasil(enum.StrEnum):
    """What became of a naskah that was agreed to."""

    BELUM = "belum"
    SEDANG = "sedang"
    JADI = "jadi"
    LEWAT = "lewat"  # not signed, and will not be until somebody does something about it
    GAGAL = "gagal"  # the outcome is unknown or bad; signing again goes on with the same number


class Beruntun(Base):
    """A list of naskah that one person reads, agrees to, and then signs with one passphrase.

    `lari` names the run that may sign; a run that finds another name there stops. No key and no passphrase is ever kept.
    """

    __tablename__ = "beruntun"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"), index=True)
    keadaan: Mapped[Keadaan] = mapped_column(Word(Keadaan), default=Keadaan.BUKA)
    massal_id: Mapped[int | None] = mapped_column(BigId, index=True)  # the list of a surat massal, read on its own page
    dibuat_at: Mapped[datetime] = mapped_column(Instant)
    lari: Mapped[str] = mapped_column(String(32), default="")
    mulai_at: Mapped[datetime | None] = mapped_column(Instant)
    denyut_at: Mapped[datetime | None] = mapped_column(Instant)
    selesai_at: Mapped[datetime | None] = mapped_column(Instant)
    minta_henti: Mapped[bool] = mapped_column(Boolean, default=False)
    sebab: Mapped[str] = mapped_column(String(300), default="")  # why it stopped

    butir: Mapped[list["Butir"]] = relationship(order_by="Butir.urutan", back_populates="beruntun")

    def jalan(self, at: datetime) -> bool:
        """Whether it is being signed at this instant; one whose process died is not."""
        return self.keadaan is Keadaan.JALAN and self.denyut_at is not None and at - self.denyut_at < DENYUT

    def terputus(self, at: datetime) -> bool:
        """Whether its signing ended without saying so."""
        return self.keadaan is Keadaan.JALAN and not self.jalan(at)

    def start(self, lari: str, at: datetime) -> None:
        """Begin a run, or begin again after a stop.

        Raises:
            Conflict: one is under way.
        """
        if self.jalan(at):
            raise Conflict("Daftar ini sedang ditandatangani. Kemajuannya tampak di halaman ini.")
        self.keadaan, self.lari, self.mulai_at, self.denyut_at = Keadaan.JALAN, lari, at, at
        self.selesai_at, self.minta_henti, self.sebab = None, False, ""

    def begin(self, at: datetime) -> str:
        """`start` under a new name, which is returned."""
        lari = secrets.token_hex(16)
        self.start(lari, at)
        return lari

    def finish(self, at: datetime, sebab: str = "") -> None:
        """End the run: finished when nothing is left to decide or to sign, stopped when it says why, else open."""
        self.close(at, sebab, selesai=not any(b.pilihan is Pilihan.BELUM or b.sisa for b in self.butir))

    def close(self, at: datetime, sebab: str, *, selesai: bool) -> None:
        """End the run of a list whose own rows do not say whether anything is left."""
        self.selesai_at, self.minta_henti, self.sebab, self.lari = at, False, sebab[:300], ""
        self.keadaan = Keadaan.HENTI if sebab else Keadaan.SELESAI if selesai else Keadaan.BUKA


class Butir(Base):
    """One naskah of a list. `sidik` is the hash of what was shown when it was agreed to."""

    __tablename__ = "beruntun_butir"
    __table_args__ = (UniqueConstraint("beruntun_id", "naskah_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    beruntun_id: Mapped[int] = mapped_column(ForeignKey("beruntun.id"))
    naskah_id: Mapped[int] = mapped_column(ForeignKey("naskah.id"), index=True)
    urutan: Mapped[int] = mapped_column(Integer)
    pilihan: Mapped[Pilihan] = mapped_column(Word(Pilihan), default=Pilihan.BELUM)
    sidik: Mapped[str] = mapped_column(String(64), default="")
    versi: Mapped[int] = mapped_column(Integer, default=0)  # version of the row when it was agreed to
    diputus_at: Mapped[datetime | None] = mapped_column(Instant)
    hasil: Mapped[Hasil] = mapped_column(Word(Hasil), default=Hasil.BELUM)
    keterangan: Mapped[str] = mapped_column(String(300), default="")
    selesai_at: Mapped[datetime | None] = mapped_column(Instant)

    beruntun: Mapped[Beruntun] = relationship(back_populates="butir")
    naskah: Mapped[Naskah] = relationship()

    @property
    def sisa(self) -> bool:
        """Whether it was agreed to and the next run would sign it."""
        return self.pilihan is Pilihan.SETUJU and self.hasil in (Hasil.BELUM, Hasil.SEDANG, Hasil.GAGAL)

    def decide(self, pilihan: Pilihan, at: datetime, *, sidik: str = "", versi: int = 0) -> None:
        """Choose for it; an earlier result is forgotten, for it belongs to what was shown then."""
        if self.hasil is Hasil.JADI:
            raise Conflict("Naskah ini sudah ditandatangani dalam daftar ini.")
        self.pilihan, self.sidik, self.versi, self.diputus_at = pilihan, sidik, versi, at
        self.hasil, self.keterangan, self.selesai_at = Hasil.BELUM, "", None

    def result(self, hasil: Hasil, at: datetime, keterangan: str = "") -> None:
        """Keep what became of it."""
        self.hasil, self.keterangan, self.selesai_at = hasil, keterangan[:300], at


class HalamanTampil(Base):
    """A page of a naskah, as it was at one hash, that was sent to the reader of a list and then turned by that reader."""

    __tablename__ = "halaman_tampil"

    beruntun_id: Mapped[int] = mapped_column(ForeignKey("beruntun.id"), primary_key=True)
    naskah_id: Mapped[int] = mapped_column(ForeignKey("naskah.id"), primary_key=True)
    sidik: Mapped[str] = mapped_column(String(64), primary_key=True)
    halaman: Mapped[int] = mapped_column(Integer, primary_key=True)
    disajikan_at: Mapped[datetime] = mapped_column(Instant)
    dilihat_at: Mapped[datetime | None] = mapped_column(Instant)
