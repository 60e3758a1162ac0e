"""Browsers for web push, and the script that receives in the background."""

from pathlib import Path

from flask import Response, current_app, flash, jsonify, request

from eoffice.akses.rights import Action
from eoffice.errors import Conflict
from eoffice.notifikasi import actions, forms
from eoffice.notifikasi.routes.blueprint import routes
from eoffice.web.access import current_actor, limited, needs, public
from eoffice.web.answers import see
from eoffice.web.session import services, session


@routes.get("/sw.js")
@public
def pekerja_latar() -> Response:
    """The service worker; it must come from the top so that it may open any page."""
    script = Path(current_app.static_folder or "") / "js" / "sw.js"
    answer = Response(script.read_bytes(), mimetype="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@routes.post("/notifikasi/perangkat")
@needs(Action.AKUN_SENDIRI, repeatable=True)
@limited("langganan", 20, per=3600)
def langgan() -> Response:
    """This browser wants push; the body is its subscription as JSON."""
    settings = services().settings
    if not settings.dorong:
        raise Conflict("Pemberitahuan peramban belum dibuka administrator.")
    browser = "".join(c for c in request.headers.get("User-Agent", "") if c.isprintable())
    actions.langgan(
        session(),
        current_actor(),
        forms.langganan(request.get_json()),
        peramban=browser,
        layanan=settings.dorong_layanan,
    )
    return jsonify(pesan="Peramban ini akan diberi tahu.")


@routes.post("/notifikasi/perangkat/<int:langganan_id>/hapus")
@needs(Action.AKUN_SENDIRI)
def lepas(langganan_id: int) -> Response:
    """No more push to a browser."""
    actions.lepas(session(), current_actor(), langganan_id)
    flash("Peramban itu tidak diberi tahu lagi.")
    return see("/notifikasi/pilihan")
