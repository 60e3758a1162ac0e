"""Enumerations of the administrator's lists."""

import enum
from typing import Final


class Keadaan(enum.StrEnum):
    """How somebody stands with an account."""

    TANPA_AKUN = "tanpa_akun"
    BELUM_AKTIF = "belum_aktif"
    AKTIF = "aktif"
    NONAKTIF = "nonaktif"


LABEL: Final = {
    Keadaan.TANPA_AKUN: "Tanpa akun",
    Keadaan.BELUM_AKTIF: "Belum aktif",
    Keadaan.AKTIF: "Aktif",
    Keadaan.NONAKTIF: "Dinonaktifkan",
}
NADA: Final = {
    Keadaan.TANPA_AKUN: "warn",
    Keadaan.BELUM_AKTIF: "info",
    Keadaan.AKTIF: "ok",
    Keadaan.NONAKTIF: "bad",
}
#: Entries of the trail about a person, in words.
KEJADIAN: Final = {
    "akun.buat": "Akun dibuat",
    "akun.terbitkan_token": "Tautan diterbitkan",
    "akun.tautan_pejabat": "Tautan untuk pejabat, tampak oleh pemantau",
    "akun.aktivasi": "Akun diaktifkan pemiliknya",
    "akun.setel_ulang": "Sandi disetel ulang pemiliknya",
    "akun.ganti_sandi": "Sandi diganti pemiliknya",
    "akun.nonaktifkan": "Akun dinonaktifkan",
    "akun.akhiri_semua": "Sesi dan tautan diakhiri karena pegawainya tidak aktif",
    "akun.aktifkan": "Akun diaktifkan lagi",
    "organisasi.tambah_pegawai": "Pegawai didaftarkan",
    "organisasi.ubah_pegawai": "Identitas diubah",
    "organisasi.tambah_penempatan": "Ditempatkan",
    "organisasi.ubah_penempatan": "Penempatan diubah",
    "akses.hak_sendiri": "Administrator menambah haknya sendiri",
}
