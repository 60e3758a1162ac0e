"""Where writing begins: the jenis, or a ready template with its preview."""

from typing import Final

from flask import Response, render_template, request

from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.naskah import actions, jenis, policy, templat
from eoffice.naskah.routes.blueprint import routes
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import see
from eoffice.web.session import session

#: Groups on the page that begins a naskah, those used every day first.
KELOMPOK: Final = [(kode, jenis.KELOMPOK[kode]) for kode in ("korespondensi", "arahan", "khusus", "lainnya")]


@routes.get("/baru")
@needs(Action.BUAT)
def baru() -> str:
    """Templates of the own office, and one card for each jenis."""
    actor = current_actor()
    require(policy.may_begin(actor))
    found = templat.daftar(session(), actor)
    return render_template(
        "naskah/baru.html",
        jenis=jenis.DITULIS,
        kelompok=KELOMPOK,
        templat=sorted(found, key=lambda t: (-t.dipakai, t.nama))[:6],
        banyak_templat=len(found),
        nama_jenis={j.kode: j.nama for j in jenis.JENIS.values()},
    )


@routes.post("/baru")
@needs(Action.BUAT)
def buat() -> Response:
    """Begin a konsep."""
    kode = request.form.get("jenis") or request.args.get("jenis", "")
    naskah = actions.buat(session(), current_actor(), kode[:40])
    return see(f"/naskah/{naskah.id}/sunting")
