"""The archive pages: berkas, the work list of an arsiparis, and searching."""

from eoffice.arsip.routes import berkas, cari, pemberkasan, sendiri
from eoffice.arsip.routes.blueprint import routes

__all__ = ["berkas", "cari", "pemberkasan", "routes", "sendiri"]
