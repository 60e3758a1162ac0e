"""Use cases of a surat masuk: arrive, be registered, be read, be closed, be filed."""

from eoffice.surat_masuk.actions.baca import (
    catat_buka,
    catat_cetak,
    catat_unduh,
    catat_unduh_lampiran,
    tandai_dibaca,
)
from eoffice.surat_masuk.actions.registrasi import Isian, Pindaian, registrasi
from eoffice.surat_masuk.actions.selesai import baca_saja, berkaskan, selesaikan
from eoffice.surat_masuk.actions.step import measure, record, same_version, step
from eoffice.surat_masuk.actions.terima import terima

__all__ = [
    "Isian",
    "Pindaian",
    "baca_saja",
    "berkaskan",
    "catat_buka",
    "catat_cetak",
    "catat_unduh",
    "catat_unduh_lampiran",
    "measure",
    "record",
    "registrasi",
    "same_version",
    "selesaikan",
    "step",
    "tandai_dibaca",
    "terima",
]
