"""An agenda elsewhere: one appointment as a file, and the private address that a phone subscribes."""

from flask import Response, flash, render_template

from eoffice import clock
from eoffice.agenda import actions, ics, queries, tampil
from eoffice.agenda.routes.blueprint import routes
from eoffice.akses.rights import Action
from eoffice.organisasi import queries as organisasi
from eoffice.web.access import current_actor, limited, needs, public
from eoffice.web.answers import see
from eoffice.web.files import filename_header
from eoffice.web.session import services, session


@routes.get("/acara/<int:peserta_id>.ics")
@needs(Action.BACA_AGENDA)
def satu_ics(peserta_id: int) -> Response:
    """One appointment as a file for another calendar."""
    row = queries.get(session(), current_actor(), peserta_id)
    events = [tampil.kejadian(row, services().settings.base_url)]
    return _calendar(events, "Acara e-Office", f"Acara {clock.wib(row.acara.mulai_at):%Y-%m-%d}.ics")


@routes.get("/acara/langganan")
@needs(Action.AKUN_SENDIRI)
def langganan() -> str:
    """How to have the own agenda on one's phone."""
    return render_template(
        "agenda/langganan.html", langganan=queries.langganan(session(), current_actor().pegawai_id), alamat=""
    )


@routes.post("/acara/langganan")
@needs(Action.AKUN_SENDIRI, repeatable=True)
def langgani() -> str:
    """A new address, shown this once; asked twice, the second one holds."""
    token = actions.langgani(session(), current_actor())
    address = f"{services().settings.base_url}/acara/umpan/{token}.ics"
    kept = queries.langganan(session(), current_actor().pegawai_id)
    return render_template("agenda/langganan.html", langganan=kept, alamat=address)


@routes.post("/acara/langganan/cabut")
@needs(Action.AKUN_SENDIRI)
def cabut_langganan() -> Response:
    """The address stops working."""
    actions.cabut(session(), current_actor())
    flash("Alamat langganan dicabut; kalender di luar tidak lagi menerima agenda Anda.")
    return see("/acara/langganan")


@routes.get("/acara/umpan/<token>.ics")
@public
@limited("umpan_agenda", 60, per=60)
def umpan(token: str) -> Response:
    """What a subscribed calendar reads; whoever knows the address sees it, so nothing above Biasa is named."""
    row = queries.pelanggan(session(), token)
    held = organisasi.held_by(session(), row.pegawai_id)
    found = queries.of_person(session(), [p.jabatan_id for p in held])
    base = services().settings.base_url
    return _calendar([tampil.kejadian(each, base) for each in found], "Agenda e-Office", "")


def _calendar(events: list[ics.Kejadian], nama: str, berkas: str) -> Response:
    answer = Response(ics.kalender(events, nama=nama), content_type="text/calendar; charset=utf-8")
    answer.headers["Cache-Control"] = "no-store"
    if berkas:
        answer.headers["Content-Disposition"] = filename_header(berkas)
    return answer
