"""Reading cases of penyusutan; every list starts at `visible`, the twin of policy.may for BACA_SUSUT (OTR-01, OTR-03)."""

from eoffice.penyusutan.queries.dipakai import masih_dipakai, terkunci_sampai
from eoffice.penyusutan.queries.fakta import jra, kumpulkan
from eoffice.penyusutan.queries.kasus import (
    PAGE,
    bersama,
    calon,
    daftar,
    disetujui,
    get,
    kepala_daerah,
    lembaga,
    lembaga_ditetapkan,
    loaded,
    nama_jabatan,
    perangkat_daerah,
    terlindung,
    visible,
)
from eoffice.penyusutan.queries.menunggu import menunggu, paket
from eoffice.penyusutan.queries.panitia import biasanya

__all__ = [
    "PAGE",
    "bersama",
    "biasanya",
    "calon",
    "daftar",
    "disetujui",
    "get",
    "jra",
    "kepala_daerah",
    "kumpulkan",
    "lembaga",
    "lembaga_ditetapkan",
    "loaded",
    "masih_dipakai",
    "menunggu",
    "nama_jabatan",
    "paket",
    "perangkat_daerah",
    "terkunci_sampai",
    "terlindung",
    "visible",
]
