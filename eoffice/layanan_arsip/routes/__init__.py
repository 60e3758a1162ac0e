"""The addresses of the archive's services."""

from eoffice.layanan_arsip.routes import akses, pembuka, pinjam
from eoffice.layanan_arsip.routes.blueprint import routes
from eoffice.layanan_arsip.routes.tautan import layanan

__all__ = ["akses", "layanan", "pembuka", "pinjam", "routes"]
