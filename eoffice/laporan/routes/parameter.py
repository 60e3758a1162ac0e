"""The factors of the paper account: what holds, who set it and why, what a change would do, and the proposals."""

from typing import Any

from flask import flash, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.errors import Conflict, Invalid, NotFound
from eoffice.laporan import actions, policy, queries
from eoffice.laporan.actions.ketetapan import IsianKetetapan, besok
from eoffice.laporan.kertas import TAHUN_DASAR, Tiga
from eoffice.laporan.kertas.ketetapan import kini, periksa
from eoffice.laporan.models import KetetapanKertas
from eoffice.laporan.queries import ketentuan as berlaku
from eoffice.laporan.queries.ketentuan import nilai as nilai_dari
from eoffice.laporan.queries.pratinjau import pratinjau
from eoffice.laporan.routes.blueprint import routes
from eoffice.laporan.states import month_start
from eoffice.laporan.tampil import ketentuan as tampil
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Unit
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.errors import refused
from eoffice.web.fields import reading
from eoffice.web.session import session


def _cakupan(asked: str) -> tuple[Unit | None, list[Unit]]:
    """The perangkat daerah that is asked for, None for the city; and those the actor may look at.

    Raises:
        NotFound: there is no such perangkat daerah.
        NotAllowed: it is another one's, or the actor has to do with none.
    """
    actor = current_actor()
    reach = policy.reach(actor)
    every = organisasi.all_opd(session())
    mine = [unit for unit in every if reach is None or unit.id in reach]
    if asked:
        found = next((unit for unit in every if str(unit.id) == asked), None)
        if found is None:
            raise NotFound("Perangkat daerah tidak ditemukan.")
        require(policy.may(actor, Action.LAPORAN_OPD, found.id))
        return found, mine
    if policy.may(actor, Action.TETAPKAN_PARAMETER):
        return None, mine
    require(policy.may(actor, Action.LAPORAN_OPD, mine[0].id if mine else None))
    return next((unit for unit in mine if unit.id == actor.opd_id), mine[0]), mine


def _kini(unit: Unit | None) -> dict[str, Tiga[int]]:
    found = kini(berlaku(session()), unit.id if unit else None, besok())
    if unit is None:
        year = queries.tahun_dasar(session(), besok()) * 1000
        found[TAHUN_DASAR] = Tiga(year, year, year)
    return found


def _isi(unit: Unit | None, mine: list[Unit]) -> dict[str, Any]:
    actor, today = current_actor(), clock.today()
    city = policy.may(actor, Action.TETAPKAN_PARAMETER)
    names = {each.id: each.nama for each in organisasi.all_opd(session())}
    history = queries.riwayat(session(), unit.id if unit else None)
    waiting = [row for row in queries.usulan(session()) if city and row.opd_id is not None]
    decided = [row.id for row in history if row.ditetapkan_at and row.berlaku_sejak <= today]
    return {
        "unit": unit,
        "pilihan": [(each.id, each.nama) for each in mine],
        "kota": city,
        "boleh": city if unit is None else policy.may(actor, Action.USUL_PARAMETER, unit.id),
        "kelompok": tampil.kolom(unit is not None, _kini(unit)),
        "versi": berlaku(session()).pada(unit.id if unit else "", today).versi,
        "riwayat": [(row, tampil.ubahan(nilai_dari(row)), _keadaan(row, decided)) for row in history],
        "usulan": [(row, names.get(row.opd_id or 0, ""), tampil.ubahan(nilai_dari(row))) for row in waiting],
        "besok": besok(),
    }


def _keadaan(row: KetetapanKertas, decided: list[int]) -> tuple[str, str]:
    if row.menunggu:
        return "menunggu keputusan", "warn"
    if row.ditolak_at:
        return "ditolak", "bad"
    return ("berlaku", "ok") if row.id in decided else ("akan berlaku", "info")


@routes.get("/parameter")
@needs(Action.LAPORAN_OPD)
def parameter() -> str:
    """The values in force, the history, and the form."""
    unit, mine = _cakupan(request.args.get("opd", ""))
    return render_template("laporan/parameter.html", salah={}, pesan="", nilai={}, **_isi(unit, mine))


@routes.post("/parameter/pratinjau")
@needs(Action.TETAPKAN_PARAMETER, Action.USUL_PARAMETER, repeatable=True)
@limited("pratinjau", 20, per=60)
def pratinjau_parameter() -> Response:
    """What the change would have done to the last complete month; nothing is written."""
    unit, mine = _cakupan(request.form.get("opd", ""))
    _require(unit)
    try:
        values = tampil.baca(request.form, unit is not None, _kini(unit))
        periksa(values, opd=unit is not None)
        found = pratinjau(session(), unit.id if unit else None, values, month_start(clock.today(), 1))
    except Invalid as error:
        return refused(error, "laporan/parameter.html", **_isi(unit, mine))
    html = render_template(
        "laporan/parameter.html",
        salah={},
        pesan="",
        nilai=request.form,
        akibat=tampil.kalimat(found),
        banding=tampil.banding(found),
        **_isi(unit, mine),
    )
    return make_response(html)


def _require(unit: Unit | None) -> None:
    actor = current_actor()
    action = Action.TETAPKAN_PARAMETER if unit is None else Action.USUL_PARAMETER
    require(policy.may(actor, action, unit.id if unit else None))


@routes.post("/parameter")
@needs(Action.TETAPKAN_PARAMETER, Action.USUL_PARAMETER)
def tetapkan_parameter() -> Response:
    """Set factors of the city, or propose those of an own perangkat daerah."""
    unit, mine = _cakupan(request.form.get("opd", ""))
    _require(unit)
    try:
        with reading(request.form) as f:
            sejak = f.date("berlaku_sejak", "Berlaku sejak")
            alasan = f.text("alasan", "Alasan", min=10, max=500)
            bukti = f.text("bukti", "Bukti", max=200, required=unit is not None)
        isian = IsianKetetapan(tampil.baca(request.form, unit is not None, _kini(unit)), sejak, alasan, bukti)
        if unit is None:
            actions.tetapkan_kota(session(), current_actor(), isian)
            flash(f"Ketetapan disimpan dan berlaku sejak {sejak:%d-%m-%Y}.")
            return redirect("/laporan/parameter#riwayat", 303)
        actions.usulkan_opd(session(), current_actor(), unit.id, isian)
    except (Invalid, Conflict) as error:
        return refused(error, "laporan/parameter.html", **_isi(unit, mine))
    flash("Usulan dikirim. Nilainya berlaku setelah disetujui pemantau kota.")
    return redirect(f"/laporan/parameter?opd={unit.id}#riwayat", 303)


@routes.post("/parameter/<int:ketetapan_id>/putuskan")
@needs(Action.TETAPKAN_PARAMETER)
def putuskan_parameter(ketetapan_id: int) -> Response:
    """Accept or refuse a proposal."""
    require(policy.may(current_actor(), Action.TETAPKAN_PARAMETER))
    accept = request.form.get("putusan") == "terima"
    try:
        with reading(request.form) as f:
            catatan = f.text("catatan", "Catatan", max=300, required=False)
        row = actions.putuskan(session(), current_actor(), ketetapan_id, terima=accept, catatan=catatan)
    except (Invalid, Conflict) as error:
        return refused(error, "laporan/parameter.html", **{**_isi(*_cakupan("")), "nilai": {}})
    said = f"disetujui dan berlaku sejak {row.berlaku_sejak:%d-%m-%Y}" if accept else "ditolak dengan alasannya"
    flash(f"Usulan {said}.")
    return redirect("/laporan/parameter#usulan", 303)
