"""Redirects during leave."""

from typing import Any

from flask import Response, flash, render_template, request

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.db import transaction
from eoffice.errors import Conflict, Invalid
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Jabatan
from eoffice.organisasi.states import CaraAlih, SebabPergi
from eoffice.perwakilan import actions, forms, policy, queries
from eoffice.perwakilan.routes.blueprint import LABEL_CARA, LABEL_SEBAB, asked_post, confirm, routes, same_version
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import see, settled
from eoffice.web.errors import refused
from eoffice.web.session import release, services, session


def _context(jabatan: Jabatan) -> dict[str, Any]:
    raw = request.form.get("ke_jabatan_id", "")
    chosen = (
        organisasi.jabatan_by_id(session(), int(raw)) if raw.isascii() and raw.isdigit() and len(raw) < 19 else None
    )
    return {
        "jabatan": jabatan,
        "cara": [(str(c), LABEL_CARA[c]) for c in CaraAlih],
        "sebab": [(str(k), v) for k, v in LABEL_SEBAB.items() if k is not SebabPergi.LOWONG],
        "hari": clock.today(),
        "terpilih": [(chosen.id, chosen.nama)] if chosen is not None else [],
    }


@routes.get("/perwakilan/pengalihan/baru")
@needs(Action.ALIHKAN_SURAT)
def alihkan_formulir() -> str:
    """The empty form for one jabatan."""
    jabatan = asked_post()
    require(policy.may(current_actor(), Action.ALIHKAN_SURAT, jabatan))
    return render_template("perwakilan/alihkan.html", **_context(jabatan), salah={}, nilai={}, pesan="")


@routes.post("/perwakilan/pengalihan")
@needs(Action.ALIHKAN_SURAT, own_transactions=True)
@limited("sandi", 10, per=60)
def alihkan() -> Response:
    """Redirect what will arrive, after the password."""
    actor = current_actor()
    raw = request.form.get("jabatan_id", "")
    jabatan = queries.jabatan(session(), int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 19 else 0)
    require(policy.may(actor, Action.ALIHKAN_SURAT, jabatan))
    try:
        isian, typed = forms.pengalihan(request.form)
        confirm(typed, untuk="perwakilan.alihkan")
        with transaction(services().engine) as own:
            made = actions.alihkan(own, actor, isian)
            flash(
                f"Surat baru dialihkan ke {made.ke_jabatan.nama} pada tanggal itu; pengirim diberi tahu lebih dahulu."
            )
            return settled(own, see("/perwakilan"))
    except (Invalid, Conflict) as error:
        release()
        return refused(error, "perwakilan/alihkan.html", **_context(queries.jabatan(session(), jabatan.id)))


@routes.post("/perwakilan/pengalihan/<int:pengalihan_id>/hentikan")
@needs(Action.ALIHKAN_SURAT)
def hentikan(pengalihan_id: int) -> Response:
    """End it now."""
    actor = current_actor()
    row = queries.get(session(), queries.visible_pengalihan(actor), pengalihan_id)
    same_version(row.version, forms.versi(request.form))
    actions.hentikan(session(), actor, row)
    flash("Pengalihan dihentikan; surat berikutnya kembali ke jabatan semula.")
    return see("/perwakilan")
