"""What is sent to the browser: the search page, saved searches, lists to take along, and what is related."""

from eoffice.pencarian.routes import cari, terkait, tersimpan, unduh
from eoffice.pencarian.routes.blueprint import routes

__all__ = ["cari", "routes", "terkait", "tersimpan", "unduh"]
