"""What waits where and since when, by unit; by jabatan only for whoever leads the unit (metrik.md 3.6)."""

from collections import defaultdict
from typing import Any

from flask import render_template, request

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.errors import NotFound
from eoffice.laporan.queries.unit import gabungan
from eoffice.naskah.states import Urgensi
from eoffice.organisasi import kalender
from eoffice.rekap import policy
from eoffice.rekap.queries import antrean as queries
from eoffice.rekap.queries import volume
from eoffice.rekap.queries.antrean import Antrean, Kunci
from eoffice.rekap.routes.blueprint import Cakupan, cakupan, routes
from eoffice.rekap.states import LABEL_KELAS, LABEL_TAHAP, Tahap, kata
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import number
from eoffice.web.session import session


def _sum(cells: dict[Kunci, Antrean], key: int) -> dict[Any, Antrean]:
    """The cells added up by one part of their key: 0 the stage, 1 the perangkat daerah, 2 the unit."""
    found: dict[Any, Antrean] = defaultdict(Antrean)
    for at, each in cells.items():
        found[at[key]].join(each)
    return found


def _of_units(cells: dict[Kunci, Antrean], where: Cakupan) -> dict[Kunci, Antrean]:
    if where.opd is None:
        return cells
    units = policy.queue_units(current_actor(), where.opd.id)
    return cells if units is None else {key: each for key, each in cells.items() if key[2] in units}


def _per_unit(cells: dict[Kunci, Antrean], where: Cakupan) -> dict[Kunci, Antrean]:
    """The cells with small units counted under those above them, unless the reader leads them."""
    if where.opd is None or policy.may_see_small_units(current_actor(), where.opd.id):
        return cells
    under = gabungan(session(), where.opd.id, hari_ini=clock.today())
    return queries.digabung(cells, under)


def _by_jabatan(where: Cakupan, edges: list[Any]) -> list[tuple[str, Tahap, Antrean]]:
    """The queue of every jabatan in the units that the reader leads."""
    actor = current_actor()
    if where.opd is None or not actor.memeriksa:
        return []
    cells = queries.antrean(session(), where.ids, edges, rinci="id")
    known = queries.jabatan(session(), (key[2] for key in cells))
    rows = [
        (known[key[2]].nama, key[0], each)
        for key, each in cells.items()
        if key[2] in known and policy.may_see_jabatan(actor, known[key[2]].unit_id)
    ]
    return sorted(rows, key=lambda row: (row[0], list(Tahap).index(row[1])))


@routes.get("/laporan/antrean")
@needs(Action.ANTREAN_UNIT)
def antrean() -> str:
    """The queue of the city, a perangkat daerah, or the own unit."""
    where = cakupan(Action.ANTREAN_UNIT)
    calendar, now = kalender.berlaku(session()), clock.now()
    edges = queries.ambang(calendar.untuk(where.opd.id) if where.opd is not None else calendar, now)
    cells = _of_units(queries.antrean(session(), where.ids, edges), where)
    whole = where.opd is None or policy.queue_units(current_actor(), where.opd.id) is None
    names = (
        {unit.id: unit.nama for unit in volume.units(session(), where.opd.id)}
        if where.opd is not None
        else {unit.id: unit.nama for unit in where.pilihan}
    )
    places = _sum(_per_unit(cells, where), 2 if where.opd is not None else 1)
    late = queries.lewat_menurut_urgensi(session(), where.ids) if whole else {}
    return render_template(
        "rekap/antrean.html",
        cakupan=where,
        opsi_opd=[(unit.id, unit.nama) for unit in where.pilihan],
        tahap=[(t, LABEL_TAHAP[t], _sum(cells, 0).get(t, Antrean())) for t in Tahap],
        tempat=sorted(
            ((key, names.get(key, volume.GABUNGAN), each) for key, each in places.items()),
            key=lambda row: -row[2].jumlah,
        ),
        jabatan=_by_jabatan(where, edges),
        urgensi=[(kata(u), *late[u]) for u in Urgensi if u in late],
        kelas=LABEL_KELAS,
        label=LABEL_TAHAP,
        seluruh_opd=whole,
        unit_digabung=where.opd is not None and not policy.may_see_small_units(current_actor(), where.opd.id),
        pada=now,
    )


@routes.get("/laporan/antrean/<tahap>")
@needs(Action.ANTREAN_UNIT)
def daftar(tahap: str) -> str:
    """The records behind a number, as far as the reader may read them."""
    if tahap not in set(Tahap):
        raise NotFound("Tahap itu tidak ada.")
    where = cakupan(Action.ANTREAN_UNIT)
    actor = current_actor()
    opd = where.opd or next((unit for unit in where.pilihan if unit.id == actor.opd_id), None)
    if opd is None:
        raise NotFound("Pilih perangkat daerahnya lebih dahulu.")
    require(policy.may(actor, Action.ANTREAN_UNIT, opd.id))
    rows = queries.daftar(session(), actor, Tahap(tahap), opd.id, sebelum=number("sebelum"))
    here = f"/laporan/antrean/{tahap}?opd={opd.id}"
    return render_template(
        "rekap/antrean_daftar.html",
        opd=opd,
        judul=LABEL_TAHAP[Tahap(tahap)],
        daftar=rows,
        awal=here if request.args.get("sebelum") else "",
        lanjut=f"{here}&sebelum={rows[-1].id}" if len(rows) == queries.PAGE else "",
    )
