"""Reading cases of penyusutan; every list starts at `visible`, the twin of policy.may for BACA_SUSUT (OTR-01, OTR-03)."""

from eoffice.penyusutan.queries.dipakai import masih_dipakai
from eoffice.penyusutan.queries.fakta import jra, kumpulkan
from eoffice.penyusutan.queries.kasus import (
    PAGE,
    calon,
    daftar,
    get,
    lembaga,
    loaded,
    perangkat_daerah,
    visible,
)

__all__ = [
    "PAGE",
    "calon",
    "daftar",
    "get",
    "jra",
    "kumpulkan",
    "lembaga",
    "loaded",
    "masih_dipakai",
    "perangkat_daerah",
    "visible",
]
