"""The desk of a jabatan as its operator sees it."""

from flask import render_template

from eoffice.akses.rights import Action
from eoffice.errors import NotFound
from eoffice.perwakilan import policy, queries
from eoffice.perwakilan.routes.blueprint import LABEL_HAK, routes
from eoffice.surat_masuk.states import LABEL
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import number
from eoffice.web.session import session


@routes.get("/perwakilan/meja/<int:jabatan_id>")
@needs(Action.PERWAKILAN)
def meja(jabatan_id: int) -> str:
    """Surat of a jabatan, as far as the mandate reaches. Without one there is no such page (OTR-04)."""
    actor = current_actor()
    if not policy.may_open_desk(actor, jabatan_id):
        raise NotFound("Meja itu tidak ditemukan.")
    before = number("sebelum")
    rows = queries.desk(session(), actor, jabatan_id, before=before)
    return render_template(
        "perwakilan/meja.html",
        jabatan=queries.jabatan(session(), jabatan_id),
        hak=[LABEL_HAK[h] for h in queries.rights_at(actor, jabatan_id)],
        daftar=rows,
        label=LABEL,
        awal=before is not None,
        lanjut=rows[-1].id if len(rows) == queries.PAGE else None,
    )
