"""Where a figure comes from: the formula with its values put in, and the naskah behind it for whoever may read them."""

from datetime import date, timedelta

from flask import render_template, request

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.errors import NotFound
from eoffice.laporan import policy, queries
from eoffice.laporan.adopsi import DEFINISI, kalimat, menit
from eoffice.laporan.kertas import UKURAN, VERSI_MODEL, Skenario, angka
from eoffice.laporan.kertas import asal as kertas_asal
from eoffice.laporan.queries import adopsi, asal_waktu
from eoffice.laporan.queries import asal_usul as asal_queries
from eoffice.laporan.routes.blueprint import forward, routes
from eoffice.laporan.states import Periode, Rentang, month_start, rentang
from eoffice.laporan.tampil.adopsi import Bagian
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Unit
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import number
from eoffice.web.session import session


def _unit(opd_id: int) -> Unit:
    require(policy.may(current_actor(), Action.LAPORAN_OPD, opd_id))
    found = next((each for each in organisasi.all_opd(session()) if each.id == opd_id), None)
    if found is None:
        raise NotFound("Perangkat daerah tidak ditemukan.")
    return found


@routes.get("/adopsi/<int:opd_id>/asal/<kode>")
@needs(Action.LAPORAN_OPD, own_transactions=True)
def asal_adopsi(opd_id: int, kode: str) -> str:
    """One measure of one month: its formula with both numbers, and what it was counted from."""
    unit = _unit(opd_id)
    if kode not in asal_queries.BAGIAN and kode not in asal_waktu.WAKTU:
        raise NotFound("Ukuran ini tidak mempunyai daftar naskah.")
    forward()
    today = clock.today()
    asked = request.args.get("bulan", "")
    months = [month_start(today, n) for n in range(12)]
    month = next((each for each in months if f"{each:%Y-%m}" == asked), months[1])
    span = Rentang(month, min(month_start(month, -1), today + timedelta(days=1)))
    same = {
        "unit": unit,
        "ukuran": DEFINISI[kode],
        "bulan": kalimat.bulan(month),
        "balik": f"/laporan/adopsi/{opd_id}?bulan={month:%Y-%m}",
    }
    if kode in asal_queries.BAGIAN:
        found = asal_queries.asal_rasio(session(), current_actor(), opd_id, span, kode)
        return render_template("laporan/asal_adopsi.html", asal=found, nilai=Bagian(found.rasio), **same)
    at = min(clock.now(), adopsi.awal(month_start(month, -1)))
    timed = asal_waktu.asal_waktu(session(), current_actor(), opd_id, Rentang(month, month_start(month, -1)), at, kode)
    return render_template(
        "laporan/asal_waktu.html", asal=timed, nilai=Bagian(timed.potret.a7), pada=at, menit=menit, **same
    )


@routes.get("/kertas/asal")
@needs(Action.LAPORAN_OPD, own_transactions=True)
def asal_kertas() -> str:
    """Every paper figure of one perangkat daerah with its formula and values, one table for each version of the factors."""
    asked = number("opd")
    unit = _unit(asked if asked is not None else current_actor().opd_id)
    forward()
    name = request.args.get("periode", "")
    periode = Periode(name) if name in set(Periode) else Periode.DUA_BELAS_BULAN
    span = rentang(periode, clock.today())
    rules = queries.ketentuan(session())
    found = kertas_asal.asal(queries.rekap_opd(session(), unit.id, span), unit.id, rules)
    total = kertas_asal.jumlah(found)
    rows = [
        (kunci, UKURAN[kunci], rumus, [angka(getattr(total[s], kunci), 6) for s in Skenario])
        for kunci, rumus in kertas_asal.RUMUS.items()
    ]
    return render_template(
        "laporan/asal_kertas.html",
        unit=unit,
        span=span,
        versi=[(each.versi, _sejak(each.versi), each.baris) for each in found],
        baris=rows,
        skenario=list(Skenario),
        angka=angka,
        model=VERSI_MODEL,
        balik=f"/laporan?opd={unit.id}&periode={periode}",
    )


def _sejak(versi: str) -> str:
    """The versions of the city and of the perangkat daerah apart, with their dates."""
    rules = queries.ketentuan(session())
    city, _, own = versi.partition("+")
    dates = {name: day for day, name, _ in rules.parameter}
    return f"parameter kota {city}{_hari(dates.get(city))}, profil {own}"


def _hari(tanggal: date | None) -> str:
    return "" if tanggal in (None, date.min) else f" sejak {tanggal:%d-%m-%Y}"
