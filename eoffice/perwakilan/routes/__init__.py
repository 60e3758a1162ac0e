"""Pages of who stands in for whom."""

from eoffice.perwakilan.routes import alih, halaman, mandat, meja, mutasi, penunjukan
from eoffice.perwakilan.routes.blueprint import routes

__all__ = ["alih", "halaman", "mandat", "meja", "mutasi", "penunjukan", "routes"]
