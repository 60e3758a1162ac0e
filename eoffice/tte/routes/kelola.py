"""Everybody's certificates, for the administrator: who can sign, whose ends soon, who must be revoked."""

from flask import render_template, request

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.tte import authorities, policy, queries
from eoffice.tte.routes.blueprint import ALASAN, routes
from eoffice.tte.states import AlasanCabut
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import number
from eoffice.web.session import session

#: What the tabs show, by the tone of the state: an end within sixty days, and those who cannot sign.
TAB = {"perlu": "Perlu perhatian", "belum": "Belum dapat menandatangani", "semua": "Semua"}


@routes.get("/sertifikat/kelola")
@needs(Action.KELOLA_PENGGUNA)
def kelola() -> str:
    """Signers and the state of their certificates. Issuing is theirs alone: only they may know the passphrase."""
    require(policy.may_kelola(current_actor()))
    now = clock.now()
    everybody = queries.pemegang(session(), now)
    shown = {
        "perlu": [p for p in everybody if p.perlu_perhatian],
        "belum": [p for p in everybody if p.menjabat and not p.dapat(now)],
        "semua": everybody,
    }
    tab = request.args.get("tab", "perlu")
    tab = tab if tab in shown else "perlu"
    return render_template(
        "tte/kelola.html",
        tab=tab,
        tabs=[(TAB[name], f"/sertifikat/kelola?tab={name}", name == tab, len(rows)) for name, rows in shown.items()],
        pemegang=shown[tab],
        dicabut=number("cabut"),
        kini=now,
        otoritas=authorities.umur(session(), now),
        alasan=[(a.value, ALASAN[a]) for a in AlasanCabut if a is not AlasanCabut.DIGANTI],
    )
