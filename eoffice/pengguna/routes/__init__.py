"""Pages of the administrator: people and their accounts, the organisation, and bringing it in."""

from eoffice.pengguna.routes import impor, orang, organisasi
from eoffice.pengguna.routes.blueprint import routes

__all__ = ["impor", "orang", "organisasi", "routes"]
