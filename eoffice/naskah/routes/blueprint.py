"""The blueprint and the few lines that every view of it needs."""

from flask import Blueprint

from eoffice.akses.nisan import dimusnahkan, nomor_bertanggal
from eoffice.audit import queries as audit
from eoffice.naskah import actions, policy, queries
from eoffice.naskah.models import Naskah
from eoffice.web.access import current_actor
from eoffice.web.opening import noted
from eoffice.web.session import session

routes = Blueprint("naskah", __name__, url_prefix="/naskah")


def load(naskah_id: int) -> Naskah:
    """The naskah, if the one who asks may know of it. Raises NotFound, or Destroyed when only its tombstone is left."""
    naskah = queries.get(session(), current_actor(), naskah_id)
    if naskah.musnah_at is not None:
        left = {
            "nomor": nomor_bertanggal(naskah.nomor, naskah.tanggal),
            "hal": f"Hal: {naskah.hal}",
            "sidik": f"Sidik berkas (SHA-256): {naskah.pdf_sha256}",
        }
        raise dimusnahkan("Naskah", naskah.musnah_at, naskah.musnah_ba, left)
    return naskah


def opened(naskah_id: int, event: str = "naskah.buka", catatan: str = "") -> Naskah:
    """The naskah to be shown, after its opening was written down where that matters (AUD-01).

    The entry is committed before anything leaves; when it cannot be written, nothing is shown (AUD-02). The view needs
    `own_transactions`.
    """
    naskah, actor = load(naskah_id), current_actor()
    if not policy.dicatat(actor, naskah):
        return naskah
    noted(lambda own: actions.catat_buka(own, actor, queries.get(own, actor, naskah_id), event, catatan))
    return load(naskah_id)


def reopened(naskah_id: int) -> Naskah:
    """As `opened`, for parts of a page and for the page that comes back after a refusal.

    They belong to the opening of that page (`audit.SAME_OPENING`), and are an opening of their own without one.
    """
    naskah, actor = load(naskah_id), current_actor()
    if not policy.dicatat(actor, naskah) or audit.opened_lately(session(), actor, "naskah.buka", "naskah", naskah_id):
        return naskah
    return opened(naskah_id)
