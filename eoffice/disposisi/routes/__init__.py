"""The inbox with the chain of each surat, and the pages of giving, following up and accepting."""

from eoffice.disposisi.routes import arahan, aturan, bagian, banyak, beri, kotak, lampiran, lembar, ubah
from eoffice.disposisi.routes.blueprint import routes

__all__ = ["arahan", "aturan", "bagian", "banyak", "beri", "kotak", "lampiran", "lembar", "routes", "ubah"]
