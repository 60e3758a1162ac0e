"""One function per use case of a naskah; each is permitted, changed, recorded, told, or did not happen."""

from eoffice.naskah.actions.kirim import berkaskan, catat_pengiriman, kirim
from eoffice.naskah.actions.konsep import (
    Isian,
    PenerimaBaru,
    buat,
    hapus_lampiran,
    lampirkan,
    propose_route,
    set_route,
    simpan,
)
from eoffice.naskah.actions.rute import ajukan, batalkan, kembalikan, paraf, tarik, tolak, ubah_saat_periksa
from eoffice.naskah.actions.salinan import catat_cetak, catat_unduh
from eoffice.naskah.actions.tandatangan import pulihkan, tandatangani

__all__ = [
    "Isian",
    "PenerimaBaru",
    "ajukan",
    "batalkan",
    "berkaskan",
    "buat",
    "catat_cetak",
    "catat_pengiriman",
    "catat_unduh",
    "hapus_lampiran",
    "kembalikan",
    "kirim",
    "lampirkan",
    "paraf",
    "propose_route",
    "pulihkan",
    "set_route",
    "simpan",
    "tandatangani",
    "tarik",
    "tolak",
    "ubah_saat_periksa",
]
