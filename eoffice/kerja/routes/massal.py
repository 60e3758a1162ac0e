"""Many at once: the preview, the act, its result for each, and taking it back."""

from flask import Response, flash, render_template, request

from eoffice import clock
from eoffice.akses.rights import Action
from eoffice.errors import Conflict, Invalid
from eoffice.kerja import actions, barisan, forms, konteks, queries
from eoffice.kerja.actions.massal import URUNG
from eoffice.kerja.konteks import Konteks
from eoffice.kerja.routes.blueprint import routes
from eoffice.kerja.routes.daftar import page
from eoffice.kerja.states import DAFTAR, LABEL_TINDAKAN, Objek, Tindakan
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import again, see
from eoffice.web.session import session

PERLU = Konteks(DAFTAR["perlu"])


@routes.get("/kerja/massal")
@needs(Action.DAFTAR_KERJA)
def awal() -> Response:
    """Nothing is chosen yet: choose in a list."""
    return see("/kerja/perlu")


@routes.post("/kerja/massal/periksa")
@needs(Action.DAFTAR_KERJA, repeatable=True)
def periksa() -> Response | str:
    """What would become of each; nothing is changed."""
    try:
        form = forms.massal(request.form)
    except Invalid as error:
        asked = _asal()
        return again(page(current_actor(), asked, pesan=" ".join(error.fields.values()) or str(error)), error)
    return _preview(form)


def _asal() -> Konteks:
    try:
        return forms.asal(request.form)
    except Invalid:
        return PERLU


def _preview(form: forms.Massal, salah: dict[str, str] | None = None) -> str:
    actor = current_actor()
    asked = form.konteks or PERLU
    chosen: list[tuple[Objek, int]] = [(objek, objek_id) for objek, objek_id, _ in form.pilih]
    beyond = False
    if form.semua:
        counted = queries.hitungan(session(), actor)
        found = queries.butiran(session(), counted, asked.di(None), banyak=queries.PALING_BANYAK + 1)
        beyond = len(found) > queries.PALING_BANYAK
        chosen = list(dict.fromkeys((b.objek, b.objek_id) for b in found[: queries.PALING_BANYAK]))
    rows = actions.ramalkan(session(), actor, form.tindakan, chosen)
    return render_template(
        "kerja/massal.html",
        konteks=asked,
        tindakan=form.tindakan,
        label=LABEL_TINDAKAN[form.tindakan],
        jadi=[r for r in rows if r.putusan],
        tidak=[r for r in rows if not r.putusan],
        beralasan=form.tindakan is not Tindakan.DIBACA,
        wajib=form.tindakan is Tindakan.BACA_SAJA,
        alasan=form.alasan,
        terlalu_banyak=beyond,
        paling_banyak=queries.PALING_BANYAK,
        salah=salah or {},
    )


@routes.post("/kerja/massal/disposisi")
@needs(Action.DISPOSISIKAN, repeatable=True)
def disposisikan() -> Response:
    """On to the one form of a disposisi for several surat, with those that are ticked."""
    asked = _asal()
    some = [objek_id for objek, objek_id, _ in forms.dicentang(request.form) if objek is Objek.SURAT]
    if not some:
        flash("Centang dahulu surat yang akan didisposisikan. Disposisi dan naskah dikerjakan satu per satu.", "warn")
        return see(asked.url)
    return see("/surat-masuk/disposisi-banyak?" + "&".join(f"surat={i}" for i in some))


@routes.post("/kerja/massal")
@needs(Action.DAFTAR_KERJA)
def kerjakan() -> Response:
    """Do it to each that the preview showed; the others are named with their reason."""
    try:
        form = forms.massal(request.form, beralasan=True)
    except Invalid as error:
        session().rollback()
        if "butir" in error.fields:
            return again(page(current_actor(), _asal(), pesan=error.fields["butir"]), error)
        return again(_preview(forms.massal(request.form), error.fields), error)
    asked = form.konteks or PERLU
    run = actions.kerjakan(session(), current_actor(), form.tindakan, form.pilih, form.alasan, asked.teks)
    return see(f"/kerja/massal/{run.id}")


@routes.get("/kerja/massal/<int:massal_id>")
@needs(Action.DAFTAR_KERJA)
def hasil(massal_id: int) -> str:
    """What became of each."""
    actor = current_actor()
    run = queries.massal(session(), actor, massal_id)
    asked = konteks.dari_teks(run.dari) or PERLU
    known = barisan.hal(session(), actor, [(Objek(r["objek"]), r["id"]) for r in run.hasil])
    rows = [{**r, "hal": known.get((Objek(r["objek"]), r["id"]), "")} for r in run.hasil]
    return render_template(
        "kerja/hasil.html",
        run=run,
        konteks=asked,
        label=LABEL_TINDAKAN[run.tindakan],
        jadi=[r for r in rows if r["jadi"]],
        tidak=[r for r in rows if not r["jadi"]],
        dapat_diurungkan=run.diurungkan_at is None and clock.now() - run.at <= URUNG,
    )


@routes.post("/kerja/massal/<int:massal_id>/urungkan")
@needs(Action.DAFTAR_KERJA)
def urungkan(massal_id: int) -> Response:
    """Take it back where nobody acted since."""
    actor = current_actor()
    run = queries.massal(session(), actor, massal_id)
    try:
        undone, left = actions.urungkan(session(), actor, run)
    except Conflict as error:
        session().rollback()
        flash(str(error), "warn")
        return see(f"/kerja/massal/{massal_id}")
    flash(f"{undone} diurungkan." + (f" {left} tidak dapat diurungkan; sebabnya ada di bawah." if left else ""))
    return see(f"/kerja/massal/{massal_id}")
