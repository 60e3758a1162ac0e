"""What can be done in penyusutan; one function per use case."""

from eoffice.penyusutan.actions.dokumen import (
    batal_tulis,
    boleh_dibaca,
    ditandatangani,
    kepala,
    names,
    tulis,
)
from eoffice.penyusutan.actions.keutuhan import utuh
from eoffice.penyusutan.actions.laksana import TOPIK, hapus_objek, musnahkan, siapkan, urungkan
from eoffice.penyusutan.actions.nilai import nilai, tolak
from eoffice.penyusutan.actions.serah import paketkan, serahkan, terima
from eoffice.penyusutan.actions.setuju import catat_persetujuan, minta_persetujuan
from eoffice.penyusutan.actions.step import halangan
from eoffice.penyusutan.actions.susun import AnggotaBaru, batalkan, keluarkan, susun_panitia, tambah, usulkan

__all__ = [
    "TOPIK",
    "AnggotaBaru",
    "batal_tulis",
    "batalkan",
    "boleh_dibaca",
    "catat_persetujuan",
    "ditandatangani",
    "halangan",
    "hapus_objek",
    "keluarkan",
    "kepala",
    "minta_persetujuan",
    "musnahkan",
    "names",
    "nilai",
    "paketkan",
    "serahkan",
    "siapkan",
    "susun_panitia",
    "tambah",
    "terima",
    "tolak",
    "tulis",
    "urungkan",
    "usulkan",
    "utuh",
]
