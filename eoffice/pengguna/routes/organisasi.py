"""The organisation as it stands: the tree of units, and one unit with its posts and who holds them."""

from flask import render_template

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.pengguna import queries
from eoffice.pengguna.routes.blueprint import desk, routes
from eoffice.pengguna.routes.orang import BENTUK
from eoffice.web.access import needs
from eoffice.web.session import session


@routes.get("/organisasi")
@needs(Action.KELOLA_ORGANISASI)
def pohon() -> str:
    """All units as a tree."""
    desk(Action.KELOLA_ORGANISASI)
    branches = queries.pohon(session())
    alone = len(branches) <= 1 and not any(b.bawah for b in branches)
    return render_template("pengguna/pohon.html", pohon=branches, kosong_sama_sekali=alone)


@routes.get("/organisasi/<int:unit_id>")
@needs(Action.KELOLA_ORGANISASI)
def unit(unit_id: int) -> str:
    """One unit: what it is, its posts, who holds them, and what lies below."""
    desk(Action.KELOLA_ORGANISASI)
    one = queries.unit(session(), unit_id)
    return render_template(
        "pengguna/unit.html",
        unit=one,
        jabatan=queries.jabatan_of(session(), unit_id),
        bawah=queries.units_below(session(), unit_id),
        bentuk=BENTUK,
        hari=clock.today(),
    )
