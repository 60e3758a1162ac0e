"""What came of a signature whose answer was lost: looked for when a person asks, and never asked for anew."""

from flask import Response, flash

from eoffice.akses.rights import Action
from eoffice.errors import Conflict, EofficeError, NotAllowed
from eoffice.naskah import actions
from eoffice.naskah.routes.blueprint import load, routes
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import see
from eoffice.web.session import release, services


@routes.post("/<int:naskah_id>/periksa-hasil")
@needs(Action.TANDATANGANI, own_transactions=True)
@limited("bsre", 10, per=60)
def periksa_hasil(naskah_id: int) -> Response:
    """Look what came of the last signature."""
    load(naskah_id)
    release()
    try:
        kept = actions.periksa_hasil(services(), current_actor(), naskah_id)
    except NotAllowed:
        raise
    except EofficeError as error:
        flash(str(error), "warn" if not isinstance(error, Conflict) else "bad")
        return see(f"/naskah/{naskah_id}")
    if kept:
        flash(f"Hasilnya ditemukan: naskah ditandatangani dengan nomor {load(naskah_id).nomor}.")
    else:
        flash("BSrE tidak menyimpan hasilnya. Naskah ini dapat Anda tanda tangani lagi; nomornya tetap.", "warn")
    return see(f"/naskah/{naskah_id}")
