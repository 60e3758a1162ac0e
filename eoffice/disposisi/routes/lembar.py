"""The lembar disposisi as PDF: looked at, printed, taken along to be printed, or only kept."""

from typing import Final

from flask import Response, request

from eoffice.akses.rights import Action
from eoffice.db import transaction
from eoffice.disposisi import actions, document, queries
from eoffice.disposisi.routes.blueprint import load_surat, routes
from eoffice.surat_masuk import actions as surat_masuk
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import see
from eoffice.web.cetakan import Cara, cetakan
from eoffice.web.files import own_pdf
from eoffice.web.opening import noted
from eoffice.web.session import release, services, session

LEMBAR: Final = 1
"""Pages of the form as the paper account counts it; a continuation of a long chain is left out."""


def _pdf(surat_id: int) -> tuple[bytes, str]:
    """The sheet with as much of the chain as the reader may see; noted in the trail before the first byte (AUD-02)."""
    actor, surat = current_actor(), load_surat(surat_id)
    name = f"Lembar disposisi agenda {surat.nomor_agenda}-{surat.tahun}.pdf"
    release()
    with transaction(services().engine) as own:
        values = actions.lembar(own, actor, queries.surat_of(own, actor, surat_id), kota=services().settings.nama_kota)
    return document.render(values), name


@routes.get("/surat-masuk/<int:surat_id>/lembar-disposisi.pdf")
@needs(Action.BACA_SURAT, own_transactions=True)
def lembar(surat_id: int) -> Response:
    """The sheet in the browser's viewer."""
    content, name = _pdf(surat_id)
    return own_pdf(content, name=name, inline=request.args.get("unduh") != "1")


@routes.get("/surat-masuk/<int:surat_id>/lembar-disposisi/unduh")
@needs(Action.BACA_SURAT, own_transactions=True)
def unduh_lembar(surat_id: int) -> Response:
    """A plain download; it is counted, and the record is written before the bytes leave."""
    actor = current_actor()
    content, name = _pdf(surat_id)
    noted(lambda own: surat_masuk.catat_unduh(own, actor, queries.surat_of(own, actor, surat_id), lembar=LEMBAR))
    return own_pdf(content, name=name, inline=False)


@routes.post("/surat-masuk/<int:surat_id>/lembar-disposisi/cetak")
@needs(Action.BACA_SURAT)
def cetak_lembar(surat_id: int) -> Response:
    """Count the copies of the form, then open it for printing, or send it to be printed elsewhere."""
    surat = load_surat(surat_id)
    asked = cetakan(request.form)
    surat_masuk.catat_cetak(session(), current_actor(), surat, asked, lembar=LEMBAR)
    return see(f"/surat-masuk/{surat_id}/lembar-disposisi.pdf" + ("" if asked.cara is Cara.CETAK else "?unduh=1"))
