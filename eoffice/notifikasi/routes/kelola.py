"""For administrators: whether the channels work, and what could not be delivered. Never what a message said."""

from flask import Response, flash, render_template

from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.notifikasi import actions, policy, queries
from eoffice.notifikasi.routes.blueprint import routes
from eoffice.notifikasi.states import Keadaan
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import see
from eoffice.web.session import services, session

LABEL = {
    Keadaan.ANTRE: "menunggu",
    Keadaan.DIKIRIM: "sedang dikirim",
    Keadaan.TERKIRIM: "terkirim",
    Keadaan.BATAL: "tidak perlu lagi",
    Keadaan.DITOLAK: "ditolak",
    Keadaan.GAGAL: "gagal",
}


@routes.get("/notifikasi/kelola")
@needs(Action.KEADAAN_SISTEM)
def kelola() -> str:
    """The state of the channels."""
    require(policy.may_manage(current_actor()))
    settings = services().settings
    return render_template(
        "notifikasi/kelola.html",
        surel=settings.surel,
        dorong=settings.dorong,
        layanan=settings.dorong_layanan,
        banyak=queries.banyak_kiriman(session()),
        label=LABEL,
        masalah=queries.kiriman_bermasalah(session()),
    )


@routes.post("/notifikasi/kelola/<int:kiriman_id>/ulang")
@needs(Action.KEADAAN_SISTEM)
def ulang(kiriman_id: int) -> Response:
    """Try one again."""
    actions.kirim_ulang(session(), current_actor(), kiriman_id)
    flash("Kiriman itu dicoba lagi.")
    return see("/notifikasi/kelola")
