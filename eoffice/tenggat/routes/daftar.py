"""What is late: what I owe, and what others owe me."""

from flask import Response, flash, render_template, request

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.db import count
from eoffice.errors import Conflict
from eoffice.organisasi import waktu
from eoffice.tenggat import actions, policy, queries
from eoffice.tenggat.models import Tenggat
from eoffice.tenggat.routes.blueprint import routes
from eoffice.tenggat.states import Dasar, Jenis
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import see
from eoffice.web.session import session

TAB = {"tegur": "Perlu saya tegur", "saya": "Lewat pada saya"}


def _lewat(row: Tenggat) -> int:
    """Working days past its limit, by the calendar of its perangkat daerah; at least one."""
    calendar = queries.kalender_opd(session(), row.opd_id)
    limit = row.batas_at or clock.now()
    return max(1, waktu.hari_kerja_antara(calendar, clock.wib(limit).date(), clock.today()))


@routes.get("/tenggat")
@needs(Action.BERANDA)
def daftar() -> str:
    """Both lists; who was only told upwards sees number and age."""
    actor, tab = current_actor(), request.args.get("tab", "tegur")
    tab = tab if tab in TAB else "tegur"
    lists = {"saya": queries.lewat(actor), "tegur": queries.tegur(actor)}
    rows = queries.listed(session(), lists[tab])
    shown = [
        {
            "t": row,
            "baca": policy.reads(actor, row),
            "url": _url(row),
            "hari": _lewat(row),
            "apa": _apa(row),
            "ingatkan": policy.may_ingatkan(actor, row) if tab == "tegur" else None,
        }
        for row in rows
    ]
    tabs = [(label, f"/tenggat?tab={key}", key == tab, count(session(), lists[key])) for key, label in TAB.items()]
    return render_template("tenggat/daftar.html", tab=tab, tabs=tabs, daftar=shown)


def _url(row: Tenggat) -> str:
    return f"/disposisi/{row.penerima_id}/jam" if row.penerima_id is not None else f"/surat-masuk/{row.surat_id}/jam"


def _apa(row: Tenggat) -> str:
    if row.jenis is Jenis.SURAT:
        return "Menunggu disposisi" if row.dasar is Dasar.DISPOSISI_PERTAMA else "Surat"
    return "Laporan menunggu diperiksa" if row.dasar is Dasar.PEMERIKSAAN else "Disposisi"


@routes.post("/tenggat/<int:tenggat_id>/ingatkan")
@needs(Action.INGATKAN)
def ingatkan(tenggat_id: int) -> Response:
    """Remind the holder of one of them now."""
    actor = current_actor()
    found = queries.seen(session(), actor, tenggat_id)
    try:
        who = actions.ingatkan(session(), actor, found)
        flash(f"{who} diingatkan." if policy.reads(actor, found) else "Pemegangnya diingatkan.")
    except Conflict as error:
        session().rollback()
        known = policy.reads(actor, found)  # who was only told upwards does not learn whose desk it is
        flash(
            str(error) if known else "Pengingat tidak terkirim: pemegangnya sudah diingatkan hari ini, atau kosong.",
            "warn",
        )
    return see("/tenggat?tab=tegur")
