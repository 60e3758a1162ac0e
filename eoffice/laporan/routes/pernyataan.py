"""The monthly declaration of paper naskah outside the register: by the sekretaris, late or missing ones shown."""

from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.errors import Conflict, Invalid, NotFound
from eoffice.laporan import actions, policy
from eoffice.laporan.actions.pernyataan import IsianPernyataan
from eoffice.laporan.queries import gudang
from eoffice.laporan.routes.blueprint import routes
from eoffice.laporan.states import BULAN_PERNYATAAN, month_start
from eoffice.laporan.states import tenggat_pernyataan as tenggat
from eoffice.laporan.tampil import gudang as tampil
from eoffice.organisasi import queries as organisasi
from eoffice.web.access import current_actor, needs
from eoffice.web.errors import refused
from eoffice.web.fields import reading
from eoffice.web.session import session


def _bulan(today: date) -> list[date]:
    return [month_start(today, n) for n in range(1, BULAN_PERNYATAAN + 1)]


def _isi(asked: str) -> dict[str, Any]:
    """The months of one perangkat daerah, or those of every one for a pemantau who asks for none."""
    actor, today = current_actor(), clock.today()
    reach = policy.reach(actor)
    mine = [unit for unit in organisasi.all_opd(session()) if reach is None or unit.id in reach]
    require(policy.may(actor, Action.LAPORAN_OPD, mine[0].id if mine else None))
    unit = next((u for u in mine if str(u.id) == asked), None)
    if asked and unit is None:
        raise NotFound("Perangkat daerah tidak ditemukan.")
    if unit is None and reach is not None:
        unit = next((u for u in mine if u.id == actor.opd_id), mine[0])
    months = _bulan(today)
    held = gudang.pernyataan(session(), months, unit.id if unit else None)
    return {
        "unit": unit,
        "pilihan": [(each.id, each.nama) for each in mine],
        "bulan": [
            (month, tampil.nama_bulan(month), row, tenggat(month), tampil.keadaan(row, tenggat(month), today))
            for month in months
            for row in [held.get((unit.id, month)) if unit else None]
        ],
        "kota": []
        if unit
        else [
            (each, [tampil.keadaan(held.get((each.id, month)), tenggat(month), today) for month in months])
            for each in mine
        ],
        "bulan_pilihan": [(f"{month:%Y-%m}", tampil.nama_bulan(month)) for month in months],
        "boleh": policy.may(actor, Action.NYATAKAN_KERTAS, unit.id) if unit else None,
        "hari": today,
    }


@routes.get("/pernyataan")
@needs(Action.LAPORAN_OPD, Action.NYATAKAN_KERTAS)
def pernyataan() -> str:
    """Which months are declared, by which jabatan and when; a missing one is missing."""
    isi = _isi(request.args.get("opd", ""))
    return render_template("laporan/pernyataan.html", salah={}, pesan="", nilai=request.args, **isi)


@routes.post("/pernyataan")
@needs(Action.NYATAKAN_KERTAS)
def nyatakan() -> Response:
    """Declare a month."""
    asked = request.form.get("opd", "")
    isi = _isi(asked)
    if isi["unit"] is None:
        raise NotFound("Perangkat daerah tidak ditemukan.")
    try:
        with reading(request.form) as f:
            bulan = tampil.baca_bulan(f.text("bulan", "Bulan", max=7))
            jumlah = f.integer("jumlah", "Banyaknya naskah kertas", high=100_000)
            catatan = f.text("catatan", "Catatan", max=300, required=False)
            if not f.flag("setuju"):
                f.wrong("setuju", "Centang pernyataannya dahulu.")
            if bulan is None:
                f.wrong("bulan", "Pilih bulannya.")
        assert bulan is not None
        isian = IsianPernyataan(isi["unit"].id, bulan, jumlah, catatan)
        row = actions.nyatakan(session(), current_actor(), isian)
    except (Invalid, Conflict) as error:
        return refused(error, "laporan/pernyataan.html", **_isi(asked))
    flash(f"Pernyataan {tampil.nama_bulan(row.bulan)} tersimpan.")
    return redirect(f"/laporan/pernyataan?opd={row.opd_id}", 303)
