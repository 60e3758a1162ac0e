"""The form of giving: who, as what, which instruction, until when; for the addressee, and for a recipient further down."""

from flask import Response, flash, render_template, request

from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.disposisi import actions, forms, policy, queries
from eoffice.disposisi.models import DisposisiPenerima
from eoffice.disposisi.routes import tampil
from eoffice.disposisi.routes.blueprint import load, load_surat, reopen_surat, routes
from eoffice.disposisi.states import INSTRUKSI
from eoffice.errors import Conflict, Invalid
from eoffice.naskah import actions as naskah
from eoffice.naskah import queries as naskah_queries
from eoffice.organisasi import kalender
from eoffice.organisasi.waktu import Kalender
from eoffice.surat_masuk import actions as surat_masuk
from eoffice.surat_masuk import policy as surat_policy
from eoffice.surat_masuk.models import SuratMasuk
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import again, see
from eoffice.web.session import session


def _kalender(surat: SuratMasuk) -> Kalender:
    """Working days as the office counts them in which the surat lies."""
    return kalender.berlaku(session()).untuk(surat.opd_id)


def _form(
    surat: SuratMasuk, induk: DisposisiPenerima | None, *, errors: dict[str, str] | None = None, pesan: str = ""
) -> str:
    giver = induk.jabatan_id if induk is not None else surat.tujuan_jabatan_id
    until = induk.disposisi.batas if induk is not None else None
    form = request.form
    offered = queries.targets(session(), giver)
    shown = {str(s.jabatan.id) for group in offered.values() for s in group if s.boleh}
    others = [
        int(v) for v in form.getlist("penerima") if v not in shown and v.isascii() and v.isdigit() and len(v) < 19
    ]
    names = naskah_queries.names(session(), others)
    return render_template(
        "disposisi/beri.html",
        surat=surat,
        induk=induk,
        versi=induk.version if induk is not None else surat.version,
        alamat=f"/disposisi/{induk.id}/lanjutkan" if induk is not None else f"/surat-masuk/{surat.id}/disposisi",
        balik=f"/disposisi/{induk.id}" if induk is not None else f"/surat-masuk/{surat.id}",
        sasaran=offered,
        lain=[(str(j), names[j]) for j in others if j in names],
        instruksi=list(INSTRUKSI.values()),
        pintas=forms.shortcuts(_kalender(surat), until),
        paling_lambat=until,
        halaman=tampil.halaman(surat)[:1],
        errors=errors or {},
        pesan=pesan,
        nilai=form,
        dipilih=set(form.getlist("penerima")),
        mengetahui=set(form.getlist("mengetahui")),
        arahan=set(form.getlist("instruksi")),
        urgensi=tampil.URGENSI,
        sifat=tampil.SIFAT,
    )


@routes.get("/surat-masuk/<int:surat_id>/disposisi")
@needs(Action.DISPOSISIKAN, own_transactions=True)
def formulir(surat_id: int) -> str:
    """The empty form of the addressee."""
    require(surat_policy.may(current_actor(), Action.DISPOSISIKAN, load_surat(surat_id)))
    return _form(reopen_surat(surat_id), None)


@routes.post("/surat-masuk/<int:surat_id>/disposisi")
@needs(Action.DISPOSISIKAN)
def disposisikan(surat_id: int) -> Response:
    """Give the first disposisi of a surat, or one more."""
    surat = load_surat(surat_id)
    require(surat_policy.may(current_actor(), Action.DISPOSISIKAN, surat))  # before what was typed is looked at
    try:
        form = forms.disposisi(request.form, _kalender(surat), _rules(surat.tujuan_jabatan_id))
        surat_masuk.same_version(surat, form.versi)
        made = actions.disposisikan(session(), current_actor(), surat, form.isian)
    except (Invalid, Conflict) as error:
        session().rollback()
        return again(_form(reopen_surat(surat_id), None, errors=getattr(error, "fields", {}), pesan=str(error)), error)
    _say(len(made.penerima))
    return see(f"/surat-masuk/{surat_id}")


@routes.get("/disposisi/<int:penerima_id>/lanjutkan")
@needs(Action.DISPOSISI_LANJUTAN, own_transactions=True)
def formulir_lanjutan(penerima_id: int) -> str:
    """The empty form of a recipient."""
    part = load(penerima_id)
    require(policy.may(current_actor(), Action.DISPOSISI_LANJUTAN, part))
    reopen_surat(part.disposisi.surat_id)
    part = load(penerima_id)
    return _form(part.disposisi.surat, part)


@routes.post("/disposisi/<int:penerima_id>/lanjutkan")
@needs(Action.DISPOSISI_LANJUTAN)
def lanjutkan(penerima_id: int) -> Response:
    """Give it further down."""
    part = load(penerima_id)
    require(policy.may(current_actor(), Action.DISPOSISI_LANJUTAN, part))
    try:
        form = forms.disposisi(request.form, _kalender(part.disposisi.surat), _rules(part.jabatan_id, part))
        actions.same_version(part, form.versi)
        made = actions.lanjutkan(session(), current_actor(), part, form.isian)
    except (Invalid, Conflict) as error:
        session().rollback()
        reopen_surat(load(penerima_id).disposisi.surat_id)
        part = load(penerima_id)
        return again(_form(part.disposisi.surat, part, errors=getattr(error, "fields", {}), pesan=str(error)), error)
    _say(len(made.penerima))
    return see(f"/disposisi/{penerima_id}")


def _rules(giver: int, induk: DisposisiPenerima | None = None) -> forms.Rules:
    """Adds the jabatan that was typed and not chosen, and says all that is wrong, so that nothing comes up later."""

    def complete(form: forms.Disposisi) -> tuple[actions.Isian, dict[str, str]]:
        isian, typed = form.isian, {}
        if form.ketikan:
            try:
                isian = forms.with_penerima(form, naskah.office(session(), form.ketikan, "penerima").id)
            except Invalid as error:
                typed = dict(error.fields)
        return isian, actions.faults(session(), isian, giver, induk) | typed

    return complete


@routes.get("/surat-masuk/<int:surat_id>/disposisi/jabatan")
@needs(Action.DISPOSISIKAN)
def cari_jabatan(surat_id: int) -> str:
    """Jabatan for the type-ahead; one that may not be chosen says why."""
    surat = load_surat(surat_id)
    require(surat_policy.may(current_actor(), Action.DISPOSISIKAN, surat))
    return _choices(surat.tujuan_jabatan_id)


@routes.get("/disposisi/<int:penerima_id>/lanjutkan/jabatan")
@needs(Action.DISPOSISI_LANJUTAN)
def cari_jabatan_lanjutan(penerima_id: int) -> str:
    """The same for a recipient who gives further."""
    part = load(penerima_id)
    require(policy.may(current_actor(), Action.DISPOSISI_LANJUTAN, part))
    return _choices(part.jabatan_id)


def _choices(giver: int) -> str:
    words = request.args.get("q", "")[:200].replace("\x00", "").strip()
    return render_template("disposisi/_jabatan.html", sasaran=queries.choices(session(), giver, words))


def _say(count: int) -> None:
    flash("Disposisi terkirim." if count == 1 else f"Disposisi terkirim kepada {count} penerima.")
