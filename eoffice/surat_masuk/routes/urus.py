"""What a TU does with a surat besides registering it: send it to the right office, say where the paper lies, refuse it."""

from flask import Response, flash, render_template, request

from eoffice.akses.rights import Action
from eoffice.akses.verdict import require
from eoffice.errors import Conflict, Invalid
from eoffice.organisasi import queries as organisasi
from eoffice.pindaian import actions as pindaian_actions
from eoffice.pindaian import queries as pindaian_queries
from eoffice.surat_masuk import actions, forms, policy, queries
from eoffice.surat_masuk.models import SuratLokasi, SuratMasuk
from eoffice.surat_masuk.routes.blueprint import load, routes
from eoffice.surat_masuk.states import LABEL_CARA, LABEL_TOLAK, CaraTerima, Hubungan
from eoffice.web.access import current_actor, needs
from eoffice.web.answers import number, see
from eoffice.web.errors import refused
from eoffice.web.fields import whole
from eoffice.web.session import session

# -- to another perangkat daerah --------------------------------------------------------------------------------------


def _pindah(surat: SuratMasuk) -> dict[str, object]:
    actor = current_actor()
    able = {
        Hubungan.DIALIHKAN: policy.may(actor, Action.ALIHKAN, surat),
        Hubungan.DITERUSKAN: policy.may(actor, Action.TERUSKAN, surat),
    }
    require(next((v for v in able.values() if v), able[Hubungan.DITERUSKAN]))
    return {
        "surat": surat,
        "dapat": able,
        "opd": [(u.id, u.nama) for u in organisasi.all_opd(session()) if u.id != surat.opd_id],
    }


@routes.get("/surat-masuk/<int:surat_id>/pindah")
@needs(Action.ALIHKAN, Action.TERUSKAN)
def pindah(surat_id: int) -> str:
    """Where to, and why."""
    return render_template("surat_masuk/pindah.html", nilai={}, errors={}, pesan="", **_pindah(load(surat_id)))


@routes.post("/surat-masuk/<int:surat_id>/pindah")
@needs(Action.ALIHKAN, Action.TERUSKAN)
def kirim_pindah(surat_id: int) -> Response:
    """Register it there; here it closes as salah alamat, or stays open."""
    surat = load(surat_id)
    try:
        opd_id, why, stays, versi = forms.pindah(request.form)
        actions.same_version(surat, versi)
        do = actions.teruskan if stays else actions.alihkan
        made = do(session(), current_actor(), surat, opd_id, why)
    except (Invalid, Conflict) as error:
        session().rollback()
        return refused(error, "surat_masuk/pindah.html", **_pindah(load(surat_id)))
    where = f"agenda nomor {made.nomor_agenda} {made.opd.nama}"
    flash(
        f"Surat diteruskan: tercatat pada {where}."
        if stays
        else f"Surat dialihkan: tercatat pada {where}; di sini ditutup."
    )
    return see(f"/surat-masuk/{surat_id}?tab=semua")


# -- where the paper lies ---------------------------------------------------------------------------------------------


@routes.get("/surat-masuk/<int:surat_id>/lokasi")
@needs(Action.TEMPATKAN)
def lokasi(surat_id: int) -> str:
    """The form of the place."""
    surat = load(surat_id)
    require(policy.may(current_actor(), Action.TEMPATKAN, surat))
    row = session().get(SuratLokasi, surat_id)
    return render_template("surat_masuk/lokasi.html", surat=surat, nilai=row or {}, errors={}, pesan="")


@routes.post("/surat-masuk/<int:surat_id>/lokasi")
@needs(Action.TEMPATKAN)
def tempatkan(surat_id: int) -> Response:
    """Keep the place; the trail says from where it was moved."""
    surat = load(surat_id)
    try:
        actions.tempatkan(session(), current_actor(), surat, forms.lokasi(request.form))
    except Invalid as error:
        session().rollback()
        return refused(error, "surat_masuk/lokasi.html", surat=load(surat_id))
    flash("Tempat surat asli dicatat.")
    return see(f"/surat-masuk/{surat_id}?tab=semua")


# -- not taken into the agenda ----------------------------------------------------------------------------------------


@routes.get("/agenda/ditolak")
@needs(Action.REGISTRASI, Action.BERKASKAN_SURAT)
def ditolak() -> str:
    """What an office did not take, with the reasons, latest first."""
    actor = current_actor()
    require(policy.may_open_agenda(actor))
    before = number("sebelum")
    rows = queries.ditolak(session(), actor, before=before)
    return render_template(
        "surat_masuk/ditolak.html",
        daftar=rows,
        label=LABEL_TOLAK,
        cara=LABEL_CARA,
        registrasi=policy.may_register(actor),
        awal="/agenda/ditolak" if before is not None else "",
        lanjut=f"/agenda/ditolak?sebelum={rows[-1][0].id}" if len(rows) == queries.PAGE else "",
    )


def _tolak() -> dict[str, object]:
    actor = current_actor()
    asked = whole(request.values.get("pindaian", ""))
    return {
        "opd": [(u.id, u.nama) for u in queries.books(session(), actor) if u.id in actor.tu_opd_ids],
        "sebab": [(str(s), label) for s, label in LABEL_TOLAK.items()],
        "cara": [(str(c), LABEL_CARA[c]) for c in CaraTerima if c is not CaraTerima.APLIKASI],
        "p": pindaian_queries.get(session(), actor, asked) if asked is not None else None,
    }


@routes.get("/agenda/ditolak/catat")
@needs(Action.REGISTRASI)
def tolak() -> str:
    """The form: what came, and why it is not registered."""
    require(policy.may_register(current_actor()))
    return render_template("surat_masuk/tolak.html", nilai={}, errors={}, pesan="", **_tolak())


@routes.post("/agenda/ditolak/catat")
@needs(Action.REGISTRASI)
def tolak_catat() -> Response:
    """Keep it in the list; a scan or file that waited is set aside with it."""
    actor = current_actor()
    try:
        isian = forms.tolak(request.form)
        row = actions.tolak_catat(session(), actor, isian)
        if isian.tiba_id is not None:
            waiting = pindaian_queries.get(session(), actor, isian.tiba_id)
            pindaian_actions.sisihkan(session(), actor, waiting, f"{LABEL_TOLAK[row.sebab]}. {row.alasan}".strip())
    except (Invalid, Conflict) as error:
        session().rollback()
        return refused(error, "surat_masuk/tolak.html", **_tolak())
    flash("Dicatat sebagai tidak diterima, tanpa nomor agenda.")
    return see("/agenda/ditolak")
