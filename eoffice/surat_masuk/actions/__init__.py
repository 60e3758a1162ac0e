"""Use cases of a surat masuk: arrive, be registered, be read, be closed, be filed."""

from eoffice.surat_masuk.actions.alih import alihkan_saat_pergi, penerima_saat_pergi
from eoffice.surat_masuk.actions.baca import (
    catat_buka,
    catat_cetak,
    catat_unduh,
    catat_unduh_lampiran,
    tandai_dibaca,
)
from eoffice.surat_masuk.actions.hilir import catat_hilir, hilir
from eoffice.surat_masuk.actions.lokasi import Lokasi, tempatkan
from eoffice.surat_masuk.actions.pindah import alihkan, teruskan
from eoffice.surat_masuk.actions.registrasi import Isian, Pindaian, catat_tetap, registrasi
from eoffice.surat_masuk.actions.sampul import IsianIsi, IsianSampul, buka_sampul, daftarkan
from eoffice.surat_masuk.actions.selesai import baca_saja, berkaskan, buka_lagi, keluarkan, selesaikan
from eoffice.surat_masuk.actions.step import measure, record, same_version, step
from eoffice.surat_masuk.actions.terima import terima
from eoffice.surat_masuk.actions.tolak import IsianTolak, tolak_catat

__all__ = [
    "Isian",
    "IsianIsi",
    "IsianSampul",
    "IsianTolak",
    "Lokasi",
    "Pindaian",
    "alihkan",
    "alihkan_saat_pergi",
    "baca_saja",
    "berkaskan",
    "buka_lagi",
    "buka_sampul",
    "catat_buka",
    "catat_cetak",
    "catat_hilir",
    "catat_tetap",
    "catat_unduh",
    "catat_unduh_lampiran",
    "daftarkan",
    "hilir",
    "keluarkan",
    "measure",
    "penerima_saat_pergi",
    "record",
    "registrasi",
    "same_version",
    "selesaikan",
    "step",
    "tandai_dibaca",
    "tempatkan",
    "terima",
    "teruskan",
    "tolak_catat",
]
