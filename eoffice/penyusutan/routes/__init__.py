"""/penyusutan: the blueprint with every view of it."""

from eoffice.penyusutan.routes import jatuh_tempo, jra, langkah, perkara, pindah, tahan, usul
from eoffice.penyusutan.routes.blueprint import routes

__all__ = ["jatuh_tempo", "jra", "langkah", "perkara", "pindah", "routes", "tahan", "usul"]
