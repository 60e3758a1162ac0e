"""The pages of the report: avoided paper, adoption, and the target."""

from eoffice.laporan.routes import adopsi, kertas, sasaran
from eoffice.laporan.routes.blueprint import routes

__all__ = ["adopsi", "kertas", "routes", "sasaran"]
