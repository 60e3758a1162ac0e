"""From the city down: kelompok, perangkat daerah, unit kerja, and there the list of naskah by right; it ends at the unit."""

from datetime import timedelta
from typing import Any

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.errors import NotFound
from eoffice.laporan import policy, queries
from eoffice.laporan.adopsi import DEFINISI, Hitung, Tahap
from eoffice.laporan.queries import adopsi
from eoffice.laporan.queries import unit as queries_unit
from eoffice.laporan.routes.blueprint import forward, routes
from eoffice.laporan.states import Rentang, month_start
from eoffice.laporan.tampil import adopsi as tampil_adopsi
from eoffice.laporan.tampil import opd as tampil
from eoffice.laporan.tampil.pandangan import Pandangan, pandangan
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Unit
from eoffice.web.access import current_actor, needs
from eoffice.web.session import services, session


def _pandangan() -> Pandangan:
    forward()
    return pandangan(session(), services().engine, services().pepper)


def _masa() -> Rentang:
    today = clock.today()
    return Rentang(month_start(today, 2), today + timedelta(days=1))


@routes.get("/opd")
@needs(Action.LAPORAN_OPD)
def opd_sendiri() -> Response:
    """The own perangkat daerah."""
    actor = current_actor()
    reach = policy.reach(actor)
    if reach is None:
        return redirect("/dasbor", 303)
    require(policy.may(actor, Action.LAPORAN_OPD, actor.opd_id if actor.opd_id in reach else min(reach, default=None)))
    return redirect(f"/laporan/opd/{actor.opd_id if actor.opd_id in reach else min(reach)}", 303)


@routes.get("/opd/<int:opd_id>")
@needs(Action.LAPORAN_OPD, own_transactions=True)
def opd_ringkas(opd_id: int) -> str:
    """One perangkat daerah for its head: the same figures, what to do next, and its units."""
    actor = current_actor()
    require(policy.may(actor, Action.LAPORAN_OPD, opd_id))
    view = _pandangan()
    state = next((each for each in view.r.kota.opd if each.opd == opd_id), None)
    if state is None:
        raise NotFound("Perangkat daerah tidak ditemukan.")
    today, now = clock.today(), clock.now()
    return render_template(
        "laporan/opd_ringkas.html",
        r=view.r,
        state=state,
        kartu=tampil.kartu(view.r, state),
        hambatan=[(each.karena, each.usul, each.pemilik) for each in state.sebab],
        peringatan=[row for row in adopsi.peringatan(session(), opd_id) if row.nilai.tampak(today)],
        langkah=tampil.langkah(view.r, state, actor),
        unit=queries_unit.per_unit(session(), opd_id, _masa(), now, hari_ini=today),
        masa=_masa(),
        kelompok=state.kelompok,
        boleh_kota=policy.may(actor, Action.LAPORAN_KOTA),
        definisi=DEFINISI,
        keadaan=queries.keadaan(session()),
    )


@routes.get("/kelompok")
@needs(Action.LAPORAN_KOTA, own_transactions=True)
def kelompok() -> str:
    """The perangkat daerah of one kelompok beside each other, with paper brought to a common size."""
    require(policy.may(current_actor(), Action.LAPORAN_KOTA))
    view = _pandangan()
    groups = sorted({each.kelompok for each in view.r.opd})
    chosen = request.args.get("nama", groups[0] if groups else "")
    rows = [each for each in view.r.kota.opd if each.kelompok == chosen]
    if not rows:
        raise NotFound("Kelompok tidak ditemukan.")
    return render_template(
        "laporan/kelompok.html",
        r=view.r,
        chosen=chosen,
        tab=[(each.capitalize(), f"/laporan/kelompok?nama={each}", each == chosen) for each in groups],
        baris=[_baris(view, each) for each in rows],
        tahap=list(Tahap),
        definisi=DEFINISI,
        keadaan=queries.keadaan(session()),
    )


def _baris(view: Pandangan, state: Any) -> dict[str, Any]:
    r, opd = view.r, int(state.opd)
    people = len(r.kota.staf[opd].wajib) if opd in r.kota.staf else 0
    return {
        "opd": opd,
        "nama": state.nama,
        "tahap": state.kedudukan.tahap,
        "waspada": state.kedudukan.waspada,
        "m": tampil_adopsi.Bagian(r.tiga.get(opd, tampil.KOSONG)),
        "lewat": r.tertunda[opd].lewat if opd in r.tertunda else 0,
        "kertas": tampil.ternormal(r.kertas_opd.get(opd), r.terbit_tahun.get(opd, Hitung()).lahir_digital, people),
    }


@routes.get("/unit/<int:unit_id>")
@needs(Action.LAPORAN_OPD)
def unit(unit_id: int) -> str:
    """One unit kerja: its numbers unless few people stand behind them, and what the reader may open."""
    actor = current_actor()
    found = session().get(Unit, unit_id)
    if found is None or found.opd_id is None or not policy.may(actor, Action.LAPORAN_OPD, found.opd_id):
        raise NotFound("Unit kerja tidak ditemukan.")
    today, now, span = clock.today(), clock.now(), _masa()
    rows = queries_unit.per_unit(session(), found.opd_id, span, now, hari_ini=today)
    names = {unit.id: unit.nama for unit in organisasi.all_opd(session())}
    return render_template(
        "laporan/unit.html",
        unit=found,
        nama_opd=names.get(found.opd_id, ""),
        ini=next(each for each in rows if each.id == unit_id),
        bawahan=[each for each in rows if each.induk_id == unit_id],
        butir=queries_unit.butir(session(), actor, unit_id, span, now),
        masa=span,
    )
