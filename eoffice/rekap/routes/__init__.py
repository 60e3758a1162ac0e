"""The pages of the everyday reports."""

from eoffice.rekap.routes import antrean, buku, pandangan, simpan, volume, waktu
from eoffice.rekap.routes.blueprint import routes

__all__ = ["antrean", "buku", "pandangan", "routes", "simpan", "volume", "waktu"]
