"""HTTP of the agenda."""

from eoffice.agenda.routes import catat, lihat, satu, umpan
from eoffice.agenda.routes.blueprint import routes

__all__ = ["catat", "lihat", "routes", "satu", "umpan"]
