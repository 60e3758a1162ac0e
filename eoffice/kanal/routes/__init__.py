"""Pages of the channels: setting them up, and what came through them."""

from eoffice.kanal.routes import datang, kelola
from eoffice.kanal.routes.blueprint import routes

__all__ = ["datang", "kelola", "routes"]
