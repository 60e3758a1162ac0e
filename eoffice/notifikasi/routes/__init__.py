"""The pages of notices."""

from eoffice.notifikasi.routes import kelola, kotak, lonceng, perangkat, pilihan
from eoffice.notifikasi.routes.blueprint import routes
from eoffice.notifikasi.routes.lonceng import pasang

__all__ = ["kelola", "kotak", "lonceng", "pasang", "perangkat", "pilihan", "routes"]
