"""The blueprint and the two lines that every view of it needs."""

from typing import cast

from flask import Blueprint, Response, redirect

from eoffice.surat_masuk import queries
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.access import current_actor
from eoffice.web.session import session

routes = Blueprint("surat_masuk", __name__)


def load(surat_id: int) -> SuratMasuk:
    """The surat, if the one who asks may know of it. Raises NotFound (OTR-04)."""
    return queries.get(session(), current_actor(), surat_id)


def see(path: str) -> Response:
    """Go there with GET."""
    return cast(Response, redirect(path, 303))
