"""One function per use case of packages and imports."""

from eoffice.paket.actions.cocok import laporan_zip
from eoffice.paket.actions.pekerja import LAMA, kerjakan
from eoffice.paket.actions.pesan import ambil, pesan_berkas, pesan_pilihan, pesan_unit, salin
from eoffice.paket.actions.terima import batalkan, laporan, masukkan, petakan, terima

__all__ = [
    "LAMA",
    "ambil",
    "batalkan",
    "kerjakan",
    "laporan",
    "laporan_zip",
    "masukkan",
    "pesan_berkas",
    "pesan_pilihan",
    "pesan_unit",
    "petakan",
    "salin",
    "terima",
]
