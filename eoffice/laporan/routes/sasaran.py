"""The target: what holds, who set it and why, and a form for a new version."""

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.errors import Invalid
from eoffice.laporan import actions, policy
from eoffice.laporan.actions.sasaran import Isian
from eoffice.laporan.adopsi import Ukur, kalimat
from eoffice.laporan.queries import adopsi
from eoffice.laporan.routes.adopsi import sumber
from eoffice.laporan.routes.blueprint import routes
from eoffice.organisasi import queries as organisasi
from eoffice.web.access import current_actor, needs
from eoffice.web.errors import refused
from eoffice.web.fields import reading
from eoffice.web.session import session


def _isi() -> dict[str, object]:
    today = clock.today()
    groups = sorted({unit.kelompok for unit in organisasi.all_opd(session()) if unit.kelompok})
    return {
        "riwayat": adopsi.riwayat_sasaran(session()),
        "berlaku": adopsi.sasaran_berlaku(session(), today),
        "sasaran": adopsi.sasaran(session(), today),
        "kelompok": groups,
        "ukur": [(each.value, each.label.capitalize()) for each in Ukur],
        "hari": today,
        "boleh_kota": policy.may(current_actor(), Action.LAPORAN_KOTA),
        **sumber(),
    }


@routes.get("/sasaran")
@needs(Action.TETAPKAN_SASARAN)
def sasaran() -> str:
    """The target in force, its history, and the form."""
    require(policy.may(current_actor(), Action.TETAPKAN_SASARAN))
    return render_template("laporan/sasaran.html", nilai={}, salah={}, **_isi())


@routes.post("/sasaran")
@needs(Action.TETAPKAN_SASARAN)
def tetapkan_sasaran() -> Response:
    """Set a new version of the target."""
    require(policy.may(current_actor(), Action.TETAPKAN_SASARAN))
    try:
        with reading(request.form) as f:
            tanggal = f.date("tanggal", "Tanggal sasaran")
            sejak = f.date("berlaku_sejak", "Berlaku sejak")
            ambang = f.integer("ambang_persen", "Ambang", low=50, high=100)
            ukur = f.choice("ukur", "Arti siap", Ukur)
            alasan = f.text("alasan", "Alasan", min=10, max=500)
        isian = Isian(tanggal, request.form.getlist("kelompok"), ambang, ukur, sejak, alasan)
        row = actions.tetapkan(session(), current_actor(), isian)
    except Invalid as error:
        return refused(error, "laporan/sasaran.html", **_isi())
    flash(f"Sasaran {kalimat.hari(row.tanggal)} disimpan.")
    return redirect("/laporan/sasaran", 303)
