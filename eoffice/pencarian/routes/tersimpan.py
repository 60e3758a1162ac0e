"""Saved searches: keep, open, pin, rename, share, delete."""

from typing import Any

from flask import Response, flash, render_template, request

from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.errors import Conflict, EofficeError, Invalid
from eoffice.organisasi import queries as organisasi
from eoffice.organisasi.models import Unit
from eoffice.pencarian import actions, forms, policy, queries, tampil
from eoffice.pencarian.models import Pencarian
from eoffice.pencarian.pertanyaan import dari_kueri
from eoffice.pencarian.routes import cari
from eoffice.pencarian.routes.blueprint import routes
from eoffice.web.access import current_actor, limited, needs
from eoffice.web.answers import again, see
from eoffice.web.opening import noted
from eoffice.web.session import session

HALAMAN = "/cari/tersimpan"


@routes.get(HALAMAN)
@needs(Action.CARI)
@limited("tersimpan", 60, per=60)
def daftar() -> str:
    """The own ones and those that were shared, each with how many are new since it was last opened."""
    return _manage()


def _manage(salah: dict[str, str] | None = None, pada: int = 0) -> str:
    actor = current_actor()
    listed = tampil.simpanan(session(), actor, queries.daftar(session(), actor), hitung=True)
    context: dict[str, Any] = {
        "milik": [s for s in listed if s.milik],
        "bersama": [s for s in listed if not s.milik],
        "unit": session().get(Unit, actor.unit_id) if actor.unit_id and actor.unit_id != actor.opd_id else None,
        "opd": session().get(Unit, actor.opd_id) if actor.opd_id else None,
        "salah": salah or {},
        "pada": pada,
        "ketikan": request.form,
    }
    return render_template("pencarian/tersimpan.html", **context)


@routes.get(f"{HALAMAN}/hitungan")
@needs(Action.CARI)
@limited("tersimpan", 60, per=60)
def hitungan() -> str:
    """The list of the start page again, now with the numbers: they are asked for only once the page is there."""
    actor = current_actor()
    listed = tampil.simpanan(session(), actor, queries.daftar(session(), actor), hitung=True)
    return render_template("pencarian/_simpanan.html", simpanan=listed)


@routes.post(HALAMAN)
@needs(Action.CARI)
def simpan() -> Response:
    """Keep a question under a name."""
    try:
        form = forms.simpanan(request.form)
        actions.simpan(session(), current_actor(), nama=form.nama, kueri=form.kueri, sematkan=form.sematkan)
    except Invalid as error:
        session().rollback()
        asked = dari_kueri(request.form.get("kueri", "")[:2000].replace("\x00", ""))
        return again(cari.halaman(asked, salah_simpan=error.fields or {"nama": str(error)}), error)
    flash(f"Pencarian “{form.nama}” disimpan. Anda menemukannya di halaman Pencarian.")
    return see(dari_kueri(form.kueri).alamat())


@routes.get(f"{HALAMAN}/<int:pencarian_id>")
@needs(Action.CARI, own_transactions=True)
def buka(pencarian_id: int) -> Response:
    """The results of whoever opens it, as of now (OTR-11); what is there now is not new any more."""
    actor = current_actor()
    alamat = dari_kueri(queries.get(session(), actor, pencarian_id).kueri).alamat()
    noted(lambda own: actions.lihat(own, actor, pencarian_id))
    return see(alamat)


@routes.post(f"{HALAMAN}/<int:pencarian_id>")
@needs(Action.CARI)
def ubah(pencarian_id: int) -> Response:
    """Rename, pin, share."""
    actor = current_actor()
    kept = _own(pencarian_id)
    try:
        form = forms.ubahan(request.form)
        if kept.version != form.versi:
            raise Conflict("Pencarian ini sudah diubah di tempat lain. Periksa isinya, lalu simpan lagi.")
        actions.ubah(session(), actor, kept, nama=form.nama, sematkan=form.sematkan, kepada=form.kepada)
    except (Invalid, Conflict) as error:
        session().rollback()
        return again(_manage(_said(error), pencarian_id), error)
    flash(f"Pencarian “{form.nama}” diperbarui.")
    return see(f"{HALAMAN}#s-{pencarian_id}")


def _said(error: EofficeError) -> dict[str, str]:
    return getattr(error, "fields", {}) or {"nama": str(error)}


def _own(pencarian_id: int) -> Pencarian:
    found = queries.get(session(), current_actor(), pencarian_id)
    require(policy.may_change(current_actor(), found))
    return found


@routes.post(f"{HALAMAN}/<int:pencarian_id>/sematkan")
@needs(Action.CARI)
def sematkan(pencarian_id: int) -> Response:
    """Pin a shared one for oneself, or take the pin off."""
    found = queries.get(session(), current_actor(), pencarian_id)
    actions.tandai(session(), current_actor(), found, sematkan=request.form.get("sematkan") == "1")
    return see(HALAMAN)


@routes.post(f"{HALAMAN}/<int:pencarian_id>/hapus")
@needs(Action.CARI)
def hapus(pencarian_id: int) -> Response:
    """Delete it, for everybody."""
    found = _own(pencarian_id)
    name = found.nama
    actions.hapus(session(), current_actor(), found)
    flash(f"Pencarian “{name}” dihapus. Surat-suratnya tetap di tempatnya.")
    return see(HALAMAN)


@routes.get(f"{HALAMAN}/kepada")
@needs(Action.CARI)
@limited("saran", 300, per=60)
def kepada() -> str:
    """People for the type-ahead of sharing; three letters at least."""
    words = request.args.get("q", "")[:100].replace("\x00", "").strip()
    found = organisasi.find_pegawai(session(), words) if len(words) >= 3 else []
    rows = [{"nilai": p.id, "teks": p.nama_lengkap, "rinci": jabatan} for p, jabatan in found]
    return render_template("_parts/hasil.html", butir=rows)
