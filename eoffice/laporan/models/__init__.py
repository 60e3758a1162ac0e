"""The tables of the reports: rollups that can be computed again, and what people enter for the paper account."""

from eoffice.laporan.models.bulanan import RAdopsiBulan, RBulan, RWaktuBulan
from eoffice.laporan.models.gudang import CetakServer, KetetapanKertas, PernyataanKertas, PersediaanKertas
from eoffice.laporan.models.lipatan import (
    UKURAN,
    BatasDisposisi,
    Cacah,
    HitunganNaskah,
    KepalaLipatan,
    KontribusiNaskah,
    KoreksiRujukan,
    Mili,
    PelakuNaskah,
    PenggunaBulan,
    PeringatanAdopsi,
    RAdopsi,
    RHarian,
    SasaranAdopsi,
    WaktuSurat,
)
from eoffice.laporan.models.terbitan import BerkasPotret, PengaturanLaporan, PotretLaporan

__all__ = [
    "UKURAN",
    "BatasDisposisi",
    "BerkasPotret",
    "Cacah",
    "CetakServer",
    "HitunganNaskah",
    "KepalaLipatan",
    "KetetapanKertas",
    "KontribusiNaskah",
    "KoreksiRujukan",
    "Mili",
    "PelakuNaskah",
    "PengaturanLaporan",
    "PenggunaBulan",
    "PeringatanAdopsi",
    "PernyataanKertas",
    "PersediaanKertas",
    "PotretLaporan",
    "RAdopsi",
    "RAdopsiBulan",
    "RBulan",
    "RHarian",
    "RWaktuBulan",
    "SasaranAdopsi",
    "WaktuSurat",
]
