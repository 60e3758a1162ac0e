"""Tables of a surat massal: one text, and a sheet whose every row is a recipient."""

import enum
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from eoffice.akses.rights import Sifat
from eoffice.db import Base, BigId, Instant, Json, Word
from eoffice.naskah.states import TipePenerima
from eoffice.organisasi.models import Jabatan

#: Most recipients of one surat massal.
PALING_BANYAK: Final = 1_000
#: What may go to so many at once; Rahasia is written to each by hand.
SIFAT_MASSAL: Final = frozenset({Sifat.BIASA, Sifat.TERBATAS})


class CaraMassal(enum.StrEnum):
    """One letter with one number to all, or a letter of its own for each."""

    SIARAN = "siaran"
    PRIBADI = "pribadi"


class Massal(Base):
    """A surat massal: who gets it. Its text is the naskah that names it in `massal_id`.

    `salah` counts rows that cannot be sent as they are. `susun` is the hash of text and rows that the letters were last
    tried out with (`tersusun` of them so far, `gagal_susun` in vain); another text asks for that anew.
    """

    __tablename__ = "massal"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    version: Mapped[int] = mapped_column(Integer)
    cara: Mapped[CaraMassal] = mapped_column(Word(CaraMassal))
    dibuat_oleh: Mapped[int] = mapped_column(ForeignKey("pegawai.id"), index=True)
    dibuat_at: Mapped[datetime] = mapped_column(Instant)
    nama_berkas: Mapped[str] = mapped_column(String(200), default="")
    kolom: Mapped[list[str]] = mapped_column(Json)
    jumlah: Mapped[int] = mapped_column(Integer, default=0)
    salah: Mapped[int] = mapped_column(Integer, default=0)
    susun: Mapped[str] = mapped_column(String(64), default="")
    tersusun: Mapped[int] = mapped_column(Integer, default=0)
    gagal_susun: Mapped[int] = mapped_column(Integer, default=0)
    halaman: Mapped[int] = mapped_column(Integer, default=0)
    disusun_at: Mapped[datetime | None] = mapped_column(Instant)
    selesai_at: Mapped[datetime | None] = mapped_column(Instant)
    sebab: Mapped[str] = mapped_column(String(300), default="")

    __mapper_args__ = {"version_id_col": version}

    @property
    def pribadi(self) -> bool:
        """Whether everybody gets a letter of their own."""
        return self.cara is CaraMassal.PRIBADI


class Baris(Base):
    """One recipient of a surat massal, as the sheet names it and as it was matched.

    `tipe` is None while nobody knows whether it is an office of the city. `salah` holds pairs of column and sentence.
    `sidik` is the hash of what its letter shows (`sidik.tampak`), `naskah_id` its letter once signing came to it.
    """

    __tablename__ = "massal_baris"
    __table_args__ = (UniqueConstraint("massal_id", "urutan"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    massal_id: Mapped[int] = mapped_column(ForeignKey("massal.id"))
    urutan: Mapped[int] = mapped_column(Integer)
    nomor_baris: Mapped[int] = mapped_column(Integer)
    penerima: Mapped[str] = mapped_column(String(300), default="")
    unit: Mapped[str] = mapped_column(String(200), default="")
    tempat: Mapped[str] = mapped_column(String(120), default="")
    untuk_perhatian: Mapped[str] = mapped_column(String(200), default="")
    pos_el: Mapped[str] = mapped_column(String(200), default="")
    tipe: Mapped[TipePenerima | None] = mapped_column(Word(TipePenerima))
    jabatan_id: Mapped[int | None] = mapped_column(ForeignKey("jabatan.id"), index=True)
    nilai: Mapped[dict[str, Any]] = mapped_column(Json)
    salah: Mapped[list[list[str]]] = mapped_column(Json)
    sidik: Mapped[str] = mapped_column(String(64), default="")
    halaman: Mapped[int] = mapped_column(Integer, default=0)
    galat: Mapped[str] = mapped_column(String(300), default="")
    naskah_id: Mapped[int | None] = mapped_column(ForeignKey("naskah.id"), unique=True)

    jabatan: Mapped[Jabatan | None] = relationship()

    @property
    def nama(self) -> str:
        """What is printed after «Yth.»."""
        return self.jabatan.nama if self.jabatan is not None else self.penerima

    def content(self) -> list[Any]:
        """What a reader of the list agreed to."""
        fixed = [self.penerima, self.tempat, self.untuk_perhatian, self.pos_el, self.jabatan_id]
        return [*fixed, {name: self.nilai[name] for name in sorted(self.nilai)}]
