"""Changing a disposisi, declining it as misdirected, and redirecting what was declined."""

from flask import Response, flash, render_template, request
from werkzeug.datastructures import MultiDict

from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.disposisi import actions, forms, hierarki, kebiasaan, policy
from eoffice.disposisi.models import DisposisiPenerima
from eoffice.disposisi.routes import formulir
from eoffice.disposisi.routes.blueprint import load, reopen_surat, routes
from eoffice.disposisi.states import GONE, INSTRUKSI
from eoffice.errors import Conflict, Invalid
from eoffice.naskah import actions as naskah
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import again, see
from eoffice.web.session import session


def _opened(penerima_id: int, action: Action) -> DisposisiPenerima:
    """The part for a form, after the opening of its surat was noted where that matters."""
    part = load(penerima_id)
    require(policy.may(current_actor(), action, part))
    reopen_surat(part.disposisi.surat_id)
    return load(penerima_id)


def _ubah(part: DisposisiPenerima, errors: dict[str, str] | None = None, pesan: str = "") -> str:
    act, surat = part.disposisi, part.disposisi.surat
    until = act.induk.disposisi.batas if act.induk is not None else None
    form: MultiDict[str, str] = request.form
    if request.method != "POST":
        words: list[tuple[str, str]] = [("instruksi", kode) for kode in act.instruksi] + [("catatan", act.catatan)]
        if act.batas is not None:
            words += [("batas_pilih", forms.TANGGAL), ("batas", act.batas.isoformat())]
        form = MultiDict(words)
    order = kebiasaan.urutan(kebiasaan.terakhir(session(), act.pemberi_jabatan_id))
    return render_template(
        "disposisi/ubah.html",
        bagian=part,
        surat=surat,
        versi=act.version if request.method != "POST" else form.get("versi", ""),
        instruksi=order[: formulir.DI_ATAS],
        instruksi_lain=order[formulir.DI_ATAS :],
        lain_terbuka=bool(set(form.getlist("instruksi")) & {i.kode for i in order[formulir.DI_ATAS :]}),
        pintas=kebiasaan.pintasan(formulir.calendar_of(surat), until),
        paling_lambat=until,
        atasan=act.induk.disposisi.pemberi_jabatan.nama if act.induk is not None else "",
        pembaca=[p.jabatan.nama for p in act.penerima if p.dibaca_at is not None and p.status not in GONE],
        arahan=set(form.getlist("instruksi")),
        nilai=form,
        errors=errors or {},
        pesan=pesan,
    )


@routes.get("/disposisi/<int:penerima_id>/ubah")
@needs(Action.UBAH_DISPOSISI, own_transactions=True)
def formulir_ubah(penerima_id: int) -> str:
    """The words as they are, to be changed."""
    return _ubah(_opened(penerima_id, Action.UBAH_DISPOSISI))


@routes.post("/disposisi/<int:penerima_id>/ubah")
@needs(Action.UBAH_DISPOSISI)
def ubah(penerima_id: int) -> Response:
    """Change the words for every recipient of this disposisi."""
    part = load(penerima_id)
    require(policy.may(current_actor(), Action.UBAH_DISPOSISI, part))
    try:
        words, versi = forms.ubah(request.form, formulir.calendar_of(part.disposisi.surat))
        read = actions.ubah(session(), current_actor(), part, words, versi)
    except (Invalid, Conflict) as error:
        session().rollback()
        reopen_surat(load(penerima_id).disposisi.surat_id)
        return again(_ubah(load(penerima_id), getattr(error, "fields", {}), str(error)), error)
    if read:
        flash("Disposisi diubah. Penerima yang sudah membaca diberi tahu apa yang berubah.")
    else:
        flash("Disposisi diganti; belum ada yang membacanya.")
    return see(f"/disposisi/{penerima_id}")


def _tolak(part: DisposisiPenerima, errors: dict[str, str] | None = None, pesan: str = "") -> str:
    return render_template(
        "disposisi/tolak.html",
        bagian=part,
        surat=part.disposisi.surat,
        instruksi=INSTRUKSI,
        nilai=request.form,
        errors=errors or {},
        pesan=pesan,
    )


@routes.get("/disposisi/<int:penerima_id>/salah-arah")
@needs(Action.TOLAK_DISPOSISI, own_transactions=True)
def formulir_tolak(penerima_id: int) -> str:
    """Why this is not the matter of one's office."""
    return _tolak(_opened(penerima_id, Action.TOLAK_DISPOSISI))


@routes.post("/disposisi/<int:penerima_id>/salah-arah")
@needs(Action.TOLAK_DISPOSISI)
def tolak(penerima_id: int) -> Response:
    """Give it back as misdirected."""
    part = load(penerima_id)
    require(policy.may(current_actor(), Action.TOLAK_DISPOSISI, part))
    try:
        reason, versi = forms.tolak(request.form)
        actions.same_version(part, versi)
        actions.tolak(session(), current_actor(), part, reason)
    except (Invalid, Conflict) as error:
        session().rollback()
        reopen_surat(load(penerima_id).disposisi.surat_id)
        return again(_tolak(load(penerima_id), getattr(error, "fields", {}), str(error)), error)
    flash(f"Dikembalikan kepada {part.disposisi.pemberi_jabatan.nama} dengan alasan Anda.")
    return see("/disposisi")


def _alihkan(part: DisposisiPenerima, errors: dict[str, str] | None = None, pesan: str = "") -> str:
    act = part.disposisi
    known = {p.jabatan_id for p in act.penerima if p.status not in GONE} | {part.jabatan_id}
    offered = hierarki.targets(session(), act.pemberi_jabatan_id, act.surat)
    free = {g: [s for s in rows if s.boleh and s.jabatan.id not in known] for g, rows in offered.items()}
    return render_template(
        "disposisi/alihkan.html",
        bagian=part,
        surat=act.surat,
        sasaran={g: rows for g, rows in free.items() if rows},
        sendirian=all(p.id == part.id or p.status in GONE for p in act.penerima),
        nilai=request.form,
        errors=errors or {},
        pesan=pesan,
    )


@routes.get("/disposisi/<int:penerima_id>/alihkan")
@needs(Action.ALIHKAN_DISPOSISI, own_transactions=True)
def formulir_alihkan(penerima_id: int) -> str:
    """Where what was declined goes now."""
    return _alihkan(_opened(penerima_id, Action.ALIHKAN_DISPOSISI))


@routes.post("/disposisi/<int:penerima_id>/alihkan")
@needs(Action.ALIHKAN_DISPOSISI)
def alihkan(penerima_id: int) -> Response:
    """Redirect it, insist, or leave it."""
    part = load(penerima_id)
    require(policy.may(current_actor(), Action.ALIHKAN_DISPOSISI, part))
    try:
        form = forms.alihkan(request.form)
        actions.same_version(part, form.versi)
        to = form.jabatan_id
        if to is None and not form.tidak:
            to = naskah.office(session(), form.ketikan, "penerima").id
        made = actions.alihkan(session(), current_actor(), part, None if form.tidak else to, form.catatan)
    except (Invalid, Conflict) as error:
        session().rollback()
        reopen_surat(load(penerima_id).disposisi.surat_id)
        return again(_alihkan(load(penerima_id), getattr(error, "fields", {}), str(error)), error)
    act = part.disposisi
    flash(f"Diarahkan kepada {made.jabatan.nama}." if made is not None else "Bagian ini ditutup tanpa pengganti.")
    return see(f"/disposisi/{act.induk_id}" if act.induk_id is not None else f"/surat-masuk/{act.surat_id}")


@routes.get("/disposisi/<int:penerima_id>/alihkan/jabatan")
@needs(Action.ALIHKAN_DISPOSISI)
def cari_pengganti(penerima_id: int) -> str:
    """Jabatan for the type-ahead of redirecting."""
    part = load(penerima_id)
    require(policy.may(current_actor(), Action.ALIHKAN_DISPOSISI, part))
    return formulir.choices(part.disposisi.pemberi_jabatan_id, part.disposisi.surat)
