"""The archive pages: berkas, and the work list of an arsiparis."""

from eoffice.arsip.routes import berkas, klasifikasi, pemberkasan, resmi, sendiri, tempat, tutup
from eoffice.arsip.routes.blueprint import routes

__all__ = ["berkas", "klasifikasi", "pemberkasan", "resmi", "routes", "sendiri", "tempat", "tutup"]
