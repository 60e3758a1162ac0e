"""What a package is made of: one record as files, and the formats that lay them out."""

from eoffice.paket.susun.muatan import Muatan
from eoffice.paket.susun.penulis import Penulis, tulis
from eoffice.paket.susun.rekaman import SISTEM_ASAL, Rekaman, arsip_impor, berkas_baris, naskah, surat_masuk

__all__ = [
    "SISTEM_ASAL",
    "Muatan",
    "Penulis",
    "Rekaman",
    "arsip_impor",
    "berkas_baris",
    "naskah",
    "surat_masuk",
    "tulis",
]
