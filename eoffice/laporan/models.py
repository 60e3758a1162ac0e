"""The rollup of saved paper: what each naskah adds, and the daily counters they add up to (metrik.md 4.2).

All of it can be computed again from the log of events; nothing here is a source.
"""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from eoffice.db import Base, BigId, Instant, Word
from eoffice.laporan.kertas import Skenario, Ukuran


class Mili:
    """Counters in integer thousandths of a sheet, a printed side or an envelope, so that sums are exact."""

    lembar_dasar: Mapped[int] = mapped_column(BigInteger, default=0)
    lembar_nyata: Mapped[int] = mapped_column(BigInteger, default=0)
    halaman_dasar: Mapped[int] = mapped_column(BigInteger, default=0)
    halaman_nyata: Mapped[int] = mapped_column(BigInteger, default=0)
    amplop_dasar: Mapped[int] = mapped_column(BigInteger, default=0)
    amplop_nyata: Mapped[int] = mapped_column(BigInteger, default=0)
    arsip: Mapped[int] = mapped_column(BigInteger, default=0)

    @property
    def ukuran(self) -> Ukuran:
        """The counters as one value."""
        return Ukuran(*(getattr(self, name) for name in UKURAN))

    def take(self, ukuran: Ukuran) -> None:
        """Set all counters."""
        for name in UKURAN:
            setattr(self, name, getattr(ukuran, name))


UKURAN = (
    "lembar_dasar",
    "lembar_nyata",
    "halaman_dasar",
    "halaman_nyata",
    "amplop_dasar",
    "amplop_nyata",
    "arsip",
)
"""Fields of `kertas.Ukuran`, in its order."""


class KontribusiNaskah(Mili, Base):
    """What one naskah adds on one WIB date to one perangkat daerah, in one scenario, under one version of the factors.

    `naskah` is the opaque key of the log ("naskah:17", "surat:4"); no hal and no number stand here (metrik.md 3.6).
    """

    __tablename__ = "kontribusi_naskah"
    __table_args__ = (Index("ix_kontribusi_naskah_opd", "opd_id", "tanggal"),)

    naskah: Mapped[str] = mapped_column(String(40), primary_key=True)
    opd_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    tanggal: Mapped[date] = mapped_column(primary_key=True)
    versi: Mapped[str] = mapped_column(String(80), primary_key=True)
    skenario: Mapped[Skenario] = mapped_column(Word(Skenario), primary_key=True)


class RHarian(Mili, Base):
    """The sum of all contributions of a day (rekap harian)."""

    __tablename__ = "r_harian"

    opd_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    tanggal: Mapped[date] = mapped_column(primary_key=True)
    versi: Mapped[str] = mapped_column(String(80), primary_key=True)
    skenario: Mapped[Skenario] = mapped_column(Word(Skenario), primary_key=True)


class HitunganNaskah(Base):
    """How often one naskah counts in the adoption figures of a day (metrik.md 2.1, A2 to A4): plain counts."""

    __tablename__ = "hitungan_naskah"
    __table_args__ = (Index("ix_hitungan_naskah_tanggal", "tanggal", "opd_id"),)

    naskah: Mapped[str] = mapped_column(String(40), primary_key=True)
    opd_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    tanggal: Mapped[date] = mapped_column(primary_key=True)
    keluar: Mapped[int] = mapped_column(Integer, default=0)
    lahir_digital: Mapped[int] = mapped_column(Integer, default=0)
    ber_tte: Mapped[int] = mapped_column(Integer, default=0)
    masuk: Mapped[int] = mapped_column(Integer, default=0)
    disposisi: Mapped[int] = mapped_column(Integer, default=0)
    disposisi_sistem: Mapped[int] = mapped_column(Integer, default=0)


class KepalaLipatan(Base):
    """The single row that says up to which event everything above was computed; locked while it moves."""

    __tablename__ = "lipatan_kepala"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    urut: Mapped[int] = mapped_column(BigId, default=0)
    at: Mapped[datetime] = mapped_column(Instant)
