"""The inbox with the chain of each surat, and the pages of giving, following up and accepting."""

from eoffice.disposisi.routes import bagian, beri, kotak, lembar
from eoffice.disposisi.routes.blueprint import routes

__all__ = ["bagian", "beri", "kotak", "lembar", "routes"]
