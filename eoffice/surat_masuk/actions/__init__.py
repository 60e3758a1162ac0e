"""Use cases of a surat masuk: arrive, be registered, be read, be closed, be filed."""

from eoffice.surat_masuk.actions.alih import alihkan_saat_pergi, penerima_saat_pergi
from eoffice.surat_masuk.actions.baca import (
    catat_buka,
    catat_cetak,
    catat_unduh,
    catat_unduh_lampiran,
    tandai_dibaca,
)
from eoffice.surat_masuk.actions.registrasi import Isian, Pindaian, registrasi
from eoffice.surat_masuk.actions.selesai import baca_saja, berkaskan, buka_lagi, selesaikan
from eoffice.surat_masuk.actions.step import measure, record, same_version, step
from eoffice.surat_masuk.actions.terima import terima

__all__ = [
    "Isian",
    "Pindaian",
    "alihkan_saat_pergi",
    "baca_saja",
    "berkaskan",
    "buka_lagi",
    "catat_buka",
    "catat_cetak",
    "catat_unduh",
    "catat_unduh_lampiran",
    "measure",
    "record",
    "penerima_saat_pergi",
    "registrasi",
    "same_version",
    "selesaikan",
    "step",
    "tandai_dibaca",
    "terima",
]
