"""The blueprint and the few lines that every view of it needs."""

from datetime import timedelta
from typing import Final

from flask import Blueprint

from eoffice import clock
from eoffice.akses.rights import Sifat
from eoffice.audit import queries as audit
from eoffice.db import transaction
from eoffice.naskah import actions, queries
from eoffice.naskah.models import Naskah
from eoffice.web.access import current_actor
from eoffice.web.session import release, services, session

routes = Blueprint("naskah", __name__, url_prefix="/naskah")

#: Pictures fetched this long after their page was opened belong to that opening.
SAME_OPENING: Final = timedelta(minutes=15)


def load(naskah_id: int) -> Naskah:
    """The naskah, if the one who asks may know of it. Raises NotFound."""
    return queries.get(session(), current_actor(), naskah_id)


def opened(naskah_id: int, event: str = "naskah.buka", catatan: str = "") -> Naskah:
    """The naskah to be shown, after its opening was written down where that matters (AUD-01).

    The entry is committed before anything leaves; when it cannot be written, nothing is shown (AUD-02). The view needs
    `own_transactions`.
    """
    naskah = load(naskah_id)
    if naskah.sifat is Sifat.BIASA:
        return naskah
    release()
    with transaction(services().engine) as own:
        actions.catat_buka(own, current_actor(), queries.get(own, current_actor(), naskah_id), event, catatan)
    return load(naskah_id)


def pictured(naskah_id: int) -> Naskah:
    """As `opened`, for a picture: it belongs to the opening of its page, and is an opening itself without one."""
    naskah, since = load(naskah_id), clock.now() - SAME_OPENING
    if naskah.sifat is Sifat.BIASA or audit.noted_since(
        session(), current_actor(), "naskah.buka", "naskah", naskah_id, since
    ):
        return naskah
    return opened(naskah_id)
