"""The pages of the report: avoided paper, adoption, and the target."""

from eoffice.laporan.routes import (
    adopsi,
    asal,
    gudang,
    jelajah,
    kertas,
    parameter,
    pernyataan,
    sasaran,
    sekda,
    sekda_atur,
    terbuka,
)
from eoffice.laporan.routes.blueprint import routes

__all__ = [
    "adopsi",
    "asal",
    "gudang",
    "jelajah",
    "kertas",
    "parameter",
    "pernyataan",
    "routes",
    "sasaran",
    "sekda",
    "sekda_atur",
    "terbuka",
]
