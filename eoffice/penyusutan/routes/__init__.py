"""/penyusutan: the blueprint with every view of it."""

from eoffice.penyusutan.routes.blueprint import routes

__all__ = ["routes"]
