"""Pages of the work lists: the lists, many at once, saved views, and where one's own surat are."""

from eoffice.kerja.routes import daftar, massal, saya, tampilan
from eoffice.kerja.routes.blueprint import jalan, routes

__all__ = ["daftar", "jalan", "massal", "routes", "saya", "tampilan"]
