"""Naskah terkait: a fragment that the page of a record fetches when it comes into view, or a page of its own."""

from flask import render_template, request

from eoffice.akses.rights import Action
from eoffice.pencarian import terkait
from eoffice.pencarian.routes.blueprint import routes
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.session import session


@routes.get("/cari/terkait/naskah/<int:naskah_id>")
@needs(Action.BACA)
@limited("terkait", 120, per=60)
def naskah(naskah_id: int) -> str:
    """Of a naskah."""
    return _page(terkait.naskah(session(), current_actor(), naskah_id), f"/naskah/{naskah_id}")


@routes.get("/cari/terkait/surat-masuk/<int:surat_id>")
@needs(Action.BACA_SURAT)
@limited("terkait", 120, per=60)
def surat(surat_id: int) -> str:
    """Of a surat masuk."""
    return _page(terkait.surat(session(), current_actor(), surat_id), f"/surat-masuk/{surat_id}")


def _page(found: list[terkait.Terkait], balik: str) -> str:
    if request.headers.get("HX-Request"):
        return render_template("pencarian/_terkait.html", terkait=found)
    return render_template("pencarian/terkait.html", terkait=found, balik=balik)
