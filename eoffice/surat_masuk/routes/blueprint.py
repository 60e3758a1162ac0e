"""The blueprint and the few lines that every view of it needs."""

from flask import Blueprint

from eoffice.audit import queries as audit
from eoffice.surat_masuk import actions, policy, queries
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.access import current_actor
from eoffice.web.opening import noted
from eoffice.web.session import release, session

routes = Blueprint("surat_masuk", __name__)


def load(surat_id: int) -> SuratMasuk:
    """The surat, if the one who asks may know of it.

    Raises:
        NotFound: not visible (OTR-04). Destroyed: only its tombstone is left.
    """
    surat = queries.get(session(), current_actor(), surat_id)
    policy.require_living(surat)
    return surat


def trace(surat: SuratMasuk) -> None:
    """End the reading transaction, and write down that a file above Biasa leaves the house (AUD-01)."""
    actor, surat_id = current_actor(), surat.id
    if not policy.dicatat(actor, surat):
        return release()
    return noted(lambda own: actions.catat_buka(own, actor, queries.get(own, actor, surat_id)))


def trace_picture(surat: SuratMasuk) -> None:
    """As `trace`, for a picture: it belongs to the opening of its page, and is an opening itself without one."""
    if audit.opened_lately(session(), current_actor(), "surat_masuk.buka", "surat_masuk", surat.id):
        return release()
    return trace(surat)
