"""One function per use case of a berkas."""

from eoffice.arsip.actions import pengindeks
from eoffice.arsip.actions.banyak import Terlaksana, Tugas, berkaskan_banyak, terima_usulan
from eoffice.arsip.actions.berkas import Bukti, buka_berkas, catat_pemicu, tutup_berkas
from eoffice.arsip.actions.indeks import SUMBER, bangun_bila_usang, bangun_daring, bangun_indeks, yang_dicari
from eoffice.arsip.actions.isi import berkaskan_naskah, berkaskan_surat, catat_metadata
from eoffice.arsip.actions.kategori import tetapkan_kategori
from eoffice.arsip.actions.pindah_isi import keluarkan_isi, pindahkan_isi, urungkan
from eoffice.arsip.actions.sendiri import berkaskan_sendiri, milik
from eoffice.arsip.actions.tahan import IsianTahan, pasang, segarkan, tahan, tandai
from eoffice.arsip.actions.tahan import lepas as lepas_tahan
from eoffice.arsip.actions.tempat import IsianBerkas, buka_kembali, catat_daftar, lepas_tunjuk, tunjuk, ubah_berkas
from eoffice.arsip.actions.tutup_banyak import Tertutup, tutup_banyak

__all__ = [
    "SUMBER",
    "Bukti",
    "IsianBerkas",
    "IsianTahan",
    "Terlaksana",
    "Tertutup",
    "Tugas",
    "bangun_bila_usang",
    "bangun_daring",
    "bangun_indeks",
    "berkaskan_banyak",
    "berkaskan_naskah",
    "berkaskan_sendiri",
    "berkaskan_surat",
    "buka_berkas",
    "buka_kembali",
    "catat_daftar",
    "catat_metadata",
    "catat_pemicu",
    "keluarkan_isi",
    "lepas_tahan",
    "lepas_tunjuk",
    "milik",
    "pasang",
    "pengindeks",
    "pindahkan_isi",
    "segarkan",
    "tahan",
    "tandai",
    "terima_usulan",
    "tetapkan_kategori",
    "tunjuk",
    "tutup_banyak",
    "tutup_berkas",
    "ubah_berkas",
    "urungkan",
    "yang_dicari",
]
