"""The blueprint and the one line that every view of an arrival needs."""

from flask import Blueprint

from eoffice.pindaian import queries
from eoffice.pindaian.models import Pindaian
from eoffice.web.access import current_actor
from eoffice.web.session import session

routes = Blueprint("pindaian", __name__)


def load(pindaian_id: int) -> Pindaian:
    """The arrival, if the one who asks may know of it. Raises NotFound (OTR-04)."""
    return queries.get(session(), current_actor(), pindaian_id)
