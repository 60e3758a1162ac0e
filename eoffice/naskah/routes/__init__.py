"""The naskah pages; each module holds the views of one part of the work."""

from eoffice.naskah.routes import bantuan, berkas, daftar, lihat, pilihan, rute, sunting, tandatangan
from eoffice.naskah.routes.blueprint import routes

__all__ = ["bantuan", "berkas", "daftar", "lihat", "pilihan", "routes", "rute", "sunting", "tandatangan"]
