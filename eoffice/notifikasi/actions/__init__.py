"""Use cases of notices: news is left for the worker, spread to whom it concerns, read, chosen, and sent."""

from eoffice.notifikasi.actions.atur import (
    Pilihan,
    Waktu,
    alamat_menunggu,
    bawaan,
    berhenti,
    kirim_ulang,
    konfirmasi,
    langgan,
    lanjutkan_surel,
    lepas,
    lepas_alamat,
    minta_alamat,
    penerima_token,
    pilih,
)
from eoffice.notifikasi.actions.baca import baca, baca_semua
from eoffice.notifikasi.actions.kabari import kabari
from eoffice.notifikasi.actions.kirim import Pengirim, kirim_satu, kirim_semua, menunggu
from eoffice.notifikasi.actions.ringkasan import jadwalkan, ringkasan
from eoffice.notifikasi.actions.sebar import Berita, Keluar, sebar

__all__ = [
    "Berita",
    "Keluar",
    "Pengirim",
    "Pilihan",
    "Waktu",
    "alamat_menunggu",
    "baca",
    "baca_semua",
    "bawaan",
    "berhenti",
    "jadwalkan",
    "kabari",
    "kirim_satu",
    "kirim_semua",
    "kirim_ulang",
    "konfirmasi",
    "langgan",
    "lanjutkan_surel",
    "lepas",
    "lepas_alamat",
    "menunggu",
    "minta_alamat",
    "penerima_token",
    "pilih",
    "ringkasan",
    "sebar",
]
