"""The blueprint, with every view."""

from eoffice.paket.routes import bawa, buat
from eoffice.paket.routes.blueprint import routes

__all__ = ["bawa", "buat", "routes"]
