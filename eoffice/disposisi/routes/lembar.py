"""The lembar disposisi as PDF."""

from flask import Response

from eoffice.akses.rights import Action
from eoffice.db import transaction
from eoffice.disposisi import actions, document, queries
from eoffice.disposisi.routes.blueprint import load_surat, routes
from eoffice.web.access import current_actor, needs
from eoffice.web.files import own_pdf
from eoffice.web.session import release, services


@routes.get("/surat-masuk/<int:surat_id>/lembar-disposisi.pdf")
@needs(Action.BACA_SURAT, own_transactions=True)
def lembar(surat_id: int) -> Response:
    """The sheet with as much of the chain as the reader may see; noted in the trail before the first byte (AUD-02)."""
    actor, surat = current_actor(), load_surat(surat_id)
    name = f"Lembar disposisi agenda {surat.nomor_agenda}-{surat.tahun}.pdf"
    release()
    with transaction(services().engine) as own:
        values = actions.lembar(own, actor, queries.surat_of(own, actor, surat_id), kota=services().settings.nama_kota)
    return own_pdf(document.render(values), name=name)
