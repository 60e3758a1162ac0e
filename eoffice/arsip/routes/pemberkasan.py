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


def _work(objek: Objek, before: int | None) -> dict[str, object]:
    actor = current_actor()
    rows = queries.unfiled(session(), actor, objek, before=before, limit=PAGE + 1)
    shown = rows[:PAGE]
    proposed = queries.usul_berkas(session(), actor, shown)
    others = {opd_id: queries.chosen(session(), actor, opd_id) for opd_id in {b.opd_id for b in shown}}
    waiting = queries.unfiled_counts(session(), actor)
    return {
        "daftar": [(b, proposed[b.objek, b.id]) for b in shown],
        "lainnya": others,
        "label_kode": queries.labels(session(), {b.kode for b in shown}),
        "objek": objek,
        "tahun": clock.today().year,
        "tabs": [(LABEL[o], address(HERE, jenis=o), o is objek, waiting[o]) for o in Objek],
        "semua": request.args.get("semua") == "1",
        "semua_url": address(HERE, jenis=objek, semua=1),
        "biasa_url": address(HERE, ("semua",), jenis=objek),
        "lanjut": address(HERE, sesudah=shown[-1].id, jenis=objek) if len(rows) > PAGE else "",
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
