"""Reading berkas; every list starts at `visible`, the twin of policy.may for BACA_BERKAS (OTR-01, OTR-03)."""

from eoffice.arsip.queries.berkas import (
    PAGE,
    Saringan,
    Usulan,
    chosen,
    daftar,
    get,
    labels,
    place_of,
    retensi,
    units,
    usul_berkas,
    visible,
    years,
)
from eoffice.arsip.queries.isi import Butir, butir, counts, isi, item, own_unfiled, unfiled, unfiled_counts
from eoffice.arsip.queries.pencarian import Hasil, Permintaan, cari

__all__ = [
    "PAGE",
    "Butir",
    "Hasil",
    "Permintaan",
    "Saringan",
    "Usulan",
    "butir",
    "cari",
    "chosen",
    "counts",
    "daftar",
    "get",
    "isi",
    "item",
    "labels",
    "own_unfiled",
    "place_of",
    "retensi",
    "unfiled",
    "unfiled_counts",
    "units",
    "usul_berkas",
    "visible",
    "years",
]
