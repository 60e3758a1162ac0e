"""The blueprint and the two lines that every view of it needs."""

from typing import cast

from flask import Blueprint, Response, redirect

from eoffice.akses.rights import Sifat
from eoffice.db import transaction
from eoffice.surat_masuk import actions, queries
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.access import current_actor
from eoffice.web.session import release, services, session

routes = Blueprint("surat_masuk", __name__)


def load(surat_id: int) -> SuratMasuk:
    """The surat, if the one who asks may know of it. Raises NotFound (OTR-04)."""
    return queries.get(session(), current_actor(), surat_id)


def trace(surat: SuratMasuk) -> None:
    """End the reading transaction, and write down that a file above Biasa leaves the house (AUD-01)."""
    release()
    if surat.sifat is not Sifat.BIASA:
        actor = current_actor()
        with transaction(services().engine) as own:
            actions.catat_buka(own, actor, queries.get(own, actor, surat.id))


def see(path: str) -> Response:
    """Go there with GET."""
    return cast(Response, redirect(path, 303))
