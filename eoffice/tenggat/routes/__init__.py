"""What is late, the clock of one surat or part, and the rules of reminding."""

from eoffice.tenggat.routes import aturan, daftar, jam
from eoffice.tenggat.routes.blueprint import routes

__all__ = ["aturan", "daftar", "jam", "routes"]
