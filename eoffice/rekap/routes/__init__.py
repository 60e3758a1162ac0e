"""The pages of the everyday reports."""

from eoffice.rekap.routes import antrean, bukti, buku, pandangan, simpan, volume, waktu
from eoffice.rekap.routes.blueprint import routes

__all__ = ["antrean", "bukti", "buku", "pandangan", "routes", "simpan", "volume", "waktu"]
