"""Saved views: keep, rename, pin, share, delete."""

from flask import Response, flash, render_template, request

from eoffice.akses.rights import Action
from eoffice.errors import Invalid
from eoffice.kerja import actions, forms, konteks, queries
from eoffice.kerja.konteks import Konteks
from eoffice.kerja.models import TampilanKerja
from eoffice.kerja.routes.blueprint import routes
from eoffice.kerja.routes.daftar import page
from eoffice.kerja.states import DAFTAR, SEMUA, Urutan
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import again, see
from eoffice.web.session import session


def alamat(view: TampilanKerja) -> str:
    """Where a saved view leads."""
    return Konteks(SEMUA[view.daftar], Urutan(view.urutan), konteks.saringan(view.saring)).url


@routes.get("/kerja/tampilan")
@needs(Action.DAFTAR_KERJA)
def daftar_tampilan() -> str:
    """The own views and those that the unit shares."""
    return _manage()


def _manage(salah: dict[str, str] | None = None, pada: int = 0) -> str:
    actor = current_actor()
    views = queries.tampilan(session(), actor)
    return render_template(
        "kerja/tampilan.html",
        milik=[(v, alamat(v), SEMUA[v.daftar].nama) for v in views if v.pegawai_id == actor.pegawai_id],
        bersama=[(v, alamat(v), SEMUA[v.daftar].nama) for v in views if v.pegawai_id != actor.pegawai_id],
        salah=salah or {},
        pada=pada,
        ketikan=request.form,
    )


@routes.get("/kerja/tampilan/<int:tampilan_id>")
@needs(Action.DAFTAR_KERJA)
def buka(tampilan_id: int) -> Response:
    """The list that a view stands for."""
    return see(alamat(queries.tampilan_terlihat(session(), current_actor(), tampilan_id)))


@routes.post("/kerja/tampilan")
@needs(Action.DAFTAR_KERJA)
def simpan() -> Response:
    """Keep the list as it stands."""
    try:
        asked = forms.asal(request.form)
        form = forms.tampilan(request.form)
        actions.simpan(session(), current_actor(), asked, form.nama, sematkan=form.sematkan, bagikan=form.bagikan)
    except Invalid as error:
        session().rollback()
        back = konteks.dari_teks(request.form.get("asal", "")) or Konteks(DAFTAR["perlu"])
        return again(page(current_actor(), back, pesan=str(error), salah=error.fields), error)
    flash(f"Tampilan “{form.nama}” disimpan.")
    return see(asked.di(None).url)


@routes.post("/kerja/tampilan/<int:tampilan_id>")
@needs(Action.DAFTAR_KERJA)
def ubah(tampilan_id: int) -> Response:
    """Rename, pin, share."""
    actor = current_actor()
    view = queries.tampilan_saya(session(), actor, tampilan_id)
    try:
        form = forms.tampilan(request.form)
        actions.ubah(session(), actor, view, form.nama, sematkan=form.sematkan, bagikan=form.bagikan)
    except Invalid as error:
        session().rollback()
        return again(_manage(error.fields, tampilan_id), error)
    flash(f"Tampilan “{form.nama}” diperbarui.")
    return see("/kerja/tampilan")


@routes.post("/kerja/tampilan/<int:tampilan_id>/hapus")
@needs(Action.DAFTAR_KERJA)
def hapus(tampilan_id: int) -> Response:
    """Delete it."""
    view = queries.tampilan_saya(session(), current_actor(), tampilan_id)
    name = view.nama
    actions.hapus(session(), view)
    flash(f"Tampilan “{name}” dihapus. Surat-suratnya tetap di tempatnya.")
    return see("/kerja/tampilan")
