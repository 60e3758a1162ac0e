"""The naskah pages; each module holds the views of one part of the work."""

from eoffice.naskah.routes import bantuan, basah, berkas, daftar, lihat, pencabutan, pilihan, rute, sunting, tandatangan
from eoffice.naskah.routes.blueprint import routes

__all__ = ["bantuan", "basah", "berkas", "daftar", "lihat", "pencabutan", "pilihan", "routes", "rute", "sunting", "tandatangan"]
