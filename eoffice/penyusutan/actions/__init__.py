"""What can be done in penyusutan; one function per use case."""

from eoffice.penyusutan.actions.dekat import Dekat
from eoffice.penyusutan.actions.dokumen import (
    batal_tulis,
    boleh_dibaca,
    ditandatangani,
    kepala,
    names,
    terkirim,
    tulis,
)
from eoffice.penyusutan.actions.keutuhan import Cocok, berkas_isi, cocokkan, cocokkan_serahan, serahan
from eoffice.penyusutan.actions.laksana import musnahkan, siapkan, susulan, urungkan
from eoffice.penyusutan.actions.nilai import nilai, tolak
from eoffice.penyusutan.actions.objek import TOPIK, catat_hapus, giliran, singkirkan
from eoffice.penyusutan.actions.pejabat import belum_dapat_ttd
from eoffice.penyusutan.actions.serah import paketkan, serahkan, terima
from eoffice.penyusutan.actions.setuju import calon_surat, catat_persetujuan, minta_persetujuan
from eoffice.penyusutan.actions.step import halangan
from eoffice.penyusutan.actions.susun import AnggotaBaru, batalkan, keluarkan, susun_panitia, tambah, usulkan

__all__ = [
    "TOPIK",
    "AnggotaBaru",
    "Cocok",
    "Dekat",
    "batal_tulis",
    "batalkan",
    "belum_dapat_ttd",
    "berkas_isi",
    "boleh_dibaca",
    "calon_surat",
    "catat_hapus",
    "catat_persetujuan",
    "cocokkan",
    "cocokkan_serahan",
    "ditandatangani",
    "giliran",
    "halangan",
    "keluarkan",
    "kepala",
    "minta_persetujuan",
    "musnahkan",
    "names",
    "nilai",
    "paketkan",
    "serahan",
    "serahkan",
    "siapkan",
    "singkirkan",
    "susulan",
    "susun_panitia",
    "tambah",
    "terima",
    "terkirim",
    "tolak",
    "tulis",
    "urungkan",
    "usulkan",
]
