"""Screening and preparing for a leader: the list that waits, the form, one tap to confirm, and the standing list."""

from collections.abc import Callable

from flask import Response, flash, render_template, request

from eoffice.akses.rights import Action
from eoffice.disposisi import actions, forms, penyiapan, queries
from eoffice.disposisi.models import Disposisi
from eoffice.disposisi.routes import formulir, tampil
from eoffice.disposisi.routes.blueprint import load, load_surat, routes
from eoffice.disposisi.routes.tempat import Tempat, form_of, offered, submit
from eoffice.errors import Invalid
from eoffice.surat_masuk import actions as surat_masuk
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import number, see
from eoffice.web.session import session


@routes.get("/surat-masuk/teliti")
@needs(Action.ARAHKAN)
def teliti() -> str:
    """What waits for screening, the oldest first."""
    actor = current_actor()
    rows = queries.screening(session(), actor)
    lines = {s.id: actions.may_send_on(session(), actor, s) for s in rows}
    return render_template(
        "disposisi/teliti.html",
        daftar=rows,
        lanjutan=penyiapan.preparing(session(), actor),
        tetap=lines,
        urgensi=tampil.URGENSI,
        sifat=tampil.SIFAT,
    )


@routes.get("/surat-masuk/<int:surat_id>/arahan")
@needs(Action.ARAHKAN, own_transactions=True)
def formulir_arahan(surat_id: int) -> Response:
    """The form of who prepares, filled from what was prepared before."""
    return form_of(Tempat(surat_id, arahkan=True))


@routes.post("/surat-masuk/<int:surat_id>/arahan")
@needs(Action.ARAHKAN, own_transactions=True)
@limited("disposisi", 120, per=60)
def arahkan(surat_id: int) -> Response:
    """Prepare it: proposed, or dictated by the leader."""
    return submit(Tempat(surat_id, arahkan=True))


@routes.get("/surat-masuk/<int:surat_id>/arahan/jabatan")
@needs(Action.ARAHKAN)
def cari_jabatan_arahan(surat_id: int) -> str:
    """Jabatan for the type-ahead of who prepares: as the leader would see them."""
    return offered(Tempat(surat_id, arahkan=True))


@routes.get("/disposisi/<int:penerima_id>/arahan")
@needs(Action.ARAHKAN, own_transactions=True)
def formulir_arahan_lanjutan(penerima_id: int) -> Response:
    """The form of who prepares what a recipient gives further."""
    return form_of(Tempat(penerima_id=penerima_id, arahkan=True))


@routes.post("/disposisi/<int:penerima_id>/arahan")
@needs(Action.ARAHKAN, own_transactions=True)
@limited("disposisi", 120, per=60)
def arahkan_lanjutan(penerima_id: int) -> Response:
    """Prepare it; his part stays as it is until he confirms."""
    return submit(Tempat(penerima_id=penerima_id, arahkan=True))


@routes.get("/disposisi/<int:penerima_id>/arahan/jabatan")
@needs(Action.ARAHKAN)
def cari_jabatan_arahan_lanjutan(penerima_id: int) -> str:
    """Jabatan for the type-ahead, as that recipient would see them."""
    return offered(Tempat(penerima_id=penerima_id, arahkan=True))


@routes.post("/surat-masuk/<int:surat_id>/disposisi/kirim-arahan")
@needs(Action.DISPOSISIKAN)
def konfirmasi(surat_id: int) -> Response:
    """One tap of the leader: what was prepared goes out as it is."""
    surat, (siapan_id, versi) = load_surat(surat_id), forms.siapan(request.form)
    surat_masuk.same_version(surat, versi)
    where = f"/surat-masuk/{surat_id}"
    return _sent(where, f"{where}/disposisi", lambda: actions.konfirmasi(session(), current_actor(), surat, siapan_id))


@routes.post("/disposisi/<int:penerima_id>/lanjutkan/kirim-arahan")
@needs(Action.DISPOSISI_LANJUTAN)
def konfirmasi_lanjutan(penerima_id: int) -> Response:
    """The same by a recipient who gives further."""
    part, (siapan_id, versi) = load(penerima_id), forms.siapan(request.form)
    actions.same_version(part, versi)
    where = f"/disposisi/{penerima_id}"
    own = current_actor()
    return _sent(where, f"{where}/lanjutkan", lambda: actions.konfirmasi_lanjutan(session(), own, part, siapan_id))


def _sent(where: str, form: str, confirm: Callable[[], Disposisi]) -> Response:
    try:
        made = confirm()
    except Invalid as error:
        session().rollback()
        flash(f"{error} Perbaiki, lalu kirim.", "warn")
        return see(form)
    flash(formulir.told(len(made.penerima)))
    return see(where)


@routes.post("/disposisi/<int:penerima_id>/arahan/batal")
@needs(Action.ARAHKAN)
def batalkan_lanjutan(penerima_id: int) -> Response:
    """Take back what was prepared for a recipient."""
    part = penyiapan.to_be_prepared(session(), current_actor(), penerima_id)
    _, versi = forms.alasan(request.form, "tidak_ada")
    actions.same_version(part, versi)
    actions.batalkan_arahan_lanjutan(session(), current_actor(), part)
    flash("Arahan dibatalkan; bagian itu seperti semula.")
    return see(f"/surat-masuk/{part.disposisi.surat_id}?tab=semua")


@routes.post("/surat-masuk/<int:surat_id>/arahan/batal")
@needs(Action.ARAHKAN)
def batalkan(surat_id: int) -> Response:
    """Take back what was prepared."""
    surat = load_surat(surat_id)
    _, versi = forms.alasan(request.form, "tidak_ada")
    surat_masuk.same_version(surat, versi)
    actions.batalkan_arahan(session(), current_actor(), surat)
    flash("Arahan dibatalkan; surat menunggu disposisi seperti semula.")
    return see(f"/surat-masuk/{surat_id}?tab=semua")


@routes.post("/surat-masuk/<int:surat_id>/arahan/tetap")
@needs(Action.ARAHKAN)
def teruskan_tetap(surat_id: int) -> Response:
    """Send a small matter straight to a bidang by the standing list."""
    surat = load_surat(surat_id)
    _, versi = forms.alasan(request.form, "tidak_ada")
    surat_masuk.same_version(surat, versi)
    made = actions.teruskan_tetap(session(), current_actor(), surat)
    flash(f"Diteruskan langsung kepada {made.penerima[0].jabatan.nama} menurut daftar arahan tetap.")
    return see("/surat-masuk/teliti" if number("daftar") else f"/surat-masuk/{surat_id}?tab=semua")
