"""Giving and revoking mandates of operators."""

from datetime import date
from typing import Any

from flask import Response, flash, render_template, request

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.db import transaction
from eoffice.errors import Conflict, Invalid
from eoffice.organisasi.models import Jabatan
from eoffice.perwakilan import actions, forms, policy, queries
from eoffice.perwakilan.routes.blueprint import LABEL_HAK, LABEL_SIFAT, asked_post, confirm, routes, same_version
from eoffice.perwakilan.routes.penunjukan import chosen
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import see, settled
from eoffice.web.errors import refused
from eoffice.web.session import release, services, session


def _context(jabatan: Jabatan) -> dict[str, Any]:
    today = clock.today()
    return {
        "jabatan": jabatan,
        "hak": [(str(k), v) for k, v in LABEL_HAK.items()],
        "dipilih": request.form.getlist("hak") or ["baca"],
        "sifat": [(str(k), v) for k, v in LABEL_SIFAT.items()],
        "hari": today,
        "akhir_tahun": date(today.year, 12, 31),
    }


@routes.get("/perwakilan/mandat/baru")
@needs(Action.BERI_MANDAT)
def beri_formulir() -> str:
    """The empty form of a leader."""
    jabatan = asked_post()
    require(policy.may(current_actor(), Action.BERI_MANDAT, jabatan))
    return render_template("perwakilan/mandat.html", **_context(jabatan), salah={}, nilai={}, pesan="", terpilih=[])


@routes.post("/perwakilan/mandat")
@needs(Action.BERI_MANDAT, own_transactions=True)
@limited("sandi", 10, per=60)
def beri() -> Response:
    """Give it, after the password."""
    actor = current_actor()
    raw = request.form.get("jabatan_id", "")
    mine = raw if raw.isdigit() and raw.isascii() and len(raw) < 19 else "0"
    jabatan = queries.jabatan(session(), int(mine))
    require(policy.may(actor, Action.BERI_MANDAT, jabatan))
    try:
        isian, typed = forms.mandat(request.form)
        confirm(typed, untuk="perwakilan.beri_mandat")
        with transaction(services().engine) as own:
            made = actions.beri(own, current_actor(), isian)
            flash(
                f"{made.pegawai.nama} kini operator {made.jabatan.nama}; ia bertindak atas namanya sendiri, a.n. Anda."
            )
            return settled(own, see("/perwakilan"))
    except (Invalid, Conflict) as error:
        release()
        jabatan = queries.jabatan(session(), jabatan.id)
        return refused(error, "perwakilan/mandat.html", **_context(jabatan), terpilih=chosen("pegawai_id"))


@routes.post("/perwakilan/mandat/<int:mandat_id>/cabut")
@needs(Action.PERWAKILAN)
def cabut(mandat_id: int) -> Response:
    """Take it away; the next click of the operator finds nothing any more."""
    actor = current_actor()
    row = queries.get(session(), queries.visible_mandat(actor), mandat_id)
    same_version(row.version, forms.versi(request.form))
    actions.cabut(session(), actor, row)
    flash("Mandat dicabut; operator itu tidak lagi melihat surat jabatan ini.")
    return see("/perwakilan")
