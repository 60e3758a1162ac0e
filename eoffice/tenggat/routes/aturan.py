"""The rules of reminding: what holds, every version, and the form of a new one."""

from typing import Any

from flask import Response, flash, render_template, request

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.errors import Invalid
from eoffice.organisasi import kalender
from eoffice.tenggat import actions, forms, policy, queries
from eoffice.tenggat.routes.blueprint import routes
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import see
from eoffice.web.errors import refused
from eoffice.web.pages import tanggal
from eoffice.web.session import session


def _context() -> dict[str, Any]:
    return {
        "aturan": queries.aturan(session()),
        "batas": kalender.berlaku(session()).batas_pada(clock.today()),
        "riwayat": queries.aturan_rows(session()),
        "hari_ini": clock.today(),
    }


@routes.get("/organisasi/kalender/pengingat")
@needs(Action.ATUR_TENGGAT)
def aturan() -> str:
    """When people are reminded and who hears next."""
    require(policy.may_atur(current_actor()))
    return render_template("tenggat/aturan.html", nilai={}, salah={}, **_context())


@routes.post("/organisasi/kalender/pengingat")
@needs(Action.ATUR_TENGGAT)
def tetapkan() -> Response:
    """Set a version."""
    try:
        made = actions.tetapkan(session(), current_actor(), forms.aturan(request.form))
    except Invalid as error:
        session().rollback()
        return refused(error, "tenggat/aturan.html", **_context())
    flash(f"Aturan pengingat berlaku mulai {tanggal(made.berlaku_sejak)}.")
    return see("/organisasi/kalender/pengingat")
