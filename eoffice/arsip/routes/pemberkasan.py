"""The work list of an arsiparis: finished records without a berkas, each with a proposal."""

from flask import Response, make_response, render_template, request

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.arsip import actions, forms, policy, queries
from eoffice.arsip.routes.blueprint import address, routes
from eoffice.arsip.states import Objek
from eoffice.errors import Invalid
from eoffice.web.access import current_actor, needs
from eoffice.web.errors import refused
from eoffice.web.session import services, session

HERE = "/arsip/belum-diberkaskan"
PAGE = 20
LABEL = {Objek.NASKAH: "Naskah terkirim", Objek.SURAT_MASUK: "Surat masuk selesai"}


def _work(asked: Objek | None, before: int | None) -> dict[str, object]:
    actor = current_actor()
    waiting = queries.unfiled_counts(session(), actor)
    objek = asked or next((kind for kind in Objek if waiting[kind]), Objek.NASKAH)
    rows = queries.unfiled(session(), actor, objek, before=before, limit=PAGE + 1)
    shown = rows[:PAGE]
    proposed = queries.usul_berkas(session(), actor, shown)
    others = {opd_id: queries.chosen(session(), actor, opd_id) for opd_id in {b.opd_id for b in shown}}
    ticked = set(request.form.getlist("pilih"))
    wanted = request.args.get("semua", "")  # «1» ticks every row, «0» none, otherwise those with a proposal

    def sure(row: queries.Butir) -> bool:
        return any(u.pas for u in proposed[row.objek, row.id])

    def on(row: queries.Butir) -> bool:
        if request.method == "POST":
            return f"{row.objek}:{row.id}" in ticked
        return wanted == "1" or (wanted != "0" and sure(row))

    offered = [(b, proposed[b.objek, b.id], on(b), sure(b)) for b in shown]
    return {
        "daftar": offered,
        "tercentang": sum(ticked_ for _, _, ticked_, _ in offered),
        "ditunjuk": request.form,
        "menunggu": sum(waiting.values()),
        "lainnya": others,
        "label_kode": queries.labels(session(), {b.kode for b in shown}),
        "objek": objek,
        "tahun": clock.today().year,
        "tabs": [(LABEL[o], address(HERE, jenis=o), o is objek, waiting[o]) for o in Objek],
        "semua_url": address(HERE, jenis=objek, semua=1),
        "biasa_url": address(HERE, ("semua",), jenis=objek),
        "kosong_url": address(HERE, jenis=objek, semua=0),
        "lanjut": address(HERE, ("semua",), sesudah=shown[-1].id, jenis=objek) if len(rows) > PAGE else "",
        "awal": address(HERE, jenis=objek) if before is not None else "",
    }


@routes.get(HERE)
@needs(Action.KELOLA_BERKAS)
def belum() -> str:
    """What waits, with a proposed berkas for each."""
    require(policy.may_open(current_actor()))
    return render_template("arsip/belum.html", **_work(forms.objek(request.args), forms.lanjutan(request.args)))


@routes.post(HERE)
@needs(Action.KELOLA_BERKAS)
def berkaskan() -> Response:
    """File what was ticked; the answer names what went where and what was refused (OTR-06)."""
    require(policy.may_open(current_actor()))
    try:
        asked = forms.tugas(request.form)
    except Invalid as error:
        return refused(error, "arsip/belum.html", **_work(forms.objek(request.form), None))
    done = actions.berkaskan_banyak(session(), current_actor(), services().store, asked)
    return make_response(render_template("arsip/hasil.html", hasil=done, kembali=address(HERE, jenis=asked[0].objek)))
