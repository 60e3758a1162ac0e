"""One function per use case of a berkas."""

from eoffice.arsip.actions.berkas import buka_berkas, catat_pemicu, lepas_tahan, tahan, tutup_berkas
from eoffice.arsip.actions.indeks import bangun_indeks
from eoffice.arsip.actions.isi import Tugas, berkaskan_banyak, berkaskan_naskah, berkaskan_surat, catat_metadata
from eoffice.arsip.actions.sendiri import berkaskan_sendiri, milik

__all__ = [
    "Tugas",
    "bangun_indeks",
    "berkaskan_banyak",
    "berkaskan_naskah",
    "berkaskan_sendiri",
    "berkaskan_surat",
    "buka_berkas",
    "catat_metadata",
    "catat_pemicu",
    "lepas_tahan",
    "milik",
    "tahan",
    "tutup_berkas",
]
