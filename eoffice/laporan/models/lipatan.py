"""The rollups of saved paper and adoption: what each naskah adds, and the daily counters they add up to (metrik.md 4.2).

They can be computed again from the log of events and are no source; only the target and the alerts are.
"""

from datetime import date, datetime

from sqlalchemy import BigInteger, Boolean, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from eoffice.db import Base, BigId, Instant, Json, Word
from eoffice.laporan.adopsi import HITUNG, Hitung, Kode, Peringatan, Ukur
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
    __table_args__ = (Index("ix_r_harian_tanggal", "tanggal"),)

    opd_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    tanggal: Mapped[date] = mapped_column(primary_key=True)
    versi: Mapped[str] = mapped_column(String(80), primary_key=True)
    skenario: Mapped[Skenario] = mapped_column(Word(Skenario), primary_key=True)


class KepalaLipatan(Base):
    """The single row that says up to which event everything here was computed; locked while it moves.

    `kalender` is the version of the calendar the working times were computed with: another one starts from zero.
    `diperiksa` is the last day on which the alerts were looked at. `bayangan_*` say when the whole was last computed
    again beside it, how many cells differed, and the first of them (metrik.md 4.2).
    """

    __tablename__ = "lipatan_kepala"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    urut: Mapped[int] = mapped_column(BigId, default=0)
    at: Mapped[datetime] = mapped_column(Instant)
    kalender: Mapped[str] = mapped_column(String(60), default="")
    diperiksa: Mapped[date | None] = mapped_column()
    bayangan_at: Mapped[datetime | None] = mapped_column(Instant)
    bayangan_beda: Mapped[int] = mapped_column(Integer, default=0)
    bayangan_sel: Mapped[str] = mapped_column(String(300), default="")


class KoreksiRujukan(Base):
    """Which event a correction is about, so that a fold finds the corrections of its naskah without reading all."""

    __tablename__ = "koreksi_rujukan"

    id_peristiwa: Mapped[str] = mapped_column(String(32), primary_key=True)
    rujukan: Mapped[str] = mapped_column(String(32), index=True)


class Cacah:
    """Additive adoption counts (metrik.md 2.1: A2, A3, A4, A9, A11, declared paper naskah, tindakan nyata); plain integers."""

    keluar: Mapped[int] = mapped_column(Integer, default=0)
    lahir_digital: Mapped[int] = mapped_column(Integer, default=0)
    ber_tte: Mapped[int] = mapped_column(Integer, default=0)
    masuk: Mapped[int] = mapped_column(Integer, default=0)
    disposisi: Mapped[int] = mapped_column(Integer, default=0)
    disposisi_sistem: Mapped[int] = mapped_column(Integer, default=0)
    masih_kertas: Mapped[int] = mapped_column(Integer, default=0)
    kertas_luar: Mapped[int] = mapped_column(Integer, default=0)
    bebas_cetak: Mapped[int] = mapped_column(Integer, default=0)
    dinyatakan: Mapped[int] = mapped_column(Integer, default=0)
    tindakan: Mapped[int] = mapped_column(Integer, default=0)

    @property
    def hitung(self) -> Hitung:
        """The counts as one value."""
        return Hitung(*(getattr(self, name) for name in HITUNG))

    def take(self, hitung: Hitung) -> None:
        """Set all counts."""
        for name in HITUNG:
            setattr(self, name, getattr(hitung, name))


class HitunganNaskah(Cacah, Base):
    """How often one naskah counts in the adoption figures of a day."""

    __tablename__ = "hitungan_naskah"
    __table_args__ = (Index("ix_hitungan_naskah_tanggal", "tanggal", "opd_id"),)

    naskah: Mapped[str] = mapped_column(String(40), primary_key=True)
    opd_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    tanggal: Mapped[date] = mapped_column(primary_key=True)


class RAdopsi(Cacah, Base):
    """The sum of `HitunganNaskah` of a day (rekap adopsi harian), so a page reads days and not naskah."""

    __tablename__ = "r_adopsi"
    __table_args__ = (Index("ix_r_adopsi_tanggal", "tanggal"),)

    opd_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    tanggal: Mapped[date] = mapped_column(primary_key=True)


class PelakuNaskah(Base):
    """Who did a tindakan nyata on one naskah in a month, as a pseudonym; what `PenggunaBulan` is counted from."""

    __tablename__ = "pelaku_naskah"

    naskah: Mapped[str] = mapped_column(String(40), primary_key=True)
    opd_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    bulan: Mapped[date] = mapped_column(primary_key=True)
    akun: Mapped[str] = mapped_column(String(32), primary_key=True)


class PenggunaBulan(Base):
    """The set of active users of a month (A1): a set and never a counter, since a person counts once (metrik.md 4.2).

    `banyak` says on how many naskah, so that a withdrawn event can take a person out again.
    """

    __tablename__ = "pengguna_bulan"

    bulan: Mapped[date] = mapped_column(primary_key=True)
    opd_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    akun: Mapped[str] = mapped_column(String(32), primary_key=True)
    banyak: Mapped[int] = mapped_column(Integer, default=0)


class WaktuSurat(Base):
    """The clock of one registered surat (A5 to A8): one row each, since quantiles cannot be added up (metrik.md 4.2).

    `detik_*` are working seconds under the calendar that `lipatan_kepala.kalender` names.
    """

    __tablename__ = "waktu_surat"
    __table_args__ = (
        Index("ix_waktu_surat_registrasi", "registrasi_at", "opd_id"),
        Index("ix_waktu_surat_buka", "selesai_at", "opd_id", "perlu_disposisi", "registrasi_at", "batas_selesai_at"),
        Index("ix_waktu_surat_rujukan", "rujukan"),
    )

    naskah: Mapped[str] = mapped_column(String(40), primary_key=True)
    opd_id: Mapped[int] = mapped_column(BigInteger)
    registrasi_at: Mapped[datetime] = mapped_column(Instant)
    derajat: Mapped[str] = mapped_column(String(20))
    perlu_disposisi: Mapped[bool] = mapped_column(Boolean)
    disposisi_at: Mapped[datetime | None] = mapped_column(Instant)
    selesai_at: Mapped[datetime | None] = mapped_column(Instant)
    batas_disposisi_at: Mapped[datetime] = mapped_column(Instant)
    batas_selesai_at: Mapped[datetime] = mapped_column(Instant)
    detik_disposisi: Mapped[int | None] = mapped_column(BigInteger)
    detik_selesai: Mapped[int | None] = mapped_column(BigInteger)
    rujukan: Mapped[str] = mapped_column(String(40), default="")
    dicetak: Mapped[bool] = mapped_column(Boolean, default=False)


class BatasDisposisi(Base):
    """One disposisi with a limit of its own, and when it was done (A8)."""

    __tablename__ = "batas_disposisi"
    __table_args__ = (Index("ix_batas_disposisi_selesai", "selesai_at", "batas_at"),)

    naskah: Mapped[str] = mapped_column(String(40), primary_key=True)
    disposisi: Mapped[str] = mapped_column(String(40), primary_key=True)
    opd_id: Mapped[int] = mapped_column(BigInteger)
    batas_at: Mapped[datetime] = mapped_column(Instant)
    selesai_at: Mapped[datetime | None] = mapped_column(Instant)


class SasaranAdopsi(Base):
    """One version of the target (sasaran): dated, with author and reason; rows are only added."""

    __tablename__ = "sasaran_adopsi"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    tanggal: Mapped[date] = mapped_column()
    kelompok: Mapped[list[str]] = mapped_column(Json)
    ambang_persen: Mapped[int] = mapped_column(Integer)
    ukur: Mapped[Ukur] = mapped_column(Word(Ukur))
    berlaku_sejak: Mapped[date] = mapped_column()
    alasan: Mapped[str] = mapped_column(String(500))
    penetap: Mapped[str] = mapped_column(String(300))
    ditetapkan_at: Mapped[datetime] = mapped_column(Instant)


class PeringatanAdopsi(Base):
    """One alert of a perangkat daerah through its life (metrik.md 2.6)."""

    __tablename__ = "peringatan_adopsi"
    __table_args__ = (Index("ix_peringatan_adopsi_ditutup", "ditutup", "opd_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    opd_id: Mapped[int] = mapped_column(BigInteger)
    kode: Mapped[Kode] = mapped_column(Word(Kode))
    pemilik: Mapped[str] = mapped_column(String(120))
    alasan: Mapped[str] = mapped_column(String(300))
    daftar: Mapped[str] = mapped_column(String(120))
    dibuka: Mapped[date] = mapped_column()
    bersih_sejak: Mapped[date | None] = mapped_column()
    ditutup: Mapped[date | None] = mapped_column()
    ditunda_sampai: Mapped[date | None] = mapped_column()
    catatan_tunda: Mapped[str] = mapped_column(String(300), default="")
    version: Mapped[int] = mapped_column(Integer)

    __mapper_args__ = {"version_id_col": version}

    @property
    def nilai(self) -> Peringatan:
        """The alert as the rules see it."""
        return Peringatan(
            self.kode,
            self.dibuka,
            self.pemilik,
            self.alasan,
            self.daftar,
            self.bersih_sejak,
            self.ditutup,
            self.ditunda_sampai,
        )

    def take(self, nilai: Peringatan) -> None:
        """Keep what the rules made of it."""
        self.pemilik, self.alasan, self.daftar = nilai.pemilik, nilai.alasan, nilai.daftar
        self.bersih_sejak, self.ditutup = nilai.bersih_sejak, nilai.ditutup
