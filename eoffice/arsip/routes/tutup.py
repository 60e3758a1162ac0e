"""Many berkas closed in one step: what will happen to each is shown first."""

from typing import Any

from flask import Response, flash, make_response, render_template, request

from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.arsip import actions, forms, policy, queries
from eoffice.arsip.actions import Tertutup
from eoffice.arsip.routes.blueprint import routes
from eoffice.arsip.states import BERKAS_DITUTUP, SEJAK_LABEL
from eoffice.errors import Invalid
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import see
from eoffice.web.errors import refused
from eoffice.web.session import session


def _chosen(ids: list[int]) -> dict[str, Any]:
    """What was ticked, as far as the actor may know of it: what can be closed, and what cannot with the reason."""
    actor = current_actor()
    rows = queries.beberapa(session(), actor, ids)
    verdicts = [(b, policy.may_close(actor, b)) for b in rows]
    return {
        "dapat": [(b, b.pemicu == BERKAS_DITUTUP) for b, may in verdicts if may],
        "tidak": [(b, may.alasan) for b, may in verdicts if not may],
        "sejak": [(str(key), *said) for key, said in SEJAK_LABEL.items()],
        "tak_bertanggal": [b for b, may in verdicts if may and b.kurun_sampai is None],
    }


@routes.get("/arsip/tutup")
@needs(Action.KELOLA_BERKAS)
def tutup_pilihan() -> str:
    """What was ticked in the list, before anything happens."""
    require(policy.may_open(current_actor()))
    asked = _chosen(forms.pilih(request.args))
    return render_template("arsip/tutup.html", errors={}, nilai={}, hasil=None, **asked)


@routes.post("/arsip/tutup")
@needs(Action.KELOLA_BERKAS)
def tutup_banyak() -> Response:
    """Close them, each by itself."""
    require(policy.may_open(current_actor()))
    ids = forms.pilih(request.form)
    try:
        sejak, day = forms.sejak_tutup(request.form)
        if not ids:
            raise Invalid("Belum ada berkas yang dipilih.", {"pilih": "Centang berkas pada daftar berkas dahulu."})
    except Invalid as error:
        return refused(error, "arsip/tutup.html", hasil=None, **_chosen(ids))
    done = actions.tutup_banyak(session(), current_actor(), ids, sejak, day)
    if done.ditolak:
        left = _chosen([berkas_id for berkas_id, _, _ in done.ditolak])
        return make_response(render_template("arsip/tutup.html", errors={}, nilai=request.form, hasil=done, **left))
    flash(_said(done))
    return see("/arsip?tahap=menunggu_pemicu" if done.menunggu and not done.berjalan else "/arsip")


def _said(done: Tertutup) -> str:
    many = len(done.berjalan) + len(done.menunggu)
    waits = f" {len(done.menunggu)} di antaranya menunggu tanggal pemicunya." if done.menunggu else ""
    return f"{many} berkas ditutup.{waits}"
