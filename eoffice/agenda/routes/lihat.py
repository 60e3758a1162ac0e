"""An agenda by week or day, or those that somebody looks after as a list."""

from datetime import date, timedelta
from typing import Final

from flask import render_template, request

from eoffice import clock
from eoffice.agenda import policy, queries, tampil
from eoffice.agenda.routes.blueprint import routes
from eoffice.agenda.states import LABEL_SEBAB
from eoffice.akses.rights import Action
from eoffice.organisasi import kalender
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import number
from eoffice.web.session import session

CARA: Final = {"minggu": "Minggu", "hari": "Hari", "daftar": "Daftar"}
#: Days of the list.
DAFTAR: Final = 14


def chosen_day() -> date:
    try:
        day = date.fromisoformat(request.args.get("tanggal", ""))
    except ValueError:
        return clock.today()
    return day if date(2000, 1, 1) <= day <= date(2100, 1, 1) else clock.today()


@routes.get("/acara")
@needs(Action.BACA_AGENDA)
def lihat() -> str:
    """One agenda by week or day, or all that the actor looks after as a list."""
    actor, day = current_actor(), chosen_day()
    cara = request.args.get("tampil", "")
    cara = cara if cara in CARA else "minggu"
    offered = queries.agendas(session(), actor)
    wanted = number("jabatan")
    chosen = next((j for j in offered if j.id == wanted), offered[0] if offered else None)
    if cara == "minggu":
        dari, sampai = tampil.pekan(day)
    elif cara == "hari":
        dari = sampai = day
    else:
        dari, sampai = day, day + timedelta(days=DAFTAR - 1)
    ids = None if cara == "daftar" else [chosen.id] if chosen is not None else []
    rows = queries.between(session(), actor, dari, sampai, jabatan_ids=ids)
    calendar = kalender.berlaku(session()).untuk(actor.opd_id)
    step = timedelta(days=(sampai - dari).days + 1)
    tail = f"&jabatan={chosen.id}" if chosen is not None else ""

    def address(to: date, how: str = cara) -> str:
        return f"/acara?tampil={how}&tanggal={to.isoformat()}{tail}"

    return render_template(
        "agenda/lihat.html",
        cara=cara,
        tab=[(label, address(day, key), key == cara) for key, label in CARA.items()],
        hari=tampil.hari(rows, dari, sampai, calendar),
        judul=tampil.judul_pekan(dari, sampai) if dari != sampai else "",
        dari=dari,
        jabatan=offered,
        dipilih=chosen,
        tanggal=day,
        sebelum=address(dari - step),
        sesudah=address(dari + step),
        hari_ini=address(clock.today()),
        alamat=address,
        boleh_catat=chosen is not None
        and bool(policy.may_note(actor, chosen.id, chosen.unit.opd_id or chosen.unit_id)),
        sebab=LABEL_SEBAB,
    )
