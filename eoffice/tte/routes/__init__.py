"""One's own certificate, everybody's for the administrator, and what is public about the authorities."""

from eoffice.tte.routes import bsre, kelola, publik, sendiri
from eoffice.tte.routes.blueprint import routes

__all__ = ["bsre", "kelola", "publik", "routes", "sendiri"]
