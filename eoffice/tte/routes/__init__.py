"""One's own certificate, everybody's for the administrator, and what is public about the authorities."""

from eoffice.tte.routes import kelola, publik, sendiri
from eoffice.tte.routes.blueprint import routes

__all__ = ["kelola", "publik", "routes", "sendiri"]
