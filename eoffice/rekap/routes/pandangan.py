"""What somebody can see, told to an administrator who has a reason to ask; counts only, and noted in the trail."""

from flask import Response, make_response, render_template, request

from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.errors import Invalid, NotFound
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Pegawai
from eoffice.pengguna import policy
from eoffice.rekap import actions
from eoffice.rekap.queries import pandangan as queries
from eoffice.rekap.routes.blueprint import routes
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.errors import refused
from eoffice.web.fields import reading
from eoffice.web.session import session


def _pegawai(pegawai_id: int) -> Pegawai:
    require(policy.may(current_actor(), Action.KELOLA_PENGGUNA))
    found = session().get(Pegawai, pegawai_id)
    if found is None:
        raise NotFound("Orang itu tidak ditemukan.")
    return found


@routes.get("/pengguna/<int:pegawai_id>/pandangan")
@needs(Action.KELOLA_PENGGUNA)
def tanya_pandangan(pegawai_id: int) -> str:
    """Ask for the reason first."""
    return render_template("rekap/pandangan.html", pegawai=_pegawai(pegawai_id), hasil=None, nilai={}, salah={})


@routes.post("/pengguna/<int:pegawai_id>/pandangan")
@needs(Action.KELOLA_PENGGUNA)
@limited("pandangan", 60, per=3600)
def pandangan(pegawai_id: int) -> Response:
    """Tell it, and note who asked and why (AUD-01)."""
    pegawai = _pegawai(pegawai_id)
    try:
        with reading(request.form) as f:
            alasan = f.text("alasan", "Alasan", min=5, max=300)
    except Invalid as error:
        return refused(error, "rekap/pandangan.html", pegawai=pegawai, hasil=None)
    actions.catat_pandangan(session(), current_actor(), pegawai, alasan)
    try:
        actor = organisasi.actor_for(session(), pegawai.id)
    except NotFound:
        page = render_template("rekap/pandangan.html", pegawai=pegawai, hasil=None, kosong=True, nilai={}, salah={})
        return make_response(page)
    return make_response(
        render_template(
            "rekap/pandangan.html",
            pegawai=pegawai,
            hasil=queries.pandangan(session(), actor),
            melayani=queries.served(session(), actor),
            alasan=alasan,
            nilai={},
            salah={},
        )
    )
