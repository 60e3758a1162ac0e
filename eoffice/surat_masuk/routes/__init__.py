"""Pages of surat masuk that need no disposisi: registration, the agenda book, the file of a surat."""

from eoffice.surat_masuk.routes import agenda, berkas, registrasi, sampul, teks, urus, usul
from eoffice.surat_masuk.routes.blueprint import routes

__all__ = ["agenda", "berkas", "registrasi", "routes", "sampul", "teks", "urus", "usul"]
