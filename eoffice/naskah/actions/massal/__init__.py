"""Surat massal: recipients from a sheet, every letter tried out, and all of them signed with one passphrase."""

from eoffice.naskah.actions.massal.lari import akhiri, boleh_tanda, luncurkan_massal, siapkan_massal
from eoffice.naskah.actions.massal.susun import draf, minta_susun, susun, tersusun
from eoffice.naskah.actions.penerima_massal import (
    boleh,
    hapus,
    kekurangan,
    kolom_kurang,
    kolom_tak_dipakai,
    kurang_massal,
    lepas,
    luar_semua,
    mulai,
    pilih,
    unggah,
)
from eoffice.naskah.actions.rangkap import ambil_baris, salin, sidik_daftar, teks

__all__ = [
    "akhiri",
    "ambil_baris",
    "boleh",
    "boleh_tanda",
    "draf",
    "hapus",
    "kekurangan",
    "kolom_kurang",
    "kolom_tak_dipakai",
    "kurang_massal",
    "lepas",
    "luar_semua",
    "luncurkan_massal",
    "minta_susun",
    "mulai",
    "pilih",
    "salin",
    "siapkan_massal",
    "sidik_daftar",
    "susun",
    "teks",
    "tersusun",
    "unggah",
]
