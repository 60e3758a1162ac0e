"""Use cases of accounts: sign in and out, passwords, jabatan, links, ending sessions."""

from eoffice.akun.actions.bukti import buktikan, catat_ttd
from eoffice.akun.actions.kata_sandi import ganti_sandi, pakai_token, pastikan_sandi, periksa_sandi
from eoffice.akun.actions.kelola import (
    admin_pertama,
    akhiri_semua,
    aktifkan,
    buat_akun,
    nonaktifkan,
    pilih_pintasan,
    pilih_tema,
    tautan,
    terbitkan_token,
)
from eoffice.akun.actions.sesi import SALAH, akhiri, akhiri_lainnya, ganti_jabatan, keluar, masuk
from eoffice.akun.actions.siapa import Asal, nama_rapi, pemilik

__all__ = [
    "SALAH",
    "Asal",
    "admin_pertama",
    "akhiri",
    "akhiri_lainnya",
    "akhiri_semua",
    "aktifkan",
    "buat_akun",
    "buktikan",
    "catat_ttd",
    "ganti_jabatan",
    "ganti_sandi",
    "keluar",
    "masuk",
    "nama_rapi",
    "nonaktifkan",
    "pakai_token",
    "pastikan_sandi",
    "pemilik",
    "periksa_sandi",
    "pilih_pintasan",
    "pilih_tema",
    "tautan",
    "terbitkan_token",
]
