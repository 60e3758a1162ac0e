"""Pages of what waits for registration: the list with its upload, pages as pictures, cutting a batch, setting aside."""

from eoffice.pindaian.routes import berkas, daftar, gabung, pecah
from eoffice.pindaian.routes.blueprint import routes

__all__ = ["berkas", "daftar", "gabung", "pecah", "routes"]
