"""Tables of the classification and of the retention schedule."""

from sqlalchemy import Boolean, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from eoffice.db import Base, Word
from eoffice.klasifikasi.states import NasibAkhir


class Klasifikasi(Base):
    """One code of Permendagri 83/2022; `label` is the title before «antara lain» or «meliputi»."""

    __tablename__ = "klasifikasi"

    kode: Mapped[str] = mapped_column(String(20), primary_key=True)
    label: Mapped[str] = mapped_column(String(300))
    uraian: Mapped[str] = mapped_column(Text)
    induk: Mapped[str | None] = mapped_column(ForeignKey("klasifikasi.kode"), index=True)
    punya_anak: Mapped[bool] = mapped_column(Boolean, default=False)
    cari: Mapped[str] = mapped_column(Text, default="")


class Jra(Base):
    """Retention of one code, in years; the clock of `aktif_tahun` starts at the trigger event, not at the letter's date."""

    __tablename__ = "jra"

    kode: Mapped[str] = mapped_column(ForeignKey("klasifikasi.kode"), primary_key=True)
    aktif_tahun: Mapped[int] = mapped_column(Integer)
    inaktif_tahun: Mapped[int] = mapped_column(Integer)
    nasib_akhir: Mapped[NasibAkhir] = mapped_column(Word(NasibAkhir))
    pemicu: Mapped[str] = mapped_column(String(300))
    keamanan: Mapped[str] = mapped_column(String(40), default="Biasa")
    sumber: Mapped[str] = mapped_column(String(300), default="")
