"""«Buat dari surat ini»."""

from flask import Response, flash

from eoffice.akses.rights import Action
from eoffice.db import transaction
from eoffice.errors import Conflict, Invalid
from eoffice.naskah import actions, queries
from eoffice.naskah.routes.blueprint import opened, routes
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import see, settled
from eoffice.web.session import release, services


@routes.post("/<int:naskah_id>/tiru")
@needs(Action.BUAT, own_transactions=True)
def tiru(naskah_id: int) -> Response:
    """A new konsep with the words of a naskah that the actor may read; copying a secret one is an opening of it."""
    opened(naskah_id)
    actor = current_actor()
    release()
    try:
        with transaction(services().engine) as own:
            made = actions.tiru(own, actor, queries.get(own, actor, naskah_id))
            flash("Konsep baru dibuat dari surat ini. Nomor dan tanggalnya tidak ikut; periksa isinya.")
            return settled(own, see(f"/naskah/{made.id}/sunting"))
    except (Conflict, Invalid) as error:
        flash(str(error), "warn")
        return see(f"/naskah/{naskah_id}")
