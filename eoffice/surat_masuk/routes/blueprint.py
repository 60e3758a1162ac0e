"""The blueprint and the few lines that every view of it needs."""

from datetime import timedelta
from typing import Final

from flask import Blueprint

from eoffice import clock
from eoffice.akses.rights import Sifat
from eoffice.audit import queries as audit
from eoffice.db import transaction
from eoffice.surat_masuk import actions, queries
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.access import current_actor
from eoffice.web.session import release, services, session

routes = Blueprint("surat_masuk", __name__)

#: Pictures fetched this long after their page was opened belong to that opening.
SAME_OPENING: Final = timedelta(minutes=15)


def load(surat_id: int) -> SuratMasuk:
    """The surat, if the one who asks may know of it. Raises NotFound (OTR-04)."""
    return queries.get(session(), current_actor(), surat_id)


def trace(surat: SuratMasuk) -> None:
    """End the reading transaction, and write down that a file above Biasa leaves the house (AUD-01)."""
    actor, surat_id, noted = current_actor(), surat.id, surat.sifat is not Sifat.BIASA
    release()
    if noted:
        with transaction(services().engine) as own:
            actions.catat_buka(own, actor, queries.get(own, actor, surat_id))


def trace_picture(surat: SuratMasuk) -> None:
    """As `trace`, for a picture: it belongs to the opening of its page, and is an opening itself without one."""
    since = clock.now() - SAME_OPENING
    if surat.sifat is Sifat.BIASA or audit.noted_since(
        session(), current_actor(), "surat_masuk.buka", "surat_masuk", surat.id, since
    ):
        release()
    else:
        trace(surat)
