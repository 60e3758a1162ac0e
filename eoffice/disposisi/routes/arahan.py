"""Screening and preparing for a leader: the list that waits, the form, one tap to confirm, and the standing list."""

from dataclasses import replace

from flask import Response, flash, render_template, request
from sqlalchemy.orm import Session

from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.disposisi import actions, forms, queries
from eoffice.disposisi.routes import formulir, lampiran, tampil
from eoffice.disposisi.routes.blueprint import load_surat, reopen_surat, routes
from eoffice.disposisi.routes.formulir import Halaman
from eoffice.disposisi.routes.sekali import once
from eoffice.disposisi.states import Cara
from eoffice.errors import Conflict, Invalid, TooLarge
from eoffice.surat_masuk import actions as surat_masuk
from eoffice.surat_masuk import policy as surat_policy
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import again, number, see, settled
from eoffice.web.fields import whole
from eoffice.web.headers import with_microphone
from eoffice.web.session import release, session


def _where(surat: SuratMasuk) -> Halaman:
    where = f"/surat-masuk/{surat.id}"
    return Halaman(f"{where}/arahan", f"{where}?tab=semua", "Kembali ke surat", surat.version, arahkan=True)


@routes.get("/surat-masuk/teliti")
@needs(Action.ARAHKAN)
def teliti() -> str:
    """What waits for screening, the oldest first."""
    actor = current_actor()
    rows = queries.screening(session(), actor)
    lines = {s.id: actions.may_send_on(session(), actor, s) for s in rows}
    return render_template(
        "disposisi/teliti.html", daftar=rows, tetap=lines, urgensi=tampil.URGENSI, sifat=tampil.SIFAT
    )


@routes.get("/surat-masuk/<int:surat_id>/arahan")
@needs(Action.ARAHKAN, own_transactions=True)
def formulir_arahan(surat_id: int) -> Response:
    """The form of who prepares, filled from what was prepared before."""
    require(surat_policy.may(current_actor(), Action.ARAHKAN, load_surat(surat_id)))
    surat = reopen_surat(surat_id)
    before = actions.siapan(session(), surat)
    return formulir.recording(formulir.page(surat, None, _where(surat), siapan=before))


@routes.post("/surat-masuk/<int:surat_id>/arahan")
@needs(Action.ARAHKAN, own_transactions=True)
@limited("disposisi", 120, per=60)
def arahkan(surat_id: int) -> Response:
    """Prepare it: proposed, or dictated by the leader."""
    actor, surat = current_actor(), load_surat(surat_id)
    require(surat_policy.may(actor, Action.ARAHKAN, surat))
    kept = lampiran.carried()
    try:
        kept = lampiran.taken()
        surat = load_surat(surat_id)
        rules = formulir.rules(surat.tujuan_jabatan_id, surat)
        typed = forms.disposisi(request.form, formulir.calendar_of(surat), rules)
        cara = Cara.DIKTE if request.form.get("dikte") else Cara.USULAN
        release()

        def keep(own: Session) -> Response:
            found = queries.surat_of(own, actor, surat_id)
            surat_masuk.same_version(found, typed.versi)
            actions.arahkan(own, actor, found, replace(typed.isian, lampiran=kept), cara)
            flash(f"Arahan tersimpan dan menunggu konfirmasi {found.tujuan.nama}.")
            more = queries.screening_count(own, actor)
            return settled(own, see("/surat-masuk/teliti" if more else f"/surat-masuk/{surat_id}?tab=semua"))

        return once(keep)
    except (Invalid, Conflict, TooLarge) as error:
        session().rollback()
        surat = reopen_surat(surat_id)
        fields, before = getattr(error, "fields", {}), actions.siapan(session(), surat)
        html = formulir.page(surat, None, _where(surat), siapan=before, errors=fields, pesan=str(error), kept=kept)
        return with_microphone(again(html, error))


@routes.get("/surat-masuk/<int:surat_id>/arahan/jabatan")
@needs(Action.ARAHKAN)
def cari_jabatan_arahan(surat_id: int) -> str:
    """Jabatan for the type-ahead of who prepares: as the leader would see them."""
    surat = load_surat(surat_id)
    require(surat_policy.may(current_actor(), Action.ARAHKAN, surat))
    return formulir.choices(surat.tujuan_jabatan_id, surat)


@routes.post("/surat-masuk/<int:surat_id>/disposisi/kirim-arahan")
@needs(Action.DISPOSISIKAN)
def konfirmasi(surat_id: int) -> Response:
    """One tap of the leader: what was prepared goes out as it is."""
    surat = load_surat(surat_id)
    _, versi = forms.alasan(request.form, "tidak_ada")
    surat_masuk.same_version(surat, versi)
    siapan_id = whole(request.form.get("siapan", ""))
    if siapan_id is None:
        raise Invalid("Formulir ini tidak lengkap. Muat ulang halaman, lalu kirim sekali lagi.")
    try:
        made = actions.konfirmasi(session(), current_actor(), surat, siapan_id)
    except Invalid as error:
        session().rollback()
        flash(f"{error} Perbaiki, lalu kirim.", "warn")
        return see(f"/surat-masuk/{surat_id}/disposisi")
    flash(formulir.told(len(made.penerima)))
    return see(f"/surat-masuk/{surat_id}")


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
