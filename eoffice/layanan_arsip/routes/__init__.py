"""The addresses of the archive's services."""

from eoffice.layanan_arsip.routes import akses, pembuka, pinjam
from eoffice.layanan_arsip.routes.blueprint import routes

__all__ = ["akses", "pembuka", "pinjam", "routes"]
