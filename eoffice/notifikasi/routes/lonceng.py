"""The bell: how many notices are unread, asked by every open page; and reading by opening what a notice is about."""

from typing import Any, Final

from flask import Flask, Response, g, jsonify, make_response, request

from eoffice import clock
from eoffice.akun import queries as akun
from eoffice.akun.login import cookies, limits_of
from eoffice.db import reading, transaction
from eoffice.notifikasi import actions, queries
from eoffice.notifikasi.port import Lihat
from eoffice.notifikasi.routes.blueprint import routes
from eoffice.notifikasi.states import RUPA
from eoffice.web import log
from eoffice.web.access import current_akun, public, signed_in
from eoffice.web.session import services, session

#: What the number in the address of a page names, as notices call it.
HALAMAN: Final = {"naskah_id": "naskah", "surat_id": "surat", "penerima_id": "disposisi"}


@routes.get("/notif")
@public
def notif() -> Response:
    """The count, or 304 when nothing changed since. Cheap: one statement, no actor, and the session is not prolonged."""
    raw, parts = request.cookies.get(cookies().sesi, ""), services()
    if not 40 <= len(raw) <= 64:
        return make_response(jsonify(pesan="Sesi berakhir."), 401)
    with reading(parts.engine) as own:
        found = queries.lonceng(own, akun.digest(raw), clock.now(), **limits_of(parts))
        if found is None:
            return make_response(jsonify(pesan="Sesi berakhir."), 401)
        pegawai_id, unread, seri = found
        tag = f"{pegawai_id}-{seri}"
        if request.if_none_match.contains(tag):
            answer = make_response("", 304)
        else:
            newest = queries.terbaru(own, pegawai_id) if unread else None
            words = RUPA[newest.kabar].kalimat if newest is not None else ""
            answer = make_response(jsonify(jumlah=unread, seri=seri, pesan=words))
    answer.set_etag(tag)
    return answer


def pasang(app: Flask, lihat: Lihat) -> None:
    """Give every page its bell, and take what is opened as read."""
    app.extensions["eoffice_lihat"] = lihat
    app.context_processor(_bell)
    app.after_request(_opened)


def _bell() -> dict[str, Any]:
    """The count as it is once this page has been read."""
    if g.get("failing") or not signed_in():
        return {}
    actor = current_akun().actor
    if actor is None:
        return {}
    unread: int = current_akun().kabar
    if unread and request.method == "GET":
        named = request.view_args or {}
        ids = [
            one
            for name, objek in HALAMAN.items()
            if isinstance(named.get(name), int)
            for one in queries.terbuka_pada(session(), actor.pegawai_id, objek, named[name])
        ]
        unread -= len(ids)
        if ids:
            g.kabar_dibuka = (actor.pegawai_id, ids)
    return {"notif_jumlah": max(0, unread)}


def _opened(response: Response) -> Response:
    opened = g.pop("kabar_dibuka", None)
    if opened is None or response.status_code != 200 or "X-Latar" in request.headers:
        return response
    try:
        with transaction(services().engine) as own:
            actions.baca(own, opened[0], opened[1])
    except Exception as error:  # the page is there; that its notice stays unread is no reason to refuse it
        log.warn("kabar_belum_ditandai", error=type(error).__name__)
    return response
