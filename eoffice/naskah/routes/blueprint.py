"""The blueprint and the two lines that every view of it needs."""

from typing import cast

from flask import Blueprint, Response, redirect

from eoffice.naskah import queries
from eoffice.naskah.models import Naskah
from eoffice.web.access import current_actor
from eoffice.web.session import session

routes = Blueprint("naskah", __name__, url_prefix="/naskah")


def load(naskah_id: int) -> Naskah:
    """The naskah, if the one who asks may know of it. Raises NotFound."""
    return queries.get(session(), current_actor(), naskah_id)


def see(path: str) -> Response:
    """Go there with GET."""
    return cast(Response, redirect(path, 303))
