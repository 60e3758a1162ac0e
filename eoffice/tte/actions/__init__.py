"""The use cases of the certificate register: prepare, issue, revoke, unlock, change the passphrase.

What takes the engine and not a session must be called while no transaction of yours is open: a wrong try is counted
even though everything else rolls back, and a quarter of a second of Argon2 must not hold a lock.
"""

from eoffice.tte.actions.arsip import (
    catat_stempel,
    jadwalkan_perpanjangan,
    lengkapi_bsre,
    perpanjang_arsip,
    ulangi_perpanjangan,
)
from eoffice.tte.actions.bsre import (
    daftar_bsre,
    jadwalkan_bsre,
    keadaan_esign,
    kerjakan_bsre,
    lepas_bsre,
    minta_kode,
    periksa_bsre,
    segarkan_bsre,
)
from eoffice.tte.actions.bsre_ttd import cari_hasil
from eoffice.tte.actions.buka import buka
from eoffice.tte.actions.frasa import catat_gagal, ganti_frasa, ganti_frasa_sendiri, tolak_sandi, unlock
from eoffice.tte.actions.impor import impor_sendiri
from eoffice.tte.actions.otoritas import (
    jadwalkan_otoritas,
    kerjakan_otoritas,
    perbarui_otoritas,
    siapkan_otoritas,
)
from eoffice.tte.actions.segel import Segel, buka_segel, segel_isi
from eoffice.tte.actions.terbitkan import cabut, cabut_dengan_sandi, cabut_sertifikat, terbitkan, terbitkan_sendiri
from eoffice.tte.actions.token import daftarkan_token
from eoffice.tte.bsre.upaya import tutup as tutup_upaya

__all__ = [
    "Segel",
    "buka",
    "buka_segel",
    "cabut",
    "cabut_dengan_sandi",
    "cabut_sertifikat",
    "cari_hasil",
    "catat_gagal",
    "catat_stempel",
    "daftar_bsre",
    "daftarkan_token",
    "ganti_frasa",
    "ganti_frasa_sendiri",
    "impor_sendiri",
    "jadwalkan_bsre",
    "jadwalkan_otoritas",
    "jadwalkan_perpanjangan",
    "keadaan_esign",
    "kerjakan_bsre",
    "kerjakan_otoritas",
    "lengkapi_bsre",
    "lepas_bsre",
    "minta_kode",
    "perbarui_otoritas",
    "periksa_bsre",
    "perpanjang_arsip",
    "segarkan_bsre",
    "segel_isi",
    "siapkan_otoritas",
    "terbitkan",
    "terbitkan_sendiri",
    "tolak_sandi",
    "tutup_upaya",
    "ulangi_perpanjangan",
    "unlock",
]
